// Entries taken out of a configuration of the kubelet, and earlier ones restored.

import { ProviderError } from '../../errors.ts';
import { configOf } from '../text/config-data.ts';
import type { WrittenEntry } from '../text/entry-list.ts';
import { entryNames } from '../text/names.ts';
import { writtenEntries } from '../text/written-entries.ts';
import { changeList, type ListChange } from './list-change.ts';

interface TakeOutOptions {
  readonly text: string;
  readonly goes: (name: string) => boolean;
  /** An earlier text of the file, from which these entries are restored unless they are there. */
  readonly giveBack?: { readonly text: string; readonly names: readonly string[] } | undefined;
}

/** The text without some entries, otherwise as it was; undefined: there is none left. */
export function takeOutEntries({ text, goes, giveBack }: TakeOutOptions): string | undefined {
  const names = entryNames(text);
  const left = new Set(names.filter((name) => !goes(name)));
  const back = new Set(giveBack?.names.filter((name) => !left.has(name)));
  if (back.size === 0 && names.every((name) => left.has(name))) {
    return names.length === 0 ? undefined : text;
  }
  const before = configOf(text);
  const earlier = giveBack === undefined || back.size === 0 ? [] : writtenEntries(giveBack.text);
  const added = addedOf(names, earlier, back);
  if (left.size === 0 && added.size === 0) return undefined;
  const fates = before.providers.map(({ name }) => (goes(name) ? 'goes' : 'stays'));
  const changed = changeList(text, before, { fates, added, apiVersion: undefined, ours: undefined });
  if (changed === undefined) {
    throw new ProviderError("the entries of the kubelet's configuration cannot be changed in place", {
      code: 'CONFIG_INVALID',
      hint: 'write it without anchors and aliases',
    });
  }
  return changed;
}

/** Each restored entry stands behind the one that it stood behind before. */
function addedOf(
  there: readonly string[],
  earlier: readonly WrittenEntry[],
  back: ReadonlySet<string>,
): ListChange['added'] {
  const places = new Map([...there.entries()].reverse().map(([index, name]) => [name, index]));
  const added = new Map<number, readonly WrittenEntry[]>();
  let place = 0;
  for (const written of earlier) {
    const { name } = written.entry;
    if (back.has(name)) added.set(place, [...(added.get(place) ?? []), written]);
    const at = places.get(name);
    if (at !== undefined) place = at + 1;
  }
  return added;
}
