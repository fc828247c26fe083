// Runs a program to its end.
import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program to its end; what it wrote to standard output. Fails with what it wrote to standard error. */
export async function runProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  timeoutMs: number,
): Promise<string> {
  const options = { env, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await execute(command, args, options).catch((error) => {
    throw new Error(`${basename(command)} ${args[0] ?? ''}: ${tail(error.stderr ?? '') || error.message}`);
  });
  return stdout;
}

/** The last lines, for the message of a failure. */
export const tail = (text: string, lines = 40): string => text.trimEnd().split('\n').slice(-lines).join('\n');
