// Whether what install placed on a node still stands there unchanged.

import { basename, dirname, join } from 'node:path/posix';
import { inspect } from '../../system/inspect.ts';
import { isSame, type Standing, standingAt } from '../../system/placing.ts';
import { pathInRoot } from '../../system/root-path.ts';
import { installedPath, type Places } from './places.ts';
import { type Installed, type Item, readInstalled } from './record.ts';

export interface DatedRecord {
  readonly installed: Installed;
  /** When it was written, in milliseconds since the epoch. */
  readonly at: number;
}

/** Undefined: nothing is installed. @throws {ProviderError} INSTALL_REFUSED, FILE_UNREADABLE */
export function readRecord(places: Places): DatedRecord | undefined {
  const facts = inspect(installedPath(places));
  const installed = readInstalled(places);
  return installed === undefined || 'problem' in facts ? undefined : { installed, at: facts.changedAt };
}

type ItemState = 'asRecorded' | 'changed' | 'missing';

/** @throws {ProviderError} INSTALL_FAILED when it cannot be looked at */
export function stateOf(item: Item, recordedAt: number, root: string): ItemState {
  const path = join(pathInRoot(root, dirname(item.path)), basename(item.path));
  if (item.role === 'executable' && isUntouched(path, item.ours, recordedAt)) {
    return 'asRecorded';
  }
  const now = standingAt(path);
  if (isSame(now, item.ours)) {
    return 'asRecorded';
  }
  return now.kind === 'absent' ? 'missing' : 'changed';
}

/**
 * To read the executable takes a quarter of a second, and this is asked every few seconds on every node. File systems tell
 * times in steps of some milliseconds: what was changed in that of the record may have been changed after it.
 */
function isUntouched(path: string, ours: Standing, recordedAt: number): boolean {
  const facts = inspect(path);
  return (
    !('problem' in facts) && ours.kind === 'file' && facts.kind === 'file' && facts.changedAt < recordedAt
  );
}
