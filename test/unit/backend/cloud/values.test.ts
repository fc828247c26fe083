// What a value of a cloud's answer must be: tables of tokens and of lives, by the clocks of node and service.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  againIfExpired,
  endOfLife,
  isPlainText,
  isToken,
  type ToldEnd,
} from '../../../../src/backend/cloud/values.ts';
import { ProviderError } from '../../../../src/errors.ts';
import fc from '../../../support/property.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;
const NOW = Date.UTC(2026, 10, 28, 12);

const TEXTS: readonly (readonly [name: string, value: unknown, token: boolean, text: boolean])[] = [
  ['a JWT', 'e30.e30.c2ln', true, true],
  ['all that is printable', String.fromCharCode(...Array.from({ length: 94 }, (_, i) => i + 33)), true, true],
  ['a blank in it', 'a b', false, true],
  ['nothing', '', false, false],
  ['a line end', 'a\n', false, false],
  ['a carriage return and a header', 'a\r\nx: y', false, false],
  ['a NUL', 'a\u0000', false, false],
  ['a tab', 'a\tb', false, false],
  ['DEL', 'a\u007f', false, false],
  ['a letter beyond ASCII', 'ü', false, false],
  ['a lone surrogate', '\ud800', false, false],
  ['16,384 characters', 'x'.repeat(16_384), true, true],
  ['16,385 characters', 'x'.repeat(16_385), false, false],
  ['an object with toString', { toString: 'x' }, false, false],
  ['an object whose toString is a function', { toString: () => 'x' }, false, false],
  ['a String object', Object('x'), false, false],
  ['a list of one text', ['x'], false, false],
  ['a number', 7, false, false],
  ['true', true, false, false],
  ['null', null, false, false],
  ['undefined', undefined, false, false],
  ['__proto__ of an object', JSON.parse('{"__proto__":"x"}'), false, false],
];

describe('text of an answer', () => {
  for (const [name, value, token, text] of TEXTS) {
    test(`${name} is ${token ? 'a token' : text ? 'plain text' : 'refused'}`, () => {
      assert.deepEqual([isToken(value), isPlainText(value)], [token, text]);
    });
  }
});

const at = (endsInMs: number, servedAgoMs = Number.NaN): ToldEnd => ({
  endsAt: NOW + endsInMs,
  servedAt: NOW - servedAgoMs,
});
const lasts = (lastsMs: number): ToldEnd => ({ lastsMs });

const LIVES: readonly (readonly [name: string, told: ToldEnd, expected: number | 'expired' | 'absurd'])[] = [
  ['12 h, by the node alone', at(12 * HOUR), 12 * HOUR],
  ['3 h of an answer of this moment', at(3 * HOUR, 0), 3 * HOUR],
  ["a node 30 days behind, by the service's own clock", at(30 * DAY + 3 * HOUR, -30 * DAY), 3 * HOUR],
  ['a node 30 days behind, and the service tells no time: the longest', at(30 * DAY + 3 * HOUR), 12 * HOUR],
  ['a node a year behind', at(365 * DAY + HOUR, -365 * DAY), HOUR],
  ['a node 2 h ahead: what is left by its own clock', at(10 * HOUR, 2 * HOUR), 10 * HOUR],
  ['a node 13 h ahead', at(-HOUR, 13 * HOUR), 'expired'],
  ['5 s in the past', at(-5 * SECOND, 0), 'expired'],
  ['this very moment', at(0), 'expired'],
  [
    "5 s in the past by the service's clock, a node 30 days behind",
    at(30 * DAY, -30 * DAY - 5_000),
    'expired',
  ],
  ['issued after its end', at(HOUR, -2 * HOUR), 'expired'],
  ['a service whose clock is a month ahead of its tokens: not believed', at(HOUR, -30 * DAY), HOUR],
  ['a service whose clock is at the beginning of time', at(HOUR, NOW), HOUR],
  ['issued long ago', at(HOUR, 30 * DAY), HOUR],
  ['longer than the service ever gives', at(13 * HOUR, 0), 12 * HOUR],
  ['years, as of some proxy', at(3 * YEAR, 0), 12 * HOUR],
  ['a moment more than 10 years', at(10 * YEAR + 1), 'absurd'],
  ['292 years', at(292 * YEAR), 'absurd'],
  ['the year 10000', { endsAt: Date.UTC(10_000, 0), servedAt: NOW }, 'absurd'],
  ['the last moment that a date can hold', { endsAt: 8.64e15, servedAt: NOW }, 'absurd'],
  ['no end at all', { endsAt: Number.POSITIVE_INFINITY, servedAt: NOW }, 'absurd'],
  ['no number', { endsAt: Number.NaN, servedAt: NOW }, 'absurd'],
  ['before all time', { endsAt: Number.NEGATIVE_INFINITY, servedAt: NOW }, 'expired'],
  ['lasts an hour', lasts(HOUR), HOUR],
  ['lasts a fraction of a second', lasts(0.5), 0.5],
  ['lasts a week', lasts(7 * DAY), 12 * HOUR],
  ['lasts 300 years', lasts(300 * YEAR), 'absurd'],
  ['lasts for ever', lasts(Number.POSITIVE_INFINITY), 'absurd'],
  ['lasts no time', lasts(0), 'expired'],
  ['lasts less than none', lasts(-3_599_000), 'expired'],
];

