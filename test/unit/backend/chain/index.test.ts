// Rules whose credentials follow each other: which are given, under which keys, for how long, and what a failure does.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Backend, Credentials, Surroundings } from '../../../../src/backend/backend.ts';
import { Backends } from '../../../../src/backend/backends.ts';
import { Chain, keepEnvironment } from '../../../../src/backend/chain/index.ts';
import type { Rule } from '../../../../src/config/config.ts';
import { ProviderError } from '../../../../src/errors.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { Secret } from '../../../../src/secret.ts';
import { Deadline } from '../../../../src/system/deadline.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const MINUTE = 60_000;
const PULL = {
  image: parseImage('reg.example/team/app'),
  serviceAccountToken: undefined,
  serviceAccount: () => undefined,
  serviceAccountAnnotations: new Map<string, string>(),
};

type Given = Credentials | undefined | Error;

function ruleOf(name: string, more: Partial<Rule> = {}): Rule {
  return {
    name,
    matchImages: ['reg.example'],
    matchServiceAccounts: undefined,
    identity: 'node',
    onMissingServiceAccount: 'deny',
    continue: true,
    required: false,
    thenAnonymous: false,
    backend: { kind: 'dockerConfig', path: '/none', helpers: undefined, cacheDurationMs: 10 * MINUTE },
    ...more,
  };
}

function login(username: string, more: Partial<Credentials> = {}): Credentials {
  return { entries: [{ username, password: new Secret(`${username}'s`) }], scope: 'registry', ...more };
}

function failure(message: string, code: 'BACKEND_DENIED' | 'FILE_UNREADABLE' = 'BACKEND_DENIED') {
  return new ProviderError(message, { code, hint: 'do this' });
}

interface Options {
  readonly wholeRegistry?: boolean;
  readonly deadline?: Deadline;
  readonly backendOf?: (rule: Rule) => Backend;
}

function chainOf(rows: readonly (readonly [rule: Rule, given: Given])[], options: Options = {}): Chain {
  const given = new Map(rows);
  return new Chain({
    rules: rows.map(([rule]) => rule),
    wholeRegistry: true,
    deadline: new Deadline(45_000, () => 0),
    backendOf: (rule) => ({
      describe: () => ({ details: {}, scope: 'registry', warnings: [] }),
      getCredentials: async () => {
        const one = given.get(rule);
        if (one instanceof Error) throw one;
        return one;
      },
    }),
    ...options,
  });
}

/** `mirror under reg.example`, in the order in which the answer has them. */
function brief(credentials: Credentials | undefined): readonly string[] | undefined {
  return credentials?.entries.map(({ username, key }) => `${username || 'nobody'} under ${key}`);
}

