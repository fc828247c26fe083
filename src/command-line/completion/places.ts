// Where a command line may stand, and what may follow there: the same for every shell.

import { COMMAND_NAMES, type CommandName, rowOf } from '../commands.ts';
import { INSTEAD, isPath, OPTION_NAMES, type OptionName, optionRow, optionsOf } from '../options.ts';

interface Word {
  readonly word: string;
  readonly does: string;
}

export interface Place {
  /** The words before that are neither options nor their values. */
  readonly words: readonly string[];
  /** What may be the next such word, as far as it is known. */
  readonly next: readonly Word[];
  /** Names of the options that may stand here. */
  readonly options: readonly string[];
}

export interface CompletedOption {
  readonly name: string;
  /** Such as `-o`. */
  readonly short: string | undefined;
  readonly repeatable: boolean;
  readonly takesValue: boolean;
  readonly does: string;
  readonly offers: 'files' | 'folders' | readonly string[];
}

/** Every place; those with more words before those that begin like them. */
export function places(): readonly Place[] {
  const partial = COMMAND_NAMES.flatMap((command) => {
    const words = command.split(' ');
    return words.flatMap((_, index) => {
      const before = words.slice(0, index);
      return [placeBefore(before, optionsAt(before)), placeBefore(before, [], ['help'])];
    });
  });
  const all = [...COMMAND_NAMES.map(placeOf), ...partial];
  // Of two with the same words the later one stays: behind `help` the names of commands follow.
  const unique = new Map(all.map((place) => [place.words.join(' '), place]));
  return [...unique.values()].sort((a, b) => b.words.length - a.words.length);
}

/** The place where the rest of a command's name follows. @param behind the words before that name, such as `help` */
function placeBefore(
  words: readonly string[],
  options: readonly OptionName[],
  behind: readonly string[] = [],
): Place {
  const following = commandsBehind(words);
  const next = new Map<string, string>();
  for (const command of following) {
    const word = command.split(' ')[words.length] as string;
    const family = following.filter((other) => other.split(' ')[words.length] === word);
    next.set(word, family.map((other) => rowOf(other).does).join('; '));
  }
  return {
    words: [...behind, ...words],
    next: [...next].map(([word, does]) => ({ word, does })),
    options: [...options, ...Object.keys(INSTEAD)],
  };
}

function placeOf(command: CommandName): Place {
  const { operand, does } = rowOf(command);
  return {
    words: command.split(' '),
    next: (operand?.choices ?? []).map((word) => ({ word, does })),
    options: [...optionsOf(command), ...Object.keys(INSTEAD)],
  };
}

function commandsBehind(words: readonly string[]): readonly CommandName[] {
  return COMMAND_NAMES.filter((command) => command.startsWith(words.map((word) => `${word} `).join('')));
}

/** What each command takes that may follow; without a word, what the default command takes. */
function optionsAt(words: readonly string[]): readonly OptionName[] {
  const commands = words.length === 0 ? (['provide'] as const) : commandsBehind(words);
  return OPTION_NAMES.filter((name) => commands.every((command) => optionsOf(command).includes(name)));
}

export const COMPLETED_OPTIONS: readonly CompletedOption[] = [
  ...OPTION_NAMES.map(completed),
  ...Object.entries(INSTEAD).map(([name, { short, does }]) => ({
    name,
    short: `-${short}`,
    repeatable: false,
    takesValue: false,
    does,
    offers: [],
  })),
];

function completed(name: OptionName): CompletedOption {
  const row = optionRow(name);
  const { short, multiple = false, value, does, choices, offers } = row;
  return {
    name,
    short: short === undefined ? undefined : `-${short}`,
    repeatable: multiple,
    takesValue: value !== undefined,
    does,
    offers: isPath(row) ? (value === 'DIR' ? 'folders' : 'files') : (choices ?? offers ?? []),
  };
}
