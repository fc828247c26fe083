// The node that a run begins with: as it stands, or, where a killed run is to be undone first, as it will be then.

import { basename, dirname, join, resolve } from 'node:path/posix';
import { digestOf, makeFolder, standingAt } from '../../system/placing.ts';
import { AS_IT_STANDS, type NodeFiles } from '../node/node-files.ts';
import type { Change } from '../plan/node-plan.ts';
import { ABSENT, type Content, standingOf } from '../state/content.ts';
import type { JournalChange, Transaction } from '../state/journal.ts';
import { newPath, oldPath, type Places } from '../state/places.ts';
import { type Installed, readInstalled } from '../state/record.ts';
import { place } from './staging.ts';
import { undoingOf, wasRead } from './undoing.ts';

export interface NodeState {
  readonly files: NodeFiles;
  readonly record: Installed | undefined;
  /** From the files as they stand to these; each new content is on the disk. */
  readonly undone: readonly Change[];
  /** Files of a killed run that are removed first, which frees their space. */
  readonly freed: readonly string[];
}

/** @throws {ProviderError} INSTALL_REFUSED */
export function nodeAsItStands(places: Places): NodeState {
  return { files: AS_IT_STANDS, record: readInstalled(places), undone: [], freed: [] };
}

/**
 * The node once a killed run is undone, or finished where it was committed. Nothing of the node is changed.
 * @param folder for contents that are on the disk nowhere else
 * @throws {ProviderError} INSTALL_REFUSED, INSTALL_FAILED
 */
export function nodeAfterRecovery(transaction: Transaction, places: Places, folder: string): NodeState {
  const { phase, changes } = transaction;
  if (phase === 'committed') {
    const freed = changes.map(({ path }) => oldPath(path));
    return { ...nodeAsItStands(places), record: transaction.record ?? undefined, freed };
  }
  const undone =
    phase === 'staging' ? [] : changes.flatMap((change) => undoneChange(change, transaction, places, folder));
  const record = readInstalled(places);
  return {
    files: filesAfter(undone, join(folder, 'nothing')),
    record: record && wasRead(transaction) ? { ...record, unread: undefined } : record,
    undone,
    freed: [...changes.map(({ path }) => newPath(path)), ...undone.map(({ path }) => path)],
  };
}

function undoneChange(
  change: JournalChange,
  transaction: Transaction,
  places: Places,
  folder: string,
): Change[] {
  const { role, path, before } = change;
  const undoing = undoingOf(change, transaction, places);
  const to = (after: Content): Change[] => [{ role, path, before: standingAt(path), after, why: undefined }];
  switch (undoing.kind) {
    case 'restore':
      if (before.kind === 'other') return [];
      return to(before.kind === 'file' ? { ...before, source: oldPath(path) } : before);
    case 'takeOut':
      return to(onDisk(undoing.after, join(folder, digestOf(path)), basename(path)));
    default:
      return [];
  }
}

function onDisk(content: Content, folder: string, name: string): Content {
  if (content.kind !== 'file') return ABSENT;
  makeFolder(folder, 0o700);
  place(content, join(folder, name));
  return { ...content, source: join(folder, name) };
}

/** @param nowhere a path at which nothing stands */
function filesAfter(changes: readonly Change[], nowhere: string): NodeFiles {
  const contents = new Map(changes.map(({ path, after }) => [path, after]));
  const real = (path: string): string | undefined => {
    const content = contents.get(path);
    switch (content?.kind) {
      case undefined:
        return AS_IT_STANDS.real(path);
      case 'absent':
        return undefined;
      case 'link':
        return real(resolve(dirname(path), content.target));
      case 'file':
        return join(AS_IT_STANDS.real(dirname(path)) ?? dirname(path), basename(path));
    }
  };
  const sourceOf = (path: string): string => {
    const content = contents.get(path);
    switch (content?.kind) {
      case undefined:
        return path;
      case 'absent':
        return nowhere;
      case 'link':
        return sourceOf(resolve(dirname(path), content.target));
      case 'file':
        return content.source as string;
    }
  };
  return {
    standing: (path) => {
      const content = contents.get(path);
      return content === undefined ? standingAt(path) : standingOf(content);
    },
    sourceOf,
    real,
    entries: (folder) => {
      const here = changes.filter(({ path }) => dirname(path) === folder);
      const names = new Set(here.map(({ path }) => basename(path)));
      const present = here.filter(({ after }) => after.kind !== 'absent');
      return [
        ...AS_IT_STANDS.entries(folder).filter(({ name }) => !names.has(name)),
        ...present.map(({ path }) => ({ name: basename(path), isFolder: false })),
      ];
    },
  };
}
