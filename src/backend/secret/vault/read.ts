// From a token to the text of a secret of Vault: a login, and one request with the token that it gives. That token is
// kept nowhere, and not revoked: the role says how soon it ends.
// https://developer.hashicorp.com/vault/api-docs/auth/kubernetes#login
// https://developer.hashicorp.com/vault/api-docs/auth/jwt#jwt-login
// https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version

import { ProviderError } from '../../../errors.ts';
import { isObject, type JsonObject } from '../../../json.ts';
import { Secret } from '../../../secret.ts';
import { readJson } from '../../../system/network/answers.ts';
import { authoritiesIn } from '../../../system/network/authorities.ts';
import type { OnlyAuthorities } from '../../../system/network/door.ts';
import type { Surroundings } from '../../backend.ts';
import { Caller, type CloudCall } from '../../cloud/call.ts';
import { factsOf, isOwnToken, readOwnToken } from '../../cloud/own-token.ts';
import { isToken } from '../../cloud/values.ts';
import { readCloudToken } from '../../exchange/subject-token.ts';
import { identityText, type VaultQuestion } from './question.ts';
import { textOf } from './text.ts';

const LOGIN = 'Vault login';
const CA_FILE = 'secret.vault.caFile';

/**
 * Obeys the signal.
 * @param name of the secret, for messages
 * @throws {ProviderError}
 */
export async function readSecret(
  question: VaultQuestion,
  name: string,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Secret> {
  const { caFile } = question;
  const authorities =
    caFile === undefined ? undefined : { pem: authoritiesIn(CA_FILE, caFile), namedBy: CA_FILE };
  const caller = new Caller(surroundings, signal, () => import('./refusals.ts'));
  const jwt = isOwnToken(question.token)
    ? readOwnToken(question.token)
    : await readCloudToken(question.token, { caller, surroundings, signal });
  const token = await logIn(question, jwt, { caller, authorities, now: surroundings.now() });
  const secret = await read(question, token, caller, authorities);
  return textOf(secret, question.field, { name, sent: [jwt, token] });
}

interface LogInMeans {
  readonly caller: Caller;
  readonly authorities: OnlyAuthorities | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

async function logIn(
  question: VaultQuestion,
  jwt: Secret,
  { caller, authorities, now }: LogInMeans,
): Promise<Secret> {
  const { address, login } = question;
  const call: CloudCall = {
    step: LOGIN,
    service: LOGIN,
    identity: identityText(question),
    facts: factsOf(jwt, now),
  };
  return caller.call(call, async (send) => {
    const response = await send({
      method: 'POST',
      url: `${address}/v1/auth/${inUrl(login.mount)}/login`,
      headers: { ...headersOf(question), 'content-type': 'application/json' },
      body: JSON.stringify({ role: login.role, jwt: jwt.reveal() }),
      authorities,
    });
    if (response.status !== 200) return undefined;
    const { host } = new URL(address);
    const { auth } = readJson(response, { step: LOGIN, host });
    return isObject(auth) ? tokenIn(auth, host) : undefined;
  });
}

/** Undefined: there is none. @throws {ProviderError} BACKEND_DENIED */
function tokenIn(
  { client_token: token, mfa_requirement: mfa }: JsonObject,
  host: string,
): Secret | undefined {
  if (isObject(mfa)) {
    throw new ProviderError(`${LOGIN} at ${host}: the login needs a second factor (MFA)`, {
      code: 'BACKEND_DENIED',
      hint: 'exempt the auth method or its role from the login enforcement',
    });
  }
  return isToken(token) ? new Secret(token) : undefined;
}

async function read(
  question: VaultQuestion,
  token: Secret,
  caller: Caller,
  authorities: OnlyAuthorities | undefined,
): Promise<JsonObject> {
  const { address, mount, path, version } = question;
  const step = `secret ${mount}/${path}`;
  const call: CloudCall = {
    step,
    service: 'Vault KV',
    identity: identityText(question),
    // A standby that has not heard of the token yet.
    requests: { retry: ({ status }) => status === 412 },
  };
  return caller.call(call, async (send) => {
    const query = version === undefined ? '' : `?version=${version}`;
    const response = await send({
      method: 'GET',
      url: `${address}/v1/${inUrl(mount)}/data/${inUrl(path)}${query}`,
      headers: { ...headersOf(question), 'x-vault-token': token.reveal() },
      authorities,
    });
    if (response.status !== 200) return undefined;
    const { host } = new URL(address);
    return secretIn(readJson(response, { step, host }), question, `${step} at ${host}`);
  });
}

/** @throws {ProviderError} RESPONSE_INVALID */
function secretIn({ data }: JsonObject, { mount, version }: VaultQuestion, what: string): JsonObject {
  const { data: secret, metadata } = isObject(data) ? data : {};
  if (!isObject(secret) || !isObject(metadata)) {
    throw new ProviderError(`${what}: the answer is not that of a KV engine of version 2`, {
      code: 'RESPONSE_INVALID',
      hint: `correct mount; an engine of version 1 becomes one by vault kv enable-versioning ${mount}`,
    });
  }
  if (version !== undefined && String(metadata.version) !== version) {
    throw new ProviderError(`${what}: the answer contains another version`, {
      code: 'RESPONSE_INVALID',
      hint: 'check whether a proxy answers instead of Vault',
    });
  }
  return secret;
}

function headersOf({ namespace }: VaultQuestion): Readonly<Record<string, string>> {
  // Without the second, agents of Vault refuse a request, as a web page could have sent it.
  const headers = { accept: 'application/json', 'x-vault-request': 'true' };
  return namespace === undefined ? headers : { ...headers, 'x-vault-namespace': namespace };
}

/** Each part between slashes encoded. */
function inUrl(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
