// What is kept between runs on one machine: below ~/.cache (XDG_CACHE_HOME), each under a name that tells its input.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const directory = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'registry-credential-provider-tests',
);

/** The directory of that name: `make` fills it now, or has done so in an earlier run. It is never seen half made. */
export async function cached(name: string, make: (directory: string) => Promise<void>): Promise<string> {
  const result = join(directory, name);
  if (existsSync(result)) return result;
  await mkdir(directory, { recursive: true });
  // Of test files that need the same thing at the same time, one makes it. The lock goes with its holder, and
  // the holder with the end of its standard input: ours.
  const holder = spawn('flock', [`${result}.lock`, 'sh', '-c', 'echo locked; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  try {
    if (existsSync(result)) return result;
    await rm(`${result}.part`, { recursive: true, force: true });
    await mkdir(`${result}.part`);
    await make(`${result}.part`);
    await rename(`${result}.part`, result);
    return result;
  } finally {
    holder.stdin.end();
  }
}

/** For names: the same text for the same input. */
export function hash(input: readonly (string | Uint8Array)[]): string {
  const digest = createHash('sha256');
  for (const part of input) digest.update(`${part.length}:`).update(part);
  return digest.digest('hex').slice(0, 16);
}
