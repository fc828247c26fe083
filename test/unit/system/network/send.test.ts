// The door over plain http: what is sent, what is taken, what is not, how long, how often.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Deadline } from '../../../../src/system/deadline.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import { USER_AGENT } from '../../../../src/version.ts';
import { listenWithoutAccepting } from '../../../clouds/listener.ts';
import { findFreePort } from '../../../support/port.ts';
import { ask, CANARY, closing, failureOf, openDoor, serve, serveRaw, serveText } from './door.ts';

const LIMITS = { connect: 500, answer: 500, total: 1_000 };
const SHORT = { service: LIMITS, metadata: LIMITS };
const MIB = 1024 * 1024;

describe('what is sent', () => {
  async function received(context: TestContext, request: Parameters<typeof ask>[2]) {
    let seen: { method?: string; url?: string; headers?: IncomingHttpHeaders; body?: string } = {};
    const server = await serve(context, async ({ method, url, headers }, response) => {
      seen = { method, url, headers, body: '' } as typeof seen;
      response.end();
    });
    await ask(openDoor(), server.url, request);
    return { ...seen, host: `127.0.0.1:${server.port}` };
  }

  test('a GET', async (context) => {
    const { method, url, headers, host } = await received(context, {
      method: 'GET',
      body: undefined as never,
      headers: { Metadata: 'true', 'X-Sp': ' a ' },
    });
    assert.deepEqual([method, url], ['GET', `/path-${CANARY}?query=${CANARY}`]);
    assert.deepEqual(headers, {
      host,
      'user-agent': USER_AGENT,
      'accept-encoding': 'identity',
      metadata: 'true',
      'x-sp': 'a',
      connection: 'keep-alive',
    });
  });

  test('a PUT without a body says so', async (context) => {
    const { headers } = await received(context, { method: 'PUT', body: undefined as never });
    assert.equal(headers?.['content-length'], '0');
  });

  test('a body in bytes, with its length', async (context) => {
    let body = '';
    let length: string | undefined;
    const server = await serve(context, async (request, response) => {
      length = request.headers['content-length'];
      body = await text(request);
      response.end();
    });
    await ask(openDoor(), server.url, {
      body: Buffer.from('b\u00fccher'),
      headers: { 'content-length': '3' },
    });
    assert.deepEqual([body, length], ['b\u00fccher', '7']);
  });

  test("the caller's user agent and nothing that is between neighbours only", async (context) => {
    const { headers } = await received(context, {
      headers: {
        'User-Agent': 'aws-sdk-js/3',
        'Accept-Encoding': 'gzip',
        Connection: 'close',
        'Transfer-Encoding': 'chunked',
        'Proxy-Authorization': 'Basic x',
        Expect: '100-continue',
        Host: 'evil.example',
      },
    });
    const { 'user-agent': agent, 'accept-encoding': encoding, connection, host, ...rest } = headers ?? {};
    assert.deepEqual([agent, encoding, connection], ['aws-sdk-js/3', 'identity', 'keep-alive']);
    assert.match(host ?? '', /^127\.0\.0\.1:\d+$/);
    assert.deepEqual(Object.keys(rest), ['content-length']);
  });

  test('one connection for several requests, one after the other', async (context) => {
    const ports = new Set<number | undefined>();
    const server = await serve(context, ({ socket }, response) => {
      ports.add(socket.remotePort);
      response.end('x');
    });
    const door = openDoor();
    for (let i = 0; i < 3; i++) await ask(door, server.url);
    assert.equal(ports.size, 1);
  });

  for (const host of ['127.0.0.1', 'localhost']) {
    test(`no other request behind one that ${host} has answered before it has read it`, async (context) => {
      let connections = 0;
      const { port } = await serveRaw(context, (socket) => {
        connections += 1;
        socket.once('data', () =>
          socket.pause().write('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n'),
        );
      });
      const door = openDoor();
      // The first is more than the system takes for both sides.
      for (const body of [Buffer.alloc(32 << 20), 'x']) {
        const { status } = await ask(door, `http://${host}:${port}`, { body, retry: 'never' });
        assert.equal(status, 401);
      }
      assert.equal(connections, 2);
    });
  }

  test('a header that would tear the request in two is not sent', async (context) => {
    const server = await serve(context, (_, response) => response.end());
    const door = openDoor();
    const line = await failureOf(
      ask(door, server.url, { headers: { authorization: `Bearer ${CANARY}\r\nx: y` } }),
    );
    assert.match(
      line,
      /^get token: the request to 127\.0\.0\.1:\d+ is invalid: .* \(ERR_INVALID_CHAR\); check the token or key that it sends \[NETWORK_FAILED\]$/,
    );
    assert.equal(door.calls.length, 1);
  });

  for (const url of [`ftp://host.example/${CANARY}`, CANARY, 'http://', `file:///${CANARY}`]) {
    test(`no URL of http or https: ${url.replace(CANARY, '…')}`, async () => {
      const line = await failureOf(
        openDoor().send({ step: 'x', method: 'GET', url }, new AbortController().signal),
      );
      assert.match(line, /^x: the endpoint is not an http or https URL; .* \[CONFIG_INVALID\]$/);
    });
  }
});

