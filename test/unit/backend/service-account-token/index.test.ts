// serviceAccountToken: which tokens are shown to a registry, and for how long.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Credentials, PullRequest, Surroundings } from '../../../../src/backend/backend.ts';
import { createBackend } from '../../../../src/backend/create.ts';
import { parseConfig } from '../../../../src/config/load.ts';
import { ProviderError } from '../../../../src/errors.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { serviceAccountOf } from '../../../../src/protocol/service-account.ts';
import { Secret } from '../../../../src/secret.ts';
import fc from '../../../support/property.ts';
import { configText } from '../../../support/temporary.ts';

const NOW = Date.UTC(2026, 10, 28, 12);
const SECONDS = NOW / 1000;
const HOUR = 3600;
const ISSUER = 'https://oidc.corp.example';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const CLAIMS = {
  iss: ISSUER,
  sub: 'system:serviceaccount:team-a:app',
  aud: ['zot.corp.example'],
  iat: SECONDS,
  exp: SECONDS + HOUR,
};

const jwtOf = (claims: object, signature = 'c2ln') =>
  `${part({ alg: 'RS256' })}.${part(claims)}.${signature}`;

interface Asked {
  readonly rule?: object;
  readonly token?: string | undefined;
  readonly image?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const SECTION = { username: 'jwt', audience: 'zot.corp.example' };

function prepare({ rule = {}, image = 'zot.corp.example/team/app', annotations = {}, ...asked }: Asked) {
  const text = configText([
    {
      name: 'zot',
      matchImages: ['zot.corp.example'],
      identity: 'serviceAccount',
      serviceAccountToken: SECTION,
      ...rule,
    },
  ]);
  const [parsed] = parseConfig('/c', text).rules;
  assert.ok(parsed !== undefined);
  const revealed = 'token' in asked ? asked.token : jwtOf(CLAIMS);
  const token = revealed === undefined ? undefined : new Secret(revealed);
  const surroundings: Surroundings = {
    env: {},
    now: () => NOW,
    network: { calls: [], send: () => assert.fail('a request') },
    cache: () => assert.fail('the cache'),
  };
  const pull: PullRequest = {
    image: parseImage(image),
    serviceAccountToken: token,
    serviceAccount: () => token && serviceAccountOf(token),
    serviceAccountAnnotations: new Map(Object.entries(annotations)),
  };
  return { backend: createBackend(parsed, surroundings), pull };
}

async function ask(asked: Asked): Promise<Credentials | undefined> {
  const { backend, pull } = prepare(asked);
  return backend.getCredentials(pull, new AbortController());
}

async function refusal(asked: Asked): Promise<ProviderError> {
  const error = await ask(asked).then(
    () => assert.fail('it was given'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String(error));
  return error;
}

describe('a token for the registry', () => {
  test('is the password, until it ends; nothing is asked and nothing kept', async () => {
    const token = jwtOf(CLAIMS);
    const credentials = await ask({ token });
    assert.deepEqual(
      credentials?.entries.map(({ username, password, expiresAt }) => [
        username,
        password.reveal(),
        expiresAt?.getTime(),
      ]),
      [['jwt', token, NOW + HOUR * 1000]],
    );
    assert.equal(credentials?.scope, 'registry');
  });

  for (const [name, claims, leftMs] of [
    ['whose audience is not in a list', { ...CLAIMS, aud: 'zot.corp.example' }, HOUR * 1000],
    ['with its audience twice', { ...CLAIMS, aud: ['zot.corp.example', 'zot.corp.example'] }, HOUR * 1000],
    [
      'of a node whose clock is behind',
      { ...CLAIMS, iat: SECONDS + HOUR / 2, exp: SECONDS + HOUR + HOUR / 2 },
      HOUR * 1000,
    ],
    ['that ends before it was issued', { ...CLAIMS, iat: SECONDS + 2 * HOUR }, HOUR * 1000],
    ['whose time of issue is text', { ...CLAIMS, iat: '0' }, HOUR * 1000],
    ['that ends in a fraction of a second', { ...CLAIMS, exp: SECONDS + 0.25 }, 250],
    ['that has no time of issue', { ...CLAIMS, iat: undefined }, HOUR * 1000],
    ['that lives for a year counts for a day', { ...CLAIMS, exp: SECONDS + 8766 * HOUR }, 24 * HOUR * 1000],
    ['that ends beyond all bounds counts for a day', { ...CLAIMS, exp: 1e300 }, 24 * HOUR * 1000],
  ] as const) {
    test(`${name}`, async () => {
      const [entry] = (await ask({ token: jwtOf(claims) }))?.entries ?? [];
      assert.equal(entry?.expiresAt?.getTime(), NOW + leftMs);
    });
  }

  test('is chosen by nothing that an annotation says', async () => {
    const plain = await ask({});
    const annotated = await ask({
      annotations: {
        username: 'admin',
        audience: 'sts.amazonaws.com',
        registry: 'evil.example',
        'eks.amazonaws.com/role-arn': 'arn:aws:iam::210987654321:role/x',
        'registry-credential-provider/host': 'https://evil.example',
      },
    });
    assert.deepEqual(annotated, plain);
  });
});

const AUDIENCES: readonly (readonly [name: string, aud: unknown, says: RegExp])[] = [
  ['of the API server', ['https://kubernetes.default.svc'], /"https:\/\/kubernetes\.default\.svc" \(the Kub/],
  ['of AWS', ['sts.amazonaws.com'], /"sts\.amazonaws\.com" \(AWS\)/],
  ['of Azure', ['api://AzureADTokenExchange'], /"api:\/\/AzureADTokenExchange" \(Azure\)/],
  ['of Google', ['p.svc.id.goog'], /"p\.svc\.id\.goog" \(Google Cloud\)/],
  [
    'of another registry',
    'other.example',
    /"other\.example", and the rule is for "zot\.corp\.example" alone/,
  ],
  ['that is longer', ['zot.corp.example.evil.example'], /evil/],
  ['in other letters', ['ZOT.corp.example'], /"ZOT/],
  ['with a blank behind it', ['zot.corp.example '], /"zot\.corp\.example "/],
  ['and the API server', ['zot.corp.example', 'https://kubernetes.default.svc'], /"zot.*", "https/],
  ['and another one', ['zot.corp.example', 'other.example'], /"zot.*", "other\.example"/],
  ['and a number', ['zot.corp.example', 7], /"zot\.corp\.example", an audience that is not text/],
  ['and a list', [['zot.corp.example']], /an audience that is not text/],
  ['and null', ['zot.corp.example', null], /an audience that is not text/],
  ['in an object', { 'zot.corp.example': true }, /an audience that is not text/],
  ['that is empty', '', /for "",/],
  ['in an empty list', [], /for no audience/],
  ['of none', undefined, /for no audience/],
];

describe('a token with an audience', () => {
  for (const [name, aud, says] of AUDIENCES) {
    test(`${name} is refused`, async () => {
      const { code, message, hint } = await refusal({ token: jwtOf({ ...CLAIMS, aud }) });
      assert.equal(code, 'AUDIENCE_REFUSED');
      assert.match(message, /^rule "zot": serviceAccountToken: the service account token is for /);
      assert.match(message, says);
      assert.match(hint ?? '', /serviceAccountTokenAudience to zot\.corp\.example/);
    });
  }

  test('that is its issuer is refused, as the API server takes it', async () => {
    const { code, message } = await refusal({
      rule: { serviceAccountToken: { ...SECTION, audience: ISSUER } },
      token: jwtOf({ ...CLAIMS, aud: [ISSUER] }),
    });
    assert.equal(code, 'AUDIENCE_REFUSED');
    assert.match(message, /is the issuer of the token/);
  });

  test('of many, or of a huge text, is refused in a line that a reader can take in', async () => {
    for (const aud of [Array.from({ length: 500 }, (_, index) => `audience-${index}`), ['x'.repeat(5000)]]) {
      const { message } = await refusal({ token: jwtOf({ ...CLAIMS, aud }) });
      assert.ok(message.length < 1000, message);
    }
    const { message } = await refusal({ token: jwtOf({ ...CLAIMS, aud: ['a', 'b', 'c', 'd', 'e'] }) });
    assert.match(message, /"a", "b", "c" and 2 more/);
  });

  test('that any text is: only the very same is given', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.array(fc.oneof(fc.string(), fc.constant('zot.corp.example')))),
        async (aud) => {
          const isOwn = [aud].flat().length > 0 && [aud].flat().every((each) => each === 'zot.corp.example');
          const outcome = await ask({ token: jwtOf({ ...CLAIMS, aud }) }).then(
            () => 'given',
            (error: unknown) => (error instanceof ProviderError ? error.code : 'a bug'),
          );
          assert.equal(outcome, isOwn ? 'given' : 'AUDIENCE_REFUSED');
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a token that cannot be used', () => {
  for (const [name, token, says] of [
    ['has expired', jwtOf({ ...CLAIMS, exp: SECONDS - 90 }), /expired 1 min ago/],
    ['ends now', jwtOf({ ...CLAIMS, exp: SECONDS }), /expired 0 min ago/],
    ['expired long ago', jwtOf({ ...CLAIMS, exp: SECONDS - 5 * HOUR }), /expired 5 h ago/],
    ['ended before all times', jwtOf({ ...CLAIMS, exp: -1e300 }), /expired/],
    ['does not say when it ends', jwtOf({ ...CLAIMS, exp: undefined }), /does not say when it expires/],
    ['says so in text', jwtOf({ ...CLAIMS, exp: String(SECONDS + HOUR) }), /does not say when it expires/],
    ['says null', jwtOf({ ...CLAIMS, exp: null }), /does not say when it expires/],
    ['has no signature', jwtOf(CLAIMS, ''), /expected a JWT|is not a JWT/],
    ['has a line break behind it', `${jwtOf(CLAIMS)}\n`, /is not a JWT/],
    ['has a blank in it', jwtOf(CLAIMS, 'c2 ln'), /is not a JWT/],
    ['has a colon in it', jwtOf(CLAIMS, 'c2:ln'), /is not a JWT/],
    ['is larger than a header may be', jwtOf(CLAIMS, 'c'.repeat(20_000)), /more than 16384 characters/],
    ['is of no service account', jwtOf({ ...CLAIMS, sub: 'user' }), /expected a JWT of the API server/],
    ['is no JWT', 'opaque', /expected a JWT of the API server/],
  ] as const) {
    test(`because it ${name}`, async () => {
      const { code, message } = await refusal({ token });
      assert.equal(code, 'TOKEN_INVALID');
      assert.match(message, says);
      assert.ok(!message.includes('c2ln'));
    });
  }
});

describe('a pull without a token', () => {
  test('is denied', async () => {
    const { code } = await refusal({ token: undefined });
    assert.equal(code, 'SERVICE_ACCOUNT_MISSING');
  });

  test('is anonymous where the rule says so', async () => {
    const rule = { onMissingServiceAccount: 'anonymous' };
    assert.equal(await ask({ rule, token: undefined }), undefined);
    const { backend, pull } = prepare({ rule, token: undefined });
    assert.equal(backend.describe(pull).details.asks, 'anonymous');
  });
});

describe('what explain shows', () => {
  test('is everything but the token', () => {
    const { backend, pull } = prepare({});
    const { details, scope, question } = backend.describe(pull);
    assert.deepEqual(details, { username: 'jwt', audience: 'zot.corp.example', asks: 'serviceAccount' });
    assert.deepEqual([scope, question], ['registry', undefined]);
  });

  test('is the refusal that a pull would meet', () => {
    const { backend, pull } = prepare({ token: jwtOf({ ...CLAIMS, aud: ['sts.amazonaws.com'] }) });
    assert.throws(() => backend.describe(pull), { code: 'AUDIENCE_REFUSED' });
  });
});
