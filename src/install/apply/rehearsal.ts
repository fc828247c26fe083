// The new contents in a folder of ours, checked there as they are checked beside their places, and gone again: what a dry
// run does in the place of the change.

import { basename, join } from 'node:path/posix';
import { digestOf, makeFolder, removeTree } from '../../system/placing.ts';
import { type Places, rehearsalFolder, stagingFolder } from '../state/places.ts';
import { place, type Work } from './transaction.ts';

/** @throws {ProviderError} what the run would be refused with */
export async function rehearse({ plan, check }: Work, places: Places): Promise<void> {
  const folder = rehearsalFolder(places);
  const stagedAt = (path: string) => join(folder, digestOf(path), basename(path));
  removeTree(folder); // of a run that was killed
  try {
    makeFolder(folder, 0o700);
    for (const { path, after } of plan.changes) {
      makeFolder(join(folder, digestOf(path)), 0o700);
      place(after, stagedAt(path));
    }
    await check(stagedAt);
  } finally {
    removeTree(folder);
    removeTree(stagingFolder(places));
  }
}
