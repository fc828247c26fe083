// Runs other programs. Each has a purpose: a shell's command line for what it prints (runShell), a program for its answer
// to what it is given (runFilter), a command of the system (runCommand), a program instead of this one (runForeground), a
// program that is asked a question about itself (runProbe), and a plugin as the kubelet runs it (runPlugin). None of them
// reads this process's stdin.

import { type ChildProcess, type SpawnSyncOptions, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { constants as osConstants } from 'node:os';
import type { Readable } from 'node:stream';
import type { Environment } from './environment.ts';

type Argv = readonly [program: string, ...args: string[]];

export interface ShellOptions {
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Of its stdout; more is a failure. */
  readonly maxBytes: number;
}

interface FilterOptions extends ShellOptions {
  /** What it reads from its stdin, to the end. */
  readonly input: string;
}

type PrintedResult =
  | { readonly kind: 'exited'; readonly exit: number; readonly stdout: Buffer }
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'tooMuch' }
  /** A system error's code, such as ENOENT. */
  | { readonly kind: 'notStarted'; readonly code: string };

/**
 * Gives a command line to `/bin/sh`, for what it prints. Whatever it has started is killed when it ends. What it
 * writes to stderr, which may hold a secret, is dropped.
 * @throws the signal's reason, after everything is killed
 */
export function runShell(commandLine: string, options: ShellOptions): Promise<PrintedResult> {
  return runForOutput(['/bin/sh', '-c', commandLine], options, undefined);
}

/**
 * Runs a program for its answer to the input, with the same care: whatever it has started is killed when it ends, and
 * what it writes to stderr is dropped. @throws the signal's reason, after everything is killed
 */
export function runFilter(argv: Argv, { input, ...options }: FilterOptions): Promise<PrintedResult> {
  return runForOutput(argv, options, input);
}

async function runForOutput(
  argv: Argv,
  { env, signal, maxBytes }: ShellOptions,
  input: string | undefined,
): Promise<PrintedResult> {
  const { child, kill, ended } = startGroup(argv, { env, signal, stderr: 'ignore', input });
  const chunks: Buffer[] = [];
  let length = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBytes) kill();
    else chunks.push(chunk);
  });
  child.once('exit', kill);
  const { code, exit, by } = await ended;
  signal.throwIfAborted();
  if (code !== undefined) return { kind: 'notStarted', code };
  if (length > maxBytes) return { kind: 'tooMuch' };
  return exit === null
    ? { kind: 'killed', by: by ?? 'a signal' }
    : { kind: 'exited', exit, stdout: Buffer.concat(chunks, length) };
}

interface SystemCommandOptions {
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Then it is killed, with what it has started. */
  readonly timeoutMs: number;
  /** Of each of its outputs the last so many are kept. */
  readonly maxBytes: number;
}

interface SystemCommandResult {
  /** How it ended, where that is not exit 0: `exit 1`, `ended by SIGKILL`, `did not end within 10 s`, `ENOENT`. */
  readonly problem: string | undefined;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/**
 * Runs a command of the system, such as systemctl. What it leaves running goes on, as a service that it has started
 * must, but without this process's pipes to write to.
 * @throws the signal's reason, after everything is killed
 */
export async function runCommand(
  argv: Argv,
  { env, signal, timeoutMs, maxBytes }: SystemCommandOptions,
): Promise<SystemCommandResult> {
  const { child, kill, ended } = startGroup(argv, { env, signal, stderr: 'pipe', input: undefined });
  const stdout = keepLast(child.stdout, maxBytes);
  const stderr = keepLast(child.stderr, maxBytes);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, timeoutMs);
  const { code, exit, by } = await ended;
  clearTimeout(timer);
  signal.throwIfAborted();
  const ending = exit === null ? `ended by ${by ?? 'a signal'}` : exit === 0 ? undefined : `exit ${exit}`;
  const problem = code ?? (late ? `did not end within ${timeoutMs / 1000} s` : ending);
  return { problem, stdout: stdout(), stderr: stderr() };
}

interface Ending {
  /** Of the system's error, when it could not be started. */
  readonly code: string | undefined;
  readonly exit: number | null;
  readonly by: NodeJS.Signals | null;
}

interface GroupOptions {
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly stderr: 'pipe' | 'ignore';
  /** Undefined: it reads nothing. */
  readonly input: string | undefined;
}

/** For what is in the pipe when the program has ended. */
const DRAIN_MS = 1_000;

