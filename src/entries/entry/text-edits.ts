// The operations on one entry, done to its text: to single values, items and fields, and to the comments that this plugin
// has written.

import { isAlias, isMap, type YAMLMap, type YAMLSeq } from 'yaml';
import { blocksOf, inline, reindent, write } from '../text/entry-list.ts';
import { asList, asMap, NotEditable, type Source, type TextEdit, valueAt } from '../text/source.ts';
import { isGeneratedComment, isLeadComment, presentComment, quoted } from '../wanted/kubelet-config.ts';
import type { EntryEdit } from './entry-edit.ts';
import type { MadeEntry } from './made-entries.ts';
import type { Operation } from './operation.ts';

/** @param made the entry as the plugin writes it */
export function entryEdits(
  source: Source,
  list: YAMLSeq,
  index: number,
  { operations }: EntryEdit,
  made: MadeEntry,
): TextEdit[] {
  const item = list.items[index];
  if (isAlias(item)) {
    if (operations.length === 0) return [];
    throw new NotEditable();
  }
  const entry = asMap(item);
  return [
    ...operations.flatMap((operation) => operationEdits(source, entry, operation, made)),
    ...commentEdits(source, list, index, operations, made),
  ];
}

function operationEdits(source: Source, entry: YAMLMap, operation: Operation, made: MadeEntry): TextEdit[] {
  const { path } = operation;
  const key = path.at(-1) as string | number;
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((node, part) => valueAt(asMap(node), String(part))?.value, entry);
  const typedAt = () =>
    path.reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], made.typed);
  switch (operation.kind) {
    case 'set': {
      const node = typeof key === 'number' ? asList(parent).items[key] : valueAt(asMap(parent), key)?.value;
      if (node === undefined) throw new NotEditable(); // it is a merged field
      return [
        source.setScalar(node, typeof typedAt() === 'boolean' ? operation.value : quoted(operation.value)),
      ];
    }
    case 'list': {
      const found = valueAt(asMap(parent), String(key));
      const nodes = asList(found?.value);
      const goes = new Set(operation.goes);
      return source.editList(nodes, (at) => goes.has(at), operation.added.map(write));
    }
    case 'remove': {
      const map = asMap(parent);
      const found = valueAt(map, String(key));
      if (found === undefined) throw new NotEditable();
      return map.flow === true
        ? source.editFlowMap(map, (at) => map.items[at] === found.pair, [])
        : [source.removePair(map, found.pair)];
    }
    case 'add':
      return addEdits(source, asMap(parent), operation, made, typedAt() ?? operation.value);
  }
}

function addEdits(
  source: Source,
  map: YAMLMap,
  { path, value }: Operation & { readonly kind: 'add' },
  made: MadeEntry,
  typed: unknown,
): TextEdit[] {
  const key = String(path.at(-1));
  const there = valueAt(map, key);
  if (map.flow === true) {
    return source.editFlowMap(map, (at) => map.items[at] === there?.pair, [
      `${quoted(key)}: ${inline(typed)}`,
    ]);
  }
  const first = source.startOf(map.items[0]);
  const indent = ' '.repeat(first - source.lineOf(first).from);
  const lines = made.linesOf(path) ?? pairLines(key, value);
  return [
    ...(there === undefined ? [] : [source.removePair(map, there.pair)]),
    source.insertLines(
      source.lineEnd(source.endOf(map.items.at(-1))),
      reindent(lines, indentOf(lines), indent),
    ),
  ];
}

function pairLines(key: string, value: unknown): string {
  return Array.isArray(value)
    ? `${key}:\n${value.map((item) => `  - ${write(item)}\n`).join('')}`
    : `${key}: ${write(value)}\n`;
}

function indentOf(lines: string): string {
  return /^ */.exec(lines)?.[0] ?? '';
}

/** Comments that the plugin has written are changed with the entry; those of an operator stay. */
function commentEdits(
  source: Source,
  list: YAMLSeq,
  index: number,
  operations: readonly Operation[],
  { comments }: MadeEntry,
): TextEdit[] {
  if (list.flow === true) return [];
  const block = blocksOf(source, list)[index];
  if (block === undefined) return [];
  const lead = comments.find(isLeadComment);
  const item = list.items[index];
  const inFlow = isMap(item) && item.flow === true;
  const dash = source.lineOf(source.dashOf(item)).from;
  const removed = operations.some(({ kind }) => kind === 'remove');
  const edits: TextEdit[] = [];
  for (let from = block.from; from < block.to; from = source.lineEnd(from + 1)) {
    const to = source.lineEnd(from + 1);
    const line = source.text.slice(from, to);
    const comment = line.trim();
    const isOurs =
      comment.startsWith('#') && (isLeadComment(comment) ? from < dash : isGeneratedComment(comment));
    if (!isOurs || comments.includes(comment) || (inFlow && from > dash)) continue;
    if (removed && from > dash && isWithin(source, item, from, operations)) continue;
    const present = comments.find((each) => each === presentComment(comment));
    const instead = isLeadComment(comment) ? lead : present;
    edits.push({ from, to, text: instead === undefined ? '' : line.replace(comment, () => instead) });
  }
  return edits;
}

/** Whether the line goes with a field anyway. */
function isWithin(source: Source, item: unknown, from: number, operations: readonly Operation[]): boolean {
  return operations.some((operation) => {
    if (operation.kind !== 'remove' || operation.path.length !== 1) return false;
    const pair = valueAt(asMap(item), String(operation.path[0]))?.pair;
    return pair !== undefined && from > source.startOf(pair) && from < source.endOf(pair);
  });
}
