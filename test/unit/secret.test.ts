import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, inspect } from 'node:util';
import { Secret } from '../../src/secret.ts';

const secret = new Secret('canary');

for (const [name, text] of [
  ['String()', String(secret)],
  ['a template', `${secret}`],
  ['concatenation', `x${secret}`],
  ['JSON', JSON.stringify({ secret })],
  ['inspect', inspect({ secret }, { showHidden: true, depth: 9 })],
  ['format', format('%s %o %j', secret, secret, secret)],
  ['Object.entries', JSON.stringify(Object.entries(secret))],
  ['structured clone', inspect(structuredClone({ secret }))],
  ['an error with a cause', inspect(new Error('failed', { cause: secret }))],
] as const) {
  test(`${name} does not show it`, () => assert.doesNotMatch(text, /canary/));
}

test('reveal gives it', () => assert.equal(secret.reveal(), 'canary'));
