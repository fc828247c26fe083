// One run of install or uninstall as a process of its own, on a node that is a folder, with a kubelet as it is scripted.
// node run.cjs '{"root": …}': one line of JSON comes out, a RunResult.

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Collaborators, install, uninstall } from '../../src/commands/install/engine.ts';
import type { Health } from '../../src/commands/install/kubelet-control.ts';
import { sweepRuns } from '../../src/commands/install/sweep.ts';
import { ProviderError } from '../../src/errors.ts';
import { loadKubeletConfig } from '../../src/kubelet/config/load.ts';
import { executableProblems } from '../../src/kubelet/executable.ts';
import { createNetwork } from '../../src/system/network.ts';
import type { RunOptions, RunResult } from './node.ts';

const options: RunOptions = JSON.parse(process.argv[2] as string);
const { root, setup, what, killAt, killAtStep, wants, holdAt } = options;

let passed = 0;
const steps: string[] = [];
const said: string[] = [];
let outcome: Partial<RunResult> = {};

/** A kubelet that reads its configuration when it is restarted, and is well when it can, unless the test says otherwise. */
function healthOf(): Health {
  const ill = join(root, 'ill-when');
  const files = loadKubeletConfig(setup.kubeletConfig.path, { release: 37, tokenGate: true });
  const isMissing = !existsSync(setup.kubeletConfig.path);
  const problems = isMissing ? [] : [...files.problems, ...executableProblems(setup.binDir, files.providers)];
  if (problems.length > 0) {
    return { well: false, why: 'process has ended', logLines: problems.map(({ what: line }) => line) };
  }
  const trigger = existsSync(ill) ? readFileSync(ill, 'utf8') : undefined;
  if (
    trigger !== undefined &&
    !isMissing &&
    files.providers.some(({ matchImages }) => matchImages.includes(trigger))
  ) {
    return { well: false, why: 'healthz says 500', logLines: ['F1125 kubelet cannot start'] };
  }
  return { well: true, seen: ['healthz ok'] };
}

const collaborators: Collaborators = {
  places: { state: join(root, 'state'), config: join(root, 'etc/registry-credential-provider') },
  // As a profile does: the flags that the kubelet has already are not wanted again.
  findSetup: () => ({
    ...setup,
    flagFiles: setup.flagFiles.filter(
      ({ path, text }) => !existsSync(path) || !readFileSync(path, 'utf8').includes(text),
    ),
  }),
  adjustSetup: (recorded) => recorded,
  control: () => ({
    restart: async () => {
      appendFileSync(join(root, 'restarts'), 'x');
    },
    waitForHealth: async () => healthOf(),
  }),
  surroundingsOf: (config) => ({
    env: {},
    network: createNetwork({ env: {}, caFile: config.caFile, clock: () => 0, remainingMs: () => 1000 }),
    now: Date.now,
    hide: () => {},
    cache: async () => undefined,
  }),
  machine: { architecture: process.arch, uid: process.getuid?.() },
  ownPath: join(root, 'new-executable'),
  now: () => new Date('2026-11-25T02:00:00Z'),
  say: (line) => said.push(line),
  signal: new AbortController().signal,
  sweep: async (sweep) => {
    if (sweep.cache?.startsWith(root)) await sweepRuns(sweep); // never the cache of this machine
  },
  waitMs: 30_000,
  onStep: (step) => {
    passed += 1;
    steps.push(step);
    if (passed === killAt || step === killAtStep) {
      process.kill(process.pid, 'SIGKILL');
    }
    if (step === holdAt) {
      process.stdout.write('held\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
    }
  },
};

try {
  const run =
    what === 'uninstall'
      ? await uninstall(collaborators)
      : await install(
          {
            config: wants?.config,
            files: wants?.files,
            tokens: wants?.tokens ?? false,
            audiences: new Map(),
            replace: wants?.replace ?? [],
            unattended: wants?.unattended ?? false,
          },
          collaborators,
        );
  outcome = { outcome: run.outcome, message: run.message };
} catch (error) {
  if (!(error instanceof ProviderError)) throw error;
  outcome = { code: error.code, message: error.message };
}
process.stdout.write(`${JSON.stringify({ ...outcome, steps, said })}\n`);
process.exit(0);
