import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearnessOf } from '../../../src/image/nearness.ts';
import { explainMismatch, matchesPattern } from '../../../src/image/pattern.ts';
import { parseImage } from '../../../src/image/reference.ts';
import fc from '../../support/property.ts';
import { edited, imageText, patternSoup } from './arbitraries.ts';

const ROWS: readonly (readonly [pattern: string, image: string, reason: string, near: boolean])[] = [
  ['reg.io', 'reg.io:5000/x', 'port: pattern has none, image has 5000', true],
  ['reg.io:443', 'reg.io/x', 'port: pattern has 443, image has none', true],
  ['a.b.c.reg.io', 'x.reg.io/x', 'host: pattern has 5 labels, image has 3', false],
  ['*.reg.io', 'reg.io/x', 'host: pattern has 3 labels, image has 2', true],
  ['*.reg.io', 'a.b.reg.io/x', 'host: pattern has 3 labels, image has 4', true],
  ['index.docker.io', 'docker.io/library/nginx', 'host: pattern has 3 labels, image has 2', true],
  ['*', 'gcr.io/x', 'host: pattern has 1 label, image has 2', true],
  ['ghcr.io', 'gcr.io/x', 'host: label 1 "ghcr" does not match "gcr"', false],
  ['Gcr.io', 'gcr.io/x', 'host: label 1 "Gcr" does not match "gcr": letter case counts', true],
  ['gcr.io/a/', 'gcr.io/ab', 'path "/a/" is not a prefix of "/ab"', true],
  ['gcr.io/a/', 'gcr.io/a', 'path "/a/" is not a prefix of "/a": the slash at its end', true],
  ['gcr.io/A', 'gcr.io/a', 'path "/A" is not a prefix of "/a": letter case counts', true],
  ['gcr.io/*', 'gcr.io/a', 'path "/*" is not a prefix of "/a": "*" has no meaning in a path', true],
  ['gcr.io:1/a', 'gcr.io/b', 'port: pattern has 1, image has none; path "/a" is not a prefix of "/b"', false],
  [
    'https://gcr.io',
    'gcr.io/a',
    'host: pattern has 1 label, image has 2; path "//gcr.io" is not a prefix of "/a"',
    true,
  ],
  ['gcr.io:*', 'gcr.io/a', 'pattern cannot be parsed: ":*" after the host is not a port number', false],
  ['gcr.io', 'gcr io/a', 'image cannot be parsed: " " is not allowed in a host', false],
  ['gcr.io/é\u202e', 'gcr.io/a', 'path "/é\\u{202e}" is not a prefix of "/a"', true],
];

for (const [pattern, image, reason, near] of ROWS) {
  test(`explainMismatch and nearnessOf: ${pattern} ${image}`, () => {
    assert.equal(explainMismatch(pattern, image), reason);
    assert.equal(nearnessOf(pattern, image)?.distance === 1, near);
  });
}

test('explainMismatch gives a reason exactly where there is no match', () => {
  const agrees = (pattern: string, image: string): void => {
    const matches = matchesPattern(pattern, image);
    assert.equal(explainMismatch(pattern, image) === undefined, matches);
    if (matches) assert.equal(nearnessOf(pattern, image), undefined);
  };
  fc.assert(fc.property(edited(imageText), ([image, pattern]) => agrees(pattern, parseImage(image).name)));
  fc.assert(fc.property(patternSoup, patternSoup, agrees));
});
