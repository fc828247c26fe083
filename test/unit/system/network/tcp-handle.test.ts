// TCP without node:net: what it is told of a connection, and what the door does where the runtime does not give it away.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { connectHandle, findHandles } from '../../../../src/system/network/tcp-handle.ts';
import { listenWithoutAccepting, start } from '../../../clouds/listener.ts';
import { closeOf } from '../../../support/close-of.ts';
import { findFreePort } from '../../../support/port.ts';
import { ask, closing, failureOf, openDoor, serve, serveRaw } from './door.ts';

const handles = findHandles() ?? assert.fail('this runtime does not give them away');
const never = new AbortController().signal;

/** What a connection tells until its end. */
async function heard(port: number, sent: string): Promise<string[]> {
  const wire = await connectHandle(handles, { host: '127.0.0.1', port }, never);
  const told: string[] = [];
  await new Promise<void>((resolve) => {
    wire.listen({
      bytes: (bytes) => told.push(`${bytes}`),
      end: () => resolve(void told.push('end')),
      failed: (error) => resolve(void told.push((error as NodeJS.ErrnoException).code ?? '')),
    });
    wire.write(Buffer.from(sent));
  });
  return [told.slice(0, -1).join(''), ...told.slice(-1)];
}

test('bytes in both directions, and the end', async (context) => {
  const { port } = await serveRaw(context, (socket) =>
    socket.on('data', (bytes) => socket.end(`got ${bytes}`)),
  );
  assert.deepEqual(await heard(port, 'x'), ['got x', 'end']);
});

test('more bytes than the system takes at once', async (context) => {
  const much = 'abcdefgh'.repeat(1 << 20);
  const { port } = await serveRaw(context, (socket) => {
    let left = much.length;
    socket.pause();
    setTimeout(() => socket.resume(), 50);
    socket.on('data', ({ length }) => {
      left -= length;
      if (left === 0) socket.end(much);
    });
  });
  const [bytes, ended] = await heard(port, much);
  assert.deepEqual([bytes === much, ended], [true, 'end']);
});

test('a connection that is reset', async (context) => {
  const { port } = await serveRaw(context, (socket) => socket.on('data', () => socket.resetAndDestroy()));
  assert.deepEqual(await heard(port, 'x'), ['', 'ECONNRESET']);
});

test('one that is refused', async () => {
  const port = await findFreePort();
  await assert.rejects(connectHandle(handles, { host: '127.0.0.1', port }, never), { code: 'ECONNREFUSED' });
});

test('an address that the system refuses at once', async () => {
  const nowhere = { host: '255.255.255.255', port: 80 };
  await assert.rejects(connectHandle(handles, nowhere, never), { code: /^E[A-Z]+$/ });
});

test('the signal ends one that is being made, and one that is there', async (context) => {
  const reason = new Error('over');
  const making = new AbortController();
  const { port: full } = closing(context, await listenWithoutAccepting());
  setTimeout(() => making.abort(reason), 20);
  await assert.rejects(connectHandle(handles, { host: '127.0.0.1', port: full }, making.signal), reason);

  const made = new AbortController();
  const arrived = Promise.withResolvers<Socket>();
  const { port } = await serveRaw(context, arrived.resolve);
  const wire = await connectHandle(handles, { host: '127.0.0.1', port }, made.signal);
  const socket = (await arrived.promise).on('error', () => undefined).resume();
  made.abort(reason);
  assert.equal(wire.isOpen, false);
  await closeOf(socket);
});

test('an address of IPv6', async (context) => {
  const server = createServer((_, response) => response.end('six'));
  const listener = await start(server, 'http://[::1]', { address: '::1' }).catch(() => undefined);
  if (listener === undefined) return context.skip('there is no IPv6 here');
  closing(context, listener);
  assert.equal((await ask(openDoor(), `http://[::1]:${listener.port}`)).body.toString(), 'six');
});

test('a runtime that does not give them away, or others: node:net does it', async (context) => {
  const server = await serve(context, (_, response) => response.end('by net'));
  const { binding } = process as { binding?: unknown };
  context.after(() => Object.assign(process, { binding }));
  const others = [
    undefined,
    () => ({}),
    () => ({ TCP: class {}, constants: {} }),
    () => {
      throw new Error('No such module');
    },
  ];
  for (const other of others) {
    Object.assign(process, { binding: other });
    assert.equal(findHandles(), undefined);
    assert.equal((await ask(openDoor(), server.url)).body.toString(), 'by net');
    assert.match(
      await failureOf(ask(openDoor(), `http://127.0.0.1:${await findFreePort()}`)),
      /ECONNREFUSED/,
    );
  }
});
