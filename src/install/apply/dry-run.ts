// What a run would do, found out by every check of it that needs no change: the new contents are placed and checked in a
// folder of ours that is removed again. A run that was killed is undone in thought only.

import { basename, join } from 'node:path/posix';
import { digestOf, makeFolder, removeFolderIfEmpty, removeTree } from '../../system/placing.ts';
import { formatDifference } from '../plan/difference.ts';
import type { Change } from '../plan/node-plan.ts';
import { readTransaction, type Transaction } from '../state/journal.ts';
import { withLock } from '../state/lock.ts';
import { rehearsalFolder } from '../state/places.ts';
import { failureOf } from './account.ts';
import { checkPlaces } from './check-places.ts';
import type { Collaborators } from './collaborators.ts';
import { nodeAfterRecovery, nodeAsItStands } from './node-state.ts';
import type { Prepare } from './prepare.ts';
import { formatRemaining } from './remaining.ts';
import { place } from './staging.ts';
import type { Work } from './transaction.ts';
import { wasRead } from './undoing.ts';

/**
 * The changes of the run as a difference, after what it would undo of a run that was killed.
 * @throws {ProviderError} what the run would end with
 */
export async function dryRun(
  what: Transaction['what'],
  prepare: Prepare,
  given: Collaborators,
): Promise<string> {
  const { places } = given;
  const folder = rehearsalFolder(places);
  try {
    return await withLock(given, async () => {
      removeTree(folder); // of a run that was killed
      try {
        makeFolder(folder, 0o700);
        const killed = readTransaction(places);
        const node =
          killed === undefined ? nodeAsItStands(places) : nodeAfterRecovery(killed, places, folder);
        const { plan, work, remaining } = await prepare(given, node, () => {});
        if (work !== undefined) {
          checkPlaces(plan, places, node.freed);
          await rehearse(work, folder);
        }
        const difference = formatDifference(plan, node.files);
        return describeRecovery(killed, node.undone) + difference + formatRemaining(remaining);
      } finally {
        removeTree(folder);
      }
    });
  } catch (error) {
    throw failureOf(what, error);
  } finally {
    removeFolderIfEmpty(places.state);
  }
}

/** @throws {ProviderError} what the run would be refused with */
async function rehearse({ plan, check }: Work, folder: string): Promise<void> {
  const stagedAt = (path: string) => join(folder, `new-${digestOf(path)}`, basename(path));
  for (const { path, after } of plan.changes) {
    makeFolder(join(folder, `new-${digestOf(path)}`), 0o700);
    place(after, stagedAt(path));
  }
  await check({ at: stagedAt, tree: join(folder, 'node') });
}

function describeRecovery(killed: Transaction | undefined, undone: readonly Change[]): string {
  if (killed === undefined) return '';
  const { what, phase } = killed;
  const lines =
    phase === 'committed'
      ? [
          `An earlier ${what} was killed after its changes were complete. The run would first remove its temporary files.`,
        ]
      : [
          `An earlier ${what} was killed before it was complete. The run would first undo it:`,
          ...undone.map(
            ({ path, after }) => `# ${path}: ${after.kind === 'absent' ? 'removed' : 'restored'}`,
          ),
          ...(undone.length === 0
            ? ['# temporary files are removed; no file of the node was changed yet']
            : []),
          ...(wasRead(killed) ? ['# the kubelet is restarted'] : []),
        ];
  return `${[...lines, 'After that:'].join('\n')}\n`;
}
