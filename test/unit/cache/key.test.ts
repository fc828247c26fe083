// The name of an entry: one for each question, whatever order its parts come in.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { QuestionKey } from '../../../src/backend/backend.ts';
import { headOf } from '../../../src/cache/key.ts';
import fc from '../../support/property.ts';

const QUESTION = {
  backend: 'ecr',
  registry: '210987654321.dkr.ecr.eu-west-1.amazonaws.com',
  key: {
    endpoint: undefined,
    roles: ['arn:aws:iam::210987654321:role/pull'],
    account: { namespace: 'team-a', name: 'app', uid: '1' },
  },
};
const nameOf = (change: object = {}): string => headOf({ ...QUESTION, ...change }).name;
const ofKey = (key: QuestionKey): string => nameOf({ key });

test('a name is a hash and tells nothing', () => {
  assert.match(nameOf(), /^[0-9a-f]{64}$/);
});

describe('the same question', () => {
  const { roles, account } = QUESTION.key;
  const rows: Readonly<Record<string, QuestionKey>> = {
    'with its parts in another order': { account, roles, endpoint: undefined },
    'with inner parts in another order': {
      roles,
      account: { uid: '1', name: 'app', namespace: 'team-a' },
    },
    'without what is undefined': { roles, account },
  };
  for (const [name, key] of Object.entries(rows)) {
    test(name, () => assert.equal(ofKey(key), nameOf()));
  }
});

describe('another question', () => {
  const { key } = QUESTION;
  const rows: Readonly<Record<string, object>> = {
    'another backend': { backend: 'acr' },
    'another registry': { registry: '210987654321.dkr.ecr.eu-west-2.amazonaws.com' },
    'an endpoint': { key: { ...key, endpoint: 'https://vpce.example' } },
    'an endpoint that is empty': { key: { ...key, endpoint: '' } },
    'another role': { key: { ...key, roles: ['arn:aws:iam::210987654321:role/push'] } },
    'no role': { key: { ...key, roles: [] } },
    'one role that reads like two': { key: { ...key, roles: [`${key.roles[0]},x`] } },
    'two roles': { key: { ...key, roles: [...key.roles, 'x'] } },
    'another uid': { key: { ...key, account: { ...key.account, uid: '2' } } },
    'a uid that is a number': { key: { ...key, account: { ...key.account, uid: 1 } } },
    'namespace and name that read the same together': {
      key: { ...key, account: { ...key.account, namespace: 'team', name: '-aapp' } },
    },
    'one level less': { key: { ...key, ...key.account, account: undefined } },
    'a part that looks like another': {
      key: { ...key, account: JSON.stringify(key.account) },
    },
  };
  for (const [name, change] of Object.entries(rows)) {
    test(name, () => assert.notEqual(nameOf(change), nameOf()));
  }
});

const value = fc.letrec<{ value: QuestionKey[string] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ maxLength: 8 }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 4 }), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const planKey = fc.dictionary(fc.string({ maxLength: 4 }), value, {
  maxKeys: 4,
  noNullPrototype: true,
}) as fc.Arbitrary<QuestionKey>;

test('a change of any part makes another name, an order of members never', () => {
  const shuffled = (part: unknown): unknown => {
    if (Array.isArray(part)) {
      return part.map(shuffled);
    }
    return typeof part === 'object' && part !== null
      ? Object.fromEntries(
          Object.entries(part)
            .reverse()
            .map(([name, inner]) => [name, shuffled(inner)]),
        )
      : part;
  };
  fc.assert(
    fc.property(planKey, planKey, (one, other) => {
      assert.equal(ofKey(one), ofKey(shuffled(one) as QuestionKey));
      assert.equal(ofKey(one) === ofKey(other), isDeepStrictEqual(one, other));
    }),
    { numRuns: 500 },
  );
});
