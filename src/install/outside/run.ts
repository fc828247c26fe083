// install and uninstall that are not done in this process: inside another root, or again and again.

import { type Arguments, withoutOptions } from '../../command-line/arguments.ts';
import { removeFile } from '../../system/placing.ts';
import { type ForegroundOptions, runForeground } from '../../system/program.ts';
import { VERSION } from '../../version.ts';
import { systemEnvironment } from '../node/system-environment.ts';
import { type LastRun, writeResult } from '../state/last-run.ts';
import { withoutStage } from '../state/places.ts';
import { runAgent } from './agent.ts';
import { runInHostRoot } from './host-root.ts';

export interface ElsewhereOptions {
  /** The command line as it was given. */
  readonly given: readonly string[];
  /** This executable. */
  readonly ownPath: string;
  readonly uid: number | undefined;
  readonly architecture: string;
  readonly say: (text: string) => void;
  /** Calls with each signal that asks us to end; gives a function that stops that. */
  readonly onSignal: (listener: (signal: NodeJS.Signals) => void) => () => void;
}

type Output = Pick<ForegroundOptions, 'onLine' | 'forward'>;

/** @returns the exit code @throws {ProviderError} */
export async function runElsewhere(parsed: Arguments, options: ElsewhereOptions): Promise<number> {
  const { hostRoot, watch, config, files, dryRunResult } = parsed;
  if (!watch) {
    return runOnce(parsed, options, { forward: options.onSignal });
  }
  // A container that was started again has that of the one before it.
  if (dryRunResult !== undefined) removeFile(dryRunResult);
  const stop = new AbortController();
  const end = options.onSignal((signal) => stop.abort(signal));
  try {
    return await runAgent({
      sources: { config, files },
      root: hostRoot ?? '/',
      install: (onLine) => runOnce(parsed, options, { onLine: (line) => onLine(withoutStage(line)) }),
      ...(dryRunResult !== undefined && {
        onEnd: (exit: number, lines: readonly string[]) => writeResult(dryRunResult, resultOf(exit, lines)),
      }),
      say: options.say,
      stop: stop.signal,
    });
  } finally {
    end();
  }
}

async function runOnce(
  { command, hostRoot, watch, unattended, config, files, kubeletConfig, kubeletBinDir }: Arguments,
  { given, ownPath, uid, architecture }: ElsewhereOptions,
  output: Output,
): Promise<number> {
  const paths = { 'kubelet-config': kubeletConfig, 'kubelet-bin-dir': kubeletBinDir };
  const args = [
    ...withoutOptions(given, [
      'watch',
      'host-root',
      'config',
      'files',
      'dry-run-result',
      ...Object.keys(paths),
    ]),
    ...optionsOf(paths),
  ];
  if (watch && !unattended && command === 'install') args.push('--unattended');
  if (hostRoot === undefined) {
    const sources = optionsOf({ config, files });
    return runForeground([ownPath, ...args, ...sources], { env: systemEnvironment(), ...output });
  }
  return runInHostRoot({ root: hostRoot, args, config, files, ownPath, uid, architecture, output });
}

/** What a dry run would have written down, had it changed the node. */
function resultOf(exit: number, lines: readonly string[]): LastRun {
  return {
    time: new Date().toISOString(),
    version: VERSION,
    wanted: '',
    outcome: exit === 0 ? 'dryRun' : 'refused',
    message: lines.at(-1) ?? `it ended with ${exit}`,
    details: exit === 0 ? [] : lines.slice(0, -1).slice(-MAX_DETAILS),
  };
}

const MAX_DETAILS = 200;

/** The other process has another working directory: what goes on to it is what we have made of it. */
function optionsOf(paths: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(paths).flatMap(([name, path]) => (path === undefined ? [] : [`--${name}=${path}`]));
}
