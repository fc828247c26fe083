import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commonImage, coversGlob, coversPattern, patternsOverlap } from '../../../src/image/overlap.ts';
import { matchesPattern } from '../../../src/image/pattern.ts';
import fc from '../../support/property.ts';

describe('covers', () => {
  for (const [wide, narrow, covers, overlaps] of [
    ['registry.example', 'registry.example', true, true],
    ['registry.example/', 'registry.example', true, true],
    ['registry.example', 'registry.example/team', true, true],
    ['registry.example/team', 'registry.example', false, true],
    ['registry.example/team', 'registry.example/teams/x', true, true],
    ['registry.example/team/', 'registry.example/team', false, true],
    ['registry.example/a', 'registry.example/b', false, false],
    ['*.example', 'registry.example', true, true],
    ['registry.example', '*.example', false, true],
    ['*.example', '*.example', true, true],
    ['*.example', 'a.b.example', false, false],
    ['*.example:5000', '*.example', false, false],
    ['*.dkr.ecr.*.amazonaws.com', '123.dkr.ecr.eu-*.amazonaws.com', true, true],
    ['*.dkr.ecr.eu-*.amazonaws.com', '123.dkr.ecr.*.amazonaws.com', false, true],
    ['eu-*.example', '*-west.example', false, true],
    ['eu-*.example', 'us-*.example', false, false],
    ['a*b*c.example', 'a*c.example', false, true],
    ['a*c.example', 'a*b*c.example', true, true],
    ['*a.example', '*b.example', false, false],
    ['%', 'registry.example', false, false],
  ] as const) {
    test(`${wide} and ${narrow}`, () => {
      assert.equal(coversPattern(wide, narrow), covers);
      assert.equal(patternsOverlap(wide, narrow), overlaps);
      assert.equal(patternsOverlap(narrow, wide), overlaps);
    });
  }
});

const label = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 5 });

test('a property: two globs overlap only if a text of a few characters matches both', () => {
  const texts = words(['a', 'b'], 6);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 3 }), label, (one, other) => {
      const both = texts.some(
        (text) => matchesPattern(`${one}.x`, `${text}.x/y`) && matchesPattern(`${other}.x`, `${text}.x/y`),
      );
      assert.equal(patternsOverlap(`${one}.x`, `${other}.x`), both);
    }),
  );
});

test('a property: an image of two patterns matches both, and is there wherever they overlap', () =>
  fc.assert(
    fc.property(
      fc.constantFrom('a.*', '*.b', 'a*.*b', '*.*', 'a.b:5000', '*.b:5000', 'c.*'),
      fc.constantFrom('a.*', '*.b', '*c.*', '*.*b', 'a.*:5000', 'ab.b'),
      fc.constantFrom('', '/', '/team', '/team/', '/team-'),
      fc.constantFrom('', '/team', '/team/app', '/other/'),
      (one, other, path, otherPath) => {
        const image = commonImage(one + path, other + otherPath);
        assert.equal(image !== undefined, patternsOverlap(one + path, other + otherPath));
        assert.ok(
          image === undefined ||
            (matchesPattern(one + path, image.name) && matchesPattern(other + otherPath, image.name)),
        );
      },
    ),
  ));

test('a property: a glob covers another only if no text of a few characters matches that one alone', () => {
  const texts = words(['a', 'b', 'c'], 5);
  fc.assert(
    fc.property(label, label, (wide, narrow) => {
      const alone = texts.some(
        (text) => matchesPattern(`${narrow}.x`, `${text}.x/y`) && !matchesPattern(`${wide}.x`, `${text}.x/y`),
      );
      if (coversGlob(wide, narrow)) assert.equal(alone, false);
      else if (narrow.length <= 3) assert.equal(alone, true);
    }),
  );
});

function words(characters: readonly string[], length: number): string[] {
  return length === 0
    ? ['']
    : words(characters, length - 1).flatMap((word) =>
        word.length === length - 1 ? [word, ...characters.map((character) => word + character)] : [word],
      );
}
