// The list of entries in a text: entries taken out of it and put into it, as lines or in a flow.

import type { YAMLSeq } from 'yaml';
import { quoted } from '../wanted/kubelet-config.ts';
import type { EntryData } from './entry-data.ts';
import type { Source, TextEdit } from './source.ts';

/** An entry as another text has it. */
export interface WrittenEntry {
  /** Every scalar as text. */
  readonly entry: EntryData;
  /** The same with numbers and booleans. */
  readonly typed: Record<string, unknown>;
  /** Whole lines, with the comments before it; undefined where it is not written in lines. */
  readonly lines: string | undefined;
  /** What stands before its dash. */
  readonly indent: string;
}

/** Entries taken out of the list, and others put in before those of an index. */
export function listEdits(
  source: Source,
  list: YAMLSeq,
  goes: (index: number) => boolean,
  added: ReadonlyMap<number, readonly WrittenEntry[]>,
): TextEdit[] {
  const count = list.items.length;
  if (list.flow === true) {
    const gap = source.gapOf(list);
    const newLine = gap.includes('\n') ? gap.slice(1) : undefined;
    const written = ({ typed }: WrittenEntry) =>
      newLine === undefined
        ? inline(typed)
        : JSON.stringify(typed, null, newLine.includes('\t') ? '\t' : 2).replaceAll('\n', newLine);
    const last = (added.get(count) ?? []).map(written);
    return [
      ...source.editList(list, goes, last),
      ...[...added]
        .filter(([index]) => index < count)
        .flatMap(([index, each]) => each.map((fresh) => source.insertFlow(list, index, written(fresh)))),
    ];
  }
  const blocks = blocksOf(source, list);
  const indent = source.columnOfDash(list.items[0]);
  const end = blocks.at(-1)?.to ?? 0;
  return [
    ...blocks.flatMap(({ from, to }, index) => (goes(index) ? [{ from, to, text: '' }] : [])),
    ...[...added].map(([index, each]) =>
      source.insertLines(
        blocks[index]?.from ?? end,
        each
          .map(({ lines, typed, indent: own }) =>
            lines === undefined ? `${indent}- ${inline(typed)}\n` : reindent(lines, own, indent),
          )
          .join(''),
      ),
    ),
  ];
}

interface Block {
  readonly from: number;
  readonly to: number;
}

/** Whole lines of each entry of a list, with the comments directly above it at its column, which are about it. */
export function blocksOf(source: Source, list: YAMLSeq): readonly Block[] {
  const indent = source.columnOfDash(list.items[0]);
  const starts = list.items.map((item) => {
    let { from } = source.lineOf(source.dashOf(item));
    for (;;) {
      const above = from === 0 ? undefined : source.lineOf(from - 1).from;
      if (above === undefined || !source.text.startsWith(`${indent}#`, above)) return from;
      from = above;
    }
  });
  let end = source.lineEnd(source.endOf(list.items.at(-1)));
  while (new RegExp(`^${indent} +#`).test(source.text.slice(end, source.lineEnd(end + 1)))) {
    end = source.lineEnd(end + 1); // comments of the last entry
  }
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? end }));
}

/** In one line, for YAML and JSON alike. */
export function inline(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, ' ')
    .replace(/^([[{]) (.*) ([\]}])$/, '$1$2$3');
}

export function write(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : inline(value);
}

export function reindent(lines: string, from: string, to: string): string {
  return lines.replace(new RegExp(`^${from}(?=.*\\S)`, 'gm'), to);
}
