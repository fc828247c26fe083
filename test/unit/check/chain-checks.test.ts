// Rules with continue, as check sees them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chainsAreInOrder } from '../../../src/check/chain-checks.ts';
import { earlierRulesShadow } from '../../../src/check/rule-checks.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { subjectOf } from './rule.ts';

const LOGIN = { static: { username: 'u', password: 'p' } };
const MIRROR = { matchImages: ['reg.example'], continue: true, ...LOGIN };

const ROWS: readonly (readonly [name: string, rules: readonly object[], findings: readonly string[]])[] = [
  ['no chain', [{ matchImages: ['reg.example'], ...LOGIN }], []],
  ['a chain', [MIRROR, { matchImages: ['*.example'], ...LOGIN }], []],
  ['for some images only', [MIRROR, { matchImages: ['reg.example/team'], ...LOGIN }], []],
  [
    'nothing follows',
    [MIRROR, { matchImages: ['other.example'], ...LOGIN }],
    [
      'warning rules[0].continue: rule "rule-0": no later rule matches an image of it for the same service accounts',
    ],
  ],
  [
    'nothing follows for these service accounts',
    [
      { ...MIRROR, matchServiceAccounts: ['team-a/*'] },
      { matchImages: ['reg.example'], matchServiceAccounts: ['team-b/*'], ...LOGIN },
    ],
    [
      'warning rules[0].continue: rule "rule-0": no later rule matches an image of it for the same service accounts',
    ],
  ],
  ['one whose images an earlier rule has', [{ matchImages: ['*.example'], ...LOGIN }, MIRROR], []],
  [
    'IPv6: one key for the registry',
    [
      { ...MIRROR, matchImages: ['[::1]:5000/team'] },
      { matchImages: ['[::1]:5000'], ...LOGIN },
    ],
    [
      'note rules[0].continue: a registry with an IPv6 address, such as "[::1]:5000", has too few keys for the credentials of rules "rule-0", "rule-1", so each answer is for one image',
    ],
  ],
  [
    'more rules than an image has keys',
    [
      { ...MIRROR, matchImages: ['[::1]:5000/a'] },
      { ...MIRROR, matchImages: ['[::1]:5000/a'] },
      { matchImages: ['[::1]:5000/a'], thenAnonymous: true, ...LOGIN },
    ],
    [0, 1].flatMap((index) =>
      [1, 2].map(
        (rule) =>
          `warning rules[${index}].continue: rule "rule-${rule}": for "[::1]:5000/a" its credential is not given, because the kubelet tells too few keys for this name apart`,
      ),
    ),
  ],
  [
    'the same with a rule that is required',
    [
      { ...MIRROR, matchImages: ['[::1]:5000/a'] },
      { matchImages: ['[::1]:5000/a'], thenAnonymous: true, required: true, ...LOGIN },
    ],
    [
      'error rules[0].continue: rule "rule-1": for "[::1]:5000/a" its credential is not given, because the kubelet tells too few keys for this name apart; the rule is required, so no other rule\'s credential is given',
    ],
  ],
];

describe('chains', () => {
  for (const [name, rules, findings] of ROWS) {
    test(name, () =>
      assert.deepEqual(
        chainsAreInOrder(subjectOf(rules)).map(({ severity, path, what }) => `${severity} ${path}: ${what}`),
        findings,
      ),
    );
  }

  test('more entries of a docker config than an image has keys', (t) => {
    const auths = { '[::1]:5000': { auth: 'dTpw' }, 'https://[::1]:5000': { auth: 'dTpw' } };
    const path = temporaryFolder(t).write('docker.json', JSON.stringify({ auths }));
    const [finding] = chainsAreInOrder(
      subjectOf([
        { matchImages: ['[::1]:5000/a'], continue: true, dockerConfig: { path } },
        { matchImages: ['[::1]:5000/a'], ...LOGIN },
      ]),
    );
    assert.equal(finding?.severity, 'warning');
    assert.match(
      finding.what,
      /^rule "rule-0": for .* the last 1 of its 2 credentials are not given, because/,
    );
  });

  test('a rule behind one with continue is not shadowed, and one behind that is', () => {
    const rule = { matchImages: ['reg.example'], ...LOGIN };
    assert.deepEqual(
      earlierRulesShadow(subjectOf([MIRROR, rule, rule])).map(({ path }) => path),
      ['rules[2].name'],
    );
  });
});
