// Tokens: the published example of RFC 7515, what verifies and what does not, and how a cloud judges an issuer's token.
import assert from 'node:assert/strict';
import { createHmac, createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import {
  createSigningKey,
  decodeJwt,
  findKey,
  isSignedBy,
  keySet,
  signJwt,
  signServiceAccountToken,
} from '../../clouds/jwt.ts';
import { listen } from '../../clouds/listener.ts';
import { fits, type KeySource, verifyOidcToken } from '../../clouds/oidc.ts';
import { createJournal } from '../../clouds/record.ts';
import { createService, json, type ReceivedRequest } from '../../clouds/service.ts';
import { temporaryFolder } from '../../support/temporary.ts';

test('RFC 7515, appendix A.3: the example that is signed with ES256', () => {
  const token =
    'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    },
  });
  const jwt = decodeJwt(token);
  assert.ok(jwt !== undefined && isSignedBy(jwt, key));
  assert.equal(jwt.claims.iss, 'joe');
});

const keys = {
  RS256: createSigningKey(),
  PS256: createSigningKey('PS256'),
  ES256: createSigningKey('ES256'),
};

for (const key of Object.values(keys)) {
  test(`${key.algorithm}: signs, and verifies with its own key only`, () => {
    const jwt = decodeJwt(signJwt(key, { a: 1 }));
    assert.ok(jwt !== undefined && isSignedBy(jwt, key.publicKey));
    assert.deepEqual(jwt.header, { alg: key.algorithm, typ: 'JWT', kid: key.kid });
    const others = Object.values(keys).filter((other) => other !== key);
    assert.deepEqual(
      others.map((other) => isSignedBy(jwt, other.publicKey)),
      [false, false],
    );
    assert.equal(isSignedBy({ ...jwt, signed: Buffer.from('other') }, key.publicKey), false);
  });
}

test('no token without a signature, and none that is signed with the public key as a secret', () => {
  const { publicKey } = keys.RS256;
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const none = decodeJwt(`${encode({ alg: 'none' })}.${encode({})}.`);
  const signed = `${encode({ alg: 'HS256' })}.${encode({})}`;
  const secret = publicKey.export({ type: 'spki', format: 'pem' });
  const hmac = decodeJwt(`${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`);
  assert.ok(none !== undefined && hmac !== undefined);
  assert.deepEqual([isSignedBy(none, publicKey), isSignedBy(hmac, publicKey)], [false, false]);
});

test('what is no JWT', () => {
  for (const text of [
    '',
    'a',
    'a.b',
    'a.b.c',
    'e30.e30',
    'e30.MQ.x',
    'e30.bnVsbA.x',
    '.e30.x',
    'e30.e30.x.y',
    'e30.e3 0.x',
  ]) {
    assert.equal(decodeJwt(text), undefined, text);
  }
});

test('a key set finds the key by its name, and the only one without', () => {
  const jwt = decodeJwt(signJwt(keys.RS256, {}));
  const nameless = decodeJwt(signJwt(keys.RS256, {}, { kid: undefined }));
  assert.ok(jwt !== undefined && nameless !== undefined);
  const [both, one] = [keySet(keys.ES256, keys.RS256), keySet(keys.RS256)];
  assert.ok(findKey(jwt, both)?.equals(keys.RS256.publicKey));
  assert.equal(findKey(jwt, keySet(keys.ES256)), undefined);
  assert.ok(findKey(nameless, one)?.equals(keys.RS256.publicKey));
  assert.equal(findKey(nameless, both), undefined);
});

const now = new Date('2026-01-01T00:00:00Z');
const issuer = 'https://kubernetes.default.svc';
const token = { issuer, audience: 'sts.amazonaws.com', namespace: 'team-a', name: 'puller', now };

