import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createBudget,
  delayBeforeNextTry,
  type FailedTry,
  parseRetryAfter,
} from '../../../../src/system/network/retry.ts';

const HALF = () => 0.5;

describe('the delay', () => {
  const rows: readonly (readonly [name: string, failed: FailedTry, delay: number | undefined])[] = [
    ['after the first try', { tries: 1, elapsedMs: 10 }, 75],
    ['twice as long after the second', { tries: 2, elapsedMs: 10 }, 150],
    ['no fourth try', { tries: 3, elapsedMs: 10 }, undefined],
    ['no try after a long one', { tries: 1, elapsedMs: 15_000 }, undefined],
    ['a try before that', { tries: 1, elapsedMs: 14_000 }, 75],
    ['as the service has asked', { tries: 1, elapsedMs: 10, retryAfterMs: 7_000 }, 7_000],
    ['at once if it says so', { tries: 1, elapsedMs: 10, retryAfterMs: 0 }, 0],
    ['up to 15 s after the first try', { tries: 2, elapsedMs: 7_010, retryAfterMs: 7_990 }, 7_990],
    ['a longer one is not waited for', { tries: 2, elapsedMs: 7_010, retryAfterMs: 7_991 }, undefined],
    [
      'nor one beyond a third of the time that was left at first',
      { tries: 1, elapsedMs: 10, retryAfterMs: 10_000, remainingMs: 29_990 },
      undefined,
    ],
    ['but up to it', { tries: 1, elapsedMs: 10, retryAfterMs: 9_990, remainingMs: 29_990 }, 9_990],
    ['no backoff beyond it either', { tries: 1, elapsedMs: 1_000, remainingMs: 2_000 }, undefined],
    ['and none that leaves no time for a try', { tries: 1, elapsedMs: 10, remainingMs: 1_000 }, undefined],
  ];
  for (const [name, failed, delay] of rows) {
    test(name, () => assert.equal(delayBeforeNextTry(failed, createBudget(), HALF), delay));
  }

  test('has full jitter', () => {
    const delays = [0, 0.999].map((value) =>
      delayBeforeNextTry({ tries: 2, elapsedMs: 0 }, createBudget(), () => value),
    );
    assert.deepEqual(
      delays.map((delay) => Math.round(delay as number)),
      [0, 300],
    );
  });
});

test('all requests of a run share the further tries', () => {
  const budget = createBudget();
  const delays = Array.from({ length: 7 }, () =>
    delayBeforeNextTry({ tries: 1, elapsedMs: 0 }, budget, HALF),
  );
  assert.deepEqual(delays, [75, 75, 75, 75, 75, undefined, undefined]);
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  const rows: readonly (readonly [value: string | undefined, ms: number | undefined])[] = [
    [undefined, undefined],
    ['0', 0],
    ['7', 7_000],
    [' 7 ', 7_000],
    ['120', 120_000],
    ['Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['7s', undefined],
    ['1e3', undefined],
    ['99999999999', undefined],
    ['2026-11-24T12:00:30Z', undefined],
    ['Tue, 99 Nov 2026 12:00:30 GMT', undefined],
    ['7, 9', undefined],
  ];
  for (const [value, ms] of rows) {
    test(JSON.stringify(value) ?? 'absent', () => assert.equal(parseRetryAfter(value, now), ms));
  }
});
