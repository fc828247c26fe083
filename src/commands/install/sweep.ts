// What the kubelet's runs of us have written beside the configuration: it goes with us.

import { NodeCache } from '../../cache/node-cache.ts';
import { removeFile, removeFolderIfEmpty } from '../../system/placing.ts';
import { NotUsable } from '../../system/private-directory.ts';
import type { Sweep } from './journal.ts';

/** The credentials that are kept, and the log with the one before it. What is not ours stays, and the folder with it. */
export async function sweepRuns({ cache, log }: Sweep): Promise<void> {
  if (cache !== null) {
    clear(cache);
    removeFolderIfEmpty(cache);
  }
  if (log !== null) {
    for (const path of [log, `${log}.1`, `${log}.lock`]) removeFile(path);
  }
}

function clear(directory: string): void {
  try {
    // Only root installs.
    new NodeCache({ directory, uid: 0, now: Date.now, remainingMs: () => 0 }).clear(undefined);
  } catch (error) {
    if (!(error instanceof NotUsable)) throw error;
  }
}
