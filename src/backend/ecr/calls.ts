// One call of AWS's SDK over our door to the network: what a refusal becomes, and what an answer must be.

import { ProviderError } from '../../errors.ts';
import { readJson, refuseRedirect } from '../../system/network/answers.ts';
import type { HttpResponse, Network } from '../../system/network/door.ts';
import { parseRetryAfter } from '../../system/network/retry.ts';
import { type RefusalEvent, refusalError } from '../cloud/refusal.ts';
import { SdkDoor } from '../cloud/sdk-door.ts';
import type { Send } from './sdk-client.ts';

export interface CallerOptions {
  readonly network: Network;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Call<T> {
  /** As the table of refusals has it. */
  readonly service: 'ECR' | 'ECR Public' | 'STS' | 'SSO';
  /** The operation. */
  readonly step: string;
  /** Region, or the host of an endpoint of the user's. */
  readonly where: string;
  /** Who asks. */
  readonly identity: string;
  /** Makes the call, once. */
  readonly make: (send: Send) => Promise<T>;
}

export class Caller {
  readonly #options: CallerOptions;

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  /** @throws {ProviderError} for whatever is no success, also when the SDK cannot read the answer */
  async call<T>(call: Call<T>): Promise<T> {
    const { network, signal } = this.#options;
    const door = new SdkDoor(network, signal);
    let answer: (HttpResponse & { readonly host: string }) | undefined;
    const send: Send = async ({ method, url, headers, body }) => {
      answer = undefined;
      const response = await door.send({
        step: call.step,
        method: method as 'GET' | 'POST' | 'PUT',
        url,
        headers,
        ...(body !== undefined && { body }),
        retry: isPassingRefusal,
      });
      answer = { ...response, host: new URL(url).host };
      return response;
    };
    try {
      return await call.make(send);
    } catch (error) {
      signal.throwIfAborted();
      if (door.failure !== undefined) {
        throw door.failure;
      }
      if (answer === undefined || error instanceof ProviderError) {
        throw error;
      }
      throw await this.#refused(call, error, answer);
    }
  }

  async #refused<T>(
    { service, step, where, identity }: Call<T>,
    error: unknown,
    answer: HttpResponse & { readonly host: string },
  ): Promise<ProviderError> {
    const { now } = this.#options;
    const { status, host, headers } = answer;
    if (status < 400) {
      return invalidAnswer(answer, step);
    }
    const { REFUSALS, clockError } = await import('./refusals.ts');
    const { readDenial } = await import('./denial.ts');
    const code = codeOf(error) ?? codeIn(answer);
    const denied = readDenial((error as { message?: unknown }).message, service);
    const retryAfterMs = parseRetryAfter(headers['retry-after'], now());
    const event: RefusalEvent = {
      step,
      where,
      identity: denied?.arn ?? identity,
      code,
      status,
      ...(denied && {
        message: `not authorized to perform ${denied.action}${denied.clause ? ` ${denied.clause}` : ''}`,
      }),
      ...(denied?.hint !== undefined && { hint: denied.hint }),
      retryAfterMs,
    };
    const skewMs = Date.parse(headers.date ?? '') - now();
    return clockError(event, host, skewMs) ?? refusalError(REFUSALS, service, event);
  }
}

/** AWS refuses for the time being with 400 too. */
function isPassingRefusal({ status, body }: HttpResponse): boolean {
  return (
    status >= 400 &&
    /Throttl|TooManyRequests|RequestLimitExceeded|IDPCommunicationError|RequestTimeout/.test(
      body.toString('latin1', 0, 2000),
    )
  );
}

/** An answer that is a success by its status, and that the SDK cannot read. */
function invalidAnswer(answer: HttpResponse & { readonly host: string }, step: string): ProviderError {
  const { host, status, body } = answer;
  try {
    refuseRedirect(answer, { step, host });
    if (answer.headers['content-type']?.includes('json')) {
      readJson(answer, { step, host });
    }
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  return new ProviderError(
    `${step}: ${host} answered ${status} with ${body.length} bytes that are not its answer`,
    { code: 'RESPONSE_INVALID', hint: 'check that this is the right service, and what stands before it' },
  );
}

/** The service's own code; undefined where the SDK found none in the answer. */
function codeOf(error: unknown): string | undefined {
  const { Code, name, $fault } = error as { Code?: unknown; name?: unknown; $fault?: unknown };
  if ($fault === undefined) {
    return undefined; // none of the service's: the SDK could not read it
  }
  const code = typeof Code === 'string' ? Code : name;
  return typeof code === 'string' &&
    /^[A-Za-z]\w{2,80}$/.test(code) &&
    !/^(Error|Unknown|UnknownError)$/.test(code)
    ? code
    : undefined;
}

/** Where the SDK's providers have wrapped the error beyond recognition. */
function codeIn({ headers }: HttpResponse): string | undefined {
  return /^(?:[\w.]+#)?([A-Za-z]\w{2,80})(?::|$)/.exec(headers['x-amzn-errortype'] ?? '')?.[1];
}
