// Makes the kubelet read its configuration again, and finds out whether it is healthy afterwards.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { type ApiServer, type NoApiServer, readKubeconfig } from '../../kubelet/kubeconfig.ts';
import { askWhetherReady, type NodeReady } from '../../kubelet/node-ready.ts';
import { createNetwork } from '../../system/network/create.ts';
import type { Network } from '../../system/network/door.ts';
import { runCommand } from '../../system/program.ts';
import { sleep } from '../../system/sleep.ts';
import type { CommandLine, NodeSetup } from '../node/node-setup.ts';
import { systemEnvironment, systemProgram } from '../node/system-environment.ts';
import {
  type Before,
  type FlagsSeen,
  type HealthVerdict,
  HealthWatch,
  type ProcessIdentity,
} from './health.ts';
import { healthzProblem } from './healthz.ts';
import { chooseLogLines, showLogLine } from './log-lines.ts';
import { watchKubeletProcess } from './pid.ts';
import { flagsProblem, flagsUnseen, type SeenKubelet, seeKubelet } from './process.ts';

export interface KubeletControl {
  /**
   * Makes the kubelet read its configuration again.
   * @throws {ProviderError} RESTART_FAILED when the command fails; the signal's reason
   */
  restart(signal: AbortSignal): Promise<void>;
  /**
   * Waits until it is healthy, and stays so for a moment. Throws the signal's reason only.
   * @param reads whether it must have the two flags by now
   */
  waitForHealth(signal: AbortSignal, reads: boolean): Promise<Health>;
}

export type Health =
  /** What was seen, such as `process 4711`, `healthz ok`, `node Ready`. */
  | { readonly healthy: true; readonly seen: readonly string[] }
  | { readonly healthy: false; readonly why: string; readonly logLines: readonly string[] };

interface ControlOptions {
  /** How long it may take to be healthy. */
  readonly healthTimeoutMs: number;
  /** How long it must be healthy without a break. */
  readonly steadyMs?: number;
  /** Between two looks. */
  readonly pollMs?: number;
  /** The kernel's folder of processes. */
  readonly proc?: string;
}

const STEADY_MS = 5_000;
/** Without it only the age of a process shows that it has loaded its credential providers. */
const STEADY_WITHOUT_HEALTHZ_MS = 20_000;
const POLL_MS = 500;
/** The command waits for a service that notifies systemd when it is ready. */
const RESTART_TIMEOUT_MS = 120_000;
const LOG_TIMEOUT_MS = 10_000;
const MAX_OUTPUT_BYTES = 256 * 1024;
/** Of what a failed command has said. */
const MAX_SAID_LINES = 3;

export function controlKubelet(setup: NodeSetup, options: ControlOptions): KubeletControl {
  return new NodeKubelet(setup, options);
}

class NodeKubelet implements KubeletControl {
  readonly #setup: NodeSetup;
  readonly #options: Required<ControlOptions>;
  /** No proxy stands between a node and itself. */
  readonly #network: Network = createNetwork({ env: {} });
  readonly #findProcess: () => ProcessIdentity | undefined;
  #before: Before | undefined;

  constructor(setup: NodeSetup, options: ControlOptions) {
    this.#setup = setup;
    const steadyMs = setup.healthUrl === undefined ? STEADY_WITHOUT_HEALTHZ_MS : STEADY_MS;
    this.#options = { steadyMs, pollMs: POLL_MS, proc: '/proc', ...options };
    this.#findProcess = watchKubeletProcess(setup, { proc: this.#options.proc });
  }

