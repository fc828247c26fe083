// Where a text stops being JSON: V8's own errors quote the text, and tell the place of some mistakes only.
// https://www.rfc-editor.org/rfc/rfc8259

import { codePointOf } from '../escape.ts';

const NUMBER_OR_WORD = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Expected =
  | 'a value'
  | 'a value or "]"'
  | 'a key in double quotes'
  | 'a key or "}"'
  | '":"'
  | '"," or the end'
  | 'the end';

/** `line 3, column 1: expected a key in double quotes`; undefined: the text is JSON. Shows nothing of it. */
export function jsonProblem(text: string): string | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'a value';
  let at = 0;
  const afterValue = (): Expected => (open.length === 0 ? 'the end' : '"," or the end');
  const fail = (what: string): string => `${placeOf(text, at)}: expected ${what}${foundAt(text, at)}`;
  for (;;) {
    while (' \t\r\n'.includes(text[at] ?? 'x')) at += 1;
    const char = text[at];
    if (char === undefined) {
      return expected === 'the end' ? undefined : fail(`${closing(expected, open)}, and the text ends`);
    }
    switch (expected) {
      case 'a value':
      case 'a value or "]"':
        if (char === '{' || char === '[') {
          open.push(char);
          expected = char === '{' ? 'a key or "}"' : 'a value or "]"';
          at += 1;
        } else if (char === ']' && expected === 'a value or "]"') {
          open.pop();
          expected = afterValue();
          at += 1;
        } else {
          const end = char === '"' ? endOfString(text, at) : endOf(NUMBER_OR_WORD, text, at);
          if (end === undefined) return fail(char === '"' ? 'a valid string' : expected);
          at = end;
          expected = afterValue();
        }
        break;
      case 'a key in double quotes':
      case 'a key or "}"':
        if (char === '}' && expected === 'a key or "}"') {
          open.pop();
          expected = afterValue();
          at += 1;
        } else {
          const end = char === '"' ? endOfString(text, at) : undefined;
          if (end === undefined) return fail('a key in double quotes');
          at = end;
          expected = '":"';
        }
        break;
      case '":"':
        if (char !== ':') return fail(expected);
        expected = 'a value';
        at += 1;
        break;
      case '"," or the end': {
        const isObject = open.at(-1) === '{';
        if (char === ',') {
          expected = isObject ? 'a key in double quotes' : 'a value';
        } else if (char === (isObject ? '}' : ']')) {
          open.pop();
          expected = afterValue();
        } else {
          return fail(closing(expected, open));
        }
        at += 1;
        break;
      }
      case 'the end':
        return fail('the end of the text');
    }
  }
}

/** What people write that JSON has not. */
function foundAt(text: string, at: number): string {
  const char = text[at] ?? '';
  if (char === "'") return '; JSON has no single quotes';
  if (char === '#' || /^\/[/*]/.test(text.slice(at, at + 2))) return '; JSON has no comments';
  if (/^[\]}]$/.test(char) && /,\s*$/.test(text.slice(0, at))) return '; remove the comma before it';
  if (/^[\u2018-\u201f\u00ab\u00bb]$/.test(char)) return `, not a typographic one (${codePointOf(char)})`;
  return /^[\s\u200b\u2060\ufeff]$/.test(char)
    ? `, got a blank that is not the usual one (${codePointOf(char)})`
    : '';
}

function closing(expected: Expected, open: readonly ('{' | '[')[]): string {
  return expected === '"," or the end' ? `"," or "${open.at(-1) === '{' ? '}' : ']'}"` : expected;
}

function endOf(expression: RegExp, text: string, at: number): number | undefined {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : undefined;
}

function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; ) {
    const char = text[at] as string;
    if (char === '"') return at + 1;
    if (char < ' ') return undefined;
    const end = char === '\\' ? endOf(ESCAPE, text, at) : at + 1;
    if (end === undefined) return undefined;
    at = end;
  }
  return undefined;
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  return `line ${before.split('\n').length}, column ${at - before.lastIndexOf('\n')}`;
}
