// Makes the changes of a plan so that all of them happen or none: announce, stage, check, switch, restart, commit; and
// from any point of that back to the node as it was. docs/decisions/0008-a-killed-install-is-undone.md says why back.

import { ProviderError } from '../../errors.ts';
import { isSame, keepAside, moveInto, removeFile, standingAt } from '../../system/placing.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { NodePlan } from '../plan/node-plan.ts';
import { standingOf } from '../state/content.ts';
import {
  announce,
  endTransaction,
  enter,
  type JournalChange,
  readTransaction,
  type Sweep,
  type Transaction,
} from '../state/journal.ts';
import { installedPath, newPath, oldPath, stagingFolder } from '../state/places.ts';
import { writeState } from '../state/state-file.ts';
import type { Staged } from './check-outcome.ts';
import type { TransactionOptions } from './collaborators.ts';
import { finish } from './finish.ts';
import { restartWithChanges } from './restart.ts';
import { foldersFor, refuseLongNames, stage } from './staging.ts';
import { undo } from './undo.ts';

export interface Work {
  readonly what: Transaction['what'];
  readonly plan: NodePlan;
  readonly setup: NodeSetup;
  /** Throws when what is staged must not be switched. */
  readonly check: (staged: Staged) => Promise<void>;
  readonly leaving: readonly string[];
  readonly sweep: Sweep | null;
}

/**
 * @returns what was seen of the kubelet after its restart; nothing where there was none
 * @throws {ProviderError} INSTALL_REFUSED, INSTALL_FAILED, INSTALL_ROLLED_BACK; the node is then as it was before
 */
export async function carryOut(work: Work, given: TransactionOptions): Promise<readonly string[]> {
  const { plan, setup, what, leaving, sweep } = work;
  // One for the change and for its undoing: how the kubelet was before both is what it is held against.
  const control = given.control(setup);
  const options = { ...given, control: () => control };
  const { places, onStep } = options;
  refuseLongNames(plan.changes);
  const folders = foldersFor(plan.changes);
  const record =
    plan.record === undefined ? null : { ...plan.record, folders: [...plan.record.folders, ...folders] };
  const changes = plan.changes.map(({ role, path, before, after }) => {
    return { role, path, before, after: standingOf(after) };
  });
  let transaction: Transaction | undefined;
  let seen: readonly string[];
  try {
    transaction = announce(places, {
      what,
      changes,
      folders,
      restart: plan.restart,
      setup,
      record,
      leaving,
      sweep,
    });
    onStep('announced');
    stage(plan, folders, options);
    await work.check({ at: newPath, tree: stagingFolder(places) });
    onStep('checked');
    for (const { path, before } of changes) {
      keepAside(path, before, oldPath(path));
      onStep('asideKept');
    }
    if (record !== null) {
      writeState(newPath(installedPath(places)), record);
    }
    transaction = enter(places, transaction, 'switching');
    onStep('begun');
    for (const change of changes) {
      switchOver(change, what);
      onStep('switched');
    }
    seen = await restartWithChanges(transaction, options);
    transaction = enter(places, transaction, 'committed');
  } catch (error) {
    const illBefore = await goBack(transaction, options);
    if (illBefore === undefined || !(error instanceof ProviderError)) throw error;
    throw new ProviderError(
      `${error.message}; and it is not healthy with the earlier files either${illBefore}`,
      {
        code: error.code,
        hint: 'the files were restored; look at the log of the kubelet',
        cause: error,
      },
    );
  }
  onStep('committed');
  await finish(transaction, options);
  return seen;
}

function switchOver({ path, before, after }: JournalChange, what: Work['what']): void {
  if (!isSame(standingAt(path), before)) {
    throw new ProviderError(`${what}: ${path} was changed by another process during this run`, {
      code: 'INSTALL_REFUSED',
      hint: 'run it again',
    });
  }
  if (after.kind === 'absent') {
    removeFile(path);
  } else {
    moveInto(newPath(path), path);
  }
}

/** @returns why the kubelet is not healthy with the earlier files either, as restOf has it */
async function goBack(
  transaction: Transaction | undefined,
  options: TransactionOptions,
): Promise<string | undefined> {
  const found = transaction ?? readTransaction(options.places);
  if (found === undefined) {
    endTransaction(options.places); // not even announced
    return undefined;
  }
  return undo(found, options);
}
