// Where `install` puts what is ours on a node, and where it keeps account of it.

import { basename, dirname, join } from 'node:path/posix';
import { DEFAULT_DIRECTORY } from '../../config/find.ts';
import { pathInRoot } from '../../system/root-path.ts';

export interface Places {
  /** Only root can enter it. */
  readonly state: string;
  /** Of our configuration and what it names. */
  readonly config: string;
}

export const PLACES: Places = {
  state: '/var/lib/registry-credential-provider',
  config: DEFAULT_DIRECTORY,
};

/** The same places of a node whose root is mounted there. @throws {ProviderError} HOST_ROOT_UNUSABLE */
export function placesIn(root: string): Places {
  return { state: pathInRoot(root, PLACES.state), config: pathInRoot(root, PLACES.config) };
}

export const lockPath = ({ state }: Places): string => join(state, 'lock');
/** The change under way. */
export const transactionPath = ({ state }: Places): string => join(state, 'transaction.json');
/** What is ours on this node. */
export const installedPath = ({ state }: Places): string => join(state, 'installed.json');
/** How the last run ended. */
export const lastRunPath = ({ state }: Places): string => join(state, 'last-run.json');
/** What was there before install, each file under its digest. */
export const backupFolder = ({ state }: Places): string => join(state, 'backup');
/** The node as it will be, for `check`. */
export const stagingFolder = ({ state }: Places): string => join(state, 'staging');

/** Bytes of the longest name that a file of ours may have, so that the names beside it can be too. */
export const MAX_NAME_BYTES = 255 - '..rcp-new'.length;
/** What a dry run has checked. */
export const rehearsalFolder = ({ state }: Places): string => join(state, 'dry-run');

// Beside the file, so that a rename is enough; and of no ending that the kubelet or systemd would read in a folder.
export const newPath = (path: string): string => beside(path, 'new');
export const oldPath = (path: string): string => beside(path, 'old');

function beside(path: string, what: string): string {
  return join(dirname(path), `.${basename(path)}.rcp-${what}`);
}

/** Beginning of a folder below `state`, in which a command that is run from outside of this root takes its sources along. */
export const STAGE = 'from-outside-';

/** What was said inside of a source, with its name and not the place where it lay only meanwhile. */
export function withoutStage(text: string): string {
  return text.replace(new RegExp(`${PLACES.state}/${STAGE}[0-9a-f]+/`, 'g'), '');
}