test('a service account token is as the API server makes it', () => {
  const pod = { name: 'web-0', uid: '7e9b3c52-6a0f-4cf3-8a55-1f2de1f1a001' };
  const jwt = decodeJwt(signServiceAccountToken(keys.RS256, { ...token, pod }));
  assert.deepEqual(jwt?.header, { alg: 'RS256', kid: keys.RS256.kid });
  const iat = now.getTime() / 1000;
  assert.deepEqual(jwt?.claims, {
    aud: ['sts.amazonaws.com'],
    exp: iat + 3600,
    iat,
    iss: issuer,
    jti: 'b4f3c7f0-9f5e-4c3e-9d43-4a0d1f6a7c11',
    'kubernetes.io': {
      namespace: 'team-a',
      pod,
      serviceaccount: { name: 'puller', uid: '2f0a9a7e-5a44-4e0b-a8f4-7d2c9a2d6b10' },
    },
    nbf: iat,
    sub: 'system:serviceaccount:team-a:puller',
  });
});

const set = keySet(keys.RS256);
const good = signServiceAccountToken(keys.RS256, token);
const VERDICTS: readonly (readonly [
  what: string,
  token: string,
  keys: KeySource,
  at: string,
  problem: string | undefined,
])[] = [
  ['a good token', good, set, '2026-01-01T00:59:59Z', undefined],
  ['a good token of a clock that is a little ahead', good, set, '2025-12-31T23:59:30Z', undefined],
  ['what is no JWT', 'a.b.c', set, '2026-01-01T00:00:00Z', 'malformed'],
  [
    'another issuer',
    signServiceAccountToken(keys.RS256, { ...token, issuer: `${issuer}/` }),
    set,
    '2026-01-01T00:00:00Z',
    'unknownIssuer',
  ],
  ['keys that cannot be had', good, { file: '/nowhere' }, '2026-01-01T00:00:00Z', 'unreachableKeys'],
  ['a key that the issuer does not have', good, keySet(keys.ES256), '2026-01-01T00:00:00Z', 'unknownKey'],
  [
    'another key under that name',
    signServiceAccountToken({ ...keys.PS256, kid: keys.RS256.kid }, token),
    set,
    '2026-01-01T00:00:00Z',
    'badSignature',
  ],
  ['a token at its end', good, set, '2026-01-01T01:00:00Z', 'expired'],
  [
    'a token without an end',
    signServiceAccountToken(keys.RS256, { ...token, claims: { exp: undefined } }),
    set,
    '2026-01-01T00:00:00Z',
    'expired',
  ],
  ['a token before its time', good, set, '2025-12-31T23:58:00Z', 'notYetValid'],
];

for (const [what, text, source, at, problem] of VERDICTS) {
  test(`judges ${what}`, async () => {
    const verdict = await verifyOidcToken(text, [{ issuer, keys: source }], new Date(at));
    assert.equal(verdict.problem, problem);
  });
}

test('reads keys from a function, a file, and a URL with a bearer token', async (context) => {
  const folder = temporaryFolder(context);
  const file = folder.write('keys.json', JSON.stringify(set));
  const bearerTokenFile = folder.write('token', 'token of the test\n');
  const definition = {
    name: 'keys',
    hosts: /./,
    throttled: () => json(429, {}),
    failing: (status: number) => json(status, {}),
    refusing: (status: number) => json(status, {}),
    answer: ({ headers }: ReceivedRequest) =>
      headers.authorization === 'Bearer token of the test' ? json(200, set) : json(403, {}),
  };
  const listener = await listen([createService(definition, 'test', createJournal())]);
  context.after(() => listener.close());
  const problemWith = async (source: KeySource) =>
    (await verifyOidcToken(good, [{ issuer, keys: source }], now)).problem;
  assert.equal(await problemWith(() => set), undefined);
  assert.equal(await problemWith({ file }), undefined);
  assert.equal(await problemWith({ url: `${listener.url}/openid/v1/jwks`, bearerTokenFile }), undefined);
  assert.equal(await problemWith({ url: `${listener.url}/openid/v1/jwks` }), 'unreachableKeys');
});

test('patterns of subjects', () => {
  const rows: readonly (readonly [pattern: string, text: string, fits: boolean])[] = [
    ['system:serviceaccount:team-a:*', 'system:serviceaccount:team-a:puller', true],
    ['system:serviceaccount:team-a:*', 'system:serviceaccount:team-b:puller', false],
    ['*', '', true],
    ['a.c', 'abc', false],
    ['a*', 'ba', false],
    ['a', 'ab', false],
  ];
  for (const [pattern, text, expected] of rows) assert.equal(fits(pattern, text), expected, pattern);
});
