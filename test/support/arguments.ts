// A command line as a command is given it.

import assert from 'node:assert/strict';
import type { ArgumentsOf } from '../../src/command-line/arguments.ts';
import type { CommandName } from '../../src/command-line/commands.ts';
import { parseArguments } from '../../src/command-line/parse.ts';

/** @param words the whole command line; relative paths are of the root */
export function argumentsOf<Name extends CommandName>(
  command: Name,
  words: readonly string[],
): ArgumentsOf<Name> {
  const parsed = parseArguments(words, () => '/');
  assert.equal(parsed.command, command);
  return parsed as ArgumentsOf<Name>;
}
