// The decision to use, renew or ask: a table.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Decision, decide, type Life, type PastFailure } from '../../../src/cache/renewal.ts';
import { marginOf } from '../../../src/margin.ts';
import fc from '../../support/property.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;
const NOW = Date.UTC(2026, 10, 24, 12);

/** A credential that was asked for so long ago and lived so long in all. */
const life = (age: number, length: number): Life => ({ issuedAt: NOW - age, expiresAt: NOW - age + length });
const failed = (kind: PastFailure['kind'], ago: number, retryAfterMs?: number): PastFailure => ({
  kind,
  at: NOW - ago,
  retryAfterMs,
});
const refused = (retryInMs: number): Decision => ({ kind: 'refuse', retryInMs });
const USE: Decision = { kind: 'use' };
const OLD: Decision = { kind: 'useOld' };
const RENEW: Decision = { kind: 'renew' };
const ASK: Decision = { kind: 'ask' };

const ASK_IN_GRACE: Decision = { kind: 'askInGrace' };
const EXPIRED: Decision = { kind: 'useExpired' };

const ROWS: readonly [name: string, life: Life | undefined, failure: PastFailure | undefined, Decision][] = [
  ['nothing', undefined, undefined, ASK],

  ['just issued', life(0, 12 * HOUR), undefined, USE],
  ['of 12 h, an hour is left', life(11 * HOUR, 12 * HOUR), undefined, USE],
  ['of 12 h, a moment less than an hour is left', life(11 * HOUR + 1, 12 * HOUR), undefined, RENEW],
  ['of 1 h, a fifth is left', life(48 * MINUTE, HOUR), undefined, USE],
  ['of 1 h, a moment less than a fifth is left', life(48 * MINUTE + 1, HOUR), undefined, RENEW],
  ['the last moment', life(HOUR - 1, HOUR), undefined, RENEW],
  ['just expired', life(HOUR, HOUR), undefined, ASK],
  ['long expired', life(YEAR, HOUR), undefined, ASK],

  ['refused a moment ago', undefined, failed('lasting', 1), refused(9_999)],
  ['refused 10 s ago', undefined, failed('lasting', 10 * SECOND), ASK],
  ['refused a moment ago, expired', life(HOUR, HOUR), failed('lasting', SECOND), refused(9_000)],
  ['a passing failure a moment ago', undefined, failed('passing', 1), ASK],
  ['a passing failure a moment ago, expired', life(HOUR, HOUR), failed('passing', 1), ASK],

  ['down for 20 s, 5 s ago', undefined, failed('passing', 5_000, 20_000), refused(15_000)],
  ['down for an hour: at most a minute', undefined, failed('passing', 0, HOUR), refused(MINUTE)],

  ['throttled without a time', undefined, failed('throttled', SECOND), refused(4_000)],
  ['throttled without a time, 5 s ago', undefined, failed('throttled', 5 * SECOND), ASK],
  ['throttled for 20 s, 5 s ago', undefined, failed('throttled', 5_000, 20_000), refused(15_000)],
  ['throttled for 20 s, 20 s ago', undefined, failed('throttled', 20_000, 20_000), ASK],
  ['throttled for an hour: at most a minute', undefined, failed('throttled', 0, HOUR), refused(MINUTE)],
  ['throttled for less than nothing', undefined, failed('throttled', 0, -1), ASK],

  ['due and the cloud is down', life(50 * MINUTE, HOUR), failed('passing', 29_999), OLD],
  ['due and the cloud was down', life(50 * MINUTE, HOUR), failed('passing', 30 * SECOND), RENEW],
  ['due and the cloud is down for a second', life(50 * MINUTE, HOUR), failed('passing', 9_999, 1_000), OLD],
  ['due and the cloud is down for 40 s', life(50 * MINUTE, HOUR), failed('passing', 39_999, 40_000), OLD],
  ['due and refused', life(50 * MINUTE, HOUR), failed('lasting', 9_999), OLD],
  ['due and was refused', life(50 * MINUTE, HOUR), failed('lasting', 10 * SECOND), RENEW],
  ['due and throttled', life(50 * MINUTE, HOUR), failed('throttled', 0, 20_000), OLD],
  ['fresh, whatever failed', life(0, HOUR), failed('lasting', 0), USE],

  ['the clock was set back a second', life(-SECOND, HOUR), undefined, USE],
  ['the clock was moved back two minutes', life(-2 * MINUTE, HOUR), undefined, ASK],
  ['the clock was moved back a year', life(-YEAR, 12 * HOUR), undefined, ASK],
  ['issued while the clock was a year behind', life(YEAR, YEAR + 12 * HOUR), undefined, USE],
  ['the clock was moved ahead a year', life(YEAR + HOUR, 12 * HOUR), undefined, ASK],
  ['refused, and the clock was moved back', undefined, failed('lasting', -YEAR), ASK],
  ['refused, and the clock was set back a second', undefined, failed('lasting', -SECOND), refused(11_000)],
  ['refused, and the clock was moved ahead', undefined, failed('lasting', YEAR), ASK],
  ['due, its failure from the future', life(50 * MINUTE, HOUR), failed('passing', -YEAR), RENEW],
  ['ends before it was issued', life(0, -HOUR), undefined, ASK],
];

