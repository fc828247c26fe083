// The one way to call a cloud, with an SDK or without: through the door to the network, and what becomes of an answer
// that is a refusal, or of no use. A cloud adds only how its services refuse: its refusals.ts.

import { ProviderError } from '../../errors.ts';
import { readJson, refuseRedirect } from '../../system/network/answers.ts';
import type { HttpRequest, HttpResponse } from '../../system/network/door.ts';
import { parseRetryAfter } from '../../system/network/retry.ts';
import type { Surroundings } from '../backend.ts';
import { type Refusal, refusalError, subjectOf, wayTo } from './refusal.ts';

/** One step on the way to a credential. */
export interface CloudCall {
  /** For messages and the log: `GetAuthorizationToken`. */
  readonly step: string;
  /** As the table of refusals has it: `ECR`. */
  readonly service: string;
  /** Who asks, for messages: an ARN, a client id. Absent: the node asks a service of its own machine. */
  readonly identity?: string;
  /** For messages: a region. Absent: the host that was asked. */
  readonly where?: string;
  /** What of the identity the service compares, for a refusal: `issuer https://…`. */
  readonly facts?: readonly string[];
  /** What to do too where it cannot be reached, if the host does not tell it: `wayTo`. */
  readonly unreachable?: string | undefined;
  /** Of a good answer. Absent: `json`, an object. */
  readonly answer?: 'json' | 'text';
  /** What holds for each of its requests. */
  readonly requests?: Pick<HttpRequest, 'kind' | 'retry' | 'ahead'>;
  /** Whether an answer is one on the way only, which says nothing of the outcome. */
  readonly isPreliminary?: (answer: CloudAnswer) => boolean;
}

/** What a step is given to send with. Whatever it throws, an SDK may wrap. */
export type CloudSend = (request: CloudRequest) => Promise<HttpResponse>;
export type CloudRequest = Omit<HttpRequest, 'step'>;

export interface CloudAnswer {
  readonly host: string;
  readonly request: CloudRequest;
  /** All that were sent on the way to the credential, this one included: the service may repeat what it was sent before. */
  readonly sent: readonly CloudRequest[];
  readonly response: HttpResponse;
}

/** How the services of a cloud refuse. */
export interface Refusals {
  readonly REFUSALS: readonly Refusal[];
  /**
   * What the answer says; the failure itself, where something else than the service's refusal is the reason.
   * @param error the SDK's, if one has read the answer
   * @param now milliseconds since the epoch
   */
  readRefusal(call: CloudCall, answer: CloudAnswer, error: unknown, now: number): SaidRefusal | ProviderError;
}

export interface SaidRefusal {
  /** The service's own codes, the most telling first. None, and a status below 400: it is not a refusal. */
  readonly codes: readonly string[];
  /** Who was refused, where the service says it better than the call. */
  readonly identity?: string | undefined;
  /** The service's own words, where they are known to hold no secret. */
  readonly message?: string | undefined;
  /** How many characters of them are shown. Default: 200. */
  readonly maxMessage?: number | undefined;
  /** What to do, where the words tell more than the code. */
  readonly hint?: string | undefined;
  /** By which the service finds the request, where its body has it. */
  readonly requestId?: string | undefined;
}

/** What is certain to be needed later, and is begun with the first call. */
export interface Ahead {
  /** To which requests will go. */
  readonly urls: readonly string[];
  /** Evaluates code that no connection waits for any more. */
  readonly load?: () => void;
}

export class Caller {
  readonly #surroundings: Pick<Surroundings, 'network' | 'now'>;
  readonly #signal: AbortSignal;
  readonly #refusals: () => Promise<Refusals>;
  readonly #ahead: Ahead | undefined;
  readonly #sent: CloudRequest[] = [];
  #begun: Promise<void> | undefined;

  /**
   * @param refusals loaded with the first that happens
   * @param ahead begun with the first call
   */
  constructor(
    surroundings: Pick<Surroundings, 'network' | 'now'>,
    signal: AbortSignal,
    refusals: () => Promise<Refusals>,
    ahead?: Ahead,
  ) {
    this.#surroundings = surroundings;
    this.#signal = signal;
    this.#refusals = refusals;
    this.#ahead = ahead;
  }

