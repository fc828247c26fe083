// YAML (and so JSON) text to plain values that remember their lines. Stricter than YAML where YAML surprises, and
// bounded in time whatever the text is. https://yaml.org/spec/1.2.2/

import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  type YAMLMap,
} from 'yaml';
import { codePointOf } from '../escape.ts';
import type { Mistake } from './mistake.ts';
import type { Path } from './path.ts';

interface YamlFile {
  /** Objects without a prototype, arrays, text, numbers, booleans, null. Undefined: there is nothing in it. */
  readonly value: unknown;
  readonly mistakes: readonly Mistake[];
  /** Line, from 1, of what stands at the path, or else of what it would stand in. */
  lineOf(path: Path): number;
}

export type LineAt = (offset: number) => number;

// A configuration needs 6 levels, and 20 to 50 tokens for a rule.
const MAX_DEPTH = 32;
const MAX_TOKENS = 250_000;
const MAX_ALIASED_VALUES = 10_000;

interface ComposeOptions {
  readonly schema: 'core' | 'failsafe';
  readonly maxTokens: number;
}

const OPTIONS = {
  // Duplicates are found by readMap, in linear time.
  uniqueKeys: false,
  resolveKnownTags: false,
  stringKeys: false,
  keepSourceTokens: false,
} as const;

/** Never throws, and never quotes the text in a mistake: any part of it may be a secret. */
export function parseYaml(text: string): YamlFile {
  const lineAt = lineCounter(text);
  // Text stays text: no dates, no binary, whatever the %YAML directive says.
  const documents = composeYaml(text, { schema: 'core', maxTokens: MAX_TOKENS });
  if (!Array.isArray(documents)) {
    const mistake = { path: [], text: documents.problem, line: lineAt(documents.offset) };
    return { value: undefined, mistakes: [mistake], lineOf: () => 1 };
  }
  const [document, second] = documents;
  const syntax = documents.flatMap((each) => syntaxMistakes(each, lineAt));
  if (second !== undefined) {
    const line = lineAt(second.range[0]);
    syntax.push({ path: [], text: 'a second document begins here; expected one', line });
  }
  if (document === undefined || syntax.length > 0) {
    const odd = oddCharacters(text);
    return { value: undefined, mistakes: odd.length > 0 ? odd : mainly(syntax, text), lineOf: () => 1 };
  }
  return readDocument(document.contents, lineAt);
}

/** Why a text is not even looked at, and where. */
interface TooMuch {
  readonly problem: string;
  readonly offset: number;
}

/** Depth and size are looked at on the way, before anything that is recursive or slow sees the text. */
export function composeYaml(text: string, options: ComposeOptions): Document.Parsed[] | TooMuch {
  return withoutStackTraces(() => compose(text, options));
}

function compose(text: string, { schema, maxTokens }: ComposeOptions): Document.Parsed[] | TooMuch {
  const lexer = new Lexer();
  const parser = new Parser();
  const composer = new Composer({ ...OPTIONS, schema });
  const documents: Document.Parsed[] = [];
  let tokens = 0;
  for (const lexeme of lexer.lex(text)) {
    for (const token of parser.next(lexeme)) {
      documents.push(...composer.next(token));
    }
    tokens += 1;
    if (parser.stack.length > MAX_DEPTH) {
      return { problem: `nested more than ${MAX_DEPTH} levels deep`, offset: parser.offset };
    }
    if (tokens > maxTokens) {
      return {
        problem: `too large to be read with a mistake or in other than plain YAML: more than ${maxTokens} YAML tokens`,
        offset: parser.offset,
      };
    }
  }
  for (const token of parser.end()) {
    documents.push(...composer.next(token));
  }
  documents.push(...composer.end(true, text.length));
  return documents;
}

// A hostile file makes half a million errors, and taking the stack is thirty times the work of all the rest.
function withoutStackTraces<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

