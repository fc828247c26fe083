// install and uninstall with --host-root or --watch: the command line of the process that does the work.

import type { ArgumentsOf } from '../command-line/arguments.ts';
import { withoutOptions } from '../command-line/tokens.ts';
import { runAgain, runOnce } from '../install/outside/run.ts';
import { parseListen } from '../metrics/listen.ts';
import type { MetricsWanted } from '../metrics/run-metrics.ts';
import type { Outcome, World } from '../world.ts';

export type ChangeArguments = ArgumentsOf<'install'> | ArgumentsOf<'uninstall'>;

/** @throws {ProviderError} */
export async function runOutside(args: ChangeArguments, world: World): Promise<Outcome> {
  const { hostRoot, watch } = args;
  const { config, files, dryRunResult } = args.command === 'install' ? args : NO_SOURCES;
  const metrics = args.command === 'install' ? metricsWanted(args) : undefined;
  const { argv, machine, ownPath, onSignal, stdout } = world;
  const run = { ...machine, ownPath, hostRoot, config, files, args: argumentsInside(args, argv) };
  const exitCode = watch
    ? await runAgain(run, { dryRunResult, metrics, say: (text) => stdout.offer(text), onSignal })
    : await runOnce(run, { forward: onSignal });
  return { text: '', exitCode };
}

const NO_SOURCES = { config: undefined, files: undefined, dryRunResult: undefined };

const OUTSIDE_ONLY = [
  'watch',
  'host-root',
  'config',
  'files',
  'dry-run-result',
  'metrics-dir',
  'metrics-listen',
  'show-pulls',
];

/** Undefined: nothing is published. @throws {ProviderError} USAGE */
function metricsWanted({
  dryRun,
  metricsDir,
  metricsListen,
  showPulls,
}: ArgumentsOf<'install'>): MetricsWanted | undefined {
  const listen = metricsListen === undefined ? undefined : parseListen(metricsListen);
  const isWanted = metricsDir !== undefined || listen !== undefined || showPulls;
  // A dry run leaves nothing on the node, and nothing is installed that could be seen.
  return isWanted && !dryRun ? { textfileFolder: metricsDir, listen, showsLog: showPulls } : undefined;
}

/** Without what means something outside only. A path goes on as an absolute one. */
function argumentsInside(args: ChangeArguments, given: readonly string[]): readonly string[] {
  if (args.command === 'uninstall') return withoutOptions(given, OUTSIDE_ONLY);
  const { watch, unattended, kubeletConfig, kubeletBinDir, link } = args;
  const paths = { 'kubelet-config': kubeletConfig, 'kubelet-bin-dir': kubeletBinDir, link };
  return [
    ...withoutOptions(given, [...OUTSIDE_ONLY, ...Object.keys(paths)]),
    ...Object.entries(paths).flatMap(([name, path]) => (path === undefined ? [] : [`--${name}=${path}`])),
    ...(watch && !unattended ? ['--unattended'] : []),
  ];
}