describe('what is given', () => {
  const rows: readonly {
    readonly name: string;
    readonly rules: readonly (readonly [rule: Rule, given: Given])[];
    readonly options?: Options;
    readonly given: readonly string[] | undefined;
    readonly scope?: Credentials['scope'];
    readonly cacheAtMostMs?: number;
  }[] = [
    {
      name: 'one after the other, for the whole registry',
      rules: [
        [ruleOf('a'), login('mirror')],
        [ruleOf('b'), login('origin')],
      ],
      given: ['mirror under reg.example', 'origin under *.example'],
      scope: 'registry',
      cacheAtMostMs: 10 * MINUTE,
    },
    {
      name: 'for the image only, where the path decides',
      rules: [
        [ruleOf('a'), login('mirror')],
        [ruleOf('b'), login('origin')],
      ],
      options: { wholeRegistry: false },
      given: ['mirror under reg.example/team/app', 'origin under reg.example/team'],
      scope: 'image',
    },
    {
      name: 'for the image only, where one backend looks at the path',
      rules: [
        [ruleOf('a'), login('mirror')],
        [ruleOf('b'), login('origin', { scope: 'image' })],
      ],
      given: ['mirror under reg.example/team/app', 'origin under reg.example/team'],
      scope: 'image',
    },
    {
      name: "all of the first rule's entries, whatever their keys were, before the second's",
      rules: [
        [
          ruleOf('a'),
          {
            entries: ['reg.example', '*.example'].map((key) => ({
              key,
              username: `login of ${key}`,
              password: new Secret(key),
            })),
            scope: 'registry',
          },
        ],
        [ruleOf('b'), login('origin')],
      ],
      given: [
        'login of reg.example under reg.example',
        'login of *.example under *.example',
        'origin under *.*',
      ],
      scope: 'registry',
    },
    {
      name: 'none at last',
      rules: [
        [ruleOf('a'), login('mirror')],
        [ruleOf('b', { thenAnonymous: true }), login('origin')],
      ],
      given: ['mirror under reg.example', 'origin under *.example', 'nobody under *.*'],
      scope: 'registry',
    },
    {
      name: 'a rule that fails keeps its place, and the answer is for this image and short',
      rules: [
        [ruleOf('a'), failure('mirror: denied')],
        [ruleOf('b'), login('origin')],
      ],
      given: ['origin under reg.example/team'],
      scope: 'image',
      cacheAtMostMs: MINUTE,
    },
    {
      name: 'a rule that has none keeps its place, and changes nothing else',
      rules: [
        [ruleOf('a'), undefined],
        [ruleOf('b'), login('origin')],
      ],
      given: ['origin under *.example'],
      scope: 'registry',
      cacheAtMostMs: 10 * MINUTE,
    },
    {
      name: 'the least of all durations',
      rules: [
        [ruleOf('a'), login('mirror', { cacheAtMostMs: 5 * MINUTE })],
        [
          ruleOf('b', {
            backend: { kind: 'dockerConfig', path: '/none', helpers: undefined, cacheDurationMs: 7 * MINUTE },
          }),
          login('origin'),
        ],
      ],
      given: ['mirror under reg.example', 'origin under *.example'],
      cacheAtMostMs: 5 * MINUTE,
    },
    {
      name: 'all anonymous on purpose: as long as the shortest says',
      rules: [
        [ruleOf('a'), { entries: [], scope: 'registry', anonymousForMs: 3 * MINUTE }],
        [ruleOf('b'), { entries: [], scope: 'registry', anonymousForMs: 2 * MINUTE }],
      ],
      given: [],
      scope: 'registry',
    },
    {
      name: 'none needed by any: no credential',
      rules: [
        [ruleOf('a'), undefined],
        [ruleOf('b', { thenAnonymous: true }), undefined],
      ],
      given: undefined,
    },
  ];
  for (const { name, rules, options, given, scope, cacheAtMostMs } of rows) {
    test(name, async () => {
      const credentials = await chainOf(rules, options).getCredentials(PULL);
      assert.deepEqual(brief(credentials), given);
      if (scope !== undefined) assert.equal(credentials?.scope, scope);
      if (cacheAtMostMs !== undefined) assert.equal(credentials?.cacheAtMostMs, cacheAtMostMs);
    });
  }

  test('an IPv6 registry has too few keys: for this image', async () => {
    const image = parseImage('[::1]:5000/team/app');
    const rules = [
      [ruleOf('a'), login('mirror')],
      [ruleOf('b'), login('origin')],
    ] as const;
    const credentials = await chainOf(rules).getCredentials({ ...PULL, image });
    assert.deepEqual(brief(credentials), [
      'mirror under [::1]:5000/team/app',
      'origin under [::1]:5000/team',
    ]);
    assert.equal(credentials?.scope, 'image');
  });
});

