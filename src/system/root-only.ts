// Whether root alone decides what a path leads to: its file, and every folder and link on the way. What another user of
// the machine could have put there is neither run nor followed as root.
// https://man7.org/linux/man-pages/man7/path_resolution.7.html

import { existsSync, lstatSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path/posix';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';

/** Whose files count. */
export interface Trust {
  /** Where the file system with the path is mounted; its links mean what they mean to a process that has it as root. */
  readonly root: string;
  /** The user that only its own files are believed of: root, but in tests that do not run as root. */
  readonly owner: number;
}

export const NODE: Trust = { root: '/', owner: 0 };

interface Way {
  /** Inside the root, without links; a part that does not exist is taken as it is written. */
  readonly real: string;
  /** Undefined where nothing is there. */
  readonly facts: Stats | undefined;
  /** Who beside root decides what is there: `/opt/bin belongs to user 1000`. Undefined: no other user. */
  readonly problem: string | undefined;
  /** The same for the folders and links on the way alone: which other user decides which file it is. */
  readonly problemOnTheWay: string | undefined;
}

/** As many as the kernel follows. */
const MAX_LINKS = 40;

/** Follows a path as the kernel does, and looks at each place on it. Never throws. */
export function followRootOnly(path: string, { root, owner }: Trust = NODE): Way {
  return follow(path, { root, owners: [owner], isThere: false });
}

/**
 * The same for what exists and is used at once: the user of this process counts as root does, and in a sticky folder, such
 * as /tmp, no other user replaces what is there.
 */
export function followExisting(path: string): Way {
  const self = attempt(() => statSync('/proc/self'));
  const owners = typeof self === 'string' ? [0] : [0, self.uid];
  return follow(path, { root: '/', owners, isThere: true });
}

/**
 * Who beside root and the user of this process can change what exists at a path: `every user can write "/opt/bin" (mode
 * 777)`. Undefined: no other user, or nothing exists there.
 */
export function otherWriterOf(path: string): string | undefined {
  return existsSync(path) ? followExisting(path).problem : undefined;
}

interface Rules {
  readonly root: string;
  /** Whose files are believed. */
  readonly owners: readonly number[];
  /** Only what exists is asked about: a sticky folder keeps it, and a link in one is its owner's. */
  readonly isThere: boolean;
}

function follow(path: string, { root, owners, isThere }: Rules): Way {
  const ahead = path.split('/');
  const done: string[] = [];
  const way = () => `/${done.join('/')}`;
  const lookAt = () =>
    done.length === 0 ? attempt(() => statSync(root)) : attempt(() => lstatSync(join(root, ...done)));
  let facts = lookAt();
  let links = 0;
  let onTheWay = writerOf('/', facts, { owners, isThere });
  let last: string | undefined;
  const end = (real: string, found: Stats | undefined, what?: string): Way => {
    const problemOnTheWay = onTheWay ?? what;
    return { real, facts: found, problem: problemOnTheWay ?? last, problemOnTheWay };
  };
  const fail = (what: string) => end(way(), undefined, onTheWay ?? last ?? what);
  for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
    if (part === '' || part === '.') continue;
    onTheWay ??= last;
    if (part === '..') {
      done.pop();
      facts = lookAt();
      continue;
    }
    done.push(part);
    facts = lookAt();
    if (isOfProcess(done))
      return fail(`${quote(way())} is under /proc, where a process decides what is there`);
    if (facts === 'ENOENT') {
      return end(join('/', ...done, ...ahead), undefined);
    }
    if (typeof facts === 'string') return fail(`${quote(way())} cannot be examined (${facts})`);
    if (facts.isSymbolicLink()) {
      if (isThere && !owners.includes(facts.uid)) return fail(belongsTo(way(), facts));
      links += 1;
      if (links > MAX_LINKS) return fail(`${quote(way())} is a symbolic link that leads back to itself`);
      const target = readLink(join(root, ...done));
      if (target.startsWith('/')) done.length = 0;
      else done.pop();
      ahead.unshift(...target.split('/'));
      facts = lookAt();
    } else {
      last = writerOf(way(), facts, { owners, isThere });
    }
  }
  return end(way(), typeof facts === 'string' ? undefined : facts);
}

/** Who beside root decides what the path leads to, in words; undefined: no other user. */
export function problemOfRootOnly(path: string, trust: Trust = NODE): string | undefined {
  return followRootOnly(path, trust).problem;
}

/**
 * Where a path that root alone decides about leads, for this process.
 * @param what for the reader of an error: `file of this node`
 * @throws {ProviderError} FILE_UNREADABLE where another user could have written it
 */
export function rootOnly(path: string, what: string, trust: Trust = NODE): string {
  const { real, problem } = followRootOnly(path, trust);
  if (problem !== undefined) {
    throw new ProviderError(`${what} ${quote(path)} is not read: ${problem}`, {
      code: 'FILE_UNREADABLE',
      hint: 'a user who can write it decides what runs as root: run chown root: and chmod go-w on it, and on the folders above it',
    });
  }
  return join(trust.root, real);
}

/**
 * Who beside its owner can write it. The group's bit counts for every group, root's too: a Pod's process has group 0
 * whatever its user, and with an access control list that bit is what the list allows at most. A sticky folder is no
 * exception where something may not exist yet: the first user to make it decides what it is.
 */
function writerOf(
  path: string,
  facts: Stats | string,
  { owners, isThere }: Pick<Rules, 'owners' | 'isThere'>,
): string | undefined {
  if (typeof facts === 'string') return `${quote(path)} cannot be examined (${facts})`;
  const mode = (facts.mode & 0o7777).toString(8);
  if (!owners.includes(facts.uid)) return belongsTo(path, facts);
  if (isThere && facts.isDirectory() && (facts.mode & 0o1000) !== 0) return undefined;
  if ((facts.mode & 0o002) !== 0) return `every user can write ${quote(path)} (mode ${mode})`;
  return (facts.mode & 0o020) !== 0
    ? `group ${facts.gid} can write ${quote(path)} (mode ${mode})`
    : undefined;
}

function belongsTo(path: string, { uid }: Stats): string {
  return `${quote(path)} belongs to user ${uid}`;
}

/** Below /proc/PID a link is not what it says: `root`, `cwd` and `fd` lead to where a process is. */
function isOfProcess([first, second = '']: readonly string[]): boolean {
  return first === 'proc' && /^(?:[0-9]+|self|thread-self)$/.test(second);
}

/** A system error's code where it cannot be looked at. */
function attempt(look: () => Stats): Stats | string {
  try {
    return look();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return code === 'ENOTDIR' ? 'ENOENT' : code;
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
