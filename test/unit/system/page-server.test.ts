// A page that anybody on the network may ask for: no client keeps one of its few connections.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { servePage } from '../../../src/system/page-server.ts';
import { closeOf } from '../../support/close-of.ts';
import { findFreePort } from '../../support/port.ts';

/** More than the buffers of a connection hold. */
const PAGE = 'x'.repeat(32 * 1024 * 1024);
const LIFE_MS = 500;

async function client(context: TestContext): Promise<Socket> {
  const port = await findFreePort();
  const server = await servePage({
    address: '127.0.0.1',
    port,
    path: '/metrics',
    contentType: 'text/plain',
    page: () => PAGE,
    lifeMs: LIFE_MS,
  });
  context.after(() => server.close());
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {}); // reset
  await once(socket, 'connect');
  return socket;
}

describe('a connection ends, however busy its client is', { timeout: 120_000 }, () => {
  test('that takes the answer a little at a time', async (context) => {
    const socket = await client(context);
    const closed = closeOf(socket);
    let taken = 0;
    socket.on('data', (data: Buffer) => {
      taken += data.length;
      socket.pause();
      setTimeout(() => socket.resume(), 50);
    });
    socket.write('GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n');
    await closed;
    assert.ok(taken < PAGE.length);
  });

  test('that sends its request a little at a time', async (context) => {
    const socket = await client(context);
    const closed = closeOf(socket);
    socket.write('GET /metrics HTTP/1.1\r\n');
    const timer = setInterval(() => socket.write('a'), 50);
    context.after(() => clearInterval(timer));
    await closed;
    assert.equal(socket.bytesRead, 0);
  });
});

test('clients that hold as many connections as they can keep nobody from the page', async (context) => {
  const port = await findFreePort();
  const options = { address: '127.0.0.1', port, path: '/metrics', contentType: 'text/plain' };
  const server = await servePage({ ...options, page: () => 'the page\n', lifeMs: 600_000 });
  context.after(() => server.close());
  const holders: Socket[] = [];
  let ended = 0;
  for (let count = 0; count < 40; count++) {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => {}).on('close', () => (ended += 1)); // reset
    holders.push(socket);
    await once(socket, 'connect');
  }
  context.after(() => {
    for (const each of holders) each.destroy();
  });
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  assert.equal(await response.text(), 'the page\n');
  while (ended < 40 - 15) await pause(10);
  assert.ok(ended < 40, 'the newest are left alone');
});
