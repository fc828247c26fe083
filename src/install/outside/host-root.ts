// Runs a command of this program on a node from outside its root file system, such as from a Pod where that is mounted: what
// it needs is placed on the node, and it runs inside the node's root, with the node's paths.

import { randomBytes } from 'node:crypto';
import { basename, extname, join } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { inspect } from '../../system/inspect.ts';
import { copyNew, makeFolder, namesIn, removeFolderIfEmpty, removeTree } from '../../system/placing.ts';
import { type ForegroundOptions, runForeground } from '../../system/program.ts';
import { pathInRoot } from '../../system/root-path.ts';
import { NAME } from '../../version.ts';
import { systemEnvironment } from '../node/system-environment.ts';
import { placeableFilesIn } from '../plan/sources.ts';
import { PLACES, STAGE } from '../state/places.ts';
import { checkRoot, chrootInto, requireRootOnly, unusable } from './chroot.ts';

interface HostRootOptions {
  /** Where the node's root is mounted; absolute. */
  readonly root: string;
  /** The command, with the options that mean something inside. */
  readonly args: readonly string[];
  /** Paths outside, whose contents go along. */
  readonly config: string | undefined;
  readonly files: string | undefined;
  /** This executable. */
  readonly ownPath: string;
  readonly uid: number | undefined;
  /** As Node names it. */
  readonly architecture: string;
  readonly output: Pick<ForegroundOptions, 'onLine' | 'forward'>;
}

/** @returns the command's exit code @throws {ProviderError} HOST_ROOT_UNUSABLE, INSTALL_FAILED, FILE_UNREADABLE */
export async function runInHostRoot(options: HostRootOptions): Promise<number> {
  const { root } = options;
  if (options.uid !== 0) {
    throw unusable(root, `user ${options.uid} may not chroot into it`, 'run as root');
  }
  checkRoot(root);
  const chroot = chrootInto(root, options.architecture);
  try {
    return await runPlaced(chroot, options);
  } catch (error) {
    throw error instanceof ProviderError && error.code === 'INSTALL_FAILED' ? error.of('--host-root') : error;
  }
}

async function runPlaced(chroot: readonly [string, ...string[]], options: HostRootOptions): Promise<number> {
  const { root } = options;
  const state = makeState(root);
  const stage = `${STAGE}${randomBytes(8).toString('hex')}`;
  try {
    const args = placeAll(join(state, stage), join(PLACES.state, stage), options);
    const exit = await runForeground([...chroot, ...args], { env: systemEnvironment(), ...options.output });
    return whenStarted(exit, root);
  } finally {
    removeTree(join(state, stage));
    removeFolderIfEmpty(state);
  }
}

/** No run takes as long: what is older was left by one that was killed. */
const STALE_MS = 3_600_000;

/** The path of the state folder for this process. */
function makeState(root: string): string {
  const state = pathInRoot(root, PLACES.state);
  const parent = inspect(pathInRoot(root, '/var/lib'));
  if ('problem' in parent) {
    throw unusable(
      root,
      `its /var/lib cannot be examined (${parent.problem})`,
      'see docs/install.md for such systems',
    );
  }
  requireRootOnly(root, [PLACES.state]);
  makeFolder(state, 0o700);
  for (const name of namesIn(state).filter((each) => each.startsWith(STAGE))) {
    const facts = inspect(join(state, name));
    if (!('problem' in facts) && Date.now() - facts.changedAt > STALE_MS) {
      removeTree(join(state, name));
    }
  }
  return state;
}

/** Places what is needed in a new folder, which is `inside` to the command, and gives the command line. */
function placeAll(
  folder: string,
  inside: string,
  { ownPath, args, config, files }: HostRootOptions,
): readonly string[] {
  makeFolder(folder, 0o700);
  const ours = { uid: 0, gid: 0 };
  copyNew(ownPath, join(folder, NAME), { ...ours, mode: 0o700 });
  const line = [join(inside, NAME), ...args];
  if (config !== undefined) {
    const name = `config${extname(config)}`;
    copyNew(config, join(folder, name), { ...ours, mode: 0o600 });
    line.push(`--config=${join(inside, name)}`);
  }
  if (files !== undefined) {
    makeFolder(join(folder, 'files'), 0o700);
    for (const path of placeableFilesIn(files)) {
      copyNew(path, join(folder, 'files', basename(path)), { ...ours, mode: 0o600 });
    }
    line.push(`--files=${join(inside, 'files')}`);
  }
  return line;
}

/** Exit codes of chroot and of the loader, not of this program; they have written the reason already. */
function whenStarted(exit: number, root: string): number {
  switch (exit) {
    case 125:
      throw unusable(root, 'chroot into it failed', 'give the container the capability SYS_CHROOT');
    case 126:
    case 127:
      throw unusable(
        root,
        'the executable does not start there',
        'see the line before: it needs glibc 2.28, libstdc++ and libgcc, and a /var that is not mounted noexec',
      );
    default:
      return exit;
  }
}
