// The change under way, as the next run finds it when this one is killed. What each phase needs is written before the
// first file is switched, so that no step after that needs room on the disk.

import { join } from 'node:path/posix';
import { moveInto, removeFile, type Standing } from '../../system/placing.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { Role } from './content.ts';
import { isTransaction } from './format.ts';
import { type Places, transactionPath } from './places.ts';
import type { Installed } from './record.ts';
import { readState, writeState } from './state-file.ts';

/**
 * `staging`: nothing is switched. `switching`: some may be. `undoing`: the kubelet may have read what is taken back.
 * `committed`: it stays, and only cleaning is left.
 */
export const PHASES = ['staging', 'switching', 'undoing', 'committed'] as const;
type Phase = (typeof PHASES)[number];

export interface Transaction {
  readonly format: 1;
  readonly phase: Phase;
  readonly what: 'install' | 'uninstall';
  /** In the order in which they are made. */
  readonly changes: readonly JournalChange[];
  /** Folders that are made for them, the outermost first. */
  readonly folders: readonly string[];
  readonly restart: boolean;
  readonly setup: NodeSetup;
  /** What holds when it is committed; null: nothing of ours is left. */
  readonly record: Installed | null;
  /** Folders that go when they are empty, the outermost first. */
  readonly leaving: readonly string[];
  /** What the plugin's runs have left behind, which uninstall removes. */
  readonly sweep: Sweep | null;
}

export interface JournalChange {
  readonly role: Role;
  readonly path: string;
  readonly before: Standing;
  readonly after: Standing;
}

export interface Sweep {
  readonly cache: string | null;
  readonly log: string | null;
}

/** @throws {ProviderError} */
export function readTransaction(places: Places): Transaction | undefined {
  return readState<Transaction>(transactionPath(places), isTransaction);
}

/** Announces it, with nothing done yet. @throws {ProviderError} INSTALL_FAILED */
export function announce(places: Places, transaction: Omit<Transaction, 'format' | 'phase'>): Transaction {
  const announced: Transaction = { format: 1, phase: 'staging', ...transaction };
  writeState(transactionPath(places), announced);
  for (const phase of PHASES.slice(1)) {
    writeState(phasePath(places, phase), { ...announced, phase });
  }
  return announced;
}

/** One rename. @throws {ProviderError} INSTALL_FAILED */
export function enter(places: Places, transaction: Transaction, phase: Phase): Transaction {
  moveInto(phasePath(places, phase), transactionPath(places));
  return { ...transaction, phase };
}

/** @throws {ProviderError} INSTALL_FAILED */
export function endTransaction(places: Places): void {
  for (const phase of PHASES) {
    removeFile(phasePath(places, phase));
  }
  removeFile(transactionPath(places));
}

function phasePath({ state }: Places, phase: Phase): string {
  return join(state, `transaction.${phase}.json`);
}

/** The points of a run between which it changes nothing else on the disk: the tests kill it at each. */
export const STEPS = [
  // A change of the node, in this order.
  'announced',
  'folderMade',
  'staged',
  'originalKept',
  'checked',
  'asideKept',
  'begun',
  'switched',
  'restarted',
  'healthy',
  'committed',
  // After it.
  'recorded',
  'swept',
  'asideRemoved',
  'originalDropped',
  'ended',
  // Going back.
  'undoing',
  'undone',
  'restartedAgain',
  'healthyAgain',
  'stagedRemoved',
  'folderRemoved',
  'stateRemoved',
] as const;

export type RunStep = (typeof STEPS)[number];
