// What is read of a proxy's answer to CONNECT, beside what node:http reads of the same bytes.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { TryError } from '../../../../src/system/network/failures.ts';
import { isPreliminary } from '../../../../src/system/network/http-parser.ts';
import { MAX_HEADER_BYTES } from '../../../../src/system/network/limits.ts';
import { openTunnel } from '../../../../src/system/network/tunnel.ts';
import fc from '../../../support/property.ts';
import { ANSWERS, inParts } from './generated-answers.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);
const TARGET = { host: 'server.example', port: 443, tls: true };
const PROXY = {
  host: 'proxy.example',
  port: 3128,
  tls: false,
  variable: 'HTTPS_PROXY',
  authorization: 'Basic x',
};
const never = new AbortController().signal;

/** What there is of a tunnel: its first bytes; or the proxy's status; undefined: its answer is none. */
type Outcome = string | number | undefined;

/** An answer before the answer, which node:http takes for a refusal, and what follows it. */
interface Preliminary {
  readonly rest: string;
}

/** A connection that is sent nothing, and brings these bytes when somebody reads. */
function connection(parts: readonly Buffer[]): { readonly socket: Socket; readonly sent: () => string } {
  const sent: Buffer[] = [];
  const socket = new Duplex({
    read() {},
    write(bytes, _encoding, done) {
      sent.push(bytes);
      done();
      setImmediate(() => {
        for (const part of parts) socket.push(part);
        socket.push(null);
      });
    },
  });
  return { socket: socket as Socket, sent: () => Buffer.concat(sent).toString('latin1') };
}

async function byUs(parts: readonly Buffer[]): Promise<Outcome> {
  const { socket } = connection(parts);
  try {
    await openTunnel(socket, TARGET, PROXY, never);
  } catch (error) {
    return error instanceof TryError && error.flaw.kind === 'proxyStatus' ? error.flaw.status : undefined;
  }
  return restOf(socket);
}

function byNode(parts: readonly Buffer[]): Promise<Outcome | Preliminary> {
  const { socket } = connection(parts);
  return new Promise((resolve) => {
    request({ method: 'CONNECT', createConnection: () => socket, maxHeaderSize: MAX_HEADER_BYTES })
      .once('connect', ({ statusCode = 0 }, _socket, head) => {
        socket.unshift(head);
        if (isPreliminary(statusCode)) resolve(restOf(socket).then((rest) => ({ rest })));
        else resolve(statusCode >= 200 && statusCode <= 299 ? restOf(socket) : statusCode);
      })
      .on('error', () => resolve(undefined))
      .on('close', () => resolve(undefined))
      .end();
  });
}

async function restOf(socket: Socket): Promise<string> {
  const rest: Buffer[] = [];
  for await (const part of socket) rest.push(part);
  return Buffer.concat(rest).toString('latin1');
}

test('what is sent', async () => {
  const { socket, sent } = connection([Buffer.from('HTTP/1.1 200 OK\r\n\r\nhello')]);
  await openTunnel(socket, TARGET, PROXY, never);
  assert.match(
    sent(),
    /^CONNECT server\.example:443 HTTP\/1\.1\r\nhost: server\.example:443\r\nuser-agent: [^\r]+\r\nconnection: keep-alive\r\nproxy-authorization: Basic x\r\n\r\n$/,
  );
  assert.equal(await restOf(socket), 'hello');
});

test('a tunnel is open where node:http says so, and begins with the same byte', async () => {
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(ANSWERS, async ({ text, cuts }) => {
      const parts = inParts(text, cuts);
      const ours = await byUs(parts);
      let nodes = await byNode(parts);
      while (typeof nodes === 'object') {
        nodes = await byNode([Buffer.from(nodes.rest, 'latin1')]);
        // Such as one after which the connection ends.
        if (ours === undefined) nodes = undefined;
      }
      if (typeof nodes === 'string') opened += 1;
      assert.deepEqual(ours, nodes);
    }),
    { numRuns: RUNS },
  );
  assert.ok(opened > RUNS / 5, `only ${opened} of ${RUNS} answers open one`);
});

test('preliminary answers without an end are not read for as long as a proxy sends them', async () => {
  const part = Buffer.from('HTTP/1.1 100 Continue\r\na: b\r\n\r\n'.repeat(1000));
  const { socket } = connection(Array.from({ length: 500 }, () => part));
  await assert.rejects(
    openTunnel(socket, TARGET, PROXY, never),
    (error) => error instanceof TryError && error.flaw.kind === 'tooLarge',
  );
});
