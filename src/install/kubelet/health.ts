// Whether a kubelet is healthy, from what is seen of it again and again. A kubelet that cannot load its credential providers
// ends after its handshake with the container runtime and before its /healthz answers, and is started again and again.

import type { NodeReady } from '../../kubelet/node-ready.ts';

/** One look at it. */
interface Look {
  /** Milliseconds of a clock that never jumps. */
  readonly at: number;
  /** The kubelet's process; undefined: none was found. */
  readonly kubelet: ProcessIdentity | undefined;
  /** Why /healthz does not answer as it should, in words; undefined: it does. */
  readonly healthz: string | undefined;
  /** What its command line says of the two flags; undefined: it does not matter. */
  readonly flags?: FlagsSeen | undefined;
}

export interface FlagsSeen {
  /** Why the kubelet does not read what was placed; undefined: it does, as far as can be seen. */
  readonly problem: string | undefined;
  /** In words, for a reader of what was looked at. */
  readonly words: string;
}

export interface ProcessIdentity {
  readonly pid: number;
  /** In ticks since boot: a number is used again. */
  readonly start: string;
}

/** What was seen before the restart, by which the time after it is judged. */
export interface Before {
  readonly kubelet: ProcessIdentity | undefined;
  /** Undefined: could not be seen. */
  readonly ready: boolean | undefined;
  /** When the restart began, in milliseconds since the epoch; undefined: there was none. */
  readonly restartedAt: number | undefined;
}

export type HealthVerdict =
  | { readonly state: 'healthy'; readonly seen: readonly string[] }
  | { readonly state: 'waiting'; readonly why: string }
  /** No use in waiting on. */
  | { readonly state: 'lost'; readonly why: string };

/** Process and /healthz have been healthy for long enough: what is left to see is the node. */
interface Steady {
  readonly state: 'steady';
}

/** Of so many starts, the last begun within the wait, it is taken that the next ends as they did. */
const MAX_STARTS = 4;

/** An API server that was seen before is waited for this long, since it may be what was restarted. */
const UNSEEN_MS = 10_000;

export class HealthWatch {
  readonly #before: Before;
  readonly #steadyMs: number;
  readonly #hasHealthz: boolean;
  readonly #starts: ProcessIdentity[] = [];
  #kubelet: ProcessIdentity | undefined;
  #flags: FlagsSeen | undefined;
  #healthySince: number | undefined;
  #unseenSince: number | undefined;

  /**
   * @param steadyMs how long it must be healthy without a break
   * @param hasHealthz whether there is a /healthz to ask
   */
  constructor(before: Before, steadyMs: number, hasHealthz = true) {
    this.#hasHealthz = hasHealthz;
    this.#before = before;
    this.#steadyMs = steadyMs;
  }

  see(look: Look): HealthVerdict | Steady {
    const problem = this.#processProblem(look.kubelet) ?? look.healthz;
    if (this.#starts.length >= MAX_STARTS) {
      return {
        state: 'lost',
        why: `it exits soon after each start: ${this.#starts.length} starts were seen`,
      };
    }
    if (problem !== undefined) {
      this.#healthySince = undefined;
      return waiting(problem);
    }
    this.#healthySince ??= look.at;
    this.#flags = look.flags;
    const isSteady = look.at - this.#healthySince >= this.#steadyMs;
    // Flags never change while a process lives; a launcher may have been seen in the moment before its kubelet.
    if (isSteady && look.flags?.problem !== undefined) {
      return { state: 'lost', why: look.flags.problem };
    }
    return isSteady
      ? { state: 'steady' }
      : waiting(`it is healthy, but not yet for ${this.#steadyMs / 1000} s`);
  }

  /** What was seen of the node in the same moment as a steady look. */
  seeNode(node: NodeReady, at: number): HealthVerdict {
    const { ready: wasReady, restartedAt } = this.#before;
    if (!node.seen) {
      this.#unseenSince ??= at;
      return wasReady !== undefined && at - this.#unseenSince < UNSEEN_MS
        ? waiting(node.why)
        : this.#healthy(`node Ready not seen: ${node.why}`);
    }
    this.#unseenSince = undefined;
    if (node.ready && (restartedAt === undefined || node.heartbeat >= wholeSecond(restartedAt))) {
      return this.#healthy('node Ready');
    }
    if (wasReady === false) {
      return this.#healthy('node not Ready, and it was not Ready before the restart');
    }
    return waiting(
      node.ready
        ? 'the node has not reported Ready since the restart'
        : `the node is not Ready (${node.reason || 'no reason given'})`,
    );
  }

  #healthy(node: string): HealthVerdict {
    const kubelet =
      this.#kubelet === undefined ? 'its process is not visible' : `process ${this.#kubelet.pid}`;
    return {
      state: 'healthy',
      seen: [
        kubelet,
        ...(this.#flags === undefined ? [] : [this.#flags.words]),
        this.#hasHealthz ? 'healthz ok' : 'healthz is turned off',
        node,
      ],
    };
  }

  #processProblem(kubelet: ProcessIdentity | undefined): string | undefined {
    const { kubelet: before, restartedAt } = this.#before;
    if (kubelet === undefined) {
      // A kubelet that was never seen may be part of another program.
      return before === undefined && this.#starts.length === 0 && this.#hasHealthz
        ? undefined
        : 'its process is not running';
    }
    if (restartedAt !== undefined && isSame(kubelet, before)) {
      return `process ${kubelet.pid} was not restarted and still runs`;
    }
    if (!isSame(kubelet, this.#kubelet)) {
      this.#kubelet = kubelet;
      this.#starts.push(kubelet);
      this.#healthySince = undefined;
    }
    return undefined;
  }
}

function isSame(a: ProcessIdentity, b: ProcessIdentity | undefined): boolean {
  return a.pid === b?.pid && a.start === b.start;
}

/** The API's times have no fractions. */
function wholeSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

function waiting(why: string): HealthVerdict {
  return { state: 'waiting', why };
}
