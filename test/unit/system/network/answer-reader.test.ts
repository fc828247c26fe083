// What is read of an answer, beside what the whole client of node:http reads of the same bytes: nothing that it refuses,
// and nothing else than it does. FUZZ_RUNS=1000000 node --test FILE runs it for long.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAnswer } from '../../../../src/system/network/answer-reader.ts';
import { loadParser } from '../../../../src/system/network/http-parser.ts';
import { MAX_HEADER_BYTES } from '../../../../src/system/network/limits.ts';
import { Wire } from '../../../../src/system/network/wire.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);
const Parser = await loadParser();

type Method = 'GET' | 'HEAD';

/** Undefined: refused. */
type Taken =
  | { readonly status: number; readonly headers: readonly string[]; readonly body: string }
  | undefined;

/** @param parts as they come, and then the end */
async function takenByUs(parts: readonly Buffer[], method: Method): Promise<Taken> {
  let told: Parameters<ConstructorParameters<typeof Wire>[0]>[0] | undefined;
  const wire = new Wire((listener) => {
    told = listener;
    return { read() {}, write() {}, close() {}, hold() {} };
  });
  const asked = { request: Buffer.from(''), isHead: method === 'HEAD', head() {} };
  const answer = readAnswer(Parser, wire, asked).then(
    ({ status, headers, body }) => ({ status, headers, body: body.toString('latin1') }),
    () => undefined,
  );
  for (const part of parts) told?.bytes(part);
  told?.end();
  return answer;
}

function takenByNode(parts: readonly Buffer[], method: Method): Promise<Taken> {
  const socket = new Duplex({ read() {}, write: (_bytes, _encoding, done) => done() });
  return new Promise((resolve) => {
    const client = request({ method, createConnection: () => socket, maxHeaderSize: MAX_HEADER_BYTES });
    let begun = false;
    client.on('error', () => begun || resolve(undefined));
    client.on('close', () => begun || resolve(undefined));
    client.on('response', (message) => {
      begun = true;
      const body: Buffer[] = [];
      // It goes on with it when the trailers have come.
      const headers = [...message.rawHeaders];
      message.on('data', (part: Buffer) => body.push(part));
      message.on('error', () => resolve(undefined));
      message.on('end', () =>
        resolve(
          message.complete
            ? {
                status: message.statusCode as number,
                headers,
                body: Buffer.concat(body).toString('latin1'),
              }
            : undefined,
        ),
      );
      message.on('close', () => resolve(undefined));
    });
    client.end();
    client.once('socket', () =>
      setImmediate(() => {
        for (const part of parts) socket.push(part);
        socket.push(null);
      }),
    );
  });
}

/** What stands in answers, sound and unsound. */
// biome-ignore format: a table
const LINES = [
  'HTTP/1.1 200 OK', 'HTTP/1.0 200 OK', 'HTTP/1.1 204 No Content', 'HTTP/1.1 304 Not Modified', 'HTTP/1.1 401 Unauthorized',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK', 'HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\nHTTP/1.1 200 OK',
  'HTTP/1.1 101 Switching Protocols', 'HTTP/1.1 200', 'HTTP/2.0 200 OK', 'HTTP/1.1  200 OK', 'http/1.1 200 OK', 'HTTP/1.1 99 x',
  'HTTP/1.1 999 x', 'HTTP/0.9 200 OK', 'ICE/1.0 200 OK', 'RTSP/1.0 200 OK', '\r\nHTTP/1.1 200 OK',
];
// biome-ignore format: a table
const HEADERS = [
  'content-type: application/json', 'x: y', 'X:', 'x:\ty ', 'content-length: 3', 'Content-Length: 3', 'content-length: 0',
  'content-length: 4', 'content-length: +3', 'content-length: 3, 3', 'content-length: 99999999999999999999', 'content-length: 0x3',
  'transfer-encoding: chunked', 'Transfer-Encoding: Chunked', 'transfer-encoding: gzip, chunked', 'transfer-encoding: chunked, gzip',
  'transfer-encoding: xchunked', 'transfer-encoding:\tchunked', 'transfer-encoding : chunked', 'connection: close', 'connection: keep-alive',
  'connection: upgrade', 'upgrade: h2c', 'trailer: t', ' folded', '\tfolded', ': x', 'no colon', 'x: \u00e9', 'x: a\0b', 'x: a\rb', 'x: a\nb',
];
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
    fc.array(fc.constantFrom(...HEADERS.slice(0, 4), 'connection: close', 'connection: keep-alive'), {
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
    fc.array(fc.constantFrom(...HEADERS), { maxLength: 5 }),
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
function inParts(text: string, cuts: readonly number[]): Buffer[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].sort(
    (a, b) => a - b,
  );
  return places
    .slice(1)
    .map((to, index) => Buffer.from(text.slice(places[index], to), 'latin1'))
    .filter(({ length }) => length > 0);
}

const ANSWERS = fc.record({
  text: fc.oneof(
    SOUND,
    fc.tuple(SOUND, CHANGES).map(([text, changes]) => changed(text, changes)),
    ANY,
    fc.tuple(ANY, CHANGES).map(([text, changes]) => changed(text, changes)),
  ),
  cuts: fc.array(fc.nat(), { maxLength: 3 }),
  method: fc.constantFrom<Method>('GET', 'GET', 'GET', 'HEAD'),
});

test('it takes of an answer what node:http takes, and refuses what that refuses', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(ANSWERS, async ({ text, cuts, method }) => {
      const parts = inParts(text, cuts);
      const [ours, nodes] = await Promise.all([takenByUs(parts, method), takenByNode(parts, method)]);
      if (nodes !== undefined) taken += 1;
      // We have asked for no other protocol.
      assert.deepEqual(ours, nodes?.status === 101 ? undefined : nodes);
    }),
    { numRuns: RUNS },
  );
  assert.ok(taken > RUNS / 5, `only ${taken} of ${RUNS} answers are of use`);
});

test('any bytes at all: an answer or an error, never both and never an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 }), async (parts) => {
      const bytes = parts.map((part) => Buffer.from(part));
      await takenByUs(bytes, 'GET');
      await takenByUs([Buffer.from('HTTP/1.1 200 OK\r\n'), ...bytes], 'GET');
      await takenByUs(
        [Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'), ...bytes],
        'GET',
      );
    }),
    { numRuns: RUNS },
  );
});
