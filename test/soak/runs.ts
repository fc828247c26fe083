// The processes of the soak: the executable as the kubelet starts it, several at once, killed or stopped in between.

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { EXECUTABLE } from '../support/executable.ts';
import type { Ended } from './judge.ts';

/** So many at once. */
const MOST = 12;

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** By us. */
  killed: boolean;
  /** For so long it was stopped, or waited for a processor, or we did. */
  readonly heldUpMs: number;
}

/** A run that has not ended. */
export interface Going extends Run {
  frozenMs: number;
}

export interface RunOptions {
  readonly args: readonly string[];
  readonly input: string;
  readonly env: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

const MARK = 'RCP_SOAK_RUN';
/** After its deadline a run is ended by us, to be able to say so. */
const HANGING_MS = 60_000;
const WATCH_MS = 500;

export class Runs {
  readonly #going = new Set<Going>();
  /** By which a process is known to be of this soak. */
  readonly #mark = `${process.pid}-${Date.now()}`;

  /** Waits until there is room for one. @param onEnd is told once, when it has ended */
  async begin(options: RunOptions, onEnd: (run: Run, ended: Ended) => void): Promise<void> {
    while (this.#going.size >= MOST) {
      await Promise.race([...this.#going].map(({ ended }) => ended));
    }
    const { args, input, env, deadlineMs } = options;
    const startedAt = performance.now();
    const child = spawn(EXECUTABLE, args, { cwd: '/', env: { ...env, [MARK]: this.#mark }, stdio: 'pipe' });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.stdin.on('error', () => {}); // it was killed before it has read everything
    child.stdin.end(input);
    const hanging = setTimeout(() => child.kill('SIGKILL'), deadlineMs + HANGING_MS);
    const ownWait = waitOf('self');
    let wait = 0;
    const watching = setInterval(() => {
      wait = Math.max(wait, waitOf(String(child.pid)));
    }, WATCH_MS);
    const ended = new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exit) => {
        clearTimeout(hanging);
        clearInterval(watching);
        this.#going.delete(run);
        onEnd(run, { exit, ...output, ms: performance.now() - startedAt });
        resolve();
      });
    });
    const run: Going = {
      child,
      ended,
      killed: false,
      frozenMs: 0,
      get heldUpMs() {
        return this.frozenMs + wait + waitOf('self') - ownWait;
      },
    };
    this.#going.add(run);
  }

  get going(): readonly Going[] {
    return [...this.#going];
  }

  kill(run: Run): void {
    run.killed = true;
    run.child.kill('SIGKILL');
  }

  freeze(run: Going, ms: number): void {
    run.frozenMs += ms;
    run.child.kill('SIGSTOP');
    setTimeout(() => run.child.kill('SIGCONT'), ms);
  }

  async allEnded(): Promise<void> {
    await Promise.all(this.going.map(({ ended }) => ended));
  }

  async killAll(): Promise<void> {
    for (const run of this.#going) this.kill(run);
    await this.allEnded();
  }

  /** Numbers of processes that a run has started, or that are runs, and still go on. */
  get left(): readonly string[] {
    return readdirSync('/proc').filter(
      (pid) => /^\d+$/.test(pid) && environmentOf(pid).includes(`${MARK}=${this.#mark}`),
    );
  }
}

/** Milliseconds for which a process's main thread has waited for a processor: proc(5), schedstat. */
function waitOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[1]) / 1e6;
  } catch {
    return 0; // it has ended
  }
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // it has ended, or belongs to somebody else
  }
}
