// A lock between processes that ends with its holder: a symbolic link that names the process that made it. Making
// one is atomic, and whether its process still runs is asked of the kernel, so none is left that blocks.
// docs/decisions/0005-the-lock-is-a-symbolic-link.md says why not a socket, flock or SQLite.

import { lstatSync, lutimesSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { NotUsable } from './private-directory.ts';
import { isRunning } from './process-identity.ts';

export interface Lock {
  release(): void;
  /** Says that its holder lives, to those who cannot see it: to be called well within `longestRunMs`. */
  refresh(): void;
}

/** Another process has it. */
export interface Busy {
  readonly heldBy: string;
}

interface LockOptions {
  /** Identity of this process. */
  readonly self: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How long the lock of a process that cannot be seen counts, since it was made or refreshed; by default a minute. */
  readonly longestRunMs?: number;
  /** For tests: where in the taking of a lock this process is. */
  readonly onStep?: ((step: LockStep) => void) | undefined;
}

export type LockStep = 'locked' | 'successionLocked' | 'succeeded' | 'unlocked';

/** No run takes longer; the kubelet ends it after that time. */
const LONGEST_RUN_MS = 60_000;

/** Locks upon locks: so many holders may die one after the other in the moment of succeeding a dead one. */
const MAX_SUCCESSIONS = 4;

/**
 * Takes the lock if no process has it; never waits.
 * @throws the system's error when there can be no lock here: a full or read-only disk, a directory in its place
 */
export function takeLock(path: string, options: LockOptions, depth = 0): Lock | Busy {
  for (;;) {
    if (makeLink(path, options.self)) {
      options.onStep?.(depth === 0 ? 'locked' : 'successionLocked');
      return lockAt(path, options);
    }
    const heldBy = holderOf(path);
    if (heldBy === undefined) {
      continue; // released in this moment
    }
    if (isHeld(path, heldBy, options.now(), options.longestRunMs)) {
      return { heldBy };
    }
    const successor = succeed(path, heldBy, options, depth);
    if (successor !== undefined) {
      return successor;
    }
  }
}

/** Whether the lock names that process, without looking whether it still runs. */
export function isLockedBy(path: string, heldBy: string): boolean {
  return holderOf(path) === heldBy;
}

/** `taken`: by another process than the holder that was named, which has released it or is gone. */
export type LockState = 'held' | 'free' | 'taken' | 'dead';

export function stateOfLock(path: string, heldBy: string, now: number): LockState {
  const holder = holderOf(path);
  if (holder === undefined) {
    return 'free';
  }
  if (holder !== heldBy) {
    return 'taken';
  }
  return isHeld(path, heldBy, now) ? 'held' : 'dead';
}

/**
 * Takes over the lock of a process that is gone. Of several that want to, one may: the one that holds the lock on
 * succeeding, which is of the same kind. Undefined: things have changed meanwhile.
 */
function succeed(path: string, dead: string, options: LockOptions, depth: number): Lock | Busy | undefined {
  if (depth === MAX_SUCCESSIONS) {
    throw new NotUsable('was taken over too often');
  }
  const succession = takeLock(`${path}.next`, options, depth + 1);
  if ('heldBy' in succession) {
    return { heldBy: dead }; // another process takes it over
  }
  try {
    // From here on no other process can replace it: the dead do nothing, and the others lack the succession.
    if (holderOf(path) !== dead) {
      return undefined;
    }
    replaceLink(path, options.self);
    options.onStep?.('succeeded');
    return lockAt(path, options);
  } finally {
    succession.release();
  }
}

function lockAt(path: string, { self, now, onStep }: LockOptions): Lock {
  return {
    refresh() {
      if (holderOf(path) === self) {
        const time = now() / 1000;
        lutimesSync(path, time, time);
      }
    },
    release() {
      if (holderOf(path) === self) {
        unlinkSync(path);
      }
      onStep?.('unlocked');
    },
  };
}

/** False: there is something already. */
function makeLink(path: string, self: string): boolean {
  try {
    symlinkSync(self, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

function replaceLink(path: string, self: string): void {
  const link = `${path}.by.${self}`;
  makeLink(link, self);
  try {
    renameSync(link, path);
  } catch (error) {
    unlinkSync(link);
    throw error;
  }
}

/** Undefined: there is no lock. Something that is no symbolic link is held by no process. */
function holderOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return undefined;
    }
    if (code === 'EINVAL') {
      return '';
    }
    throw error;
  }
}

function isHeld(path: string, heldBy: string, now: number, longestRunMs = LONGEST_RUN_MS): boolean {
  const running = isRunning(heldBy);
  if (running !== 'unknown') {
    return running;
  }
  // Of another container, where no process of ours can be seen: it counts for as long as one may run.
  const madeAt = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return madeAt !== undefined && Math.abs(now - madeAt) <= longestRunMs;
}
