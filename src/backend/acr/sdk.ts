// Azure's SDK for a managed identity: a bundle of its own.
// https://learn.microsoft.com/javascript/api/@azure/identity/managedidentitycredential

import {
  ManagedIdentityCredential,
  type TokenCredential,
  type TokenCredentialOptions,
} from '@azure/identity';
import type { ManagedIdentityId } from './ids.ts';
import { type SdkQuestion, tokenOf } from './sdk-client.ts';

export interface SdkManagedIdentity {
  readonly kind: 'managedIdentity';
  /** Undefined: the system-assigned one. */
  readonly id: ManagedIdentityId | undefined;
}

/** An access token of Entra ID. @throws the SDK's errors, whose texts may hold secrets */
export function getAccessToken(question: SdkQuestion<SdkManagedIdentity>): Promise<string> {
  return tokenOf(question, credentialOf);
}

function credentialOf({ id }: SdkManagedIdentity, options: TokenCredentialOptions): TokenCredential {
  return new ManagedIdentityCredential({
    ...options,
    ...(id?.kind === 'clientId' && { clientId: id.value }),
    ...(id?.kind === 'objectId' && { objectId: id.value }),
    ...(id?.kind === 'resourceId' && { resourceId: id.value }),
  } as TokenCredentialOptions & { clientId: string });
}
