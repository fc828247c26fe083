// One step on the way to a token: a request to one of Google's services, and what its failure becomes.

import { ProviderError } from '../../errors.ts';
import { readJson, refuseRedirect } from '../../system/network/answers.ts';
import type { HttpRequest, HttpResponse, Network } from '../../system/network/door.ts';
import { parseRetryAfter } from '../../system/network/retry.ts';
import { refusalError } from '../cloud/refusal.ts';
import { SdkDoor } from '../cloud/sdk-door.ts';
import { hostOf } from './endpoints.ts';
import { REFUSALS, type Service } from './refusals.ts';

export interface Asking {
  readonly network: Network;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Step {
  /** For messages and the log: `token exchange`. */
  readonly name: string;
  readonly service: Service;
  /** Who would be refused. */
  readonly identity: string;
  /** Scheme, host and port to which whatever is sent goes; absent: where the request says. */
  readonly endpoint?: string;
  /** Of a good answer. Absent: JSON. */
  readonly answer?: 'text';
}

/** What a step is given to send with. */
export type StepSend = (request: Omit<HttpRequest, 'step'>) => Promise<HttpResponse>;

/**
 * Runs what sends the step's requests.
 * @param run gives undefined, or throws whatever it will, when the latest answer was of no use
 * @throws {ProviderError} tells of that answer, or why there was none
 */
export async function runStep<T>(
  step: Step,
  { network, signal, now }: Asking,
  run: (send: StepSend) => Promise<T | undefined>,
): Promise<T> {
  await network.leave?.();
  const door = new SdkDoor(network, signal);
  const sent: string[] = [];
  let latest: Pick<Answer, 'host' | 'response'> | undefined;
  const send: StepSend = async (request) => {
    latest = undefined;
    sent.push(...secretsOf(request));
    const url = step.endpoint === undefined ? request.url : withOrigin(request.url, step.endpoint);
    const response = await door.send({ ...request, step: step.name, url });
    latest = { host: hostOf(url), response };
    return response;
  };
  try {
    const result = await run(send);
    if (result !== undefined) return result;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (door.failure !== undefined) throw door.failure;
    if (latest === undefined) throw error;
  }
  throw describe(step, { ...(latest as Pick<Answer, 'host' | 'response'>), sent, now: now() });
}

function withOrigin(url: string, origin: string): string {
  const { pathname, search } = new URL(url);
  return origin + pathname + search;
}

interface Answer {
  readonly host: string;
  readonly response: HttpResponse;
  /** Secrets that the service was told. */
  readonly sent: readonly string[];
  readonly now: number;
}

function secretsOf({ headers = {}, body }: Omit<HttpRequest, 'step'>): string[] {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  const { authorization = '' } = headers;
  return [
    authorization.replace(/^Bearer /, ''),
    form.get('assertion') ?? '',
    form.get('subject_token') ?? '',
  ];
}

/** What is wrong with an answer that was of no use. */
function describe(step: Step, answer: Answer): ProviderError {
  const { service, name, identity } = step;
  const { host, response, sent, now } = answer;
  const { status, headers } = response;
  if (service === 'metadata server' && headers['metadata-flavor'] !== 'Google' && status !== 403) {
    return new ProviderError(
      `${name} at ${host} for ${identity}: what answers there is not Google's metadata server (status ${status}, no Metadata-Flavor: Google)`,
      {
        code: 'IDENTITY_UNAVAILABLE',
        hint: 'on a node outside Google Cloud name a credential in google.credentialFile',
      },
    );
  }
  let body: Readonly<Record<string, unknown>> = {};
  try {
    refuseRedirect(response, { step: name, host });
    body = step.answer === 'text' && status < 400 ? {} : readJson(response, { step: name, host });
  } catch (error) {
    // A refusal need not be JSON, and the metadata server's never is.
    if (status < 400) {
      return error as ProviderError;
    }
  }
  if (status < 400) {
    return new ProviderError(`${name} at ${host} for ${identity}: an answer (${status}) that is of no use`, {
      code: 'RESPONSE_INVALID',
      hint: 'check that this is the right service, and what stands before it',
    });
  }
  const { codes, message } = readError(body);
  // Of Google's own words alone it is known what is in them.
  const isShown = service !== 'token source' && message !== undefined && isHarmless(message, sent);
  const code = service === 'metadata server' ? String(status) : knownFirst(service, codes);
  const retryAfterMs = parseRetryAfter(headers['retry-after'], now);
  return refusalError(REFUSALS, service, {
    step: name,
    where: host,
    identity,
    code,
    status,
    message: isShown ? message : undefined,
    retryAfterMs,
  });
}

/**
 * The codes of an error, the narrowest first, and its words.
 * OAuth: https://www.rfc-editor.org/rfc/rfc6749#section-5.2, others: https://google.aip.dev/193
 */
function readError(body: Readonly<Record<string, unknown>>): {
  codes: string[];
  message: string | undefined;
} {
  const { error, error_description: description } = body;
  if (typeof error === 'string') {
    return { codes: [error], message: textOf(description) };
  }
  const { status, message, details } = (error ?? {}) as Readonly<Record<string, unknown>>;
  const reasons = Array.isArray(details)
    ? details.map((detail) => (detail as { reason?: unknown } | null)?.reason)
    : [];
  return {
    codes: [...reasons, status].filter((code) => typeof code === 'string'),
    message: textOf(message),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function knownFirst(service: Service, codes: readonly string[]): string | undefined {
  const isKnown = (code: string) => REFUSALS.some((row) => row.service === service && row.code === code);
  return codes.find(isKnown) ?? codes.at(-1);
}

/** A service may repeat what it was sent; of a token, its claims and signature are parts of their own. */
function isHarmless(message: string, secrets: readonly string[]): boolean {
  return secrets
    .flatMap((secret) => secret.split('.'))
    .every((part) => part.length < 8 || !message.includes(part));
}
