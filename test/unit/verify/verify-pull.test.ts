// A registry asked as containerd asks it: how each attempt ends, and to whom the credential is shown. test/node/ does it with
// a real registry.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ProviderError } from '../../../src/errors.ts';
import { Secret } from '../../../src/secret.ts';
import { createNetwork } from '../../../src/system/network/create.ts';
import type { Network } from '../../../src/system/network/door.ts';
import { parseChallenge } from '../../../src/verify/challenge.ts';
import type { RegistryLogin } from '../../../src/verify/login.ts';
import * as verifying from '../../../src/verify/verify-pull.ts';

const LOGIN: RegistryLogin = { username: 'u', password: new Secret('canary-password') };
const TOKEN = 'canary-token';
const IMAGE = { repository: 'team/app', reference: '1.0' };

type Options = Parameters<typeof verifying.verifyPull>[0];

/** Within limits that none of these reaches. */
async function verifyPull(options: Omit<Options, 'timeoutMs' | 'maxAttempts'>) {
  const { attempts, cut } = await verifying.verifyPull({ timeoutMs: 60_000, maxAttempts: 100, ...options });
  assert.equal(cut, undefined);
  return attempts;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

describe('attempts', () => {
  let server: Server;
  let host: string;
  let handlers: Record<string, Handler>;
  let asked: string[];

  before(async () => {
    server = createServer((request, response) => {
      const path = (request.url ?? '').replace(/\?.*/, '');
      asked.push(`${request.method} ${request.url} ${request.headers.authorization?.split(' ')[0] ?? '-'}`);
      (handlers[path] ?? ((_, reply) => reply.writeHead(404).end()))(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
    handlers = {};
  });

  const MANIFEST = '/v2/team/app/manifests/1.0';
  const answer =
    (status: number, headers: Record<string, string> = {}): Handler =>
    (_, response) =>
      response.writeHead(status, headers).end();
  /** Wants what the challenge says, and answers with the status then. */
  const gate =
    (challenge: string, status: number): Handler =>
    ({ headers }, response) =>
      headers.authorization === undefined
        ? response.writeHead(401, { 'www-authenticate': challenge }).end()
        : response.writeHead(status).end();
  const tokens =
    (status = 200, body: object = { token: TOKEN }): Handler =>
    (_, response) =>
      response.writeHead(status).end(JSON.stringify(body));
  const bearer = (realm = `http://${host}/token`) =>
    `Bearer realm="${realm}",service="reg",scope="repository:team/app:pull"`;

  async function verify(
    logins: readonly RegistryLogin[] = [LOGIN],
    network: Network = createNetwork({ env: {} }),
  ) {
    const attempts = await verifyPull({
      hosts: [{ origin: `http://${host}`, path: '/v2', mirrorOf: undefined }],
      image: IMAGE,
      logins,
      networkFor: () => network,
      signal: new AbortController().signal,
    });
    assert.doesNotMatch(JSON.stringify(attempts), /canary/);
    return attempts;
  }

  const rows: readonly (readonly [
    name: string,
    handlers: () => Record<string, Handler>,
    outcome: string,
    detail: RegExp,
    logins?: readonly RegistryLogin[],
  ])[] = [
    ['Basic, good', () => ({ [MANIFEST]: gate('Basic realm="r"', 200) }), 'pulled', /200/],
    ['Basic, refused', () => ({ [MANIFEST]: gate('Basic realm="r"', 401) }), 'credentialRefused', /401/],
    ['Basic, no permission', () => ({ [MANIFEST]: gate('Basic realm="r"', 403) }), 'noPermission', /403/],
    ['Basic, not there', () => ({ [MANIFEST]: gate('Basic realm="r"', 404) }), 'imageNotFound', /404/],
    ['Bearer, good', () => ({ [MANIFEST]: gate(bearer(), 200), '/token': tokens() }), 'pulled', /200/],
    [
      'Bearer, refused by the token server',
      () => ({ [MANIFEST]: gate(bearer(), 200), '/token': tokens(401) }),
      'credentialRefused',
      /token server 127.0.0.1:\d+ answered 401/,
    ],
    [
      'Bearer, no permission',
      () => ({ [MANIFEST]: gate(bearer(), 401), '/token': tokens() }),
      'noPermission',
      /401 to a token/,
    ],
    [
      'Bearer, the token server limits',
      () => ({ [MANIFEST]: gate(bearer(), 200), '/token': tokens(429) }),
      'rateLimited',
      /token server .* answered 429/,
    ],
    [
      'Bearer, no token in the answer',
      () => ({ [MANIFEST]: gate(bearer(), 200), '/token': tokens(200, { token: 'a b' }) }),
      'unexpected',
      /a response without a token/,
    ],
    [
      'the registry limits',
      () => ({
        [MANIFEST]: answer(429, { 'retry-after': '60' }),
      }),
      'rateLimited',
      /429, with Retry-After "60"/,
    ],
    ['none is wanted', () => ({ [MANIFEST]: answer(200) }), 'noneWanted', /200/],
    [
      'none is there, and one is wanted',
      () => ({ [MANIFEST]: gate('Basic realm="r"', 200) }),
      'credentialWanted',
      /Basic/,
      [],
    ],
    [
      'none is there, and a token for all',
      () => ({ [MANIFEST]: gate(bearer(), 200), '/token': tokens() }),
      'noneWanted',
      /200/,
      [],
    ],
    [
      'none is there, and no token without one',
      () => ({ [MANIFEST]: gate(bearer(), 200), '/token': tokens(401) }),
      'credentialWanted',
      /gives no token/,
      [],
    ],
    [
      'a redirect',
      () => ({ [MANIFEST]: answer(307, { location: 'http://cdn.example/x' }) }),
      'unexpected',
      /redirects to https?:.*cdn.example.* not followed here/,
    ],
    [
      'a redirect with a credential in hand',
      () => ({
        [MANIFEST]: ({ headers }, response) =>
          headers.authorization === undefined
            ? answer(401, { 'www-authenticate': 'Basic' })({ headers } as IncomingMessage, response)
            : answer(307, { location: 'https://cdn.example/x' })({ headers } as IncomingMessage, response),
      }),
      'unexpected',
      /redirect to "cdn.example", which is not followed here with a credential/,
    ],
    ['no challenge', () => ({ [MANIFEST]: answer(401) }), 'unexpected', /neither for Basic nor for Bearer/],
    [
      '403 without a challenge',
      () => ({ [MANIFEST]: answer(403) }),
      'unexpected',
      /did not ask for a credential/,
    ],
    [
      'Bearer, 403 of the token server',
      () => ({ [MANIFEST]: gate(bearer(), 200), '/token': tokens(403) }),
      'noPermission',
      /token server .* answered 403/,
    ],
    ['an error', () => ({ [MANIFEST]: answer(500) }), 'unexpected', /500/],
    [
      'a realm without TLS on another machine',
      () => ({ [MANIFEST]: gate(bearer('http://auth.example/token'), 200) }),
      'notSent',
      /auth.example is asked without TLS/,
    ],
    [
      'a realm that is none',
      () => ({ [MANIFEST]: gate(bearer('file:///etc/passwd'), 200) }),
      'unexpected',
      /no URL of a token server/,
    ],
  ];
  for (const [name, make, outcome, detail, logins] of rows) {
    test(name, async () => {
      handlers = make();
      const [attempt, ...more] = await verify(logins);
      assert.deepEqual([attempt?.outcome, more], [outcome, []]);
      assert.match(attempt?.detail ?? '', detail);
      if (outcome === 'notSent') assert.deepEqual([attempt?.shownTo, asked.length], [[], 1]);
    });
  }

  test('a token server without a form is asked by a query, with the password in a header only', async () => {
    handlers = {
      [MANIFEST]: gate(bearer(), 200),
      '/token': (request, response) => tokens(request.method === 'POST' ? 405 : 200)(request, response),
    };
    const [attempt] = await verify();
    assert.equal(attempt?.outcome, 'pulled');
    assert.deepEqual(attempt?.shownTo, [host]);
    assert.deepEqual(asked, [
      `HEAD ${MANIFEST} -`,
      'POST /token -',
      'GET /token?service=reg&scope=repository%3Ateam%2Fapp%3Apull Basic',
      `HEAD ${MANIFEST} Bearer`,
    ]);
  });

  test('the next credential is tried when one is refused, and a password without a user is none', async () => {
    handlers = {
      [MANIFEST]: ({ headers }, response) => {
        const good = `Basic ${Buffer.from('good:canary-password').toString('base64')}`;
        response
          .writeHead(headers.authorization === good ? 200 : 401, { 'www-authenticate': 'Basic realm="r"' })
          .end();
      },
    };
    const attempts = await verify([LOGIN, { ...LOGIN, username: '' }, { ...LOGIN, username: 'good' }, LOGIN]);
    assert.deepEqual(
      attempts.map(({ outcome, username }) => [username, outcome]),
      [
        ['u', 'credentialRefused'],
        ['', 'credentialWanted'],
        ['good', 'pulled'],
      ],
    );
  });

  const failing = (code: 'NETWORK_FAILED' | 'TLS_FAILED', system: string, more = {}): Network => ({
    calls: [],
    send: async () => {
      throw new ProviderError('manifest: no', {
        code,
        hint: 'as for any server',
        cause: Object.assign(new Error(system), { code: system, ...more }),
      });
    },
  });
  for (const [outcome, network] of [
    ['nameNotFound', failing('NETWORK_FAILED', 'ENOTFOUND')],
    ['unreachable', failing('NETWORK_FAILED', 'ECONNREFUSED')],
    ['tls', failing('TLS_FAILED', 'CERT_HAS_EXPIRED')],
  ] as const) {
    test(`no answer: ${outcome}`, async () => {
      const [attempt] = await verify([LOGIN], network);
      assert.equal(attempt?.outcome, outcome);
    });
  }

  for (const [what, system, remedy, more] of [
    ['of an unknown authority', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', /^name the file .* hosts\.toml/],
    ['of another name', 'ERR_TLS_CERT_ALTNAME_INVALID', /^let the registry have a certificate for this name/],
    ['that has expired', 'CERT_HAS_EXPIRED', /^as for any server$/],
    ["of a proxy's unknown authority", 'SELF_SIGNED_CERT_IN_CHAIN', /^as for any server$/, { atProxy: true }],
  ] as const) {
    test(`a certificate ${what}: what to do`, async () => {
      const [attempt] = await verify([LOGIN], failing('TLS_FAILED', system, more));
      assert.match(attempt?.remedy ?? '', remedy);
    });
  }
});

for (const realm of [
  'http://169.254.169.254/latest/meta-data/iam/security-credentials/role',
  'https://metadata.google.internal/token',
  'http://127.0.0.1:10248/healthz',
  'https://[::ffff:169.254.169.254]/x',
  'https://0/x',
  'http://0xa9fea9fe/x',
  // It has any address that its owner likes.
  'http://rebind.example/x',
]) {
  for (const logins of [[LOGIN], []]) {
    test(`a realm that leads into the node: ${realm}, ${logins.length} credentials`, async () => {
      const urls: string[] = [];
      const network: Network = {
        calls: [],
        send: async ({ url }) => {
          urls.push(url);
          return {
            status: 401,
            headers: { 'www-authenticate': `Bearer realm="${realm}"` },
            body: Buffer.alloc(0),
          };
        },
      };
      const [attempt] = await verifyPull({
        hosts: [{ origin: 'https://reg.example', path: '/v2', mirrorOf: undefined }],
        image: IMAGE,
        logins,
        networkFor: () => network,
        signal: new AbortController().signal,
      });
      assert.deepEqual([attempt?.outcome, attempt?.shownTo, urls.length], ['notSent', [], 1]);
    });
  }
}

for (const [status, location, outcome, asked] of [
  [200, 'https://eu.example/v2/x', 'noneWanted', 2],
  [404, 'https://eu.example/v2/x', 'imageNotFound', 2],
  [401, 'https://eu.example/v2/x', 'unexpected', 2],
  [200, '/v2/other', 'noneWanted', 2],
  [307, 'https://eu.example/v2/x', 'unexpected', 6],
  [200, 'https://169.254.169.254/x', 'unexpected', 1],
  [200, 'https://u:p@eu.example/x', 'unexpected', 1],
] as const) {
  test(`a redirect before a credential is asked for: ${status} at ${location}`, async () => {
    const authorized: (string | undefined)[] = [];
    const network: Network = {
      calls: [],
      send: async ({ headers }) => {
        authorized.push(headers?.authorization as string | undefined);
        return {
          status: authorized.length === 1 ? 307 : status,
          headers: { location, 'www-authenticate': 'Basic' },
          body: Buffer.alloc(0),
        };
      },
    };
    const [attempt] = await verifyPull({
      hosts: [{ origin: 'https://reg.example', path: '/v2', mirrorOf: undefined }],
      image: IMAGE,
      logins: [LOGIN],
      networkFor: () => network,
      signal: new AbortController().signal,
    });
    assert.deepEqual(
      [attempt?.outcome, attempt?.shownTo, authorized],
      [outcome, [], Array(asked).fill(undefined)],
    );
  });
}

for (const [code, outcome] of [
  ['NETWORK_FAILED', 'unreachable'],
  ['RESPONSE_INVALID', 'unexpected'],
] as const) {
  test(`no whole answer to the credential is ${outcome}, and it was shown`, async () => {
    const network: Network = {
      calls: [],
      send: async ({ headers }) => {
        if (headers?.authorization !== undefined) throw new ProviderError('manifest: no', { code });
        return { status: 401, headers: { 'www-authenticate': 'Basic' }, body: Buffer.alloc(0) };
      },
    };
    const [attempt] = await verifyPull({
      hosts: [{ origin: 'https://reg.example', path: '/v2', mirrorOf: undefined }],
      image: IMAGE,
      logins: [LOGIN],
      networkFor: () => network,
      signal: new AbortController().signal,
    });
    assert.deepEqual([attempt?.outcome, attempt?.shownTo], [outcome, ['reg.example']]);
  });
}

test('the mirrors come first, and are told whose they are', async () => {
  const urls: string[] = [];
  const network: Network = {
    calls: [],
    send: async ({ url }) => {
      urls.push(url);
      return { status: url.includes('mirror') ? 404 : 200, headers: {}, body: Buffer.alloc(0) };
    },
  };
  const attempts = await verifyPull({
    hosts: [
      { origin: 'https://mirror.example', path: '/v2', mirrorOf: 'reg.example' },
      { origin: 'https://reg.example', path: '/v2', mirrorOf: undefined },
    ],
    image: IMAGE,
    logins: [LOGIN],
    networkFor: () => network,
    signal: new AbortController().signal,
  });
  assert.deepEqual(urls, [
    'https://mirror.example/v2/team/app/manifests/1.0?ns=reg.example',
    'https://reg.example/v2/team/app/manifests/1.0',
  ]);
  assert.deepEqual(
    attempts.map(({ host, mirror, outcome }) => [host, mirror, outcome]),
    [
      ['mirror.example', true, 'imageNotFound'],
      ['reg.example', false, 'noneWanted'],
    ],
  );
});

test('a mirror that refuses the credential may want one of its own', async () => {
  const network: Network = {
    calls: [],
    send: async () => ({ status: 401, headers: { 'www-authenticate': 'Basic' }, body: Buffer.alloc(0) }),
  };
  const attempts = await verifyPull({
    hosts: [
      { origin: 'https://mirror.example', path: '/v2', mirrorOf: 'reg.example' },
      { origin: 'https://reg.example', path: '/v2', mirrorOf: undefined },
    ],
    image: IMAGE,
    logins: [LOGIN],
    networkFor: () => network,
    signal: new AbortController().signal,
  });
  assert.deepEqual(
    attempts.map(({ outcome, remedy }) => [outcome, remedy?.includes('continue: true')]),
    [
      ['credentialRefused', true],
      ['credentialRefused', false],
    ],
  );
});

describe('limits of all attempts together', () => {
  const hosts = ['m1', 'm2', 'm3'].map((name) => ({
    origin: `https://${name}.example`,
    path: '/v2',
    mirrorOf: undefined,
  }));
  const logins = Array.from({ length: 4 }, () => LOGIN);
  const options = { hosts, image: IMAGE, logins, timeoutMs: 60_000, maxAttempts: 100 };
  const answering = (status: number): Network => ({
    calls: [],
    send: async () => ({ status, headers: {}, body: Buffer.alloc(0) }),
  });
  const silent: Network = {
    calls: [],
    send: (_, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      ),
  };
  const never = () => new AbortController().signal;

  test('as many attempts as are allowed, and that there would be more', async () => {
    const network = answering(404);
    const verify = (maxAttempts: number) =>
      verifying.verifyPull({ ...options, maxAttempts, networkFor: () => network, signal: never() });
    const { attempts, cut } = await verify(5);
    assert.deepEqual([attempts.length, cut], [5, 'after 5 attempts']);
    const all = await verify(12);
    assert.deepEqual([all.attempts.length, all.cut], [12, undefined]);
  });

  test('what is good in time is the end, and not cut', async () => {
    const networkFor = () => answering(200);
    const { attempts, cut } = await verifying.verifyPull({
      ...options,
      maxAttempts: 1,
      networkFor,
      signal: never(),
    });
    assert.deepEqual([attempts.length, cut], [1, undefined]);
  });

  test('hosts that do not answer are left after the time, with the attempts until then', async () => {
    const networkFor = ({ origin }: { readonly origin: string }) =>
      origin.includes('m1') ? answering(404) : silent;
    const { attempts, cut } = await verifying.verifyPull({
      ...options,
      timeoutMs: 100,
      networkFor,
      signal: never(),
    });
    assert.deepEqual([attempts.map(({ host }) => host), cut], [['m1.example'], 'after 0.1 s']);
  });

  test("the caller's signal is another matter", async () => {
    const stop = new AbortController();
    const verified = verifying.verifyPull({ ...options, networkFor: () => silent, signal: stop.signal });
    stop.abort(new Error('told to stop'));
    await assert.rejects(verified, /told to stop/);
  });
});

const CHALLENGES: readonly (readonly [
  header: string,
  scheme: string | undefined,
  realm?: string | undefined,
])[] = [
  ['Basic realm="r"', 'basic', 'r'],
  ['BEARER realm="https://a.example/t, x",service=s', 'bearer', 'https://a.example/t, x'],
  ['Basic realm="r", Bearer realm="https://a.example/t"', 'bearer', 'https://a.example/t'],
  ['Basic', 'basic'],
  ['Negotiate', undefined],
  ['', undefined],
];
for (const [header, scheme, realm] of CHALLENGES) {
  test(`challenge ${header}`, () => {
    const challenge = parseChallenge(header);
    assert.deepEqual([challenge?.scheme, challenge?.parameters.get('realm')], [scheme, realm]);
  });
}
