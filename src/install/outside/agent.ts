// install --watch: applies what is wanted, stays, and applies it again when the sources or the node's files change.

import { formatError, ProviderError } from '../../errors.ts';
import { sleep } from '../../system/sleep.ts';
import { watchFolders } from '../../system/watch-folders.ts';
import { fingerprintOf, foldersOf, type Sources } from '../plan/sources.ts';
import { readRecord, stateOf } from '../state/item-state.ts';
import { type LastRun, readLastRun } from '../state/last-run.ts';
import { placesIn } from '../state/places.ts';
import { saidLine } from './said-line.ts';

interface AgentOptions {
  readonly sources: Sources;
  /** Where the node's root is; `/` on the node itself. */
  readonly root: string;
  /** Runs `install` once, in a process of its own, to its end. @throws {ProviderError} */
  readonly install: (onLine: (line: string) => void) => Promise<number>;
  /** Told how each run ended, with the lines that it wrote. */
  readonly onEnd?: (exit: number, lines: readonly string[]) => void;
  readonly say: (line: string) => void;
  /** Fires when it is to end: at once, or after the run that is under way. */
  readonly stop: AbortSignal;
  readonly now?: () => number;
  readonly waits?: Partial<Waits>;
}

/** Milliseconds. */
interface Waits {
  /** Between two looks at the sources and the node. */
  readonly poll: number;
  /** After the first sign of a change, for the others. */
  readonly settle: number;
  /** After a run that failed without a verdict; each time twice as long, */
  readonly retry: number;
  /** at most. */
  readonly maxRetry: number;
  /** After a refusal, which has changed nothing: what was in the way may be gone. */
  readonly refused: number;
  /** Between two repairs of what another program keeps changing; each time twice as long, */
  readonly repair: number;
  /** at most, and from the beginning when there was none for so long. */
  readonly maxRepair: number;
}

const WAITS: Waits = {
  poll: 30_000,
  settle: 1_000,
  retry: 30_000,
  maxRetry: 600_000,
  refused: 600_000,
  repair: 60_000,
  maxRepair: 3_600_000,
};

/** @returns the exit code @throws {ProviderError} of the first run, for what only its command line can mend */
export async function runAgent(options: AgentOptions): Promise<number> {
  await new Agent(options).run();
  return 0;
}

/** How a run ended, and with that what may be the reason for the next. `remembered`: an earlier one was rolled back. */
type Ended = 'done' | 'rolledBack' | 'remembered' | 'refused' | 'failed';

