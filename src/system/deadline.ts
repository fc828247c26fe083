// When a run must end, and what it is waiting for: shared by all that takes time in it.

import { ProviderError } from '../errors.ts';

/**
 * Tells work when to stop. An AbortController does; here, one is made when the signal is first asked for, since Node loads
 * it for this: a tenth of what a pull adds to an empty script.
 */
export interface Stop {
  readonly signal: AbortSignal;
}

export class Deadline {
  readonly #ms: number;
  readonly #clock: () => number;
  readonly #who: () => string | undefined;
  readonly #waits = new Set<() => string>();
  #reservedMs = 0;

  /**
   * @param ms of the whole run, by a clock that does not jump and is zero at its start
   * @param who what did not end in time, for the message: `rule "team-a": ecr`; undefined: not known yet
   */
  constructor(ms: number, clock: () => number, who: () => string | undefined = () => undefined) {
    this.#ms = ms;
    this.#clock = clock;
    this.#who = who;
  }

  /** Milliseconds that the current work may still take. */
  remainingMs(): number {
    return this.#ms - this.#clock() - this.#reservedMs;
  }

  /** For work that never waits, so that no timer can fire in it. @throws {ProviderError} DEADLINE_EXCEEDED */
  check(): void {
    if (this.remainingMs() <= 0) throw this.#overdue();
  }

  /**
   * Runs the work with a signal that fires when the time has ended, and then stops waiting, whatever the work does.
   * @throws what the work throws, {ProviderError} DEADLINE_EXCEEDED
   */
  limit<T>(work: (stop: Stop) => Promise<T>): Promise<T> {
    return withTimeout(this.remainingMs(), work, () => this.#overdue());
  }

  /**
   * Runs the work within a part of the time: the rest is reserved for what comes after, and no retry may use it.
   * @throws what the work throws, or what `overdue` makes
   */
  async limitPart<T>(ms: number, work: (stop: Stop) => Promise<T>, overdue: () => Error): Promise<T> {
    const reservedMs = this.remainingMs() - ms;
    this.#reservedMs += reservedMs;
    try {
      return await withTimeout(ms, work, overdue);
    } finally {
      this.#reservedMs -= reservedMs;
    }
  }

  /** Runs the work; `wait` says what the run waits for meanwhile. */
  async during<T>(wait: () => string, work: () => Promise<T>): Promise<T> {
    this.#waits.add(wait);
    try {
      return await work();
    } finally {
      this.#waits.delete(wait);
    }
  }

  /** What the run is waiting for now: `get token: host.example did not answer in time`. Undefined: nothing. */
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

function withTimeout<T>(ms: number, work: (stop: Stop) => Promise<T>, onTimeout: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    let controller: AbortController | undefined;
    const controllerOf = (): AbortController => {
      controller ??= new AbortController();
      return controller;
    };
    const timer = setTimeout(
      () => {
        const error = onTimeout();
        reject(error);
        controllerOf().abort(error);
      },
      Math.max(0, ms),
    );
    work({
      get signal() {
        return controllerOf().signal;
      },
    })
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
