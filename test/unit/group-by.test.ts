import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupBy } from '../../src/group-by.ts';
import fc from '../support/property.ts';

test('as Map.groupBy does, with any keys, in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.anything()), (items) => {
      const keyOf = (item: unknown) => (typeof item === 'number' ? Math.trunc(item) : item);
      assert.deepEqual([...groupBy(items, keyOf)], [...Map.groupBy(items, keyOf)]);
    }),
  );
});
