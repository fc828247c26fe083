// One question, one call: a process without a usable entry takes the lock and calls the cloud, the others wait for it.

import type { Credentials, Question } from '../backend/backend.ts';
import { asProviderError, ProviderError } from '../errors.ts';
import type { Deadline, Stop } from '../system/deadline.ts';
import type { Busy, Lock, LockState } from '../system/process-lock.ts';
import { type CacheEntry, errorOf, graceOf, type KeptCredentials } from './entry.ts';
import { failureKind } from './failure-kind.ts';
import type { EntryHead } from './key.ts';
import { type Decision, decide, isOutage } from './renewal.ts';
import type { Store, StoreStep } from './store.ts';

interface FlightOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly deadline: Deadline;
  /** Milliseconds for which a service account's credential may be used after its end. */
  readonly graceMs: number;
  readonly onOutcome: (outcome: CacheOutcome, failure?: ProviderError) => void;
  /** For tests: at which step the process is. */
  readonly onStep?: (step: CacheStep) => void;
}

/**
 * `hit`: from an entry. `old`: from an entry that needs renewal, with the failure of the renewal, unless another
 * process is renewing it. `expired`: from an entry that has expired, as the service cannot be reached. `asked`, `renewed`:
 * by a call. `waited`: by another process's call. `remembered`: the last failure, without a call.
 */
export type CacheOutcome = 'hit' | 'old' | 'expired' | 'asked' | 'renewed' | 'waited' | 'remembered';

export type CacheStep = StoreStep | 'asking' | 'answered' | 'waiting';

/** The share of the remaining time in which a process waits for another one; then it makes the call itself. */
const WAITING_SHARE = 1 / 2;
/** The other process needs longer for its SDK alone than the first takes. */
const POLL_MS = { first: 8, longest: 40 };
/** Whether the lock is still there is one call of the system, whether its holder still runs are five. */
const POLLS_FOR_A_LOOK_AT_THE_HOLDER = 4;

/** The renewal of a valid credential takes no longer than this, nor than half of the remaining time. */
const LONGEST_RENEWAL_MS = 5_000;

/** Of the time that is left, a call leaves this much for the expired credential that is used if it fails. */
const LEFT_FOR_EXPIRED = { longestMs: 2_000, share: 1 / 4 };

/** A credential that expires sooner would not last until the next pull. */
const SHORTEST_KEPT_MS = 10_000;

/** The kubelet gets an old credential for at most this long, so that it soon gets the new one. */
const OLD_FOR_MS = 5 * 60_000;

/** And an expired one: it pulls nothing, so the kubelet asks again as soon as this plugin asks the service again. */
const EXPIRED_FOR_MS = 30_000;

interface Look {
  readonly decision: Decision;
  readonly entry: CacheEntry | undefined;
}

export class Flight {
  readonly #question: Question;
  readonly #head: EntryHead;
  readonly #store: Store;
  readonly #options: FlightOptions;

  constructor(question: Question, head: EntryHead, store: Store, options: FlightOptions) {
    this.#question = question;
    this.#head = head;
    this.#store = store;
    this.#options = options;
  }

  /** @throws what the question's `ask` throws, or threw recently, here or in another process */
  async answer(stop: Stop): Promise<Credentials> {
    const look = this.#look();
    const settled = this.#settle(look, 'hit');
    if (settled !== undefined) {
      return settled;
    }
    const lock = this.#store.lock(this.#head);
    if (lock === undefined || 'release' in lock) {
      return this.#askUnder(lock, stop);
    }
    const living = livingIn(look);
    return living === undefined ? this.#waitFor(lock, stop) : this.#giveOld(living);
  }

