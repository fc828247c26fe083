// From the command line to the arguments of one command, with every mistake in this program's own words.

import { join } from 'node:path/posix';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import type { Arguments } from './arguments.ts';
import { type CommandName, rowOf } from './commands.ts';
import { findCommand } from './find-command.ts';
import { list } from './list.ts';
import {
  INSTEAD,
  isPath,
  OPTION_NAMES,
  type OptionName,
  type OptionRow,
  optionRow,
  optionsOf,
} from './options.ts';
import { type Token, tokensOf, wordsOf } from './tokens.ts';
import { didYouMean, usageError } from './usage.ts';

/** The values of each option that is given; a flag has none. */
type Given = ReadonlyMap<OptionName, readonly string[]>;

/**
 * Nothing after this depends on the folder that this process was started in: every path is absolute.
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
  const { command, operands } = findCommand(words);
  const given = readOptions(command, tokens);
  checkCompany(command, given);
  const options = optionsOf(command).map((name) => [
    memberOf(name),
    typedValue(optionRow(name), absolute(name, given, { command, folder })),
  ]);
  // The types of the members are those of the tables, which the compiler cannot follow through a list of entries.
  return { command, ...Object.fromEntries(options), ...readOperand(command, operands) } as Arguments;
}

function isGiven(option: keyof typeof INSTEAD, tokens: readonly Token[]): boolean {
  return tokens.some(
    (token) => token.kind === 'option' && token.name === option && token.value === undefined,
  );
}

/** @throws {ProviderError} USAGE for the first that is wrong */
function readOptions(command: CommandName, tokens: readonly Token[]): Given {
  const given = new Map<OptionName, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = OPTION_NAMES.find((each) => each === token.name);
    if (name === undefined) {
      throw token.name in INSTEAD ? takesNoValue(token.name, command) : unknownOption(token.rawName, command);
    }
    const row = optionRow(name);
    if (!row.commands.includes(command)) {
      throw usageError(
        `${subjectOf(command)} does not take --${name}, which is an option of ${list(row.commands, 'and')}`,
        command,
      );
    }
    const values = given.get(name);
    if (values !== undefined && !row.multiple) {
      throw usageError(`--${name} is given more than once`, command, 'give it once');
    }
    given.set(name, [...(values ?? []), ...readValue(name, row, token, command)]);
  }
  return given;
}

/** One value, or none for a flag. */
function readValue(
  name: OptionName,
  { value, choices }: OptionRow,
  token: Extract<Token, { kind: 'option' }>,
  command: CommandName,
): readonly string[] {
  if (value === undefined) {
    if (token.value !== undefined) throw takesNoValue(name, command);
    return [];
  }
  if (token.value === undefined || token.value === '') {
    const why = token.value === undefined ? 'nothing follows it' : 'its value is empty';
    throw usageError(`--${name} needs ${value}, and ${why}`, command);
  }
  if (!token.inlineValue && /^-./s.test(token.value)) {
    throw usageError(
      `--${name} needs ${value}, and what follows it begins with a dash, as an option does`,
      command,
      `write --${name}=${value} if it is the value`,
    );
  }
  if (choices !== undefined && !choices.includes(token.value)) {
    throw usageError(`--${name}: expected ${list(choices)}, got ${quote(token.value)}`, command);
  }
  return [token.value];
}

/** What means something only beside other options, or only without them. */
function checkCompany(command: CommandName, given: Given): void {
  const isGone = (name: string) => !given.has(name as OptionName);
  for (const name of given.keys()) {
    const { needs = {}, excludes = [] } = optionRow(name);
    const needed = needs[command] ?? [];
    if (needed.some(isGone)) {
      throw usageError(
        `${command}: --${name} needs ${list(needed.map(optionText), 'and')} beside it`,
        command,
      );
    }
    const excluded = excludes.find((each) => !isGone(each));
    if (excluded !== undefined) {
      throw usageError(`${command}: --${name} and --${excluded} exclude each other`, command);
    }
  }
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
    const takes = operand === undefined ? 'none' : `one ${operand.value}`;
    throw usageError(
      `${command}: unexpected argument ${quote(extra)}, as ${command} takes ${takes}`,
      command,
    );
  }
  if (operand === undefined) {
    return {};
  }
  const [text] = operands;
  const { choices, name, value } = operand;
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
  given: Given,
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

function unknownOption(typed: string, command: CommandName): ProviderError {
  const own = [...optionsOf(command), ...Object.keys(INSTEAD)];
  const meant = [own, OPTION_NAMES].map((names) => didYouMean(typed, names.map(optionText)));
  return usageError(
    `${subjectOf(command)} has no option ${quote(typed)}${meant.find((text) => text !== '') ?? ''}`,
    command,
  );
}

function takesNoValue(name: string, command: CommandName): ProviderError {
  return usageError(`--${name} takes no value`, command, `write --${name} alone`);
}

function subjectOf(command: CommandName): string {
  return command === 'provide' ? 'provide, the default command,' : command;
}

const optionText = (name: string): string => `--${name}`;