// The library's messages quote the text, so each of its codes has a message here.
const SYNTAX: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'an alias (*name) with an anchor or tag of its own',
  BAD_ALIAS: 'an anchor (&) or alias (*) without a clear name; put text that begins with * or & in quotes',
  BAD_COLLECTION_TYPE: 'a YAML tag that does not fit; tags are not supported here',
  BAD_DIRECTIVE: 'a directive (%) that is not supported',
  BAD_DQ_ESCAPE: 'an escape in double quotes that YAML does not know; single quotes take \\ as it is',
  BAD_INDENT: 'wrong indentation, or a bracket or quote that is not closed',
  BAD_PROP_ORDER: 'an anchor or tag in the wrong place',
  BAD_SCALAR_START: 'text that begins with a character reserved by YAML; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'text with ": " or a list where YAML does not allow it; put text in quotes',
  BLOCK_IN_FLOW: 'a block inside of brackets',
  KEY_OVER_1024_CHARS: 'a field name of more than 1024 characters',
  MISSING_CHAR: 'a missing colon, comma, quote, bracket or space',
  MULTILINE_IMPLICIT_KEY:
    'a field name that goes over several lines, or a missing colon, or no blank behind one',
  MULTIPLE_ANCHORS: 'more than one anchor on a value',
  MULTIPLE_TAGS: 'more than one tag on a value',
  TAB_AS_INDENT: 'a tab in the indentation; expected spaces',
  TAG_RESOLVE_FAILED: 'a YAML tag (!); put text that begins with ! in quotes',
  UNEXPECTED_TOKEN: 'text that does not belong here; check quotes, brackets and indentation',
};

function syntaxMistakes(document: Document.Parsed, lineAt: LineAt): Mistake[] {
  // Of its warnings, only the one about the place of a closing bracket is a matter of taste.
  const warnings = document.warnings.filter(({ code }) => code !== 'BAD_INDENT');
  return describeSyntax([...document.errors, ...warnings], lineAt);
}

