// Which command the words of a command line name.

import { quote } from '../escape.ts';
import { COMMAND_NAMES, type CommandName, familyOf } from './commands.ts';
import { list } from './list.ts';
import { didYouMean, usageError } from './usage.ts';

/** The topic of help that is no command. */
export const CONFIG_TOPIC = 'config';

interface Found {
  readonly command: CommandName;
  /** The words behind it. */
  readonly operands: readonly string[];
}

/** Without a word it is what the kubelet calls. @throws {ProviderError} USAGE */
export function findCommand(words: readonly string[]): Found {
  const [first, second] = words;
  if (first === undefined) {
    return { command: 'provide', operands: [] };
  }
  const command = commandNamed(words);
  if (command !== undefined) {
    return { command, operands: words.slice(command.split(' ').length) };
  }
  const family = familyOf(first);
  if (family.length === 0) {
    throw unknown(first);
  }
  const choices = family.map((name) => name.slice(first.length + 1));
  const got = second === undefined ? 'nothing' : `${quote(second)}${didYouMean(second, choices)}`;
  throw usageError(`${first}: expected ${list(choices)}, got ${got}`, first);
}

/** The command whose name the words begin with. */
export function commandNamed([first, second]: readonly string[]): CommandName | undefined {
  return COMMAND_NAMES.find((name) => name === first || name === `${first} ${second}`);
}

/**
 * The commands whose help is asked for: one, or all that begin with a word, or none where no word is given.
 * @throws {ProviderError} USAGE
 */
export function findTopic(words: readonly string[]): readonly CommandName[] {
  const [first, ...more] = words;
  if (first === undefined) return [];
  const family = familyOf(first);
  if (family.length > 0 && more.length === 0) return family;
  if (family.length === 0 && commandNamed(words) === undefined) throw unknown(first, [CONFIG_TOPIC]);
  return [findCommand(words).command];
}

function unknown(word: string, topics: readonly string[] = []): Error {
  const words = [...topics, ...COMMAND_NAMES.flatMap((name) => [name, name.split(' ')[0] as string])];
  return usageError(`unknown command ${quote(word)}${didYouMean(word, words)}`, undefined);
}
