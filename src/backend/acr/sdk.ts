// Azure's SDK: the only file that imports it. It is given a way to send requests, and gives a token for one identity.
// https://learn.microsoft.com/javascript/api/@azure/identity

import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  type TokenCredentialOptions,
} from '@azure/identity';
import type { HttpResponse } from '../../system/network/door.ts';
import type { CloudSend } from '../cloud/call.ts';
import type { ManagedIdentityId } from './ids.ts';

export type SdkIdentity =
  | {
      readonly kind: 'managedIdentity';
      /** Undefined: the system-assigned one. */
      readonly id: ManagedIdentityId | undefined;
    }
  | {
      readonly kind: 'application';
      readonly clientId: string;
      readonly tenantId: string;
      readonly authorityHost: string;
      /** Its existence need not be asked for elsewhere. */
      readonly trusted: boolean;
      readonly proof: SdkProof;
    };

export type SdkProof =
  | { readonly kind: 'assertion'; readonly token: string }
  | { readonly kind: 'secret'; readonly secret: string }
  /** PEM of the certificate and its key. */
  | { readonly kind: 'certificate'; readonly pem: string };

interface SdkQuestion {
  readonly identity: SdkIdentity;
  /** For whom the token is made: `https://containerregistry.azure.net`. */
  readonly resource: string;
  readonly send: CloudSend;
}

/** An access token of Entra ID. @throws the SDK's errors, whose texts may hold secrets */
export async function getAccessToken({ identity, resource, send: sender }: SdkQuestion): Promise<string> {
  send = sender;
  const credential = credentialOf(identity, OPTIONS);
  const accessToken = await credential.getToken(`${resource}/.default`);
  if (accessToken === null) {
    throw new Error('no token');
  }
  return accessToken.token;
}

function credentialOf(identity: SdkIdentity, options: TokenCredentialOptions): TokenCredential {
  if (identity.kind === 'managedIdentity') {
    const { id } = identity;
    return new ManagedIdentityCredential({
      ...options,
      ...(id?.kind === 'clientId' && { clientId: id.value }),
      ...(id?.kind === 'objectId' && { objectId: id.value }),
      ...(id?.kind === 'resourceId' && { resourceId: id.value }),
    } as TokenCredentialOptions & { clientId: string });
  }
  const { clientId, tenantId, authorityHost, trusted, proof } = identity;
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

type HttpClient = NonNullable<TokenCredentialOptions['httpClient']>;
type Response = Awaited<ReturnType<HttpClient['sendRequest']>>;

/** Of the question that is asked now: MSAL keeps the client of its first managed identity as long as the process lives. */
let send: SdkQuestion['send'];

const HTTP_CLIENT: HttpClient = {
  sendRequest: async (request) => {
    const { status, headers, body } = await send({
      method: request.method === 'POST' ? 'POST' : 'GET',
      url: request.url,
      headers: request.headers.toJSON(),
      ...(typeof request.body === 'string' && { body: request.body }),
    });
    return { request, status, headers: headersOf(headers), bodyAsText: body.toString('utf8') };
  },
};

/**
 * No policies between the SDK and `send`, which knows proxies, authorities, limits and retries: the SDK's own would
 * repeat all that, and take a third of its time to make. The credentials hand this on to their client.
 */
const PIPELINE = {
  addPolicy: () => undefined,
  removePolicy: () => [],
  getOrderedPolicies: () => [],
  sendRequest: (client: HttpClient, request: Response['request']) => client.sendRequest(request),
  clone: () => PIPELINE,
};

/** What is said beside the pipeline would still hold without it. */
const OPTIONS: TokenCredentialOptions = Object.assign(
  { httpClient: HTTP_CLIENT, retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } },
  { pipeline: PIPELINE },
);

function headersOf(headers: HttpResponse['headers']): Response['headers'] {
  const map = new Map(Object.entries(headers));
  return {
    get: (name) => map.get(name.toLowerCase()),
    has: (name) => map.has(name.toLowerCase()),
    set: (name, value) => void map.set(name.toLowerCase(), String(value)),
    delete: (name) => void map.delete(name.toLowerCase()),
    toJSON: () => Object.fromEntries(map),
    [Symbol.iterator]: () => map.entries(),
  };
}
