// Runs another program to its end, for looking at a node; never on the kubelet's path.

import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync } from 'node:fs';

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
  return run(path, args, {});
}

/** A file that may be executed: which one it is, and whose. */
export interface ExecutableFile {
  readonly dev: number;
  readonly ino: number;
  /** With the bits of set-user-id and the like. */
  readonly mode: number;
  readonly uid: number;
}

/** Undefined where none can be opened. The path may be that of a running program: /proc/PID/exe. */
export function lookAtExecutable(path: string): ExecutableFile | undefined {
  return withExecutable(path, (_, file) => file);
}

/**
 * Runs a file that was looked at, and no other that is there meanwhile.
 * @param line what it is told of its own name, and its arguments
 */
export function runExecutable(
  path: string,
  looked: ExecutableFile,
  [name, ...args]: readonly [string, ...string[]],
): ProgramResult {
  const result = withExecutable(path, (descriptor, file) => {
    const isSame = file.dev === looked.dev && file.ino === looked.ino;
    if (!isSame || file.mode !== looked.mode || file.uid !== looked.uid) return undefined;
    // The child's fourth descriptor is the open file itself.
    return run('/proc/self/fd/3', args, { argv0: name, stdio: ['pipe', 'pipe', 'pipe', descriptor] });
  });
  return result ?? { code: undefined, stdout: '', stderr: '', problem: 'ENOENT' };
}

function withExecutable<T>(
  path: string,
  work: (descriptor: number, file: ExecutableFile) => T,
): T | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch {
    return undefined;
  }
  try {
    const stat = fstatSync(descriptor);
    const { dev, ino, uid } = stat;
    return stat.isFile() ? work(descriptor, { dev, ino, uid, mode: stat.mode & 0o7777 }) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

function run(
  path: string,
  args: readonly string[],
  options: Pick<SpawnSyncOptions, 'stdio'> & { readonly argv0?: string },
): ProgramResult {
  const { status, signal, stdout, stderr, error } = spawnSync(path, [...args], {
    ...options,
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