describe('what comes back', () => {
  test('status, headers, body, whatever the status', async (context) => {
    const server = await serve(context, (_, response) => {
      response.writeHead(
        418,
        [
          ['X-Twice', 'a'],
          ['x-twice', 'b'],
          ['__proto__', 'c'],
          ['Content-Type', 'text/plain'],
        ].flat(),
      );
      response.end('short and stout');
    });
    const { status, headers, body } = await ask(openDoor(), server.url);
    assert.equal(status, 418);
    assert.equal(headers['x-twice'], 'a, b');
    assert.equal(headers['content-type'], 'text/plain');
    assert.equal(Object.getOwnPropertyDescriptor(headers, '__proto__')?.value, 'c');
    assert.equal(body.toString(), 'short and stout');
  });

  test('a redirect as it is, not followed', async (context) => {
    const paths: (string | undefined)[] = [];
    const server = await serve(context, ({ url }, response) => {
      paths.push(url);
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const { status, headers } = await ask(openDoor(), server.url);
    assert.deepEqual([status, headers.location, paths.length], [307, '/elsewhere', 1]);
  });

  // biome-ignore format: a table
  const whole = [
    ['with its length', 'content-length: 3\r\n\r\nabc'],
    ['in chunks', 'transfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n'],
    ['up to the end of the connection', 'connection: close\r\n\r\nabc'],
    ['as identity', 'content-encoding: Identity\r\ncontent-length: 3\r\n\r\nabc'],
  ] as const;
  for (const [name, tail] of whole) {
    test(`a body ${name}`, async (context) => {
      const server = await serveText(context, `HTTP/1.1 200 OK\r\n${tail}`);
      const { body } = await ask(openDoor(), server.url);
      assert.equal(body.toString(), 'abc');
    });
  }

  test('a body of 1 MiB', async (context) => {
    const server = await serve(context, (_, response) => response.end(Buffer.alloc(MIB)));
    assert.equal((await ask(openDoor(), server.url)).body.length, MIB);
  });
});

describe('what is not taken', () => {
  const rows: readonly (readonly [name: string, answer: string, line: RegExp, tries: number])[] = [
    [
      'a body that ends early',
      'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc',
      /the answer of HOST ended before it was complete, tried 3 times; .* \[RESPONSE_INVALID\]$/,
      3,
    ],
    [
      'chunks that end early',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab',
      /the answer of HOST ended before it was complete, tried 3 times; .* \[RESPONSE_INVALID\]$/,
      3,
    ],
    [
      'a chunk of no length',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n',
      /the answer of HOST (ended before it was complete|is not HTTP).* \[RESPONSE_INVALID\]$/,
      3,
    ],
    [
      'no HTTP',
      'SSH-2.0-OpenSSH_9.2\r\n',
      /the answer of HOST is not HTTP \(HPE_INVALID_CONSTANT\); .* \[RESPONSE_INVALID\]$/,
      1,
    ],
    [
      'headers without end',
      `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
      /the headers of the answer of HOST are larger than 16384 bytes; .* \[RESPONSE_INVALID\]$/,
      1,
    ],
    [
      'two lengths',
      'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd',
      /the answer of HOST is not HTTP \(HPE_\w+\); .* \[RESPONSE_INVALID\]$/,
      1,
    ],
    [
      'nothing',
      '',
      /HOST closed the connection before it had answered \(ECONNRESET\), tried 3 times; .* \[NETWORK_FAILED\]$/,
      3,
    ],
    [
      'half of the headers',
      'HTTP/1.1 200 OK\r\ncontent-le',
      /HOST closed the connection before it had answered \(ECONNRESET\), tried 3 times; .* \[NETWORK_FAILED\]$/,
      3,
    ],
    [
      'another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n',
      /HOST closed the connection before it had answered \(ECONNRESET\), tried 3 times; .* \[NETWORK_FAILED\]$/,
      3,
    ],
  ];
  // By tcp-handle.ts, and by node:net.
  const hosts = ['127.0.0.1', 'localhost'];
  for (const [name, answer, expected, tries] of rows) {
    for (const host of hosts) {
      test(`${name}, of ${host}`, async (context) => {
        const { port } = await serveText(context, answer);
        const door = openDoor();
        const line = await failureOf(ask(door, `http://${host}:${port}`));
        assert.match(line.replace(`${host}:${port}`, 'HOST'), expected);
        assert.match(line, /^get token: /);
        assert.equal(door.calls.length, tries);
      });
    }
  }

  // What two readers of one connection may understand differently: https://www.rfc-editor.org/rfc/rfc9112#section-11
  // biome-ignore format: a table
  const ambiguous: readonly (readonly [name: string, answer: string])[] = [
    ['a length and chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
    ['chunks and a length', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
    ['the same length twice', 'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 3\r\n\r\nabc'],
    ['two lengths in one header', 'HTTP/1.1 200 OK\r\ncontent-length: 3, 3\r\n\r\nabc'],
    ['a length with a sign', 'HTTP/1.1 200 OK\r\ncontent-length: +3\r\n\r\nabc'],
    ['a space before the colon', 'HTTP/1.1 200 OK\r\ncontent-length : 3\r\n\r\nabc'],
    ['a header that goes on in the next line', 'HTTP/1.1 200 OK\r\nx: a\r\n b\r\ncontent-length: 3\r\n\r\nabc'],
    ['lines that end without CR', 'HTTP/1.1 200 OK\ncontent-length: 3\n\nabc'],
    ['a CR in a header', 'HTTP/1.1 200 OK\r\nx: a\rb\r\ncontent-length: 3\r\n\r\nabc'],
    ['NUL in a header', 'HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 3\r\n\r\nabc'],
    ['a header without a name', 'HTTP/1.1 200 OK\r\n: a\r\ncontent-length: 3\r\n\r\nabc'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\ncontent-length: 3\r\n\r\nabc'],
    ['no version', 'HTTP/ 200 OK\r\ncontent-length: 3\r\n\r\nabc'],
  ];
  for (const [name, answer] of ambiguous) {
    test(`no HTTP without doubt: ${name}`, async (context) => {
      const { port } = await serveText(context, answer);
      for (const host of hosts) {
        assert.match(
          await failureOf(ask(openDoor(), `http://${host}:${port}`)),
          /the answer of [\w.]+:\d+ is not HTTP \(HPE_\w+\); .* \[RESPONSE_INVALID\]$/,
        );
      }
    });
  }

  const tooLarge =
    /^get token: the answer of 127\.0\.0\.1:\d+ is larger than 1048576 bytes; .* \[RESPONSE_INVALID\]$/;
  for (const name of ['with its length', 'in chunks'] as const) {
    test(`a body of more than 1 MiB, ${name}`, async (context) => {
      const server = await serve(context, (_, response) => {
        if (name === 'in chunks') response.write('x');
        response.end(Buffer.alloc(MIB + 1));
      });
      const door = openDoor();
      assert.match(await failureOf(ask(door, server.url)), tooLarge);
      assert.equal(door.calls.length, 1);
    });
  }

  const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
  const endless = [
    ['preliminary answers', '', 'HTTP/1.1 100 Continue\r\na: b\r\n\r\n'.repeat(1000)],
    ['what stands beside the length of a chunk', chunked, `1;${'x'.repeat(10_000)}\r\na\r\n`],
    ['chunks of one byte', chunked, '1\r\na\r\n'.repeat(1000)],
  ] as const;
  for (const [name, begin, more] of endless) {
    test(`an answer that has no end: ${name}`, async (context) => {
      const server = await serveRaw(context, (socket) => {
        socket.write(begin);
        const goOn = () => {
          while (socket.writable && socket.write(more));
        };
        socket.on('drain', goOn).on('error', () => socket.destroy());
        goOn();
      });
      const door = openDoor();
      assert.match(await failureOf(ask(door, server.url)), tooLarge);
      assert.equal(door.calls.length, 1);
    });
  }

  test('a body of more names than any service gives', async (context) => {
    const object = (names: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: names }, (_, index) => [`n${index}`, 0])));
    let names = 250;
    const server = await serve(context, (_, response) => response.end(object(names)));
    const door = openDoor();
    const { body } = await ask(door, server.url);
    assert.equal(body.toString(), object(250));
    names += 1;
    const line = await failureOf(ask(door, server.url));
    assert.match(line, /has more than 250 names and values, or headers; check .* \[RESPONSE_INVALID\]$/);
    assert.equal(door.calls.length, 2, 'it is not tried again');
  });

  test('an error page of more names: its status stays, and it is tried again by that', async (context) => {
    const page = `<html><style>${'p { color: red; }'.repeat(300)}</style></html>`;
    const server = await serve(context, (_, response) => {
      response.statusCode = 503;
      response.end(page);
    });
    const door = openDoor();
    const { status, body } = await ask(door, server.url);
    assert.deepEqual([status, body.length], [503, 0]);
    assert.ok(door.calls.length > 1);
  });

  test('the page of a redirect with more names: its status stays', async (context) => {
    const server = await serve(context, (_, response) => {
      response.writeHead(302, { location: 'https://login.example' }).end('<p></p>'.repeat(300));
    });
    const { status, body } = await ask(openDoor(), server.url);
    assert.deepEqual([status, body.length], [302, 0]);
  });

  test('more headers than any service sends', async (context) => {
    let headers = 240; // and some of Node's own
    const server = await serve(context, (_, response) => {
      for (let index = 0; index < headers; index += 1) response.setHeader(`h${index}`, '');
      response.write('{}');
      response.end();
    });
    const door = openDoor();
    await ask(door, server.url);
    headers = 251;
    const line = await failureOf(ask(door, server.url));
    assert.match(line, /has more than 250 names and values, or headers; check .* \[RESPONSE_INVALID\]$/);
    assert.equal(door.calls.length, 2, 'it is not tried again');
  });

  test('a body without end', async (context) => {
    const server = await serve(context, (_, response) => {
      const flood = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', flood);
      flood();
    });
    assert.match(await failureOf(ask(openDoor(), server.url)), tooLarge);
  });

  for (const encoding of ['gzip', 'br', 'gzip, identity', 'x-\u001b[31m']) {
    test(`an encoding that was not asked for: ${JSON.stringify(encoding)}`, async (context) => {
      const bomb = gzipSync(Buffer.alloc(10 * MIB)).toString('latin1');
      const server = await serveText(
        context,
        `HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\ncontent-length: ${bomb.length}\r\n\r\n${bomb}`,
      );
      const line = await failureOf(ask(openDoor(), server.url));
      assert.match(
        line,
        encoding.includes('\u001b')
          ? /not HTTP/
          : /is encoded as ".*", which was not asked for; .* \[RESPONSE_INVALID\]$/,
      );
    });
  }
});

