// A rule has the same key whatever the others give, so that the kubelet can sort the answers of two entries together.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { orderOf } from '../../../../src/backend/chain/order.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { lookupKeys } from '../../../../src/kubelet/keyring.ts';

test('a property: of two answers with the same rules, the kubelet tries the rules in their order', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('reg.example/team/app', 'docker.io/library/nginx', 'localhost:5000/app'),
      fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      fc.constantFrom('Image' as const, 'Registry' as const),
      (name, rules, thenAnonymous, cacheKeyType) => {
        const image = parseImage(name);
        const answers = [0, 1].map((which) =>
          orderOf(
            image,
            rules.map((gives) => Number(gives[which])),
            { cacheKeyType, thenAnonymous },
          ),
        );
        // As the kubelet does: by key, and of equal keys the first entry's before the second's.
        const ruleOf = new Map<string, number>();
        for (const { keys } of answers) {
          for (const [rule, own] of keys.entries()) {
            for (const key of own) {
              assert.equal(ruleOf.get(key) ?? rule, rule, `${key} is of two rules`);
              ruleOf.set(key, rule);
            }
          }
        }
        const tried = lookupKeys([...ruleOf.keys()], image.name).map((key) => ruleOf.get(key) ?? -1);
        assert.deepEqual(
          tried,
          tried.toSorted((a, b) => a - b),
        );
        assert.equal(tried.length, ruleOf.size);
        const [anonymous, ...others] = new Set(answers.map(({ anonymousKey }) => anonymousKey));
        assert.deepEqual(others, []);
        if (anonymous !== undefined) {
          assert.equal(lookupKeys([...ruleOf.keys(), anonymous], image.name).at(-1), anonymous);
        }
      },
    ),
    { numRuns: 500 },
  );
});
