// What to do with a cached entry: use it, renew it, call the cloud, or report its failure again. Pure; times are
// milliseconds since the epoch.

import { marginOf } from '../margin.ts';

/** A credential's life by the node's clock: when it was requested, and when it expires. */
export interface Life {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * `lasting`: it does not change by itself, such as a refusal. `throttled`: the cloud asks for fewer calls.
 * `unreachable`: no connection, no response in time, or the service itself has failed. `passing`: any other that may be
 * gone at the next attempt, such as a response that is not one.
 */
export type FailureKind = 'lasting' | 'throttled' | 'unreachable' | 'passing';

export interface PastFailure {
  readonly at: number;
  readonly kind: FailureKind;
  /** Milliseconds that the cloud asked to wait; undefined: it did not. */
  readonly retryAfterMs: number | undefined;
}

export type Decision =
  | { readonly kind: 'use' }
  /** The credential is valid, and its last renewal has failed. */
  | { readonly kind: 'useOld' }
  /** The credential is valid, and used if the renewal fails. */
  | { readonly kind: 'renew' }
  | { readonly kind: 'ask' }
  /** The credential has expired, and is used if the service cannot be reached. */
  | { readonly kind: 'askInGrace' }
  /** The credential has expired, and the service could not be reached a moment ago. */
  | { readonly kind: 'useExpired' }
  | { readonly kind: 'refuse'; readonly retryInMs: number };

/** Clocks are corrected by a few seconds now and then, which makes no entry invalid. */
const CLOCK_TOLERANCE_MS = 60_000;

const LASTING_MS = 10_000;
const THROTTLED_MS = 5_000;
const LONGEST_RETRY_AFTER_MS = 60_000;
/** Only with a valid credential: no pull fails, and a cloud that is down does not get a call from each pull. */
const PASSING_WITH_CREDENTIAL_MS = 30_000;

/** @param graceMs for how long the credential may be used after its end while the service cannot be reached */
export function decide(
  now: number,
  life: Life | undefined,
  failure: PastFailure | undefined,
  graceMs: number,
): Decision {
  const lives = life !== undefined && isAlive(life, now);
  if (lives && life.expiresAt - now >= marginOf(life.expiresAt - life.issuedAt)) {
    return { kind: 'use' };
  }
  const retryInMs = failure === undefined ? 0 : remembered(failure, lives, now);
  if (lives) {
    return { kind: retryInMs > 0 ? 'useOld' : 'renew' };
  }
  if (life !== undefined && isInGrace(life, graceMs, now)) {
    if (failure === undefined || isOutage(failure.kind)) {
      const isFresh = failure !== undefined && remembered(failure, true, now) > 0;
      return { kind: isFresh ? 'useExpired' : 'askInGrace' };
    }
    return retryInMs > 0 ? { kind: 'refuse', retryInMs } : { kind: 'askInGrace' };
  }
  return retryInMs > 0 ? { kind: 'refuse', retryInMs } : { kind: 'ask' };
}

/** Milliseconds for which a failure is remembered, from when it happened. */
export function memoryOf({ kind, retryAfterMs }: PastFailure, withCredential: boolean): number {
  const askedMs =
    retryAfterMs === undefined ? undefined : Math.min(Math.max(retryAfterMs, 0), LONGEST_RETRY_AFTER_MS);
  switch (kind) {
    case 'lasting':
      return LASTING_MS;
    case 'throttled':
      return askedMs ?? THROTTLED_MS;
    case 'unreachable':
    case 'passing': // a service that is down may say how long to wait
      return Math.max(askedMs ?? 0, withCredential ? PASSING_WITH_CREDENTIAL_MS : 0);
  }
}

/** A life that begins in the future means that the clock was set back: what remains of it is unknown. */
function isAlive({ issuedAt, expiresAt }: Life, now: number): boolean {
  return issuedAt <= now + CLOCK_TOLERANCE_MS && now < expiresAt;
}

/** Its end is past, and by less than the grace. A life that begins in the future has none: see `isAlive`. */
function isInGrace({ issuedAt, expiresAt }: Life, graceMs: number, now: number): boolean {
  return issuedAt <= now + CLOCK_TOLERANCE_MS && expiresAt <= now && now < expiresAt + graceMs;
}

/** The service could not be asked. Nothing that it answers is: a refusal is its word, whatever is cached. */
export function isOutage(kind: FailureKind): boolean {
  return kind === 'unreachable' || kind === 'throttled';
}

/** Milliseconds for which the failure is still remembered. */
function remembered(failure: PastFailure, withCredential: boolean, now: number): number {
  if (failure.at > now + CLOCK_TOLERANCE_MS) {
    return 0;
  }
  return Math.max(0, failure.at + memoryOf(failure, withCredential) - now);
}
