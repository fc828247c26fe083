// The node as it would be after some changes, as a tree of links: to what is new where it lies now, and to all else where
// it stands.

import { basename, dirname, join, resolve } from 'node:path/posix';
import { isConfigFile } from '../../kubelet/config/load.ts';
import { inspect, linkTarget, listFolder, realPath } from '../../system/inspect.ts';
import { linkNew, makeFolder, missingFolders, removeTree } from '../../system/placing.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { Change } from '../plan/node-plan.ts';

/** @param stagedAt where the new content of a path is now */
export function buildTree(
  tree: string,
  { kubeletConfig, binDir }: NodeSetup,
  changes: readonly Change[],
  stagedAt: (path: string) => string,
): void {
  removeTree(tree); // of a run that was killed
  showFolder(tree, binDir, changes, stagedAt);
  if (kubeletConfig.form === 'directory') {
    showFolder(tree, kubeletConfig.path, changes, stagedAt);
    return;
  }
  const { path } = kubeletConfig;
  const real = realPath(path) ?? resolve(dirname(path), linkTarget(path) ?? path);
  const change = changes.find((each) => each.path === path || each.path === real);
  makeFolders(join(tree, dirname(path)));
  if (change === undefined) {
    linkNew(real, join(tree, path)); // leads nowhere where there is none, as it is then
  } else if (change.after.kind !== 'absent') {
    linkNew(stagedAt(change.path), join(tree, path));
  }
}

function showFolder(
  tree: string,
  folder: string,
  changes: readonly Change[],
  stagedAt: (path: string) => string,
): void {
  makeFolders(join(tree, folder));
  const here = changes.filter(({ path }) => dirname(path) === folder);
  const entries = listFolder(folder);
  const standing = 'problem' in entries ? [] : entries;
  for (const { name } of standing.filter(({ name }) => !here.some(({ path }) => basename(path) === name))) {
    const path = join(folder, name);
    const target = linkTarget(path);
    // A link to a neighbour leads to the neighbour as it will be.
    linkNew(target !== undefined && !target.includes('/') ? target : path, join(tree, path));
  }
  for (const { path, after } of here.filter(({ after }) => after.kind !== 'absent')) {
    linkNew(after.kind === 'link' ? after.target : stagedAt(path), join(tree, path));
  }
}

function makeFolders(path: string): void {
  for (const folder of missingFolders(path)) {
    makeFolder(folder, 0o700);
  }
}

/** Whether a kubelet's configuration is at the path, a file or a folder with one. */
export function hasConfig(path: string): boolean {
  const facts = inspect(path);
  if ('problem' in facts) return false;
  if (facts.kind !== 'directory') return true;
  const entries = listFolder(path);
  return 'problem' in entries || entries.some(({ name }) => isConfigFile(name));
}
