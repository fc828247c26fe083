// Who may see the token: the hosts that the rule names in full, and nothing that looks like one.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isNamedHost } from '../../../../src/backend/service-account-token/registry.ts';

const ROWS: readonly (readonly [pattern: string, registry: string, isNamed: boolean])[] = [
  ['zot.corp.example', 'zot.corp.example', true],
  ['zot.corp.example/team-a', 'zot.corp.example', true],
  ['zot.corp.example:5000', 'zot.corp.example:5000', true],
  ['localhost:5000', 'localhost:5000', true],
  ['[::1]:5000', '[::1]:5000', true],
  // Lookalikes.
  ['zot.corp.example', 'zot.corp.example:5000', false],
  ['zot.corp.example:5000', 'zot.corp.example', false],
  ['zot.corp.example:5000', 'zot.corp.example:5001', false],
  ['zot.corp.example', 'zot.corp.example.evil.example', false],
  ['zot.corp.example', 'evil.zot.corp.example', false],
  ['zot.corp.example', 'evilzot.corp.example', false],
  ['zot.corp.example', 'zot.corp.examplee', false],
  ['zot.corp.example', 'zot-corp.example', false],
  ['zot.corp.example', 'zotXcorp.example', false],
  ['zot.corp.example', 'ZOT.corp.example', false],
  ['zot.corp.example', 'zot.corp', false],
  ['[::1]:5000', '[::2]:5000', false],
  // A pattern with a wildcard names no host, whoever has let it through.
  ['*.corp.example', 'zot.corp.example', false],
  ['zot.*.example', 'zot.corp.example', false],
  ['z*t.corp.example', 'zot.corp.example', false],
  ['*.corp.example:5000', 'zot.corp.example:5000', false],
  ['zot.corp.example%2f', 'zot.corp.example', false],
  ['', 'zot.corp.example', false],
];

describe('a host that may see the token', () => {
  for (const [pattern, registry, isNamed] of ROWS) {
    test(`${registry} ${isNamed ? 'is' : 'is not'} named by ${JSON.stringify(pattern)}`, () =>
      assert.equal(isNamedHost([pattern], registry), isNamed));
  }

  test('is any of several', () => {
    assert.ok(isNamedHost(['a.example', '*.example', 'b.example'], 'b.example'));
    assert.ok(!isNamedHost(['a.example', '*.example', 'b.example'], 'c.example'));
    assert.ok(!isNamedHost([], 'c.example'));
  });
});
