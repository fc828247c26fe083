// From an identity to an access token: the first token, and then the impersonation of others.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import type { Environment } from '../../system/environment.ts';
import { readJson } from '../../system/network/answers.ts';
import type { HttpResponse } from '../../system/network/door.ts';
import type { Credentials, Surroundings } from '../backend.ts';
import { Caller, type CloudCall, type CloudSend } from '../cloud/call.ts';
import { againIfExpired, endOfLife, isToken, type ToldEnd, timeOf } from '../cloud/values.ts';
import { type Endpoints, hostOf } from './endpoints.ts';
import { type GoogleIdentity, identityText } from './identity.ts';
import { readProject } from './metadata.ts';
import type { GoogleQuestion } from './question.ts';
import {
  type Audience,
  audienceText,
  type SubjectToken,
  sourceText,
  subjectText,
  type TokenSource,
} from './source.ts';
import { readSubjectToken } from './subject-token.ts';

const SCOPES = ['https://www.googleapis.com/auth/cloud-platform'];

interface ExchangeOptions {
  readonly caller: Caller;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly endpoints: Endpoints;
  readonly env: Environment;
}

interface AccessToken {
  readonly token: Secret;
  readonly expiresAt: Date;
}

/** Google's registries know the token's owner by the token. */
const USERNAME = 'oauth2accesstoken';

