// A text that several expressions match, held against RegExp itself.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commonText } from '../../../src/image/common-text.ts';
import fc from '../../support/property.ts';

const ROWS: readonly (readonly [name: string, sources: readonly string[], text: string | undefined])[] = [
  ['characters as they are', ['abc-0'], 'abc-0'],
  ['what an escaped character is not in a label', ['a\\.b'], undefined],
  ['a class', ['[b-d]', '[d-f]'], 'd'],
  ['a class of all others', ['[^a-z]'], '0'],
  ['twelve of a class', ['[0-9]{12}', '[a-z0-9-]*7'], '000000000007'],
  ['at least two', ['a{2,}', 'a{0,1}'], undefined],
  ['two to three', ['a{2,3}', 'aa[a-z]'], 'aaa'],
  ['none or one', ['ab?c', 'ac'], 'ac'],
  ['none or more', ['ab*c', '[a-z]{4}'], 'abbc'],
  ['one or more', ['ab+c', 'ac'], undefined],
  ['a group that is repeated', ['(?:ab|c)+', '[a-z]{3}', 'c[a-z]*'], 'cab'],
  ['alternatives without a group', ['a|bc|', '[b-z]*'], ''],
  ['three at once', ['[a-m]+', '[h-z]+', '[a-z0-9-]*m'], 'm'],
  ['a region and a pattern of it', ['[a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2}', 'us-gov-[a-z0-9-]*'], 'us-gov-0'],
];

describe('a text that all expressions match', () => {
  for (const [name, sources, text] of ROWS) {
    test(name, () => assert.equal(commonText(sources), text));
  }

  const atom = fc.constantFrom('a', 'b', '0', '-', '[ab]', '[^a]', '(?:a|b0)', '(?:ab)', '(?:a|)');
  const quantifier = fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,}', '{0,2}', '{1,3}');
  const source = fc
    .array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.flat().join(''));
  const text = fc.array(fc.constantFrom('a', 'b', '0', '-'), { maxLength: 5 }).map((chars) => chars.join(''));
  const matches = (expression: string, candidate: string) =>
    new RegExp(`^(?:${expression})$`).test(candidate);

  test('is matched by all of them, and there is none only where no text is', () =>
    fc.assert(
      fc.property(source, source, text, (one, other, candidate) => {
        const found = commonText([one, other]);
        if (found !== undefined) {
          return matches(one, found) && matches(other, found);
        }
        return !(matches(one, candidate) && matches(other, candidate));
      }),
      { numRuns: 300 },
    ));

  test('an expression that is not understood is a mistake of the program', () =>
    assert.throws(() => commonText(['a)b']), /not understood/));
});
