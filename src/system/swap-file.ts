// A file that is written again every few seconds, and read by others meanwhile: they meet the old text or the new one.
// It is not forced to the disk each time: after a power cut the next text soon stands there.
// https://man7.org/linux/man-pages/man2/rename.2.html

import { closeSync, constants, fchmodSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

interface SwapOptions {
  /** In the same folder, of no other writer; what stands there was left by an earlier process. */
  readonly temporary: string;
  readonly mode: number;
}

/** In a folder that no other user can write. @throws the system's error; then what stood there still does */
export function swapFile(path: string, text: string, { temporary, mode }: SwapOptions): void {
  removeIfThere(temporary);
  try {
    const descriptor = openSync(temporary, CREATE, 0o600);
    try {
      const bytes = Buffer.from(text, 'utf8');
      for (let at = 0; at < bytes.length; ) {
        at += writeSync(descriptor, bytes, at);
      }
      fchmodSync(descriptor, mode);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

/** @throws the system's error, for a folder too */
export function removeIfThere(path: string): void {
  rmSync(path, { force: true });
}
