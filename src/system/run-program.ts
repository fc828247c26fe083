// Runs another program to its end, for looking at a node; never on the kubelet's path.

import { spawnSync } from 'node:child_process';

export interface ProgramResult {
  /** Undefined when it did not end by itself. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not start or end: the system's code such as ENOEXEC, a signal, or ETIMEDOUT. */
  readonly problem: string | undefined;
}

const TIMEOUT_MS = 10_000;

/** Runs it as the kubelet runs a plugin, but with an empty environment and nothing on stdin. Never throws. */
export function runProgram(path: string, args: readonly string[]): ProgramResult {
  const { status, signal, stdout, stderr, error } = spawnSync(path, [...args], {
    cwd: '/',
    env: {},
    encoding: 'utf8',
    input: '',
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 1024 * 1024,
  });
  const problem = (error as NodeJS.ErrnoException | undefined)?.code ?? signal ?? undefined;
  return { code: status ?? undefined, stdout: stdout ?? '', stderr: stderr ?? '', problem };
}
