// install and uninstall with --host-root or --watch: the command line of the process that does the work.

import { type Arguments, withoutOptions } from '../command-line/arguments.ts';
import { type OutsideRun, runAgain, runOnce, type WatchOptions } from '../install/outside/run.ts';

export interface OutsideOptions
  extends Pick<OutsideRun, 'ownPath' | 'uid' | 'architecture'>,
    Omit<WatchOptions, 'dryRunResult'> {
  /** The command line as it was given. */
  readonly given: readonly string[];
}

/** @returns the exit code @throws {ProviderError} */
export async function runOutside(args: Arguments, options: OutsideOptions): Promise<number> {
  const { hostRoot, config, files, dryRunResult, watch } = args;
  const run = { ...options, hostRoot, config, files, args: argumentsInside(args, options.given) };
  return watch ? runAgain(run, { ...options, dryRunResult }) : runOnce(run, { forward: options.onSignal });
}

/** Without what means something outside only. A path goes on as an absolute one. */
function argumentsInside(
  { command, watch, unattended, kubeletConfig, kubeletBinDir }: Arguments,
  given: readonly string[],
): readonly string[] {
  const paths = { 'kubelet-config': kubeletConfig, 'kubelet-bin-dir': kubeletBinDir };
  const outside = ['watch', 'host-root', 'config', 'files', 'dry-run-result', ...Object.keys(paths)];
  return [
    ...withoutOptions(given, outside),
    ...Object.entries(paths).flatMap(([name, path]) => (path === undefined ? [] : [`--${name}=${path}`])),
    ...(watch && !unattended && command === 'install' ? ['--unattended'] : []),
  ];
}
