// YAML as the kubelet reads it: sigs.k8s.io/yaml in its strict form, which is YAML 1.1 of Go's package go.yaml.in/yaml/v2.
// https://github.com/yaml/go-yaml/blob/v2.4.4/decode.go

import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { codePointOf } from '../../escape.ts';
import type { Path } from '../../yaml/path.ts';
import { composeYaml, describeSyntax, type LineAt, lineCounter, startOf } from '../../yaml/read.ts';
import { BINARY_TAG, MERGE_TAG, resolvePlain, resolveTagged, type ScalarKind } from './go-scalar.ts';
import { type Field, type Reading, refusedReading, type SyntaxProblem, type Value } from './value.ts';

/** Never throws. */
export function readGoYaml(text: string): Reading {
  const lineAt = lineCounter(text);
  // YAML 1.1 knows more line breaks than 1.2.
  const broken = text.replace(/\r(?!\n)|[\u0085\u2028\u2029]/g, '\n');
  const documents = composeYaml(broken, { schema: 'failsafe', maxTokens: Number.POSITIVE_INFINITY });
  if (!Array.isArray(documents)) {
    return refusedReading([{ line: lineAt(documents.offset), path: [], what: documents.problem }]);
  }
  const [document, second] = documents;
  if (document === undefined) {
    return { value: { kind: 'null', line: 1 }, problems: [], furtherDocument: undefined };
  }
  const errors = document.errors.filter((error) => !isHarmless(error, document.contents, broken));
  const after = document.errors.some(({ code }) => code === 'UNEXPECTED_TOKEN')
    ? lineAt(document.contents?.range[1] ?? 0)
    : undefined;
  const problems = [
    ...textProblems(text, lineAt),
    ...followingProblems(document.contents, broken, lineAt),
    ...describeSyntax(errors, lineAt).map(({ line = 1, text: what }) => ({ line, path: [], what })),
  ];
  if (problems.length > 0) {
    return refusedReading(problems);
  }
  const reading = new NodeReader(broken, lineAt).read(document);
  return { ...reading, furtherDocument: after ?? (second && lineAt(second.range[0])) };
}

/**
 * Go's package takes a comment right behind a value, and reads no further than the end of a whole value, unless what
 * follows could go on with it.
 */
function isHarmless(
  { code, pos }: Document.Parsed['errors'][number],
  contents: Document.Parsed['contents'],
  text: string,
): boolean {
  if (code === 'MISSING_CHAR' && text[pos[0]] === '#') {
    return true;
  }
  if (contents === null || code !== 'UNEXPECTED_TOKEN' || pos[0] < contents.range[1]) {
    return false;
  }
  const isBlock = (isMap(contents) || isSeq(contents)) && contents.flow !== true;
  return !isBlock || columnOf(pos[0], text) < columnOf(contents.range[0], text);
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Surrogate}/u;

/** What Go's package refuses and ours lets pass. */
function textProblems(text: string, lineAt: LineAt): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const control = FORBIDDEN.exec(text);
  if (control !== null) {
    const what = `a control character (${codePointOf(control[0])})`;
    problems.push({ line: lineAt(control.index), path: [], what });
  }
  let offset = 0;
  let versions = 0;
  for (const line of (DIRECTIVES.exec(text)?.[0] ?? '').split('\n')) {
    versions += line.startsWith('%YAML') ? 1 : 0;
    if (
      line.startsWith('%') &&
      (!DIRECTIVE.test(line) || versions > 1 || /^%YAML[ \t]+(?!0*1\.0*1\b)/.test(line))
    ) {
      const what = 'a directive (%) other than %YAML 1.1, once, and %TAG';
      problems.push({ line: lineAt(offset), path: [], what });
    }
    offset += line.length + 1;
  }
  return problems;
}

