// The part of YAML in which configurations are nearly always written, read in a sixth of the time that the library
// needs for it: every pull waits for this. Whatever is not surely in that part, or has a mistake, is left to read.ts,
// so that there is one reading of YAML; a property test holds the two together. docs/decisions/0007 says why.

import { isObject } from '../json.ts';

/** Of blocks, and again of brackets; read.ts takes 32 in all. */
const MAX_DEPTH = 10;

/** Tabs, carriage returns, byte order marks and half characters have meanings that only the library knows. */
const BEYOND = /[^\n -~\u00a1-\u2027\u2030-\ud7ff]/;
const NAME = '[A-Za-z][A-Za-z0-9]*';
const KEY = new RegExp(`^(${NAME}):(?: +|$)`);
/** Text that stands as it is: characters without a meaning of their own, and a colon only inside. */
const PLAIN = /[A-Za-z0-9_./$](?:[A-Za-z0-9_./$*@+=~%^-]|:(?=[A-Za-z0-9_./$*@+=~%^:-]))*/y;
const NAME_IN_BRACKETS = new RegExp(`(?:(${NAME}): +|"(${NAME})": *)`, 'y');
/** What may follow a dash and spaces: the end of the line, a comment, another dash, which only the library reads. */
const NO_ITEM: readonly (string | undefined)[] = [undefined, '#', '-'];
const SPACE = 0x20;
/** All that comes after it is a letter, in what is plain. */
const LETTERS = 0x41;
/** What means something else than text, beside numbers: section 10.3.2 of YAML 1.2.2. */
const WORDS: readonly string[] = ['null', 'true', 'false', '.inf', '.nan'];

/**
 * The value as parseYaml gives it, of a text in which that finds no mistake; undefined when only that can tell. As long
 * as a file may be: what is long is no slower here in proportion, and parseYaml refuses it only for the time that it takes.
 */
export function parsePlainYaml(text: string): unknown {
  if (text.startsWith('{')) {
    return parseJson(text);
  }
  return BEYOND.test(text) ? undefined : new Blocks(text).parse();
}

interface Line {
  column: number;
  /** From that column on. */
  text: string;
}

class Blocks {
  readonly #lines: readonly Line[];
  #next = 0;

  constructor(text: string) {
    const lines = significantLines(text);
    this.#lines = lines[0]?.column === 0 && lines[0].text === '---' ? lines.slice(1) : lines;
  }

  parse(): unknown {
    const value = this.#lines[0]?.column === 0 ? this.#parseMap(0, 0) : undefined;
    return this.#next === this.#lines.length ? value : undefined;
  }

  #parseBlock(column: number, depth: number): unknown {
    if (depth > MAX_DEPTH) {
      return undefined;
    }
    return this.#lines[this.#next]?.text.startsWith('-')
      ? this.#parseList(column, depth)
      : this.#parseMap(column, depth);
  }

  #parseMap(column: number, depth: number): unknown {
    const object: Record<string, unknown> = Object.create(null);
    for (let line = this.#lines[this.#next]; line?.column === column; line = this.#lines[this.#next]) {
      const key = KEY.exec(line.text);
      const name = key?.[1];
      if (key === null || name === undefined || name in object || !isText(name)) {
        return undefined;
      }
      const rest = line.text.slice(key[0].length);
      this.#next += 1;
      const value = rest === '' || rest.startsWith('#') ? this.#parseBelow(column, depth) : parseInline(rest);
      if (value === undefined) {
        return undefined;
      }
      object[name] = value;
    }
    return object;
  }

  /** What follows a key that ends its line. The dashes of a list may stand below the key itself. */
  #parseBelow(key: number, depth: number): unknown {
    const line = this.#lines[this.#next];
    const isBelow =
      line !== undefined && (line.column > key || (line.column === key && line.text.startsWith('- ')));
    return isBelow ? this.#parseBlock(line.column, depth + 1) : undefined;
  }

  #parseList(column: number, depth: number): unknown {
    const list: unknown[] = [];
    for (let line = this.#lines[this.#next]; line?.column === column; line = this.#lines[this.#next]) {
      if (!line.text.startsWith('-')) {
        return list;
      }
      const item = afterSpaces(line.text, 1);
      if (item === 1 || NO_ITEM.includes(line.text[item])) {
        return undefined;
      }
      line.text = line.text.slice(item);
      line.column += item;
      const value = KEY.test(line.text)
        ? this.#parseBlock(line.column, depth + 1)
        : this.#takeLine(parseInline(line.text));
      if (value === undefined) {
        return undefined;
      }
      list.push(value);
    }
    return list;
  }

  #takeLine<T>(value: T): T {
    this.#next += 1;
    return value;
  }
}