describe('limits', () => {
  const rows = [
    [
      'no answer',
      'wait',
      '',
      /^get token: HOST did not answer within 0\.5 s, tried 3 times; .* \[NETWORK_FAILED\]$/,
    ],
    [
      'half an answer',
      'wait',
      'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc',
      /^get token: the answer of HOST was not complete within 1 s, tried 3 times; .* \[NETWORK_FAILED\]$/,
    ],
    [
      'a header line without end',
      'wait',
      'HTTP/1.1 200 OK\r\nx: y',
      /^get token: HOST did not answer within 0\.5 s/,
    ],
    [
      'only interim answers',
      'wait',
      'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(3),
      /^get token: HOST did not answer within 0\.5 s/,
    ],
  ] as const;
  for (const [name, then, answer, expected] of rows) {
    test(name, async (context) => {
      const server = await serveText(context, answer, then);
      const line = await failureOf(ask(openDoor({ limits: SHORT }), server.url));
      assert.match(line.replace(`127.0.0.1:${server.port}`, 'HOST'), expected);
    });
  }

  test('an answer that drips', async (context) => {
    const server = await serve(context, (_, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const door = openDoor({ limits: SHORT });
    assert.match(await failureOf(ask(door, server.url, { retry: 'never' })), /was not complete within 1 s/);
    assert.ok((door.calls[0]?.ms ?? 0) >= 990);
  });

  test('a connection that nobody accepts', async (context) => {
    // Once as many as the backlog holds wait to be accepted, Linux leaves a further one without an answer.
    const { url: full } = closing(context, await listenWithoutAccepting());
    const line = await failureOf(ask(openDoor({ limits: SHORT }), full, { retry: 'never' }));
    assert.match(
      line,
      /^get token: 127\.0\.0\.1:\d+ did not accept a connection within 0\.5 s; check that this node can reach it \[NETWORK_FAILED\]$/,
    );
  });

  test('a process that was kept from looking is not taken for a peer that is late', async (context) => {
    const server = await serve(context, (_, response) => response.end('x'));
    await ask(openDoor(), server.url); // what a request needs is loaded by now
    const door = openDoor({ limits: SHORT });
    const sent = ask(door, server.url, { retry: 'never' });
    await new Promise((resolve) => setImmediate(resolve)); // it is on its way
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LIMITS.connect + 50);
    assert.equal((await sent).status, 200);
  });

  test('each kind of request has its own', async (context) => {
    const server = await serveText(context, '', 'wait');
    const limits = { service: { ...LIMITS, answer: 50 }, metadata: { ...LIMITS, answer: 100 } };
    const line = (kind: 'service' | 'metadata') =>
      failureOf(ask(openDoor({ limits }), server.url, { kind, retry: 'never' }));
    assert.match(await line('service'), /within 0\.05 s/);
    assert.match(await line('metadata'), /within 0\.1 s/);
  });
});

describe('the signal', () => {
  const reason = new Error('the run is over');

  test('that has fired: nothing is sent', async (context) => {
    const server = await serve(context, (_, response) => response.end());
    const door = openDoor();
    await assert.rejects(ask(door, server.url, { signal: AbortSignal.abort(reason) }), reason);
    assert.deepEqual(door.calls, []);
  });

  for (const [name, answer] of [
    ['waiting for the answer', ''],
    ['reading the body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'],
  ] as const) {
    test(`while ${name}: at once, and the connection is closed`, async (context) => {
      const controller = new AbortController();
      const closed = Promise.withResolvers<void>();
      const server = await serveRaw(context, (socket) => {
        socket.on('close', () => closed.resolve());
        socket.once('data', () => {
          socket.write(answer);
          setTimeout(() => controller.abort(reason), 50);
        });
      });
      const door = openDoor();
      await assert.rejects(ask(door, server.url, { signal: controller.signal }), reason);
      await closed.promise;
      assert.deepEqual(
        door.calls.map(({ status }) => status),
        [undefined],
      );
    });
  }

  test('while connecting', async (context) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    const { url } = closing(context, await listenWithoutAccepting());
    await assert.rejects(ask(openDoor(), url, { signal: controller.signal }), reason);
  });

  test('between two tries', async (context) => {
    const server = await serve(context, (_, response) =>
      response.writeHead(429, { 'retry-after': '10' }).end(),
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 100);
    await assert.rejects(ask(createNetwork({ env: {} }), server.url, { signal: controller.signal }), reason);
  });
});

