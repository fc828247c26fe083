// install and uninstall as a process of their own: inside another root, or again and again.

import type { MetricsWanted } from '../../metrics/run-metrics.ts';
import { removeFile } from '../../system/placing.ts';
import { type ForegroundOptions, runForeground } from '../../system/program.ts';
import { VERSION } from '../../version.ts';
import { systemEnvironment } from '../node/system-environment.ts';
import { filesIn } from '../plan/sources.ts';
import { type LastRun, writeResult } from '../state/last-run.ts';
import { withoutStage } from '../state/places.ts';
import { makeStatus } from '../state/status.ts';
import { runAgent } from './agent.ts';
import { runInHostRoot } from './host-root.ts';
import { saidLine } from './said-line.ts';

interface OutsideRun {
  /** The command with its options, without those that follow here. */
  readonly args: readonly string[];
  readonly config: string | undefined;
  readonly files: string | undefined;
  /** Where the node's root is mounted; undefined: it is the root of this process too. */
  readonly hostRoot: string | undefined;
  /** This executable. */
  readonly ownPath: string;
  readonly uid: number | undefined;
  readonly architecture: string;
}

interface WatchOptions {
  /** Where it is written down how each run ended. */
  readonly dryRunResult: string | undefined;
  /** What is published of the node meanwhile; undefined: nothing. */
  readonly metrics: MetricsWanted | undefined;
  readonly say: (text: string) => void;
  /** Calls with each signal that asks this process to end; gives a function that stops that. */
  readonly onSignal: (listener: (signal: NodeJS.Signals) => void) => () => void;
}

type Output = Pick<ForegroundOptions, 'onLine' | 'forward'>;

/** Runs it until a signal asks for the end. @returns the exit code @throws {ProviderError} */
export async function runAgain(
  run: OutsideRun,
  { dryRunResult, metrics, say, onSignal }: WatchOptions,
): Promise<number> {
  // A container that was started again has that of the one before it.
  if (dryRunResult !== undefined) removeFile(dryRunResult);
  const stop = new AbortController();
  const end = onSignal((signal) => stop.abort(signal));
  let runsEnded = 0;
  const published = metrics && publish(run, { metrics, runsEnded: () => runsEnded, say, stop: stop.signal });
  try {
    return await runAgent({
      sources: { config: run.config, files: run.files },
      root: run.hostRoot ?? '/',
      install: (onLine) => runOnce(run, { onLine: (line) => onLine(withoutStage(line)) }),
      onEnd: (exit, lines) => {
        runsEnded += 1;
        if (dryRunResult !== undefined) writeResult(dryRunResult, resultOf(exit, lines));
      },
      say,
      stop: stop.signal,
    });
  } finally {
    stop.abort();
    await published;
    end();
  }
}

interface Publishing extends Pick<WatchOptions, 'say'> {
  readonly metrics: MetricsWanted;
  readonly runsEnded: () => number;
  readonly stop: AbortSignal;
}

/** The metrics of the node, until the signal. */
async function publish(
  { config, files, hostRoot: root = '/', uid = -1 }: OutsideRun,
  { metrics: wanted, runsEnded, say, stop }: Publishing,
): Promise<void> {
  // Loaded by those alone who want it.
  const { runMetrics } = await import('../../metrics/run-metrics.ts');
  await runMetrics({
    wanted,
    runsEnded,
    root,
    uid,
    now: Date.now,
    status: () =>
      makeStatus({
        root,
        config,
        files: files === undefined ? undefined : { folder: files, paths: filesIn(files) },
        dryRunResult: undefined,
      }),
    say: (text) => say(saidLine(text)),
    print: say,
    stop,
  });
}

/** @returns the exit code @throws {ProviderError} */
export async function runOnce(run: OutsideRun, output: Output): Promise<number> {
  const { args, config, files, hostRoot, ownPath } = run;
  if (hostRoot !== undefined) {
    return runInHostRoot({ ...run, root: hostRoot, output });
  }
  // The other process has another working directory, and these paths are absolute.
  const sources = Object.entries({ config, files }).flatMap(([name, path]) =>
    path === undefined ? [] : [`--${name}=${path}`],
  );
  return runForeground([ownPath, ...args, ...sources], { env: systemEnvironment(), ...output });
}

/** What a dry run would have written down, had it changed the node. */
function resultOf(exit: number, lines: readonly string[]): LastRun {
  return {
    time: new Date().toISOString(),
    version: VERSION,
    wanted: '',
    outcome: exit === 0 ? 'dryRun' : 'refused',
    message: lines.at(-1) ?? `exit code ${exit}`,
    details: exit === 0 ? [] : lines.slice(0, -1).slice(-MAX_DETAILS),
    remaining: undefined,
  };
}

const MAX_DETAILS = 200;
