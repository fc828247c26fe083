// One pull from request to response, in this process: rules, keys, durations, and the property of `Registry`.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { makeAnswer } from '../../src/answer.ts';
import type { Config, Rule } from '../../src/config/config.ts';
import { google } from '../../src/config/google.ts';
import { ProviderError } from '../../src/errors.ts';
import { parseImage } from '../../src/image/reference.ts';
import { lookupKeys } from '../../src/kubelet/keyring.ts';
import { parseGoDuration } from '../../src/protocol/go-duration.ts';
import { serviceAccountOf } from '../../src/protocol/service-account.ts';
import { provide } from '../../src/provide.ts';
import { Secret } from '../../src/secret.ts';
import { Deadline } from '../../src/system/deadline.ts';
import { createNetwork } from '../../src/system/network/create.ts';
import type { Network } from '../../src/system/network/door.ts';
import { request, serviceAccountToken } from '../support/executable.ts';
import fc from '../support/property.ts';

interface Response {
  readonly apiVersion: string;
  readonly kind: string;
  readonly cacheKeyType: string;
  readonly cacheDuration: string;
  readonly auth: Readonly<Record<string, { username: string; password: string }>>;
}

const RULE = {
  identity: 'node',
  onMissingServiceAccount: 'deny',
  continue: false,
  required: false,
  thenAnonymous: false,
} as const;

function staticRule(
  name: string,
  matchImages: readonly string[],
  matchServiceAccounts?: readonly string[],
): Rule {
  return {
    ...RULE,
    name,
    matchImages,
    matchServiceAccounts,
    backend: {
      kind: 'static',
      username: { text: name },
      password: { secret: new Secret(`password of ${name}`) },
      cacheDurationMs: 90_000,
    },
  };
}

async function answer(
  rules: readonly Rule[],
  image: string,
  extra: object = {},
  network: Network = createNetwork({ env: {} }),
): Promise<Response> {
  const config: Config = {
    source: 'test',
    deadlineMs: 45_000,
    caFile: undefined,
    cache: undefined,
    log: undefined,
    rules,
  };
  const text = await provide(request(image, { ...extra }), {
    config,
    stop: new AbortController(),
    surroundings: { env: {}, network, now: () => 0 },
    deadline: new Deadline(45_000, () => 0),
  });
  assert.match(text, /^[^\n]+\n$/);
  return JSON.parse(text) as Response;
}

describe('no rule for an image', () => {
  test('is an answer that the kubelet does not keep', async () => {
    assert.deepEqual(await answer([staticRule('a', ['a.example'])], 'b.example/x'), {
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      kind: 'CredentialProviderResponse',
      cacheKeyType: 'Image',
      cacheDuration: '0s',
      auth: {},
    });
  });
});

describe('only for rules without tokens', () => {
  const podRule: Rule = { ...staticRule('pods', ['r.example/pods/']), identity: 'serviceAccount' };
  const rules = [
    podRule,
    staticRule('accounts', ['r.example/accounts/'], ['team-a/*']),
    staticRule('node', ['r.example']),
  ];
  const answered = async (
    image: string,
    onMissingServiceAccount: Rule['onMissingServiceAccount'],
    from: readonly Rule[] = rules,
  ) => {
    const config: Config = {
      source: 'test',
      deadlineMs: 45_000,
      caFile: undefined,
      cache: undefined,
      log: undefined,
      rules: from.map((rule) => ({ ...rule, onMissingServiceAccount })),
    };
    const text = await provide(request(image, {}), {
      config,
      rulesWithoutTokens: true,
      stop: new AbortController(),
      surroundings: { env: {}, network: createNetwork({ env: {} }), now: () => 0 },
      deadline: new Deadline(45_000, () => 0),
    });
    return JSON.parse(text) as Response;
  };

  for (const onMissing of ['deny', 'node', 'anonymous'] as const) {
    test(`another entry serves the service account's images, whatever is missing: ${onMissing}`, async () => {
      const { auth, cacheKeyType, cacheDuration } = await answered('r.example/pods/app', onMissing);
      assert.deepEqual([auth, cacheKeyType, cacheDuration], [{}, 'Image', '0s']);
    });
  }

  test('a rule for some accounts does not win, and the next one does', async () => {
    const { auth } = await answered('r.example/accounts/app', 'deny');
    assert.equal(Object.values(auth)[0]?.username, 'node');
  });

  test('of a chain the rules that need none', async () => {
    const chain = rules.map((rule) => ({ ...rule, continue: true }));
    const { auth } = await answered('r.example/pods/app', 'deny', chain);
    assert.deepEqual(
      Object.values(auth).map(({ username }) => username),
      ['node'],
    );
  });

  test('of a chain none, if one that needs a token is required', async () => {
    const chain = rules.map((rule) => ({ ...rule, continue: true, required: true }));
    const { auth } = await answered('r.example/pods/app', 'deny', chain);
    assert.deepEqual(auth, {});
  });

  test('all others are served', async () => {
    const { auth, cacheKeyType } = await answered('r.example/app', 'deny');
    assert.equal(Object.values(auth)[0]?.username, 'node');
    assert.equal(cacheKeyType, 'Image', 'the kubelet must not use it for images of the first rule');
  });
});

