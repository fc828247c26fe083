// Whether another user of the node could have written what is about to be run.

import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '../escape.ts';

/**
 * Who beside root and the user that we run as can change what the path leads to, in words:
 * `every user can write "/opt/bin" (mode 777)`. Undefined: no other user, or nothing is there.
 */
export function otherWriterOf(path: string): string | undefined {
  const own = attempt(() => statSync('/proc/self').uid) ?? 0;
  const real = attempt(() => realpathSync(path));
  // The links on the way count as much as what they lead to.
  const ways = real === undefined ? [] : [...new Set([path, real])];
  for (const way of ways) {
    const problem = otherWriterOn(way, own);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function otherWriterOn(path: string, own: number): string | undefined {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const places = parts.map((_, index) => join('/', ...parts.slice(0, index + 1)));
  for (const place of ['/', ...places]) {
    const facts = attempt(() => lstatSync(place));
    const problem = facts && writerOf(place, facts, own);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function writerOf(place: string, facts: Stats, own: number): string | undefined {
  const mode = facts.mode & 0o7777;
  if (facts.uid !== 0 && facts.uid !== own) {
    return `${quote(place)} belongs to user ${facts.uid}`;
  }
  // In a sticky folder no other user replaces what belongs to us, and that is looked at next.
  if (facts.isSymbolicLink() || (facts.isDirectory() && (mode & 0o1000) !== 0)) {
    return undefined;
  }
  if ((mode & 0o002) !== 0) {
    return `every user can write ${quote(place)} (mode ${mode.toString(8)})`;
  }
  return (mode & 0o020) !== 0
    ? `group ${facts.gid} can write ${quote(place)} (mode ${mode.toString(8)})`
    : undefined;
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
