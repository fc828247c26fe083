// What runs leave on the disk: secrets may stand in the cache's entries, and there only the credential itself.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from '../clouds/jwt.ts';

/** In everything secret that the soak gives to a run or has a cloud answer, where its form alone does not tell. */
export const CANARY = 'canary';

/** A JWT, an access token of Google's, or anything longer than a hash that could be a session's token or key. */
const SECRET = new RegExp(`${CANARY}|ya29\\.|eyJ[\\w-]{8,}\\.|[A-Za-z0-9+/=_-]{100,}`);

/** The secret, where a text shows one. */
export function findSecret(text: string): string | undefined {
  return SECRET.exec(text)?.[0];
}

/** A key's or token's secret that an entry must not hold; the credential that it is of may stand there. */
export function findForeignSecret(entry: string, key: string): string | undefined {
  if (entry.includes(key)) {
    return 'the secret key of the node';
  }
  for (const [token] of entry.matchAll(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g)) {
    const { claims = {} } = decodeJwt(token) ?? {};
    if ('kubernetes.io' in claims) {
      return 'the token of a service account';
    }
    if ('tid' in claims) {
      return 'a token of Entra ID';
    }
  }
  return undefined;
}

export interface Places {
  /** All that a run can write to lies below. */
  readonly folder: string;
  /** The cache's directory. */
  readonly cache: string;
  /** Files that were put there for the runs. */
  readonly given: (path: string) => boolean;
  /** Folders in which nothing may appear. */
  readonly empty: readonly string[];
  /** That only the environment of the runs holds. */
  readonly key: string;
}

export interface Traces {
  readonly bytes: number;
  /** What must not be there. */
  readonly wrong: readonly string[];
}

/** Looks at all names, contents and links for what must not be there. */
export function searchTraces({ folder, cache, given, empty, key }: Places): Traces {
  const wrong: string[] = [];
  let bytes = 0;
  readAll(folder, (path, text) => {
    bytes += text.length;
    const name = path.slice(folder.length);
    if (findSecret(name) !== undefined) wrong.push(`a name on the disk shows a secret: ${name}`);
    if (given(path)) return;
    const isEntry = path.startsWith(`${cache}/`) && !name.includes('.lock');
    const secret = isEntry ? findForeignSecret(text, key) : findSecret(text);
    if (secret !== undefined) wrong.push(`${name} holds a secret: ${secret}`);
    if (empty.some((place) => path.startsWith(`${place}/`))) wrong.push(`${name} has appeared`);
  });
  return { bytes, wrong };
}

/** Calls with each file and link below a folder: where it is, and what it holds or points to. */
function readAll(folder: string, found: (path: string, text: string) => void): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      found(path, '');
      attempt(() => readAll(path, found));
    } else {
      attempt(() => found(path, entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path, 'utf8')));
    }
  }
}

/** Runs go on meanwhile, and remove what was just named. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
