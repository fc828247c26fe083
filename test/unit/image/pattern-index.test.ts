// An index of patterns says what asking them one by one says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coversPattern, patternsOverlap } from '../../../src/image/overlap.ts';
import { PatternIndex } from '../../../src/image/pattern-index.ts';
import fc from '../../support/property.ts';

const label = fc.constantFrom('a', 'b', 'ab', '*', 'a*', '*b', 'a*b', '?', '[ab]', '');
const pattern = fc
  .tuple(
    fc.array(label, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '', ':5000'),
    fc.constantFrom('', '/', '/a', '/ab', '/a/', '/a/b', '/b', '/%61'),
  )
  .map(([labels, port, path]) => labels.join('.') + port + path);
const any = fc.oneof(
  { weight: 9, arbitrary: pattern },
  fc.constantFrom('%', 'a b', '[::1]:5000/a', '', '*.*'),
);

test('a property: the first that covers a pattern, and whether any overlaps with it', () => {
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), any, (patterns, other) => {
      const index = new PatternIndex<number>();
      for (const [number, each] of patterns.entries()) index.add(each, number);
      const first = patterns.findIndex((each) => coversPattern(each, other));
      const expected = first === -1 ? undefined : patterns[first];
      assert.equal(index.firstCovering(other)?.pattern, expected);
      assert.equal(
        index.overlaps(other),
        patterns.some((each) => patternsOverlap(each, other)),
      );
    }),
    { numRuns: 3000 },
  );
});

test('a property: of each value the first pattern that overlaps, with the first that it overlaps', () => {
  const owned = fc.array(fc.tuple(any, fc.nat(3)), { maxLength: 12 });
  fc.assert(
    fc.property(owned, fc.array(any, { maxLength: 4 }), (patterns, others) => {
      const index = new PatternIndex<number>();
      for (const [each, owner] of patterns) index.add(each, owner);
      const pairs = patterns.flatMap(([each, value]) =>
        others
          .filter((other) => patternsOverlap(each, other))
          .map((other) => ({ value, pattern: each, other })),
      );
      assert.deepEqual(
        index.overlapping(others).map(({ value, pattern: each, other }) => ({ value, pattern: each, other })),
        pairs.filter(({ value }, at) => pairs.findIndex((pair) => pair.value === value) === at),
      );
    }),
    { numRuns: 3000 },
  );
});

test('the value is that of the first, of equal ones too', () => {
  const index = new PatternIndex<string>();
  index.add('*.example/b', 'no');
  index.add('r.example/a', 'first');
  index.add('*.example', 'second');
  index.add('r.example/a', 'third');
  assert.deepEqual(
    ['r.example/a/x', 'r.example/x', 'q.example/b', 'q.other'].map(
      (each) => index.firstCovering(each)?.value,
    ),
    ['first', 'second', 'no', undefined],
  );
});
