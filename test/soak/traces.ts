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

/** Calls with each file and link below a folder: where it is, and what it holds or points to. */
export function readAll(folder: string, found: (path: string, text: string) => void): void {
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
