// The new contents beside their places, and the contents that are kept for later, before the first file is switched.

import { basename, dirname } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { copyNew, linkNew, makeFolder, missingFolders, moveInto, writeNew } from '../../system/placing.ts';
import type { Change, NodePlan } from '../plan/node-plan.ts';
import type { Content } from '../state/content.ts';
import { backupFolder, MAX_NAME_BYTES, newPath } from '../state/places.ts';
import { backupPath, isKept } from '../state/record.ts';
import type { TransactionOptions } from './collaborators.ts';

/** What could not be staged could not be undone either. @throws {ProviderError} INSTALL_REFUSED */
export function refuseLongNames(changes: readonly Change[]): void {
  const long = changes.find(({ path }) => Buffer.byteLength(basename(path)) > MAX_NAME_BYTES);
  if (long !== undefined) {
    throw new ProviderError(
      `install: the name of ${quote(long.path, 120)} has more than ${MAX_NAME_BYTES} bytes, which leaves no room for a copy beside it`,
      { code: 'INSTALL_REFUSED', hint: 'give it a shorter name' },
    );
  }
}

/** Folders that are missing for the changes, the outermost first. */
export function foldersFor(changes: readonly Change[]): string[] {
  const wanted = changes.filter(({ after }) => after.kind !== 'absent');
  return [...new Set(wanted.flatMap(({ path }) => missingFolders(dirname(path))))].sort();
}

export function stage(
  { changes, kept }: NodePlan,
  folders: readonly string[],
  { places, onStep }: TransactionOptions,
): void {
  for (const folder of folders) {
    makeFolder(folder, 0o755);
    onStep('folderMade');
  }
  for (const { path, after } of changes) {
    place(after, newPath(path));
    onStep('staged');
  }
  makeFolder(backupFolder(places), 0o700);
  for (const [digest, source] of kept) {
    if (!isKept(places, digest)) {
      keepOriginal(source, backupPath(places, digest));
      onStep('originalKept');
    }
  }
}

export function place(content: Content, path: string): void {
  if (content.kind === 'link') {
    linkNew(content.target, path);
  } else if (content.kind === 'file') {
    write(content.source, path, content);
  }
}

function write(
  source: Uint8Array | string,
  path: string,
  attributes: { mode: number; uid: number; gid: number },
): void {
  if (typeof source === 'string') {
    copyNew(source, path, attributes);
  } else {
    writeNew(path, source, attributes);
  }
}

/** Under its name only when it is whole, since that is its digest. */
function keepOriginal(source: Uint8Array | string, path: string): void {
  write(source, newPath(path), { mode: 0o600, uid: 0, gid: 0 });
  moveInto(newPath(path), path);
}
