// A token for one pull, from the server that a registry names, in containerd's two ways: a form, and then a query.
// https://distribution.github.io/distribution/spec/auth/oauth/
// https://github.com/containerd/containerd/blob/main/core/remotes/docker/auth/fetch.go

import { parseObject } from '../json.ts';
import { Secret } from '../secret.ts';
import type { HttpResponse, Network } from '../system/network/door.ts';
import { basic, type RegistryLogin } from './login.ts';

export interface TokenServer {
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scope: string;
}

/** The token, or the answer in its place. */
type TokenAnswer =
  | { readonly token: Secret }
  | { readonly status: number; readonly headers: HttpResponse['headers'] };

const CLIENT = 'registry-credential-provider';
/** Of servers that know no form. */
const ASK_AGAIN: readonly number[] = [400, 401, 404, 405];

/** @throws {ProviderError} the signal's reason */
export async function fetchToken(
  network: Network,
  server: TokenServer,
  login: RegistryLogin | undefined,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  if (login !== undefined) {
    const answer = tokenIn(await sendForm(network, server, login, signal));
    if ('token' in answer || !ASK_AGAIN.includes(answer.status)) return answer;
  }
  return tokenIn(await sendQuery(network, server, login, signal));
}

function sendForm(
  network: Network,
  { realm, service, scope }: TokenServer,
  { username, password }: RegistryLogin,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const form = new URLSearchParams({
    grant_type: 'password',
    ...(service !== undefined && { service }),
    client_id: CLIENT,
    scope,
    username,
    password: password.reveal(),
  });
  return network.send(
    {
      step: 'token server',
      method: 'POST',
      url: realm.href,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      retry: 'never',
    },
    signal,
  );
}

function sendQuery(
  network: Network,
  { realm, service, scope }: TokenServer,
  login: RegistryLogin | undefined,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', scope);
  const headers = login === undefined ? {} : { authorization: basic(login) };
  return network.send(
    { step: 'token server', method: 'GET', url: url.href, headers, retry: 'never' },
    signal,
  );
}

function tokenIn({ status, headers, body }: HttpResponse): TokenAnswer {
  if (status !== 200) return { status, headers };
  const { token, access_token: accessToken } = parseObject(body.toString('utf8')) ?? {};
  const text = typeof token === 'string' && token !== '' ? token : accessToken;
  // Into a header as it is.
  return typeof text === 'string' && /^[\x21-\x7e]{1,16384}$/.test(text)
    ? { token: new Secret(text) }
    : { status: 0, headers };
}
