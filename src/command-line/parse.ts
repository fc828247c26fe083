// From the command line to the arguments of one command, with every mistake in this program's own words.

import { join } from 'node:path/posix';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import type { Arguments } from './arguments.ts';
import { type CommandName, rowOf } from './commands.ts';
import { commandNamed, findCommand } from './find-command.ts';
import { type GivenOptions, readOptions, refuseUnknown } from './given-options.ts';
import { list } from './list.ts';
import {
  type InsteadName,
  isPath,
  type OptionName,
  type OptionRow,
  optionRow,
  optionsOf,
} from './options.ts';
import { type Token, tokensOf, wordsOf } from './tokens.ts';
import { didYouMean, usageError } from './usage.ts';

/**
 * The arguments of the command that is named, with every path absolute: nothing after this depends on the folder that
 * this process was started in.
 * @param folder that one; asked only when a path is relative; throws the system's error when it does not exist any more
 * @throws {ProviderError} USAGE
 */
export function parseArguments(args: readonly string[], folder: () => string): Arguments {
  const tokens = tokensOf(args);
  const words = wordsOf(tokens);
  if (isGiven('help', tokens)) {
    return { command: 'help', topic: words };
  }
  if (isGiven('version', tokens)) {
    return { command: 'version' };
  }
  // Before the command: the value of an unknown option looks like a word of it.
  refuseUnknown(tokens, commandNamed(words));
  const { command, operands } = findCommand(words);
  const given = readOptions(command, tokens);
  const options = optionsOf(command).map((name) => [
    memberOf(name),
    typedValue(optionRow(name), absolute(name, given, { command, folder })),
  ]);
  // The types of the members are those of the tables, which the compiler cannot follow through a list of entries.
  return { command, ...Object.fromEntries(options), ...readOperand(command, operands) } as Arguments;
}

function isGiven(option: InsteadName, tokens: readonly Token[]): boolean {
  return tokens.some(
    (token) => token.kind === 'option' && token.name === option && token.value === undefined,
  );
}

function readOperand(
  command: CommandName,
  operands: readonly string[],
): Readonly<Record<string, string | readonly string[]>> {
  const { operand } = rowOf(command);
  if (operand?.many) {
    return { [operand.name]: operands };
  }
  const extra = operands[operand === undefined ? 0 : 1];
  if (extra !== undefined) {
    const takes = operand === undefined ? 'options only' : `one ${operand.value}`;
    throw usageError(`${command}: unexpected argument ${quote(extra)} (${command} takes ${takes})`, command);
  }
  if (operand === undefined) {
    return {};
  }
  const { choices, name, value } = operand;
  const [text = operand.default] = operands;
  if (text === undefined || text === '') {
    throw usageError(
      `${command} needs ${value}${choices === undefined ? '' : `: ${list(choices)}`}`,
      command,
    );
  }
  if (choices !== undefined && !choices.includes(text)) {
    throw usageError(
      `${command}: expected ${list(choices)}, got ${quote(text)}${didYouMean(text, choices)}`,
      command,
    );
  }
  return { [name]: text };
}

function absolute(
  name: OptionName,
  given: GivenOptions,
  { command, folder }: { command: CommandName; folder: () => string },
): readonly string[] | undefined {
  const row = optionRow(name);
  const values = given.get(name);
  return isPath(row) ? values?.map(toAbsolute) : values;

  function toAbsolute(path: string): string {
    if (path.startsWith('/')) {
      return path;
    }
    if (row.ofNode && given.has('host-root')) {
      throw usageError(
        `--${name}: expected an absolute path on the node of --host-root, got ${quote(path)}`,
        command,
      );
    }
    try {
      return join(folder(), path);
    } catch (error) {
      const { code = 'unknown error' } = error as NodeJS.ErrnoException;
      throw new ProviderError(
        `--${name}: ${quote(path)} is a relative path, and the working directory of this process cannot be read (${code})`,
        { code: 'USAGE', hint: 'give an absolute path, or change to a directory that exists', cause: error },
      );
    }
  }
}

function typedValue(
  { value, choices, multiple }: OptionRow,
  values: readonly string[] | undefined,
): boolean | string | readonly string[] | undefined {
  if (value === undefined) return values !== undefined;
  if (multiple) return values ?? [];
  return values?.[0] ?? choices?.[0];
}

/** `kubeletConfig` of `kubelet-config`. */
export function memberOf(option: string): string {
  return option.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
