// Images of a rule for some service accounts, and who gets them from a later rule.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckedEntry } from '../../../src/check/checked-entry.ts';
import { laterRulesServe, withoutToken } from '../../../src/check/later-rule-checks.ts';
import { RuleChoices } from '../../../src/check/rule-choices.ts';
import { brief, subjectOf } from './rule.ts';

const REGISTRY = '210987654321.dkr.ecr.eu-west-1.amazonaws.com';
const ACCOUNTS = { matchServiceAccounts: ['team-a/*'], identity: 'serviceAccount' };
const TEAM = { name: 'team', matchImages: [`${REGISTRY}/team-a/`], ...ACCOUNTS, ecr: {} };
const NODE = { name: 'node', matchImages: ['*.dkr.ecr.*.amazonaws.com'], ecr: {} };
const DENY = { ...TEAM, name: 'deny', matchServiceAccounts: undefined };
const ANONYMOUS = { ...DENY, name: 'anonymous', onMissingServiceAccount: 'anonymous' };
const STATIC = {
  name: 'robot',
  matchImages: [`${REGISTRY}/team-a/app`],
  static: { username: 'u', password: 'p' },
};

const tokens = (requireServiceAccount: boolean) => ({
  serviceAccountTokenAudience: 'sts.amazonaws.com',
  requireServiceAccount,
  requiredServiceAccountAnnotationKeys: [],
  optionalServiceAccountAnnotationKeys: [],
});
const entry = (name: string, matchImages: readonly string[], tokenAttributes?: object) =>
  ({ provider: { name, matchImages, env: [], tokenAttributes } }) as unknown as CheckedEntry;

const ALL = ['*.dkr.ecr.*.amazonaws.com'];
const TOKENS = entry('with-tokens', ALL, tokens(true));
const PLAIN = entry('plain', ALL);

type Row = readonly [
  name: string,
  rules: readonly object[],
  entries: readonly CheckedEntry[],
  found: RegExp | undefined,
  untold?: RegExp,
];

const OTHERS = 'for service accounts that its matchServiceAccounts does not name';

const ROWS: readonly Row[] = [
  [
    'a later rule for the whole registry',
    [TEAM, NODE],
    [TOKENS],
    new RegExp(`by rule "node" \\(ecr as the node\\) ${OTHERS};`),
  ],
  [
    'the same with a plain entry beside the one with tokens',
    [TEAM, NODE],
    [TOKENS, PLAIN],
    new RegExp(
      `${OTHERS}, and for every Pod through the entry "plain", which may send requests without a token; .*remove these images`,
    ),
  ],
  ['the same where no entry has tokens', [TEAM, NODE], [PLAIN], /through the entry "plain"/],
  [
    'the same where the one with tokens is also run for Pods without',
    [TEAM, NODE],
    [entry('lax', ALL, tokens(false))],
    /through the entry "lax"/,
  ],
  ['the same where no entry is known', [TEAM, NODE], [], new RegExp(`${OTHERS};`)],
  [
    'a plain entry for other images',
    [TEAM, NODE],
    [TOKENS, entry('plain', ['quay.io'])],
    new RegExp(`${OTHERS};`),
  ],
  ['a rule between them that denies', [TEAM, DENY, NODE], [TOKENS, PLAIN], undefined],
  ['a rule between them that answers anonymously', [TEAM, ANONYMOUS, NODE], [TOKENS, PLAIN], undefined],
  [
    'a rule between them that asks as the node without a token',
    [TEAM, { ...DENY, onMissingServiceAccount: 'node' }, NODE],
    [TOKENS, PLAIN],
    /by rule "deny" \(ecr as the node\) for every Pod through the entry "plain"/,
  ],
  [
    'a rule between them that denies some of the images',
    [TEAM, { ...DENY, matchImages: [`${REGISTRY}/team-a/secret/`] }, NODE],
    [TOKENS],
    /by rule "node"/,
  ],
  ['a static password for one of the images', [TEAM, STATIC], [TOKENS], /by rule "robot" \(static\)/],
  ['a rule for every account', [{ ...TEAM, matchServiceAccounts: ['*/*'] }, NODE], [TOKENS], undefined],
  [
    'a rule for every account, and a plain entry',
    [{ ...TEAM, matchServiceAccounts: ['*/*'] }, NODE],
    [PLAIN],
    /rule "node" \(ecr as the node\) for every Pod/,
  ],
  [
    'a later rule for another registry',
    [TEAM, { ...NODE, matchImages: ['quay.io'], ecr: { registry: REGISTRY } }],
    [PLAIN],
    undefined,
  ],
  ['an earlier rule of the node', [NODE, TEAM], [TOKENS, PLAIN], undefined],
  ['a rule that is for all', [DENY, NODE], [TOKENS, PLAIN], undefined],
  ['a rule of the node for some accounts', [{ ...TEAM, identity: 'node' }, NODE], [TOKENS, PLAIN], undefined],
];

const WITHOUT: readonly (readonly [rules: readonly object[], text: string])[] = [
  [[TEAM, NODE], 'is served by rule "node", ecr as the node'],
  [[TEAM], 'gets no credential from this plugin'],
  [[DENY, NODE], 'is denied'],
  [[TEAM, DENY], 'is denied by rule "deny"'],
  [[TEAM, ANONYMOUS], 'continues as anonymous by rule "anonymous"'],
  [[{ ...DENY, onMissingServiceAccount: 'node' }], 'continues as node'],
  [[TEAM, STATIC], 'gets no credential from this plugin or is served by rule "robot", static'],
];

describe('images of a rule for some service accounts', () => {
  for (const [name, rules, entries, found] of ROWS) {
    test(name, () => {
      const subject = subjectOf(rules);
      const [config] = subject.configs;
      const of = { ...subject, entries: entries.map((each) => ({ ...each, config })) as CheckedEntry[] };
      const findings = laterRulesServe(of).map(brief);
      assert.equal(findings.length, found === undefined ? 0 : 1, JSON.stringify(findings));
      assert.match(findings[0]?.[1] ?? '', found ?? /^$/);
      assert.match(findings[0]?.[0] ?? 'warning', /^warning/);
    });
  }

  for (const [rules, text] of WITHOUT) {
    test(`a pull without a token ${text}, by ${rules.map((rule) => (rule as { name: string }).name).join(', ')}`, () => {
      const { configs, patterns } = subjectOf(rules);
      const all = configs.flatMap(({ config }) => config?.rules ?? []);
      assert.equal(withoutToken(all[0] as (typeof all)[0], new RuleChoices(all, patterns.patternsOf)), text);
    });
  }
});
