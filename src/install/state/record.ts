// What is ours on this node, and what was in its place before: written by each run that changes something, and read by
// the next, by `uninstall` and by `status`.

import { basename, join } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { readBytes } from '../../system/files.ts';
import { digestOfFile, type Standing, standingAt } from '../../system/placing.ts';
import { otherWriterOf } from '../../system/root-only.ts';
import type { Moment } from '../kubelet/process.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { Content, Role } from './content.ts';
import { isInstalled } from './format.ts';
import { backupFolder, installedPath, type Places } from './places.ts';
import { readState } from './state-file.ts';

export interface Installed {
  readonly format: 1;
  /** Of the executable that was installed last. */
  readonly version: string;
  /** Digest over all that was wanted. */
  readonly wanted: string;
  readonly setup: NodeSetup;
  /** Path of our configuration, or `built-in`. */
  readonly config: string;
  /** In the order in which they were put in place. */
  readonly items: readonly Item[];
  /** Folders that were made for them, the outermost first. */
  readonly folders: readonly string[];
  /** Names of the entries of others that were taken out of the kubelet's configuration. */
  readonly replaced: readonly string[];
  /** Keys of what went with them for good; undefined: a version that did not look at it. */
  readonly accepted: readonly string[] | undefined;
  /** Since when there is something that the kubelet reads at its start only, and was not restarted for. */
  readonly unread: Moment | undefined;
}

export interface Item {
  readonly role: Role;
  readonly path: string;
  /** What stands there when we are gone; of a file, the content is in the backup folder under its digest. */
  readonly original: Standing;
  /** What we have put there. */
  readonly ours: Standing;
}

/** Whether it is the link in a folder of PATH, and not one that the kubelet runs. */
export function isCommandLink({ role, path }: Item, { binDir }: Pick<NodeSetup, 'binDir'>): boolean {
  return role === 'link' && path !== join(binDir, basename(path));
}

/** No file that is kept is larger: an executable that another installer placed. */
const MAX_BACKUP_BYTES = 512 * 1024 * 1024;

/** @throws {ProviderError} INSTALL_FAILED, INSTALL_REFUSED */
export function readInstalled(places: Places): Installed | undefined {
  return readState<Installed>(installedPath(places), isInstalled);
}

/** Path of a file's content that was kept. */
export function backupPath(places: Places, digest: string): string {
  return join(backupFolder(places), digest);
}

/** Whether the content of what install wrote is kept, whole and by root alone: earlier versions kept none. */
export function isKept(places: Places, digest: string): boolean {
  const path = backupPath(places, digest);
  const kept = standingAt(path);
  return kept.kind === 'file' && kept.digest === digest && otherWriterOf(path) === undefined;
}

/** @throws {ProviderError} FILE_UNREADABLE, INSTALL_REFUSED */
export function readBackup(places: Places, digest: string): Buffer {
  checkBackup(places, digest);
  return readBytes(backupPath(places, digest), { what: 'install: backup', maxBytes: MAX_BACKUP_BYTES }).bytes;
}

/** What is kept is restored in the kubelet's places. @throws {ProviderError} INSTALL_REFUSED */
function checkBackup(places: Places, digest: string): void {
  const path = backupPath(places, digest);
  if (standingAt(path).kind === 'absent') return;
  const who = otherWriterOf(path) ?? (digestOfFile(path) === digest ? undefined : 'its content differs');
  if (who !== undefined) {
    throw new ProviderError(`install: ${quote(path)} is not the copy that install made: ${who}`, {
      code: 'INSTALL_REFUSED',
      hint: 'find out what wrote it; restore it from a backup, or remove by hand what install placed (docs/upgrade.md)',
    });
  }
}

/** What stood there, as something that can be put there again. @throws {ProviderError} INSTALL_REFUSED */
export function contentOf(places: Places, standing: Standing): Content {
  if (standing.kind === 'other') {
    throw new Error('a folder was recorded as an original');
  }
  if (standing.kind !== 'file') return standing;
  checkBackup(places, standing.digest);
  return { ...standing, source: backupPath(places, standing.digest) };
}