/**
 * Starts a program in a session and process group of its own, which the signal kills as a whole. Its end is told when
 * its outputs are closed. A child of it that fled from the group may keep them open: that is not waited for.
 */
function startGroup(
  [program, ...args]: Argv,
  { env, signal, stderr, input }: GroupOptions,
): { readonly child: ChildProcess; readonly kill: () => void; readonly ended: Promise<Ending> } {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    env: env as NodeJS.ProcessEnv,
    cwd: '/',
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', stderr],
  });
  // A program that does not read it closes the pipe: its answer tells what came of it.
  child.stdin?.on('error', () => undefined).end(input);
  const kill = () => killGroup(child);
  signal.addEventListener('abort', kill, { once: true });
  child.once('exit', () => {
    setTimeout(() => {
      child.stdin?.destroy();
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, DRAIN_MS).unref();
  });
  const ended = new Promise<Ending>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: error.code ?? error.name, exit: null, by: null }),
    );
    child.once('close', (exit, by) => resolve({ code: undefined, exit, by }));
  }).finally(() => signal.removeEventListener('abort', kill));
  return { child, kill, ended };
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // No process of the group is left.
  }
}

function keepLast(stream: Readable | null, maxBytes: number): () => Buffer {
  let kept: Buffer = Buffer.alloc(0);
  stream?.on('data', (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk]).subarray(-maxBytes);
  });
  return () => kept;
}

export interface ForegroundOptions {
  readonly env: Environment;
  /** Told of each line that it writes, of both outputs; undefined: it writes to those of this process. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Is given a way to send it a signal, for as long as it runs; gives one to end that. */
  readonly forward?: ((send: (signal: NodeJS.Signals) => void) => () => void) | undefined;
}

/**
 * Runs a program instead of this one, to its end, however long that takes.
 * @returns its exit code; where a signal has ended it 128 and the signal's number, as a shell tells it
 * @throws the system's error when it cannot be started
 */
export async function runForeground(
  [program, ...args]: Argv,
  { env, onLine, forward }: ForegroundOptions,
): Promise<number> {
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
      child.once('close', (exit, signal) => resolve(exit ?? (signal === null ? 128 : exitCodeOf(signal))));
    });
  } finally {
    stop?.();
    for (const end of ends) end?.();
  }
}

/** What a shell tells of a process that a signal has ended. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + osConstants.signals[signal];
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

interface ProbeResult {
  /** Undefined when it did not end by itself. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not start or end: the system's code such as ENOEXEC, a signal, or ETIMEDOUT. */
  readonly problem: string | undefined;
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
 * Asks a program for its version and the like: with an empty environment, for ten seconds at most. Never throws.
 * @param argv what it is told of its own name, and its arguments
 * @param looked the file that was looked at: no other that is there meanwhile is run
 */
