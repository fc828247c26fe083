// Removes what the plugin's runs have written beside its configuration: the cache and the log.

import { dirname } from 'node:path/posix';
import { clear } from '../../cache/contents.ts';
import { removeFile, removeFolderIfEmpty } from '../../system/placing.ts';
import { checkWay, NotUsable } from '../../system/private-directory.ts';
import type { Sweep } from '../state/journal.ts';

/** The credentials that are kept, and the log with the one before it. What is not ours stays, and the folder with it. */
export async function sweepRuns({ cache, log }: Sweep): Promise<void> {
  if (cache !== null) {
    clearCache(cache);
    if (isReachedByRoot(cache)) removeFolderIfEmpty(cache);
  }
  if (log !== null && isReachedByRoot(log)) {
    for (const path of [log, `${log}.1`, `${log}.lock`]) removeFile(path);
  }
}

/** By a folder or link of another user, that user would say what is removed. */
function isReachedByRoot(path: string): boolean {
  try {
    checkWay(dirname(path), 0);
    return true;
  } catch (error) {
    if (!(error instanceof NotUsable)) throw error;
    return false;
  }
}

function clearCache(directory: string): void {
  try {
    // Only root installs.
    clear({ directory, uid: 0, now: Date.now }, undefined);
  } catch (error) {
    if (!(error instanceof NotUsable)) throw error;
  }
}
