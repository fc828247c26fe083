// status: what is installed on this node, how the last run ended, and whether that is what was wanted last. A Pod asks it
// whether it is ready: the first line says why not, and stands in the Pod's events.

import { basename, extname, join } from 'node:path/posix';
import type { Arguments } from '../command-line/arguments.ts';
import { ProviderError } from '../errors.ts';
import { escapeControls } from '../escape.ts';
import type { InstalledFile, InstallStatus } from '../generated/install-status-types.ts';
import { filesIn } from '../install/plan/sources.ts';
import { type DatedRecord, readRecord, stateOf } from '../install/state/item-state.ts';
import { lookAtKubelet } from '../install/state/kubelet-state.ts';
import { type LastRun, readLastRun, readResult } from '../install/state/last-run.ts';
import { PLACES, placesIn, withoutStage } from '../install/state/places.ts';
import { formatJson, type Painter, painterFor } from '../paint.ts';
import { digestOfFile } from '../system/placing.ts';
import { pathInRoot } from '../system/root-path.ts';
import { NAME, VERSION } from '../version.ts';
import type { Outcome, World } from '../world.ts';

export type StatusArguments = Pick<Arguments, 'hostRoot' | 'config' | 'files' | 'output' | 'dryRunResult'>;

/**
 * Exit code 0 only when the node has what was wanted last (this version, and with --config and --files these contents), the
 * kubelet has read it, and nothing that was looked at is wrong. With --dry-run-result: when the run would not be refused.
 * @throws {ProviderError} USAGE, HOST_ROOT_UNUSABLE, INSTALL_REFUSED, INSTALL_FAILED
 */
export async function status(
  args: StatusArguments,
  { hasColour }: Pick<World, 'hasColour'>,
): Promise<Outcome> {
  const report = await makeStatus(args);
  return {
    text: args.output === 'json' ? formatJson(report) : formatStatus(report, painterFor(await hasColour())),
    exitCode: report.ok ? 0 : 1,
  };
}

