// The command line in the pieces that Node's own parser finds. It judges none of them: its messages are for programmers.

import { parseArgs } from 'node:util';
import { INSTEAD, OPTION_NAMES, optionRow } from './options.ts';

export type Token = ReturnType<typeof tokensOf>[number];

export function tokensOf(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: FORMS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  }).tokens;
}

interface Form {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
}

const FORMS: Readonly<Record<string, Form>> = Object.fromEntries([
  ...Object.entries(INSTEAD).map(([name, { short }]): [string, Form] => [name, { type: 'boolean', short }]),
  ...OPTION_NAMES.map((name): [string, Form] => {
    const { value, short } = optionRow(name);
    const type = value === undefined ? 'boolean' : 'string';
    return [name, short === undefined ? { type } : { type, short }];
  }),
]);

/** What is neither an option nor the value of one. */
export function wordsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
}

/** A sound command line without these options and their values, for another process of this program. */
export function withoutOptions(args: readonly string[], names: readonly string[]): string[] {
  return tokensOf(args).flatMap((token) => {
    switch (token.kind) {
      case 'option':
        if (names.includes(token.name)) return [];
        return [token.value === undefined ? `--${token.name}` : `--${token.name}=${token.value}`];
      case 'positional':
        return [token.value];
      default:
        return [];
    }
  });
}
