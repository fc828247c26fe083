// Reads the request from standard input: capped, and never longer than the deadline.

import { constants, fstatSync, openSync, readSync } from 'node:fs';
import { blockFor } from './block.ts';

export type StdinResult =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'timedOut'; readonly received: number };

export interface StdinOptions {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Milliseconds of a clock that never jumps. */
  readonly clock: () => number;
  /** Standard input as a stream, for what cannot be read without blocking (a socket). Costs 5 ms of start. */
  readonly stream: () => NodeJS.ReadableStream;
}

/** Reads descriptor 0 to its end. @throws the system's error when it cannot be read at all. */
export async function readStdin(options: StdinOptions): Promise<StdinResult> {
  const descriptor = openWithoutBlocking();
  return descriptor === undefined ? readStream(options) : readDescriptor(descriptor, options);
}

/**
 * A descriptor of standard input whose reads never block: the kubelet passes a pipe, which Linux opens a second
 * time, without blocking, by its name in /proc. A stream would do too, but loading Node's streams and sockets takes a
 * fifth of the whole start.
 */
function openWithoutBlocking(): number | undefined {
  if (fstatSync(0).isFile()) {
    return 0;
  }
  try {
    return openSync('/proc/self/fd/0', constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return undefined; // a socket, no /proc, or a pipe of another user: the stream can still read it
  }
}

function readDescriptor(descriptor: number, { maxBytes, timeoutMs, clock }: StdinOptions): StdinResult {
  const deadline = clock() + timeoutMs;
  const buffer = Buffer.allocUnsafe(64 * 1024);
  const chunks: Buffer[] = [];
  let total = 0;
  let pauseMs = 0.2;
  for (;;) {
    const length = readAvailable(descriptor, buffer);
    if (length === 0) {
      return { kind: 'bytes', bytes: Buffer.concat(chunks, total) };
    }
    if (length === undefined) {
      if (clock() >= deadline) {
        return { kind: 'timedOut', received: total };
      }
      blockFor(pauseMs);
      pauseMs = Math.min(pauseMs * 2, 20);
      continue;
    }
    total += length;
    if (total > maxBytes) {
      return { kind: 'tooLarge' };
    }
    chunks.push(Buffer.from(buffer.subarray(0, length)));
    pauseMs = 0.2;
  }
}

/** Bytes read, 0 at the end; undefined: the writer has written nothing more yet. */
function readAvailable(descriptor: number, buffer: Buffer): number | undefined {
  try {
    return readSync(descriptor, buffer, 0, buffer.length, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
      return undefined;
    }
    throw error;
  }
}

function readStream({ maxBytes, timeoutMs, stream }: StdinOptions): Promise<StdinResult> {
  return new Promise((resolve, reject) => {
    const input = stream();
    const chunks: Buffer[] = [];
    let total = 0;
    const timer = setTimeout(() => settle({ kind: 'timedOut', received: total }), timeoutMs);
    const settle = (result: StdinResult): void => {
      clearTimeout(timer);
      input.removeAllListeners('data');
      input.pause();
      resolve(result);
    };
    input.on('data', (chunk: Buffer) => {
      total += chunk.length;
      chunks.push(chunk);
      if (total > maxBytes) {
        settle({ kind: 'tooLarge' });
      }
    });
    input.on('end', () => settle({ kind: 'bytes', bytes: Buffer.concat(chunks, total) }));
    input.on('error', (error: Error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
