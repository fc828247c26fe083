// Changes of single values in a YAML or JSON text: every byte around them stays as it was written.

import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** Replaces the text from one offset up to another. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text is written in a way that this file cannot change in its place. */
export class NotEditable extends Error {}

// All text stays as it is written, whatever it would be to a version of YAML.
const AS_WRITTEN = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, merge: true } as const;

/** The first document, which is the one that the kubelet reads; all its scalars are text. */
export function documentOf(text: string): Document {
  const [document] = parseAllDocuments(text, AS_WRITTEN) as Document[];
  return document ?? parseDocument('', AS_WRITTEN); // nothing but comments
}

/** What the text says; undefined where it is not sound. */
export function dataOf(text: string): unknown {
  try {
    const document = documentOf(text);
    return document.errors.length === 0 ? document.toJS() : undefined;
  } catch {
    return undefined;
  }
}

/** Edits that lie apart from each other; of two at one place the first comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let at = 0;
  const parts: string[] = [];
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (edit.from < at) throw new NotEditable();
    parts.push(text.slice(at, edit.from), edit.text);
    at = edit.to;
  }
  return parts.join('') + text.slice(at);
}

/** One text with the means to change it. */
export class Source {
  readonly text: string;
  readonly endOfLine: string;

  constructor(text: string) {
    this.text = text;
    this.endOfLine = text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** @param value as it is to be written */
  setScalar(node: unknown, value: string): TextEdit {
    if (!isScalar(node) || !node.range || node.range[0] === node.range[1]) throw new NotEditable();
    const [from, to] = node.range;
    const isBlock = this.text[to - 1] === '\n';
    return { from, to, text: isBlock ? `${value}${this.endOfLine}` : value };
  }

  /** Takes items out of a list and adds others behind its last. @param added as they are to be written in one line */
  editList(list: YAMLSeq, goes: (index: number) => boolean, added: readonly string[]): TextEdit[] {
    if (list.flow === true) {
      return this.#editFlow(list, goes, added);
    }
    const nodes = list.items as Node[];
    const column = this.columnOfDash(nodes[0]);
    return [
      ...nodes.flatMap((node, index) => (goes(index) ? [this.#lines(this.dashOf(node), node)] : [])),
      ...(added.length === 0
        ? []
        : [
            this.insertLines(
              this.lineEnd(this.endOf(nodes.at(-1))),
              added.map((value) => `${column}- ${value}\n`).join(''),
            ),
          ]),
    ];
  }

  /** @param added as `"key": value` each */
  editFlowMap(map: YAMLMap, goes: (index: number) => boolean, added: readonly string[]): TextEdit[] {
    return this.#editFlow(map, goes, added);
  }

  removePair(map: YAMLMap, pair: Pair): TextEdit {
    const { from } = this.lineOf(this.startOf(pair));
    if (this.text.slice(from, this.startOf(pair)).trim() !== '' || map.items.length === 1) {
      throw new NotEditable(); // it shares its line with the dash of the entry
    }
    return { from, to: this.lineEnd(this.endOf(pair)), text: '' };
  }

  /** Whole lines. @param text with `\n` at the end of each */
  insertLines(at: number, text: string): TextEdit {
    const lines = text.replaceAll('\n', this.endOfLine);
    const isOpen = at === this.text.length && at > 0 && !this.text.endsWith('\n');
    return {
      from: at,
      to: at,
      text: isOpen ? `${this.endOfLine}${lines.slice(0, -this.endOfLine.length)}` : lines,
    };
  }

  /** Adds an item in a flow list before the one of that index. */
  insertFlow(list: YAMLSeq, index: number, value: string): TextEdit {
    if (index >= list.items.length) {
      const [edit] = this.#editFlow(list, () => false, [value]);
      return edit as TextEdit;
    }
    const from = this.startOf(list.items[index]);
    return { from, to: from, text: `${value}${this.gapOf(list)}` };
  }

  /** What stands between two items of a flow collection: a comma, then a blank or a new line with its indentation. */
  gapOf(collection: YAMLMap | YAMLSeq): string {
    const [first] = collection.items;
    const last = collection.items.at(-1);
    if (first === undefined || last === undefined) return ', ';
    const start = this.startOf(last);
    const { from } = this.lineOf(start);
    const indent = /^[ \t]*/.exec(this.text.slice(from, start))?.[0] ?? '';
    return from + indent.length === start ? `,${this.endOfLine}${indent}` : ', ';
  }

  #editFlow(
    collection: YAMLMap | YAMLSeq,
    goes: (index: number) => boolean,
    added: readonly string[],
  ): TextEdit[] {
    const { items } = collection;
    const gap = this.gapOf(collection);
    const first = items.findIndex((_, index) => !goes(index));
    if (first === -1) {
      const [from, to] = this.#inside(collection);
      return [{ from, to, text: added.join(gap) }];
    }
    const end = this.endOf(items.at(-1));
    return [
      ...items.flatMap((item, index) => {
        if (!goes(index)) return [];
        return index < first
          ? [{ from: this.startOf(item), to: this.startOf(items[index + 1]), text: '' }]
          : [{ from: this.endOf(items[index - 1]), to: this.endOf(item), text: '' }];
      }),
      ...(added.length === 0 ? [] : [{ from: end, to: end, text: added.map((each) => gap + each).join('') }]),
    ];
  }

  #inside(collection: YAMLMap | YAMLSeq): readonly [from: number, to: number] {
    const [first] = collection.items;
    if (first !== undefined) return [this.startOf(first), this.endOf(collection.items.at(-1))];
    const [from, to] = rangeOf(collection);
    return [from + 1, to - 1];
  }

  #lines(offset: number, node: unknown): TextEdit {
    return { from: this.lineOf(offset).from, to: this.lineEnd(this.endOf(node)), text: '' };
  }

  /** Of the line in which the offset lies. */
  lineOf(offset: number): { readonly from: number; readonly to: number } {
    return { from: this.text.lastIndexOf('\n', offset - 1) + 1, to: this.lineEnd(offset) };
  }

  /** Where the line ends, its end included, that something ends in. */
  lineEnd(offset: number): number {
    if (this.text[offset - 1] === '\n') return offset;
    const end = this.text.indexOf('\n', offset);
    return end === -1 ? this.text.length : end + 1;
  }

  startOf(node: unknown): number {
    return isPair(node) ? this.startOf(node.key) : rangeOf(node)[0];
  }

  /** Where its last character is, comments behind it left out. */
  endOf(node: unknown): number {
    if (isPair(node)) {
      return node.value === null
        ? rangeOf(node.key)[1]
        : Math.max(this.endOf(node.value), rangeOf(node.key)[1]);
    }
    if (isCollection(node) && node.flow !== true && node.items.length > 0) {
      return this.endOf(node.items.at(-1));
    }
    return rangeOf(node)[1];
  }

  /** Offset of the dash of an item of a block list. */
  dashOf(node: unknown): number {
    const start = this.startOf(isMap(node) && node.flow !== true ? node.items[0] : node);
    const dash = this.text.lastIndexOf('-', start - 1);
    const { from } = this.lineOf(dash);
    const between = this.text.slice(dash + 1, start);
    if (dash < 0 || this.text.slice(from, dash).trim() !== '' || !/^\s+(?:[&!]\S+\s+)?$/.test(between)) {
      throw new NotEditable();
    }
    return dash;
  }

  columnOfDash(node: unknown): string {
    const dash = this.dashOf(node);
    return this.text.slice(this.lineOf(dash).from, dash);
  }
}

/** The value of a field, where it is written out. @throws {NotEditable} for an alias */
export function valueAt(
  map: YAMLMap,
  key: string,
): { readonly pair: Pair; readonly value: unknown } | undefined {
  const pair = map.items.find((each) => isScalar(each.key) && String(each.key.value) === key);
  if (pair === undefined) return undefined;
  if (isAlias(pair.value)) throw new NotEditable();
  return { pair, value: pair.value };
}

export function asMap(node: unknown): YAMLMap {
  if (!isMap(node)) throw new NotEditable();
  return node as YAMLMap;
}

export function asList(node: unknown): YAMLSeq {
  if (!isSeq(node)) throw new NotEditable();
  return node as YAMLSeq;
}

function rangeOf(node: unknown): readonly [from: number, to: number] {
  const range = (node as Node | undefined | null)?.range;
  if (!range) throw new NotEditable();
  return [range[0], range[1]];
}
