// Which credentials are kept on the node, without what is in them: for the metrics, never on a pull's way.

import { NotUsable, PrivateDirectory } from '../system/private-directory.ts';
import type { CachePlace } from './contents.ts';
import { decodeFacts, type EntryFacts } from './entry.ts';
import { isOutage } from './renewal.ts';
import { ENTRY_NAMES, MAX_ENTRY_BYTES } from './store.ts';

/** Of a directory with more the others are not looked at. */
const MAX_ENTRIES = 5_000;

interface Known {
  /** When the file was put in its place, and which it is. */
  readonly version: string;
  /** When no pull gets it any more, whatever happens; milliseconds since the epoch. */
  readonly end: number;
  /** Undefined: no valid entry with a credential. */
  readonly facts: EntryFacts | undefined;
}

/** Reads each entry once, and again when it was replaced. */
export class KeptCredentialsReader {
  #known = new Map<string, Known>();

  /** Those that a pull may still get. @throws {NotUsable} why the directory cannot be used */
  read({ directory: path, uid, now }: Omit<CachePlace, 'graceMs'>): readonly EntryFacts[] {
    const directory = PrivateDirectory.open(path, { uid, create: false });
    if (directory === undefined) {
      this.#known.clear();
      return [];
    }
    try {
      const known = new Map<string, Known>();
      for (const name of directory.names()) {
        if (!ENTRY_NAMES.test(name)) continue;
        const version = directory.versionOf(name);
        if (version === undefined) continue;
        const before = this.#known.get(name);
        const end = directory.modifiedAt(name) ?? 0;
        const isSame = before?.version === version;
        known.set(name, isSame ? before : { version, end, facts: factsIn(directory, name) });
        if (known.size === MAX_ENTRIES) break;
      }
      this.#known = known;
    } finally {
      directory.close();
    }
    const at = now();
    return [...this.#known.values()].flatMap(({ facts, end }) =>
      facts !== undefined && isInUse(facts, end, at) ? [facts] : [],
    );
  }
}

/** Valid; or expired, and the service could not be asked since: then a pull with a token may still get it. */
function isInUse({ life, failure }: EntryFacts, end: number, now: number): boolean {
  return now < life.expiresAt || (now < end && failure !== undefined && isOutage(failure));
}

function factsIn(directory: PrivateDirectory, name: string): EntryFacts | undefined {
  try {
    const content = directory.read(name, MAX_ENTRY_BYTES);
    return content === undefined ? undefined : decodeFacts(content);
  } catch (error) {
    if (!(error instanceof NotUsable)) throw error;
    return undefined; // a pull does not use it either
  }
}
