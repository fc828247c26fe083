// The node as it would be after the changes, held against `check` before the first of them is made. The staging folder is
// a tree of links: to what is new where it was staged, and to all else where it stands.

import { basename, dirname, join } from 'node:path/posix';
import type { Surroundings } from '../../backend/backend.ts';
import { makeCheck } from '../../check/checks.ts';
import { writableByOthers } from '../../check/executable-checks.ts';
import { type Finding, keepsKubeletDown } from '../../check/finding.ts';
import type { Config } from '../../config/config.ts';
import type { CheckReport } from '../../generated/check-report-types.ts';
import { isConfigFile } from '../../kubelet/config/load.ts';
import { inspect, linkTarget, listFolder, realPath } from '../../system/inspect.ts';
import type { Machine } from '../../system/permissions.ts';
import { linkNew, makeFolder, missingFolders, removeTree } from '../../system/placing.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { Change } from '../state/content.ts';
import { type Places, stagingFolder } from '../state/places.ts';

export interface CheckContext {
  readonly setup: NodeSetup;
  readonly places: Places;
  readonly ownPath: string;
  readonly machine: Machine;
  readonly surroundingsOf: (config: Config) => Surroundings;
  /** Whether the kubelet needs no configuration of this kind, as it has had none before us. */
  readonly mayHaveNone: boolean;
}

/** What is wrong with the node as it stands. */
export async function checkNode(context: CheckContext): Promise<readonly Finding[]> {
  const { kubeletConfig, binDir } = context.setup;
  return (await checkAt(context, { config: kubeletConfig.path, binDir }, (path) => path)).findings;
}

/**
 * What would be wrong after the changes, whose new contents are staged.
 * @param stagedAt where the new content of a path is now
 */
export async function checkOutcome(
  context: CheckContext,
  changes: readonly Change[],
  stagedAt: (path: string) => string,
): Promise<readonly Finding[]> {
  const { setup, places } = context;
  const tree = stagingFolder(places);
  removeTree(tree); // of a run that was killed
  buildTree(tree, setup, changes, stagedAt);
  const staged = new Map(
    changes.map(({ path, after }) => [path, after.kind === 'absent' ? join(tree, path) : stagedAt(path)]),
  );
  const config = join(tree, setup.kubeletConfig.path);
  const flags =
    context.mayHaveNone && !hasConfig(config)
      ? { config: undefined, binDir: undefined }
      : { config, binDir: join(tree, setup.binDir) };
  const { findings } = await checkAt(context, flags, (path) => staged.get(path) ?? path);
  const real = (text: string) =>
    changes.reduce(
      (said, { path }) =>
        said.replaceAll(stagedAt(path), path).replaceAll(basename(stagedAt(path)), basename(path)),
      text.replaceAll(tree, ''),
    );
  const folders = changes.filter(({ after }) => after.kind !== 'absent').map(({ path }) => dirname(path));
  return [...findings, ...writableByOthers(folders, context.machine)].map((finding) => ({
    ...finding,
    ...(finding.file !== undefined && { file: real(finding.file) }),
    what: real(finding.what),
    remedy: real(finding.remedy),
  }));
}

/** Whether a kubelet's configuration is at the path, a file or a folder with one. */
function hasConfig(path: string): boolean {
  const facts = inspect(path);
  if ('problem' in facts) return false;
  if (facts.kind !== 'directory') return true;
  const entries = listFolder(path);
  return 'problem' in entries || entries.some(({ name }) => isConfigFile(name));
}

function checkAt(
  { setup, places, ...options }: CheckContext,
  { config, binDir }: { readonly config: string | undefined; readonly binDir: string | undefined },
  pathOf: (path: string) => string,
): Promise<CheckReport> {
  const { tokenGate, release } = setup;
  return makeCheck({
    ...options,
    kubeletConfig: undefined,
    kubeletBinDir: undefined,
    kubeletVersion: undefined,
    load: { flag: undefined, env: {}, directory: places.config },
    running: {
      pid: undefined,
      from: undefined,
      source: undefined,
      config,
      binDir,
      tokenGate,
      release: () => release,
    },
    passedOver: () => [],
    pathOf,
  });
}

function buildTree(
  tree: string,
  { kubeletConfig, binDir }: NodeSetup,
  changes: readonly Change[],
  stagedAt: (path: string) => string,
): void {
  showFolder(tree, binDir, changes, stagedAt);
  if (kubeletConfig.form === 'directory') {
    showFolder(tree, kubeletConfig.path, changes, stagedAt);
    return;
  }
  const { path } = kubeletConfig;
  const real = realPath(path) ?? path;
  const change = changes.find((each) => each.path === real);
  makeFolders(join(tree, dirname(path)));
  if (change === undefined) {
    linkNew(real, join(tree, path)); // leads nowhere where there is none, as it is then
  } else if (change.after.kind !== 'absent') {
    linkNew(stagedAt(real), join(tree, path));
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

export interface Verdict {
  /** Findings for which nothing may be changed. */
  readonly refused: readonly Finding[];
  /** Whether the kubelet would not start as the node is now, whatever we do. */
  readonly isDownAlready: boolean;
  /** Errors of others, of before. */
  readonly ofOthers: readonly Finding[];
}

/** What of the outcome is ours to answer for: all errors, but for those of others that do not keep the kubelet down. */
export function judge(before: readonly Finding[], after: readonly Finding[]): Verdict {
  const each = [...new Map(after.map((finding) => [keyOf(finding), finding])).values()];
  const errors = each.filter(({ severity }) => severity === 'error');
  const known = new Set(before.map(keyOf));
  const isOfOthers = (finding: Finding) =>
    known.has(keyOf(finding)) && !keepsKubeletDown(finding) && !OURS.includes(finding.code);
  return {
    refused: errors.filter((finding) => !isOfOthers(finding)),
    isDownAlready: errors.some((finding) => known.has(keyOf(finding)) && keepsKubeletDown(finding)),
    ofOthers: errors.filter(isOfOthers),
  };
}

/** What is wrong with our own part is never somebody else's. */
const OURS: readonly Finding['code'][] = [
  'config-invalid',
  'config-unreadable',
  'file-unreadable',
  'host-refused',
  'setting-contradicts-registry',
  'provider-arguments',
  'tokens-missing',
  'executable-does-not-start',
];

function keyOf({ code, file, what }: Finding): string {
  return JSON.stringify([code, file, what]);
}

export function describeFinding({ code, file, line, path, what, remedy }: Finding): string {
  const place =
    file === undefined
      ? ''
      : `${file}${line === undefined ? '' : `:${line}`}${path === undefined ? '' : ` ${path}`}: `;
  return `${place}${what}; ${remedy} (${code})`;
}
