// A directory that only this user can enter, and its files, each replaced as a whole. It is opened once and reached
// through its descriptor, so that no other user can replace the directory while it is in use.

import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  opendirSync,
  openSync,
  readlinkSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path/posix';
import { decodeUtf8 } from './utf8.ts';

const DIRECTORY = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
/** Neither follows a link nor waits for the other end of a pipe. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

const FOR_OTHERS = 0o077;

/** Why a directory or file is not used, in words for the log: `is owned by user 1000`. */
export class NotUsable extends Error {}

interface DirectoryOptions {
  /** The user who must own it and everything in it. */
  readonly uid: number;
  /** Whether to make it, where it does not exist. */
  readonly create: boolean;
}

export class PrivateDirectory {
  readonly #descriptor: number;
  readonly #uid: number;

  private constructor(descriptor: number, uid: number) {
    this.#descriptor = descriptor;
    this.#uid = uid;
  }

  /** Undefined: it does not exist. @throws {NotUsable} */
  static open(path: string, { uid, create }: DirectoryOptions): PrivateDirectory | undefined {
    checkWay(dirname(path), uid);
    let descriptor = openDirectory(path);
    if (descriptor === undefined && create) {
      attempt(() => makeDirectory(path));
      checkWay(dirname(path), uid);
      descriptor = openDirectory(path);
    }
    if (descriptor === undefined) {
      return undefined;
    }
    try {
      const stat = fstatSync(descriptor);
      checkOwner(stat, uid);
      const directory = new PrivateDirectory(descriptor, uid);
      attempt(() => lstatSync(directory.pathOf('.')));
      return directory;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Of something in it, for as long as the directory is open. */
  pathOf(name: string): string {
    return `/proc/self/fd/${this.#descriptor}/${name}`;
  }

  /** Undefined: there is no such file. @throws {NotUsable} when it is anything but a small file of this user's. */
  read(name: string, maxBytes: number): string | undefined {
    let descriptor: number;
    try {
      descriptor = openSync(this.pathOf(name), READ);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw notUsable(error);
    }
    try {
      return readPrivate(descriptor, this.#uid, maxBytes);
    } finally {
      closeSync(descriptor);
    }
  }

  /**
   * Puts a file in its place, whole, so that a reader sees the old one or the new one. It gets `time` as its time of
   * modification. @param temporary a name that no other process uses now @throws {NotUsable}
   */
  replace(
    name: string,
    text: string,
    { temporary, time, written }: { temporary: string; time: Date; written: () => void },
  ): void {
    const path = this.pathOf(temporary);
    attempt(() => {
      const descriptor = openSync(path, CREATE, 0o600);
      try {
        writeWhole(descriptor, text);
        futimesSync(descriptor, time, time);
      } catch (error) {
        unlinkSync(path);
        throw error;
      } finally {
        closeSync(descriptor);
      }
      written();
      try {
        renameSync(path, this.pathOf(name));
      } catch (error) {
        unlinkSync(path); // a directory in the file's place
        throw error;
      }
    });
  }

  /** Whether there was such a file. @throws {NotUsable} */
  remove(name: string): boolean {
    try {
      unlinkSync(this.pathOf(name));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return false;
      }
      throw notUsable(error);
    }
  }

  /** Names in it, as they are found. @throws {NotUsable} */
  *names(): Generator<string> {
    const directory = attempt(() => opendirSync(this.pathOf('.')));
    try {
      for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
        yield entry.name;
      }
    } finally {
      directory.closeSync();
    }
  }

  /** When something in it was modified; undefined when it is gone. */
  modifiedAt(name: string): number | undefined {
    return lstatSync(this.pathOf(name), { throwIfNoEntry: false })?.mtimeMs;
  }

  /** Another text after each change; undefined when it is gone. */
  versionOf(name: string): string | undefined {
    const stat = lstatSync(this.pathOf(name), { throwIfNoEntry: false });
    return stat && `${stat.ino}:${stat.ctimeMs}:${stat.size}`;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function openDirectory(path: string): number | undefined {
  try {
    return openSync(path, DIRECTORY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw notUsable(error);
  }
}

/** With its parents. Node's own `recursive` never ends below /proc. */
export function makeDirectory(path: string): void {
  if (!makeOne(path)) {
    makeDirectory(path.slice(0, path.lastIndexOf('/')));
    makeOne(path);
  }
}

/** False: its parent does not exist. */
function makeOne(path: string): boolean {
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && path !== '') {
      return false;
    }
    if (code !== 'EEXIST') {
      throw error;
    }
  }
  return true;
}

/**
 * Every folder and link on the way must be root's or this user's: by one of another user's, that user says where we
 * write. What is not there yet is to be looked at again when it is. @throws {NotUsable}
 */
export function checkWay(folder: string, uid: number, links = 0): void {
  const parts = folder.split('/').filter((part) => part !== '');
  for (let length = 0; length <= parts.length; length += 1) {
    const place = `/${parts.slice(0, length).join('/')}`;
    const stat = attempt(() => lstatSync(place, { throwIfNoEntry: false }));
    if (stat === undefined) return;
    if (stat.uid !== 0 && stat.uid !== uid) {
      throw new NotUsable(`is reached through ${place}, which belongs to user ${stat.uid}`);
    }
    if (stat.isSymbolicLink()) {
      if (links === MAX_LINKS)
        throw new NotUsable(`is reached through ${place}, a symbolic link that leads back to itself`);
      const target = attempt(() => readlinkSync(place));
      checkWay(resolve(dirname(place), target, ...parts.slice(length)), uid, links + 1);
      return;
    }
    // In a sticky folder nothing of ours can be replaced.
    if (stat.isDirectory() && (stat.mode & 0o1002) === 0o002) {
      throw new NotUsable(`is reached through ${place}, which every user can write`);
    }
  }
}

/** As many as the kernel follows. */
const MAX_LINKS = 40;

/** The same of a file, and of a link that stands there. @throws {NotUsable} */
export function checkWayTo(path: string, uid: number): void {
  checkWay(dirname(path), uid);
  const link = attempt(() => lstatSync(path, { throwIfNoEntry: false }));
  if (link?.isSymbolicLink() && link.uid !== 0 && link.uid !== uid) {
    throw new NotUsable(`is a link of user ${link.uid}`);
  }
}

function readPrivate(descriptor: number, uid: number, maxBytes: number): string {
  return attempt(() => {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) {
      throw new NotUsable('is not a file');
    }
    checkOwner(stat, uid);
    if (stat.size > maxBytes) {
      throw new NotUsable(`is larger than ${maxBytes} bytes`);
    }
    const buffer = Buffer.allocUnsafe(stat.size);
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    const text = decodeUtf8(buffer.subarray(0, length));
    if (text === undefined) {
      throw new NotUsable('is not UTF-8 text');
    }
    return text;
  });
}

function checkOwner({ uid, mode }: { readonly uid: number; readonly mode: number }, expected: number): void {
  if (uid !== expected) {
    throw new NotUsable(`is owned by user ${uid}, not ${expected}`);
  }
  if ((mode & FOR_OTHERS) !== 0) {
    throw new NotUsable(`can be used by other users (mode ${(mode & 0o7777).toString(8)})`);
  }
}

function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; ) {
    at += writeSync(descriptor, bytes, at);
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw notUsable(error);
  }
}

function notUsable(error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof NotUsable || code === undefined
    ? (error as Error)
    : new NotUsable(REASONS[code] ?? `cannot be used (${code})`, { cause: error });
}

const REASONS: Readonly<Record<string, string>> = {
  ELOOP: 'is a symbolic link',
  ENOTDIR: 'is not a directory',
  EEXIST: 'already exists',
  EACCES: 'cannot be used by this user',
  EPERM: 'cannot be used by this user',
  ENXIO: 'is not a file',
  EISDIR: 'is a directory',
  ENOENT: 'was removed in the meantime',
  ENOSPC: 'is on a disk that is full',
  EDQUOT: 'is on a disk that is full',
  EROFS: 'is on a disk that is read-only',
};
