// Writes to standard output and standard error, whole and at once.

import { writeSync } from 'node:fs';
import { ProviderError } from '../errors.ts';
import { blockFor } from './block.ts';

/**
 * Writes all of the text to a descriptor, waiting where a pipe is full.
 * @returns false when nobody reads (any more): the pipe's other end or the descriptor itself is closed.
 * @throws the system's error for anything else, such as a full disk.
 */
export function writeAll(descriptor: 1 | 2, text: string, outOfTime: () => boolean): boolean {
  const bytes = Buffer.from(text, 'utf8');
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE' || code === 'EBADF') {
        return false;
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
      if (outOfTime()) {
        return false;
      }
      blockFor(1);
    }
  }
  return true;
}

/** @throws {ProviderError} OUTPUT_FAILED when not all of it could be written */
export function writeStdout(text: string, outOfTime: () => boolean): void {
  let written: boolean;
  try {
    written = writeAll(1, text, outOfTime);
  } catch (error) {
    throw new ProviderError(
      `stdout cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      { code: 'OUTPUT_FAILED', hint: 'check what stdout is connected to', cause: error },
    );
  }
  if (!written) {
    throw new ProviderError('stdout was closed before all was written', {
      code: 'OUTPUT_FAILED',
      hint: 'the reader must read to the end, as the kubelet does',
    });
  }
}
