// The cache's directory as commands look at it: what is kept for one question, and how it is forgotten.

import type { Question } from '../backend/backend.ts';
import { PrivateDirectory } from '../system/private-directory.ts';
import type { KeptFailure } from './entry.ts';
import { headOf } from './key.ts';
import { type Decision, decide, type Life } from './renewal.ts';
import { Store } from './store.ts';

export interface CachePlace {
  /** Path of the directory. */
  readonly directory: string;
  /** This process's user, who must own it. */
  readonly uid: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What is kept for a question. Never the credential. */
export interface Peek {
  readonly decision: Decision;
  /** Undefined: no credential is kept. */
  readonly life: Life | undefined;
  readonly failure: KeptFailure | undefined;
}

/** What a question would meet now. @throws {NotUsable} why the directory cannot be used */
export function peek(place: CachePlace, question: Omit<Question, 'ask'>): Peek {
  const entry = within(place, (store) => store.read(headOf(question)));
  const life = entry?.kept?.life;
  const failure = entry?.failure;
  return { decision: decide(place.now(), life, failure), life, failure };
}

/**
 * Forgets all, or what is of one registry.
 * @returns how many entries there were
 * @throws {NotUsable}
 */
export function clear(place: CachePlace, registry: string | undefined): number {
  return within(place, (store) => store.clear(registry)) ?? 0;
}

/** Undefined: there is no such directory. */
function within<T>({ directory: path, uid, now }: CachePlace, work: (store: Store) => T): T | undefined {
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
