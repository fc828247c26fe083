// Which connection a further request is given.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LeftOvers } from '../../../../src/system/network/left-over.ts';
import { Wire } from '../../../../src/system/network/wire.ts';

const wire = () => new Wire(() => ({ read() {}, write() {}, isSent: () => true, close() {}, hold() {} }));

test('the latest of the route, once', () => {
  const leftOvers = new LeftOvers(() => 0);
  const [first, second] = [wire(), wire()];
  leftOvers.leave('a', first, {});
  leftOvers.leave('a', second, {});
  assert.equal(leftOvers.take('b'), undefined);
  assert.equal(leftOvers.take('a'), second);
  assert.equal(leftOvers.take('a'), first);
  assert.equal(leftOvers.take('a'), undefined);
});

test('none that is closed', () => {
  const leftOvers = new LeftOvers(() => 0);
  const [first, second] = [wire(), wire()];
  leftOvers.leave('a', first, {});
  leftOvers.leave('a', second, {});
  second.close();
  assert.equal(leftOvers.take('a'), first);
});

// biome-ignore format: a table
const hints: readonly (readonly [hint: string | undefined, afterMs: number, isOpen: boolean])[] = [
  [undefined, 1_000_000, true],
  ['max=100', 1_000_000, true],
  ['timeout=5', 3_999, true],
  ['timeout=5, max=100', 3_999, true],
  ['timeout=5', 4_000, false],
  ['max=1, timeout=5', 4_000, false],
  ['timeout=1', 0, false],
  ['timeout=0', 0, false],
];
for (const [hint, afterMs, isOpen] of hints) {
  test(`after ${afterMs} ms, where the server has said ${hint}: ${isOpen ? 'still' : 'no more'}`, () => {
    let now = 100;
    const leftOvers = new LeftOvers(() => now);
    const only = wire();
    leftOvers.leave('a', only, hint === undefined ? {} : { 'keep-alive': hint });
    now += afterMs;
    assert.deepEqual([leftOvers.take('a'), only.isOpen], [isOpen ? only : undefined, isOpen]);
  });
}
