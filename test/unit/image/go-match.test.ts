import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBytes } from '../../../src/image/go-bytes.ts';
import { matchGlob } from '../../../src/image/go-match.ts';

// What Go's filepath.Match says; a malformed pattern is an error there and no match here.
const ROWS: readonly (readonly [pattern: string, name: string, matched: boolean])[] = [
  ['', '', true],
  ['', 'a', false],
  ['abc', 'abc', true],
  ['abc', 'abcd', false],
  ['*', '', true],
  ['*', 'abc', true],
  ['*c', 'abc', true],
  ['a*', 'a', true],
  ['a*', 'ba', false],
  ['a*/b', 'abc/b', true],
  ['*', 'a/b', false],
  ['a*b*c*d*e*', 'axbxcxdxe', true],
  ['a*b*c*d*e*', 'axbxcxd', false],
  ['a*b?c*x', 'abxbbxdbxebxczzx', true],
  ['a*b?c*x', 'abxbbxdbxebxczzy', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a?b', 'a☺b', true],
  ['a??b', 'a☺b', false],
  ['ab[c]', 'abc', true],
  ['ab[b-d]', 'abc', true],
  ['ab[e-g]', 'abc', false],
  ['ab[^c]', 'abc', false],
  ['ab[^e-g]', 'abc', true],
  ['a[^a]b', 'a☺b', true],
  ['[a-ζ]*', 'α', true],
  ['*[a-ζ]', 'A', false],
  ['[\\]a]', ']', true],
  ['[\\-]', '-', true],
  ['[x\\-]', 'x', true],
  ['[x\\-]', 'z', false],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'ab', false],
  ['[]a]', ']', false],
  ['[-]', '-', false],
  ['[x-]', 'x', false],
  ['[-x]', 'x', false],
  ['[a-b-c]', 'a', false],
  ['[', 'a', false],
  ['[^bc', 'a', false],
  ['a[', 'a', false],
  ['\\', 'a', false],
  ['*x', 'xxx', true],
  ['[\u{1f600}-\u{1f64f}]', '\u{1f601}', true],
  ['?', '\ufffd', true],
];

for (const [pattern, name, matched] of ROWS) {
  test(`matchGlob ${JSON.stringify(pattern)} ${JSON.stringify(name)} is ${matched}`, () => {
    assert.equal(matchGlob(toBytes(pattern), toBytes(name)), matched);
  });
}

test('matchGlob takes bytes that are not UTF-8 for one rune each', () => {
  assert.equal(matchGlob('?', '\xff'), true);
  assert.equal(matchGlob('??', '\xe2\x98'), true);
  assert.equal(matchGlob('[\xff]', '\xff'), false);
  assert.equal(matchGlob(toBytes('[\ufffd]'), '\xff'), true);
  assert.equal(matchGlob('\xff', '\xff'), true);
});
