// Who asks: by identity, by what a request without a token gets, and never another one without a word.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chooseAsker } from '../../../../src/backend/cloud/asker.ts';
import type { Rule } from '../../../../src/config/config.ts';
import { type Account, nameOf, pullOf, ruleOf } from './cloud.ts';

const APP: Account = { namespace: 'team-a', name: 'app', annotations: { 'example.com/role': 'puller' } };
const BAD: Account = { ...APP, token: 'no.jwt.canary' };

type Row = readonly [Rule['identity'], Rule['onMissingServiceAccount'], Account | undefined, string];

const ROWS: readonly Row[] = [
  ['node', 'deny', undefined, 'node'],
  ['node', 'deny', APP, 'node'],
  ['node', 'node', APP, 'node'],
  ['node', 'anonymous', APP, 'node'],
  ['node', 'anonymous', undefined, 'node'],
  ['node', 'deny', BAD, 'node'],
  ['serviceAccount', 'deny', APP, 'team-a/app'],
  ['serviceAccount', 'node', APP, 'team-a/app'],
  ['serviceAccount', 'anonymous', APP, 'team-a/app'],
  ['serviceAccount', 'deny', undefined, 'SERVICE_ACCOUNT_MISSING'],
  ['serviceAccount', 'node', undefined, 'node'],
  ['serviceAccount', 'anonymous', undefined, 'nobody'],
  ['serviceAccount', 'deny', BAD, 'TOKEN_INVALID'],
  ['serviceAccount', 'node', BAD, 'TOKEN_INVALID'],
  ['serviceAccount', 'anonymous', BAD, 'TOKEN_INVALID'],
];

describe('who asks', () => {
  for (const [identity, onMissingServiceAccount, account, expected] of ROWS) {
    const token = account === undefined ? 'no token' : account === BAD ? 'a token that is none' : 'a token';
    test(`${identity}, ${onMissingServiceAccount}, ${token}: ${expected}`, () => {
      const rule = ruleOf({ identity, onMissingServiceAccount });
      const choose = () => chooseAsker(rule, pullOf('own.example/a', account));
      if (/^[A-Z_]+$/.test(expected)) {
        assert.throws(choose, { code: expected });
      } else {
        const asker = choose();
        assert.equal(asker === undefined ? 'nobody' : nameOf(asker), expected);
      }
    });
  }

  test('a service account brings its token and annotations', () => {
    const pull = pullOf('own.example/a', APP);
    const asker = chooseAsker(ruleOf({ identity: 'serviceAccount' }), pull);
    assert.ok(asker?.kind === 'serviceAccount');
    assert.equal(asker.token, pull.serviceAccountToken);
    assert.equal(asker.annotations.get('example.com/role'), 'puller');
  });

  test('one that is only imagined has no token', () => {
    const pull = { ...pullOf('own.example/a', APP), serviceAccountToken: undefined };
    const asker = chooseAsker(ruleOf({ identity: 'serviceAccount' }), pull);
    assert.ok(asker?.kind === 'serviceAccount' && asker.token === undefined);
  });

  test('a missing token says whose it would be, and what to do', () => {
    assert.throws(() => chooseAsker(ruleOf({ identity: 'serviceAccount' }), pullOf('own.example/a')), {
      message: 'rule "team-a": ecr: identity is serviceAccount, but the request has no service account token',
      hint: /tokenAttributes.*onMissingServiceAccount/,
    });
  });
});
