// An entry of the cache as a test needs it: what a good cloud gave, at another endpoint and at another age, by the
// cache's own code.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CacheEntry, decodeEntry, encodeEntry, type KeptCredentials } from '../../../src/cache/entry.ts';
import { headOf } from '../../../src/cache/key.ts';
import { memoryOf } from '../../../src/cache/renewal.ts';
import { marginOf } from '../../../src/margin.ts';

/** What is kept when a pull comes: nothing, or a credential at one of the three ages that the cache tells apart. */
export type Kept = 'nothing' | 'fresh' | 'due' | 'expired';

/** Seconds for which nobody asks again, by what the cache in a directory remembers of a failure. */
export function memoryIn(directory: string): number {
  const [text] = entriesIn(directory);
  const { kept, failure } = text === undefined ? {} : decode(text);
  return failure === undefined ? 0 : memoryOf(failure, kept !== undefined) / 1000;
}

function decode(text: string): CacheEntry {
  const { question } = JSON.parse(text) as { readonly question: string };
  const entry = decodeEntry(headOf(JSON.parse(question)), text);
  if (entry === undefined) {
    throw new Error('no entry of ours');
  }
  return entry;
}

/** The text of the one entry in a cache's directory. */
export function readEntry(directory: string): string {
  const [text, ...others] = entriesIn(directory);
  if (text === undefined || others.length > 0) {
    throw new Error(`not one entry in ${directory}`);
  }
  return text;
}

function entriesIn(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(directory, name), 'utf8'));
}

export interface Move {
  /** Host with port, of the endpoint that gave it. */
  readonly from: string;
  /** Of the endpoint that will be asked. */
  readonly to: string;
  readonly kept: Exclude<Kept, 'nothing'>;
}

/** Puts the entry into a new directory, as if that other endpoint had given it. */
export function placeEntry(text: string, directory: string, { from, to, kept }: Move): void {
  const { question } = JSON.parse(text) as { readonly question: string };
  const entry = decode(text);
  if (entry.kept === undefined) {
    throw new Error('no credential is kept');
  }
  const head = headOf(JSON.parse(question.replaceAll(from, to)));
  mkdirSync(directory, { mode: 0o700 });
  writeFileSync(
    join(directory, `${head.name}.json`),
    encodeEntry(head, { kept: aged(entry.kept, kept), failure: undefined }, undefined),
    {
      mode: 0o600,
    },
  );
}

/** Makes the credentials that a cache's directory keeps older, in their places, so that each needs renewal. */
export function makeDue(directory: string): void {
  for (const name of readdirSync(directory).filter((each) => each.endsWith('.json'))) {
    const path = join(directory, name);
    const text = readFileSync(path, 'utf8');
    const { kept } = decode(text);
    if (kept === undefined) {
      throw new Error(`no credential is kept in ${path}`);
    }
    const { question } = JSON.parse(text) as { readonly question: string };
    writeFileSync(
      path,
      encodeEntry(headOf(JSON.parse(question)), { kept: aged(kept, 'due'), failure: undefined }, undefined),
    );
  }
}

/** The same credential, asked for earlier. */
function aged({ life, credentials, refused }: KeptCredentials, kept: Move['kept']): KeptCredentials {
  const lifeMs = life.expiresAt - life.issuedAt;
  const ages = { fresh: 0, due: lifeMs - marginOf(lifeMs) / 2, expired: lifeMs + 1_000 };
  const shift = Math.round(Date.now() - life.issuedAt - ages[kept]);
  return {
    life: { issuedAt: life.issuedAt + shift, expiresAt: life.expiresAt + shift },
    refused,
    credentials: {
      ...credentials,
      entries: credentials.entries.map(({ expiresAt, ...credential }) => ({
        ...credential,
        ...(expiresAt && { expiresAt: new Date(expiresAt.getTime() + shift) }),
      })),
    },
  };
}