const rows: ReadonlyArray<{
  name: string;
  rules: readonly Rule[];
  image: string;
  account?: readonly [string, string];
  key: string;
  type: string;
  user: string;
}> = [
  {
    name: 'a pattern that is a host: the whole registry',
    rules: [staticRule('a', ['r.example'])],
    image: 'r.example/team/app',
    key: 'r.example',
    type: 'Registry',
    user: 'a',
  },
  {
    name: 'the port belongs to the registry',
    rules: [staticRule('a', ['*.example:8443'])],
    image: 'r.example:8443/app',
    key: 'r.example:8443',
    type: 'Registry',
    user: 'a',
  },
  {
    name: 'a pattern with a path: this image only',
    rules: [staticRule('a', ['r.example/team'])],
    image: 'r.example/team/app',
    key: 'r.example/team/app',
    type: 'Image',
    user: 'a',
  },
  {
    name: 'an earlier rule has a part of the registry',
    rules: [staticRule('a', ['r.example/team/']), staticRule('b', ['r.example'])],
    image: 'r.example/other',
    key: 'r.example/other',
    type: 'Image',
    user: 'b',
  },
  {
    name: 'a later rule has a part of the registry, and never wins',
    rules: [staticRule('b', ['r.example']), staticRule('a', ['r.example/team/'])],
    image: 'r.example/team/x',
    key: 'r.example',
    type: 'Registry',
    user: 'b',
  },
  {
    name: 'an earlier rule has another port',
    rules: [staticRule('a', ['r.example:5000/team/']), staticRule('b', ['r.example'])],
    image: 'r.example/other',
    key: 'r.example',
    type: 'Registry',
    user: 'b',
  },
  {
    name: 'an earlier rule is for another service account',
    rules: [staticRule('a', ['r.example/x'], ['team-b/*']), staticRule('b', ['r.example'])],
    image: 'r.example/other',
    account: ['team-a', 'default'],
    key: 'r.example',
    type: 'Registry',
    user: 'b',
  },
  {
    name: 'an earlier rule is for this service account',
    rules: [staticRule('a', ['r.example/x'], ['team-*/de*t']), staticRule('b', ['r.example'])],
    image: 'r.example/other',
    account: ['team-a', 'default'],
    key: 'r.example/other',
    type: 'Image',
    user: 'b',
  },
  {
    name: 'a rule for service accounts is not for a request without one',
    rules: [staticRule('a', ['r.example'], ['*/*']), staticRule('b', ['r.example'])],
    image: 'r.example/x',
    key: 'r.example',
    type: 'Registry',
    user: 'b',
  },
  {
    name: 'an image whose path starts with /v2/, which the kubelet cuts from keys',
    rules: [staticRule('a', ['r.example/v2/'])],
    image: 'r.example/v2/app',
    key: 'r.example/v2/v2/app',
    type: 'Image',
    user: 'a',
  },
  {
    name: 'a short name is the one that the kubelet would send',
    rules: [staticRule('a', ['docker.io/library/'])],
    image: 'nginx:1.29',
    key: 'docker.io/library/nginx',
    type: 'Image',
    user: 'a',
  },
];

