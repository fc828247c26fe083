// Programs that run beside the tests: each with a log file, stopped by its pid.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { tail } from '../support/run-program.ts';
import { waitFor } from './wait.ts';

export type Environment = Readonly<Record<string, string>>;

export interface Program {
  readonly pid: number;
  readonly logFile: string;
  /** All that it has written until now. */
  log(): string;
  /** The first match in its log. Fails when the program ends before. */
  waitForLog(pattern: RegExp, timeoutMs: number): Promise<RegExpMatchArray>;
}

/** Starts a program that goes on. `stdin` is the end of a pipe when it is to last as long as the tests do. */
export function startProgram(
  name: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  logFile: string,
  stdin: 'ignore' | 'pipe' = 'ignore',
): { program: Program; child: ChildProcess } {
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { env, cwd: '/', stdio: [stdin, log, log] });
  closeSync(log);
  child.unref(); // a test that fails to stop it shall end all the same
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const read = () => readFileSync(logFile, 'utf8');
  const program: Program = {
    pid: child.pid ?? 0,
    logFile,
    log: read,
    waitForLog: (pattern, timeoutMs) =>
      waitFor(
        `${pattern} in the log of ${name}`,
        () => {
          const match = read().match(pattern);
          if (match !== null) return match;
          if (failure !== undefined) throw failure;
          if (hasEnded(child)) throw new Error('it has ended');
          return undefined;
        },
        { timeoutMs, explain: () => tail(read()) },
      ),
  };
  return { program, child };
}

export const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

export async function waitForEnd(child: ChildProcess, timeoutMs: number): Promise<void> {
  child.ref();
  if (!hasEnded(child)) await once(child, 'exit', { signal: AbortSignal.timeout(timeoutMs) });
}
