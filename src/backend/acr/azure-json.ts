// The node's configuration of cloud-provider-azure, of which acr-credential-provider reads these fields, and how:
// https://cloud-provider-azure.sigs.k8s.io/install/configs/
// https://github.com/kubernetes-sigs/cloud-provider-azure/blob/master/pkg/credentialprovider/azure_credentials.go

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { readTextFile } from '../../system/files.ts';
import { recognise } from '../../yaml/recognise.ts';
import { foldName, type GoField, type GoFields, type GoValue, readGoFields } from './go-fields.ts';
import { clientIdPattern, type ManagedIdentityId } from './ids.ts';
import type { NodeProof } from './proof.ts';

/** Whom the file names. */
export type AzureJsonNode =
  | { readonly kind: 'managedIdentity'; readonly id: ManagedIdentityId | undefined }
  | { readonly kind: 'application'; readonly clientId: string; readonly proof: NodeProof };

/** @throws {ProviderError} FILE_UNREADABLE, IDENTITY_UNAVAILABLE */
export function readAzureJson(path: string): AzureJson {
  const what = 'azureJson';
  const { text } = readTextFile(path, { what });
  const fields = readGoFields(text);
  if ('problem' in fields) {
    const found = recognise(text, 'cloud-config');
    if (found !== undefined) {
      throw new ProviderError(`${what} ${quote(path)} is ${found.is}`, {
        code: 'IDENTITY_UNAVAILABLE',
        hint: found.hint,
      });
    }
    throw new ProviderError(
      `${what} ${quote(path)} is neither a JSON object nor a YAML mapping: ${fields.problem}`,
      {
        code: 'IDENTITY_UNAVAILABLE',
        hint: 'correct the file, or name another azure.json',
      },
    );
  }
  return new AzureJson(path, fields);
}

/** A field that is not asked for is not looked at, so that a Pod's pull depends on no identity of the node's. */
export class AzureJson {
  readonly path: string;
  readonly #fields: GoFields;
  readonly #read: string[] = [];

  constructor(path: string, fields: GoFields) {
    this.path = path;
    this.#fields = fields;
  }

  /** What has been read so far, for `explain`: each field as the file spells it, with its value unless that is secret. */
  get read(): string {
    return [...new Set(this.#read)].join(', ') || 'no field';
  }

  /** Undefined: the public one. */
  get cloud(): string | undefined {
    return this.#text('cloud');
  }

  get tenantId(): string | undefined {
    const tenantId = this.#text('tenantId');
    return tenantId === undefined || /^[A-Za-z0-9][-.A-Za-z0-9]{0,252}$/.test(tenantId)
      ? tenantId
      : this.#refuse(`has a ${this.#nameOf('tenantId')} that is not valid: ${quote(tenantId)}`, 'correct it');
  }

  /** What names the cloud's authority in a way that is not supported; undefined: nothing does. */
  get unsupportedAuthority(): string | undefined {
    const endpoint = this.#text('resourceManagerEndpoint');
    if (endpoint !== undefined && !PUBLIC_ENDPOINTS.test(endpoint)) {
      return this.#nameOf('resourceManagerEndpoint');
    }
    const system = this.#text('identitySystem');
    return system === undefined || system.toLowerCase() === 'azure_ad'
      ? undefined
      : this.#nameOf('identitySystem');
  }

  /** In the order of the vendor's programs: managed identity, federation, secret, certificate. */
  node(): AzureJsonNode {
    this.#checkForms();
    if (this.#isTrue('useManagedIdentityExtension')) {
      return { kind: 'managedIdentity', id: this.#managedIdentityId() };
    }
    const clientId = this.#text('aadClientId') ?? this.#refuseNobody();
    if (!clientIdPattern().test(clientId)) {
      this.#refuse(
        `has an ${this.#nameOf('aadClientId')} that is not a client ID: ${quote(clientId)}`,
        `correct it, or set useManagedIdentityExtension`,
      );
    }
    return { kind: 'application', clientId, proof: this.#proof() };
  }

  /** Go's decoder refuses the whole file where one of them is of another form, whether it would be used or not. */
  #checkForms(): void {
    for (const name of TEXTS) {
      this.#textOf(name);
    }
    for (const name of BOOLEANS) {
      this.#booleanOf(name);
    }
  }

  #managedIdentityId(): ManagedIdentityId | undefined {
    const value = this.#text('userAssignedIdentityID');
    if (value === undefined) {
      return undefined;
    }
    if (/\/subscriptions\//i.test(value)) {
      return { kind: 'resourceId', value };
    }
    return clientIdPattern().test(value)
      ? { kind: 'clientId', value }
      : this.#refuse(
          `has a ${this.#nameOf('userAssignedIdentityID')} that is neither a client ID nor a resource ID: ${quote(value)}`,
          "write the identity's client ID or its full resource ID",
        );
  }