describe('the rule and the key', () => {
  for (const { name, rules, image, account, key, type, user } of rows) {
    test(name, async () => {
      const extra = account === undefined ? {} : { serviceAccountToken: serviceAccountToken(...account) };
      const response = await answer(rules, image, extra);
      assert.deepEqual(response.auth, { [key]: { username: user, password: `password of ${user}` } });
      assert.equal(response.cacheKeyType, type);
      assert.equal(response.cacheDuration, '1m30s');
      assert.deepEqual(lookupKeys(Object.keys(response.auth), parseImage(image).name), [key]);
    });
  }

  test('a token that is no JWT fails where it must decide', async () => {
    const rules = [staticRule('a', ['r.example'], ['team-a/*']), staticRule('b', ['s.example'])];
    await assert.rejects(answer(rules, 'r.example/x', { serviceAccountToken: 'canary' }), {
      code: 'TOKEN_INVALID',
    });
    assert.equal(
      (await answer(rules, 's.example/x', { serviceAccountToken: 'canary' })).cacheKeyType,
      'Registry',
    );
  });
});

describe('cacheDuration of a credential that expires', () => {
  const HOUR = 3_600_000;
  for (const [name, remaining, expected] of [
    ['12 hours: less one hour', 12 * HOUR, 11 * HOUR],
    ['5 hours: a fifth is an hour', 5 * HOUR, 4 * HOUR],
    ['1 hour: less a fifth', HOUR, 0.8 * HOUR],
    ['a second', 1000, 800],
    ['this instant', 0, 0],
    ['over already', -HOUR, 0],
  ] as const) {
    test(name, () => {
      const entries = [{ username: 'u', password: new Secret('p'), expiresAt: new Date(HOUR + remaining) }];
      const { cacheDurationMs } = makeAnswer(
        { entries, scope: 'registry' },
        { image: parseImage('r.example/x'), wholeRegistry: true, cacheDurationMs: 5, now: HOUR },
      );
      assert.equal(cacheDurationMs, expected);
    });
  }
});

describe('a docker config that cannot be read, without patterns of its own', () => {
  const first = { ...staticRule('first', ['r.example']), continue: true };
  const broken: Rule = {
    ...staticRule('broken', []),
    matchImages: undefined,
    backend: { kind: 'dockerConfig', path: '/no/such/file', helpers: undefined, cacheDurationMs: 1000 },
  };
  const last = staticRule('last', ['r.example']);
  const users = async (rules: readonly Rule[]) => {
    const { auth, cacheKeyType, cacheDuration } = await answer(rules, 'r.example/team/app');
    const keys = lookupKeys(Object.keys(auth), 'r.example/team/app');
    return [cacheKeyType, cacheDuration, ...keys.map((key) => auth[key]?.username)];
  };

  test('fails where it is the first that could match', async () => {
    await assert.rejects(users([broken, last]), { code: 'FILE_UNREADABLE' });
  });

  test('leaves the credentials of the rules before it', async () => {
    assert.deepEqual(await users([first, broken, last]), ['Image', '1m', 'first']);
  });

  test('and of those behind it, if it says continue', async () => {
    assert.deepEqual(await users([first, { ...broken, continue: true }, last]), [
      'Image',
      '1m',
      'first',
      'last',
    ]);
  });

  test('unless it is required', async () => {
    await assert.rejects(users([first, { ...broken, required: true }]), { code: 'FILE_UNREADABLE' });
  });
});

test('an attempt without a credential behind one that expires: as long as that one', async () => {
  const backend = google.normalise({ registry: 'gcr.io' });
  const rule = { ...staticRule('a', ['gcr.io']), thenAnonymous: true, backend };
  const network: Network = {
    calls: [],
    send: async () => ({
      status: 200,
      headers: { 'metadata-flavor': 'Google' },
      body: Buffer.from(JSON.stringify({ access_token: 'token', expires_in: 3600 })),
    }),
  };
  const { cacheDuration, cacheKeyType, auth } = await answer([rule], 'gcr.io/project/app', {}, network);
  assert.deepEqual([cacheDuration, cacheKeyType, Object.keys(auth)], ['48m', 'Registry', ['gcr.io', '*.*']]);
});

