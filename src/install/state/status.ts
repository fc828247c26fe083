// The state of what install placed on this node: what it is, how the last run ended, what is wrong, what was not seen.

import { basename } from 'node:path/posix';
import type { InstalledFile, InstallStatus } from '../../generated/install-status-types.ts';
import { NAME, VERSION } from '../../version.ts';
import { type DatedRecord, readRecord, stateOf } from './item-state.ts';
import { lookAtKubelet } from './kubelet-state.ts';
import { type LastRun, readLastRun, readResult } from './last-run.ts';
import { placesIn, withoutStage } from './places.ts';
import { isCommandLink } from './record.ts';
import {
  configProblems,
  DIFFERENCES,
  fileProblems,
  recordProblems,
  runProblems,
  type WantedFiles,
} from './status-problems.ts';

interface StatusOptions {
  /** Where the node's root is mounted. */
  readonly root: string;
  /** The configuration that is wanted; undefined: which one is not asked. */
  readonly config: string | undefined;
  /** The files that are wanted; undefined: which ones is not asked. */
  readonly files: WantedFiles | undefined;
  /** The file with the result of a dry run of the agent: then only that is reported. */
  readonly dryRunResult: string | undefined;
}

/** @throws {ProviderError} HOST_ROOT_UNUSABLE, INSTALL_REFUSED, INSTALL_FAILED */
export async function makeStatus({
  root,
  config,
  files,
  dryRunResult,
}: StatusOptions): Promise<InstallStatus> {
  const places = placesIn(root);
  const record = readRecord(places);
  if (dryRunResult !== undefined) {
    return statusOfDryRun(withSourceNames(readResult(dryRunResult)), record, root);
  }
  const lastRun = withSourceNames(readLastRun(places));
  const installedFiles = record === undefined ? [] : filesOf(record, root);
  const kubelet = await lookAtKubelet(root, record?.installed);
  const problems = [
    ...kubelet.startProblems,
    ...runProblems(lastRun),
    ...recordProblems(record, lastRun),
    ...configProblems(root, config),
    ...fileProblems(root, files, record),
    ...installedFiles.flatMap(({ path, state }) =>
      state === 'asRecorded' ? [] : [`${path} ${DIFFERENCES[state]}`],
    ),
    ...kubelet.problems,
  ];
  const [unseen] = kubelet.unseen;
  const installed = `${NAME} ${VERSION} is installed${
    unseen === undefined ? ' as wanted' : `; not seen: ${unseen}`
  }; last run ${lastRun?.time}: ${lastRun?.outcome}`;
  return {
    ok: problems.length === 0,
    summary: clip(problems[0] ?? installed),
    problems,
    unseen: [...kubelet.unseen],
    kubelet:
      kubelet.found?.config === undefined
        ? null
        : {
            config: kubelet.found.config,
            from: kubelet.found.from,
            pid: kubelet.found.pid ?? null,
          },
    version: VERSION,
    installed: record === undefined ? null : describeInstalled(record, installedFiles),
    lastRun: lastRun === undefined ? null : describeRun(lastRun),
  };
}

/** How a dry run that stays ended last; nothing of it is on the node. */
function statusOfDryRun(
  run: LastRun | undefined,
  record: DatedRecord | undefined,
  root: string,
): InstallStatus {
  const problem =
    run === undefined
      ? 'the dry run has not ended yet'
      : run.outcome === 'dryRun'
        ? undefined
        : `the run would be refused (dry run at ${run.time}): ${run.message}`;
  return {
    ok: problem === undefined,
    summary: clip(
      problem ?? `nothing was changed; a dry run of ${VERSION} at ${run?.time} found no reason to refuse`,
    ),
    problems: problem === undefined ? [] : [problem],
    unseen: ['whether the kubelet is healthy afterwards: only the run itself can tell'],
    kubelet: null,
    version: VERSION,
    installed: record === undefined ? null : describeInstalled(record, filesOf(record, root)),
    lastRun: run === undefined ? null : describeRun(run),
  };
}

function withSourceNames(run: LastRun | undefined): LastRun | undefined {
  return run && { ...run, message: withoutStage(run.message), details: run.details.map(withoutStage) };
}

const MAX_SUMMARY = 200;

function clip(line: string): string {
  return line.length <= MAX_SUMMARY ? line : `${line.slice(0, MAX_SUMMARY - 1)}…`;
}

function filesOf({ installed, at }: DatedRecord, root: string): InstalledFile[] {
  return installed.items.map((item) => ({
    path: item.path,
    role: item.role,
    digest: item.ours.kind === 'file' ? item.ours.digest : null,
    state: stateOf(item, at, root),
  }));
}

function describeInstalled({ installed }: DatedRecord, files: InstalledFile[]): InstallStatus['installed'] {
  const { version, wanted, setup, items, replaced } = installed;
  return {
    version,
    wanted,
    profile: setup.profile,
    kubeletConfig: setup.kubeletConfig.path,
    binDir: setup.binDir,
    entries: items
      .filter((item) => item.role === 'executable' || (item.role === 'link' && !isCommandLink(item, setup)))
      .map(({ path }) => basename(path)),
    replaced: [...replaced],
    files,
  };
}

function describeRun({
  time,
  version,
  wanted,
  outcome,
  message,
  details,
  remaining = [],
}: LastRun): InstallStatus['lastRun'] {
  return { time, version, wanted, outcome, message, details: [...details], remaining: [...remaining] };
}
