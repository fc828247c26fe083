import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProviderError } from '../../../../src/errors.ts';
import { readJson, refuseRedirect } from '../../../../src/system/network/answers.ts';
import type { HttpResponse } from '../../../../src/system/network/door.ts';

const SOURCE = { step: 'token exchange', host: 'sts.example' };

function response(body: string | Buffer, type = 'application/json', status = 200): HttpResponse {
  return { status, headers: type === '' ? {} : { 'content-type': type }, body: Buffer.from(body) };
}

test('a JSON object', () => {
  assert.deepEqual(readJson(response('{"a":[1,null]}'), SOURCE), { a: [1, null] });
  assert.deepEqual(readJson(response('\ufeff {}\n', 'text/plain'), SOURCE), {});
});

const REFUSED: readonly (readonly [name: string, response: HttpResponse, described: string])[] = [
  ['a page', response('<html>canary', 'text/html', 503), '503 with 12 bytes of type "text/html"'],
  ['nothing', response('', ''), '200 with 0 bytes without a content type'],
  ['half of it', response('{"token":"canary'), '200 with 16 bytes of type "application/json"'],
  ['a list', response('["canary"]'), '200 with 10 bytes of type "application/json"'],
  ['null', response('null'), '200 with 4 bytes of type "application/json"'],
  ['a text', response('"canary"'), '200 with 8 bytes of type "application/json"'],
  [
    'not UTF-8',
    response(Buffer.from('{"a":"\xff"}', 'latin1')),
    '200 with 9 bytes of type "application/json"',
  ],
  ['a type that moves the cursor', response('', 'a\x1b[2J'), '200 with 0 bytes of type "a\\u{1b}[2J"'],
];

for (const [name, given, described] of REFUSED) {
  test(`not a JSON object: ${name}`, () => {
    assert.throws(
      () => readJson(given, SOURCE),
      (error) => {
        assert.ok(error instanceof ProviderError);
        assert.equal(
          error.message,
          `token exchange: sts.example answered ${described}, not with a JSON object`,
        );
        assert.equal(error.code, 'RESPONSE_INVALID');
        assert.equal(error.cause, undefined);
        return true;
      },
    );
  });
}

const REDIRECTS: readonly (readonly [location: string | undefined, named: string])[] = [
  ['https://user:canary@evil.example:8443/canary?token=canary#canary', ' to "evil.example:8443"'],
  ['//evil.example/canary', ' to "evil.example"'],
  ['/canary', ' to "sts.example"'],
  ['http://[', ''],
  [undefined, ''],
];

for (const [location, named] of REDIRECTS) {
  test(`a redirect: ${location}`, () => {
    const given = {
      status: 307,
      headers: { ...(location !== undefined && { location }) },
      body: Buffer.of(),
    };
    const message = `token exchange: sts.example answered with a redirect (307)${named}, which is not followed`;
    assert.throws(() => refuseRedirect(given, SOURCE), {
      name: 'ProviderError',
      code: 'RESPONSE_INVALID',
      message,
    });
    assert.throws(() => readJson(given, SOURCE), { message });
  });
}

test('what is no redirect', () => {
  for (const status of [200, 204, 299, 400, 401, 500]) {
    refuseRedirect(response('', '', status), SOURCE);
  }
});
