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
