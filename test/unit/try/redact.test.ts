// No secret that is known, and nothing that looks like one, is in what is shown of a provider's stderr.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '../../../src/secret.ts';
import { redactor, shownLines } from '../../../src/try/redact.ts';

const PASSWORD = 'canary/pass+word"1';
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOjF9.canary-signature';
const redact = redactor([new Secret(PASSWORD)]);

const ROWS: readonly (readonly [name: string, text: string])[] = [
  ['as it is', `login with ${PASSWORD} failed`],
  ['in JSON', JSON.stringify({ x: PASSWORD })],
  ['in a URL', `https://u:${encodeURIComponent(PASSWORD)}@reg.example/`],
  ['in a form', new URLSearchParams({ password: PASSWORD }).toString()],
  ['in a URL, in lower case', encodeURIComponent(PASSWORD).replace(/%../g, (hex) => hex.toLowerCase())],
  ['in base64 for URLs', `got ${Buffer.from(`ü?>:${PASSWORD}`).toString('base64url')}`],
  ['in hexadecimal digits', Buffer.from(PASSWORD).toString('hex')],
  ['a flag of its own word', 'helper --password canary-other --user u'],
  ['as curl is given it', 'curl -u bob:canary-other https://x'],
  ['as docker login is given it', 'docker login -u bob -p canary-other reg.example'],
  ['in base64 of basic authentication', `Basic ${Buffer.from(`user:${PASSWORD}`).toString('base64')}`],
  ['a token', `sent ${JWT}`],
  ['a token in pieces of JSON', JSON.stringify({ serviceAccountToken: JWT })],
  ['after its name', 'password=canary-other'],
  ['after its name in JSON', '"client_secret": "canary-other"'],
  ['a header', 'Authorization: Bearer canary-other-token'],
  ['user information', 'GET https://user:canary-other@proxy.example/'],
];

for (const [name, text] of ROWS) {
  test(name, () => {
    const shown = redact(text);
    assert.match(shown, /\[redacted\]/);
    assert.doesNotMatch(shown, /canary/);
  });
}

test('without the line break at its end, and a line of several', () => {
  const several = redactor([
    new Secret('canary-line\n'),
    new Secret('-----BEGIN\ncanary-of-key\n-----END\n'),
  ]);
  assert.equal(several('(canary-line) canary-of-key'), '([redacted]) [redacted]');
});

test('a flag that is a switch or names a file stays', () => {
  assert.equal(redact('x --no-password --token /var/token'), 'x --no-password --token /var/token');
});

test('what is said around it stays', () => {
  assert.equal(redact(`ecr: denied for ${PASSWORD} (403)`), 'ecr: denied for [redacted] (403)');
  for (const reason of [
    'no such host: reg.example',
    'oauth2: cannot fetch token: unexpected status 400',
    'failed to get credentials: operation error ECR: GetAuthorizationToken',
    'the registry asks for Basic authentication',
    'Bearer token-server does not answer',
  ]) {
    assert.equal(redact(reason), reason);
  }
});

test('lines are escaped, and bounded', () => {
  const lines = shownLines(Buffer.from(`\u001b[31mred\n\n${'x\n'.repeat(50)}`), redact);
  assert.equal(lines[0], '\\u{1b}[31mred');
  assert.equal(lines.length, 21);
  assert.equal(lines.at(-1), '… and 31 lines more');
  assert.ok((shownLines(Buffer.from('y'.repeat(9000)), redact)[0]?.length ?? 0) <= 500);
});