/** Obeys the signal. @throws {ProviderError} */
export async function ask(
  question: GoogleQuestion,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Credentials> {
  const { token, expiresAt } = await askAccessToken(question, surroundings, signal);
  return { entries: [{ username: USERNAME, password: token, expiresAt }], scope: 'registry' };
}

/** The token of the identity. Obeys the signal. @param later to which it will be sent @throws {ProviderError} */
export function askAccessToken(
  { identity, endpoints }: Pick<GoogleQuestion, 'identity' | 'endpoints'>,
  surroundings: Surroundings,
  signal: AbortSignal,
  later: readonly string[] = [],
): Promise<AccessToken> {
  const { env, now } = surroundings;
  const urls = [...servicesOf(identity).map((service) => endpoints[service]), ...later];
  const caller = new Caller(surroundings, signal, () => import('./refusals.ts'), { urls });
  return accessToken(identity, { endpoints, env, now, caller });
}

/** Those that are asked for certain, without the metadata server, which is near. */
function servicesOf({ source, impersonate }: GoogleIdentity): (keyof Endpoints)[] {
  const first = { metadata: [], serviceAccountKey: ['oauth2'], federation: ['sts'] } as const;
  return [...first[source.kind], ...(impersonate.length > 0 ? ['iamCredentials' as const] : [])];
}

async function accessToken(identity: GoogleIdentity, options: ExchangeOptions): Promise<AccessToken> {
  const first = () => firstToken(identity.source, options);
  if (identity.impersonate.length === 0) {
    return againIfExpired(async () => living(await first(), options));
  }
  const { token } = await first();
  return againIfExpired(async () => living(await impersonate(identity, token, options), options));
}

/** A token, and what the service says of its end. */
interface ToldToken {
  readonly token: Secret;
  readonly end: ToldEnd;
  /** Whose it is, for a failure: `impersonation at iamcredentials.googleapis.com: the token`. */
  readonly what: string;
}

/** Hours for which an access token is good at the most, where the organization's policy extends the usual one. */
const LONGEST_HOURS = 12;

function living({ token, end, what }: ToldToken, { now }: ExchangeOptions): AccessToken {
  return { token, expiresAt: endOfLife(end, { what, longestHours: LONGEST_HOURS, now: now() }) };
}

async function firstToken(source: TokenSource, options: ExchangeOptions): Promise<ToldToken> {
  const { endpoints } = options;
  const identity = sourceText(source);
  switch (source.kind) {
    case 'metadata':
      return tokenCall(
        {
          step: 'metadata token',
          service: 'metadata server',
          identity,
          endpoint: endpoints.metadata,
          requests: { kind: 'metadata' },
        },
        options,
        async (send) => (await sdk()).metadataToken(source.account, send),
      );
    case 'serviceAccountKey':
      return keyToken(source, options);
    case 'federation':
      return federatedToken(source.audience, source.subject, options);
  }
}

async function keyToken(
  { email, keyId, file, privateKey }: Extract<TokenSource, { readonly kind: 'serviceAccountKey' }>,
  options: ExchangeOptions,
): Promise<ToldToken> {
  const identity = keyId === undefined ? email : `${email} (key ${keyId})`;
  if (!(await isRsaKey(privateKey))) {
    throw new ProviderError(`credentialFile ${quote(file)}: private_key: expected an RSA key in PEM`, {
      code: 'IDENTITY_UNAVAILABLE',
      hint: 'create a new key',
    });
  }
  return tokenCall(
    {
      step: 'token for the service account key',
      service: 'OAuth2',
      identity,
      endpoint: options.endpoints.oauth2,
    },
    options,
    async (send) => (await sdk()).keyToken({ email, privateKey: privateKey.reveal(), scopes: SCOPES }, send),
  );
}

async function isRsaKey(key: Secret): Promise<boolean> {
  const { createPrivateKey } = await import('node:crypto');
  try {
    return createPrivateKey(key.reveal()).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

async function federatedToken(
  audience: Audience,
  subject: SubjectToken,
  options: ExchangeOptions,
): Promise<ToldToken> {
  const { endpoints } = options;
  const project =
    audience.kind === 'gke' && audience.project === undefined
      ? await readProject({ ...options, endpoint: endpoints.metadata })
      : undefined;
  const name = audienceText(audience, project);
  const subjectToken = await readSubjectToken(name, subject, options);
  return tokenCall(
    {
      step: 'token exchange',
      service: 'STS',
      identity: `${subjectText(subject)} in ${name}`,
      endpoint: endpoints.sts,
    },
    options,
    async (send) =>
      (await sdk()).federatedToken(
        {
          endpoint: endpoints.sts,
          audience: name,
          subjectToken,
          subjectTokenType: subject.tokenType,
          scopes: SCOPES,
        },
        send,
      ),
  );
}

function impersonate(
  { source, impersonate: chain, lifetimeSeconds }: GoogleIdentity,
  token: Secret,
  options: ExchangeOptions,
): Promise<ToldToken> {
  const endpoint = options.endpoints.iamCredentials;
  return tokenCall(
    {
      step: 'impersonation',
      service: 'IAM Credentials',
      identity: identityText({ source, impersonate: chain }),
      endpoint,
    },
    options,
    async (send) =>
      (await sdk()).impersonatedToken(
        {
          endpoint,
          token: token.reveal(),
          target: chain.at(-1) as string,
          delegates: chain.slice(0, -1),
          lifetimeSeconds,
          scopes: SCOPES,
        },
        send,
      ),
  );
}

/** Google's own library, evaluated with the first token that is asked for. */
function sdk(): Promise<typeof import('./sdk.ts')> {
  return import('./sdk.ts');
}

interface TokenCall extends CloudCall {
  /** Scheme, host and port to which whatever is sent goes. */
  readonly endpoint: string;
}

/** A call whose outcome is a token that can be used. */
function tokenCall(
  { endpoint, ...call }: TokenCall,
  { caller }: ExchangeOptions,
  make: (send: CloudSend) => Promise<unknown>,
): Promise<ToldToken> {
  const host = hostOf(endpoint);
  return caller.call(call, async (send) => {
    let answer: HttpResponse | undefined;
    const noting: CloudSend = async (request) => {
      const { pathname, search } = new URL(request.url);
      answer = await send({ ...request, url: endpoint + pathname + search });
      return answer;
    };
    const token = await make(noting);
    const end = answer && readEnd(answer, { step: call.step, host });
    return isToken(token) && end !== undefined
      ? { token: new Secret(token), end, what: `${call.step} at ${host}: the token` }
      : undefined;
  });
}

/** By the library it would be whatever JavaScript makes of a number or a date. */
function readEnd(answer: HttpResponse, source: { step: string; host: string }): ToldEnd | undefined {
  const { expires_in: seconds, expireTime: time } = readJson(answer, source);
  if (time !== undefined) {
    const endsAt = timeOf(time);
    return Number.isNaN(endsAt) ? undefined : { endsAt, servedAt: Date.parse(answer.headers.date ?? '') };
  }
  const isNumber =
    typeof seconds === 'number' || (typeof seconds === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(seconds));
  return isNumber ? { lastsMs: Number(seconds) * 1000 } : undefined;
}
