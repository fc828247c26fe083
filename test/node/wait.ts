// Waiting for a state: ask again until it is there, with a limit and a reason when it does not come.
import { setTimeout as sleep } from 'node:timers/promises';

export interface Waiting {
  readonly timeoutMs: number;
  /** What to show when the time is over: what was seen last, and the end of the logs. */
  readonly explain: () => string;
}

/** The first value of `probe` that is not undefined. What `probe` throws ends the waiting at once. */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  { timeoutMs, explain }: Waiting,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  try {
    while (Date.now() < end) {
      const value = await probe();
      if (value !== undefined) return value;
      await sleep(100);
    }
  } catch (cause) {
    throw new Error(`no ${what}: ${(cause as Error).message}\n${explain()}`, { cause });
  }
  throw new Error(`no ${what} after ${timeoutMs / 1000} s\n${explain()}`);
}
