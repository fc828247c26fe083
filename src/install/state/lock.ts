// One run at a time on a node, wherever its process lives: on the node itself or in a Pod.

import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { inspect } from '../../system/inspect.ts';
import { makeFolder } from '../../system/placing.ts';
import { identifyProcess } from '../../system/process-identity.ts';
import { type Busy, type Lock, takeLock } from '../../system/process-lock.ts';
import { lockPath, type Places } from './places.ts';

/** A holder that cannot be seen refreshes its lock, and counts for so long without. */
const SILENT_MS = 5 * 60_000;
const REFRESH_MS = 10_000;
const POLL_MS = 200;

interface LockingOptions {
  readonly places: Places;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** How long to wait for another run. */
  readonly waitMs: number;
}

/** @throws {ProviderError} INSTALL_BUSY, INSTALL_FAILED, INSTALL_REFUSED, and what the work throws */
export async function withLock<T>(options: LockingOptions, work: () => Promise<T>): Promise<T> {
  const lock = await waitForLock(options);
  const timer = setInterval(() => lock.refresh(), REFRESH_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    lock.release();
  }
}

async function waitForLock({ places, say, signal, waitMs }: LockingOptions): Promise<Lock> {
  const self = identifyProcess();
  if (self === undefined) {
    throw new ProviderError('install: /proc does not tell which process this is', {
      code: 'INSTALL_REFUSED',
      hint: "mount /proc; in a container, mount the node's root with everything that is mounted below it",
    });
  }
  const until = Date.now() + waitMs;
  for (let said = ''; ; ) {
    const lock = tryToLock(places, self);
    if (!('heldBy' in lock)) {
      return lock;
    }
    const holder = `process ${lock.heldBy.split('.')[0]}`;
    if (Date.now() >= until) {
      throw new ProviderError(`install: ${holder} is changing this node`, {
        code: 'INSTALL_BUSY',
        hint: 'wait until it has ended, and run the command again',
      });
    }
    if (said !== holder) {
      say(`waiting for ${holder}, which is changing this node`);
      said = holder;
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

function tryToLock(places: Places, self: string): Lock | Busy {
  makeFolder(places.state, 0o700);
  refuseOpen(places.state);
  try {
    return takeLock(lockPath(places), { self, now: Date.now, longestRunMs: SILENT_MS });
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return { heldBy: 'that has just removed this plugin from the node' }; // its folder went with it
    }
    throw new ProviderError(`install: ${quote(lockPath(places))} could not be created (${code})`, {
      code: 'INSTALL_FAILED',
      hint: 'check the disk',
      cause: error,
    });
  }
}

/** Its content decides what is restored in the kubelet's places. */
function refuseOpen(folder: string): void {
  const facts = inspect(folder);
  if ('problem' in facts || facts.kind !== 'directory' || facts.uid !== 0 || (facts.mode & 0o022) !== 0) {
    throw new ProviderError(`install: ${quote(folder)} is not a folder that only root can write`, {
      code: 'INSTALL_REFUSED',
      hint: 'run chown root: and chmod 0700 on it, or remove it',
    });
  }
}
