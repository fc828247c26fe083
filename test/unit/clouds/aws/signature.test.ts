// The fake's Signature Version 4 against AWS's published vectors: it takes each as it is, and no changed one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type SignedRequest, type Verification, verifySignature } from '../../../clouds/aws/signature.ts';

interface Vector {
  readonly name: string;
  readonly target: string;
  readonly headers: readonly string[];
  readonly body?: string;
  readonly signedHeaders: string;
  readonly sessionToken?: string;
  readonly signature: string;
}

const suite = JSON.parse(readFileSync(join(import.meta.dirname, 'signature-vectors.json'), 'utf8'));
const { accessKeyId, secretAccessKey, region, service, vectors } = suite;
const now = new Date(suite.time);

function request({ target, headers, body = '', signedHeaders, signature }: Vector): SignedRequest {
  const [, method = '', path = '', rawQuery = ''] = /^(\S+) ([^?]+)\??(.*)$/.exec(target) ?? [];
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20150830/${region}/${service}/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  const headerList = headers.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1)] as const;
  });
  return {
    method,
    path,
    rawQuery,
    headerList: [...headerList, ['Authorization', authorization]],
    body: Buffer.from(body),
  };
}

const verification = ({ sessionToken }: Pick<Vector, 'sessionToken'> = {}) => ({
  service,
  region,
  now,
  findKey: (id: string) =>
    id === accessKeyId ? { secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) } : undefined,
});

for (const vector of vectors as readonly Vector[]) {
  test(`takes the published ${vector.name}`, () => {
    assert.equal(verifySignature(request(vector), verification(vector)).problem, undefined);
  });

  test(`refuses ${vector.name} when one thing in it is another`, () => {
    const signed = request(vector);
    const problems = [
      { ...signed, method: 'PATCH' },
      { ...signed, path: '/other' },
      { ...signed, rawQuery: `${signed.rawQuery}&other=1` },
      { ...signed, body: Buffer.from('other') },
      {
        ...signed,
        headerList: signed.headerList.map(
          ([name, value]) => [name, value.replace('example.', 'other.')] as const,
        ),
      },
    ].map((changed) => verifySignature(changed, verification(vector)).problem);
    assert.deepEqual(problems, Array(5).fill('mismatch'));
  });
}

const [plain] = vectors as readonly [Vector];
const signed = request(plain);
const without = (name: string) => ({
  ...signed,
  headerList: signed.headerList.filter(([header]) => header !== name),
});
const withAuthorization = (change: (value: string) => string): SignedRequest => ({
  ...signed,
  headerList: signed.headerList.map(
    ([name, value]) => [name, name === 'Authorization' ? change(value) : value] as const,
  ),
});
const at = (time: string) => ({ now: new Date(time) });

const REFUSED: readonly (readonly [
  name: string,
  request: SignedRequest,
  change: Partial<Verification<{ secretAccessKey: string }>>,
  problem: string,
])[] = [
  ['no signature at all', without('Authorization'), {}, 'missing'],
  ['another scheme', withAuthorization(() => 'Bearer abc'), {}, 'incomplete'],
  ['no date', without('X-Amz-Date'), {}, 'incomplete'],
  ['the host not signed', withAuthorization((value) => value.replace('host;', '')), {}, 'incomplete'],
  ['the date not signed', withAuthorization((value) => value.replace(';x-amz-date', '')), {}, 'incomplete'],
  [
    'a header signed that did not come',
    withAuthorization((value) => value.replace('host;', 'host;other;')),
    {},
    'incomplete',
  ],
  [
    'a key that nobody has',
    withAuthorization((value) => value.replace('AKIDEXAMPLE', 'AKIDOTHER')),
    {},
    'unknownKey',
  ],
  [
    'a session token where there is no session',
    { ...signed, headerList: [...signed.headerList, ['X-Amz-Security-Token', 'x']] },
    {},
    'unknownKey',
  ],
  ['another secret', signed, { findKey: () => ({ secretAccessKey: 'other' }) }, 'mismatch'],
  [
    'a session without its token',
    signed,
    { findKey: () => ({ secretAccessKey, sessionToken: 'x' }) },
    'unknownKey',
  ],
  [
    'a session that is over',
    signed,
    { findKey: () => ({ secretAccessKey, expiresAt: now }) },
    'expiredSession',
  ],
  ['another service', signed, { service: 'ecr' }, 'wrongScope'],
  ['another region', signed, { region: 'eu-west-1' }, 'wrongScope'],
  ['older than 15 minutes', signed, at('2015-08-30T12:51:01Z'), 'expired'],
  ['more than 15 minutes ahead', signed, at('2015-08-30T12:20:59Z'), 'notYetValid'],
];

for (const [name, changed, change, problem] of REFUSED) {
  test(`refuses ${name}`, () => {
    assert.equal(verifySignature(changed, { ...verification(), ...change }).problem, problem);
  });
}

test('takes what is 15 minutes old or ahead', () => {
  for (const time of ['2015-08-30T12:51:00Z', '2015-08-30T12:21:00Z']) {
    assert.equal(verifySignature(signed, { ...verification(), ...at(time) }).problem, undefined);
  }
});
