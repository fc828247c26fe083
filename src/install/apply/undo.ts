// From any point of a change back to the node as it was: at the end of a run that failed, or of one that was killed.

import { moveInto, removeFile, removeFolderIfEmpty } from '../../system/placing.ts';
import { endTransaction, enter, type JournalChange, type Transaction } from '../state/journal.ts';
import { newPath, oldPath } from '../state/places.ts';
import type { TransactionOptions } from './collaborators.ts';
import { clean } from './finish.ts';
import { restartAndWait, restOf } from './restart.ts';
import { place } from './staging.ts';
import { type Undoing, undoingOf, wasRead } from './undoing.ts';

/** @returns why the kubelet is not healthy with the earlier files either, as restOf has it */
export async function undo(
  transaction: Transaction,
  options: TransactionOptions,
): Promise<string | undefined> {
  const { places, onStep } = options;
  const mustRestart = wasRead(transaction);
  if (mustRestart && transaction.phase !== 'undoing') {
    enter(places, transaction, 'undoing');
    onStep('undoing');
  }
  if (transaction.phase !== 'staging') {
    for (const change of [...transaction.changes].reverse()) {
      takeBack(change, undoingOf(change, transaction, places), options);
    }
  }
  const ill = mustRestart ? await restartAsBefore(transaction, options) : undefined;
  clean(transaction, options);
  for (const folder of [...transaction.folders].reverse()) {
    removeFolderIfEmpty(folder);
    onStep('folderRemoved');
  }
  endTransaction(places);
  onStep('ended');
  return ill;
}

/** Each is a rename of what was kept aside, or the removal of what is new. */
function takeBack(
  { path, before }: JournalChange,
  undoing: Undoing,
  { say, onStep }: TransactionOptions,
): void {
  const changed = `${path} was changed by another process meanwhile`;
  switch (undoing.kind) {
    case 'none':
      return;
    case 'restore':
      if (before.kind === 'absent') removeFile(path);
      else moveInto(oldPath(path), path);
      break;
    case 'takeOut':
      if (undoing.after.kind === 'absent') {
        removeFile(path);
      } else {
        place(undoing.after, newPath(path));
        moveInto(newPath(path), path);
      }
      say(`${changed}: only the part of this plugin was removed from it`);
      break;
    case 'stay':
      say(`${changed}, and is left as it is${undoing.why === undefined ? '' : `: ${undoing.why}`}`);
  }
  onStep('undone');
}

async function restartAsBefore(
  { setup }: Transaction,
  { control, say, onStep }: TransactionOptions,
): Promise<string | undefined> {
  say('restarting the kubelet with the earlier files');
  // A run that was told to stop still leaves a node that works.
  const health = await restartAndWait(control(setup), false, new AbortController().signal, () =>
    onStep('restartedAgain'),
  );
  const ill = health.healthy ? undefined : restOf(health.why);
  if (health.healthy) {
    say(`the kubelet is healthy: ${health.seen.join(', ')}`);
  } else {
    say(`the kubelet is not healthy with the earlier files either${ill}`);
    health.logLines.forEach(say);
  }
  onStep('healthyAgain');
  return ill;
}
