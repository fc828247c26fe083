// status: what is installed on this node, how the last run ended, and whether that is what was wanted last. A Pod asks it
// whether it is ready: the first line says why not, and stands in the Pod's events.

import type { ArgumentsOf } from '../command-line/arguments.ts';
import { escapeControls } from '../escape.ts';
import type { InstallStatus } from '../generated/install-status-types.ts';
import { checkRootFolders } from '../install/outside/chroot.ts';
import { filesIn } from '../install/plan/sources.ts';
import { makeStatus } from '../install/state/status.ts';
import { DIFFERENCES } from '../install/state/status-problems.ts';
import { formatJson, type Painter, painterFor } from '../paint.ts';
import type { Outcome, World } from '../world.ts';

type StatusArguments = ArgumentsOf<'status'>;

/**
 * Exit code 0 only when the node has what was wanted last (this version, and with --config and --files these contents), the
 * kubelet has read it, and nothing that was checked is wrong. With --dry-run-result: when the run would not be refused.
 * @throws {ProviderError} USAGE, HOST_ROOT_UNUSABLE, INSTALL_REFUSED, INSTALL_FAILED
 */
export async function status(
  args: StatusArguments,
  { hasColour }: Pick<World, 'hasColour'>,
): Promise<Outcome> {
  const { hostRoot: root = '/', config, dryRunResult } = args;
  if (args.hostRoot !== undefined) checkRootFolders(root);
  const files = dryRunResult === undefined ? args.files : undefined;
  const report = await makeStatus({
    root,
    config,
    files: files === undefined ? undefined : { folder: files, paths: filesIn(files) },
    dryRunResult,
  });
  return {
    text: args.output === 'json' ? formatJson(report) : formatStatus(report, painterFor(await hasColour())),
    exitCode: report.ok ? 0 : 1,
  };
}

function formatStatus(
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
      field('file', state === 'asRecorded' ? path : `${path} ${DIFFERENCES[state]}`),
    ),
  ];
}

function runLines({
  time,
  outcome,
  message,
  details,
  remaining,
}: NonNullable<InstallStatus['lastRun']>): string[] {
  return [
    '',
    field('last run', `${time} ${outcome}`),
    field('', message),
    ...details.map((each) => field('', each)),
    ...remaining.map((each) => field('by hand', each)),
  ];
}

function field(name: string, value: string): string {
  return `${`${name}${name === '' ? '' : ':'}`.padEnd(11)}${escapeControls(value)}`;
}
