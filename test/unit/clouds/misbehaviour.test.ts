// What a client sees of each misbehaviour, beside the true answer; and to which requests it is limited.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { startCloud } from '../../clouds/cloud.ts';
import { listenSilently } from '../../clouds/listener.ts';
import { type Misbehaviour, PAGE } from '../../clouds/misbehaviour.ts';
import { json, type ServiceDefinition } from '../../clouds/service.ts';
import { closeOf } from '../../support/close-of.ts';
import { findFreePort } from '../../support/port.ts';

const TRUE_BODY = { answer: 'the true one' };
const service: ServiceDefinition = {
  name: 'one',
  hosts: /./,
  throttled: () => json(429, { slow: 'down' }),
  failing: (status) => json(status, { failed: true }),
  refusing: (status, code, message) => json(status, { code, message }),
  answer: () => json(200, TRUE_BODY),
};

async function start(context: TestContext, ...misbehaviours: readonly Misbehaviour[]) {
  const cloud = await startCloud('test', { one: service }, {}, () => ({}));
  context.after(() => cloud.close());
  for (const misbehaviour of misbehaviours) cloud.services.one.misbehave(misbehaviour);
  return { url: cloud.urls.one, requests: cloud.requests, services: cloud.services };
}

interface Seen {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The time until the whole body was there. */
  readonly ms: number;
}

/** One request, redirects not followed, the body whole or an error. */
async function see(url: string, path = '/', method = 'GET'): Promise<Seen> {
  const startedAt = performance.now();
  const sent = request(`${url}${path}`, { method, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  return { status: response.statusCode, headers: response.headers, body, ms: performance.now() - startedAt };
}

const TRUE_TEXT = JSON.stringify(TRUE_BODY);
const ROWS: readonly (readonly [misbehaviour: Misbehaviour, holds: (seen: Seen) => boolean])[] = [
  [{ kind: 'late', ms: 50 }, ({ body, ms }) => body === TRUE_TEXT && ms >= 49],
  [
    { kind: 'throttled' },
    ({ status, body, headers }) =>
      status === 429 && body === '{"slow":"down"}' && headers['retry-after'] === undefined,
  ],
  [{ kind: 'throttled', retryAfter: '7' }, ({ headers }) => headers['retry-after'] === '7'],
  [
    { kind: 'failing', status: 503, retryAfter: '2' },
    ({ status, headers, body }) =>
      status === 503 && headers['retry-after'] === '2' && body === '{"failed":true}',
  ],
  [
    { kind: 'refusing', status: 403, code: 'A', message: 'b' },
    ({ status, body }) => status === 403 && body === '{"code":"A","message":"b"}',
  ],
  [
    { kind: 'oversized' },
    ({ body, headers }) =>
      body.length === 1024 * 1024 + 1 &&
      headers['content-length'] === undefined &&
      JSON.parse(body).answer === TRUE_BODY.answer,
  ],
  [
    { kind: 'oversized', bytes: 3_000_000, announced: true },
    ({ body, headers }) => body.length === 3_000_000 && headers['content-length'] === '3000000',
  ],
  [
    { kind: 'redirecting', to: 'http://127.0.0.1:1/' },
    ({ status, headers }) => status === 302 && headers.location === 'http://127.0.0.1:1/',
  ],
  [{ kind: 'redirecting', to: '/other', status: 307 }, ({ status }) => status === 307],
  [
    { kind: 'wrongContentType' },
    ({ body, headers }) => body === TRUE_TEXT && headers['content-type']?.startsWith('text/html') === true,
  ],
  [
    { kind: 'wrongContentType', contentType: 'image/png' },
    ({ headers }) => headers['content-type'] === 'image/png',
  ],
  [
    { kind: 'page' },
    ({ status, body, headers }) =>
      status === 200 && body === PAGE && headers['content-type']?.startsWith('application/json') === true,
  ],
  [{ kind: 'empty' }, ({ status, body }) => status === 200 && body === ''],
  [{ kind: 'dripping', msPerByte: 0 }, ({ body }) => body === TRUE_TEXT],
  [
    { kind: 'answer', answer: { status: 418, headers: { 'x-pot': 'tea' }, body: 'short' } },
    ({ status, headers, body }) => status === 418 && headers['x-pot'] === 'tea' && body === 'short',
  ],
  [
    { kind: 'changed', members: { answer: null, more: [1] } },
    ({ body }) => body === '{"answer":null,"more":[1]}',
  ],
];

for (const [misbehaviour, holds] of ROWS) {
  test(`misbehaves once: ${JSON.stringify(misbehaviour)}`, async (context) => {
    const { url, requests } = await start(context, { ...misbehaviour, times: 1 });
    const seen = await see(url);
    assert.ok(holds(seen), JSON.stringify({ ...seen, body: seen.body.slice(0, 200) }));
    const after = await see(url);
    assert.deepEqual([after.status, after.body], [200, TRUE_TEXT]);
    assert.deepEqual(
      requests.map(({ misbehaviour: kind, status }) => [kind, status]),
      [
        [misbehaviour.kind, seen.status],
        [undefined, 200],
      ],
    );
  });
}

for (const kind of ['torn', 'reset'] as const) {
  test(`misbehaves once: ${kind} is a connection that ends too early`, async (context) => {
    const { url } = await start(context, { kind, times: 1 });
    await assert.rejects(see(url), { code: 'ECONNRESET' });
    assert.equal((await see(url)).body, TRUE_TEXT);
  });
}

test('torn: half of the body had come', async (context) => {
  const { url } = await start(context, { kind: 'torn' });
  const [response] = (await once(request(url, { agent: false }).end(), 'response')) as [IncomingMessage];
  let body = '';
  await assert.rejects(async () => {
    for await (const chunk of response) body += chunk;
  });
  assert.equal(body, TRUE_TEXT.slice(0, TRUE_TEXT.length / 2));
  assert.equal(response.headers['content-length'], String(TRUE_TEXT.length));
});

test('dripping: the first byte has come, and the others have not', async (context) => {
  const { url } = await start(context, { kind: 'dripping', msPerByte: 3_600_000 });
  const [response] = (await once(request(url, { agent: false }).end(), 'response')) as [IncomingMessage];
  const [first] = (await once(response, 'data')) as [Buffer];
  assert.equal(first.toString(), TRUE_TEXT.slice(0, 1));
  assert.equal(response.complete, false);
  response.destroy();
});

test('a black hole takes the request, answers never, and is gone with its cloud', async (context) => {
  const cloud = await startCloud('test', { one: service }, {}, () => ({}));
  context.after(() => cloud.close());
  cloud.services.one.misbehave({ kind: 'blackHole' });
  const sent = request(cloud.urls.one, { agent: false }).end();
  const answered = once(sent, 'response').then(
    () => 'an answer',
    (error: NodeJS.ErrnoException) => error.code,
  );
  while (cloud.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 100, 'nothing'))]),
    'nothing',
  );
  await cloud.close();
  assert.equal(await answered, 'ECONNRESET');
});

