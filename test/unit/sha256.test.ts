// SHA-256 of our own against the standard's examples and Node's.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256 } from '../../src/sha256.ts';
import fc from '../support/property.ts';

/** https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values, SHA-256. */
const EXAMPLES: readonly [text: string, hash: string][] = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
];

test('the examples of the standard', () => {
  for (const [text, hash] of EXAMPLES) {
    assert.equal(sha256(text), hash);
  }
});

const byNode = (text: string): string => createHash('sha256').update(text).digest('hex');

test('every length around the ends of blocks', () => {
  for (let length = 0; length <= 200; length += 1) {
    const text = 'x'.repeat(length);
    assert.equal(sha256(text), byNode(text), `${length} bytes`);
  }
});

test('any text, as Node says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      assert.equal(sha256(text), byNode(text));
    }),
    { numRuns: 500 },
  );
});