class Agent {
  readonly #options: AgentOptions;
  readonly #waits: Waits;
  readonly #now: () => number;
  #failures = 0;
  #repairs = 0;
  #repairedAt = Number.NEGATIVE_INFINITY;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#waits = { ...WAITS, ...options.waits };
    this.#now = options.now ?? (() => performance.now());
  }

  async run(): Promise<void> {
    const { sources, stop } = this.#options;
    while (!stop.aborted) {
      const fingerprint = fingerprintOf(sources);
      const ended = await this.#runOnce();
      if (!stop.aborted) {
        await this.#waitForReason(fingerprint, ended);
      }
    }
    this.#say('stops, as requested; the node is not changed');
  }

  async #runOnce(): Promise<Ended> {
    const before = this.#lastRun();
    const lines: string[] = [];
    const exit = await this.#install(lines);
    this.#options.onEnd?.(exit, lines);
    const ended = endedAs(exit, before, this.#lastRun());
    this.#failures = ended === 'failed' ? this.#failures + 1 : 0;
    return ended;
  }

  async #install(lines: string[]): Promise<number> {
    const hear = (line: string) => {
      lines.push(line);
      this.#say(line);
    };
    try {
      return await this.#options.install(hear);
    } catch (error) {
      if (!(error instanceof ProviderError) || ONLY_BY_HAND.has(error.code)) throw error;
      hear(formatError(error));
      return error.exitCode;
    }
  }

  /** Resolves when there is a reason for another run, or none for staying. */
  async #waitForReason(fingerprint: string, ended: Ended): Promise<void> {
    const { sources, stop } = this.#options;
    const retryMs = this.#retryMs(ended);
    const again = ended === 'rolledBack' ? '; this change is not tried again' : '';
    this.#say(`waits for changes${retryMs === undefined ? again : `; tries again in ${retryMs / 1000} s`}`);
    const retryAt = this.#now() + (retryMs ?? Number.POSITIVE_INFINITY);
    const alarm = new Alarm();
    const unwatch = watchFolders(foldersOf(sources), () => alarm.ring());
    try {
      for (;;) {
        if (fingerprintOf(sources) !== fingerprint) {
          this.#say('the configuration or the files have changed');
          return;
        }
        if (ended === 'done' && this.#mustRepair()) return;
        const left = retryAt - this.#now();
        if (left <= 0) return;
        await alarm.wait(Math.min(this.#waits.poll, left), stop);
        if (alarm.hasRung) await sleep(this.#waits.settle, stop);
      }
    } catch (error) {
      if (!stop.aborted) throw error;
    } finally {
      unwatch();
    }
  }

  #retryMs(ended: Ended): number | undefined {
    const { retry, maxRetry, refused } = this.#waits;
    switch (ended) {
      case 'refused':
      case 'remembered':
        return refused;
      case 'failed':
        return Math.min(maxRetry, retry * 2 ** (this.#failures - 1));
      default:
        return undefined;
    }
  }

  /** Whether another program has changed what install placed, and it is time to repair that: two that fight do it slowly. */
  #mustRepair(): boolean {
    const { repair, maxRepair } = this.#waits;
    const now = this.#now();
    if (now - this.#repairedAt > maxRepair) this.#repairs = 0;
    const pause = this.#repairs === 0 ? 0 : Math.min(maxRepair, repair * 2 ** (this.#repairs - 1));
    if (now - this.#repairedAt < pause) return false;
    const changed = this.#changedPaths();
    if (changed.length === 0) return false;
    this.#repairs += 1;
    const times = this.#repairs === 1 ? '' : ` (${this.#repairs} times so far)`;
    this.#say(`another program or user has changed ${changed.join(', ')}${times}`);
    this.#repairedAt = now;
    return true;
  }

  #changedPaths(): string[] {
    const { root } = this.#options;
    try {
      const record = readRecord(placesIn(root));
      return (record?.installed.items ?? [])
        .filter((item) => stateOf(item, record?.at ?? 0, root) !== 'asRecorded')
        .map(({ path }) => path);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      this.#say(formatError(error));
      return [];
    }
  }

  #lastRun(): LastRun | undefined {
    return readLastRun(placesIn(this.#options.root));
  }

  #say(text: string): void {
    this.#options.say(saidLine(text));
  }
}

/** What another run would meet again: the Pod's own set-up. It ends, so that its state shows that. */
const ONLY_BY_HAND: ReadonlySet<ProviderError['code']> = new Set(['USAGE', 'HOST_ROOT_UNUSABLE']);

function endedAs(exit: number, before: LastRun | undefined, after: LastRun | undefined): Ended {
  if (exit === 0) return 'done';
  const isOfThisRun = JSON.stringify(before) !== JSON.stringify(after);
  switch (after?.outcome) {
    case 'rolledBack':
      return isOfThisRun ? 'rolledBack' : exit === 1 ? 'remembered' : 'failed';
    case 'refused':
      return isOfThisRun ? 'refused' : 'failed';
    default:
      return 'failed';
  }
}

/** Ends a wait early. */
class Alarm {
  hasRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.hasRung = true;
    this.#wake?.();
  }

  /** @throws the signal's reason */
  async wait(ms: number, stop: AbortSignal): Promise<void> {
    this.hasRung = false;
    const early = new AbortController();
    this.#wake = () => early.abort(early);
    try {
      await sleep(ms, AbortSignal.any([stop, early.signal]));
    } catch (reason) {
      if (reason !== early) throw reason;
    } finally {
      this.#wake = undefined;
    }
  }
}