test('limits: a path, a method, a number; of several the oldest acts; behave ends all', async (context) => {
  const { url, services } = await start(
    context,
    { kind: 'failing', status: 500, path: '/a' },
    { kind: 'failing', status: 502, method: 'POST', times: 2 },
    { kind: 'failing', status: 503, times: 1 },
  );
  const statuses: (number | undefined)[] = [];
  for (const [path, method] of [
    ['/a', 'POST'],
    ['/b', 'POST'],
    ['/b', 'GET'],
    ['/b', 'GET'],
    ['/b', 'POST'],
    ['/b', 'POST'],
    ['/a', 'GET'],
  ]) {
    statuses.push((await see(url, path, method)).status);
  }
  assert.deepEqual(statuses, [500, 502, 503, 200, 502, 200, 500]);
  services.one.behave();
  assert.equal((await see(url, '/a')).status, 200);
});

test("a service that is broken itself says so in no service's form", async (context) => {
  const broken = { ...service, answer: () => assert.fail('of the fake') };
  const cloud = await startCloud('test', { one: broken }, {}, () => ({}));
  context.after(() => cloud.close());
  const { status, body } = await see(cloud.urls.one);
  assert.equal(status, 599);
  assert.match(body, /^fake one: .*of the fake/);
});

test('who listens and never speaks, and where nobody listens', async (context) => {
  const silent = await listenSilently();
  context.after(() => silent.close());
  const socket = connect(silent.port, '127.0.0.1');
  await once(socket, 'connect');
  const closed = closeOf(socket);
  await silent.close();
  await closed;
  await assert.rejects(see(`http://127.0.0.1:${await findFreePort()}`), { code: 'ECONNREFUSED' });
});
