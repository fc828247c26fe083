// The cache's directory: an entry is a file named by a hash, beside it the lock of the process that makes the call.

import { NotUsable, type PrivateDirectory } from '../system/private-directory.ts';
import {
  type Busy,
  isLockedBy,
  type Lock,
  type LockState,
  type LockStep,
  stateOfLock,
  takeLock,
} from '../system/process-lock.ts';
import { type CacheEntry, decodeEntry, decodeRegistry, encodeEntry } from './entry.ts';
import type { EntryHead } from './key.ts';
import { memoryOf } from './renewal.ts';

export type StoreStep = LockStep | 'written' | 'inPlace';

interface StoreOptions {
  readonly directory: PrivateDirectory;
  /** Identity of this process; undefined: it cannot take a lock. */
  readonly self: () => string | undefined;
  readonly now: () => number;
  /** Called with what went wrong, in words; it costs at most one call. */
  readonly onTrouble: (what: string) => void;
  readonly onStep?: ((step: StoreStep) => void) | undefined;
}

/** Larger than any credential, and small enough to be read at once. */
export const MAX_ENTRY_BYTES = 256 * 1024;

/** The names of the cache's own files, and no others: the configured directory may hold other files. */
const OUR_NAMES = /^[0-9a-f]{64}(\.json|\.lock[.0-9a-z-]*|\.[.0-9a-z-]+\.tmp)$/;
export const ENTRY_NAMES = /^[0-9a-f]{64}\.json$/;

/** An expired entry stays for a while: another process may be reading it, and clocks are corrected now and then. */
const KEPT_AFTER_END_MS = 10 * 60_000;
/** Locks and unfinished files are useless long before. */
const LEFT_BEHIND_MS = 60 * 60_000;

/** The most that one run cleans up: a directory of any size costs a pull a few milliseconds. */
const SWEEP = { names: 2_000, removals: 200, ms: 5 };

export class Store {
  readonly #options: StoreOptions;
  #hasWritten = false;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** Undefined: there is no valid entry. */
  read(head: EntryHead): CacheEntry | undefined {
    const content = this.#try('entry', () =>
      this.#options.directory.read(`${head.name}.json`, MAX_ENTRY_BYTES),
    );
    if (content === undefined) {
      return undefined;
    }
    const entry = decodeEntry(head, content);
    if (entry === undefined) {
      this.#options.onTrouble('entry is incomplete or invalid, or of another version or another request');
    }
    return entry;
  }

  /**
   * Writes the entry, or reports the trouble.
   * @param graceMs for how long the credential may be used after its end, and so is not swept
   * @param rule whose question it was
   */
  write(
    head: EntryHead,
    entry: CacheEntry,
    { graceMs, rule }: { readonly graceMs: number; readonly rule: string },
  ): void {
    const { directory, self, onStep } = this.#options;
    const { name } = head;
    const text = encodeEntry(head, entry, rule);
    if (Buffer.byteLength(text) > MAX_ENTRY_BYTES) {
      this.#options.onTrouble(`entry would be larger than ${MAX_ENTRY_BYTES} bytes`);
      return;
    }
    this.#try('entry', () => {
      directory.replace(`${name}.json`, text, {
        temporary: `${name}.${self() ?? 'unknown'}.tmp`,
        time: new Date(endOf(entry, graceMs)),
        written: () => onStep?.('written'),
      });
      this.#hasWritten = true;
      onStep?.('inPlace');
    });
  }

  /** Does not wait. Undefined: locks cannot be taken here. */
  lock(head: EntryHead): Lock | Busy | undefined {
    const { directory, now, onStep } = this.#options;
    const self = this.#options.self();
    if (self === undefined) {
      this.#options.onTrouble('lock cannot be taken without /proc');
      return undefined;
    }
    const path = directory.pathOf(lockName(head));
    const lock = this.#try('lock', () => takeLock(path, { self, now, onStep }));
    return lock === undefined || 'heldBy' in lock
      ? lock
      : { ...lock, release: () => this.#try('lock', () => lock.release()) };
  }

  /** Whether the lock still names that process, which may have ended. */
  isLockedBy(head: EntryHead, { heldBy }: Busy): boolean {
    return (
      this.#try('lock', () => isLockedBy(this.#options.directory.pathOf(lockName(head)), heldBy)) ?? false
    );
  }

  stateOfLock(head: EntryHead, { heldBy }: Busy): LockState {
    const { directory, now } = this.#options;
    return this.#try('lock', () => stateOfLock(directory.pathOf(lockName(head)), heldBy, now())) ?? 'free';
  }

  /** Removes some of the entries that have expired. */
  sweep(): void {
    const { directory, now } = this.#options;
    const startedAt = now();
    this.#try('directory', () => {
      let seen = 0;
      let removed = 0;
      for (const name of directory.names()) {
        if (OUR_NAMES.test(name) && this.#hasEnded(name)) {
          directory.remove(name);
          removed += 1;
        }
        seen += 1;
        if (seen === SWEEP.names || removed === SWEEP.removals || now() - startedAt > SWEEP.ms) {
          return;
        }
      }
    });
  }

  #hasEnded(name: string): boolean {
    const { directory, now } = this.#options;
    const time = directory.modifiedAt(name);
    return time !== undefined && time + (ENTRY_NAMES.test(name) ? KEPT_AFTER_END_MS : LEFT_BEHIND_MS) < now();
  }

  /**
   * Removes all entries, or those of one registry. @returns how many there were
   * @throws {NotUsable}
   */
  clear(registry: string | undefined): number {
    const { directory } = this.#options;
    let removed = 0;
    for (const name of [...directory.names()].filter((candidate) => OUR_NAMES.test(candidate))) {
      const isEntry = ENTRY_NAMES.test(name);
      const isWanted =
        registry === undefined ? !name.includes('.lock') : isEntry && this.#isOf(registry, name);
      if (isWanted && directory.remove(name) && isEntry) {
        removed += 1;
      }
    }
    return removed;
  }

  #isOf(registry: string, name: string): boolean {
    const content = this.#try('entry', () => this.#options.directory.read(name, MAX_ENTRY_BYTES));
    return content !== undefined && decodeRegistry(content) === registry;
  }

  /** Undefined: the file system refused, which is reported and has no other effect. */
  #try<T>(what: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#options.onTrouble(
        error instanceof NotUsable
          ? `${what} ${error.message}`
          : `${what} cannot be used (${(error as NodeJS.ErrnoException).code ?? (error as Error).name})`,
      );
      return undefined;
    }
  }
}

/** When neither credential nor failure of the entry counts any more. */
function endOf({ kept, failure }: CacheEntry, graceMs: number): number {
  return Math.max(
    kept === undefined ? 0 : kept.life.expiresAt + graceMs,
    failure === undefined ? 0 : failure.at + memoryOf(failure, kept !== undefined),
  );
}

function lockName({ name }: EntryHead): string {
  return `${name}.lock`;
}