export function runProbe(path: string, [name, ...args]: Argv, looked?: ExecutableFile): ProbeResult {
  if (looked === undefined) return probe(path, args, { argv0: name });
  const result = withExecutable(path, (descriptor, file) => {
    const isSame = file.dev === looked.dev && file.ino === looked.ino;
    if (!isSame || file.mode !== looked.mode || file.uid !== looked.uid) return undefined;
    // The child's fourth descriptor is the open file itself.
    return probe('/proc/self/fd/3', args, { argv0: name, stdio: ['pipe', 'pipe', 'pipe', descriptor] });
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

const PROBE_TIMEOUT_MS = 10_000;

function probe(
  path: string,
  args: readonly string[],
  options: Pick<SpawnSyncOptions, 'stdio' | 'argv0'>,
): ProbeResult {
  const { status, signal, stdout, stderr, error } = spawnSync(path, [...args], {
    ...options,
    cwd: '/',
    env: {},
    encoding: 'utf8',
    input: '',
    timeout: PROBE_TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 1024 * 1024,
  });
  const problem = (error as NodeJS.ErrnoException | undefined)?.code ?? signal ?? undefined;
  return { code: status ?? undefined, stdout: stdout ?? '', stderr: stderr ?? '', problem };
}

export interface PluginOptions {
  readonly env: Environment;
  readonly directory: string;
  readonly stdin: string;
  /** Then the plugin is killed, and nothing that it has started. */
  readonly timeoutMs: number;
  /** After it was killed, how long its outputs may be kept open by what it has started. */
  readonly drainMs: number;
  /** Of each of its outputs the first so many are kept. */
  readonly maxBytes: number;
  readonly clock: () => number;
  /** Is given a way to send a signal to it and to what it has started, as a terminal would; gives one to end that. */
  readonly forward: NonNullable<ForegroundOptions['forward']>;
}

export interface PluginRun {
  /** How it ended, where that is not exit 0: `exit status 1`, `signal: killed`, a system error's code. */
  readonly problem: string | undefined;
  readonly started: boolean;
  /** It was killed since it did not end in time. */
  readonly late: boolean;
  /** Something that it has started kept an output open beyond the time. */
  readonly heldOpen: boolean;
  readonly ms: number;
  readonly stdout: CappedOutput;
  readonly stderr: CappedOutput;
  /** What it wrote to its fourth descriptor. */
  readonly report: CappedOutput;
}

interface CappedOutput {
  /** The first of them. */
  readonly bytes: Buffer;
  /** Of all. */
  readonly length: number;
}

/**
 * Runs a plugin as the kubelet does: with a request on stdin, for what it prints. Unlike after the kubelet's, whatever it
 * has started is killed at the end.
 */
export async function runPlugin([program, ...args]: Argv, options: PluginOptions): Promise<PluginRun> {
  const { env, directory, stdin, timeoutMs, drainMs, maxBytes, clock, forward } = options;
  const startedAt = clock();
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      env: env as NodeJS.ProcessEnv,
      cwd: directory,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
  } catch (error) {
    // An argument or variable that no process can be given.
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const none = { bytes: Buffer.alloc(0), length: 0 };
    return {
      problem: code,
      started: false,
      late: false,
      heldOpen: false,
      ms: 0,
      stdout: none,
      stderr: none,
      report: none,
    };
  }
  const [stdout, stderr, report] = [1, 2, 3].map((at) =>
    keepFirst(child.stdio[at] as Readable | null, maxBytes),
  ) as [() => CappedOutput, () => CappedOutput, () => CappedOutput];
  // It may end before it has read the request.
  child.stdin?.on('error', () => undefined).end(stdin);
  let grace: NodeJS.Timeout | undefined;
  const stop = forward((signal) => {
    killGroup(child, signal);
    // What does not obey is not waited for.
    grace ??= setTimeout(() => killGroup(child), drainMs);
  });
  const { problem, late, heldOpen } = await endOfPlugin(child, { timeoutMs, drainMs });
  stop();
  clearTimeout(grace);
  const ms = clock() - startedAt;
  killGroup(child);
  return {
    problem,
    started: child.pid !== undefined,
    late,
    heldOpen,
    ms,
    stdout: stdout(),
    stderr: stderr(),
    report: report(),
  };
}

function endOfPlugin(
  child: ChildProcess,
  { timeoutMs, drainMs }: Pick<PluginOptions, 'timeoutMs' | 'drainMs'>,
): Promise<Pick<PluginRun, 'problem' | 'late' | 'heldOpen'>> {
  let late = false;
  let heldOpen = false;
  let drain: NodeJS.Timeout | undefined;
  // An output that something else keeps open is waited for too, as the kubelet does.
  const timer = setTimeout(() => {
    late = child.exitCode === null && child.signalCode === null;
    child.kill('SIGKILL');
    drain = setTimeout(
      () => {
        heldOpen = true;
        for (const stream of child.stdio) stream?.destroy();
      },
      late ? drainMs : 0,
    );
  }, timeoutMs);
  return new Promise<Pick<PluginRun, 'problem' | 'late' | 'heldOpen'>>((resolve) => {
    child.once('error', ({ code, name }: NodeJS.ErrnoException) =>
      resolve({ problem: code ?? name, late, heldOpen }),
    );
    child.once('close', (exit, by) => {
      const ending = exit === null ? `ended by ${by}` : exit === 0 ? undefined : `exit status ${exit}`;
      resolve({ problem: ending, late, heldOpen });
    });
  }).finally(() => {
    clearTimeout(timer);
    clearTimeout(drain);
  });
}

function keepFirst(stream: Readable | null, maxBytes: number): () => CappedOutput {
  const chunks: Buffer[] = [];
  let length = 0;
  stream?.on('data', (chunk: Buffer) => {
    if (length < maxBytes) chunks.push(chunk.subarray(0, maxBytes - length));
    length += chunk.length;
  });
  stream?.on('error', () => undefined);
  return () => ({ bytes: Buffer.concat(chunks), length });
}