export async function makeStatus({
  hostRoot: root = '/',
  config,
  files,
  dryRunResult,
}: Omit<StatusArguments, 'output'>): Promise<InstallStatus> {
  const places = placesIn(root);
  const record = readRecord(places);
  if (dryRunResult !== undefined) {
    return statusOfDryRun(withSourceNames(readResult(dryRunResult)), record, root);
  }
  const lastRun = withSourceNames(readLastRun(places));
  const installedFiles = record === undefined ? [] : filesOf(record, root);
  const kubelet = await lookAtKubelet(root, record?.installed);
  const problems = [
    ...kubelet.problems.filter((problem) => /^the kubelet (?:does not|will not) start/.test(problem)),
    ...runProblems(lastRun),
    ...recordProblems(record, lastRun),
    ...configProblems(root, config),
    ...fileProblems(root, files, record),
    ...installedFiles.flatMap(({ path, state }) =>
      state === 'asRecorded' ? [] : [`${path} ${STATES[state]}`],
    ),
    ...kubelet.problems.filter((problem) => !/^the kubelet (?:does not|will not) start/.test(problem)),
  ];
  const [unseen] = kubelet.unseen;
  const well = `${NAME} ${VERSION} is installed${
    unseen === undefined ? ' as wanted' : `; not seen: ${unseen}`
  }; last run ${lastRun?.time}: ${lastRun?.outcome}`;
  return {
    ok: problems.length === 0,
    summary: clip(problems[0] ?? well),
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
    summary: clip(problem ?? `nothing was changed; a dry run of ${VERSION} at ${run?.time} met no refusal`),
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

const STATES = { changed: 'was changed by somebody else', missing: 'is gone' } as const;

function runProblems(run: LastRun | undefined): string[] {
  switch (run?.outcome) {
    case undefined:
      return ['install has not run on this node yet'];
    case 'uninstalled':
      return [`uninstalled at ${run.time}: ${run.message}`];
    case 'refused':
      return [`refused at ${run.time}: ${run.message}`];
    case 'rolledBack':
      return [`rolled back at ${run.time}: ${run.message}`];
    default:
      return [];
  }
}

function recordProblems(record: DatedRecord | undefined, run: LastRun | undefined): string[] {
  if (record === undefined) {
    return run === undefined || run.outcome === 'uninstalled' ? [] : ['nothing is installed on this node'];
  }
  const { version, wanted } = record.installed;
  if (version !== VERSION) {
    return [`the node runs ${version}, not ${VERSION}`];
  }
  return run !== undefined && run.wanted !== wanted ? ['the node does not run what was wanted last'] : [];
}

function configProblems(root: string, config: string | undefined): string[] {
  if (config === undefined) {
    return [];
  }
  const extension = ['.yml', '.json'].includes(extname(config)) ? extname(config) : '.yaml';
  const path = join(PLACES.config, `config${extension}`);
  return isSameContent(config, pathInRoot(root, path)) ? [] : [`${path} is not yet what ${config} is`];
}

function fileProblems(root: string, files: string | undefined, record: DatedRecord | undefined): string[] {
  if (files === undefined) {
    return [];
  }
  const wanted = filesIn(files).map((source) => ({ source, path: join(PLACES.config, basename(source)) }));
  const placed = record?.installed.items.filter(({ role }) => role === 'file') ?? [];
  return [
    ...wanted
      .filter(({ source, path }) => !isSameContent(source, pathInRoot(root, path)))
      .map(({ source, path }) => `${path} is not yet what ${source} is`),
    ...placed
      .filter(({ path }) => !wanted.some((each) => each.path === path))
      .map(({ path }) => `${path} is still there, and not in ${files}`),
  ];
}

/** False also when one of them is not there. */
function isSameContent(a: string, b: string): boolean {
  try {
    return digestOfFile(a) === digestOfFile(b);
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
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
      .filter(({ role }) => role === 'executable' || role === 'link')
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
}: LastRun): InstallStatus['lastRun'] {
  return { time, version, wanted, outcome, message, details: [...details] };
}

export function formatStatus(
  { ok, summary, problems, unseen, kubelet, installed, lastRun }: InstallStatus,
  paint: Painter,
): string {
  const lines = [
    paint(ok ? 'green' : 'red', escapeControls(summary)),
    ...problems.slice(1).map((problem) => field('also', problem)),
    ...unseen.map((each) => field('not seen', each)),
    ...(kubelet === null ? [] : kubeletLines(kubelet)),
    ...(installed === null ? [] : installedLines(installed)),
    ...(lastRun === null ? [] : runLines(lastRun)),
  ];
  return `${lines.join('\n')}\n`;
}

function kubeletLines({ config, from, pid }: NonNullable<InstallStatus['kubelet']>): string[] {
  const by = {
    process: `by the flags of process ${pid}`,
    record: 'by the record of the last install',
    unit: 'by its unit and the files of its flags',
  }[from];
  return ['', field('kubelet', `reads ${config} (found ${by})`)];
}

function installedLines(installed: NonNullable<InstallStatus['installed']>): string[] {
  const { version, wanted, profile, kubeletConfig, binDir, entries, replaced, files } = installed;
  return [
    '',
    field('installed', `${version}, ${wanted.slice(0, 12)}`),
    field('profile', profile),
    field('placed in', `${kubeletConfig}, ${binDir}`),
    field('entries', entries.join(', ')),
    ...(replaced.length === 0 ? [] : [field('replaced', replaced.join(', '))]),
    ...files.map(({ path, state }) =>
      field('file', state === 'asRecorded' ? path : `${path} ${STATES[state]}`),
    ),
  ];
}

function runLines({ time, outcome, message, details }: NonNullable<InstallStatus['lastRun']>): string[] {
  return [
    '',
    field('last run', `${time} ${outcome}`),
    field('', message),
    ...details.map((each) => field('', each)),
  ];
}

function field(name: string, value: string): string {
  return `${`${name}${name === '' ? '' : ':'}`.padEnd(11)}${escapeControls(value)}`;
}
