// The processes of the soak: the executable as the kubelet starts it, several at once, killed or stopped in between.

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { EXECUTABLE } from '../support/executable.ts';
import { type Ended, SLACK_MS } from './judge.ts';

/** So many at once. */
const MOST = 12;

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** By us. */
  killed: boolean;
  frozenMs: number;
}

export interface RunOptions {
  readonly args: readonly string[];
  readonly input: string;
  readonly env: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
}

const MARK = 'RCP_SOAK_RUN';

export class Runs {
  readonly #going = new Set<Run>();
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
    const hanging = setTimeout(() => child.kill('SIGKILL'), 2 * (deadlineMs + SLACK_MS));
    const ended = new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exit) => {
        clearTimeout(hanging);
        this.#going.delete(run);
        onEnd(run, { exit, ...output, ms: performance.now() - startedAt });
        resolve();
      });
    });
    const run: Run = { child, ended, killed: false, frozenMs: 0 };
    this.#going.add(run);
  }

  get going(): readonly Run[] {
    return [...this.#going];
  }

  kill(run: Run): void {
    run.killed = true;
    run.child.kill('SIGKILL');
  }

  freeze(run: Run, ms: number): void {
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

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // it has ended, or belongs to somebody else
  }
}
