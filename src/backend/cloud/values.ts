// What a value of a cloud's answer must be before anything is done with it: a token of a token's form, a life within
// bounds. One place for all clouds; what does not pass is a failure with its name, and is kept nowhere.

import { ProviderError } from '../../errors.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 8766 * HOUR_MS;

/** Longer than any cloud's token, and short enough for a header. */
const MAX_LENGTH = 16_384;

/** Whether it is a token: it goes into headers as it is, so it has neither blanks nor controls. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_LENGTH && /^[!-~]+$/.test(value);
}

/** Whether it is a user name, password or key: as a token, and there may be blanks in it. */
export function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_LENGTH && /^[ -~]+$/.test(value);
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Of a text as Go writes a time, in milliseconds since the epoch; NaN: it is none. */
export function timeOf(value: unknown): number {
  return typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
}

/** What a service says of the end of a token. Milliseconds; of times, since the epoch, by the service's clock. */
export type ToldEnd =
  | { readonly lastsMs: number }
  | {
      readonly endsAt: number;
      /** When it was issued (`iat`), or what the service's clock showed when it answered (`Date`); NaN: not told. */
      readonly servedAt: number;
    };

interface LifeBounds {
  /** Whose failure it is, as the start of the sentence: `GetAuthorizationToken at eu-west-1: the token`. */
  readonly what: string;
  /** Hours that the service ever gives. */
  readonly longestHours: number;
  /** The node's clock: milliseconds since the epoch. */
  readonly now: number;
}

/** A lifetime beyond this is no mistake of a clock: TLS would not have worked with one that is so far off. */
const ABSURD_MS = 10 * YEAR_MS;

/** It had ended before it was here. */
class ExpiredOnArrival extends ProviderError {}

/**
 * When a token ends by the node's clock. Where the clocks of node and service disagree, it is the shorter life: by the
 * service's own clock a node whose clock is behind takes no token for younger than it is; and never longer than the
 * service gives one.
 * @throws {ProviderError} RESPONSE_INVALID: it has already expired, or ends beyond all bounds
 */
export function endOfLife(told: ToldEnd, { what, longestHours, now }: LifeBounds): Date {
  const longestMs = longestHours * HOUR_MS;
  const { leftMs, ownMs } =
    'lastsMs' in told
      ? { leftMs: told.lastsMs, ownMs: told.lastsMs }
      : { leftMs: told.endsAt - now, ownMs: told.endsAt - told.servedAt };
  // By a service's clock that is further off than any token lives, nothing can be measured.
  const isMeasured = ownMs > -longestMs;
  if (leftMs <= 0 || (isMeasured && ownMs <= 0)) {
    throw new ExpiredOnArrival(`${what} has already expired`, {
      code: 'RESPONSE_INVALID',
      hint: "check the node's clock",
    });
  }
  if (!(leftMs <= ABSURD_MS)) {
    throw new ProviderError(
      `${what} is valid for more than 10 years, but the service allows at most ${longestHours} h`,
      {
        code: 'RESPONSE_INVALID',
        hint: "check the node's clock, and that no proxy answers instead of the service",
      },
    );
  }
  return new Date(now + Math.min(leftMs, longestMs, isMeasured ? ownMs : longestMs));
}

/** Asks again where the answer had expired on arrival: it may have waited in some cache on the way. */
export async function againIfExpired<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ExpiredOnArrival)) {
      throw error;
    }
    return ask();
  }
}

/** What to do in a network of AWS without a way out. @param name of the endpoint's service */
export function vpcEndpoint(name: string): string {
  return `in a private subnet create the VPC endpoint ${name} with private DNS, and let its security group accept port 443 from the nodes`;
}