/** Of what stands there unquoted, which begins without a sign. All of YAML's numbers are JavaScript's too. */
function isText(plain: string): boolean {
  const isNumber = plain.charCodeAt(0) < LETTERS && !Number.isNaN(Number(plain));
  return !isNumber && !WORDS.includes(plain.toLowerCase());
}

function significantLines(text: string): Line[] {
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    const column = afterSpaces(line, 0);
    if (column < line.length && line[column] !== '#') {
      lines.push({ column, text: line.slice(column) });
    }
  }
  return lines;
}

/** The next place at which there is something else than a space. */
function afterSpaces(text: string, at: number): number {
  let next = at;
  while (text.charCodeAt(next) === SPACE) {
    next += 1;
  }
  return next;
}

/** A value that ends on its line, where at most a comment follows. */
function parseInline(text: string): unknown {
  const reader = new Inline(text);
  const value = reader.parse(0);
  return reader.hasEnded ? value : undefined;
}

class Inline {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** A comment has a space before it. */
  get hasEnded(): boolean {
    const next = afterSpaces(this.#text, this.#at);
    return next === this.#text.length || (next > this.#at && this.#text[next] === '#');
  }

  parse(depth: number): unknown {
    switch (this.#text[this.#at]) {
      case '[':
        return depth > MAX_DEPTH ? undefined : this.#parseList(depth);
      case '{':
        return depth > MAX_DEPTH ? undefined : this.#parseMap(depth);
      default:
        return this.#parseScalar();
    }
  }

  #parseScalar(): unknown {
    const first = this.#text[this.#at];
    if (first === '"' || first === "'") {
      return this.#parseQuoted(first);
    }
    const plain = this.#take(PLAIN)?.[0];
    if (plain === 'true' || plain === 'false') {
      return plain === 'true';
    }
    return plain === undefined || !isText(plain) ? undefined : plain;
  }

  #parseQuoted(quote: '"' | "'"): string | undefined {
    const end = this.#text.indexOf(quote, this.#at + 1);
    const value = this.#text.slice(this.#at + 1, end);
    const hasEscape = quote === '"' ? value.includes('\\') : this.#text[end + 1] === quote;
    if (end === -1 || hasEscape) {
      return undefined;
    }
    this.#at = end + 1;
    return value;
  }

  #parseList(depth: number): unknown {
    const list: unknown[] = [];
    const isWhole = this.#takeMembers(']', () => {
      const value = this.parse(depth + 1);
      list.push(value);
      return value !== undefined;
    });
    return isWhole ? list : undefined;
  }

  #parseMap(depth: number): unknown {
    const object: Record<string, unknown> = Object.create(null);
    const isWhole = this.#takeMembers('}', () => {
      const field = this.#take(NAME_IN_BRACKETS);
      const quoted = field?.[2];
      const name = quoted ?? field?.[1];
      if (name === undefined || name in object || (quoted === undefined && !isText(name))) {
        return false;
      }
      object[name] = this.parse(depth + 1);
      return object[name] !== undefined;
    });
    return isWhole ? object : undefined;
  }

  /** From an opening bracket to the closing one. @param take false: only the library can tell */
  #takeMembers(close: string, take: () => boolean): boolean {
    this.#at += 1;
    this.#takeSpaces();
    if (this.#text[this.#at] === close) {
      this.#at += 1;
      return true;
    }
    while (take()) {
      this.#takeSpaces();
      const separator = this.#text[this.#at];
      this.#at += 1;
      if (separator === close) {
        return true;
      }
      if (separator !== ',') {
        return false;
      }
      this.#takeSpaces();
    }
    return false;
  }

  #takeSpaces(): void {
    this.#at = afterSpaces(this.#text, this.#at);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    this.#at += match?.[0].length ?? 0;
    return match;
  }
}

const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** JSON.parse keeps the last of a repeated field in silence; then there are fewer fields than names in the text. */
function parseJson(text: string): unknown {
  let fields = 0;
  const count = (_: string, value: unknown): unknown => {
    fields += isObject(value) ? Object.keys(value).length : 0;
    return value;
  };
  try {
    const value: unknown = JSON.parse(text, count);
    const names = [...text.matchAll(STRING)].filter(([, colon]) => colon !== undefined).length;
    return names === fields ? value : undefined;
  } catch {
    return undefined;
  }
}
