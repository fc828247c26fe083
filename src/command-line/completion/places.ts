// Where a command line may stand, and what may follow there: the same for every shell.

import { COMMANDS, COMMON, type CommandName, GRAMMAR, OPTIONS, type OptionName } from '../arguments.ts';
import { COMMAND_LINES, OPTION_LINES, SHELLS } from '../manual.ts';

export interface Word {
  readonly word: string;
  readonly does: string;
}

export interface Place {
  /** The words before that are neither options nor their values. */
  readonly words: readonly string[];
  /** What may be the next such word, as far as it is known. */
  readonly next: readonly Word[];
  readonly options: readonly OptionName[];
}

export interface Option {
  readonly name: OptionName;
  /** Such as `-o`. */
  readonly short: string | undefined;
  readonly repeatable: boolean;
  readonly takesValue: boolean;
  readonly does: string;
  readonly offers: 'files' | 'folders' | readonly string[];
}

/** Every place; those with more words before those that begin like them. */
export function places(): readonly Place[] {
  const found = COMMANDS.flatMap((command) => {
    const words = command.split(' ');
    return words.map((_, index) => placeAt(words.slice(0, index)));
  });
  const unique = new Map([...found, ...COMMANDS.map(placeOf)].map((place) => [place.words.join(' '), place]));
  return [...unique.values()].sort((a, b) => b.words.length - a.words.length);
}

/** Before a command is complete. */
function placeAt(words: readonly string[]): Place {
  const following = COMMANDS.filter((command) =>
    command.startsWith(words.map((word) => `${word} `).join('')),
  );
  const next = new Map<string, string>();
  for (const command of following) {
    const word = command.split(' ')[words.length] as string;
    const family = following.filter((other) => other.split(' ')[words.length] === word);
    next.set(word, family.map((other) => COMMAND_LINES[other]).join('; '));
  }
  return { words, next: [...next].map(([word, does]) => ({ word, does })), options: COMMON };
}

function placeOf(command: CommandName): Place {
  const { operands, options } = GRAMMAR[command];
  const [operand] = operands;
  const known: readonly string[] =
    operand === 'SHELL'
      ? SHELLS
      : operand === undefined || operand === operand.toUpperCase()
        ? []
        : [operand];
  return {
    words: command.split(' '),
    next: known.map((word) => ({ word, does: COMMAND_LINES[command] })),
    options: [...options, ...COMMON],
  };
}

export function optionNamed(name: OptionName): Option {
  const option = OPTIONS[name];
  const { does, offers } = OPTION_LINES[name];
  return {
    name,
    short: 'short' in option ? `-${option.short}` : undefined,
    repeatable: 'multiple' in option,
    takesValue: option.type === 'string',
    does,
    offers: offers ?? [],
  };
}

export const ALL_OPTIONS: readonly Option[] = (Object.keys(OPTIONS) as OptionName[]).map(optionNamed);