/** Characters that look like a blank or a quote and are none: in a field's place they are the reason of all else. */
function oddCharacters(text: string): Mistake[] {
  return text.split('\n').flatMap((line, index) => {
    const [, found = ''] =
      /^[\s\u00a0\u2000-\u200b\u202f\u3000\ufeff-]*([\u00a0\u2000-\u200b\u202f\u3000\ufeff\u2018-\u201f\u00ab\u00bb])/.exec(
        line,
      ) ??
      /[:[,{-]\s*([\u2018-\u201f\u00ab\u00bb])/.exec(line) ??
      [];
    return found === '' || (index === 0 && found === '\ufeff')
      ? []
      : [{ path: [], line: index + 1, text: `not YAML: ${nameOfCharacter(found)}` }];
  });
}

/** With its code point, which an editor can search for. */
function nameOfCharacter(character: string): string {
  const code = codePointOf(character);
  if (/[\u2018-\u201f\u00ab\u00bb]/.test(character)) {
    return `a typographic quote (${code}); write " or '`;
  }
  return `${character === '\u00a0' ? 'a no-break space' : 'a blank that is not the usual one'} (${code}); write a usual blank`;
}

/** A tab in the indentation makes further complaints in the lines below it: they go away with it. */
function mainly(mistakes: readonly Mistake[], text: string): readonly Mistake[] {
  const tab = mistakes.findIndex(({ line }) => /^ *\t/.test(text.split('\n', line)[(line ?? 1) - 1] ?? ''));
  return tab === -1 ? mistakes : mistakes.slice(0, tab + 1);
}

/** What the parser has against a text, without quoting it. */
export function describeSyntax(
  problems: readonly { readonly code: string; readonly pos: readonly [number, number] }[],
  lineAt: LineAt,
): Mistake[] {
  // One slip makes several complaints: the first of a line is the one that helps.
  const byLine = new Map<number, Mistake>();
  for (const { code, pos } of problems.toSorted((a, b) => a.pos[0] - b.pos[0]).slice(0, 100)) {
    const line = lineAt(pos[0]);
    if (!byLine.has(line)) {
      byLine.set(line, { path: [], text: `not YAML: ${SYNTAX[code] ?? 'a mistake in its syntax'}`, line });
    }
  }
  return [...byLine.values()];
}

function readDocument(contents: Node | null, lineAt: LineAt): YamlFile {
  const mistakes: Mistake[] = [];
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  const fields = new Map<YAMLMap, ReadonlyMap<unknown, Pair<unknown, Node | null>>>();
  let aliasedValues = 0;
  let exploded = false;

  const value = read(contents, [], false);
  return { value: contents === null ? undefined : value, mistakes, lineOf };

  function read(node: Node | null, path: Path, aliased: boolean): unknown {
    if (aliased) {
      aliasedValues += 1;
      if (aliasedValues > MAX_ALIASED_VALUES) {
        return explode(path);
      }
    }
    if (isAlias(node)) {
      return readAlias(node, node.source, path);
    }
    const value = isMap<unknown, Node | null>(node)
      ? readMap(node.items, path, aliased)
      : isSeq<Node | null>(node)
        ? node.items.map((item, index) => read(item, [...path, index], aliased))
        : isScalar(node)
          ? node.value
          : null;
    // Known from here on only, so that nothing can contain itself.
    if (node !== null && 'anchor' in node && typeof node.anchor === 'string') {
      anchors.set(node.anchor, node);
    }
    return value;
  }

  function readAlias(node: Node, name: string, path: Path): unknown {
    const target = targets.get(node) ?? anchors.get(name);
    if (target === undefined) {
      mistakes.push({
        path,
        text: 'an alias (*name) of an anchor that is not defined before it; put text that begins with * in quotes',
      });
      return undefined;
    }
    targets.set(node, target);
    return read(target, path, true);
  }

  function explode(path: Path): undefined {
    if (!exploded) {
      exploded = true;
      mistakes.push({ path, text: `aliases stand for more than ${MAX_ALIASED_VALUES} values` });
    }
    return undefined;
  }

  function readMap(
    items: readonly { readonly key: unknown; readonly value: Node | null }[],
    path: Path,
    aliased: boolean,
  ): unknown {
    // No prototype, so that __proto__ is a field like any other.
    const object: Record<string, unknown> = Object.create(null);
    const offsets = new Map<string, number>();
    for (const { key, value } of items) {
      const name = isScalar(key) ? key.value : undefined;
      const offset = startOf(key as Node) ?? startOf(value) ?? 0;
      const report = (text: string, at = path) => mistakes.push({ path: at, line: lineAt(offset), text });
      if (typeof name !== 'string') {
        report(`expected text as the name of a field, got ${nameKind(name)}`);
        continue;
      }
      const first = offsets.get(name);
      if (name === '<<') {
        report('merge keys (<<) are not supported; write the fields out');
      } else if (first !== undefined) {
        report(`repeats the field of line ${lineAt(first)}`, [...path, name]);
      } else {
        offsets.set(name, offset);
        object[name] = read(value, [...path, name], aliased);
      }
    }
    return object;
  }

  /** Of a repeated one, the first. */
  function fieldsOf(map: YAMLMap<unknown, Node | null>): ReadonlyMap<unknown, Pair<unknown, Node | null>> {
    let found = fields.get(map);
    if (found === undefined) {
      const pairs = map.items.toReversed();
      found = new Map(pairs.flatMap((pair) => (isScalar(pair.key) ? [[pair.key.value, pair] as const] : [])));
      fields.set(map, found);
    }
    return found;
  }

  function lineOf(path: Path): number {
    let node: Node | null | undefined = contents;
    let offset = startOf(contents) ?? 0;
    for (const part of path) {
      node = (node && targets.get(node)) ?? node;
      if (isMap<unknown, Node | null>(node)) {
        const pair = fieldsOf(node).get(part);
        offset = startOf(pair?.key as Node) ?? offset;
        node = pair?.value;
      } else if (isSeq<Node | null>(node)) {
        node = node.items[part as number];
        offset = startOf(node) ?? offset;
      }
    }
    return lineAt(offset);
  }
}

function nameKind(name: unknown): string {
  if (name === undefined) return 'a list, fields or an alias';
  if (name === null) return 'nothing';
  return `a ${typeof name}; put it in quotes`;
}

export function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}

/** Offset in the text to line, from 1. The lines are only counted when they are asked for. */
export function lineCounter(text: string): LineAt {
  let ends: number[] | undefined;
  return (offset) => {
    ends ??= Array.from(text.matchAll(/\n/g), ({ index }) => index);
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low + 1;
  };
}
