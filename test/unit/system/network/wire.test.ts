// A connection as one request after the other uses it, and as it rests between them.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { socketWire, Wire } from '../../../../src/system/network/wire.ts';
import { closeOf } from '../../../support/close-of.ts';
import { serveRaw } from './door.ts';

type Told = Parameters<ConstructorParameters<typeof Wire>[0]>[0];

/** Over nothing: what it asks of the transport, in order, and how that tells of what comes. */
function opened() {
  const asked: string[] = [];
  let come: Told | undefined;
  const wire = new Wire((listener) => {
    come = listener;
    return {
      read: () => asked.push('read'),
      write: (bytes) => asked.push(`write ${Buffer.from(bytes)}`),
      isSent: () => true,
      close: () => asked.push('close'),
      hold: (held) => asked.push(held ? 'hold' : 'let go'),
    };
  });
  return { wire, asked, come: come as unknown as Told };
}

function listener() {
  const told: string[] = [];
  return {
    told,
    bytes: (bytes: Buffer) => told.push(`${bytes}`),
    end: () => told.push('end'),
    failed: (error: NodeJS.ErrnoException) => told.push(error.code ?? error.message),
  };
}

test('it is read once somebody listens, and only the latest listener is told', () => {
  const { wire, asked, come } = opened();
  assert.deepEqual(asked, []);
  const [first, second] = [listener(), listener()];
  wire.listen(first);
  wire.write(Buffer.from('request'));
  come.bytes(Buffer.from('a'));
  wire.listen(second);
  come.bytes(Buffer.from('b'));
  come.end();
  assert.deepEqual(
    [first.told, second.told, wire.isOpen, asked],
    [['a'], ['b', 'end'], false, ['hold', 'read', 'write request', 'hold', 'close']],
  );
});

test('after its end, nothing is told or written, and it is closed once', () => {
  const { wire, asked, come } = opened();
  const only = listener();
  wire.listen(only);
  come.failed(new Error('lost'));
  come.failed(new Error('again'));
  come.end();
  wire.write(Buffer.from('late'));
  wire.close();
  assert.deepEqual([only.told, asked], [['lost'], ['hold', 'read', 'close']]);
});

test('the listener of one that we close is told nothing', () => {
  const { wire, come } = opened();
  const only = listener();
  wire.listen(only);
  wire.close();
  come.end();
  assert.deepEqual([only.told, wire.isOpen], [[], false]);
});

test('who listens to one that has ended is told at once', () => {
  const { wire } = opened();
  wire.close();
  const late = listener();
  wire.listen(late);
  assert.deepEqual(late.told, ['ECONNRESET']);
});

describe('one that rests', () => {
  const ways: Readonly<Record<string, (come: Told) => void>> = {
    'bytes that nothing has asked for': (come) => come.bytes(Buffer.from('HTTP/1.1 200 OK\r\n\r\n')),
    'its end': (come) => come.end(),
    'its loss': (come) => come.failed(new Error('lost')),
  };
  for (const [name, happen] of Object.entries(ways)) {
    test(`is ended by ${name}`, () => {
      const { wire, asked, come } = opened();
      wire.rest();
      assert.ok(wire.isOpen);
      happen(come);
      assert.deepEqual([wire.isOpen, asked], [false, ['let go', 'read', 'close']]);
    });
  }

  test('is held again by the next request', () => {
    const { wire, asked } = opened();
    wire.listen(listener());
    wire.rest();
    wire.listen(listener());
    assert.deepEqual(asked, ['hold', 'read', 'let go', 'hold']);
  });
});

test('over a socket: bytes in both directions, and its end', async (context) => {
  const server = await serveRaw(context, (socket) =>
    socket.on('data', (bytes) => socket.end(`got ${bytes}`)),
  );
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const wire = socketWire(socket);
  const only = listener();
  const closed = closeOf(socket);
  wire.listen(only);
  wire.write(Buffer.from('x'));
  await closed;
  assert.deepEqual([only.told, wire.isOpen], [['got x', 'end'], false]);
});
