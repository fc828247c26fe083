// What becomes of a field of this plugin's entries, in words.

import { quote } from '../../escape.ts';

/** A field that this plugin writes, and that is not as the plugin writes it. */
export interface FieldChange {
  /** Name of the entry; empty for a field of the file. */
  readonly entry: string;
  /** Such as `tokenAttributes.cacheType`. */
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** In words, a line for each field: what follows the name of the file. */
export function describeChanges(changes: readonly FieldChange[]): string[] {
  const byField = new Map<string, FieldChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.entry, change.field]);
    byField.set(key, [...(byField.get(key) ?? []), change]);
  }
  return [...byField.values()].map(describeField);
}

function describeField(changes: readonly FieldChange[]): string {
  const [{ entry, field } = { entry: '', field: '' }] = changes;
  if (field === 'name') return `entry ${quote(entry)} is removed, as no rule needs it`;
  const texts = (which: (change: FieldChange) => string | undefined) =>
    changes.map(which).filter((text) => text !== undefined);
  const parts = [
    ...texts(({ before, after }) =>
      before !== undefined && after !== undefined ? `${quote(before)} becomes ${quote(after)}` : undefined,
    ),
    ...listed(
      texts(({ before, after }) => (after === undefined ? before : undefined)),
      'removed',
    ),
    ...listed(
      texts(({ before, after }) => (before === undefined ? after : undefined)),
      'added',
    ),
  ];
  const whose = entry === '' ? 'the file' : `entry ${quote(entry)}`;
  return `${whose}: ${field}: ${parts.join('; ')}`;
}

function listed(texts: readonly string[], done: string): string[] {
  if (texts.length === 0) return [];
  return [`${texts.map((text) => quote(text)).join(', ')} ${texts.length === 1 ? 'is' : 'are'} ${done}`];
}
