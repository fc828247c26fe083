// What a killed run has left is undone, or where it was committed finished, before the next run begins.

import { removeTree } from '../../system/placing.ts';
import { endTransaction, readTransaction } from '../state/journal.ts';
import { rehearsalFolder } from '../state/places.ts';
import type { TransactionOptions } from './collaborators.ts';
import { finish } from './finish.ts';
import { undo } from './undo.ts';

export async function recover(options: TransactionOptions): Promise<void> {
  removeTree(rehearsalFolder(options.places)); // of a dry run that was killed, with copies of what it looked at
  const transaction = readTransaction(options.places);
  if (transaction === undefined) {
    endTransaction(options.places);
    return;
  }
  const { phase, what } = transaction;
  if (phase === 'committed') {
    options.say(
      `an earlier ${what} was killed after its changes were complete: removing its temporary files`,
    );
    await finish(transaction, options);
  } else {
    options.say(`an earlier ${what} was killed before it was complete: undoing its changes`);
    await undo(transaction, options);
  }
}
