// A rule has the same key whatever the others give, so that the kubelet can sort the answers of two entries together; and
// what is given where there are too few keys for all.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyCount } from '../../../../src/backend/chain/keys.ts';
import { orderOf } from '../../../../src/backend/chain/order.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import { lookupKeys } from '../../../../src/kubelet/keyring.ts';
import fc from '../../../support/property.ts';

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

test('a property: of too many, as many as there are keys are given, each rule its first ones and its share', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'reg.example/team/app',
        'docker.io/library/nginx',
        '[::1]:5000/team/app',
        '[::1]:5000/a',
      ),
      fc.array(fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 300 })), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.constantFrom('Image' as const, 'Registry' as const),
      (name, counts, thenAnonymous, cacheKeyType) => {
        const image = parseImage(name);
        const order = orderOf(image, counts, { cacheKeyType, thenAnonymous });
        const all = counts.reduce((sum, count) => sum + count, 0);
        const available = keyCount(image, 'Image') - (thenAnonymous ? 1 : 0);
        const given = order.keys.flat();
        assert.equal(given.length, Math.min(all, available));
        assert.equal(order.anonymousKey !== undefined, thenAnonymous);
        // The kubelet tries those of the first rule first, and the attempt without a credential at last.
        const tried = thenAnonymous ? [...given, order.anonymousKey ?? ''] : given;
        assert.deepEqual(lookupKeys(tried.toReversed(), image.name), tried);
        const share = Math.floor(available / counts.length);
        for (const [index, count] of counts.entries()) {
          const own = order.keys[index]?.length ?? 0;
          assert.ok(own <= count && own >= Math.min(count, share), `rule ${index}: ${own} of ${count}`);
        }
      },
    ),
    { numRuns: 500 },
  );
});
