// The clock of the soak's node, which steps as a node's does when it is set: that of every process of ours at once, in
// the middle of a run too, and that of the clouds.
//
// The executable has no other clock than the system's, and shall have no switch for one. A time namespace shifts only
// the monotonic clocks. So libfaketime (Debian) stands before the C library's wall clock, and reads the offset from a
// file each time; deadlines go by the monotonic clock, which it leaves alone. https://github.com/wolfcw/libfaketime

import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms } from '../support/debian.ts';

const DAY = 86_400_000;

/**
 * The offset from the real time stays in these limits. It is never ahead: files get their times from the kernel, which
 * knows nothing of it, and a lock that is held now would look an hour old.
 */
export const OFFSETS = { least: -60 * DAY, first: -30 * DAY, most: -DAY } as const;

/** Path of libfaketime. @throws {Unavailable} */
export async function findFakeTime(): Promise<string> {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const library = `/usr/lib/${triplet}/faketime/libfaketime.so.1`;
  const { root } = await findPrograms({ [library]: 'libfaketime' });
  return join(root, library);
}

export class NodeClock {
  readonly #file: string;
  /** Since when each offset counts, in real time. */
  readonly #offsets: { readonly since: number; readonly offset: number }[] = [];
  readonly env: Readonly<Record<string, string>>;

  constructor(folder: string, library: string) {
    this.#file = join(folder, 'clock');
    this.env = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    };
    this.#set(OFFSETS.first);
  }

  /** Milliseconds since the epoch, as the node and the clouds have it. */
  now(): number {
    return Date.now() + this.#offset;
  }

  /** Moves the clock, and no further than the limits. */
  step(ms: number): void {
    const wanted = this.#offset + Math.round(ms / 1000) * 1000;
    this.#set(Math.min(Math.max(wanted, OFFSETS.least), OFFSETS.most));
  }

  /** The earliest time that the clock has shown since that moment of real time. */
  earliestSince(real: number): number {
    const before = this.#offsets.findLast(({ since }) => since <= real)?.offset ?? this.#offset;
    const after = this.#offsets.filter(({ since }) => since > real);
    return Math.min(real + before, ...after.map(({ since, offset }) => since + offset));
  }

  /** The latest time that it has shown within so many milliseconds from that moment of real time. */
  latestWithin(ms: number, real: number): number {
    const before = this.#offsets.findLast(({ since }) => since <= real)?.offset ?? this.#offset;
    const within = this.#offsets.filter(({ since }) => since > real && since <= real + ms);
    return real + ms + Math.max(before, ...within.map(({ offset }) => offset));
  }

  /** What libfaketime leaves in shared memory when its process is killed. */
  cleanUpAfter(pid: number): void {
    for (const name of [`faketime_shm_${pid}`, `sem.faketime_sem_${pid}`]) {
      rmSync(join('/dev/shm', name), { force: true });
    }
  }

  get #offset(): number {
    return this.#offsets.at(-1)?.offset ?? 0;
  }

  #set(offset: number): void {
    this.#offsets.push({ since: Date.now(), offset });
    writeFileSync(`${this.#file}.new`, `${offset / 1000}\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }
}