describe('what fails', () => {
  test('all: one failure that names each, with the code of the first', async () => {
    const chain = chainOf([
      [ruleOf('a'), failure('rule "a": no file', 'FILE_UNREADABLE')],
      [ruleOf('b'), failure('rule "b": denied')],
    ]);
    await assert.rejects(chain.getCredentials(PULL), {
      code: 'FILE_UNREADABLE',
      message:
        'none of the rules gave a credential: (1) rule "a": no file; do this [FILE_UNREADABLE] (2) rule "b": denied; do this [BACKEND_DENIED]',
    });
  });

  test('one, and the other has none: the failure', async () => {
    const chain = chainOf([
      [ruleOf('a'), undefined],
      [ruleOf('b'), failure('rule "b": denied')],
    ]);
    await assert.rejects(chain.getCredentials(PULL), { message: 'rule "b": denied' });
  });

  test('a required rule: no credential, and the rest is not asked', async () => {
    const chain = chainOf([
      [ruleOf('a', { required: true }), failure('rule "a": denied')],
      [ruleOf('b'), login('origin')],
    ]);
    await assert.rejects(chain.getCredentials(PULL), {
      code: 'BACKEND_DENIED',
      message: 'rule "a": denied; the rule is required, so no other rule\'s credential is given',
    });
    assert.deepEqual(
      chain.links.map(({ rule }) => rule.name),
      ['a'],
    );
  });

  test('a bug in one backend is that rule failing', async () => {
    const chain = chainOf([
      [ruleOf('a'), new TypeError('secret')],
      [ruleOf('b'), login('origin')],
    ]);
    assert.deepEqual(brief(await chain.getCredentials(PULL)), ['origin under reg.example/team']);
    assert.equal(chain.links[0]?.failure?.code, 'INTERNAL');
  });

  describe('more credentials than keys: the first ones are given, and it is said which are not', () => {
    const image = parseImage('[::1]:5000/a'); // two keys
    const many = (name: string, count: number): Credentials => ({
      entries: Array.from({ length: count }, (_, index) => ({
        username: `${name}${index + 1}`,
        password: new Secret(name),
      })),
      scope: 'registry',
    });
    const rows: readonly {
      readonly name: string;
      readonly rules: readonly (readonly [rule: Rule, given: Given])[];
      readonly given: readonly string[];
      readonly leftOut: readonly (RegExp | undefined)[];
    }[] = [
      {
        name: 'of three rules the last',
        rules: ['a', 'b', 'c'].map((name) => [ruleOf(name), login(name)] as const),
        given: ['a under [::1]:5000/a', 'b under [::1]:5000'],
        leftOut: [undefined, undefined, /^rule "c": for "\[::1\]:5000\/a" its credential is not given/],
      },
      {
        name: "a docker config with many entries does not take the next rule's away",
        rules: [
          [ruleOf('a'), many('a', 1000)],
          [ruleOf('b'), login('b')],
        ],
        given: ['a1 under [::1]:5000/a', 'b under [::1]:5000'],
        leftOut: [/^rule "a": for .* the last 999 of its 1000 credentials are not given, because/, undefined],
      },
      {
        name: "nor the former rule's",
        rules: [
          [ruleOf('a'), login('a')],
          [ruleOf('b'), many('b', 1000)],
        ],
        given: ['a under [::1]:5000/a', 'b1 under [::1]:5000'],
        leftOut: [undefined, /^rule "b": .* the last 999 of/],
      },
      {
        name: 'nor the last resort',
        rules: [[ruleOf('a', { thenAnonymous: true }), many('a', 3)]],
        given: ['a1 under [::1]:5000/a', 'nobody under [::1]:5000'],
        leftOut: [/^rule "a": .* the last 2 of its 3/],
      },
      {
        name: 'a required rule of which all are given changes nothing',
        rules: [
          [ruleOf('a'), many('a', 1000)],
          [ruleOf('b', { required: true }), login('b')],
        ],
        given: ['a1 under [::1]:5000/a', 'b under [::1]:5000'],
        leftOut: [/^rule "a": .* the last 999 of/, undefined],
      },
    ];
    for (const { name, rules, given, leftOut } of rows) {
      test(name, async () => {
        const chain = chainOf(rules);
        assert.deepEqual(brief(await chain.getCredentials({ ...PULL, image })), given);
        for (const [index, text] of leftOut.entries()) {
          const told = chain.links[index]?.leftOut;
          if (text === undefined) assert.equal(told, undefined);
          else assert.match(told?.message ?? '', text);
        }
      });
    }

    test('a required rule of which one is missing fails', async () => {
      const chain = chainOf([
        [ruleOf('a', { required: true }), many('a', 3)],
        [ruleOf('b'), login('b')],
      ]);
      await assert.rejects(chain.getCredentials({ ...PULL, image }), {
        code: 'CHAIN_TOO_LONG',
        message:
          /^rule "a": .* the last 2 of its 3 .*; the rule is required, so no other rule's credential is given$/,
      });
    });

    test('a registry without any key', async () => {
      const chain = chainOf([
        [ruleOf('a'), login('a')],
        [ruleOf('b'), login('b')],
      ]);
      await assert.rejects(chain.getCredentials({ ...PULL, image: parseImage('[::1]/a') }), {
        code: 'IMAGE_INVALID',
      });
    });
  });

  test('a rule without a place of its own makes room before that', async () => {
    const image = parseImage('[::1]:5000/a');
    const chain = chainOf([
      [ruleOf('a'), failure('denied')],
      [ruleOf('b'), login('b')],
      [ruleOf('c'), login('c')],
    ]);
    const credentials = await chain.getCredentials({ ...PULL, image });
    assert.deepEqual(brief(credentials), ['b under [::1]:5000/a', 'c under [::1]:5000']);
  });
});

