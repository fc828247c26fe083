// Entries without tokens for a service account's images: which of them may give the node's credential.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckedEntry } from '../../../src/check/checked-entry.ts';
import { providersOverlap } from '../../../src/check/kubelet-checks.ts';
import { imagesStayWithTheirAccount } from '../../../src/check/open-image-checks.ts';
import type { CheckSubject } from '../../../src/check/subject.ts';
import { loadKubeletConfigText } from '../../../src/kubelet/config/load.ts';
import { brief, subjectOf } from './rule.ts';

const ECR = '*.dkr.ecr.*.amazonaws.com';
const NAME = 'registry-credential-provider';
const RULE = { name: 'pods', matchImages: [ECR], identity: 'serviceAccount', ecr: {} };
const AS_NODE = { ...RULE, onMissingServiceAccount: 'node' };
const LIMITED = ['--config=/c', '--rules-without-tokens'];

interface Entry {
  readonly name: string;
  readonly matchImages?: readonly string[];
  readonly args?: readonly string[];
  readonly tokenAttributes?: object;
}

const WITH_TOKENS: Entry = {
  name: `${NAME}-ecr`,
  tokenAttributes: {
    serviceAccountTokenAudience: 'sts.amazonaws.com',
    cacheType: 'ServiceAccount',
    requireServiceAccount: true,
  },
};

/** A node with these entries; those with this plugin's name run it. */
function node(rules: readonly object[], entries: readonly Entry[]): CheckSubject {
  const subject = subjectOf(rules);
  const providers = entries.map((entry) => ({
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    defaultCacheDuration: '0s',
    matchImages: [ECR],
    ...entry,
  }));
  const kubeletConfig = loadKubeletConfigText(
    'kubelet.json',
    JSON.stringify({ apiVersion: 'kubelet.config.k8s.io/v1', kind: 'CredentialProviderConfig', providers }),
    { release: 37 },
  );
  assert.deepEqual(kubeletConfig.problems, []);
  const [config] = subject.configs;
  const checked = kubeletConfig.providers
    .filter(({ name }) => name.startsWith(NAME))
    .map((provider): CheckedEntry => ({ provider, config, problem: undefined, readsInstead: undefined }));
  return { ...subject, kubeletConfig, entries: checked };
}

const ROWS: readonly (readonly [
  name: string,
  rules: readonly object[],
  entries: readonly Entry[],
  found: RegExp | undefined,
])[] = [
  [
    "a vendor's plugin",
    [RULE],
    [WITH_TOKENS, { name: 'ecr-credential-provider' }],
    /"ecr-credential-provider" without/,
  ],
  [
    'and for other images',
    [RULE],
    [WITH_TOKENS, { name: 'other', matchImages: ['other.example'] }],
    undefined,
  ],
  ['and with tokens', [RULE], [WITH_TOKENS, { ...WITH_TOKENS, name: 'other' }], undefined],
  ["and no tokens at all: every pull is the node's", [RULE], [{ name: 'other' }], undefined],
  ['and a rule as the node', [{ ...RULE, identity: 'node' }], [WITH_TOKENS, { name: 'other' }], undefined],
  ['this plugin, which denies', [RULE], [WITH_TOKENS, { name: NAME }], undefined],
  [
    'this plugin, which asks as the node',
    [AS_NODE],
    [WITH_TOKENS, { name: NAME }],
    /"registry-credential-provider" without/,
  ],
  ['and leaves it to the other entry', [AS_NODE], [WITH_TOKENS, { name: NAME, args: LIMITED }], undefined],
];

describe("images of a service account that the node's credential could open", () => {
  for (const [name, rules, entries, found] of ROWS) {
    test(name, () => {
      const findings = imagesStayWithTheirAccount(node(rules, entries));
      assert.equal(findings.length, found === undefined ? 0 : 1);
      if (found !== undefined && findings[0] !== undefined) {
        const [place, text] = brief(findings[0]);
        assert.equal(place, 'warning rules[0].identity');
        assert.match(text, found);
      }
    });
  }
});