const GRACE = 24 * HOUR;

const GRACE_ROWS: typeof ROWS = [
  ['nothing', undefined, undefined, ASK],
  ['nothing, and the service is down', undefined, failed('unreachable', 1), ASK],
  ['the last moment', life(HOUR - 1, HOUR), undefined, RENEW],
  ['just expired', life(HOUR, HOUR), undefined, ASK_IN_GRACE],
  ['expired for a moment less than the grace', life(25 * HOUR - 1, HOUR), undefined, ASK_IN_GRACE],
  ['expired for the grace', life(25 * HOUR, HOUR), undefined, ASK],
  ['expired, and the service is down', life(HOUR, HOUR), failed('unreachable', 29_999), EXPIRED],
  ['expired, and the service was down', life(HOUR, HOUR), failed('unreachable', 30_000), ASK_IN_GRACE],
  [
    'expired, and the service is down for 40 s',
    life(HOUR, HOUR),
    failed('unreachable', 39_999, 40_000),
    EXPIRED,
  ],
  ['expired, and throttled', life(HOUR, HOUR), failed('throttled', 4_999), EXPIRED],
  ['expired, and was throttled', life(HOUR, HOUR), failed('throttled', 5_000), ASK_IN_GRACE],
  ['expired, and refused', life(HOUR, HOUR), failed('lasting', SECOND), refused(9_000)],
  ['expired, and was refused', life(HOUR, HOUR), failed('lasting', 10 * SECOND), ASK_IN_GRACE],
  ['expired, and an invalid response', life(HOUR, HOUR), failed('passing', 1), ASK_IN_GRACE],
  ['expired for the grace, and the service is down', life(25 * HOUR, HOUR), failed('unreachable', 1), ASK],
  ['the clock was moved back two minutes', life(-2 * MINUTE, HOUR), failed('unreachable', 0), ASK],
  ['the clock was moved back, and it ends before it was issued', life(-2 * MINUTE, -HOUR), undefined, ASK],
  ['the clock was moved ahead by hours', life(5 * HOUR, HOUR), undefined, ASK_IN_GRACE],
  ['the clock was moved ahead a year', life(YEAR, HOUR), failed('unreachable', 0), ASK],
  ['its failure is from the future', life(HOUR, HOUR), failed('unreachable', -YEAR), ASK_IN_GRACE],
];

describe('what is done with an entry that has a grace', () => {
  for (const [name, kept, failure, expected] of GRACE_ROWS) {
    test(name, () => assert.deepEqual(decide(NOW, kept, failure, GRACE), expected));
  }
});

describe('what is done with an entry', () => {
  for (const [name, kept, failure, expected] of ROWS) {
    test(name, () => assert.deepEqual(decide(NOW, kept, failure, 0), expected));
  }

  test('whatever the clock does: nothing expired is used, no refusal lasts longer than a minute and a bit', () => {
    const time = fc.integer({ min: 0, max: 4 * YEAR });
    const failure = fc.record({
      at: time,
      kind: fc.constantFrom<PastFailure['kind']>('lasting', 'throttled', 'unreachable', 'passing'),
      retryAfterMs: fc.option(fc.integer({ min: -10, max: YEAR }), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        time,
        fc.option(fc.record({ issuedAt: time, expiresAt: time }), { nil: undefined }),
        fc.option(failure, { nil: undefined }),
        fc.integer({ min: 0, max: 7 * 24 * HOUR }),
        (now, kept, past, graceMs) => {
          const decision = decide(now, kept, past, graceMs);
          if (decision.kind === 'use' || decision.kind === 'useOld' || decision.kind === 'renew') {
            assert.ok(kept !== undefined && kept.expiresAt > now);
          }
          if (decision.kind === 'useExpired' || decision.kind === 'askInGrace') {
            assert.ok(kept !== undefined && kept.expiresAt <= now && now < kept.expiresAt + graceMs);
            assert.ok(kept.issuedAt <= now + MINUTE);
          }
          if (decision.kind === 'useExpired') {
            assert.ok(past?.kind === 'unreachable' || past?.kind === 'throttled');
          }
          if (decision.kind === 'refuse') {
            assert.ok(decision.retryInMs > 0 && decision.retryInMs <= 2 * MINUTE);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('what the kubelet keeps is over when the entry is due, not before', () => {
    const { issuedAt, expiresAt } = life(0, 12 * HOUR);
    const forgottenAt = expiresAt - marginOf(expiresAt - issuedAt);
    assert.deepEqual(decide(forgottenAt, { issuedAt, expiresAt }, undefined, 0), USE);
    assert.deepEqual(decide(forgottenAt + 1, { issuedAt, expiresAt }, undefined, 0), RENEW);
  });
});
