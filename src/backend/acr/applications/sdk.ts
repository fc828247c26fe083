// Azure's SDK for an application of Entra ID, which proves itself by a token, a secret or a certificate: a bundle of its
// own.
// https://learn.microsoft.com/javascript/api/@azure/identity

import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  type TokenCredential,
  type TokenCredentialOptions,
} from '@azure/identity';
import { type SdkQuestion, tokenOf } from '../sdk-client.ts';

export interface SdkApplication {
  readonly kind: 'application';
  readonly clientId: string;
  readonly tenantId: string;
  readonly authorityHost: string;
  /** Its existence need not be asked for elsewhere. */
  readonly trusted: boolean;
  readonly proof: SdkProof;
}

export type SdkProof =
  | { readonly kind: 'assertion'; readonly token: string }
  | { readonly kind: 'secret'; readonly secret: string }
  /** PEM of the certificate and its key. */
  | { readonly kind: 'certificate'; readonly pem: string };

/** An access token of Entra ID. @throws the SDK's errors, whose texts may hold secrets */
export function getAccessToken(question: SdkQuestion<SdkApplication>): Promise<string> {
  return tokenOf(question, credentialOf);
}

function credentialOf(
  { clientId, tenantId, authorityHost, trusted, proof }: SdkApplication,
  options: TokenCredentialOptions,
): TokenCredential {
  const all = { ...options, authorityHost, disableInstanceDiscovery: trusted };
  switch (proof.kind) {
    case 'assertion':
      return new ClientAssertionCredential(tenantId, clientId, async () => proof.token, all);
    case 'secret':
      return new ClientSecretCredential(tenantId, clientId, proof.secret, all);
    case 'certificate':
      return new ClientCertificateCredential(tenantId, clientId, { certificate: proof.pem }, all);
  }
}
