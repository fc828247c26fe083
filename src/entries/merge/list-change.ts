// A change of the list of entries: done to the text itself, so that everything around it stays as it is written; where that
// cannot be done, to what the text says.

import { type Document, isScalar } from 'yaml';
import type { EntryEdit } from '../entry/entry-edit.ts';
import { Made } from '../entry/made-entries.ts';
import { applyOperations } from '../entry/operation.ts';
import { entryEdits } from '../entry/text-edits.ts';
import { type ConfigData, firstThatSays, formatJson, isJson, nameOf } from '../text/config-data.ts';
import type { EntryData } from '../text/entry-data.ts';
import { listEdits, type WrittenEntry } from '../text/entry-list.ts';
import { rewrite } from '../text/rewrite.ts';
import {
  applyEdits,
  asList,
  asMap,
  documentOf,
  NotEditable,
  Source,
  type TextEdit,
  valueAt,
} from '../text/source.ts';
import { quoted, splitHeader } from '../wanted/kubelet-config.ts';

export interface ListChange {
  /** What becomes of each entry that is there. */
  readonly fates: readonly (EntryEdit | 'goes' | 'stays')[];
  /** Entries that are put in, by the index of the entry before which they come. */
  readonly added: ReadonlyMap<number, readonly WrittenEntry[]>;
  /** Of the file; undefined: it stays. */
  readonly apiVersion: string | undefined;
  /** The text that the header and the lines of edited entries are taken from; undefined: there is none of them. */
  readonly ours: string | undefined;
}

/** Undefined: the text is written in a way that cannot be changed. */
export function changeList(text: string, before: ConfigData, change: ListChange): string | undefined {
  const expected = changed(before, change, ({ entry }) => entry);
  return firstThatSays(expected, [
    () => {
      const edited = editText(text, change);
      // The kubelet reads JSON as JSON, which has no comma behind the last item.
      return isSoundJson(text) && !isSoundJson(edited) ? undefined : edited;
    },
    () =>
      isJson(text)
        ? formatJson(changed(JSON.parse(text) as ConfigData, change, ({ typed }) => typed))
        : rewrite(text, expected),
  ]);
}

function isSoundJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function changed(
  config: ConfigData,
  { fates, added, apiVersion = config.apiVersion }: ListChange,
  dataOf: (written: WrittenEntry) => unknown,
): ConfigData {
  const providers = [...config.providers, undefined].flatMap((entry, index) => {
    const fate = fates[index];
    return [
      ...((added.get(index) ?? []).map(dataOf) as EntryData[]),
      ...(entry === undefined || fate === 'goes' || fate === undefined
        ? []
        : [fate === 'stays' ? entry : applyOperations(entry, fate.operations)]),
    ];
  });
  return { ...config, apiVersion, providers };
}

/** @throws {NotEditable} */
function editText(text: string, { fates, added, apiVersion, ours }: ListChange): string {
  const source = new Source(text);
  const document = documentOf(text);
  const list = asList(document.get('providers', true));
  const made = ours === undefined ? undefined : new Made(ours);
  return applyEdits(text, [
    ...headerEdits(text, ours),
    ...versionEdits(source, document, apiVersion),
    ...fates.flatMap((fate, index) =>
      typeof fate === 'string' || made === undefined
        ? []
        : entryEdits(source, list, index, fate, made.entry(nameOf(list.items[index]) ?? '')),
    ),
    ...listEdits(source, list, (index) => fates[index] === 'goes', added),
  ]);
}

function headerEdits(text: string, ours: string | undefined): TextEdit[] {
  if (ours === undefined) return [];
  const [header] = splitHeader(text);
  const [wanted] = splitHeader(ours);
  return header === '' || header === wanted ? [] : [{ from: 0, to: header.length, text: wanted }];
}

function versionEdits(source: Source, document: Document, apiVersion: string | undefined): TextEdit[] {
  if (apiVersion === undefined) return [];
  const value = valueAt(asMap(document.contents), 'apiVersion')?.value;
  if (!isScalar(value)) throw new NotEditable();
  return [source.setScalar(value, value.type === 'PLAIN' ? apiVersion : quoted(apiVersion))];
}
