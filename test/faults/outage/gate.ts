// Lets few begin at once: what is measured and compared is the product's waiting, not that of a machine on which a
// hundred processes start together.

const AT_ONCE = 2;
/** A process has begun after so long, or has ended before. */
const BEGINNING_MS = 300;

let free = AT_ONCE;
const queue: (() => void)[] = [];

/** Runs what begins with something costly and then may wait for long. */
export async function throughGate<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) {
    free -= 1;
  } else {
    await new Promise<void>((resolve) => queue.push(resolve));
  }
  let isIn = true;
  const leave = () => {
    if (!isIn) return;
    isIn = false;
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const timer = setTimeout(leave, BEGINNING_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    leave();
  }
}
