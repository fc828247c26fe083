// The grammar of challenges: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Challenge, parseChallenges } from '../../../../src/backend/acr/challenge.ts';
import fc from '../../../support/property.ts';

type Expected = readonly (readonly [scheme: string, parameters: Readonly<Record<string, string>> | string])[];

const LEGAL: readonly (readonly [header: string, expected: Expected])[] = [
  [
    'Bearer realm="https://r.azurecr.io/oauth2/token",service="r.azurecr.io"',
    [['bearer', { realm: 'https://r.azurecr.io/oauth2/token', service: 'r.azurecr.io' }]],
  ],
  ['bearer realm=token', [['bearer', { realm: 'token' }]]],
  ['BEARER ReAlM = "x" , Service\t=\ty', [['bearer', { realm: 'x', service: 'y' }]]],
  ['Bearer realm="a, b=\\"c\\"\\\\"', [['bearer', { realm: 'a, b="c"\\' }]]],
  ['Bearer realm=""', [['bearer', { realm: '' }]]],
  ['  Bearer   realm="x"  ', [['bearer', { realm: 'x' }]]],
  [', ,Bearer realm="x",,, service="y",', [['bearer', { realm: 'x', service: 'y' }]]],
  ['Negotiate', [['negotiate', {}]]],
  [
    'Negotiate, Bearer realm=x',
    [
      ['negotiate', {}],
      ['bearer', { realm: 'x' }],
    ],
  ],
  [
    'Basic realm="x", charset="UTF-8", Bearer realm=y, scope="a b"',
    [
      ['basic', { realm: 'x', charset: 'UTF-8' }],
      ['bearer', { realm: 'y', scope: 'a b' }],
    ],
  ],
  [
    'Negotiate YWJj==, Bearer realm=x',
    [
      ['negotiate', 'YWJj=='],
      ['bearer', { realm: 'x' }],
    ],
  ],
  ['Bearer realm=', [['bearer', 'realm=']]], // base64 may look like that
  ['NTLM TlRMTVNTUAAC', [['ntlm', 'TlRMTVNTUAAC']]],
  [
    'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
    [
      ['newauth', { realm: 'apps', type: '1', title: 'Login to "apps"' }],
      ['basic', { realm: 'simple' }],
    ],
  ],
  ['', []],
  [', \t,', []],
  ['Bearer realm="é"', [['bearer', { realm: 'é' }]]],
];

for (const [header, expected] of LEGAL) {
  test(`legal: ${header}`, () => {
    const seen = parseChallenges(header)?.map(
      ({ scheme, parameters, token68 }: Challenge) =>
        [scheme, token68 ?? Object.fromEntries(parameters)] as const,
    );
    assert.deepEqual(seen, expected);
  });
}

const ILLEGAL: readonly string[] = [
  'Bearer realm="x',
  'Bearer realm="x\\',
  'Bearer realm="x"service="y"',
  'Bearer realm="x" service="y"',
  'Bearer realm="x" y',
  'Bearer =x',
  '="x"',
  'Bearer realm="x", realm="y"',
  'Bearer realm="x\u0000"',
  'Bearer realm="x\n"',
  'Bear(er realm="x"',
  'Bearer a b',
  'Bearer abc=, x="y"z',
  '"Bearer" realm=x',
];

for (const header of ILLEGAL) {
  test(`illegal: ${JSON.stringify(header)}`, () => {
    assert.equal(parseChallenges(header), undefined);
  });
}

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
const blank = fc.stringMatching(/^[ \t]{0,3}$/);

test('a property: every spelling of a challenge is read as what it says', () => {
  const value = fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((c) => c !== 0x7f && !(c > 0x7e && c < 0x80))
      .map((c) => String.fromCharCode(c)),
  });
  const parameters = fc.uniqueArray(fc.tuple(token, value, blank, blank), {
    selector: ([name]) => name.toLowerCase(),
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(token, parameters, (scheme, given) => {
      const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
      const header = `${scheme} ${given.map(([name, text, a, b]) => `${name}${a}=${b}${quoted(text)}`).join(' ,, ')}`;
      const [challenge, ...more] = parseChallenges(header) ?? [];
      assert.deepEqual(more, []);
      assert.deepEqual(
        [...(challenge?.parameters ?? [])],
        given.map(([name, text]) => [name.toLowerCase(), text]),
      );
    }),
  );
});

test('a property: any text is read or refused, and neither crashes nor hangs', () => {
  const piece = fc.constantFrom('Bearer', ' ', ',', '=', '"', '\\', '\t', 'realm', 'a', '==', '\u0000', 'é');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
      ),
      (text) => {
        parseChallenges(text);
      },
    ),
    { numRuns: 2000 },
  );
  const long = `Bearer ${'a='.repeat(8000)}`;
  const started = performance.now();
  parseChallenges(long);
  assert.ok(performance.now() - started < 1000);
});
