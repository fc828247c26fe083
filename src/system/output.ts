// Writes to standard output and standard error, synchronously.

import { writeSync } from 'node:fs';
import { ProviderError } from '../errors.ts';
import { blockFor } from './block.ts';

export interface Output {
  /** Writes all of the text, and waits for its reader. @throws {ProviderError} OUTPUT_FAILED, for stdout only */
  write(text: string): void;
  /** Writes as much of the text as the reader takes at once, and does not wait. */
  offer(text: string): void;
}

/** @param outOfTime whether to stop waiting for a reader that does not read */
export function openStdout(outOfTime: () => boolean): Output {
  return {
    write: (text) => writeStdout(text, outOfTime),
    offer: (text) => void writeAll(1, text, () => true),
  };
}

/** @param outOfTime whether to stop waiting for a reader that does not read */
export function openStderr(outOfTime: () => boolean): Output {
  return {
    write: (text) => void writeAll(2, text, outOfTime),
    offer: (text) => void writeAll(2, text, () => true),
  };
}

function writeStdout(text: string, outOfTime: () => boolean): void {
  let written: boolean;
  try {
    written = writeAll(1, text, outOfTime);
  } catch (error) {
    throw new ProviderError(
      `cannot write to stdout (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
      { code: 'OUTPUT_FAILED', hint: 'check what stdout is connected to', cause: error },
    );
  }
  if (!written) {
    throw new ProviderError('stdout was closed before all output was written', {
      code: 'OUTPUT_FAILED',
      hint: 'the reader must read to the end, as the kubelet does',
    });
  }
}

/**
 * Writes all of the text to a descriptor, and waits while a pipe is full.
 * @returns false: there is no reader, as the pipe's other end or the descriptor itself is closed; or the time has ended
 * @throws the system's error for anything else, such as a full disk.
 */
function writeAll(descriptor: 1 | 2, text: string, outOfTime: () => boolean): boolean {
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