  #look(): Look {
    const entry = this.#store.read(this.#head);
    const { kept, failure } = entry ?? {};
    return { entry, decision: decide(this.#options.now(), kept?.life, failure, this.#graceOf(kept)) };
  }

  #graceOf(kept: KeptCredentials | undefined): number {
    return kept === undefined ? 0 : graceOf(this.#question, kept, this.#options.graceMs);
  }

  /** What the entry gives without a call; undefined: nothing. @throws {ProviderError} the remembered failure */
  #settle({ decision, entry }: Look, outcome: CacheOutcome): Credentials | undefined {
    const { kept, failure } = entry ?? {};
    if (decision.kind === 'use' && kept !== undefined) {
      this.#options.onOutcome(outcome);
      return this.#give(kept);
    }
    if (decision.kind === 'useOld' && kept !== undefined) {
      return this.#giveOld(kept, failure && errorOf(failure, 'remembered'));
    }
    if (decision.kind === 'useExpired' && kept !== undefined && failure !== undefined) {
      return this.#giveExpired(kept, errorOf(failure, 'remembered'));
    }
    if (decision.kind === 'refuse' && failure !== undefined) {
      this.#options.onOutcome(outcome === 'hit' ? 'remembered' : outcome);
      const seconds = Math.ceil(decision.retryInMs / 1000);
      throw errorOf(failure, `remembered for another ${seconds} s`, decision.retryInMs);
    }
    return undefined;
  }

