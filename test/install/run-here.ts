// One run of install or uninstall on a node that is a folder, with a kubelet that is scripted: here, or by run.ts as a
// process of its own.

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatError, ProviderError } from '../../src/errors.ts';
import type { Collaborators } from '../../src/install/apply/collaborators.ts';
import { dryRun } from '../../src/install/apply/dry-run.ts';
import { prepareInstall, prepareRestore, prepareUninstall } from '../../src/install/apply/prepare.ts';
import { install, restoreKubeletConfig, uninstall } from '../../src/install/apply/run.ts';
import { sweepRuns } from '../../src/install/apply/sweep.ts';
import type { Health } from '../../src/install/kubelet/control.ts';
import type { RunStep } from '../../src/install/state/journal.ts';
import { loadKubeletConfig } from '../../src/kubelet/config/load.ts';
import { executableProblems } from '../../src/kubelet/executable.ts';
import { createNetwork } from '../../src/system/network/create.ts';
import type { RunOptions, RunResult } from './node.ts';

/** A kubelet that reads its configuration when it is restarted, and is well when it can, unless the test says otherwise. */
function healthOf({ root, setup }: RunOptions): Health {
  const ill = join(root, 'ill-when');
  const files = loadKubeletConfig(setup.kubeletConfig.path, { release: 37, tokenGate: true });
  const isMissing = !existsSync(setup.kubeletConfig.path);
  const problems = isMissing ? [] : [...files.problems, ...executableProblems(setup.binDir, files.providers)];
  if (problems.length > 0) {
    return { healthy: false, why: 'process has ended', logLines: problems.map(({ what: line }) => line) };
  }
  const trigger = existsSync(ill) ? readFileSync(ill, 'utf8') : undefined;
  if (
    trigger !== undefined &&
    !isMissing &&
    files.providers.some(({ matchImages }) => matchImages.includes(trigger))
  ) {
    return { healthy: false, why: 'healthz says 500', logLines: ['F1125 kubelet cannot start'] };
  }
  return { healthy: true, seen: ['healthz ok'] };
}

/** `onStep` is told each step with its number, from 1, `onSaid` each line for the operator. */
export async function runHere(
  options: RunOptions,
  onStep: (step: RunStep, number: number) => void = () => {},
  onSaid: (line: string) => void = () => {},
): Promise<RunResult> {
  const { root, setup, what, wants, noRestart = false } = options;
  const steps: RunStep[] = [];
  const said: string[] = [];
  const collaborators: Collaborators = {
    places: { state: join(root, 'state'), config: join(root, 'etc/registry-credential-provider') },
    // As a profile does: the flags that the kubelet has already are not wanted again.
    findSetup: (files) => ({
      ...setup,
      flagFiles: setup.flagFiles.filter(({ path, text }) => {
        const source = files.sourceOf(path);
        return !existsSync(source) || !readFileSync(source, 'utf8').includes(text);
      }),
    }),
    adjustSetup: (recorded) => recorded,
    kubelet: () => options.kubelet,
    control: () => ({
      restart: async () => {
        appendFileSync(join(root, 'restarts'), 'x');
      },
      waitForHealth: async () => healthOf(options),
    }),
    surroundingsOf: (config) => ({
      env: {},
      network: createNetwork({ env: {}, caFile: config.caFile, clock: () => 0 }),
      now: Date.now,
      hide: () => {},
      cache: async () => undefined,
    }),
    machine: { architecture: process.arch, uid: process.getuid?.() },
    ownPath: join(root, 'new-executable'),
    now: () => new Date('2026-11-25T02:00:00Z'),
    say: (line) => {
      said.push(line);
      onSaid(line);
    },
    signal: new AbortController().signal,
    sweep: async (sweep) => {
      if (sweep.cache?.startsWith(root)) await sweepRuns(sweep); // never the cache of this machine
    },
    waitMs: options.waitMs ?? 30_000,
    onStep: (step) => {
      steps.push(step);
      onStep(step, steps.length);
    },
  };
  try {
    const wanted = {
      config: wants?.config,
      files: wants?.files,
      tokens: wants?.tokens ?? false,
      audiences: new Map(),
      replace: wants?.replace ?? [],
      acceptLoss: wants?.acceptLoss ?? false,
      unattended: wants?.unattended ?? false,
      noRestart,
    };
    if (options.dryRun) {
      const prepare = { install: prepareInstall, restore: prepareRestore, uninstall: prepareUninstall }[what];
      const command = what === 'restore' ? 'install' : what;
      const message = await dryRun(command, prepare(wanted), collaborators);
      return { outcome: 'dryRun', message, steps, said };
    }
    const run = await { install, restore: restoreKubeletConfig, uninstall }[what](wanted, collaborators);
    return { outcome: run.outcome, message: run.message, steps, said };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { code: error.code, message: formatError(error), steps, said };
  }
}
