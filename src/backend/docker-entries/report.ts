// The entries of a docker config as `explain` shows them: whose they are, and what is odd about them.

import type { ImageName } from '../../image/reference.ts';
import type { LoginReport } from '../backend.ts';
import { loginOddities } from '../login-oddities.ts';
import { matchingEntries } from './choose.ts';
import { asPattern } from './key.ts';
import type { DockerConfig, Entry } from './parse.ts';

interface ReportOptions {
  /** Whether credential helpers are run for the passwords that they keep. */
  readonly asksHelpers: boolean;
}

/** Those that match in the kubelet's order, then the others in that of the file. */
export function reportLogins(
  { entries }: DockerConfig,
  image: ImageName,
  { asksHelpers }: ReportOptions,
): readonly LoginReport[] {
  const matching = matchingEntries(entries, image.name);
  const found = new Set(matching);
  return [
    ...matching.map((entry) => reportLogin(entry, true, asksHelpers)),
    ...entries.filter((entry) => !found.has(entry)).map((entry) => reportLogin(entry, false, asksHelpers)),
  ];
}

function reportLogin(entry: Entry, matches: boolean, asksHelpers: boolean): LoginReport {
  const { key } = entry;
  if (entry.kind !== 'credential') {
    const isFine = entry.kind === 'inHelper' && asksHelpers;
    return { key, matches, username: null, odd: isFine ? [] : [entry.problem] };
  }
  const { username, password } = entry;
  const never = asPattern(key) === undefined ? ['its key is not a host, so it matches no image'] : [];
  return {
    key,
    matches,
    username: holds(username, password.reveal()) ? '[redacted], as it holds the password' : username,
    odd: [...never, ...loginOddities(username, password)],
  };
}

/** One token for both; a short one may be a part by chance. */
function holds(username: string, password: string): boolean {
  return password !== '' && (username === password || (password.length > 3 && username.includes(password)));
}
