// Writes to standard output and standard error, whole and at once.

import { writeSync } from 'node:fs';
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
