// Numbers under labels, of which there are never too many.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Counter } from '../../../src/metrics/counter.ts';

test('each set of labels has its own number, sorted', () => {
  const counter = new Counter();
  counter.add({ rule: 'b' });
  counter.add({ rule: 'a' }, 2.5);
  counter.add({ rule: 'b' }, 2);
  assert.deepEqual(counter.samples, [
    { labels: { rule: 'a' }, value: 2.5 },
    { labels: { rule: 'b' }, value: 3 },
  ]);
});

test('beyond the most series the rule is lost, and no number', () => {
  const counter = new Counter();
  for (let number = 0; number < 5_000; number += 1) counter.add({ rule: `r${number}`, code: 'X' });
  assert.equal(counter.samples.length, 2_001);
  assert.equal(
    counter.samples.reduce((sum, { value }) => sum + value, 0),
    5_000,
  );
  assert.deepEqual(counter.samples[0], { labels: { rule: 'other', code: 'X' }, value: 3_000 });
});
