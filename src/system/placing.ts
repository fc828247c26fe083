// Puts files and links in their places on a node: each change is one rename, and is on the disk before it returns. A
// failure's message begins with the path: the caller says who, with `ProviderError.of`.
// https://man7.org/linux/man-pages/man2/rename.2.html

import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path/posix';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';

/** What stands at a path, not followed when it is a link. */
export type Standing =
  | { readonly kind: 'absent' }
  | { readonly kind: 'link'; readonly target: string }
  | (FileAttributes & {
      readonly kind: 'file';
      /** SHA-256, in hexadecimal digits. */
      readonly digest: string;
    })
  /** A folder, a device: never replaced. */
  | { readonly kind: 'other' };

export interface FileAttributes {
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const CHUNK_BYTES = 1024 * 1024;

/** @throws {ProviderError} INSTALL_FAILED */
export function standingAt(path: string): Standing {
  return attempt(path, 'examined', () => {
    const stat = statIfThere(path);
    if (stat === undefined) return { kind: 'absent' };
    if (stat.isSymbolicLink()) return { kind: 'link', target: readlinkSync(path) };
    if (!stat.isFile()) return { kind: 'other' };
    const { uid, gid } = stat;
    return { kind: 'file', digest: digestOfFile(path), mode: stat.mode & 0o7777, uid, gid };
  });
}

/** Whether they are the same to a reader: what stands there, and who may read it. */
export function isSame(a: Standing, b: Standing): boolean {
  if (a.kind === 'file' && b.kind === 'file') {
    return a.digest === b.digest && a.mode === b.mode && a.uid === b.uid && a.gid === b.gid;
  }
  return a.kind === 'link' && b.kind === 'link' ? a.target === b.target : a.kind === b.kind;
}

/** SHA-256 in hexadecimal digits. */
export function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Of a file of any size; links are followed. @throws {ProviderError} INSTALL_FAILED */
export function digestOfFile(path: string): string {
  return attempt(path, 'read', () => {
    const hash = createHash('sha256');
    const descriptor = openSync(path, READ & ~constants.O_NOFOLLOW);
    try {
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
      for (let length = 1; length > 0; ) {
        length = readSync(descriptor, buffer, 0, buffer.length, null);
        hash.update(buffer.subarray(0, length));
      }
      return hash.digest('hex');
    } finally {
      closeSync(descriptor);
    }
  });
}

/** Of a new file: without an owner or group it gets those of this process. */
type NewAttributes = Pick<FileAttributes, 'mode'> & {
  readonly [id in 'uid' | 'gid']?: number | undefined;
};

/** Writes a new file, instead of one of that name that an earlier run has left. @throws {ProviderError} */
export function writeNew(path: string, bytes: Uint8Array, attributes: NewAttributes): void {
  attempt(path, 'written', () => {
    removeIfThere(path);
    const descriptor = openSync(path, CREATE, 0o600);
    try {
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(descriptor, bytes, at);
      }
      finish(descriptor, attributes);
    } finally {
      closeSync(descriptor);
    }
    syncFolder(dirname(path));
  });
}

/** The same with the content of another file, whatever its size. @throws {ProviderError} INSTALL_FAILED */
export function copyNew(from: string, path: string, attributes: FileAttributes): void {
  attempt(path, 'written', () => {
    removeIfThere(path);
    copyFileSync(from, path, constants.COPYFILE_EXCL);
    const descriptor = openSync(path, READ);
    try {
      finish(descriptor, attributes);
    } finally {
      closeSync(descriptor);
    }
    syncFolder(dirname(path));
  });
}

/** @throws {ProviderError} INSTALL_FAILED */
export function linkNew(target: string, path: string): void {
  attempt(path, 'made', () => {
    removeIfThere(path);
    symlinkSync(target, path);
    syncFolder(dirname(path));
  });
}

/**
 * A second name for what stands at the path, for going back to it: the file itself, with all that belongs to it. It
 * takes no room, so that a full disk does not matter. @throws {ProviderError} INSTALL_FAILED
 */
export function keepAside(path: string, standing: Standing, aside: string): void {
  if (standing.kind === 'link') {
    linkNew(standing.target, aside);
  } else if (standing.kind === 'file') {
    attempt(path, 'kept', () => {
      removeIfThere(aside);
      try {
        linkSync(path, aside);
        syncFolder(dirname(aside));
      } catch {
        copyNew(path, aside, standing); // a file system without hard links
      }
    });
  }
}

