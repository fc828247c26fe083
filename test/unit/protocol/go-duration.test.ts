import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatGoDuration, parseGoDuration } from '../../../src/protocol/go-duration.ts';
import fc from '../../support/property.ts';

const PARSED: readonly (readonly [text: string, ms: number])[] = [
  ['0', 0],
  ['-0', 0],
  ['0s', 0],
  ['-0s', 0],
  ['5m', 300_000],
  ['5m0s', 300_000],
  ['1h30m', 5_400_000],
  ['+1h', 3_600_000],
  ['-1.5s', -1500],
  ['1.5h', 5_400_000],
  ['.5s', 500],
  ['5.s', 5000],
  ['1s1s', 2000],
  ['30s1h', 3_630_000],
  ['100ms', 100],
  ['1us', 0.001],
  ['1\u00b5s', 0.001],
  ['1\u03bcs', 0.001],
  ['1ns', 0.000001],
  ['0.3333333333333333333h', 1_200_000],
  ['0.100000000000000000000h', 360_000],
  ['0.9223372036854775807h', 3_320_413.933267],
  ['000000000000000000000000000001s', 1000],
  ['2562047h47m16.854775807s', 9_223_372_036_854.775],
  ['9223372036854775807ns', 9_223_372_036_854.775],
  ['-9223372036854775808ns', -9_223_372_036_854.775],
];

for (const [text, ms] of PARSED) {
  test(`parseGoDuration ${text}`, () => {
    const parsed = parseGoDuration(text);
    assert.ok(parsed !== undefined);
    assert.ok(Math.abs(parsed - ms) <= Math.abs(ms) * 1e-15, String(parsed));
    assert.ok(!Object.is(parsed, -0));
  });
}

const REFUSED = [
  ...[
    '',
    '-',
    '+',
    '3',
    '00',
    '-1',
    's',
    '.',
    '-.',
    '.s',
    '+.s',
    ' 5m',
    '5m ',
    '5 m',
    '5M',
    '5d',
    '1w',
    'P1D',
  ],
  ...['1e3s', '0x1s', '--1s', '+-1s', '1s-1s', '1.2.3s', '1_000s', '5m0', 'five', 'NaN', 'Infinity', '１s'],
  ...[
    '9223372036854775808ns',
    '9223372036854775.808us',
    '9223372036854ms775us808ns',
    '-9223372036854775809ns',
  ],
  ...['2562047h47m16.854775808s', '3000000h', '99999999999999999999ns', '-2562047h47m16.854775809s'],
];

for (const text of REFUSED) {
  test(`parseGoDuration refuses ${JSON.stringify(text)}`, () =>
    assert.equal(parseGoDuration(text), undefined));
}

test('parseGoDuration ends soon on a long text', () => {
  const started = performance.now();
  parseGoDuration('1'.repeat(1_000_000));
  parseGoDuration(`0.${'0'.repeat(1_000_000)}1s`);
  parseGoDuration('1s'.repeat(100_000));
  assert.ok(performance.now() - started < 5000);
});

const FORMATTED: readonly (readonly [ms: number, text: string])[] = [
  [0, '0s'],
  [0.9, '0s'],
  [1, '1ms'],
  [999.9, '999ms'],
  [1000, '1s'],
  [1500, '1.5s'],
  [61_001, '1m1.001s'],
  [90_000, '1m30s'],
  [300_000, '5m'],
  [3_600_000, '1h'],
  [3_605_000, '1h5s'],
  [5_400_000, '1h30m'],
  [43_200_000, '12h'],
  [2_592_000_000, '720h'],
  [9_223_372_036_853, '2562047h47m16.853s'],
];

for (const [ms, text] of FORMATTED) {
  test(`formatGoDuration ${ms} is ${text}`, () => assert.equal(formatGoDuration(ms), text));
}

for (const ms of [-1, -0.001, Number.NaN, Infinity, -Infinity, 9_223_372_036_855, Number.MAX_VALUE]) {
  test(`formatGoDuration refuses ${ms}`, () => assert.throws(() => formatGoDuration(ms), RangeError));
}

test('what formatGoDuration writes is read back to the millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_223_372_036_853 }), (ms) => {
      assert.equal(parseGoDuration(formatGoDuration(ms)), ms);
    }),
  );
  fc.assert(
    fc.property(fc.nat(10_000_000), (ms) => {
      assert.equal(parseGoDuration(formatGoDuration(ms)), ms);
      assert.match(formatGoDuration(ms), /^(?:\d+h)?(?:\d+m)?(?:\d+(?:\.\d{1,3})?s)?$|^\d+ms$/);
    }),
  );
});
