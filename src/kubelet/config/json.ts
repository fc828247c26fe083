// JSON as the kubelet reads it, with the lines that JSON.parse does not tell. https://www.rfc-editor.org/rfc/rfc8259

import type { Path } from '../../yaml/path.ts';
import { lineCounter } from '../../yaml/read.ts';
import {
  type Field,
  MAX_DEPTH,
  type Reading,
  refusedReading,
  type SyntaxProblem,
  type Value,
} from './value.ts';

/** Never throws. */
export function readJson(text: string): Reading {
  try {
    JSON.parse(text);
  } catch {
    // Where V8 stops, a reader of tokens stops as well.
    return refusedReading([{ line: lineOfMistake(text), path: [], what: NOT_JSON }]);
  }
  return new TokenReader(text).read();
}

const NOT_JSON =
  'not JSON, which the kubelet takes a file for that begins with {: check quotes, commas and brackets, and that nothing follows';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;

/** The first line up to which the text is no longer the beginning of any JSON text. */
function lineOfMistake(text: string): number {
  const lines = text.split('\n');
  let low = 1;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBeginning(lines.slice(0, middle).join('\n'))) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether V8 stumbles, if it does, only over where the text ends. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const position = /at position ([0-9]+)/.exec(message)?.[1];
    return /end of JSON|Unterminated/.test(message) || Number(position) >= text.length;
  }
}

/** Reads a text of which it is known that it is JSON. */
class TokenReader {
  readonly #tokens: IterableIterator<RegExpExecArray>;
  readonly #lineAt: (offset: number) => number;
  readonly #problems: SyntaxProblem[] = [];
  #token = '';
  #line = 1;

  constructor(text: string) {
    this.#tokens = text.matchAll(TOKEN);
    this.#lineAt = lineCounter(text);
  }

  read(): Reading {
    this.#next();
    const value = this.#value([]);
    return value === undefined
      ? refusedReading([{ line: this.#line, path: [], what: `nested more than ${MAX_DEPTH} levels deep` }])
      : { value, problems: this.#problems, furtherDocument: undefined };
  }

  #next(): void {
    const { value } = this.#tokens.next();
    this.#token = value?.[0] ?? '';
    this.#line = value === undefined ? this.#line : this.#lineAt(value.index);
  }

  /** Undefined: too deep. Afterwards the token is the one that follows the value. */
  #value(path: Path): Value | undefined {
    const token = this.#token;
    const line = this.#line;
    if (path.length > MAX_DEPTH) {
      return undefined;
    }
    this.#next();
    if (token === '{') {
      const fields: Field[] = [];
      const lines = new Map<string, number>();
      return this.#members('}', () => this.#field(path, fields, lines))
        ? { kind: 'map', line, fields }
        : undefined;
    }
    if (token === '[') {
      const items: Value[] = [];
      const item = () => {
        const value = this.#value([...path, items.length]);
        return value !== undefined && items.push(value) > 0;
      };
      return this.#members(']', item) ? { kind: 'list', line, items } : undefined;
    }
    if (token.startsWith('"')) {
      return { kind: 'text', line, text: JSON.parse(token) as string };
    }
    return { kind: token === 'true' || token === 'false' || token === 'null' ? token : 'number', line };
  }

  #members(end: string, member: () => boolean): boolean {
    while (this.#token !== end) {
      if (!member()) return false;
      if (this.#token === ',') this.#next();
    }
    this.#next();
    return true;
  }

  #field(path: Path, fields: Field[], lines: Map<string, number>): boolean {
    const name = JSON.parse(this.#token) as string;
    const line = this.#line;
    const first = lines.get(name);
    if (first !== undefined) {
      const what = `repeats the field of line ${first}`;
      this.#problems.push({ line, path: [...path, name], what, repeats: true });
    }
    lines.set(name, first ?? line);
    this.#next(); // the colon
    this.#next();
    const value = this.#value([...path, name]);
    return value !== undefined && fields.push({ name, line, value }) > 0;
  }
}
