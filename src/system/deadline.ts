// When a run must have ended, and what it waits for meanwhile: shared by all that takes time in it.

import { ProviderError } from '../errors.ts';

export class Deadline {
  readonly #ms: number;
  readonly #clock: () => number;
  readonly #who: () => string | undefined;
  readonly #waits = new Set<() => string>();
  #reservedMs = 0;

  /**
   * @param ms by the clock, which does not jump and whose zero is the begin of the run
   * @param who whose the failure is that the time is over: `rule "team-a": ecr`; undefined: not known yet
   */
  constructor(ms: number, clock: () => number, who: () => string | undefined = () => undefined) {
    this.#ms = ms;
    this.#clock = clock;
    this.#who = who;
  }

  /** Milliseconds that the work in hand may still take. */
  remainingMs(): number {
    return this.#ms - this.#clock() - this.#reservedMs;
  }

  /** For work that waits for nothing: no timer fires in it. @throws {ProviderError} DEADLINE_EXCEEDED */
  check(): void {
    if (this.remainingMs() <= 0) throw this.#overdue();
  }

  /**
   * Gives the work a signal that fires when the time is over, and stops waiting then, whatever the work does.
   * @throws what the work throws, {ProviderError} DEADLINE_EXCEEDED
   */
  limit<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return withTimeout(this.remainingMs(), work, () => this.#overdue());
  }

  /**
   * The same with a part of the time: the rest is reserved for what comes after, and no request waits into it.
   * @throws what the work throws, or what `overdue` makes
   */
  async limitPart<T>(
    ms: number,
    work: (signal: AbortSignal) => Promise<T>,
    overdue: () => Error,
  ): Promise<T> {
    const reservedMs = this.remainingMs() - ms;
    this.#reservedMs += reservedMs;
    try {
      return await withTimeout(ms, work, overdue);
    } finally {
      this.#reservedMs -= reservedMs;
    }
  }

  /** Does the work, for which the run waits as long as it takes; `wait` says for what. */
  async during<T>(wait: () => string, work: () => Promise<T>): Promise<T> {
    this.#waits.add(wait);
    try {
      return await work();
    } finally {
      this.#waits.delete(wait);
    }
  }

  /** What is waited for at this moment: `get token: host.example did not answer in time`. Undefined: nothing. */
  waitingFor(): string | undefined {
    return this.#waits.size === 0 ? undefined : [...this.#waits].map((wait) => wait()).join('; ');
  }

  #overdue(): ProviderError {
    const wait = this.waitingFor();
    const error = new ProviderError(
      `no answer within the deadline of ${this.#ms / 1000} s${wait === undefined ? '' : `: ${wait}`}`,
      { code: 'DEADLINE_EXCEEDED', hint: 'the kubelet runs the plugin again when it retries the pull' },
    );
    const who = this.#who();
    return who === undefined ? error : error.of(who);
  }
}

function withTimeout<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  onTimeout: () => Error,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const timer = setTimeout(
      () => {
        const error = onTimeout();
        reject(error);
        controller.abort(error);
      },
      Math.max(0, ms),
    );
    work(controller.signal)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