test('a rule that hangs has its part of the time only, and the next one answers', async () => {
  // The first part is over at once, since the clock is that of this test; the second is never.
  const deadline = Object.assign(new Deadline(45_000, () => 0), {});
  const parts: number[] = [];
  const limited = {
    remainingMs: () => 45_000 - parts.reduce((sum, ms) => sum + ms, 0),
    waitingFor: () => 'get token: sts.example did not answer',
    limitPart: <T>(
      ms: number,
      work: Parameters<Deadline['limitPart']>[1],
      overdue: () => Error,
    ): Promise<T> => {
      parts.push(ms);
      if (parts.length === 1) return Promise.reject(overdue());
      return deadline.limitPart(ms, work, overdue) as Promise<T>;
    },
  } as unknown as Deadline;
  const chain = chainOf(
    [
      [ruleOf('a'), login('never')],
      [ruleOf('b'), login('origin')],
    ],
    { deadline: limited },
  );
  assert.deepEqual(brief(await chain.getCredentials(PULL)), ['origin under reg.example/team']);
  assert.deepEqual(parts, [21_375, 22_443]);
  assert.equal(
    chain.links[0]?.failure?.message,
    'rule "a": dockerConfig: no answer within 21.375 s, its part of the deadline: get token: sts.example did not answer',
  );
});

test('one that never answers, whatever its signal says, with a real deadline', async () => {
  const hanging = ruleOf('a');
  const chain = new Chain({
    rules: [hanging, ruleOf('b')],
    wholeRegistry: true,
    deadline: new Deadline(100, () => 0),
    backendOf: (rule) => ({
      describe: () => ({ details: {}, scope: 'registry', warnings: [] }),
      getCredentials: () =>
        rule === hanging ? new Promise(() => undefined) : Promise.resolve(login('origin')),
    }),
  });
  assert.deepEqual(brief(await chain.getCredentials(PULL)), ['origin under reg.example/team']);
  assert.equal(chain.links[0]?.failure?.code, 'DEADLINE_EXCEEDED');
});

test('what one backend hides from its SDK, the next one still sees', () => {
  const env: Record<string, string | undefined> = { AZURE_CLIENT_ID: 'chosen' };
  let networks = 0;
  const surroundings = {
    env,
    get network(): never {
      networks += 1;
      throw new Error('not asked for');
    },
    now: () => 0,
    hide: (names: readonly string[]) => {
      for (const name of names) delete env[name];
    },
  };
  const own: Surroundings = Object.create(surroundings);
  keepEnvironment(own);
  own.hide?.(['AZURE_CLIENT_ID']);
  assert.deepEqual([env, own.env, networks], [{}, { AZURE_CLIENT_ID: 'chosen' }, 0]);
  assert.equal(own.now(), 0);
});

test('the same for a docker config whose keys were looked at to choose the rules', async (t) => {
  const folder = temporaryFolder(t);
  folder.write(
    'docker-credential-one',
    '#!/bin/sh\nprintf \'{"Username":"u","Secret":"%s"}\' "$CHOSEN"\n',
    0o755,
  );
  const path = folder.write('config.json', '{"credHelpers":{"reg.example":"one"}}', 0o600);
  const env: Record<string, string | undefined> = { CHOSEN: 'by-the-kubelet' };
  const network = { calls: [], send: () => assert.fail('nothing is sent') };
  const backends = new Backends({ env, network, now: () => 0 }, new Deadline(MINUTE, () => 0));
  const rule = ruleOf('file', {
    matchImages: undefined,
    thenAnonymous: true,
    backend: { kind: 'dockerConfig', path, helpers: folder.path, cacheDurationMs: MINUTE },
  });
  assert.deepEqual(backends.patternsOf(rule), ['reg.example']);
  const chain = backends.serving({ rules: [rule], wholeRegistry: true });
  delete env.CHOSEN; // as a rule of ACR before it does
  const credentials = await chain.getCredentials(PULL, new AbortController());
  assert.equal(credentials?.entries[0]?.password.reveal(), 'by-the-kubelet');
});