  #proof(): NodeProof {
    if (this.#isTrue('useFederatedWorkloadIdentityExtension')) {
      const tokenFile = this.#filePath('aadFederatedTokenFile');
      return tokenFile === undefined
        ? this.#refuse(
            `has ${this.#nameOf('useFederatedWorkloadIdentityExtension')} but no aadFederatedTokenFile`,
            "add the token file's path, or name the identity in the rule",
          )
        : { kind: 'tokenFile', path: tokenFile };
    }
    const secret = this.#text('aadClientSecret');
    if (secret !== undefined) {
      return { kind: 'secret', secret: new Secret(secret), path: this.path };
    }
    const certificate = this.#filePath('aadClientCertPath');
    if (certificate !== undefined) {
      return { kind: 'certificateFile', path: certificate };
    }
    const unused = this.#present('aadFederatedTokenFile');
    return this.#refuse(
      unused === undefined
        ? 'has no aadClientSecret, aadClientCertPath or aadFederatedTokenFile'
        : `has no aadClientSecret or aadClientCertPath, and ${unused} without useFederatedWorkloadIdentityExtension: true`,
      'name the identity in the rule',
    );
  }

  /** With what names an identity all the same, and is no use alone. */
  #refuseNobody(): never {
    const alone = IDENTITY_FIELDS.map((name) => this.#present(name)).filter((name) => name !== undefined);
    return this.#refuse(
      `has neither useManagedIdentityExtension nor aadClientId${alone.length === 0 ? '' : `, and ${alone.join(', ')} alone ${alone.length === 1 ? 'names' : 'name'} no identity`}`,
      'name the identity in the rule',
    );
  }

  #text(name: TextField): string | undefined {
    const text = this.#textOf(name);
    if (text !== undefined) {
      this.#note(this.#nameOf(name), SECRETS.has(name) ? undefined : text);
    }
    return text;
  }

  /** An empty text is none, as for Go. */
  #textOf(name: TextField): string | undefined {
    for (const { name: spelt, value } of this.#spellings(name)) {
      if (value.kind !== 'text') {
        this.#refuse(`: ${spelt}: expected text, got ${WORDS[value.kind]}`, 'put the value in quotes');
      }
    }
    const value = this.#get(name)?.value;
    return (value?.kind === 'text' && value.text) || undefined;
  }

  #filePath(name: TextField): string | undefined {
    const path = this.#text(name);
    return path === undefined || path.startsWith('/')
      ? path
      : this.#refuse(`: ${this.#nameOf(name)}: expected an absolute path, got ${quote(path)}`, 'correct it');
  }

  #isTrue(name: BooleanField): boolean {
    const isTrue = this.#booleanOf(name);
    if (isTrue) {
      this.#note(this.#nameOf(name), 'true');
    }
    return isTrue;
  }

  #booleanOf(name: BooleanField): boolean {
    for (const { name: spelt, value } of this.#spellings(name)) {
      if (value.kind !== 'true' && value.kind !== 'false') {
        this.#refuse(
          `: ${spelt}: expected true or false, got ${WORDS[value.kind]}`,
          "write it without quotes; cloud-provider-azure's own programs reject this file too",
        );
      }
    }
    return this.#get(name)?.value.kind === 'true';
  }

  #spellings(name: string): readonly GoField[] {
    return this.#fields.get(foldName(name)) ?? [];
  }

  #get(name: string): GoField | undefined {
    return this.#spellings(name).at(-1);
  }

  /** As the file spells it, where it says something. */
  #present(name: TextField | BooleanField): string | undefined {
    const field = this.#get(name);
    const isEmpty =
      field?.value.kind === 'false' || (field?.value.kind === 'text' && field.value.text === '');
    return isEmpty ? undefined : field?.name;
  }

  #nameOf(name: string): string {
    return this.#get(name)?.name ?? name;
  }

  #note(name: string, value: string | undefined): void {
    this.#read.push(value === undefined ? `${name} (secret)` : `${name}=${quote(value).slice(1, -1)}`);
  }

  #refuse(problem: string, hint: string): never {
    throw new ProviderError(`azureJson ${quote(this.path)}${problem.startsWith(':') ? '' : ' '}${problem}`, {
      code: 'IDENTITY_UNAVAILABLE',
      hint,
    });
  }
}

const WORDS: Readonly<Record<GoValue['kind'], string>> = {
  text: 'text',
  true: 'true',
  false: 'false',
  number: 'a number',
  map: 'fields',
  list: 'a list',
};

/** All that is read. */
export const TEXTS = [
  'cloud',
  'tenantId',
  'resourceManagerEndpoint',
  'identitySystem',
  'userAssignedIdentityID',
  'aadClientId',
  'aadFederatedTokenFile',
  'aadClientSecret',
  'aadClientCertPath',
  'aadMSIDataPlaneIdentityPath',
] as const;
type TextField = (typeof TEXTS)[number];

export const BOOLEANS = ['useManagedIdentityExtension', 'useFederatedWorkloadIdentityExtension'] as const;
type BooleanField = (typeof BOOLEANS)[number];

const SECRETS: ReadonlySet<TextField> = new Set(['aadClientSecret']);

/** Those that name an identity, or prove one, beside the two that say of which kind it is. */
const IDENTITY_FIELDS = [
  'userAssignedIdentityID',
  'useFederatedWorkloadIdentityExtension',
  'aadFederatedTokenFile',
  'aadClientSecret',
  'aadClientCertPath',
  'aadMSIDataPlaneIdentityPath',
] as const;

/** Of the clouds whose authority `cloud` tells too. */
const PUBLIC_ENDPOINTS = /^https:\/\/management\.(?:azure\.com|chinacloudapi\.cn|usgovcloudapi\.net)\/?$/i;