const bounds = { what: 'STS: the token', longestHours: 12, now: NOW };

describe('when a token ends', () => {
  for (const [name, told, expected] of LIVES) {
    test(`${name}: ${typeof expected === 'number' ? `${expected / HOUR} h` : expected}`, () => {
      if (typeof expected === 'number') {
        assert.equal(endOfLife(told, bounds).getTime(), Math.trunc(NOW + expected));
        return;
      }
      const text =
        expected === 'expired'
          ? /^STS: the token has already expired$/
          : /^STS: the token is valid for more than 10 years, but the service allows at most 12 h$/;
      assert.throws(
        () => endOfLife(told, bounds),
        (error) =>
          error instanceof ProviderError &&
          error.code === 'RESPONSE_INVALID' &&
          text.test(error.message) &&
          error.hint?.startsWith("check the node's clock") === true,
      );
    });
  }

  test('a property: whatever is told, it is a failure of that name or a life of at most the longest', () => {
    const time = fc.oneof(fc.double(), fc.double({ min: NOW - YEAR, max: NOW + YEAR }));
    const told = fc.oneof(fc.record({ lastsMs: time }), fc.record({ endsAt: time, servedAt: time }));
    fc.assert(
      fc.property(told, (any) => {
        try {
          const left = endOfLife(any, bounds).getTime() - NOW;
          return left >= 0 && left <= 12 * HOUR;
        } catch (error) {
          return error instanceof ProviderError && error.code === 'RESPONSE_INVALID';
        }
      }),
    );
  });
});

describe('what has expired on arrival', () => {
  const asking = (...ends: readonly number[]) => {
    let asked = 0;
    const answer = againIfExpired(async () => endOfLife(at(ends[asked++] ?? 0), bounds).getTime() - NOW);
    return answer.then(
      (left) => [asked, left],
      (error: ProviderError) => [asked, error.hint],
    );
  };
  test('is asked for again', async () => assert.deepEqual(await asking(-5_000, HOUR), [2, HOUR]));
  test('is asked for no third time', async () =>
    assert.deepEqual(await asking(-5_000, -5_000), [2, "check the node's clock"]));
  test('what lives is asked for once', async () => assert.deepEqual(await asking(HOUR), [1, HOUR]));
  test('what lives beyond all bounds is asked for once', async () =>
    assert.equal((await asking(300 * YEAR))[0], 1));
  test('another failure is nothing to ask again for', async () => {
    let asked = 0;
    const failing = againIfExpired(async () => {
      asked += 1;
      throw new ProviderError('denied', { code: 'BACKEND_DENIED' });
    });
    await assert.rejects(failing, /denied/);
    assert.equal(asked, 1);
  });
});
