// The options of a command line, held against the table: each is known, taken by the command, and has a value or none.

import type { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import type { CommandName } from './commands.ts';
import { list } from './list.ts';
import { INSTEAD, OPTION_NAMES, type OptionName, type OptionRow, optionRow, optionsOf } from './options.ts';
import type { Token } from './tokens.ts';
import { didYouMean, usageError } from './usage.ts';

/** The values of each option that is given; a flag has none. */
export type GivenOptions = ReadonlyMap<OptionName, readonly string[]>;

/** @param command that is named; undefined: none is @throws {ProviderError} USAGE for an option that does not exist */
export function refuseUnknown(tokens: readonly Token[], command: CommandName | undefined): void {
  const all = [...OPTION_NAMES, ...Object.keys(INSTEAD)];
  const unknown = tokens.find((token) => token.kind === 'option' && !all.includes(token.name));
  if (unknown?.kind === 'option') {
    const own = command === undefined ? [] : optionsOf(command);
    const meant = [own, all].map((names) => didYouMean(unknown.rawName, names.map(optionText)));
    throw usageError(
      `unknown option ${quote(unknown.rawName)}${meant.find((text) => text !== '') ?? ''}`,
      command,
    );
  }
}

/** The options of the command line, each taken by the command. @throws {ProviderError} USAGE for the first mistake */
export function readOptions(command: CommandName, tokens: readonly Token[]): GivenOptions {
  const given = new Map<OptionName, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = OPTION_NAMES.find((each) => each === token.name);
    if (name === undefined) {
      // Known, and without a row: it is --help or --version, which act instead unless they have a value.
      throw takesNoValue(token.name, command);
    }
    const row = optionRow(name);
    if (!row.commands.includes(command)) {
      throw usageError(
        `${subjectOf(command)} does not take --${name}, which is an option of ${list(row.commands, 'and')}`,
        command,
      );
    }
    const values = given.get(name);
    // The kubelet's own line counts as it always did, with the last value: an upgrade must not end a node's pulls.
    if (values !== undefined && !row.multiple && command !== 'provide') {
      throw usageError(`--${name} is given more than once`, command, 'give it once');
    }
    const before = row.multiple ? (values ?? []) : [];
    given.set(name, [...before, ...readValue(name, row, token, command)]);
  }
  checkCompany(command, given);
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
    const why = token.value === undefined ? 'nothing follows it' : 'it is empty';
    throw usageError(`--${name} needs a value (${value}), but ${why}`, command);
  }
  if (!token.inlineValue && /^-./s.test(token.value)) {
    throw usageError(
      `--${name} needs a value (${value}), but the next argument begins with a dash, as an option does`,
      command,
      `write --${name}=${value} if that is the value`,
    );
  }
  if (choices !== undefined && !choices.includes(token.value)) {
    const meant = didYouMean(token.value, choices);
    throw usageError(`--${name}: expected ${list(choices)}, got ${quote(token.value)}${meant}`, command);
  }
  return [token.value];
}

/** What means something only beside other options, or only without them. */
function checkCompany(command: CommandName, given: GivenOptions): void {
  const isGone = (name: string) => !given.has(name as OptionName);
  for (const name of given.keys()) {
    const { needs = {}, excludes = [] } = optionRow(name);
    const needed = needs[command] ?? [];
    if (needed.some(isGone)) {
      throw usageError(
        `${command}: --${name} can only be used with ${list(needed.map(optionText), 'and')}`,
        command,
      );
    }
    const excluded = excludes.find((each) => !isGone(each));
    if (excluded !== undefined) {
      throw usageError(`${command}: --${name} cannot be used with --${excluded}`, command);
    }
  }
}

function takesNoValue(name: string, command: CommandName): ProviderError {
  return usageError(`--${name} takes no value`, command, `write --${name} alone`);
}

function subjectOf(command: CommandName): string {
  return command === 'provide' ? 'provide, the default command,' : command;
}

const optionText = (name: string): string => `--${name}`;
