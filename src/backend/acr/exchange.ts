// From an identity to a credential: a token of Entra ID, the registry's challenge, and the registry's own token.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md

import { ProviderError } from '../../errors.ts';
import { parseObject } from '../../json.ts';
import { claimsOf } from '../../protocol/jwt-claims.ts';
import { Secret } from '../../secret.ts';
import { readJson, refuseRedirect } from '../../system/network/answers.ts';
import type { HttpResponse } from '../../system/network/door.ts';
import { parseRetryAfter } from '../../system/network/retry.ts';
import type { Credentials, Surroundings } from '../backend.ts';
import { refusalError } from '../cloud/refusal.ts';
import { SdkDoor } from '../cloud/sdk-door.ts';
import { againIfExpired, endOfLife, isToken } from '../cloud/values.ts';
import { parseChallenges } from './challenge.ts';
import { getEntraToken } from './entra-token.ts';
import { describeIdentity } from './identity.ts';
import type { AcrQuestion } from './question.ts';
import { REFUSALS } from './refusals.ts';
import { type AcrRegistry, parseRegistry } from './registry.ts';

/** The user that the registry expects with a token as the password. */
const USERNAME = '00000000-0000-0000-0000-000000000000';

/** @throws {ProviderError} */
export async function ask(
  question: AcrQuestion,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Credentials> {
  // The challenge needs no token, so its connection is made while the token is waited for. The token's failure is
  // told first, as it is the one that another pull would meet too.
  const ending = new AbortController();
  const challenge = askChallenge(question, surroundings, AbortSignal.any([signal, ending.signal]));
  challenge.catch(() => undefined);
  let token: string;
  try {
    token = await getEntraToken(question, surroundings, signal);
  } catch (error) {
    ending.abort(error);
    throw error;
  }
  const service = await challenge;
  const { refreshToken, expiresAt } = await againIfExpired(() =>
    exchangeToken(question, { token, service }, surroundings, signal),
  );
  return {
    entries: [{ username: USERNAME, password: new Secret(refreshToken), expiresAt }],
    scope: 'registry',
  };
}

/** The name by which the registry knows itself. That it sends us nowhere else is seen to before a token is sent. */
async function askChallenge(
  question: AcrQuestion,
  { network, now }: Surroundings,
  signal: AbortSignal,
): Promise<string> {
  const { endpoint, registry } = question;
  const step = 'challenge';
  const door = new SdkDoor(network, signal);
  const response = await door.send({ step, method: 'GET', url: `${endpoint}/v2/`, ahead: true });
  const header = response.headers['www-authenticate'];
  if (response.status !== 401 || header === undefined) {
    throw refusedByRegistry(step, response, question, now());
  }
  const invalid = (problem: string) =>
    new ProviderError(`${step}: ${hostOf(endpoint)} ${problem}`, {
      code: 'RESPONSE_INVALID',
      hint: `see whether ${hostOf(endpoint)} is an Azure Container Registry, and what stands before it`,
    });
  const challenges = parseChallenges(header);
  if (challenges === undefined) {
    throw invalid('answered with a WWW-Authenticate header that is not of the grammar of RFC 9110');
  }
  const parameters = challenges.find(({ scheme }) => scheme === 'bearer')?.parameters;
  const realm = parameters?.get('realm');
  const service = parameters?.get('service')?.toLowerCase();
  if (realm === undefined || service === undefined) {
    throw invalid('wants no Bearer token of a realm and service');
  }
  if (!isOwnRealm(realm, question)) {
    throw invalid('names a realm that is neither https nor the login server itself');
  }
  if (!isOwnService(service, registry)) {
    throw invalid('names another service than itself');
  }
  return service;
}

function isOwnRealm(realm: string, { registry, endpoint }: AcrQuestion): boolean {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') {
    return false;
  }
  return url.origin === `https://${registry.loginServer}` || url.origin === new URL(endpoint).origin;
}

/** A regional endpoint may name the registry as a whole. */
function isOwnService(service: string, { loginServer, name, suffix }: AcrRegistry): boolean {
  const named = parseRegistry(service, suffix);
  return service === loginServer || (named !== undefined && named.name === name);
}

async function exchangeToken(
  question: AcrQuestion,
  { token, service }: { readonly token: string; readonly service: string },
  { network, now }: Surroundings,
  signal: AbortSignal,
): Promise<{ readonly refreshToken: string; readonly expiresAt: Date }> {
  const { endpoint, identity } = question;
  const step = 'token exchange';
  const { tenantId } = identity;
  const form = new URLSearchParams({
    grant_type: 'access_token',
    service,
    ...(tenantId !== undefined && { tenant: tenantId }),
    access_token: token,
  });
  const response = await new SdkDoor(network, signal).send({
    step,
    method: 'POST',
    url: `${endpoint}/oauth2/exchange`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: form.toString(),
  });
  if (response.status !== 200) {
    throw refusedByRegistry(step, response, question, now());
  }
  const { refresh_token: refreshToken } = readJson(response, {
    step: step,
    host: hostOf(endpoint),
  });
  const invalid = (problem: string, hint: string) =>
    new ProviderError(`${step}: ${hostOf(endpoint)} ${problem}`, { code: 'RESPONSE_INVALID', hint });
  if (!isToken(refreshToken) || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(refreshToken)) {
    throw invalid('answered without a refresh token that is a JWT', 'see what stands before the registry');
  }
  const { exp, iat } = claimsOf(refreshToken);
  if (typeof exp !== 'number' || !Number.isFinite(exp) || Math.abs(exp) > 8.64e12) {
    throw invalid(
      'gave a refresh token that does not tell when it expires',
      'see what stands before the registry',
    );
  }
  const servedAt = typeof iat === 'number' ? iat * 1000 : Number.NaN;
  const expiresAt = endOfLife(
    { endsAt: exp * 1000, servedAt },
    {
      what: `${step}: ${hostOf(endpoint)}: the refresh token`,
      longestHours: LONGEST_HOURS,
      now: now(),
    },
  );
  return { refreshToken, expiresAt };
}

/** Hours, of which a refresh token of the registry has three today. */
const LONGEST_HOURS = 24;

/** Any answer of the registry but the one that was wanted. */
function refusedByRegistry(
  step: string,
  response: HttpResponse,
  { identity, endpoint }: AcrQuestion,
  now: number,
): ProviderError {
  refuseRedirect(response, { step: step, host: hostOf(endpoint) });
  const { code, message } = firstError(response);
  // https://aka.ms/acr/firewall
  const retryAfterMs = parseRetryAfter(response.headers['retry-after'], now);
  const address = /\bclient with IP '?([0-9A-Fa-f.:]{2,45})'? is not allowed/i.exec(message)?.[1];
  return refusalError(REFUSALS, 'ACR', {
    step,
    where: hostOf(endpoint),
    identity: describeIdentity(identity),
    code: address === undefined ? code : 'client with IP',
    status: response.status,
    message: address && `the registry sees the node as ${address}`,
    retryAfterMs,
  });
}

/** `{"errors":[{"code":"UNAUTHORIZED","message":"…"}]}`; what is not of this form has no code. */
function firstError({ body }: HttpResponse): { readonly code: string | undefined; readonly message: string } {
  const { errors } = parseObject(body.toString()) ?? {};
  const { code, message } = (Array.isArray(errors) ? (errors[0] ?? {}) : {}) as Record<string, unknown>;
  return {
    code: typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? code : undefined,
    message: typeof message === 'string' ? message : '',
  };
}

function hostOf(url: string): string {
  return new URL(url).host;
}