/** Directives stand before everything else but comments. */
const DIRECTIVES = /^(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\n)*/;
const DIRECTIVE = /^%(?:YAML[ \t]+[0-9]{1,9}\.[0-9]{1,9}|TAG[ \t].*?)[ \t\r]*(?:[ \t]#.*)?$/;

/** A directive right after the value is of the next document, and still looked at. */
function followingProblems(
  contents: Document.Parsed['contents'],
  text: string,
  lineAt: LineAt,
): SyntaxProblem[] {
  const end = contents?.range[1] ?? text.length;
  const [blank = '', line = ''] = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*([^\n]*)/.exec(text.slice(end)) ?? [];
  return line.startsWith('%') && !DIRECTIVE.test(line)
    ? [{ line: lineAt(end + blank.length - line.length), path: [], what: 'an invalid directive (%)' }]
    : [];
}

/** From the parser's nodes to values, with what Go's package has against them. */
class NodeReader {
  readonly #text: string;
  readonly #lineAt: LineAt;
  readonly #problems: SyntaxProblem[] = [];
  readonly #targets = new Map<Node, Node>();
  readonly #open = new Set<Node>();
  #read = 1;
  #readThroughAliases = 0;
  #excessive = false;

  constructor(text: string, lineAt: LineAt) {
    this.#text = text;
    this.#lineAt = lineAt;
  }

  read(document: Document.Parsed): Reading {
    this.#resolveAliases(document.contents, new Map(), false);
    if (this.#problems.length > 0) {
      return refusedReading(this.#problems);
    }
    const value = this.#value(document.contents, [], this.#lineOf(document.contents, 1), false);
    return { value, problems: this.#problems, furtherDocument: undefined };
  }

  #lineOf(node: Node | null, otherwise: number): number {
    const offset = startOf(node);
    return offset === undefined ? otherwise : this.#lineAt(offset);
  }

  #report(line: number, path: Path, what: string, repeats = false): void {
    this.#problems.push({ line, path, what, repeats });
  }

  /** An alias stands for what bore its anchor last before it. */
  #resolveAliases(node: Node | null, anchors: Map<string, Node>, inFlow: boolean): void {
    if (node === null) {
      return;
    }
    if (inFlow && isScalar(node) && node.type === 'PLAIN') {
      this.#checkInFlow(node);
    }
    const name = isAlias(node)
      ? node.source
      : 'anchor' in node
        ? (node.anchor as string | undefined)
        : undefined;
    if (name !== undefined && !/^[0-9A-Za-z_-]+$/.test(name)) {
      const what =
        'an anchor or alias whose name has other characters than letters, digits, - and _; text that begins with * or & needs quotes';
      this.#report(this.#lineOf(node, 1), [], what);
      return;
    }
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined) {
        const what =
          'an alias (*name) of an anchor that is not defined before it; text that begins with * needs quotes';
        this.#report(this.#lineOf(node, 1), [], what);
      } else {
        this.#targets.set(node, target);
      }
      return;
    }
    if (name !== undefined) {
      anchors.set(name, node);
    }
    const children = isMap<Node | null, Node | null>(node)
      ? node.items.flatMap(({ key, value }) => [key, value])
      : isSeq<Node | null>(node)
        ? node.items
        : [];
    const isFlow = inFlow || ('flow' in node && node.flow === true);
    for (const child of children) {
      this.#resolveAliases(child, anchors, isFlow);
    }
  }

  /** In brackets YAML 1.1 takes `a:[b]` for text that goes wrong, and does not know a question mark in text. */
  #checkInFlow(node: Scalar): void {
    const [start = 0, end = 0] = node.range ?? [];
    const text = this.#text.slice(start, end);
    if (text.startsWith('?') && /^[ \t]*:/.test(this.#text.slice(end))) {
      node.value = String(node.value).slice(1); // the sign of a field's name
    }
    if (text.includes('?', 1)) {
      this.#report(this.#lineAt(start), [], 'a "?" in text without quotes in brackets');
    }
    if (/^:[^\s]/.test(this.#text.slice(end, end + 2))) {
      this.#report(this.#lineAt(start), [], 'a colon without a space after it');
    }
  }

  #value(node: Node | null, path: Path, line: number, aliased: boolean): Value {
    if (this.#isExcessive(aliased, path, line)) {
      return { kind: 'null', line };
    }
    const target = node === null ? undefined : this.#targets.get(node);
    if (node !== null && target !== undefined) {
      if (this.#open.has(target)) {
        this.#report(line, path, 'an anchor whose value contains itself');
        return { kind: 'null', line };
      }
      return this.#value(target, path, line, true);
    }
    if (isMap<Node | null, Node | null>(node)) {
      return this.#inside(node, () => ({
        kind: 'map',
        line,
        fields: this.#fields(node.items, path, aliased),
      }));
    }
    if (isSeq<Node | null>(node)) {
      return this.#inside(node, () => ({
        kind: 'list',
        line,
        items: node.items.map((item, index) =>
          this.#value(item, [...path, index], aliased ? line : this.#lineOf(item, line), aliased),
        ),
      }));
    }
    return isScalar(node) ? this.#scalar(node, path, line) : { kind: 'null', line };
  }

  #inside<T>(node: Node, work: () => T): T {
    this.#open.add(node);
    try {
      return work();
    } finally {
      this.#open.delete(node);
    }
  }

  /** Go's own measure of what is too much, so that a file is refused here when it is refused there. */
  #isExcessive(aliased: boolean, path: Path, line: number): boolean {
    this.#read += 1;
    this.#readThroughAliases += aliased ? 1 : 0;
    const allowed = Math.min(0.99, Math.max(0.1, 0.99 - (0.89 * (this.#read - 400_000)) / 3_600_000));
    if (
      !this.#excessive &&
      this.#readThroughAliases > 100 &&
      this.#read > 1000 &&
      this.#readThroughAliases / this.#read > allowed
    ) {
      this.#excessive = true;
      this.#report(line, path, 'too many values that stand for others (aliases)');
    }
    return this.#excessive;
  }

  #fields(
    items: readonly { readonly key: Node | null; readonly value: Node | null }[],
    path: Path,
    aliased: boolean,
  ): Field[] {
    const fields: Field[] = [];
    const lines = new Map<string, number>();
    const add = (field: Field) => {
      const first = lines.get(field.name);
      if (first !== undefined) {
        this.#report(field.line, [...path, field.name], `repeats the field of line ${first}`, true);
      }
      lines.set(field.name, first ?? field.line);
      fields.push(field);
    };
    for (const { key, value } of items) {
      const line = this.#lineOf(key, this.#lineOf(value, 1));
      if (isMergeKey(key)) {
        for (const field of this.#merged(value, path, line)) add(field);
        continue;
      }
      const name = this.#name(key, path, line, aliased);
      if (name !== undefined) {
        add({ name, line, value: this.#value(value, [...path, name], this.#lineOf(value, line), aliased) });
      }
    }
    return fields;
  }

  #name(key: Node | null, path: Path, line: number, aliased: boolean): string | undefined {
    const value = this.#value(key, path, line, aliased);
    switch (value.kind) {
      case 'text':
        return value.text;
      case 'map':
      case 'list':
        this.#report(line, path, 'a list or fields as the name of a field');
        return undefined;
      case 'null':
        this.#report(line, path, 'nothing as the name of a field');
        return undefined;
      default:
        // Go makes text of it, and no field of the kubelet's has such a name.
        return isScalar(key) ? String(key.value) : value.kind;
    }
  }

  /** `<<` takes over the fields of one object or of several, of which the earlier come last, so that they count. */
  #merged(node: Node | null, path: Path, line: number): Field[] {
    const target = (node && this.#targets.get(node)) ?? node;
    if (isSeq<Node | null>(target) && target === node) {
      return target.items
        .toReversed()
        .flatMap((item) => (isSeq(item) ? this.#noMerge(path, line) : this.#merged(item, path, line)));
    }
    if (!isMap(target)) {
      return this.#noMerge(path, line);
    }
    const value = this.#value(node, path, line, false);
    return value.kind === 'map' ? value.fields.map((field) => ({ ...field, line })) : [];
  }

  #noMerge(path: Path, line: number): [] {
    this.#report(line, path, 'a merge key (<<) without fields to merge');
    return [];
  }

  /** A block of text at the end of the file has a last line break only where the file has it. */
  #textOf(node: Scalar): string {
    const text = String(node.value ?? '');
    const isLast = node.type?.startsWith('BLOCK') && node.range?.[1] === this.#text.length;
    return isLast && !this.#text.endsWith('\n') ? text.replace(/\n$/, '') : text;
  }

  #scalar(node: Scalar, path: Path, line: number): Value {
    const text = this.#textOf(node);
    const { tag } = node;
    if (tag === BINARY_TAG) {
      const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(
        text.replace(/[\r\n]/g, ''),
      );
      if (!isBase64) {
        this.#report(line, path, 'a !!binary value that is not base64');
      }
      return { kind: 'text', line, text: Buffer.from(text, 'base64').toString('utf8') };
    }
    let kind: ScalarKind | undefined = 'text';
    if (tag !== undefined && tag !== '!') {
      kind = resolveTagged(tag, text);
    } else if (tag === undefined && node.type === 'PLAIN') {
      kind = resolvePlain(text);
    }
    if (kind === undefined) {
      this.#report(line, path, 'a value that is not what its tag (!!) says');
      return { kind: 'null', line };
    }
    return kind === 'text' ? { kind, line, text } : { kind, line };
  }
}

function isMergeKey(key: Node | null): boolean {
  if (!isScalar(key) || key.value !== '<<') {
    return false;
  }
  return key.tag === MERGE_TAG || (key.type === 'PLAIN' && key.tag === undefined);
}
