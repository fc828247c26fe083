// Lets processes begin one after the other: what is measured and compared is the product's waiting, not that of a
// machine on which a hundred of them start together.

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process that has used no processor for so long waits for something else. */
const IDLE_MS = 150;
const LOOK_MS = 25;

let last: Promise<void> = Promise.resolve();

/** Runs the work when everything before it is over or, where it tells of a process, waits for something else. */
export async function throughGate<T>(work: (started: (pid: number) => void) => Promise<T>): Promise<T> {
  const before = last;
  const { promise, resolve: leave } = Promise.withResolvers<void>();
  last = promise;
  await before;
  try {
    return await work((pid) => {
      waiting(pid).then(leave, leave);
    });
  } finally {
    leave();
  }
}

/** Resolves once the process waits. @throws when it has ended */
async function waiting(pid: number): Promise<void> {
  for (let used = '', idleMs = 0; idleMs < IDLE_MS; idleMs += LOOK_MS) {
    await delay(LOOK_MS);
    const now = usedBy(pid);
    if (now !== used) {
      used = now;
      idleMs = 0;
    }
  }
}

/** Time on a processor and time in the queue for one: https://docs.kernel.org/scheduler/sched-stats.html */
function usedBy(pid: number): string {
  return readFileSync(`/proc/${pid}/schedstat`, 'utf8');
}
