// Which source this is: its version, commit and date. Whatever is released bears this date and no other.
// https://reproducible-builds.org/docs/source-date-epoch/

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const NAME = 'registry-credential-provider';

/**
 * @returns {{version: string, date: Date, revision: string | undefined, changed: boolean}} `revision` undefined: not in
 *     a clone; `changed`: files differ from that commit
 */
export function describeSource(env = process.env) {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const revision = git('rev-parse', 'HEAD');
  const changed = revision !== undefined && git('status', '--porcelain') !== '';
  const seconds = env.SOURCE_DATE_EPOCH || git('log', '-1', '--format=%ct');
  if (!/^\d+$/.test(seconds ?? '')) {
    throw new Error(
      `SOURCE_DATE_EPOCH: expected seconds since 1970, got ${JSON.stringify(seconds ?? '')}; set it where there is no clone`,
    );
  }
  return { version, revision, changed, date: new Date(Number(seconds) * 1000) };
}

/** What git says of our own folder, undefined where it is no clone. */
function git(...args) {
  try {
    /** @type {import('node:child_process').ExecFileSyncOptionsWithStringEncoding} */
    const options = { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    const top = execFileSync('git', ['rev-parse', '--show-prefix'], options).trim();
    return top === '' ? execFileSync('git', args, options).trim() : undefined;
  } catch {
    return undefined;
  }
}
