// The node as it would be after the changes, held against `check` before the first of them is made, and what of that is
// refused.

import { basename, dirname, join } from 'node:path/posix';
import type { Surroundings } from '../../backend/backend.ts';
import { makeCheck } from '../../check/checks.ts';
import { writableByOthers } from '../../check/executable-checks.ts';
import { type Finding, keepsKubeletDown } from '../../check/finding.ts';
import type { Config } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import type { CheckReport } from '../../generated/check-report-types.ts';
import type { Machine } from '../../system/permissions.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { Change, NodePlan } from '../plan/node-plan.ts';
import type { Content } from '../state/content.ts';
import type { Places } from '../state/places.ts';
import { describeFinding, judge } from './judge.ts';
import { buildTree, hasConfig } from './staged-tree.ts';

/** Where the outcome is looked at before it is in place. */
export interface Staged {
  /** Where the new content of a path is now. */
  readonly at: (path: string) => string;
  /** Folder for the tree of links that shows the node as it would be. */
  readonly tree: string;
}

interface OutcomeContext {
  readonly setup: NodeSetup;
  readonly places: Places;
  readonly ownPath: string;
  readonly machine: Machine;
  readonly surroundingsOf: (config: Config) => Surroundings;
  /** Whether the kubelet needs no configuration of this kind, as it had none before install. */
  readonly mayHaveNone: boolean;
  readonly what: 'install' | 'uninstall';
  /** What undoing a killed run changes first. */
  readonly undone: readonly Change[];
  readonly staged: Staged;
  readonly say: (line: string) => void;
}

/** @throws {ProviderError} INSTALL_REFUSED */
export async function refuseErrors({ changes, record }: NodePlan, context: OutcomeContext): Promise<void> {
  const { refused, isDownAlready, ofOthers } = judge(
    await findingsBefore(context),
    // After an uninstall only the kubelet's own start counts: no other part of this plugin is left.
    (await findingsAfter(changes, context)).filter(
      (finding) => record !== undefined || keepsKubeletDown(finding),
    ),
  );
  for (const finding of ofOthers) {
    context.say(`it was there before, and is not a part of this plugin: ${describeFinding(finding)}`);
  }
  if (refused.length === 0) {
    return;
  }
  const lines = refused.map(describeFinding);
  lines.forEach(context.say);
  throw new ProviderError(
    `${context.what}: nothing was changed: ${refused.length === 1 ? lines[0] : `${refused.length} errors were found in the result`}`,
    {
      code: 'INSTALL_REFUSED',
      hint: isDownAlready
        ? 'the kubelet would not start with the files that are there now; correct them first'
        : 'correct this and run the command again; registry-credential-provider check gives details',
    },
  );
}

/** What is wrong with the node that the run begins with. */
async function findingsBefore(context: OutcomeContext): Promise<readonly Finding[]> {
  if (context.undone.length > 0) return findingsAfter([], { ...context, mayHaveNone: false });
  const { kubeletConfig, binDir } = context.setup;
  return (await checkAt(context, { config: kubeletConfig.path, binDir }, (path) => path)).findings;
}

/** The same after these changes of it. */
async function findingsAfter(
  changes: readonly Change[],
  context: OutcomeContext,
): Promise<readonly Finding[]> {
  const { setup, undone, staged } = context;
  const { tree } = staged;
  const { kubeletConfig, binDir } = setup;
  const paths = new Set(changes.map(({ path }) => path));
  const all = [...undone.filter(({ path }) => !paths.has(path)), ...changes];
  const sources = new Map(undone.map(({ path, after }) => [path, sourceOf(after)]));
  const newAt = (path: string) => (paths.has(path) ? undefined : sources.get(path)) ?? staged.at(path);
  buildTree(tree, setup, all, newAt);
  const config = join(tree, kubeletConfig.path);
  const flags =
    context.mayHaveNone && !hasConfig(config)
      ? { config: undefined, binDir: undefined }
      : { config, binDir: join(tree, binDir) };
  const places = new Map(
    all.map(({ path, after }) => [path, after.kind === 'absent' ? join(tree, path) : newAt(path)]),
  );
  const { findings } = await checkAt(context, flags, (path) => places.get(path) ?? path);
  const real = (text: string) =>
    all.reduce(
      (said, { path }) =>
        said.replaceAll(newAt(path), path).replaceAll(basename(newAt(path)), basename(path)),
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

function sourceOf(content: Content): string | undefined {
  return content.kind === 'file' && typeof content.source === 'string' ? content.source : undefined;
}

function checkAt(
  { setup, places, ...options }: OutcomeContext,
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
