// What an operator has changed by hand in this plugin's entries.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { configOf } from '../text/config-data.ts';
import {
  CONFIG_ARGUMENT,
  type EntryData,
  listAt,
  REQUIRED,
  TOKENS,
  WITHOUT_TOKENS,
} from '../text/entry-data.ts';
import { isOurs } from '../text/names.ts';
import { editOf } from './entry-edit.ts';
import type { FieldChange } from './field-change.ts';

/** What the second text would change in this plugin's entries of the first; empty where one of the two is not sound. */
export function changesSince(now: string, written: string): readonly FieldChange[] {
  try {
    const before = configOf(written).providers;
    return configOf(now).providers.flatMap((entry) => {
      const earlier = before.find(({ name }) => name === entry.name);
      return earlier !== undefined && isOurs(entry.name) ? editOf(entry, earlier).changes : [];
    });
  } catch (error) {
    if (error instanceof ProviderError) return [];
    throw error;
  }
}

/**
 * What an operator has added to this plugin's entries in the first text that nothing in the second has: `entry "…": env: NAME`.
 * Empty where one of them is not sound.
 */
export function addedAndGone(text: string, after: string | undefined): readonly string[] {
  try {
    const left = after === undefined ? [] : configOf(after).providers.flatMap(addedByHand);
    return configOf(text)
      .providers.filter(({ name }) => isOurs(name))
      .flatMap((entry) =>
        addedByHand(entry)
          .filter((what) => !left.includes(what))
          .map((what) => `entry ${quote(entry.name)}: ${what}`),
      );
  } catch (error) {
    if (error instanceof ProviderError) return [];
    throw error;
  }
}

/** What an operator has added to an entry of this plugin that is removed as a whole. */
export function addedByHand({ args: words = [], env = [], ...entry }: EntryData): string[] {
  const own = words.filter(
    (arg, index) =>
      !CONFIG_ARGUMENT.test(arg) &&
      arg !== WITHOUT_TOKENS &&
      !/^(?:--config|-c)$/.test(arg) &&
      !/^(?:--config|-c)$/.test(words[index - 1] ?? ''),
  );
  return [
    // The value of an argument may be a secret.
    ...own.map(
      (arg) => `args: ${arg.startsWith('-') ? arg.replace(/=.*$/s, '=…') : 'one that is not shown'}`,
    ),
    ...env.map((variable) => `env: ${variable?.name ?? ''}`),
    ...listAt(entry, [TOKENS, REQUIRED]).map((key) => `${TOKENS}.${REQUIRED}: ${key}`),
  ];
}
