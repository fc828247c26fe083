// Answers of HTTP: sound ones, doubtful ones, and either with some bytes changed; in pieces, as a connection brings them.

import fc from '../../../support/property.ts';

/** What stands in answers, sound and unsound. */
// biome-ignore format: a table
const LINES = [
  'HTTP/1.1 200 OK', 'HTTP/1.0 200 OK', 'HTTP/1.1 204 No Content', 'HTTP/1.1 304 Not Modified', 'HTTP/1.1 401 Unauthorized',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK', 'HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\nHTTP/1.1 200 OK',
  'HTTP/1.1 101 Switching Protocols', 'HTTP/1.1 200', 'HTTP/2.0 200 OK', 'HTTP/1.1  200 OK', 'http/1.1 200 OK', 'HTTP/1.1 99 x',
  'HTTP/1.1 099 x', 'HTTP/1.1 000 x', 'HTTP/1.1 199 x\r\n\r\nHTTP/1.1 200 OK', 'HTTP/1.1 999 x',
  'HTTP/0.9 200 OK', 'ICE/1.0 200 OK', 'RTSP/1.0 200 OK', '\r\nHTTP/1.1 200 OK',
];
// biome-ignore format: a table
const HEADERS = [
  'content-type: application/json', 'x: y', 'X:', 'x:\ty ', 'content-length: 3', 'Content-Length: 3', 'content-length: 0',
  'content-length: 4', 'content-length: +3', 'content-length: 3, 3', 'content-length: 99999999999999999999', 'content-length: 0x3',
  'transfer-encoding: chunked', 'Transfer-Encoding: Chunked', 'transfer-encoding: gzip, chunked', 'transfer-encoding: chunked, gzip',
  'transfer-encoding: xchunked', 'transfer-encoding:\tchunked', 'transfer-encoding : chunked', 'connection: close', 'connection: keep-alive',
  'connection: upgrade', 'upgrade: h2c', 'trailer: t', ' folded', '\tfolded', ': x', 'no colon', 'x: \u00e9', 'x: a\0b', 'x: a\rb', 'x: a\nb',
];
/** More than the parser tells of at once. */
const MANY = Array.from({ length: 40 }, (_, index) => `x${index}: y`).join('\r\n');
// biome-ignore format: a table
const BODIES = [
  '', 'abc', 'abcd', 'ab', '3\r\nabc\r\n0\r\n\r\n', '3;ext=1\r\nabc\r\n0\r\n\r\n', '3\r\nabc\r\n0\r\nt: x\r\n\r\n', '3\nabc\n0\n\n',
  '3 \r\nabc\r\n0\r\n\r\n', '3\r\nabcd\r\n0\r\n\r\n', '-3\r\nabc\r\n0\r\n\r\n', '0x3\r\nabc\r\n0\r\n\r\n', 'ffffffffffffffffff\r\nabc', '3\r\nabc\r\n0\r\n',
  'abcHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx', '0\r\n\r\nrest',
];

/** Where nothing is doubtful, so that most are taken. */
const SOUND = fc
  .tuple(
    fc.constantFrom(...LINES.slice(0, 7)),
    fc.array(fc.constantFrom(...HEADERS.slice(0, 4), MANY, 'connection: close', 'connection: keep-alive'), {
      maxLength: 4,
    }),
    fc.constantFrom(
      ['content-length: 3', 'abc'],
      ['transfer-encoding: chunked', '1\r\na\r\n2;x=y\r\nbc\r\n0\r\nt: x\r\n\r\n'],
      ['connection: close', 'abc'],
    ),
  )
  .map(([line, headers, [framing = '', body = '']]) => [line, ...headers, framing, '', body].join('\r\n'));

const ANY = fc
  .tuple(
    fc.constantFrom(...LINES),
    fc.array(fc.constantFrom(...HEADERS, MANY), { maxLength: 5 }),
    fc.constantFrom(...BODIES),
    fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r'),
  )
  .map(([line, headers, body, end]) => [line, ...headers, '', body].join(end));

type Change = readonly [kind: 'cut' | 'put' | 'twice', at: number, length: number, text: string];

const CHANGES: fc.Arbitrary<Change[]> = fc.array(
  fc.tuple(
    fc.constantFrom('cut', 'put', 'twice'),
    fc.nat(),
    fc.integer({ min: 1, max: 8 }),
    fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      ' ',
      '\t',
      ':',
      ',',
      ';',
      '\0',
      '\xff',
      '0',
      'f',
      'HTTP/1.1 ',
      'chunked',
      '\r\n\r\n',
    ),
  ),
  { maxLength: 3 },
);

function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce((before, [kind, place, length, put]) => {
    const at = place % (before.length + 1);
    const piece = before.slice(at, at + length);
    const instead = { cut: '', put, twice: piece + piece }[kind];
    return before.slice(0, at) + instead + before.slice(at + (kind === 'put' ? 0 : length));
  }, text);
}

/** In as many pieces as there are places to cut at, and one. */
export function inParts(text: string, cuts: readonly number[]): Buffer[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort(
    (a, b) => a - b,
  );
  return places
    .slice(1)
    .map((to, index) => Buffer.from(text.slice(places[index], to), 'latin1'))
    .filter(({ length }) => length > 0);
}

/** Texts of answers, with the places to cut them at. */
export const ANSWERS = fc.record({
  text: fc.oneof(
    SOUND,
    fc.tuple(SOUND, CHANGES).map(([text, changes]) => changed(text, changes)),
    ANY,
    fc.tuple(ANY, CHANGES).map(([text, changes]) => changed(text, changes)),
  ),
  cuts: fc.array(fc.nat(), { maxLength: 3 }),
});
