// The node's configuration of cloud-provider-azure, of which acr-credential-provider reads these fields:
// https://cloud-provider-azure.sigs.k8s.io/install/configs/

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { readTextFile } from '../../system/files.ts';
import type { Proof } from './identity.ts';
import { parseObject } from './object.ts';

export interface AzureJson {
  readonly path: string;
  readonly cloud?: string;
  readonly tenantId?: string;
  readonly node:
    | { readonly kind: 'managedIdentity'; readonly userAssignedIdentityId?: string }
    | { readonly kind: 'application'; readonly clientId: string; readonly proof: Proof };
}

/**
 * Reads it, and chooses the identity in the order of the vendor's programs: managed identity, federation, secret,
 * certificate.
 * @throws {ProviderError} FILE_UNREADABLE, IDENTITY_UNAVAILABLE
 */
export function readAzureJson(path: string, who: string): AzureJson {
  const { text } = readTextFile(path, { what: `${who}: azureJson` });
  const refuse = (problem: string, hint: string): never => {
    throw new ProviderError(`${who}: azureJson ${quote(path)} ${problem}`, {
      code: 'IDENTITY_UNAVAILABLE',
      hint,
    });
  };
  const fields = parseObject(text) ?? refuse('is not a JSON object', 'give the path of an azure.json');
  const textOf = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const cloud = textOf('cloud');
  const tenantId = textOf('tenantId');
  if (tenantId !== undefined && !/^[A-Za-z0-9][-.A-Za-z0-9]{0,252}$/.test(tenantId)) {
    refuse(`has a tenantId that is none: ${quote(tenantId)}`, 'correct it');
  }
  return {
    path,
    ...(cloud !== undefined && { cloud }),
    ...(tenantId !== undefined && { tenantId }),
    node: nodeOf(),
  };

  function nodeOf(): AzureJson['node'] {
    if (isTrue(fields.useManagedIdentityExtension)) {
      const id = textOf('userAssignedIdentityID');
      return { kind: 'managedIdentity', ...(id !== undefined && { userAssignedIdentityId: id }) };
    }
    const clientId =
      textOf('aadClientId') ??
      refuse(
        'has neither useManagedIdentityExtension nor aadClientId',
        'name the identity in the rule itself',
      );
    return { kind: 'application', clientId, proof: proofOf() };
  }

  function proofOf(): Proof {
    const tokenFile = textOf('aadFederatedTokenFile');
    if (isTrue(fields.useFederatedWorkloadIdentityExtension) && tokenFile !== undefined) {
      return { kind: 'tokenFile', path: tokenFile };
    }
    const secret = textOf('aadClientSecret');
    if (secret !== undefined) {
      return { kind: 'secret', secret: new Secret(secret), path };
    }
    const certificate = textOf('aadClientCertPath');
    return certificate === undefined
      ? refuse(
          'has no aadClientSecret, aadClientCertPath or aadFederatedTokenFile',
          'name the identity in the rule itself',
        )
      : { kind: 'certificateFile', path: certificate };
  }
}

/** Go's decoder wants a boolean; templates that fill the file in sometimes write text. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
