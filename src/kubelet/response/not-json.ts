// Why what a provider has written to stdout is not one JSON value, without a word of it.

import { parseJson } from '../../json.ts';

/** Undefined: it is one. */
export function whyNotJson(text: string): string | undefined {
  if (parseJson(text) !== undefined) return undefined;
  if (text === '') return 'stdout is empty';
  if (/^[ \t\r\n]*$/.test(text)) return 'stdout has only white space';
  if (text.startsWith('\ufeff')) return 'stdout begins with a byte order mark';
  if (text.includes('\0')) return 'stdout has zero bytes, as text in UTF-16 has: write UTF-8';
  if (/^(?:---\s*\n)?\s*(?:apiVersion|kind)\s*:/m.test(text))
    return 'stdout is YAML, and the kubelet reads JSON only';
  const start = text.indexOf('{');
  if (start === -1) return `stdout has ${sizeOf(text)} that are not JSON`;
  const before = text.slice(0, start);
  if (before.trim() !== '') return `${sizeOf(before)} come before the first {, such as a line of a log`;
  const end = endOfObject(text, start);
  if (end === undefined) return 'the JSON object on stdout does not end';
  const after = text.slice(end);
  return parseJson(text.slice(0, end)) === undefined || after.trim() === ''
    ? 'the JSON on stdout has a mistake: check quotes, commas and brackets'
    : `${sizeOf(after.trim())} follow the JSON object`;
}

function sizeOf(text: string): string {
  const bytes = Buffer.byteLength(text);
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}

/** Behind the bracket that closes the first one; undefined where none does. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return start + index + 1;
  }
  return undefined;
}
