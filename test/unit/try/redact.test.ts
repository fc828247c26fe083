// No secret that is known, and nothing that looks like one, is in what is shown of a provider's stderr.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
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

test("this plugin's own line about a rule with secret is whole, and others are not", () => {
  const own = 'rule "a \\"b\\"": secret: GetSecretValue denied [BACKEND_DENIED]';
  assert.equal(redact(`first\n${own}`), `first\n${own}`);
  for (const other of ['secret: canary-other', `x ${own.replace('GetSecretValue', 'canary-other')}`]) {
    assert.doesNotMatch(redact(other), /canary/);
  }
});

/** None of its digits in base64 is one of those around it. */
const SECRETS = [
  'abc',
  'abcd',
  'abcde',
  'canary-of-13!',
  'canary-of-14!?',
  'canary-of-15!?~',
  'Ͽ>>>???',
  'ü'.repeat(40),
];

test('in base64 no digit is left that has a bit of it, at any place and in any alphabet', () => {
  const forms: readonly ((bytes: Buffer) => string)[] = [
    (bytes) => bytes.toString('base64'),
    (bytes) => bytes.toString('base64').replace(/=+$/, ''),
    (bytes) => bytes.toString('base64url'),
    (bytes) => encodeURIComponent(bytes.toString('base64')),
    (bytes) => encodeURIComponent(bytes.toString('base64')).replace(/%../g, (hex) => hex.toLowerCase()),
    (bytes) => bytes.toString('base64').replaceAll('/', '\\/'),
  ];
  for (const secret of SECRETS) {
    const hide = redactor([new Secret(secret)]);
    for (const shift of [0, 1, 2, 3, 4, 5]) {
      // Shorter ones are not found there: of three bytes only three digits are theirs alone.
      if (secret.length === 3 && shift % 3 !== 0) continue;
      for (const behind of [0, 1, 2, 3]) {
        const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret), Buffer.alloc(behind)]);
        for (const form of forms) {
          // What is left has digits of the bytes around it only, none of whose bits is set.
          const left = hide(`( ${form(bytes)} )`).replace('[redacted]', '');
          const name = `${secret} at ${shift}, ${behind} behind: ${left}`;
          assert.match(left, /^\( A*(?:=|%3[Dd])* \)$/, name);
        }
      }
    }
  }
});

test('in base64 what stands beside it stays', () => {
  const hide = redactor([new Secret('canary-of-15!?~')]);
  const text = Buffer.from('canary-of-15!?~').toString('base64');
  assert.equal(hide(`a=${text}&b=1 ${text}`), 'a=[redacted]&b=1 [redacted]');
});

test('without the line break at its end, and a line of several', () => {
  const several = redactor([
    new Secret('canary-line\n'),
    new Secret('-----BEGIN\ncanary-of-key\n-----END\n'),
  ]);
  assert.equal(several('(canary-line) canary-of-key'), '([redacted]) [redacted]');
});

describe('a secret on several lines', () => {
  const secret = 'canary-of-a-registry/with+48-characters-in-it-:-)';
  const hide = redactor([new Secret(secret)]);
  const base64 = Buffer.from(`robot:${secret}`).toString('base64');
  const hex = Buffer.from(secret).toString('hex');
  const BREAKS = ['\n', '\r\n', '\n    ', ' \n', '\\n', '\\r\\n', '\\\\n'];
  for (const [name, text, left] of [
    ['as it is', secret, ''],
    ['in base64', base64, 'cm9ib3Q6'],
    ['in base64 for URLs', Buffer.from(`robot:${secret}`).toString('base64url'), 'cm9ib3Q6'],
    ['in hexadecimal digits', hex, ''],
  ] as const) {
    test(name, () => {
      for (const width of [8, 19, 60, 64]) {
        const lines = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
        for (const end of BREAKS) {
          const shown = hide(`failed: ${lines.join(end)}${end}403`);
          const digits = shown.slice('failed: '.length).split('[redacted]')[0] ?? '';
          // Before it is the user's name only; behind it, nothing but what was there.
          assert.ok(left.startsWith(digits.replaceAll(end, '')), `${width}: ${shown}`);
          assert.equal(shown, `failed: ${digits}[redacted]${end}403`);
        }
      }
    });
  }

  test('of several, each', () => {
    const [one, other] = ['canary-one-123456', 'canary-two-123456'];
    const both = redactor([new Secret(one), new Secret(other)]);
    const broken = (text: string) => `${text.slice(0, 9)}\n${text.slice(9)}`;
    assert.equal(both(`${broken(one)} ${broken(other)}\n${other}`), '[redacted] [redacted]\n[redacted]');
  });

  test('a short one that only two lines make together stays', () => {
    assert.equal(redactor([new Secret('fail')])('of a\nil'), 'of a\nil');
    assert.equal(redactor([new Secret('failure')])('no fail\nure'), 'no fail\nure');
  });
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
  assert.equal(shownLines(Buffer.from('y'.repeat(9000)), redact)[0], `${'y'.repeat(4096)}…`);
});

/** A registry's words reach a provider's stderr: as much as is looked at, of each piece at which a search may begin. */
describe('no text keeps it searching', () => {
  const SIZE = 1024 * 1024;
  const many = (text: string) => text.repeat(Math.ceil(SIZE / text.length));
  const TEXTS: readonly string[] = [
    `password:${many(' ')}`,
    `token:${many(' ')}`,
    `token${many(' ')}:`,
    `eyJabcdefg${many('-eyJabcdefg')}`,
    `rule "${many('\\": secret: abcdefgh ')}`,
    many('password: basic '),
    many('secret-'),
    many(' --password'),
    ` --${many('a-')}`,
    ` -u${many('a')}:`,
    many(' -u a:'),
    `://${many('a:')}`,
    many('://'),
    many('ghp_'),
    many('basic '),
    many('\n'),
    many('\\'),
    many(' \\n'),
    many('a\n'),
    many('canary/pass\n+word"1 '),
  ];
  for (const text of TEXTS) {
    test(`${text.slice(0, 30)}…`, () => {
      // It takes less than a second, or many minutes.
      runInNewContext('redact(text)', { redact, text }, { timeout: 60_000 });
    });
  }
});