  /**
   * @param make sends the requests; gives undefined, or throws whatever it will, when the latest answer is of no use
   * @throws {ProviderError} tells of that answer, or why there was none. What `make` throws without an answer, as it is
   */
  async call<T>(call: CloudCall, make: (send: CloudSend) => Promise<T | undefined>): Promise<T> {
    const { network } = this.#surroundings;
    const signal = this.#signal;
    if (!call.requests?.ahead) {
      await network.leave?.();
    }
    this.#begun ??= this.#begin();
    await this.#begun;
    const latest: { host?: string; answer?: CloudAnswer | undefined; failure?: ProviderError | undefined } =
      {};
    const send: CloudSend = async (request) => {
      latest.answer = latest.failure = undefined;
      try {
        const whole = { ...call.requests, ...request };
        this.#sent.push(whole);
        latest.host = new URL(whole.url).host;
        const response = await network.send({ ...whole, step: call.step }, signal);
        const answer = { host: latest.host, request: whole, sent: this.#sent, response };
        latest.answer = call.isPreliminary?.(answer) ? undefined : answer;
        return response;
      } catch (error) {
        latest.failure = error instanceof ProviderError ? error : undefined;
        throw error;
      }
    };
    let cause: unknown;
    try {
      const result = await make(send);
      if (result !== undefined) return result;
    } catch (error) {
      signal.throwIfAborted();
      cause = withPlace(latest.failure, call, latest.host) ?? error;
      if (cause instanceof ProviderError || latest.answer === undefined) throw cause;
    }
    if (latest.answer === undefined) throw new Error(`${call.step}: nothing was sent`);
    throw await this.#failureOf(call, latest.answer, cause);
  }

  /** Connections first, as nothing of them gets on while an SDK is evaluated. */
  async #begin(): Promise<void> {
    if (this.#ahead === undefined) return;
    for (const url of this.#ahead.urls) this.#surroundings.network.connectAhead?.(url, this.#signal);
    // A turn of the event loop, in which they are handed to the system.
    await new Promise(setImmediate);
    this.#ahead.load?.();
  }

  async #failureOf(call: CloudCall, answer: CloudAnswer, error: unknown): Promise<ProviderError> {
    const { REFUSALS, readRefusal } = await this.#refusals();
    const { status, headers } = answer.response;
    const now = this.#surroundings.now();
    const said = readRefusal(call, answer, error, now);
    if (said instanceof ProviderError) {
      return said;
    }
    const requestId = said.requestId ?? requestIdIn(headers);
    return status < 400 && said.codes.length === 0
      ? invalidAnswer(call, answer)
      : refusalError(REFUSALS, call.service, {
          subject: subjectOf({ ...call, identity: said.identity ?? call.identity }, answer.host),
          ...said,
          status,
          // Microsoft's services say it in their words too.
          requestId: requestId !== undefined && said.message?.includes(requestId) ? undefined : requestId,
          page: isPage(call, answer) ? answer.host : undefined,
          retryAfterMs: parseRetryAfter(headers['retry-after'], now),
        });
  }
}

function withPlace(
  failure: ProviderError | undefined,
  call: CloudCall,
  host: string | undefined,
): ProviderError | undefined {
  const unreachable = call.unreachable ?? wayTo(host ?? '');
  if (failure?.code !== 'NETWORK_FAILED' || unreachable === undefined) return failure;
  // Nothing was learned of the service itself.
  if ((failure.cause as { readonly atProxy?: unknown } | undefined)?.atProxy === true) return failure;
  return failure.in(failure.message, `${failure.hint ?? ''}; ${unreachable}`);
}

/** Of the machine's own metadata services some answer with pages themselves. */
function isPage(call: CloudCall, { request, response: { headers, body } }: CloudAnswer): boolean {
  const isMetadata = (call.requests?.kind ?? request.kind) === 'metadata';
  const isHtml = /^text\/html\b/i.test(headers['content-type'] ?? '');
  return !isMetadata && (isHtml || PAGE.test(body.toString('latin1', 0, 1000)));
}

/** After a byte order mark, declaration or comments, how an HTML page begins. */
const PAGE =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype html|html|head|body|title|meta)\b/i;

/** Where services say which request it was. */
const REQUEST_IDS = [
  'x-amzn-requestid',
  'x-amzn-request-id',
  'x-amz-request-id',
  'x-request-id',
  'x-jfrog-request-id',
  'x-ms-request-id',
  'x-ms-correlation-request-id',
  'x-correlation-id',
  'request-id',
  'cf-ray',
];

/** For the service's support, if it is short and of a plain form. */
function requestIdIn(headers: HttpResponse['headers']): string | undefined {
  return REQUEST_IDS.map((name) => headers[name]).find(
    (id) => id !== undefined && /^[A-Za-z0-9-]{8,48}$/.test(id),
  );
}

/** A success by its status, and not what was asked for. */
function invalidAnswer(call: CloudCall, { host, response }: CloudAnswer): ProviderError {
  const { status, body } = response;
  try {
    refuseRedirect(response, { step: call.step, host });
    if (call.answer !== 'text') {
      readJson(response, { step: call.step, host });
    }
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  return new ProviderError(
    `${subjectOf(call, host)}: invalid response (status ${status}, ${body.length} bytes)`,
    {
      code: 'RESPONSE_INVALID',
      hint: `check that ${host} is the right service, and whether a proxy answers instead of it`,
    },
  );
}
