// What the kubelet makes of an answer, and the reason that it keeps to itself. test/kubelet/ compares with the kubelet's own
// code.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeResponse } from '../../../../src/kubelet/response/judge.ts';
import { Secret } from '../../../../src/secret.ts';

const V1 = 'credentialprovider.kubelet.k8s.io/v1';
const IMAGE = 'reg.example/team/app';
const TOKEN = new Secret('header.payload.canary-token');
const CANARY = 'canary-password';

const login = { username: 'u', password: CANARY };
const answer = (fields: object = {}) => ({
  apiVersion: V1,
  kind: 'CredentialProviderResponse',
  cacheKeyType: 'Registry',
  cacheDuration: '5m0s',
  auth: { 'reg.example': login },
  ...fields,
});
const text = (fields?: object) => JSON.stringify(answer(fields));

const REFUSED: readonly (readonly [name: string, stdout: string | Buffer, reason: RegExp])[] = [
  ['nothing', '', /stdout is empty/],
  ['white space', ' \n', /only white space/],
  ['a line of a log before it', `getting ${CANARY}\n${text()}`, /24 bytes come before the first \{/],
  ['a line behind it', `${text()}\nbye`, /3 bytes follow the JSON object/],
  ['a second object', `${text()}${text()}`, /bytes follow the JSON object/],
  ['a comma too much', text().replace('}}', '},}'), /has a mistake/],
  ['an object that does not end', text().slice(0, -1), /does not end/],
  ['YAML', `apiVersion: ${V1}\nkind: x\n`, /YAML, and the kubelet reads JSON only/],
  ['a byte order mark', `\ufeff${text()}`, /byte order mark/],
  ['UTF-16', Buffer.from(text(), 'utf16le'), /zero bytes/],
  ['a bare password', CANARY, /15 bytes that are not JSON/],
  ['a list', '[]', /a list instead of a JSON object/],
  ['a number as version', text({ apiVersion: 1 }), /apiVersion has a number instead of a text/],
  ['no version', text({ apiVersion: undefined }), /has no apiVersion; the entry, and so the request, has/],
  ['another version', text({ apiVersion: `${V1}beta1` }), /has apiVersion ".*v1beta1"/],
  ['no kind', text({ kind: undefined }), /no kind/],
  ['the kind of a request', text({ kind: 'CredentialProviderRequest' }), /kind "CredentialProviderRequest"/],
  ['an unknown field', text({ expiresAt: 'x' }), /no field "expiresAt"/],
  ['another letter case', text({ cachekeytype: 'Image' }), /no field "cachekeytype"/],
  [
    'an unknown field of an entry',
    text({ auth: { 'reg.example': { ...login, identityToken: CANARY } } }),
    /no field "auth.reg.example.identityToken"/,
  ],
  ['a field twice', text().replace('{', '{"cacheDuration":"1m",'), /"cacheDuration" is there twice/],
  [
    'a key twice',
    text().replace('"reg.example"', '"reg.example":null,"reg.example"'),
    /"auth.reg.example" is there twice/,
  ],
  ['a duration as number', text({ cacheDuration: 300 }), /cacheDuration has a number/],
  ['a duration of days', text({ cacheDuration: '1d' }), /"1d", which Go does not read/],
  ['a list of entries', text({ auth: [login] }), /"auth" has a list instead of an object/],
  ['a text as entry', text({ auth: { 'reg.example': CANARY } }), /"auth.reg.example" has a text/],
  ['a number as password', text({ auth: { a: { password: 5 } } }), /"auth.a.password" has a number/],
  ['no cacheKeyType', text({ cacheKeyType: undefined }), /no cacheKeyType/],
  ['a cacheType', text({ cacheKeyType: 'ServiceAccount' }), /which is a cacheType of the entry/],
  ['lower case', text({ cacheKeyType: 'image' }), /cacheKeyType "image"/],
  [
    'the token as password',
    text({ auth: { a: login, b: { username: 'x', password: TOKEN.reveal() } } }),
    /a password is the service account token itself, and cacheType of the entry is "ServiceAccount"/,
  ],
  [
    'too many names',
    text({ auth: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [i, login])) }),
    /more than 250 names/,
  ],
];

const provider = (cacheType = 'ServiceAccount') => ({
  apiVersion: V1,
  defaultCacheDurationMs: 43_200_000,
  tokenAttributes: {
    serviceAccountTokenAudience: 'reg.example',
    cacheType,
    requireServiceAccount: true,
    requiredServiceAccountAnnotationKeys: [],
    optionalServiceAccountAnnotationKeys: [],
  },
});

const judge = (stdout: string | Buffer, cacheType?: string) =>
  judgeResponse(Buffer.from(stdout as string), provider(cacheType), IMAGE, TOKEN);

describe('refused', () => {
  for (const [name, stdout, reason] of REFUSED) {
    test(name, () => {
      const verdict = judge(stdout);
      assert.ok('logged' in verdict, 'it is accepted');
      assert.match(verdict.reason, reason);
      assert.doesNotMatch(JSON.stringify(verdict), /canary/);
    });
  }
});

const KEPT: readonly (readonly [name: string, fields: object, kept: readonly [string, string, number]])[] = [
  ['of a registry', {}, ['Registry', 'reg.example', 300_000]],
  ['of an image', { cacheKeyType: 'Image' }, ['Image', IMAGE, 300_000]],
  ['of all', { cacheKeyType: 'Global' }, ['Global', '<global>', 300_000]],
  ['not at all', { cacheDuration: '0s' }, ['Registry', 'reg.example', 0]],
  ['expired', { cacheDuration: '-1h' }, ['Registry', 'reg.example', 0]],
  ["for the entry's default", { cacheDuration: undefined }, ['Registry', 'reg.example', 43_200_000]],
  ['for the default where null', { cacheDuration: null }, ['Registry', 'reg.example', 43_200_000]],
];

describe('kept', () => {
  for (const [name, fields, [type, value, forMs]] of KEPT) {
    test(name, () => {
      const verdict = judge(text(fields));
      assert.ok('kept' in verdict, JSON.stringify(verdict));
      assert.deepEqual([verdict.kept.key, verdict.kept.forMs], [{ type, value }, forMs]);
    });
  }
});

test('entries that are null or empty, and a token with cacheType Token', () => {
  const stdout = text({ auth: { a: null, b: {}, c: { username: null, password: TOKEN.reveal() } } });
  const verdict = judge(stdout, 'Token');
  assert.ok('auth' in verdict, JSON.stringify(verdict));
  assert.deepEqual(
    verdict.auth.map(({ key, username, password }) => [key, username, password.reveal()]),
    [
      ['a', '', ''],
      ['b', '', ''],
      ['c', '', TOKEN.reveal()],
    ],
  );
});
