// From an identity to a credential: a token of Entra ID, the registry's challenge, and the registry's own token.
// https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md

import { ProviderError } from '../../errors.ts';
import { claimsOf } from '../../protocol/jwt-claims.ts';
import { Secret } from '../../secret.ts';
import { readJson } from '../../system/network/answers.ts';
import type { HttpResponse } from '../../system/network/door.ts';
import type { Credentials, Surroundings } from '../backend.ts';
import { type Ahead, Caller, type CloudCall } from '../cloud/call.ts';
import { againIfExpired, endOfLife, isToken } from '../cloud/values.ts';
import { parseChallenges } from './challenge.ts';
import { describeIdentity } from './identity.ts';
import { getToken } from './identity-token.ts';
import type { AcrQuestion } from './question.ts';
import { type AcrRegistry, parseRegistry } from './registry.ts';

const EXCHANGE = 'token exchange';

interface RefreshToken {
  readonly refreshToken: string;
  readonly expiresAt: Date;
}

/** The user that the registry expects with a token as the password. */
const USERNAME = '00000000-0000-0000-0000-000000000000';

/** Obeys the signal. @throws {ProviderError} */
export async function ask(
  question: AcrQuestion,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Credentials> {
  const { identity, authority } = question;
  const callerUntil = (end: AbortSignal, ahead?: Ahead) =>
    new Caller(surroundings, end, () => import('./refusals.ts'), ahead);
  // The challenge needs no token, so its connection is made while the token is waited for. The token's failure is
  // told first, as it is the one that another pull would meet too.
  const ending = new AbortController();
  const challenge = askChallenge(question, callerUntil(AbortSignal.any([signal, ending.signal])));
  challenge.catch(() => undefined);
  const caller = callerUntil(signal, { urls: identity.kind === 'application' ? [authority.host] : [] });
  let token: string;
  try {
    token = await getToken(question, caller, surroundings);
  } catch (error) {
    ending.abort(error);
    throw error;
  }
  const service = await challenge;
  const { refreshToken, expiresAt } = await againIfExpired(() =>
    exchangeToken(question, { token, service }, caller, surroundings.now),
  );
  return {
    entries: [{ username: USERNAME, password: new Secret(refreshToken), expiresAt }],
    scope: 'registry',
  };
}

/** The name by which the registry knows itself. That it sends us nowhere else is seen to before a token is sent. */
function askChallenge({ endpoint, identity, registry }: AcrQuestion, caller: Caller): Promise<string> {
  const call: CloudCall = {
    step: 'challenge',
    service: 'ACR',
    identity: describeIdentity(identity),
    answer: 'text',
    requests: { ahead: true },
  };
  return caller.call(call, async (send) => {
    const { status, headers } = await send({ method: 'GET', url: `${endpoint}/v2/` });
    const header = headers['www-authenticate'];
    return status === 401 && header !== undefined ? serviceOf(header, registry, endpoint) : undefined;
  });
}

function serviceOf(header: string, registry: AcrRegistry, endpoint: string): string {
  const invalid = (problem: string) =>
    new ProviderError(`challenge: ${hostOf(endpoint)} ${problem}`, {
      code: 'RESPONSE_INVALID',
      hint: `check that ${hostOf(endpoint)} is an Azure Container Registry, and that no proxy answers instead of it`,
    });
  const challenges = parseChallenges(header);
  if (challenges === undefined) {
    throw invalid('sent an invalid WWW-Authenticate header (RFC 9110)');
  }
  const parameters = challenges.find(({ scheme }) => scheme === 'bearer')?.parameters;
  const realm = parameters?.get('realm');
  const service = parameters?.get('service')?.toLowerCase();
  if (realm === undefined || service === undefined) {
    throw invalid('sent a challenge without a Bearer realm and service');
  }
  if (!isOwnRealm(realm, registry, endpoint)) {
    throw invalid('sent a challenge whose realm is not an https URL of the login server');
  }
  if (!isOwnService(service, registry)) {
    throw invalid('sent a challenge for another registry');
  }
  return service;
}

function isOwnRealm(realm: string, registry: AcrRegistry, endpoint: string): boolean {
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

function exchangeToken(
  { endpoint, identity }: AcrQuestion,
  { token, service }: { readonly token: string; readonly service: string },
  caller: Caller,
  now: () => number,
): Promise<RefreshToken> {
  const form = new URLSearchParams({
    grant_type: 'access_token',
    service,
    ...(identity.tenantId !== undefined && { tenant: identity.tenantId }),
    access_token: token,
  });
  const call = { step: EXCHANGE, service: 'ACR', identity: describeIdentity(identity) };
  return caller.call(call, async (send) => {
    const response = await send({
      method: 'POST',
      url: `${endpoint}/oauth2/exchange`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
    });
    return response.status === 200 ? readRefreshToken(response, hostOf(endpoint), now()) : undefined;
  });
}

function readRefreshToken(response: HttpResponse, host: string, now: number): RefreshToken {
  const { refresh_token: refreshToken } = readJson(response, {
    step: EXCHANGE,
    host,
  });
  const invalid = (problem: string, hint: string) =>
    new ProviderError(`${EXCHANGE}: ${host} ${problem}`, { code: 'RESPONSE_INVALID', hint });
  if (!isToken(refreshToken) || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(refreshToken)) {
    throw invalid('returned no valid refresh token', 'check that no proxy answers instead of the registry');
  }
  const { exp, iat } = claimsOf(refreshToken);
  if (typeof exp !== 'number' || !Number.isFinite(exp) || Math.abs(exp) > 8.64e12) {
    throw invalid(
      'returned a refresh token without an expiry time',
      'check that no proxy answers instead of the registry',
    );
  }
  const servedAt = typeof iat === 'number' ? iat * 1000 : Number.NaN;
  const expiresAt = endOfLife(
    { endsAt: exp * 1000, servedAt },
    {
      what: `${EXCHANGE}: ${host}: the refresh token`,
      longestHours: LONGEST_HOURS,
      now,
    },
  );
  return { refreshToken, expiresAt };
}

/** Hours, of which a refresh token of the registry has three today. */
const LONGEST_HOURS = 24;

function hostOf(url: string): string {
  return new URL(url).host;
}