/** Puts what stands at `from` at `path`. @throws {ProviderError} INSTALL_FAILED */
export function moveInto(from: string, path: string): void {
  attempt(path, 'replaced', () => {
    renameSync(from, path);
    syncFolder(dirname(path));
  });
}

/** Whether there was something. @throws {ProviderError} INSTALL_FAILED */
export function removeFile(path: string): boolean {
  return attempt(path, 'removed', () => {
    const wasThere = removeIfThere(path);
    if (wasThere) syncFolder(dirname(path));
    return wasThere;
  });
}

/** Those on the way to the folder, and itself, that are not there; the outermost first. */
export function missingFolders(path: string): string[] {
  return statIfThere(path) !== undefined || path === '/' ? [] : [...missingFolders(dirname(path)), path];
}

/** One folder; nothing happens when it is there. @throws {ProviderError} INSTALL_FAILED */
export function makeFolder(path: string, mode: number): void {
  attempt(path, 'made', () => {
    try {
      mkdirSync(path, { mode });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    syncFolder(dirname(path));
  });
}

/** Whether it is gone: one that holds something stays. @throws {ProviderError} INSTALL_FAILED */
export function removeFolderIfEmpty(path: string): boolean {
  return attempt(path, 'removed', () => {
    try {
      rmdirSync(path);
      syncFolder(dirname(path));
      return true;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (code === 'ENOENT' || code === 'ENAMETOOLONG') return true;
      if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EBUSY'].includes(code)) return false;
      throw error;
    }
  });
}

/** A folder of ours with all that is in it; links are not followed. @throws {ProviderError} INSTALL_FAILED */
export function removeTree(path: string): void {
  attempt(path, 'removed', () => rmSync(path, { recursive: true, force: true }));
}

/** Names in a folder; none when it is not there. @throws {ProviderError} INSTALL_FAILED */
export function namesIn(path: string): string[] {
  return attempt(path, 'listed', () => {
    try {
      return readdirSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
}

function finish(descriptor: number, { mode, ...owner }: NewAttributes): void {
  const stat = fstatSync(descriptor);
  const { uid = stat.uid, gid = stat.gid } = owner;
  if (stat.uid !== uid || stat.gid !== gid) {
    fchownSync(descriptor, uid, gid); // before the mode, of which it may take bits away
  }
  fchmodSync(descriptor, mode);
  fsyncSync(descriptor);
}

function removeIfThere(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if (!isNotThere(error)) throw error;
    return false;
  }
}

function statIfThere(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (!isNotThere(error)) throw error;
    return undefined;
  }
}

/** Nothing can stand under a name that is too long, or below a file: an undo has nothing to do there. */
function isNotThere(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function syncFolder(path: string): void {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Some file systems have nothing to do for a folder, and say so.
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    closeSync(descriptor);
  }
}

function attempt<T>(path: string, done: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw writeFailure(path, done, code, error);
  }
}

/** What the system refuses, by its code. */
export function writeFailure(path: string, done: string, code: string, cause?: unknown): ProviderError {
  const [reason, hint] = REASONS[code] ?? [code, 'check the disk'];
  return new ProviderError(`${quote(path)} could not be ${done}: ${reason}`, {
    code: 'INSTALL_FAILED',
    hint,
    cause,
  });
}

const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOSPC: ['the disk is full', 'make room on it; the executable alone needs 120 MB'],
  EDQUOT: ['the disk is full', 'make room on it; the executable alone needs 120 MB'],
  EROFS: ['it is on a read-only file system', 'name another folder, or see docs/install.md for such systems'],
  EACCES: ['permission denied', 'run as root'],
  EPERM: ['operation not permitted', 'run as root; lsattr shows whether it was made immutable'],
  ENOTDIR: ['a part of its path is not a folder', 'correct the path'],
  EISDIR: ['it is a directory', 'move it away'],
  ELOOP: ['it is a link', 'move it away'],
  ENAMETOOLONG: ['its name is too long', 'give it a shorter one'],
  EBUSY: ['something is mounted on it', 'unmount it; a file that is a mount of its own cannot be replaced'],
};
