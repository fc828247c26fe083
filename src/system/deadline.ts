// The end of a run.

/**
 * Gives the work a signal that fires when the time is over, and stops waiting then, whatever the work does.
 * @throws what the work throws, or what `onTimeout` makes.
 */
export function withDeadline<T>(
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