  async #waitFor(first: Busy, stop: Stop): Promise<Credentials> {
    const { now, deadline, onOutcome, onStep } = this.#options;
    const since = now();
    const leaveMs = deadline.remainingMs() * (1 - WAITING_SHARE);
    let busy = first;
    for (;;) {
      onStep?.('waiting');
      const state = await this.#watch(busy, leaveMs, stop);
      const look = this.#look();
      const settled = this.#settle(look, 'waited');
      if (settled !== undefined) {
        return settled;
      }
      const failure = look.entry?.failure;
      if (failure !== undefined && failure.at >= since) {
        onOutcome('waited');
        throw errorOf(failure, 'from a call that another process made');
      }
      if (state === 'held' || state === 'free') {
        // The other process takes too long, or its call left nothing to share; the next one would not either.
        return this.#askUnder(undefined, stop);
      }
      const lock = this.#store.lock(this.#head);
      if (lock === undefined || 'release' in lock) {
        return this.#askUnder(lock, stop);
      }
      busy = lock;
    }
  }

  /** Waits until the lock has left that process, or the time for waiting has ended. @throws the signal's reason */
  async #watch(busy: Busy, leaveMs: number, stop: Stop): Promise<LockState> {
    let ms = POLL_MS.first;
    for (let poll = 1; ; poll += 1) {
      await pause(ms);
      stop.signal.throwIfAborted();
      const isTimeOver = this.#options.deadline.remainingMs() <= leaveMs;
      const isUnchanged = this.#store.isLockedBy(this.#head, busy);
      if (!isUnchanged || isTimeOver || poll % POLLS_FOR_A_LOOK_AT_THE_HOLDER === 0) {
        const state = this.#store.stateOfLock(this.#head, busy);
        if (state !== 'held' || isTimeOver) return state;
      }
      ms = Math.min(ms * 2, POLL_MS.longest);
    }
  }

  /** @param lock undefined: locks cannot be taken, or there is no more time to wait for one */
  async #askUnder(lock: Lock | undefined, stop: Stop): Promise<Credentials> {
    try {
      const look = this.#look(); // another process may have written an entry between the first look and the lock
      const settled = this.#settle(look, 'hit');
      if (settled !== undefined) {
        return settled;
      }
      const living = livingIn(look);
      if (living !== undefined) {
        return await this.#renew(living);
      }
      this.#options.onOutcome('asked');
      const { kept } = look.entry ?? {};
      return look.decision.kind === 'askInGrace' && kept !== undefined
        ? await this.#askOrUse(kept)
        : await this.#ask(() => this.#question.ask(stop.signal));
    } finally {
      lock?.release();
    }
  }

  async #renew(living: KeptCredentials): Promise<Credentials> {
    const ms = Math.min(LONGEST_RENEWAL_MS, this.#options.deadline.remainingMs() / 2);
    try {
      const credentials = await this.#askWithin(
        ms,
        'the old credential is used until it expires; find out why the cloud responds late',
      );
      this.#options.onOutcome('renewed');
      return credentials;
    } catch (error) {
      return this.#giveOld(living, asProviderError(error));
    }
  }

  /** The expired credential, if the service cannot be reached. @throws {ProviderError} what the service answers */
  async #askOrUse(expired: KeptCredentials): Promise<Credentials> {
    const remainingMs = this.#options.deadline.remainingMs();
    const { longestMs, share } = LEFT_FOR_EXPIRED;
    try {
      return await this.#askWithin(
        remainingMs - Math.min(longestMs, remainingMs * share),
        'find out why the cloud does not respond',
      );
    } catch (error) {
      const failure = asProviderError(error);
      if (!isOutage(failureKind(failure.code))) throw error;
      return this.#giveExpired(expired, failure);
    }
  }

  /** Asks within a part of the run's time, so that what is cached can be used after it. */
  #askWithin(ms: number, hint: string): Promise<Credentials> {
    const { deadline } = this.#options;
    const overdue = (): ProviderError => {
      const wait = deadline.waitingFor();
      const what = `${this.#question.backend}: no new credential within ${Math.round(ms) / 1000} s`;
      return new ProviderError(wait === undefined ? what : `${what}: ${wait}`, {
        code: 'DEADLINE_EXCEEDED',
        hint,
      });
    };
    return this.#ask(() => deadline.limitPart(ms, ({ signal }) => this.#question.ask(signal), overdue));
  }

  async #ask(ask: () => Promise<Credentials>): Promise<Credentials> {
    const { now, onStep } = this.#options;
    const issuedAt = now();
    onStep?.('asking');
    let credentials: Credentials;
    try {
      credentials = await ask();
    } catch (error) {
      this.#rememberFailure(asProviderError(error));
      throw error;
    }
    onStep?.('answered');
    const expiresAt = endOf(credentials, issuedAt);
    if (expiresAt !== undefined && expiresAt - now() >= SHORTEST_KEPT_MS) {
      const kept = { life: { issuedAt, expiresAt }, credentials, refused: false };
      this.#write({ kept, failure: undefined });
    }
    return credentials;
  }

  #rememberFailure({ code, message, hint, retryAfterMs }: ProviderError): void {
    const look = this.#look();
    if (look.decision.kind === 'use') {
      return; // another process got a credential
    }
    const at = this.#options.now();
    const kind = failureKind(code);
    const living = livingIn(look);
    this.#write({
      // A refusal is the service's last word on an expired credential, and on a valid one when it expires.
      kept:
        kind === 'lasting'
          ? living && { ...living, refused: true }
          : (living ?? (this.#graceOf(look.entry?.kept) > 0 ? look.entry?.kept : undefined)),
      failure: { at, kind, code, message, hint, retryAfterMs },
    });
  }

  #write(entry: CacheEntry): void {
    this.#store.write(this.#head, entry, { graceMs: this.#graceOf(entry.kept), rule: this.#question.rule });
  }

  #giveExpired({ credentials }: KeptCredentials, failure: ProviderError): Credentials {
    this.#options.onOutcome('expired', failure);
    return {
      ...credentials,
      // Their end is past and says nothing of how long the kubelet may keep them.
      entries: credentials.entries.map((credential) => ({ ...credential, expiresAt: undefined })),
      cacheAtMostMs: EXPIRED_FOR_MS,
    };
  }

  #giveOld(kept: KeptCredentials, failure?: ProviderError): Credentials {
    this.#options.onOutcome('old', failure);
    return { ...this.#give(kept), cacheAtMostMs: OLD_FOR_MS };
  }

  /** Whatever the clock shows now, the remaining life is never longer than the life at the time of the call. */
  #give({ life, credentials }: KeptCredentials): Credentials {
    const now = this.#options.now();
    const aheadMs = Math.max(0, life.issuedAt - now);
    const { entries } = credentials;
    return entries.length === 0
      ? { ...credentials, anonymousForMs: Math.max(0, life.expiresAt - aheadMs - now) }
      : {
          ...credentials,
          entries: entries.map(({ expiresAt, ...rest }) => ({
            ...rest,
            expiresAt: expiresAt && new Date(expiresAt.getTime() - aheadMs),
          })),
        };
  }
}

function livingIn({ decision, entry }: Look): KeptCredentials | undefined {
  return decision.kind === 'renew' || decision.kind === 'useOld' ? entry?.kept : undefined;
}

/** When the first of them expires. Undefined: not all say when, so they cannot be cached. */
function endOf({ entries, anonymousForMs = 0 }: Credentials, issuedAt: number): number | undefined {
  if (entries.length === 0) {
    return anonymousForMs > 0 ? issuedAt + anonymousForMs : undefined;
  }
  const ends = entries.map(({ expiresAt }) => expiresAt?.getTime() ?? Number.NaN);
  const first = Math.min(...ends);
  return Number.isNaN(first) ? undefined : first;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
