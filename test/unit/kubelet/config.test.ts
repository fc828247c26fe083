// Where the kubelet's mistakes are, in which release, and what is said; test/kubelet compares with the kubelet itself.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { loadKubeletConfig, loadKubeletConfigText } from '../../../src/kubelet/config/load.ts';
import { parseRelease, releaseNamed } from '../../../src/kubelet/release.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const HEAD = 'apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders:\n';
const ENTRY = `- name: a
  apiVersion: credentialprovider.kubelet.k8s.io/v1
  matchImages: [a.example]
  defaultCacheDuration: 0s
`;
const TOKENS = `  tokenAttributes:
    serviceAccountTokenAudience: x
    requireServiceAccount: true
`;

/** `line path: what`, of each problem. */
function problems(text: string, release: number, tokenGate?: boolean): string[] {
  const kubelet = { release, ...(tokenGate !== undefined && { tokenGate }) };
  return loadKubeletConfigText('/f', text, kubelet).problems.map(
    ({ line, path = [], what }) => `${line} ${path.join('.')}: ${what}`,
  );
}

describe('a file of another kind', () => {
  for (const [name, text, expected] of [
    ['a bare text, as of a password', 'hunter2\n', '1 : expected fields, got a text'],
    ['a bare text in quotes', '"hunter2 over\n two lines"\n', '1 : expected fields, got a text'],
    ['a block of text', '|\n  hunter2\n', '1 : expected fields, got a text'],
    ['a text in JSON', '"hunter2"', '1 : expected fields, got a text'],
    ['a number', '12345678\n', '1 : expected fields, got a number'],
    ['a list of texts', '- hunter2\n', '1 : expected fields, got a list'],
  ] as const) {
    test(`${name} is not quoted`, () => {
      assert.deepEqual(problems(text, 34), [expected]);
    });
  }
});

describe('what a release knows', () => {
  for (const [name, text, release, gate, expected] of [
    ['an entry, oldest', HEAD + ENTRY, 26, undefined, []],
    ['an entry, newest', HEAD + ENTRY, 37, undefined, []],
    [
      'tokens in 1.32',
      HEAD + ENTRY + TOKENS,
      32,
      true,
      [/^8 providers\.0\.tokenAttributes: unknown to kubelet 1\.32/],
    ],
    [
      'tokens in 1.33',
      HEAD + ENTRY + TOKENS,
      33,
      undefined,
      [/^8 providers\.0\.tokenAttributes: .*feature gate/],
    ],
    ['tokens in 1.33 with the gate', HEAD + ENTRY + TOKENS, 33, true, []],
    [
      'tokens in 1.34 without a cacheType',
      HEAD + ENTRY + TOKENS,
      34,
      undefined,
      [/^8 providers\.0\.tokenAttributes\.cacheType: /],
    ],
    [
      'a cacheType in 1.33',
      `${HEAD}${ENTRY}${TOKENS}    cacheType: Token\n`,
      33,
      true,
      [/^11 .*cacheType: unknown to kubelet 1\.33/],
    ],
    ['a cacheType in 1.34', `${HEAD}${ENTRY}${TOKENS}    cacheType: Token\n`, 34, undefined, []],
    [
      'a cacheType in 1.34 with the gate off',
      `${HEAD}${ENTRY}${TOKENS}    cacheType: Token\n`,
      34,
      false,
      [/feature gate/],
    ],
    ['several colons before Go 1.26', HEAD + ENTRY.replace('a.example', '"a:b:5000"'), 35, undefined, []],
    [
      'several colons since Go 1.26',
      HEAD + ENTRY.replace('a.example', '"a:b:5000"'),
      36,
      undefined,
      [/^6 providers\.0\.matchImages\.0: /],
    ],
    [
      'a last port that is none',
      HEAD + ENTRY.replace('a.example', '"a:5:b"'),
      35,
      undefined,
      [/^6 providers\.0\.matchImages\.0: /],
    ],
  ] as const) {
    test(name, () => {
      const found = problems(text, release, gate);
      assert.equal(found.length, expected.length, found.join('\n'));
      found.forEach((problem, index) => {
        assert.match(problem, expected[index] as RegExp);
      });
    });
  }
});

describe('lines', () => {
  for (const [name, text, expected] of [
    [
      'of YAML',
      `${HEAD}${ENTRY}- name: b\n  apiVersion: v1\n  matchImages: [b.example]\n  defaultCacheDuration: 0s\n`,
      ['9 providers.1.apiVersion'],
    ],
    [
      'of JSON',
      '{"apiVersion":"kubelet.config.k8s.io/v1",\n"kind":"CredentialProviderConfig",\n"providers":[{"name":\n5}]}',
      [
        '3 providers.0.name',
        '3 providers.0.apiVersion',
        '3 providers.0.matchImages',
        '3 providers.0.defaultCacheDuration',
      ],
    ],
    [
      'of JSON that is broken',
      '{"apiVersion":"kubelet.config.k8s.io/v1",\n"kind":"CredentialProviderConfig"\n"providers":[]}',
      ['3 '],
    ],
    ['of JSON that ends early', '{"apiVersion":\n"x"\n', ['3 ']],
    ['of what a merge key repeats', `${HEAD}- &a {name: a}\n- <<: *a\n  name: b\n`, ['6 providers.1.name']],
  ] as const) {
    test(name, () => {
      const places = problems(text, 37).map((problem) => problem.slice(0, problem.indexOf(':')));
      assert.deepEqual(places.slice(0, expected.length), expected);
    });
  }
});

test('what may be secret is not shown', () => {
  const canary = 'cAnArY7f3a9';
  for (const text of [
    `${HEAD}${ENTRY}  env: [{name: A, value: {x: ${canary}}}]\n`,
    `${HEAD}${ENTRY}  env: ${canary}\n`,
    `${HEAD}${ENTRY}  env: [${canary}]\n`,
    `${HEAD}${ENTRY}  env: [{name: A, value: "${canary}]\n`,
    `${HEAD}${ENTRY}  env: [{name: A, value: *${canary}}]\n`,
    `{"providers":[{"env":[{"name":"A","value":"${canary}}]}]}`,
    `{"providers":[{"env":[{"name":"A","value":"${canary}"}]}]`,
  ]) {
    const found = problems(text, 37);
    assert.ok(found.length > 0);
    assert.ok(!found.join().includes(canary), found.join());
  }
});

test('a named pipe, which would keep the kubelet waiting, is refused and not read', (context) => {
  const folder = temporaryFolder(context);
  const path = join(folder.path, 'pipe.yaml');
  execFileSync('mkfifo', [path]);
  const { problems: found } = loadKubeletConfig(path, { release: 37 });
  assert.deepEqual(
    found.map(({ what }) => what),
    ['it is a named pipe, not a file'],
  );
});

describe('a release', () => {
  for (const [text, release] of [
    ['1.34', 34],
    ['v1.34.2', 34],
    ['Kubernetes v1.37.2', 37],
    ['1.33.0-alpha.1+abc', 33],
    ['2.0', undefined],
    ['1.34x', undefined],
    ['', undefined],
  ] as const) {
    test(text || 'nothing', () => assert.equal(parseRelease(text), release));
  }

  test('that we do not know is refused', () => {
    for (const text of ['1.25', '1.38', 'newest']) {
      assert.throws(() => releaseNamed(text), { code: 'USAGE', message: /from 1\.26 to 1\.37, got/ });
    }
    assert.equal(releaseNamed('1.26'), 26);
  });
});
