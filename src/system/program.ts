// Runs a command of somebody else's for what it prints. It can neither outlive its run nor hold a pipe of ours.

import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface ProgramOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Of its stdout; more is a failure. */
  readonly maxBytes: number;
}

export type ProgramResult =
  | { readonly kind: 'exited'; readonly exit: number; readonly stdout: Buffer }
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'tooMuch' }
  /** A system error's code, such as ENOENT. */
  | { readonly kind: 'notStarted'; readonly code: string };

/** For what is in the pipe when the shell has ended. */
const DRAIN_MS = 1_000;

/**
 * Gives a command line to `/bin/sh`, in a process group of its own: whatever it has started ends with it. It reads
 * nothing on stdin, and what it writes to stderr, which may hold a secret, is dropped.
 * @throws the signal's reason, after everything is killed
 */
export async function runCommandLine(
  commandLine: string,
  { env, signal, maxBytes }: ProgramOptions,
): Promise<ProgramResult> {
  signal.throwIfAborted();
  const { spawn } = await import('node:child_process');
  const child = spawn('/bin/sh', ['-c', commandLine], {
    env: env as NodeJS.ProcessEnv,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const chunks: Buffer[] = [];
  let length = 0;
  const stop = () => killGroup(child);
  signal.addEventListener('abort', stop, { once: true });
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length > maxBytes) stop();
  });
  // What the shell left running would keep stdout open: it ends, and if it fled from the group it is not waited for.
  child.once('exit', () => {
    stop();
    setTimeout(() => child.stdout.destroy(), DRAIN_MS).unref();
  });
  try {
    return await new Promise<ProgramResult>((resolve) => {
      child.once('error', (error: NodeJS.ErrnoException) =>
        resolve({ kind: 'notStarted', code: error.code ?? error.name }),
      );
      child.once('close', (exit, by) => {
        if (length > maxBytes) resolve({ kind: 'tooMuch' });
        else if (exit === null) resolve({ kind: 'killed', by: by ?? 'a signal' });
        else resolve({ kind: 'exited', exit, stdout: Buffer.concat(chunks, length) });
      });
    });
  } finally {
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
  }
}

export interface CommandOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Then it is killed, with what it has started. */
  readonly timeoutMs: number;
  /** Of each of its outputs the last so many are kept. */
  readonly maxBytes: number;
}

export interface CommandResult {
  /** How it ended, where that is not exit 0: `exit 1`, `ended by SIGKILL`, `no end within 10 s`, `ENOENT`. */
  readonly problem: string | undefined;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/**
 * Runs a program of the system with nothing on stdin, in a session of its own. What it leaves running goes on, as a
 * service does that it has started, but without our pipes to write to.
 * @throws the signal's reason, after everything is killed
 */
export async function runCommand(
  [program, ...args]: readonly [string, ...string[]],
  { env, signal, timeoutMs, maxBytes }: CommandOptions,
): Promise<CommandResult> {
  signal.throwIfAborted();
  const { spawn } = await import('node:child_process');
  const child = spawn(program, args, {
    env: env as NodeJS.ProcessEnv,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout = keepLast(child.stdout, maxBytes);
  const stderr = keepLast(child.stderr, maxBytes);
  let late = false;
  const stop = () => killGroup(child);
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, timeoutMs);
  signal.addEventListener('abort', stop, { once: true });
  child.once('exit', () => {
    setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, DRAIN_MS).unref();
  });
  try {
    const problem = await new Promise<string | undefined>((resolve) => {
      child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
      child.once('close', (exit, by) => {
        const ended =
          exit === null ? `ended by ${by ?? 'a signal'}` : exit === 0 ? undefined : `exit ${exit}`;
        resolve(late ? `no end within ${timeoutMs / 1000} s` : ended);
      });
    });
    signal.throwIfAborted();
    return { problem, stdout: stdout(), stderr: stderr() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

export interface ForegroundOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told of each line that it writes, of both outputs; undefined: it writes to ours. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Is given a way to send it a signal, for as long as it runs; gives one to end that. */
  readonly forward?: ((send: (signal: NodeJS.Signals) => void) => () => void) | undefined;
}

/**
 * Runs a program in our place, to its end, however long that takes.
 * @returns its exit code; where a signal has ended it 128 and the signal's number, as a shell tells it
 * @throws the system's error when it cannot be started
 */
export async function runForeground(
  [program, ...args]: readonly [string, ...string[]],
  { env, onLine, forward }: ForegroundOptions,
): Promise<number> {
  const { spawn } = await import('node:child_process');
  const { constants } = await import('node:os');
  const output = onLine === undefined ? 'inherit' : 'pipe';
  const child = spawn(program, args, {
    env: env as NodeJS.ProcessEnv,
    cwd: '/',
    stdio: ['ignore', output, output],
  });
  const ends = [child.stdout, child.stderr].map((stream) => stream && onLine && splitLines(stream, onLine));
  const stop = forward?.((signal) => child.kill(signal));
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exit, signal) =>
        resolve(exit ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      );
    });
  } finally {
    stop?.();
    for (const end of ends) end?.();
  }
}

/** Gives a function for the end, which tells of a line that has none. */
function splitLines(stream: Readable, onLine: (line: string) => void): () => void {
  let open = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (open + text).split('\n');
    open = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  return () => {
    if (open !== '') onLine(open);
  };
}

function keepLast(stream: Readable, maxBytes: number): () => Buffer {
  let kept: Buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk]).subarray(-maxBytes);
  });
  return () => kept;
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}