describe('a property: an answer for the registry is the answer for each of its images', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rcp-property-'));
  after(() => rmSync(folder, { recursive: true }));

  const registry = fc.constantFrom(
    'a.r.example',
    'b.r.example',
    'a.r.example:5000',
    'docker.io',
    '[::1]:5000',
  );
  const path = fc
    .array(fc.constantFrom('a', 'b', 'ab', 'v2', 'library'), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('/'));
  const host = fc.constantFrom(
    'a.r.example',
    'b.r.example',
    '*.r.example',
    'a*.*.example',
    '*.r.example:5000',
    'a.r.example:5000',
    'docker.io',
    '*.io',
    '[::1]:5000',
  );
  const pattern = fc
    .tuple(
      host,
      fc.oneof(
        { weight: 3, arbitrary: fc.constant('') },
        fc.constant('/'),
        path.map((text) => `/${text}`),
      ),
    )
    .map(([start, end]) => start + end);
  const accounts = fc.option(fc.array(fc.constantFrom('t/a', 't/*', '*/b', '*/*', 'u/*'), { minLength: 1 }), {
    nil: undefined,
    freq: 2,
  });
  let files = 0;
  const rule = fc.record({
    patterns: fc.array(pattern, { minLength: 1, maxLength: 3 }),
    accounts,
    docker: fc.option(fc.uniqueArray(fc.oneof(pattern, fc.constant('https://index.docker.io/v1/'))), {
      freq: 2,
    }),
    useFileKeys: fc.boolean(),
    cloud: fc.option(
      fc.record({
        identity: fc.constantFrom('node' as const, 'serviceAccount' as const),
        onMissingServiceAccount: fc.constantFrom('deny' as const, 'node' as const, 'anonymous' as const),
      }),
      { freq: 2 },
    ),
    chain: fc.record({ continue: fc.boolean(), required: fc.boolean(), thenAnonymous: fc.boolean() }),
    token: fc.option(
      fc.record({
        audience: fc.constantFrom('test', 'other'),
        onMissingServiceAccount: fc.constantFrom('deny' as const, 'anonymous' as const),
      }),
      { freq: 2 },
    ),
  });

  function makeRule(
    { patterns, accounts: names, docker, useFileKeys, chain, cloud, token }: ReturnTypeOf<typeof rule>,
    index: number,
  ): Rule {
    const made = { ...staticRule(`rule${index}`, patterns, names), ...chain };
    if (cloud !== null) {
      return { ...made, ...cloud, backend: cloudOf(index) };
    }
    if (token !== null) {
      const { audience, onMissingServiceAccount } = token;
      const backend = { kind: 'serviceAccountToken', username: `rule${index}`, audience } as const;
      const fullHosts = patterns.map((each) => each.replaceAll('*', 'a'));
      return {
        ...made,
        matchImages: fullHosts,
        identity: 'serviceAccount',
        onMissingServiceAccount,
        backend,
      };
    }
    if (docker === null) {
      return made;
    }
    const file = join(folder, `${files++ % 50}.json`);
    const auths = docker.map((key, position) => [key, { username: `rule${index}`, password: `${position}` }]);
    writeFileSync(file, JSON.stringify({ auths: Object.fromEntries(auths) }));
    const { matchImages, ...rest } = made;
    return {
      ...rest,
      matchImages: useFileKeys ? undefined : matchImages,
      backend: { kind: 'dockerConfig', path: file, helpers: undefined, cacheDurationMs: 1000 },
    };
  }

  /** A cloud whose password tells the rule and who has asked: `rule2 node`, `rule0 t/a`. */
  const cloudOf = (index: number) =>
    google.normalise({
      registry: 'gcr.io',
      serviceAccount: `rule${index}@p.iam.gserviceaccount.com`,
      workloadIdentity: { project: `rule${index}-project` },
    });

  const cloud: Network = {
    calls: [],
    send: async ({ url, body }) => {
      const [, nodes] = /\/service-accounts\/(rule\d+)@/.exec(url) ?? [];
      const form = new URLSearchParams(String(body));
      const [, pods] = /^identitynamespace:(rule\d+)-/.exec(form.get('audience') ?? '') ?? [];
      const account = nodes ?? serviceAccountOf(new Secret(form.get('subject_token') ?? ''));
      const who = typeof account === 'string' ? 'node' : `${account.namespace}/${account.name}`;
      const answered = { access_token: `${nodes ?? pods}:${who}`, expires_in: 3600 };
      return {
        status: 200,
        headers: { 'metadata-flavor': 'Google' },
        body: Buffer.from(JSON.stringify(answered)),
      };
    },
  };

  test('holds for random configurations, identities, service accounts and pairs of images', async () => {
    const seen = {
      Registry: 0,
      Image: 0,
      empty: 0,
      failed: 0,
      'a node': 0,
      'a service account': 0,
      'a token': 0,
      'a chain': 0,
      'a chain for the registry': 0,
      'anonymous at last': 0,
    };
    // The clouds' tokens expire, and time goes by.
    const lasting = ({ cacheDuration: _, ...rest }: Response) => rest;
    await fc.assert(
      fc.asyncProperty(
        fc.array(rule, { minLength: 1, maxLength: 4 }),
        fc.option(fc.tuple(fc.constantFrom('t', 'u'), fc.constantFrom('a', 'b'))),
        registry,
        path,
        path,
        async (shapes, account, host_, first, second) => {
          files = 0;
          const rules = shapes.map(makeRule);
          const token = account && serviceAccountToken(...account, undefined, { exp: 3600 });
          const extra = token === null ? {} : { serviceAccountToken: token };
          const [one, two] = [first, second].map((end) => parseImage(`${host_}/${end}`).name) as [
            string,
            string,
          ];
          let response: Response;
          try {
            response = await answer(rules, one, extra, cloud);
          } catch (error) {
            assert.ok(error instanceof ProviderError, String(error));
            seen.failed += 1; // a docker config without an entry, a missing service account
            return;
          }
          const keys = Object.keys(response.auth);
          seen[keys.length === 0 ? 'empty' : response.cacheKeyType === 'Registry' ? 'Registry' : 'Image'] +=
            1;
          assert.ok((parseGoDuration(response.cacheDuration) ?? -1) >= 0);
          const tried = lookupKeys(keys, one);
          assert.deepEqual(new Set(tried), new Set(keys));
          const order = tried.map((key) => orderOf(response.auth[key]));
          assert.deepEqual(order, order.toSorted());
          const isChain = new Set(order).size > 1;
          seen['a chain'] += Number(isChain);
          seen['anonymous at last'] += Number(order.at(-1) === ANONYMOUS);
          if (response.cacheKeyType === 'Registry') {
            assert.deepEqual(lasting(await answer(rules, two, extra, cloud)), lasting(response));
            seen['a chain for the registry'] += Number(isChain);
            assert.deepEqual(lookupKeys(keys, two), tried);
            const passwords = Object.values(response.auth).map(({ password }) => password);
            seen['a node'] += Number(passwords.some((text) => text.endsWith(':node')));
            seen['a service account'] += Number(passwords.some((text) => /^rule\d:[tu]\/[ab]$/.test(text)));
            seen['a token'] += Number(passwords.some((text) => text === token));
            assert.deepEqual(new Set(lookupKeys(keys, two)), new Set(keys));
          } else {
            assert.equal(response.cacheKeyType, 'Image');
          }
        },
      ),
      { numRuns: 3000 },
    );
    for (const [kind, count] of Object.entries(seen)) {
      assert.ok(count > 50, `${kind} was tried ${count} times only`);
    }
  });
});

const ANONYMOUS = 9;

/** Which rule has given it. */
function orderOf(entry: Response['auth'][string] | undefined): number {
  const { username = '', password = '' } = entry ?? {};
  return username === '' ? ANONYMOUS : Number(/rule(\d)/.exec(`${username} ${password}`)?.[1]);
}

type ReturnTypeOf<T> = T extends fc.Arbitrary<infer U> ? U : never;