describe('what is waited for when time is up', () => {
  test('nothing', () => assert.equal(openDoor().waitingFor(), undefined));

  test('a connection', async (context) => {
    const { url } = closing(context, await listenWithoutAccepting());
    await assertWait(url, 'get token: HOST did not accept a connection in time');
  });

  test('an answer', async (context) => {
    const { url } = await serveText(context, '', 'wait');
    await assertWait(url, 'get token: HOST did not answer in time');
  });

  test('the rest of an answer', async (context) => {
    const { url } = await serveText(context, 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc', 'wait');
    await assertWait(url, 'get token: the answer of HOST was not complete in time');
  });

  test('another try', async (context) => {
    const { url } = await serve(context, (_, response) =>
      response.writeHead(429, { 'retry-after': '10' }).end(),
    );
    await assertWait(url, 'get token: HOST answered 429');
    await assertWait(
      `http://127.0.0.1:${await findFreePort()}`,
      'get token: HOST refused the connection (ECONNREFUSED)',
    );
  });

  test('two things at once, and nothing when they are over', async (context) => {
    const { url } = await serveText(context, '', 'wait');
    const controller = new AbortController();
    const door = openDoor();
    const { signal } = controller;
    const sent = [ask(door, url, { signal }), ask(door, url, { step: 'key', signal })];
    const host = new URL(url).host;
    const both = ['get token', 'key'].map((step) => `${step}: ${host} did not answer in time`).join('; ');
    assert.equal(await lastingWait(door, both), both);
    controller.abort(new Error('over'));
    await Promise.allSettled(sent);
    assert.equal(door.waitingFor(), undefined);
  });

  /** Of a request that gets no further, without the port. */
  async function assertWait(url: string, expected: string): Promise<void> {
    const controller = new AbortController();
    const door = openDoor({ sleep: () => new Promise(() => {}) });
    ask(door, url, { signal: controller.signal }).catch(() => undefined);
    const wanted = expected.replace('HOST', new URL(url).host);
    const wait = await lastingWait(door, wanted);
    controller.abort(new Error('over'));
    assert.equal(wait, wanted);
  }

  /** What is waited for a while after it is this; after ten seconds, whatever it is. */
  async function lastingWait(door: ReturnType<typeof openDoor>, wanted: string): Promise<string | undefined> {
    for (let left = 1_000; left > 0 && door.waitingFor() !== wanted; left -= 1) await delay(10);
    await delay(50);
    return door.waitingFor();
  }
});

describe('further tries', () => {
  /** Answers one after the other, the last again and again. */
  async function answering(
    context: TestContext,
    ...answers: readonly { readonly status: number; readonly headers?: Record<string, string> }[]
  ) {
    let next = 0;
    return serve(context, (_, response) => {
      const { status, headers = {} } = answers[
        Math.min(next++, answers.length - 1)
      ] as (typeof answers)[number];
      response.writeHead(status, headers).end();
    });
  }
  const statuses = ({ calls }: ReturnType<typeof openDoor>) => calls.map(({ status }) => status);

  for (const status of [408, 429, 500, 502, 503, 504]) {
    test(`after ${status}, with a growing wait`, async (context) => {
      const server = await answering(context, { status }, { status }, { status: 200 });
      const door = openDoor();
      assert.equal((await ask(door, server.url)).status, 200);
      assert.deepEqual(statuses(door), [status, status, 200]);
      assert.deepEqual(door.waits, [75, 150]);
    });
  }

  for (const status of [200, 204, 302, 400, 401, 403, 404, 410]) {
    test(`none after ${status}`, async (context) => {
      const door = openDoor();
      assert.equal((await ask(door, (await answering(context, { status })).url)).status, status);
      assert.deepEqual(statuses(door), [status]);
    });
  }

  test('after what the caller names', async (context) => {
    const server = await answering(context, { status: 404 }, { status: 200 });
    const door = openDoor();
    await ask(door, server.url, { retry: ({ status }) => status === 404 });
    assert.deepEqual(statuses(door), [404, 200]);
  });

  test('never, if the caller says so', async (context) => {
    const door = openDoor();
    await ask(door, (await answering(context, { status: 503 })).url, { retry: 'never' });
    await failureOf(ask(door, `http://127.0.0.1:${await findFreePort()}`, { retry: 'never' }));
    assert.deepEqual(statuses(door), [503, undefined]);
  });

  test('only after an answer, if the caller says so', async (context) => {
    const door = openDoor();
    const server = await answering(context, { status: 503 }, { status: 200 });
    await ask(door, server.url, { retry: 'answered' });
    await failureOf(ask(door, `http://127.0.0.1:${await findFreePort()}`, { retry: 'answered' }));
    assert.deepEqual(statuses(door), [503, 200, undefined]);
  });

  test('the last answer is the answer', async (context) => {
    const door = openDoor();
    assert.equal((await ask(door, (await answering(context, { status: 503 })).url)).status, 503);
    assert.deepEqual(statuses(door), [503, 503, 503]);
  });

  test('when the service has said, in seconds or by a date', async (context) => {
    const now = () => Date.parse('2026-11-24T12:00:00Z');
    const server = await answering(
      context,
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after': 'Tue, 24 Nov 2026 12:00:05 GMT' } },
      { status: 200 },
    );
    const door = openDoor({ now });
    await ask(door, server.url);
    assert.deepEqual(door.waits, [7_000, 5_000]);
  });

  test('none when that would take more than a third of the run', async (context) => {
    const server = await answering(context, { status: 429, headers: { 'retry-after': '8' } });
    const door = openDoor({ deadline: new Deadline(20_000, () => 0) });
    assert.equal((await ask(door, server.url)).status, 429);
    assert.deepEqual([statuses(door), door.waits], [[429], []]);
  });

  test('all requests of a run share them', async (context) => {
    const { url } = await answering(context, { status: 503 });
    const door = openDoor();
    for (let i = 0; i < 4; i++) await ask(door, url);
    assert.equal(door.calls.length, 4 + 5);
  });

  test('after a connection that was refused, then accepted', async (context) => {
    const port = await findFreePort();
    const door = openDoor({
      sleep: async () => {
        const server = createServer((_, response) => response.end('here now')).listen(port, '127.0.0.1');
        context.after(() => server.close().closeAllConnections());
        await once(server, 'listening');
      },
    });
    assert.equal((await ask(door, `http://127.0.0.1:${port}`)).body.toString(), 'here now');
    assert.deepEqual(statuses(door), [undefined, 200]);
  });

  test('after a connection that was left over and closed meanwhile', async (context) => {
    let connections = 0;
    const server = await serveRaw(context, (socket) => {
      connections += 1;
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        if (requests === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx');
        else socket.resetAndDestroy();
      });
    });
    const door = openDoor();
    await ask(door, server.url);
    assert.equal((await ask(door, server.url)).status, 200);
    assert.deepEqual([statuses(door), connections], [[200, undefined, 200], 2]);
  });
});

describe('a host that is not there', () => {
  test('refuses', async () => {
    const port = await findFreePort();
    const line = await failureOf(ask(openDoor(), `http://127.0.0.1:${port}`));
    assert.equal(
      line,
      `get token: 127.0.0.1:${port} refused the connection (ECONNREFUSED), tried 3 times; check that this node can reach it [NETWORK_FAILED]`,
    );
  });
});

test('each call is recorded', async (context) => {
  let ticks = 1000;
  const server = await serve(context, (_, response) => {
    ticks += 5;
    response.end();
  });
  const door = openDoor({ clock: () => ticks });
  await ask(door, server.url, { step: 'metadata token', method: 'PUT', kind: 'metadata' });
  assert.deepEqual(door.calls, [
    {
      step: 'metadata token',
      method: 'PUT',
      host: `127.0.0.1:${server.port}`,
      connected: true,
      begun: true,
      status: 200,
      ms: 5,
    },
  ]);
});
