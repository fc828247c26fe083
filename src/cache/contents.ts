// The cache's directory as commands use it: what is cached for one question, and how entries are removed.

import type { Question } from '../backend/backend.ts';
import { PrivateDirectory } from '../system/private-directory.ts';
import { graceOf, type KeptFailure } from './entry.ts';
import { headOf } from './key.ts';
import { type Decision, decide, type Life } from './renewal.ts';
import { Store } from './store.ts';

export interface CachePlace {
  /** Path of the directory. */
  readonly directory: string;
  /** The user of this process, who must own the directory. */
  readonly uid: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds for which a service account's credential may be used after its end, while no service can be asked. */
  readonly graceMs: number;
}

/** What is cached for a question, without the credential. */
export interface Peek {
  readonly decision: Decision;
  /** Undefined: no credential is cached. */
  readonly life: Life | undefined;
  readonly failure: KeptFailure | undefined;
}

/** What a pull with this question would do now. @throws {NotUsable} why the directory cannot be used */
export function peek(place: CachePlace, question: Omit<Question, 'rule' | 'ask'>): Peek {
  const entry = within(place, (store) => store.read(headOf(question)));
  const life = entry?.kept?.life;
  const failure = entry?.failure;
  const graceMs = entry?.kept === undefined ? 0 : graceOf(question, entry.kept, place.graceMs);
  return { decision: decide(place.now(), life, failure, graceMs), life, failure };
}

/**
 * Removes all entries, or those of one registry.
 * @returns how many entries there were
 * @throws {NotUsable}
 */
export function clear(place: Omit<CachePlace, 'graceMs'>, registry: string | undefined): number {
  return within(place, (store) => store.clear(registry)) ?? 0;
}

/** Undefined: the directory does not exist. */
function within<T>(
  { directory: path, uid, now }: Omit<CachePlace, 'graceMs'>,
  work: (store: Store) => T,
): T | undefined {
  const directory = PrivateDirectory.open(path, { uid, create: false });
  if (directory === undefined) {
    return undefined;
  }
  try {
    return work(new Store({ directory, self: () => undefined, now, onTrouble: () => {} }));
  } finally {
    directory.close();
  }
}
