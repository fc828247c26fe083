// Follows a log that other processes append to and rotate (log-file.ts): each line that is written from now on, once.

import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { dirname } from 'node:path/posix';
import { checkWay, NotUsable } from './private-directory.ts';

/** Neither follows a link nor waits for the other end of a pipe. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
const CHUNK_BYTES = 64 * 1024;
const END_OF_LINE = 0x0a;
/** Clocks are corrected by a few seconds now and then. */
const CLOCK_TOLERANCE_MS = 60_000;

interface FollowerOptions {
  /** The user who must own the file, and the way to it; no other user may write them. */
  readonly uid: number;
  /**
   * Milliseconds since the epoch: of a file that was made later every line is read, of an older one what is added. One that
   * was made in the future is older: the clock was set back, or is not set yet.
   */
  readonly since: number;
  readonly now: () => number;
  /** Of a line; what is longer was not written as one. */
  readonly maxLineBytes: number;
  /** The most that one look reads; the next one goes on there. */
  readonly maxBytesPerLook: number;
  /** Undefined: something that is not a whole line of that length, which a full disk has torn for instance. */
  readonly onLine: (line: string | undefined) => void;
  /** Lines may have been lost: the file was emptied, or rotated more than once since the last look. */
  readonly onGap: () => void;
}

export class LineFollower {
  readonly #path: string;
  readonly #options: FollowerOptions;
  #hasLooked = false;
  #current: OpenLog | undefined;
  /** The one before, to whose end a process may still write that has opened it under its old name. */
  #last: OpenLog | undefined;
  /** What stood at FILE.1 at the last look: open, as the system gives its number to another file otherwise. */
  #rotated: HeldFile | undefined;

  constructor(path: string, options: FollowerOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** Reads what was added since the last time; nothing, where there is no such file yet. @throws {NotUsable} */
  look(): void {
    checkWay(dirname(this.#path), this.#options.uid);
    let left = this.#options.maxBytesPerLook;
    left -= this.#last?.read(left) ?? 0;
    this.#last?.close();
    this.#last = undefined;
    this.#current ??= this.#open(this.#path);
    if (!this.#hasLooked) this.#holdRotated();
    this.#hasLooked = true;
    if (this.#current !== undefined) left -= this.#current.read(left);
    if (left > 0 && this.#hasNewFile()) {
      left = this.#passOn(left);
      this.#current?.read(left);
    }
    this.#holdRotated();
  }

  close(): void {
    this.#last?.close();
    this.#current?.close();
    this.#rotated?.close();
    this.#last = undefined;
    this.#current = undefined;
    this.#rotated = undefined;
  }

  #holdRotated(): void {
    const path = `${this.#path}.1`;
    if (identityAt(path) === this.#rotated?.identity) return;
    this.#rotated?.close();
    this.#rotated = HeldFile.at(path);
  }

  #hasNewFile(): boolean {
    return this.#current !== undefined && identityAt(this.#path) !== this.#current.identity;
  }

  /** To the file that stands at the path now, over one that was rotated in between. @returns bytes that may be read */
  #passOn(bytes: number): number {
    let left = bytes;
    const before = `${this.#path}.1`;
    const rotated = identityAt(before);
    if (rotated !== undefined && rotated !== this.#current?.identity && rotated !== this.#rotated?.identity) {
      this.#options.onGap();
      const missed = this.#open(before);
      left -= missed?.read(left) ?? 0;
      missed?.close();
    }
    this.#last = this.#current;
    this.#current = undefined;
    this.#current = this.#open(this.#path);
    return left;
  }

  #open(path: string): OpenLog | undefined {
    let descriptor: number;
    try {
      descriptor = openSync(path, READ);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new NotUsable(`cannot be read (${code ?? 'unknown error'})`, { cause: error });
    }
    try {
      const stat = checked(fstatSync(descriptor), this.#options.uid);
      const { since, now } = this.#options;
      const isOld =
        !this.#hasLooked && (stat.birthtimeMs <= since || stat.birthtimeMs > now() + CLOCK_TOLERANCE_MS);
      return new OpenLog(descriptor, stat, isOld ? stat.size : 0, this.#options);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }
}

class HeldFile {
  readonly identity: string;
  readonly #descriptor: number;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
    this.identity = identityOf(fstatSync(descriptor));
  }

  /** Undefined: there is no file that can be opened. */
  static at(path: string): HeldFile | undefined {
    try {
      return new HeldFile(openSync(path, READ));
    } catch {
      return undefined;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

class OpenLog {
  readonly identity: string;
  readonly #descriptor: number;
  readonly #options: FollowerOptions;
  #position: number;
  /** The beginning of a line whose end is not written yet. */
  #begun: Buffer[] = [];
  #begunBytes = 0;
  /** Up to the next end of a line: it began before we did, or is too long. */
  #isSkipping: boolean;

  constructor(descriptor: number, stat: Stats, position: number, options: FollowerOptions) {
    this.#descriptor = descriptor;
    this.identity = identityOf(stat);
    this.#options = options;
    this.#position = position;
    this.#isSkipping = position > 0 && byteAt(descriptor, position - 1) !== END_OF_LINE;
  }

  /** @returns how many bytes were read */
  read(mostBytes: number): number {
    if (fstatSync(this.#descriptor).size < this.#position) {
      this.#options.onGap();
      this.#position = 0;
      this.#forget();
      this.#isSkipping = false;
    }
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let total = 0;
    while (total < mostBytes) {
      const length = readSync(
        this.#descriptor,
        chunk,
        0,
        Math.min(CHUNK_BYTES, mostBytes - total),
        this.#position,
      );
      if (length === 0) break;
      this.#position += length;
      total += length;
      this.#take(chunk.subarray(0, length));
    }
    return total;
  }

  close(): void {
    if (this.#begunBytes > 0) this.#options.onLine(undefined);
    this.#forget();
    closeSync(this.#descriptor);
  }

  #take(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(END_OF_LINE); end !== -1; end = chunk.indexOf(END_OF_LINE, from)) {
      this.#add(chunk.subarray(from, end));
      if (!this.#isSkipping)
        this.#options.onLine(Buffer.concat(this.#begun, this.#begunBytes).toString('utf8'));
      this.#isSkipping = false;
      this.#forget();
      from = end + 1;
    }
    this.#add(chunk.subarray(from));
  }

  #add(part: Buffer): void {
    if (this.#isSkipping || part.length === 0) return;
    if (this.#begunBytes + part.length > this.#options.maxLineBytes) {
      this.#options.onLine(undefined);
      this.#isSkipping = true;
      this.#forget();
      return;
    }
    this.#begun.push(Buffer.from(part));
    this.#begunBytes += part.length;
  }

  #forget(): void {
    this.#begun = [];
    this.#begunBytes = 0;
  }
}

function checked(stat: Stats, uid: number): Stats {
  if (!stat.isFile()) throw new NotUsable('is not a file');
  if (stat.uid !== uid) throw new NotUsable(`is owned by user ${stat.uid}, not ${uid}`);
  if ((stat.mode & 0o022) !== 0) {
    throw new NotUsable(`can be written by other users (mode ${(stat.mode & 0o7777).toString(8)})`);
  }
  return stat;
}

/** Undefined: nothing is there. */
function identityAt(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat && identityOf(stat);
}

/** Of a file that is open: only then no other one gets its number. */
function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

function byteAt(descriptor: number, position: number): number | undefined {
  const byte = Buffer.alloc(1);
  return readSync(descriptor, byte, 0, 1, position) === 1 ? byte[0] : undefined;
}
