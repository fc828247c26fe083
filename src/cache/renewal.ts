// What to do with what the cache holds: use it, renew it, ask, or repeat a refusal. Pure; times in milliseconds
// since the epoch.

import { marginOf } from '../margin.ts';

/** A credential's life, by our clock: when it was asked for, and when it ends. */
export interface Life {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/**
 * `lasting`: it will not change by itself, such as a refusal. `throttled`: the cloud wants to be asked less often.
 * `passing`: it may be over at the next attempt, such as a lost connection.
 */
export type FailureKind = 'lasting' | 'throttled' | 'passing';

export interface PastFailure {
  readonly at: number;
  readonly kind: FailureKind;
  /** What the cloud has asked for, if it has. */
  readonly retryAfterMs: number | undefined;
}

export type Decision =
  | { readonly kind: 'use' }
  /** It still lives, and its renewal has failed a moment ago. */
  | { readonly kind: 'useOld' }
  /** It still lives, in case the renewal fails. */
  | { readonly kind: 'renew' }
  | { readonly kind: 'ask' }
  | { readonly kind: 'refuse'; readonly retryInMs: number };

/** A clock is set right by a few seconds now and then, and what it has stamped is none the worse for that. */
const CLOCK_TOLERANCE_MS = 60_000;

const LASTING_MS = 10_000;
const THROTTLED_MS = 5_000;
const LONGEST_RETRY_AFTER_MS = 60_000;
/** Only with a credential that still lives: the pull loses nothing, and a cloud that is down is not asked by each. */
const PASSING_WITH_CREDENTIAL_MS = 30_000;

export function decide(now: number, life: Life | undefined, failure: PastFailure | undefined): Decision {
  const lives = life !== undefined && isAlive(life, now);
  if (lives && life.expiresAt - now >= marginOf(life.expiresAt - life.issuedAt)) {
    return { kind: 'use' };
  }
  const retryInMs = failure === undefined ? 0 : remembered(failure, lives, now);
  if (lives) {
    return { kind: retryInMs > 0 ? 'useOld' : 'renew' };
  }
  return retryInMs > 0 ? { kind: 'refuse', retryInMs } : { kind: 'ask' };
}

/** For how long a failure counts, from when it happened. */
export function memoryOf({ kind, retryAfterMs }: PastFailure, withCredential: boolean): number {
  const askedMs =
    retryAfterMs === undefined ? undefined : Math.min(Math.max(retryAfterMs, 0), LONGEST_RETRY_AFTER_MS);
  switch (kind) {
    case 'lasting':
      return LASTING_MS;
    case 'throttled':
      return askedMs ?? THROTTLED_MS;
    case 'passing': // a service that is down may say for how long
      return Math.max(askedMs ?? 0, withCredential ? PASSING_WITH_CREDENTIAL_MS : 0);
  }
}

/** One from the future says that the clock was moved back: nobody can tell what is left of it. */
function isAlive({ issuedAt, expiresAt }: Life, now: number): boolean {
  return issuedAt <= now + CLOCK_TOLERANCE_MS && now < expiresAt;
}

/** Milliseconds for which the failure still counts. */
function remembered(failure: PastFailure, withCredential: boolean, now: number): number {
  if (failure.at > now + CLOCK_TOLERANCE_MS) {
    return 0;
  }
  return Math.max(0, failure.at + memoryOf(failure, withCredential) - now);
}
