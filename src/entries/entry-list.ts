// The list of entries in a text: entries taken out of it and put into it, as lines or in a flow.

import type { YAMLSeq } from 'yaml';
import { nameOf, typedProviders } from './config-data.ts';
import { text as quoted } from './kubelet-config.ts';
import { asList, documentOf, type Edit, Source } from './source.ts';

/** An entry as it is written: with the comments before it, or on the way to a flow. */
export interface Fresh {
  /** Lines whose dash is in the column `indent`; undefined where they are to be made from the data. */
  readonly lines?: string;
  readonly indent: string;
  readonly data: unknown;
}

/** Entries taken out of the list, and others put in before those of an index. */
export function listEdits(
  source: Source,
  list: YAMLSeq,
  goes: (index: number) => boolean,
  added: ReadonlyMap<number, readonly Fresh[]>,
): Edit[] {
  const count = list.items.length;
  if (list.flow === true) {
    const gap = source.gapOf(list);
    const newLine = gap.includes('\n') ? gap.slice(1) : undefined;
    const written = ({ data }: Fresh) =>
      newLine === undefined
        ? inline(data)
        : JSON.stringify(data, null, newLine.includes('\t') ? '\t' : 2).replaceAll('\n', newLine);
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
          .map(({ lines, data, indent: own }) =>
            lines === undefined ? `${indent}- ${inline(data)}\n` : reindent(lines, own, indent),
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

export function freshFrom(earlier: string, names: readonly string[]): Fresh[] {
  const source = new Source(earlier);
  const list = asList(documentOf(earlier).get('providers', true));
  const typed = typedProviders(earlier);
  const blocks = list.flow === true || source.endOfLine !== '\n' ? undefined : blocksOf(source, list);
  const indent = blocks === undefined ? '' : source.columnOfDash(list.items[0]);
  return list.items.flatMap((item, index) => {
    const block = blocks?.[index];
    const lines = block && earlier.slice(block.from, block.to);
    return names.includes(nameOf(item) ?? '')
      ? [
          {
            ...(lines !== undefined && { lines: lines.endsWith('\n') ? lines : `${lines}\n` }),
            indent,
            data: typed[index],
          },
        ]
      : [];
  });
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
