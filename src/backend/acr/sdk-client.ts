// What Azure's credentials are given instead of their own HTTP client and its policies: a way to send requests.
// https://learn.microsoft.com/javascript/api/@azure/identity

import type { TokenCredential, TokenCredentialOptions } from '@azure/identity';
import type { HttpResponse } from '../../system/network/door.ts';
import type { CloudSend } from '../cloud/call.ts';

export interface SdkQuestion<Identity> {
  readonly identity: Identity;
  /** For whom the token is made: `https://containerregistry.azure.net`. */
  readonly resource: string;
  readonly send: CloudSend;
}

/** An access token of Entra ID, from the credential that is made. @throws the SDK's errors, whose texts may hold secrets */
export async function tokenOf<Identity>(
  { identity, resource, send: sender }: SdkQuestion<Identity>,
  credentialOf: (identity: Identity, options: TokenCredentialOptions) => TokenCredential,
): Promise<string> {
  send = sender;
  const accessToken = await credentialOf(identity, OPTIONS).getToken(`${resource}/.default`);
  if (accessToken === null) {
    throw new Error('no token');
  }
  return accessToken.token;
}

type HttpClient = NonNullable<TokenCredentialOptions['httpClient']>;
type Response = Awaited<ReturnType<HttpClient['sendRequest']>>;

/** Of the question that is asked now: MSAL keeps the client of its first managed identity as long as the process lives. */
let send: CloudSend;

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
