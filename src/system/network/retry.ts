// Whether and when a request is tried again: exponential backoff with full jitter, or when the service has said.
// https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/

import {
  BACKOFF_BASE_MS,
  BACKOFF_CAP_MS,
  LEAST_TRY_MS,
  MAX_FURTHER_TRIES,
  MAX_TRIES,
  RETRY_WINDOW_MS,
  RETRY_WINDOW_SHARE,
} from './limits.ts';

/** A try that has failed. */
export interface FailedTry {
  /** 1 for the first. */
  readonly tries: number;
  /** Milliseconds since the first try began. */
  readonly elapsedMs: number;
  /** In what all must have ended; absent: not known. */
  readonly remainingMs?: number | undefined;
  /** What the service has asked for. */
  readonly retryAfterMs?: number | undefined;
}

/** Further tries that all requests of one run share. */
interface RetryBudget {
  left: number;
}

export function createBudget(): RetryBudget {
  return { left: MAX_FURTHER_TRIES };
}

/** Milliseconds to wait before the next try, which is taken from the budget; undefined: there is none. */
export function delayBeforeNextTry(
  failed: FailedTry,
  budget: RetryBudget,
  random: () => number,
): number | undefined {
  const { tries, elapsedMs, remainingMs = Number.POSITIVE_INFINITY, retryAfterMs } = failed;
  if (tries >= MAX_TRIES || budget.left === 0) {
    return undefined;
  }
  const delay = retryAfterMs ?? random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (tries - 1));
  const windowMs = Math.min(RETRY_WINDOW_MS, (elapsedMs + remainingMs) * RETRY_WINDOW_SHARE);
  if (elapsedMs + delay > windowMs || delay + LEAST_TRY_MS > remainingMs) {
    return undefined;
  }
  budget.left -= 1;
  return delay;
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Milliseconds that a `Retry-After` asks for, from seconds or an HTTP date; undefined when it is neither.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 * @param now milliseconds since the epoch
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) {
    return Number(text) * 1000;
  }
  const at = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
