// Where a secret is part of the question: another secret is another name, and none is in the text of the entry.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QuestionKeyValue } from '../../../src/backend/backend.ts';
import { headOf } from '../../../src/cache/key.ts';
import { Secret } from '../../../src/secret.ts';
import fc from '../../support/property.ts';

const head = (key: Readonly<Record<string, QuestionKeyValue>>) =>
  headOf({ backend: 'b', registry: 'r', key });

test('of a secret the text has a digest', () => {
  const { text } = head({ header: new Secret('cAnArY') });
  assert.doesNotMatch(text, /cAnArY|redacted/);
  assert.match(text, /"header":\{"sha256":"[0-9a-f]{64}"\}/);
});

test('a secret is another value than its own text or digest, and than none', () => {
  const digest = /"sha256":"([0-9a-f]{64})"/.exec(head({ a: new Secret('x') }).text)?.[1] ?? '';
  const names = [new Secret('x'), 'x', digest, '[redacted]', undefined, new Secret('')].map(
    (a) => head({ a }).name,
  );
  assert.equal(new Set(names).size, names.length);
});

test('secrets are equal where their texts are, wherever they stand', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      const name = (text: string) => head({ list: [{ deep: new Secret(text) }], b: 1 }).name;
      assert.equal(name(one) === name(other), one === other);
      assert.equal(name(one), name(one));
    }),
    { numRuns: 200 },
  );
});
