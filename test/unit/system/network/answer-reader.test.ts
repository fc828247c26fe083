// What is read of an answer, beside what the whole client of node:http reads of the same bytes: nothing that it refuses,
// and nothing else than it does. FUZZ_RUNS=1000000 node --test FILE runs it for long.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readAnswer } from '../../../../src/system/network/answer-reader.ts';
import { loadParser } from '../../../../src/system/network/http-parser.ts';
import { MAX_HEADER_BYTES } from '../../../../src/system/network/limits.ts';
import { Wire } from '../../../../src/system/network/wire.ts';
import fc from '../../../support/property.ts';
import { ANSWERS, inParts } from './generated-answers.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);
const Parser = await loadParser();

type Method = 'GET' | 'HEAD';
const METHODS = fc.constantFrom<Method>('GET', 'GET', 'GET', 'HEAD');

/** Undefined: refused. */
type Taken =
  | { readonly status: number; readonly headers: readonly string[]; readonly body: string }
  | undefined;

type Told = Parameters<ConstructorParameters<typeof Wire>[0]>[0];

/** A connection that takes whatever is written, and whom to tell what comes. */
function openWire(): { readonly wire: Wire; readonly told: () => Told } {
  let told: Told | undefined;
  const wire = new Wire((listener) => {
    told = listener;
    return { read() {}, write() {}, isSent: () => true, close() {}, hold() {} };
  });
  return { wire, told: () => told as Told };
}

/** @param parts as they come, and then the end */
async function takenByUs(parts: readonly Buffer[], method: Method): Promise<Taken> {
  const { wire, told } = openWire();
  const asked = { request: Buffer.from(''), isHead: method === 'HEAD', head() {} };
  const answer = readAnswer(Parser, wire, asked).then(
    ({ status, headers, body }) => ({ status, headers, body: body.toString('latin1') }),
    () => undefined,
  );
  for (const part of parts) told().bytes(part);
  told().end();
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

test('it takes of an answer what node:http takes, and refuses what that refuses', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(ANSWERS, METHODS, async ({ text, cuts }, method) => {
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

test('what is held of a body is as large as the body, however small the parts are', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const { wire, told } = openWire();
  const answer = readAnswer(Parser, wire, { request: Buffer.from(''), isHead: false, head() {} });
  told().bytes(Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'));
  const part = Buffer.from('1\r\nx\r\n'.repeat(1000));
  told().bytes(part);
  const before = used();
  for (let count = 1; count < 500; count++) told().bytes(part);
  // A part by itself would be an object of more than 100 bytes.
  const more = used() - before;
  assert.ok(more < 10_000_000, `${more} bytes more for 500,000`);
  told().bytes(Buffer.from('0\r\n\r\n'));
  assert.equal((await answer).body.toString(), 'x'.repeat(500_000));
});
