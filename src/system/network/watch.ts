// Ends a try when the run ends or a limit of its own is reached, whatever it waits for.

import { TryError } from './failures.ts';
import type { Limits } from './limits.ts';

interface Watch {
  /** Fires at the end of the run, at a limit, and when the work fails: what it has opened is to be closed then. */
  readonly signal: AbortSignal;
  /** There is a connection: from here on the answer's limit counts. */
  connected(): void;
  /** The answer has begun: only the total limit is left. */
  answered(): void;
}

/** @throws what the work throws, the signal's reason, or a TryError for the limit */
export async function withLimits<T>(
  limits: Limits,
  signal: AbortSignal,
  work: (watch: Watch) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = () => controller.abort(signal.reason);
  const start = (limit: keyof Limits) =>
    startLimit(limits[limit], () =>
      controller.abort(new TryError({ kind: 'limit', limit, ms: limits[limit] })),
    );
  const stopTotal = start('total');
  let stopStep = start('connect');
  const over = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
  });
  signal.addEventListener('abort', end, { once: true });
  try {
    const result = work({
      signal: controller.signal,
      connected() {
        stopStep();
        stopStep = start('answer');
      },
      answered() {
        stopStep();
      },
    });
    return await Promise.race([result, over]);
  } catch (error) {
    controller.abort(error);
    throw error;
  } finally {
    stopStep();
    stopTotal();
    signal.removeEventListener('abort', end);
  }
}

/**
 * On a busy node it may be this process that was late, and not the peer: what has come meanwhile is looked at first.
 * @returns what ends it
 */
function startLimit(ms: number, reached: () => void): () => void {
  let looking: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    looking = setImmediate(reached);
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(looking);
  };
}
