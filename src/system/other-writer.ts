// Whether another user of the node could have written what is about to be run, for programs that an operator's own file
// names. Unlike root-only.ts this is about files that exist, and the user that we run as counts beside root.

import { lstatSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { quote } from '../escape.ts';

/** As many links as the kernel follows. */
const MAX_LINKS = 40;

/**
 * Who beside root and the user that we run as can change what the path leads to, in words:
 * `every user can write "/opt/bin" (mode 777)`. Undefined: no other user, or nothing is there.
 */
export function otherWriterOf(path: string): string | undefined {
  const own = attempt(() => statSync('/proc/self').uid) ?? 0;
  const real = attempt(() => realpathSync(path));
  return real === undefined ? undefined : (otherWriterOn(path, own) ?? otherWriterOn(real, own));
}

/** Looks at each folder and link on the way, and at what each link leads to. */
function otherWriterOn(path: string, own: number, links = 0): string | undefined {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  for (let length = 0; length <= parts.length; length += 1) {
    const place = join('/', ...parts.slice(0, length));
    const facts = attempt(() => lstatSync(place));
    const problem = facts && writerOf(place, facts, own);
    if (problem !== undefined) return problem;
    if (facts?.isSymbolicLink() && links < MAX_LINKS) {
      const target = attempt(() => readlinkSync(place)) ?? '';
      return otherWriterOn(resolve(dirname(place), target, ...parts.slice(length)), own, links + 1);
    }
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
