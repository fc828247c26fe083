// A connection that is begun before its request: who takes it, what becomes of it, and what is said when it fails.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import type { NetworkOptions } from '../../../../src/system/network/door.ts';
import { createAuthority } from '../../../clouds/authority.ts';
import { startConnectProxy } from '../../../clouds/connect-proxy.ts';
import { start } from '../../../clouds/listener.ts';
import { closeOf } from '../../../support/close-of.ts';
import { findFreePort } from '../../../support/port.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { ask, closing, type Door, failureOf, openDoor, serveRaw } from './door.ts';

const company = createAuthority('Company Root');
const LIMITS = { connect: 500, answer: 500, total: 1_000 };
const SHORT = { limits: { service: LIMITS, metadata: LIMITS } };

/** A server that keeps what connects, in order; `next` resolves with the next one. */
async function counting(context: TestContext, tls: boolean, name = 'localhost') {
  const { certificate: cert, key } = company.issue([name]);
  const server = tls
    ? createHttpsServer({ cert, key }, (_, response) => response.end('{}'))
    : createHttpServer((_, response) => response.end('{}'));
  const event = tls ? 'secureConnection' : 'connection';
  const sockets: Socket[] = [];
  server.on(event, (socket: Socket) => sockets.push(socket));
  const origin = tls ? 'https://localhost' : 'http://127.0.0.1';
  const listener = closing(context, await start(server, origin));
  return { ...listener, sockets, next: () => once(server, event) as Promise<[Socket]> };
}

function doorTo(context: TestContext, env: Readonly<Record<string, string>> = {}): Door {
  const caFile = temporaryFolder(context).write('company.pem', company.certificate);
  return openDoor({ env, caFile });
}

function begin({ connectAhead }: Door, url: string, signal = new AbortController().signal): void {
  assert.ok(connectAhead);
  connectAhead(url, signal);
}

for (const tls of [false, true]) {
  const over = tls ? 'https' : 'http';

  test(`${over}: it is there before the request, which takes it`, async (context) => {
    const server = await counting(context, tls);
    const door = doorTo(context);
    const arrived = server.next();
    begin(door, `${server.url}/path`);
    await arrived;
    assert.deepEqual(door.calls, []);
    for (let i = 0; i < 2; i++) assert.equal((await ask(door, server.url)).status, 200);
    assert.equal(server.sockets.length, 1);
  });

  test(`${over}: a request takes it while it is still being made`, async (context) => {
    const server = await counting(context, tls);
    const door = doorTo(context);
    begin(door, server.url);
    begin(door, server.url);
    assert.equal((await ask(door, server.url)).status, 200);
    assert.equal(server.sockets.length, 1);
  });

  test(`${over}: one that the server has closed meanwhile is not used`, async (context) => {
    const server = await counting(context, tls);
    const door = doorTo(context);
    const arrived = server.next();
    begin(door, server.url);
    const [socket] = await arrived;
    socket.end();
    await closeOf(socket);
    assert.equal((await ask(door, server.url, { retry: 'never' })).status, 200);
    assert.equal(server.sockets.length, 2);
  });

  test(`${over}: it ends with the signal`, async (context) => {
    const server = await counting(context, tls);
    const controller = new AbortController();
    const arrived = server.next();
    begin(doorTo(context), server.url, controller.signal);
    const [socket] = await arrived;
    const closed = closeOf(socket);
    controller.abort();
    await closed;
  });
}

test('a request to another place has a connection of its own', async (context) => {
  const servers = [await counting(context, false), await counting(context, false)] as const;
  const door = doorTo(context);
  const arrived = servers[0].next();
  begin(door, servers[0].url);
  await ask(door, servers[1].url);
  await arrived;
  assert.deepEqual(
    servers.map(({ sockets }) => sockets.length),
    [1, 1],
  );
});

test('nothing is begun after the end', async (context) => {
  const server = await counting(context, false);
  const door = doorTo(context);
  begin(door, server.url, AbortSignal.abort());
  await ask(door, server.url);
  assert.equal(server.sockets.length, 1);
});

test('it goes through the proxy, as the request does', async (context) => {
  const server = await counting(context, true, 'api.example');
  const asked = new Set<string>();
  const portFor = (target: string) => {
    asked.add(target);
    return server.port;
  };
  const proxy = closing(context, await startConnectProxy({ portFor }));
  const door = doorTo(context, { HTTPS_PROXY: proxy.url });
  const arrived = server.next();
  begin(door, 'https://api.example/path');
  await arrived;
  assert.equal((await ask(door, 'https://api.example')).status, 200);
  assert.deepEqual([[...asked], server.sockets.length], [['api.example:443'], 1]);
});

describe('what fails is told by the request, as without it', () => {
  type Failing = readonly [url: string, options?: Partial<NetworkOptions>];
  const rows: Readonly<Record<string, (context: TestContext) => Promise<Failing>>> = {
    'nothing listens': async () => [`http://127.0.0.1:${await findFreePort()}`],
    'no TLS': async (context) => [await httpsTo(context, (socket) => socket.end('x'))],
    'silence instead of TLS': async (context) => [await httpsTo(context, () => undefined), SHORT],
    'a certificate for another name': async (context) => [
      (await counting(context, true)).url.replace('localhost', '127.0.0.1'),
    ],
    "a proxy's variable that names none": async () => [
      'https://api.example',
      { env: { HTTPS_PROXY: 'socks5://x' } },
    ],
  };
  async function httpsTo(context: TestContext, handle: (socket: Socket) => void): Promise<string> {
    const { url } = await serveRaw(context, handle);
    return url.replace('http', 'https');
  }

  for (const [what, prepare] of Object.entries(rows)) {
    test(what, async (context) => {
      const [url, options] = await prepare(context);
      const outcome = async (ahead: boolean) => {
        const door = openDoor(options);
        if (ahead) begin(door, url);
        const line = await failureOf(ask(door, url, { retry: 'never' }));
        return [line, door.calls.map((call) => ({ ...call, ms: 0 }))];
      };
      assert.deepEqual(await outcome(true), await outcome(false));
    });
  }

  test('and not at all without a request', async () => {
    const door = openDoor();
    begin(door, `http://127.0.0.1:${await findFreePort()}`);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    assert.deepEqual(door.calls, []);
  });
});