  async restart(signal: AbortSignal): Promise<void> {
    this.#before = {
      kubelet: this.#findProcess(),
      // What counts is the time before anything was changed: a second restart is that of a roll-back.
      ready: this.#before === undefined ? await this.#wasReady(signal) : this.#before.ready,
      restartedAt: Date.now(),
    };
    for (const command of this.#setup.restart) {
      const { problem, stderr, stdout } = await run(command, RESTART_TIMEOUT_MS, signal);
      if (problem !== undefined) {
        const said = lastLines(stderr) || lastLines(stdout) || 'no output';
        throw new ProviderError(
          `restart of the kubelet: ${quote(command.join(' '), 120)}: ${problem}: ${said}`,
          {
            code: 'RESTART_FAILED',
            hint: 'run that command by hand; --restart-command names another one',
          },
        );
      }
    }
  }

  async waitForHealth(signal: AbortSignal, reads: boolean): Promise<Health> {
    const { healthTimeoutMs, steadyMs, pollMs } = this.#options;
    const before = this.#before ?? { kubelet: undefined, ready: undefined, restartedAt: undefined };
    const apiServer = this.#apiServer();
    const watch = new HealthWatch(before, steadyMs, this.#setup.healthUrl !== undefined);
    const startedAt = performance.now();
    for (;;) {
      const verdict = await this.#look(watch, apiServer, reads, signal);
      if (verdict.state === 'healthy') {
        return { healthy: true, seen: verdict.seen };
      }
      const elapsed = performance.now() - startedAt;
      if (verdict.state === 'lost' || elapsed >= healthTimeoutMs) {
        const late = verdict.state === 'lost' ? '' : ` within ${healthTimeoutMs / 1000} s`;
        const why = `the kubelet was not healthy${late}: ${verdict.why}`;
        return { healthy: false, why, logLines: await this.#logLines(signal) };
      }
      await sleep(pollMs, signal);
    }
  }

  async #look(
    watch: HealthWatch,
    apiServer: ApiServer | NoApiServer,
    reads: boolean,
    signal: AbortSignal,
  ): Promise<HealthVerdict> {
    const kubelet = this.#findProcess();
    const healthz = await this.#healthzProblem(signal);
    const at = performance.now();
    const flags = reads ? this.#flagsOf(kubelet) : undefined;
    const verdict = watch.see({ at, kubelet, healthz, flags });
    return verdict.state === 'steady'
      ? watch.seeNode(await this.#askForNode(apiServer, signal), at)
      : verdict;
  }

  /** Looked at once for a process. */
  #flagsOf(kubelet: ProcessIdentity | undefined): FlagsSeen {
    const known = this.#flags;
    if (known?.of?.pid === kubelet?.pid && known?.of?.start === kubelet?.start && known !== undefined) {
      return known.seen;
    }
    const seen = describeFlags(this.#setup, kubelet && seeKubelet(this.#setup, this.#options.proc));
    this.#flags = { of: kubelet, seen };
    return seen;
  }
  #flags: { readonly of: ProcessIdentity | undefined; readonly seen: FlagsSeen } | undefined;

  async #healthzProblem(signal: AbortSignal): Promise<string | undefined> {
    const url = this.#setup.healthUrl;
    return url === undefined ? undefined : healthzProblem(this.#network, url, signal);
  }

  #apiServer(): ApiServer | NoApiServer {
    const { kubeconfig } = this.#setup;
    return kubeconfig === undefined
      ? { problem: 'the kubeconfig of the kubelet is not known' }
      : readKubeconfig(kubeconfig);
  }

  async #askForNode(apiServer: ApiServer | NoApiServer, signal: AbortSignal): Promise<NodeReady> {
    return 'problem' in apiServer
      ? { seen: false, why: apiServer.problem }
      : askWhetherReady(apiServer, this.#setup.nodeName, signal);
  }

  async #wasReady(signal: AbortSignal): Promise<boolean | undefined> {
    const node = await this.#askForNode(this.#apiServer(), signal);
    return node.seen ? node.ready : undefined;
  }

  async #logLines(signal: AbortSignal): Promise<readonly string[]> {
    const { logs } = this.#setup;
    if (logs === undefined) {
      return [];
    }
    const { problem, stdout, stderr } = await run(logs, LOG_TIMEOUT_MS, signal);
    const lines = chooseLogLines(stdout.toString('utf8'));
    return lines.length === 0 && problem !== undefined
      ? [showLogLine(`no log lines of the kubelet: ${logs.join(' ')}: ${problem}: ${lastLines(stderr)}`)]
      : lines;
  }
}

function describeFlags(setup: NodeSetup, kubelet: SeenKubelet | undefined): FlagsSeen {
  const unseen = flagsUnseen(setup, kubelet);
  return {
    problem: kubelet && flagsProblem(setup, kubelet),
    words:
      kubelet?.flags !== undefined
        ? 'its flags name the installed files'
        : unseen === undefined
          ? 'its flags as its unit and files set them'
          : `not seen ${unseen}`,
  };
}

async function run([program, ...args]: CommandLine, timeoutMs: number, signal: AbortSignal) {
  const found = systemProgram(program);
  if ('problem' in found) {
    return { problem: found.problem, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  }
  return runCommand([found.path, ...args], {
    env: systemEnvironment(),
    signal,
    timeoutMs,
    maxBytes: MAX_OUTPUT_BYTES,
  });
}

function lastLines(output: Buffer): string {
  return output
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-MAX_SAID_LINES)
    .map(showLogLine)
    .join(' / ');
}
