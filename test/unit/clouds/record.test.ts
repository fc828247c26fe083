// The record of a request: what to assert on is there, secrets are not, and where they came stands in `credentials`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signingKeyOf, signJwt } from '../../clouds/jwt.ts';
import { createJournal, redact } from '../../clouds/record.ts';
import type { ReceivedRequest } from '../../clouds/service.ts';

const SECRET = 'c4n4ry';

const request = (change: Partial<ReceivedRequest>): ReceivedRequest => ({
  method: 'POST',
  host: 'sts.amazonaws.com',
  serverName: 'sts.amazonaws.com',
  path: '/',
  rawQuery: '',
  query: new URLSearchParams(),
  headers: {},
  headerList: [],
  body: Buffer.alloc(0),
  ...change,
});

const form = 'application/x-www-form-urlencoded; charset=utf-8';
const ROWS: readonly (readonly [
  what: string,
  change: Partial<ReceivedRequest>,
  credentials: readonly string[],
  shown: RegExp,
])[] = [
  [
    'a bearer token',
    { headers: { authorization: `Bearer ${SECRET}` } },
    ['header authorization'],
    /"Bearer \[redacted\]"/,
  ],
  [
    'an Authorization without a scheme',
    { headers: { authorization: SECRET } },
    ['header authorization'],
    /"\[redacted\]"/,
  ],
  [
    'a signature',
    {
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/ecr/aws4_request, SignedHeaders=host, Signature=${SECRET}`,
      },
    },
    ['header authorization'],
    /Credential=AKIA\/20260101\/eu-west-1\/ecr\/aws4_request, SignedHeaders=host, Signature=\[redacted\]/,
  ],
  [
    'a session token',
    { headers: { 'x-amz-security-token': SECRET } },
    ['header x-amz-security-token'],
    /redacted/,
  ],
  [
    'a form',
    { headers: { 'content-type': form }, body: Buffer.from(`client_id=a%20b&client_assertion=${SECRET}`) },
    ['field client_assertion'],
    /"body":"client_id=a b&client_assertion=\[redacted\]"/,
  ],
  [
    'JSON',
    {
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ subjectToken: SECRET, audience: 'a' })),
    },
    ['field subjectToken'],
    /\\"audience\\":\\"a\\"/,
  ],
  [
    'a query',
    { query: new URLSearchParams({ access_token: SECRET, a: '1' }) },
    ['field access_token'],
    /"a":"1"/,
  ],
  ['nothing secret', { headers: { 'x-amz-target': 'a' }, body: Buffer.from('plain') }, [], /"body":"plain"/],
  [
    'JSON that is none',
    { headers: { 'content-type': 'application/json' }, body: Buffer.from('{') },
    [],
    /"body":"\{"/,
  ],
];

for (const [what, change, credentials, shown] of ROWS) {
  test(`records ${what}`, () => {
    const recorded = redact(request(change));
    const text = JSON.stringify(recorded);
    assert.deepEqual(recorded.credentials, credentials);
    assert.ok(!text.includes(SECRET), text);
    assert.match(text, shown);
  });
}

test('records what a token says, and not the token', () => {
  const token = signJwt(signingKeyOf('kubernetes'), { sub: 'system:serviceaccount:team-a:puller' });
  const body = Buffer.from(`client_id=a&client_assertion=${token}`);
  const recorded = redact(request({ headers: { 'content-type': form }, body }));
  assert.deepEqual(recorded.claims, {
    'field client_assertion': { sub: 'system:serviceaccount:team-a:puller' },
  });
  for (const part of token.split('.')) assert.ok(!JSON.stringify(recorded).includes(part));
});

test('the journal is one list that grows, and forgets when told', () => {
  const journal = createJournal();
  const { requests } = journal;
  const record = {
    cloud: 'aws',
    service: 'sts',
    ...redact(request({})),
    serverName: undefined,
    misbehaviour: undefined,
    status: undefined,
  };
  const done = journal.add(record);
  assert.equal(requests[0]?.status, undefined);
  done(200);
  assert.equal(requests[0]?.status, 200);
  journal.clear();
  assert.equal(requests.length, 0);
  done(500);
  assert.equal(requests.length, 0);
});
