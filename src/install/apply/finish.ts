// The end of a change: after its commit, and after its undoing, only what no longer counts is removed.

import {
  moveInto,
  namesIn,
  removeFile,
  removeFolderIfEmpty,
  removeTree,
  standingAt,
} from '../../system/placing.ts';
import { endTransaction, type Transaction } from '../state/journal.ts';
import { backupFolder, installedPath, newPath, oldPath, stagingFolder } from '../state/places.ts';
import { backupPath, readInstalled } from '../state/record.ts';
import { writeState } from '../state/state-file.ts';
import type { TransactionOptions } from './collaborators.ts';

/** After the commit: only what no longer counts is removed, and each part may have been done before. */
export async function finish(transaction: Transaction, options: TransactionOptions): Promise<void> {
  const { places, onStep, sweep } = options;
  const { record } = transaction;
  const recorded = installedPath(places);
  if (record === null) {
    removeFile(recorded);
  } else if (standingAt(newPath(recorded)).kind === 'file') {
    moveInto(newPath(recorded), recorded);
  } else {
    writeState(recorded, record);
  }
  onStep('recorded');
  if (transaction.sweep !== null) {
    await sweep(transaction.sweep);
    onStep('swept');
  }
  clean(transaction, options);
  for (const folder of [...transaction.leaving].reverse()) {
    removeFolderIfEmpty(folder);
    onStep('folderRemoved');
  }
  endTransaction(places);
  onStep('ended');
}

/** Everything that was only for the time of the change. */
export function clean({ changes }: Transaction, { places, onStep }: TransactionOptions): void {
  removeFile(newPath(installedPath(places)));
  for (const { path } of changes) {
    if (removeFile(newPath(path))) onStep('stagedRemoved');
    if (removeFile(oldPath(path))) onStep('asideRemoved');
  }
  removeTree(stagingFolder(places));
  const items = readInstalled(places)?.items ?? [];
  const kept = new Set(
    items
      .flatMap(({ original, ours }) => [original, ours])
      .flatMap((each) => (each.kind === 'file' ? [each.digest] : [])),
  );
  for (const name of namesIn(backupFolder(places)).filter((each) => !kept.has(each))) {
    removeFile(backupPath(places, name));
    onStep('originalDropped');
  }
  removeFolderIfEmpty(backupFolder(places));
}
