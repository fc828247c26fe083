// The command line that kubelets are configured with, read without the tables: every pull would wait for them.

import type { ArgumentsOf } from './arguments.ts';

const WITHOUT_TOKENS = '--rules-without-tokens';

/**
 * `[provide] [--config FILE] [--rules-without-tokens]` with an absolute path; undefined for anything else, which parse.ts
 * reads.
 */
export function parseKubeletForm(args: readonly string[]): ArgumentsOf<'provide'> | undefined {
  const named = args[0] === 'provide' ? args.slice(1) : args;
  const rulesWithoutTokens = named.at(-1) === WITHOUT_TOKENS;
  const rest = rulesWithoutTokens ? named.slice(0, -1) : named;
  if (rest.length === 0) {
    return { command: 'provide', config: undefined, rulesWithoutTokens };
  }
  const [first = '', second] = rest;
  const separate = rest.length === 2 && first === '--config' ? second : undefined;
  const config =
    rest.length === 1 && first.startsWith('--config=') ? first.slice('--config='.length) : separate;
  return config?.startsWith('/') ? { command: 'provide', config, rulesWithoutTokens } : undefined;
}
