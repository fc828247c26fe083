// The command line that kubelets are configured with, read without the tables: every pull would wait for them.

import type { ArgumentsOf } from './arguments.ts';

/** `[provide] [--config FILE]` with an absolute path; undefined for anything else, which parse.ts reads. */
export function parseKubeletForm(args: readonly string[]): ArgumentsOf<'provide'> | undefined {
  const rest = args[0] === 'provide' ? args.slice(1) : args;
  if (rest.length === 0) {
    return { command: 'provide', config: undefined };
  }
  const [first = '', second] = rest;
  const separate = rest.length === 2 && first === '--config' ? second : undefined;
  const config =
    rest.length === 1 && first.startsWith('--config=') ? first.slice('--config='.length) : separate;
  return config?.startsWith('/') ? { command: 'provide', config } : undefined;
}
