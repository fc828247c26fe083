// From an identity to a credential: its token, and one request with it.

import type { ExchangeForm, ExchangeFormKind, ExchangeFormOf } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { JsonObject } from '../../json.ts';
import { Secret } from '../../secret.ts';
import { readTextFile } from '../../system/files.ts';
import { readJson } from '../../system/network/answers.ts';
import type { Credentials, Surroundings } from '../backend.ts';
import { Caller, type CloudCall } from '../cloud/call.ts';
import { factsOf } from '../cloud/own-token.ts';
import { againIfExpired, endOfLife, isPlainText, isToken, type ToldEnd } from '../cloud/values.ts';
import type { FormRequest, FoundCredential, WireForm } from './forms/form.ts';
import { formOf } from './forms/forms.ts';
import { identityText } from './identity.ts';
import type { ExchangeQuestion } from './question.ts';
import { readSubjectToken } from './subject-token.ts';

const STEP = 'token exchange';

/** Obeys the signal. @throws {ProviderError} */
export async function ask(
  { identity, form, endpoint }: ExchangeQuestion,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Credentials> {
  const caller = new Caller(surroundings, signal, () => import('./refusals.ts'));
  const token = await readSubjectToken(identity.subject, { caller, surroundings, signal });
  const ways = wayOf(form, { endpoint, who: identity.who ?? '', token: token.reveal() });
  const { host } = new URL(ways.request.url);
  const call: CloudCall = {
    step: STEP,
    service: ways.service,
    identity: identityText(identity),
    facts: factsOf(token, surroundings.now()),
  };
  return againIfExpired(async () => {
    const { username, password, end, atMostMs } = await caller.call(call, async (send) => {
      const response = await send(ways.request);
      if (response.status !== 200 && response.status !== 201) return undefined;
      const answer = readJson(response, { step: STEP, host });
      // Some services refuse with a good status.
      return answer.error ? undefined : ways.credentialIn(answer);
    });
    const now = surroundings.now();
    const what = `${STEP} at ${host}: the credential`;
    const told = endOfLife(end, { what, longestHours: ways.longestHours, now }).getTime();
    const expiresAt = new Date(Math.min(told, now + (atMostMs ?? Number.POSITIVE_INFINITY)));
    return { entries: [{ username, password: new Secret(password), expiresAt }], scope: 'registry' };
  });
}

/** The request of a form, and how its answer is read. */
interface Way extends Pick<WireForm<ExchangeFormKind>, 'service' | 'longestHours'> {
  readonly request: FormRequest;
  /** @throws {ProviderError} RESPONSE_INVALID */
  readonly credentialIn: (answer: JsonObject) => Usable;
}

/** A credential of which each value has the form that it must have. */
interface Usable {
  readonly username: string;
  readonly password: string;
  readonly end: ToldEnd;
  readonly atMostMs: number | undefined;
}

function wayOf<K extends ExchangeFormKind>(
  { kind, settings }: ExchangeFormOf<K>,
  given: { readonly endpoint: string; readonly who: string; readonly token: string },
): Way {
  const form = formOf(kind);
  const asked = { ...given, settings, clientSecret: clientSecretOf({ kind, settings } as ExchangeForm) };
  return {
    service: form.service,
    longestHours: form.longestHours,
    request: form.request(asked),
    credentialIn: (answer) => usable(form.credentialIn(answer, asked), form, given),
  };
}

/** @throws {ProviderError} RESPONSE_INVALID */
function usable(
  { username, password, end, atMostMs }: FoundCredential,
  { service }: { readonly service: string },
  { endpoint, token }: { readonly endpoint: string; readonly token: string },
): Usable {
  const { host } = new URL(endpoint);
  if ([username, password].some((value) => typeof value === 'string' && value.includes(token))) {
    // It would be kept on the disk, and the kubelet takes no token for a password from an entry of this kind.
    throw new ProviderError(`${STEP} at ${host}: the answer repeats the token that was sent`, {
      code: 'RESPONSE_INVALID',
      hint: `check that ${host} exchanges tokens; for a registry that takes the Pod's token itself, use serviceAccountToken`,
    });
  }
  if (isUsername(username) && isToken(password) && end !== undefined) {
    return { username, password, end, atMostMs };
  }
  const lacks = isToken(password) ? (isUsername(username) ? 'lifetime' : 'username') : 'password';
  throw new ProviderError(`${STEP} at ${host}: the answer has no valid ${lacks}`, {
    code: 'RESPONSE_INVALID',
    hint:
      service === 'token endpoint'
        ? `correct ${RESPONSE_FIELDS[lacks]}`
        : `check that ${host} is the right service, and whether a proxy answers instead of it`,
  });
}

const RESPONSE_FIELDS = {
  username: 'exchange.response.usernameField or exchange.response.usernameClaim',
  password: 'exchange.response.passwordField',
  lifetime: 'exchange.response.lifetimeField, or set exchange.response.lifetime',
};

/** Registries split the pair of a login at its first colon. */
function isUsername(value: unknown): value is string {
  return isPlainText(value) && !value.includes(':');
}

function clientSecretOf(form: Pick<ExchangeForm, 'kind' | 'settings'>): Secret | undefined {
  if (!('client' in form.settings) || form.settings.client?.secret === undefined) {
    return undefined;
  }
  const { file } = form.settings.client.secret;
  const what = 'client secret file';
  const secret = readTextFile(file, { what }).text.replace(/\r?\n$/, '');
  if (!isPlainText(secret)) {
    throw new ProviderError(
      `${what} ${quote(file)} ${secret === '' ? 'is empty' : 'is not one line of plain text'}`,
      { code: 'SECRET_INVALID', hint: 'write the secret into it' },
    );
  }
  return new Secret(secret);
}
