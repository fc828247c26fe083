// What an operator has changed by hand in this plugin's entries.

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { configOf } from './config-data.ts';
import { addedByHand, editOf, type FieldChange } from './entry.ts';
import { isOurs } from './names.ts';

/** What the second text would change in the entries of ours that the first has; empty where one of them is not sound. */
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
 * What an operator has added to entries of ours in the first text that nothing in the second has: `entry "…": env: NAME`.
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
