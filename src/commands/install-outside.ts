// install and uninstall with --host-root or --watch: the command line of the process that does the work.

import { type Arguments, withoutOptions } from '../command-line/arguments.ts';
import { runAgain, runOnce } from '../install/outside/run.ts';
import type { Outcome, World } from '../world.ts';

/** @throws {ProviderError} */
export async function runOutside(args: Arguments, world: World): Promise<Outcome> {
  const { hostRoot, config, files, dryRunResult, watch } = args;
  const { argv, machine, ownPath, onSignal, stdout } = world;
  const run = { ...machine, ownPath, hostRoot, config, files, args: argumentsInside(args, argv) };
  const exitCode = watch
    ? await runAgain(run, { dryRunResult, say: (text) => stdout.offer(text), onSignal })
    : await runOnce(run, { forward: onSignal });
  return { text: '', exitCode };
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
