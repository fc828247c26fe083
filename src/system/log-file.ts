// Appends lines to a log that other processes append to at the same time, and begins a new one when it is full.

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path/posix';
import { blockFor } from './block.ts';
import { checkWay, makeDirectory, NotUsable } from './private-directory.ts';
import { identifyProcess } from './process-identity.ts';
import { takeLock } from './process-lock.ts';

/** Linux puts each write at the end of such a file as one piece, whoever else writes. */
const APPEND =
  constants.O_RDWR |
  constants.O_APPEND |
  constants.O_CREAT |
  constants.O_NOFOLLOW |
  constants.O_NONBLOCK |
  constants.O_NOCTTY;

const END_OF_LINE = 0x0a;

/** How long another process may need for the rest of a line that it is writing. */
const UNFINISHED_MS = 100;
const PAUSE_MS = 2;

/** So often may a file be rotated away, twice, between our opening and our writing. */
const ATTEMPTS = 5;

interface LogFileOptions {
  /** Beyond this the file becomes FILE.1, instead of the one before. */
  readonly maxBytes: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Appends one line, which it ends.
 * @throws the system's error, or {NotUsable}
 */
export function appendLine(path: string, line: string, options: LogFileOptions): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (tryToAppend(path, Buffer.from(`${line}\n`, 'utf8'), options)) {
      return;
    }
  }
  throw new NotUsable('is replaced too often');
}

/** False: the file was rotated meanwhile. */
function tryToAppend(path: string, line: Buffer, options: LogFileOptions): boolean {
  const descriptor = openLog(path);
  try {
    const { size, ino } = checkedStat(descriptor, path);
    if (size > 0 && size + line.length > options.maxBytes && rotate(path, ino, options)) {
      return false;
    }
    writeSync(descriptor, size > 0 && isTorn(descriptor) ? Buffer.concat([END, line]) : line);
    return fstatSync(descriptor).nlink > 0;
  } finally {
    closeSync(descriptor);
  }
}

const END = Buffer.of(END_OF_LINE);

function openLog(path: string): number {
  const folder = dirname(path);
  const { uid } = statSync('/proc/self');
  checkWay(folder, uid);
  try {
    return openSync(path, APPEND, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
    makeDirectory(folder);
    checkWay(folder, uid);
    return openSync(path, APPEND, 0o600);
  }
}

function checkedStat(descriptor: number, path: string): { readonly size: number; readonly ino: number } {
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    throw new NotUsable('is not a file');
  }
  // Where every user can write, another user may have given a file of ours this name too.
  if (stat.nlink > 1 && (statSync(dirname(path)).mode & 0o002) !== 0) {
    throw new NotUsable('has another name');
  }
  return stat;
}

/**
 * Whether the last line has no end, since a full disk has torn it: ours shall not go on in it. A line that another
 * process is writing looks the same where it goes over the end of a page, but not for long.
 */
function isTorn(descriptor: number): boolean {
  for (let waitedMs = 0; waitedMs < UNFINISHED_MS; waitedMs += PAUSE_MS) {
    if (lastByte(descriptor) === END_OF_LINE) {
      return false;
    }
    blockFor(PAUSE_MS);
  }
  return lastByte(descriptor) !== END_OF_LINE;
}

function lastByte(descriptor: number): number | undefined {
  const byte = Buffer.alloc(1);
  readSync(descriptor, byte, 0, 1, fstatSync(descriptor).size - 1);
  return byte[0];
}

/**
 * False: another process does it, and the line goes where it may. True: there is a new file to begin.
 * @param ino which file was too large: it may have been rotated since
 */
function rotate(path: string, ino: number, { now }: LogFileOptions): boolean {
  const self = identifyProcess();
  const lock = self === undefined ? undefined : takeLock(`${path}.lock`, { self, now });
  if (lock === undefined || 'heldBy' in lock) {
    return false;
  }
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.ino === ino) {
      renameSync(path, `${path}.1`);
    }
    return true;
  } finally {
    lock.release();
  }
}
