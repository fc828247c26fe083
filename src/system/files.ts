// The one door to files. Everything is read whole, at once, and can neither hang nor flood.

import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { decodeUtf8 } from './utf8.ts';

/** No file that is read here has a reason to be larger. */
const MAX_FILE_BYTES = 1024 * 1024;

interface ReadOptions {
  /** What the file is to the reader of an error, with the rule and the field: `rule "harbor": password file`. */
  readonly what: string;
  readonly maxBytes?: number;
}

interface FileOwner {
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly uid: number;
}

interface TextFile extends FileOwner {
  readonly text: string;
}

/**
 * Reads a regular file as UTF-8; a byte order mark at its start is dropped. Symbolic links are followed, as
 * mounted Secrets and ConfigMaps are made of them.
 * @throws {ProviderError} FILE_UNREADABLE: missing, no permission, not a regular file, too large, not UTF-8.
 */
export function readTextFile(path: string, options: ReadOptions): TextFile {
  const { bytes, mode, uid } = readBytes(path, options);
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    const [problem, hint] = binaryKind(bytes);
    throw unreadable(path, options.what, problem, hint);
  }
  return { text: text.startsWith('\ufeff') ? text.slice(1) : text, mode, uid };
}

/** What bytes are that are not UTF-8, by their beginning, and what to do. */
function binaryKind(bytes: Buffer): readonly [problem: string, hint: string] {
  const [first, second] = bytes;
  if (first === 0x30 && ((second ?? 0) & 0x80) !== 0) {
    return derKind(bytes);
  }
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return ['is UTF-16, not UTF-8 text', 'save it as UTF-8'];
  }
  if (first === 0xfe && second === 0xed)
    return ['is a Java key store, not PEM text', 'export PEM: keytool -exportcert -rfc'];
  if (first === 0x1f && second === 0x8b) return ['is compressed with gzip', 'unpack it: gunzip'];
  return ['is not UTF-8 text', 'save it as UTF-8'];
}

/** By the tag of the first value inside: of a certificate a sequence, of PKCS#12 its version, of PKCS#7 its type. */
function derKind(bytes: Buffer): readonly [problem: string, hint: string] {
  const inside = 2 + ((bytes[1] ?? 0) & 0x7f);
  switch (bytes[inside]) {
    case 0x30:
      return ['is DER, not PEM text', 'convert it: openssl x509 -inform der -in FILE -out NEW'];
    case 0x06:
      return [
        'is PKCS#7 in DER, not PEM text',
        'convert it: openssl pkcs7 -inform der -print_certs -in FILE -out NEW',
      ];
    case 0x02:
      return bytes[inside + 2] === 3
        ? [
            'is PKCS#12, not PEM text',
            'convert it: openssl pkcs12 -in FILE -nodes -out NEW, and -nokeys for certificates alone',
          ]
        : ['is a private key in DER, not PEM text', 'convert it: openssl pkey -inform der -in FILE -out NEW'];
    default:
      return ['is DER, not PEM text', 'convert it to PEM with openssl'];
  }
}

/** The bytes of a regular file. @throws {ProviderError} FILE_UNREADABLE */
export function readBytes(
  path: string,
  { what, maxBytes = MAX_FILE_BYTES }: ReadOptions,
): FileOwner & { readonly bytes: Buffer } {
  const descriptor = open(path, what);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) {
      throw unreadable(path, what, `is ${kindOf(stat)}, not a file`, 'give the path of a regular file');
    }
    const bytes = readAll(descriptor, maxBytes);
    if (bytes === undefined) {
      throw unreadable(path, what, `is larger than ${maxBytes} bytes`, 'check that this is the right file');
    }
    return { bytes, mode: stat.mode & 0o7777, uid: stat.uid };
  } catch (error) {
    throw error instanceof ProviderError ? error : systemError(path, what, error);
  } finally {
    closeSync(descriptor);
  }
}

/** The first bytes of a file, whatever its size; undefined when it cannot be read. */
export function readHead(path: string, length: number): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = open(path, 'file');
    const buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, length, 0));
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** True also for a symbolic link that leads nowhere. @throws the system's error when the folder cannot be looked into */
export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** What to say of a secret file that others on the node can read. */
export function modeWarnings(path: string, mode: number): string[] {
  return (mode & 0o004) === 0
    ? []
    : [
        `${path} holds a secret and every user of the node can read it (mode ${mode.toString(8)}); chmod 0600`,
      ];
}

function open(path: string, what: string): number {
  try {
    // Non-blocking, or a FIFO instead of a file would hang the pull until the kubelet kills this process.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    throw systemError(path, what, error);
  }
}

function readAll(descriptor: number, maxBytes: number): Buffer | undefined {
  const buffer = Buffer.allocUnsafe(Math.min(maxBytes + 1, 64 * 1024));
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const length = readSync(descriptor, buffer, 0, buffer.length, null);
    if (length === 0) {
      return Buffer.concat(chunks, total);
    }
    total += length;
    if (total > maxBytes) {
      return undefined;
    }
    chunks.push(Buffer.from(buffer.subarray(0, length)));
  }
}

function kindOf(stat: { isDirectory(): boolean; isFIFO(): boolean; isCharacterDevice(): boolean }): string {
  if (stat.isDirectory()) return 'a directory';
  if (stat.isFIFO()) return 'a named pipe';
  return stat.isCharacterDevice() ? 'a device' : 'something else';
}

function systemError(path: string, what: string, error: unknown): ProviderError {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return unreadable(path, what, 'does not exist', 'create it or correct the path', error);
    case 'EACCES':
    case 'EPERM':
      return unreadable(path, what, 'cannot be read by this user', 'run as root or correct its mode', error);
    case 'ENXIO':
      return unreadable(
        path,
        what,
        'is a socket or pipe, not a file',
        'give the path of a regular file',
        error,
      );
    case 'ELOOP':
      return unreadable(path, what, 'is a symbolic link to itself', 'correct the link', error);
    default:
      return unreadable(
        path,
        what,
        `could not be read (${code ?? 'unknown error'})`,
        'check the disk',
        error,
      );
  }
}

function unreadable(
  path: string,
  what: string,
  problem: string,
  hint: string,
  cause?: unknown,
): ProviderError {
  return new ProviderError(`${what} ${quote(path)} ${problem}`, { code: 'FILE_UNREADABLE', hint, cause });
}
