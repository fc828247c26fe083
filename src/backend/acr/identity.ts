// Who asks Entra ID for a token: exactly one identity, by what the rule says, or by a fixed order without it.

import type { AcrBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { IdentityBindingConfig } from '../../generated/config-types.ts';
import { AKS_BINDING_AUDIENCE } from '../../protocol/known-audiences.ts';
import { Secret } from '../../secret.ts';
import type { Environment } from '../../system/environment.ts';
import { exists } from '../../system/files.ts';
import {
  ANNOTATION_KEYS,
  type AnnotationForm,
  missingAnnotation,
  readAnnotation,
} from '../cloud/annotations.ts';
import { type Asker, accountText, type ServiceAccountAsker } from '../cloud/asker.ts';
import { requireTokenFor } from '../cloud/token-audience.ts';
import type { AzureJson } from './azure-json.ts';
import { clientIdPattern, type ManagedIdentityId, tenantPattern } from './ids.ts';
import type { Proof } from './proof.ts';

export type AcrIdentity = EntraIdentity | BoundIdentity;

/** What Entra ID or the machine's own service gives a token to. */
export type EntraIdentity = ManagedIdentity | Application;

export interface ManagedIdentity {
  readonly kind: 'managedIdentity';
  readonly source: 'IMDS' | 'Azure Arc' | 'App Service';
  /** Of the source, where the environment names it. */
  readonly endpoint: string | undefined;
  /** What App Service's endpoint is shown. */
  readonly header: Secret | undefined;
  /** Undefined: the system-assigned one. */
  readonly id: ManagedIdentityId | undefined;
  /** Told to the registry, where it is known. */
  readonly tenantId: string | undefined;
}

/** An application of Entra ID, or a managed identity that is used like one, with what proves it. */
interface Application {
  readonly kind: 'application';
  readonly clientId: string;
  readonly tenantId: string;
  readonly proof: Proof;
}

/** A managed identity that is bound to the cluster, whose API server gives tokens of it to service accounts. */
export interface BoundIdentity {
  readonly kind: 'boundIdentity';
  readonly clientId: string;
  /** Told to the registry, where it is known. */
  readonly tenantId: string | undefined;
  readonly asker: ServiceAccountAsker;
  readonly binding: Readonly<IdentityBindingConfig>;
}

/** What else says which identity. */
interface Given {
  readonly env: Environment;
  /** What the rule's `azureJson` holds. */
  readonly azureJson: AzureJson | undefined;
}

/** What of a rule names the identity. */
type IdentitySettings = Pick<
  AcrBackendConfig,
  'node' | 'clientId' | 'tenantId' | 'allowedClientIds' | 'identityBinding'
>;

interface IdentityOptions extends Given {
  readonly settings: IdentitySettings;
}

/**
 * @throws {ProviderError} IDENTITY_UNAVAILABLE, IDENTITY_NOT_ALLOWED, ANNOTATION_MISSING, ANNOTATION_INVALID,
 *     AUDIENCE_REFUSED, TOKEN_INVALID
 */
export function identityOf(settings: IdentitySettings, asker: Asker, given: Given): AcrIdentity {
  const options = { settings, ...given };
  return asker.kind === 'node' ? nodeIdentity(options) : serviceAccountIdentity(asker, options);
}

function nodeIdentity(options: IdentityOptions): AcrIdentity {
  const { settings, azureJson } = options;
  const { node } = settings;
  switch (node?.kind) {
    case undefined:
      return environmentIdentity(options);
    case 'managedIdentity':
      return managedIdentity(node, options);
    case 'workloadIdentity':
      return workloadIdentity(node, options);
    case 'servicePrincipal': {
      const { clientId, tenantId, clientSecretFile, clientCertificateFile } = node;
      const proof: Proof =
        clientSecretFile === undefined
          ? { kind: 'certificateFile', path: clientCertificateFile as string }
          : { kind: 'secretFile', path: clientSecretFile };
      return { kind: 'application', clientId, tenantId, proof };
    }
    case 'azureJson':
      return azureJsonIdentity(azureJson as AzureJson, options);
  }
}

/** Variables by which Azure's SDKs are told of an identity; each names one, whatever else is there. */
const NAMING = ['AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH'] as const;

/** What the environment names, or the machine's own where it names nothing. Half a name is a failure. */
function environmentIdentity(options: IdentityOptions): AcrIdentity {
  const { env } = options;
  if (env.AZURE_FEDERATED_TOKEN_FILE) {
    return workloadIdentity({}, options);
  }
  const named = NAMING.filter((name) => env[name]);
  if (named.length === 0) {
    return managedIdentity(undefined, options);
  }
  throw unavailable(
    `the environment sets ${named.join(' and ')} without AZURE_FEDERATED_TOKEN_FILE`,
    'name the identity in the rule (acr.managedIdentity, acr.workloadIdentity, acr.servicePrincipal; managedIdentity: {} is the system-assigned one), or unset these variables for the kubelet',
  );
}

function azureJsonIdentity(azureJson: AzureJson, options: IdentityOptions): AcrIdentity {
  const { tenantId } = azureJson;
  const node = azureJson.node();
  if (node.kind === 'managedIdentity') {
    return managedIdentity(node.id && { [node.id.kind]: node.id.value }, options);
  }
  if (tenantId === undefined) {
    const problem = `azureJson ${quote(azureJson.path)} has no tenantId`;
    throw unavailable(problem, 'add it, or name the identity in the rule');
  }
  return { kind: 'application', clientId: node.clientId, tenantId, proof: node.proof };
}

function managedIdentity(
  ids: { readonly clientId?: string; readonly objectId?: string; readonly resourceId?: string } = {},
  options: IdentityOptions,
): ManagedIdentity {
  const { settings, azureJson } = options;
  const kind = (['clientId', 'objectId', 'resourceId'] as const).find((name) => ids[name] !== undefined);
  const tenantId = settings.tenantId ?? azureJson?.tenantId;
  return {
    kind: 'managedIdentity',
    ...sourceOf(options),
    id: kind && { kind, value: ids[kind] as string },
    tenantId,
  };
}

/** Where Azure Arc's agent is, on Linux. */
const ARC_AGENT = '/opt/azcmagent/bin/himds';

/** As MSAL finds it: https://learn.microsoft.com/entra/msal/javascript/node/managed-identity */
function sourceOf(options: IdentityOptions): Pick<ManagedIdentity, 'source' | 'endpoint' | 'header'> {
  const { IDENTITY_ENDPOINT, IDENTITY_HEADER, IMDS_ENDPOINT, AZURE_POD_IDENTITY_AUTHORITY_HOST } =
    options.env;
  if (IDENTITY_ENDPOINT && IDENTITY_HEADER) {
    return { source: 'App Service', endpoint: IDENTITY_ENDPOINT, header: new Secret(IDENTITY_HEADER) };
  }
  if (IDENTITY_ENDPOINT && IMDS_ENDPOINT) {
    return { source: 'Azure Arc', endpoint: IDENTITY_ENDPOINT, header: undefined };
  }
  if (IDENTITY_ENDPOINT || IDENTITY_HEADER) {
    // The metadata service would give another identity than the endpoint that is meant.
    throw unavailable(
      IDENTITY_ENDPOINT
        ? 'managed identity: the environment has IDENTITY_ENDPOINT without IDENTITY_HEADER (App Service) or IMDS_ENDPOINT (Azure Arc)'
        : 'managed identity: the environment has IDENTITY_HEADER without IDENTITY_ENDPOINT',
      'set both for the kubelet, or neither',
    );
  }
  if (exists(ARC_AGENT)) {
    return { source: 'Azure Arc', endpoint: undefined, header: undefined };
  }
  return {
    source: 'IMDS',
    endpoint: AZURE_POD_IDENTITY_AUTHORITY_HOST || undefined,
    header: undefined,
  };
}

function workloadIdentity(
  given: { readonly clientId?: string; readonly tenantId?: string; readonly tokenFile?: string },
  options: IdentityOptions,
): Application {
  const { env } = options;
  const clientId = given.clientId ?? env.AZURE_CLIENT_ID;
  const tenantId = given.tenantId ?? env.AZURE_TENANT_ID;
  const path = given.tokenFile ?? env.AZURE_FEDERATED_TOKEN_FILE;
  if (!clientId || !tenantId || !path) {
    const missing = [
      ['AZURE_CLIENT_ID', clientId],
      ['AZURE_TENANT_ID', tenantId],
      ['AZURE_FEDERATED_TOKEN_FILE', path],
    ].flatMap(([name, value]) => (value ? [] : [name]));
    throw unavailable(
      `workload identity: the environment has no ${missing.join(', no ')}`,
      'set it for the kubelet, or name the identity in the rule: acr.workloadIdentity, acr.managedIdentity',
    );
  }
  checkForm('AZURE_CLIENT_ID', clientId, clientIdPattern());
  checkForm('AZURE_TENANT_ID', tenantId, tenantPattern());
  return { kind: 'application', clientId, tenantId, proof: { kind: 'tokenFile', path } };
}

/** The environment's values end up in a URL's path, as the configuration's do, which its schema has seen. */
function checkForm(name: string, value: string, pattern: RegExp): void {
  if (!pattern.test(value)) {
    throw unavailable(`${name}: expected an ID of Entra ID, got ${quote(value)}`, `correct ${name}`);
  }
}

function serviceAccountIdentity(
  asker: ServiceAccountAsker,
  options: IdentityOptions,
): Application | BoundIdentity {
  const { settings, azureJson } = options;
  const { identityBinding: binding } = settings;
  if (binding !== undefined && asker.token !== undefined) {
    requireTokenFor(asker.token, AKS_BINDING_AUDIENCE);
  }
  const client: AnnotationForm = {
    keys: ANNOTATION_KEYS.azureClientId,
    pattern: clientIdPattern(),
    expected: 'the client ID of an application',
    allowList: {
      field: 'acr.allowedClientIds',
      entries: settings.allowedClientIds,
      allows: (entry, value) => entry.toLowerCase() === value.toLowerCase(),
    },
  };
  const tenant: AnnotationForm = {
    keys: ANNOTATION_KEYS.azureTenantId,
    pattern: tenantPattern(),
    expected: 'the ID or domain of a tenant',
  };
  const clientId = readAnnotation(asker, client) ?? settings.clientId;
  if (clientId === undefined) {
    throw missingAnnotation(asker, client, 'CLIENT_ID');
  }
  const tenantId = readAnnotation(asker, tenant) ?? settings.tenantId ?? azureJson?.tenantId;
  if (binding !== undefined) {
    return { kind: 'boundIdentity', clientId, tenantId, asker, binding };
  }
  if (tenantId === undefined) {
    throw missingAnnotation(asker, tenant, 'TENANT_ID');
  }
  return { kind: 'application', clientId, tenantId, proof: { kind: 'serviceAccount', asker } };
}

function unavailable(problem: string, hint: string): ProviderError {
  return new ProviderError(problem, { code: 'IDENTITY_UNAVAILABLE', hint });
}

/** The identity, for messages about a refusal and for `explain`. */
export function describeIdentity(identity: AcrIdentity): string {
  if (identity.kind === 'managedIdentity') {
    const { id, source } = identity;
    const named =
      id === undefined
        ? 'the system-assigned managed identity'
        : `the managed identity with ${ID_NAMES[id.kind]} ${id.value}`;
    return `${named} (${source})`;
  }
  if (identity.kind === 'boundIdentity') {
    return `client ${identity.clientId} by identity binding (${accountText(identity.asker.account)})`;
  }
  const { clientId, tenantId, proof } = identity;
  const of = proof.kind === 'serviceAccount' ? accountText(proof.asker.account) : PROOF_NAMES[proof.kind];
  return `client ${clientId} of tenant ${tenantId} (${of})`;
}

const ID_NAMES = { clientId: 'client id', objectId: 'object id', resourceId: 'resource id' } as const;

const PROOF_NAMES = {
  tokenFile: 'workload identity',
  secretFile: 'client secret',
  secret: 'client secret',
  certificateFile: 'client certificate',
} as const;

/** Which claims of the Pod's token a service compares, for a refusal. */
export function factsOf(identity: AcrIdentity): string[] {
  const account = accountOf(identity);
  if (account === undefined) {
    return [];
  }
  const { namespace, name, issuer, audiences = [] } = account;
  return [
    ...(issuer === undefined ? [] : [`issuer ${issuer}`]),
    `subject system:serviceaccount:${namespace}:${name}`,
    ...(audiences.length === 0 ? [] : [`audience ${audiences.join(' ')}`]),
  ];
}

function accountOf(identity: AcrIdentity): ServiceAccountAsker['account'] | undefined {
  if (identity.kind === 'boundIdentity') {
    return identity.asker.account;
  }
  return identity.kind === 'application' && identity.proof.kind === 'serviceAccount'
    ? identity.proof.asker.account
    : undefined;
}
