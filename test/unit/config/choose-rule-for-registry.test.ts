// Which rule serves a registry of which no image is known.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseRuleForRegistry } from '../../../src/config/choose-rule-for-registry.ts';
import type { Rule } from '../../../src/config/config.ts';

const rule = (name: string, matchImages: readonly string[], more: Partial<Rule> = {}): Rule => ({
  name,
  matchImages,
  matchServiceAccounts: undefined,
  identity: 'node',
  onMissingServiceAccount: 'deny',
  backend: { kind: 'dockerConfig', path: '/d', helpers: undefined, cacheDurationMs: 0 },
  ...more,
});

const rows: readonly (readonly [
  name: string,
  rules: readonly Rule[],
  registry: string,
  chosen: string | undefined,
  pathPattern?: string,
])[] = [
  ['the first that matches', [rule('a', ['*.example']), rule('b', ['r.example'])], 'r.example', 'a'],
  ['with its port', [rule('a', ['r.example']), rule('b', ['r.example:5000'])], 'r.example:5000', 'b'],
  ['none', [rule('a', ['r.example'])], 's.example', undefined],
  ['none by one label too many', [rule('a', ['*.example'])], 'x.r.example', undefined],
  ['a pattern that ends in a slash', [rule('a', ['r.example/'])], 'r.example', 'a'],
  [
    'the one for the whole registry behind one for a path',
    [rule('a', ['r.example/team/']), rule('b', ['r.example'])],
    'r.example',
    'b',
  ],
  [
    'one for a path alone',
    [rule('a', ['s.example', 'r.example/team/']), rule('b', ['r.example/x'])],
    'r.example',
    'a',
    'r.example/team/',
  ],
  ['both in one rule', [rule('a', ['r.example/team/', 'r.example'])], 'r.example', 'a'],
  [
    'none that is for some service accounts only',
    [rule('a', ['r.example'], { matchServiceAccounts: ['*/*'] }), rule('b', ['r.example'])],
    'r.example',
    'b',
  ],
];

for (const [name, rules, registry, chosen, pathPattern] of rows) {
  test(name, () => {
    const choice = chooseRuleForRegistry(rules, registry, ({ matchImages }) => matchImages ?? []);
    assert.deepEqual([choice?.rule.name, choice?.pathPattern], [chosen, pathPattern]);
  });
}
