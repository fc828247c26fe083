// The bound on names and values holds for every form in which a parser would find them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasTooManyNames, MAX_NAMES } from '../../src/names.ts';
import { claimsOf } from '../../src/protocol/jwt-claims.ts';

/** A text of so many names, or values. */
const FORMS: Readonly<Record<string, (names: number) => string>> = {
  'JSON, flat': (names) => `{${Array.from({ length: names }, (_, index) => `"${index}" : 0`)}}`,
  'JSON, nested': (names) => `${'{"a":'.repeat(names)}0${'}'.repeat(names)}`,
  'JSON, in a list': (names) => `[${Array(names).fill('{"a":0}')}]`,
  'XML, elements': (names) => '<a/>'.repeat(names),
  'XML, attributes': (names) => `<a${' b=""'.repeat(names - 1)}/>`,
  'text before XML': (names) => `x${'<a/>'.repeat(names)}`,
  'JSON, values of a list': (values) => JSON.stringify(Array(values + 1).fill('a')),
  'JSON, values of lists in a list': (values) => JSON.stringify(Array(values + 1).fill(['a'])),
};

for (const [form, text] of Object.entries(FORMS)) {
  test(form, () => {
    assert.equal(hasTooManyNames(Buffer.from(text(MAX_NAMES))), false);
    assert.equal(hasTooManyNames(Buffer.from(text(MAX_NAMES + 1))), true);
  });
}

test('a token has no claims then', () => {
  const token = (names: number) =>
    `e30.${Buffer.from(FORMS['JSON, flat']?.(names) ?? '').toString('base64url')}.e30`;
  assert.equal(Object.keys(claimsOf(token(MAX_NAMES))).length, MAX_NAMES);
  assert.deepEqual(claimsOf(token(MAX_NAMES + 1)), {});
});