const MIRROR = { name: 'mirror', matchImages: [ECR], static: { username: 'u', passwordFile: '/p' } };
const POD = { ...RULE, ecr: {} };
const PLAIN = { name: NAME };
const CHAINS: readonly (readonly [
  name: string,
  rules: readonly object[],
  plain: Entry,
  found: RegExp | undefined,
])[] = [
  [
    'a rule before it gives its credential',
    [{ ...MIRROR, continue: true }, POD],
    PLAIN,
    /^images of rule "pods" also .* entry "registry-credential-provider" .* gives every Pod the credential of rule "mirror" for them/,
  ],
  ['a rule after it', [{ ...POD, continue: true }, MIRROR], PLAIN, /credential of rule "mirror" for them/],
  [
    'the argument leaves out only rules that need a token',
    [{ ...POD, continue: true }, MIRROR],
    { name: NAME, args: LIMITED },
    /credential of rule "mirror" for them/,
  ],
  [
    'several',
    [
      { ...MIRROR, continue: true },
      { ...POD, continue: true },
      { ...MIRROR, name: 'origin' },
    ],
    PLAIN,
    /credential of rules "mirror", "origin" for them/,
  ],
  [
    'another rule for service accounts that asks as the node without one',
    [
      { ...POD, continue: true },
      { ...AS_NODE, name: 'other' },
    ],
    PLAIN,
    /credential of rule "other" for them/,
  ],
  [
    'and is left out there',
    [
      { ...POD, continue: true },
      { ...AS_NODE, name: 'other' },
    ],
    { name: NAME, args: LIMITED },
    undefined,
  ],
  [
    'and gives none',
    [
      { ...POD, continue: true },
      { ...POD, name: 'other', onMissingServiceAccount: 'anonymous' },
    ],
    PLAIN,
    undefined,
  ],
  [
    'without its token the required rule fails, and the chain with it',
    [{ ...POD, continue: true, required: true }, MIRROR],
    PLAIN,
    undefined,
  ],
  [
    'or is left out, and the chain with it',
    [{ ...POD, continue: true, required: true }, MIRROR],
    { name: NAME, args: LIMITED },
    undefined,
  ],
  [
    'which one that continues anonymously does not',
    [{ ...POD, continue: true, required: true, onMissingServiceAccount: 'anonymous' }, MIRROR],
    PLAIN,
    /credential of rule "mirror" for them/,
  ],
  [
    'a rule for some accounts, behind one for the node',
    [
      { ...MIRROR, continue: true },
      { ...POD, matchServiceAccounts: ['team-a/*'] },
    ],
    PLAIN,
    /credential of rule "mirror" for them/,
  ],
  [
    'a rule of no chain: another check says who serves the others',
    [{ ...POD, matchServiceAccounts: ['team-a/*'] }, MIRROR],
    PLAIN,
    undefined,
  ],
  ['a rule that is never reached', [POD, MIRROR], PLAIN, undefined],
  [
    'an entry for some of the images',
    [{ ...POD, continue: true }, MIRROR],
    { name: NAME, matchImages: ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/team'] },
    /credential of rule "mirror" for them/,
  ],
  [
    'an entry for other images',
    [{ ...POD, continue: true }, MIRROR],
    { name: NAME, matchImages: ['123456789012.dkr-ecr.eu-west-1.on.aws'] },
    undefined,
  ],
  [
    'an entry for some of the images, and a chain for others',
    [{ ...MIRROR, matchImages: ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/other'], continue: true }, POD],
    { name: NAME, matchImages: ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/team'] },
    undefined,
  ],
];

describe("images of a service account that another rule of the same chain gives the node's credential for", () => {
  for (const [name, rules, plain, found] of CHAINS) {
    test(name, () => {
      const findings = imagesStayWithTheirAccount(node(rules, [WITH_TOKENS, plain])).filter(({ what }) =>
        what.startsWith('images of rule "pods"'),
      );
      assert.equal(findings.length, found === undefined ? 0 : 1);
      if (found !== undefined && findings[0] !== undefined) {
        const [place, text] = brief(findings[0]);
        assert.match(place, /^warning rules\[\d\]\.identity$/);
        assert.match(text, found);
      }
    });
  }
});

test('an entry without the argument is told what to add, one with it nothing', () => {
  const remedy = (plain: Entry) => {
    const [finding] = providersOverlap(node([RULE], [WITH_TOKENS, plain]));
    assert.equal(finding?.severity, 'note');
    return finding?.remedy ?? '';
  };
  assert.match(
    remedy({ name: NAME }),
    /^add the argument --rules-without-tokens to the entry "registry-credential-provider"/,
  );
  assert.match(remedy({ name: NAME, args: LIMITED }), /^nothing:/);
});
