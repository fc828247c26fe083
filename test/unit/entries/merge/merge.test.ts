// Our entries in somebody else's file, and out of it again: every other line stays as it was written.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Rule } from '../../../../src/config/config.ts';
import { mergeKubeletConfig } from '../../../../src/entries/merge/merge.ts';
import { takeOutEntries } from '../../../../src/entries/merge/take-out.ts';
import { entryNames, isOurs } from '../../../../src/entries/text/names.ts';
import { dataOf } from '../../../../src/entries/text/source.ts';
import { kubeletConfigText } from '../../../../src/entries/wanted/kubelet-config.ts';
import { loadKubeletConfigText } from '../../../../src/kubelet/config/load.ts';

const KUBELET = { release: 37 } as const;
const EXEC = 'credentialprovider.kubelet.k8s.io/v1';

const OURS = `# Made by registry-credential-provider install
apiVersion: kubelet.config.k8s.io/v1
kind: CredentialProviderConfig
providers:
  # Without tokens.
  - name: registry-credential-provider
    apiVersion: ${EXEC}
    matchImages:
      - "ours.example"
    defaultCacheDuration: "0s"
`;

const entry = (name: string, indent: string) =>
  `${indent}# about ${name}\n${indent}- name: ${name}\n${indent}  apiVersion: ${EXEC}\n${indent}  matchImages: ["${name}.example"]   # only\n${indent}  defaultCacheDuration: 1m\n`;

const file = (indent: string, end = '') =>
  `# theirs\nkind: CredentialProviderConfig\nproviders:\n${entry('a', indent)}${entry('b', indent)}${end}apiVersion: kubelet.config.k8s.io/v1\n`;

const merge = (text: string, replace: readonly string[] = []) =>
  mergeKubeletConfig({ file: '/k', text, ours: OURS, kubelet: KUBELET, replace }).text;

const names = (text: string) => loadKubeletConfigText('/k', text, KUBELET).providers.map(({ name }) => name);

describe('lines of others', () => {
  for (const [name, text] of [
    ['no indentation', file('')],
    ['two spaces', file('  ')],
    ['six spaces', file('      ')],
    ['a comment behind the list', file('  ', '# the end\n')],
    ['an empty line behind the list', file('  ', '\n')],
  ] as const) {
    test(`${name}: stay`, () => {
      const merged = merge(text);
      assert.deepEqual(names(merged), ['a', 'b', 'registry-credential-provider']);
      const lines = merged.split('\n');
      const begin = lines.findIndex((line) => line.includes('# Without tokens.'));
      lines.splice(begin, OURS.split('\n').length - 5);
      assert.equal(lines.join('\n'), text, 'ours are a block among theirs');
      assert.equal(takeOutEntries({ text: merged, goes: isOurs }), text);
      assert.equal(merge(merged), merged, 'merged twice');
    });

    test(`${name}: one that is replaced goes with its comment, and comes back`, () => {
      const merged = merge(text, ['a']);
      assert.deepEqual(names(merged), ['b', 'registry-credential-provider']);
      assert.doesNotMatch(merged, /about a/);
      const back = takeOutEntries({ text: merged, goes: isOurs, giveBack: { text, names: ['a'] } });
      assert.equal(back, text);
    });
  }
});

describe('what is no plain list of lines is written anew, and means the same', () => {
  const provider = `{name: a, apiVersion: ${EXEC}, matchImages: [a.example], defaultCacheDuration: 1m}`;
  for (const [name, text] of [
    [
      'in flow',
      `apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders: [${provider}]\n`,
    ],
    ['with an anchor', file('').replace('"a.example"', '&x "a.example"').replace('"b.example"', '*x')],
    ['with the ends of lines of Windows', file('').replaceAll('\n', '\r\n')],
    [
      'in JSON',
      JSON.stringify({
        apiVersion: 'kubelet.config.k8s.io/v1',
        kind: 'CredentialProviderConfig',
        providers: [{ name: 'a', apiVersion: EXEC, matchImages: ['a.example'], defaultCacheDuration: '1m' }],
      }),
    ],
  ] as const) {
    test(name, () => {
      const there = names(text);
      assert.ok(there.includes('a'));
      const merged = merge(text);
      assert.deepEqual(names(merged), [...there, 'registry-credential-provider']);
      assert.deepEqual(names(takeOutEntries({ text: merged, goes: isOurs }) ?? ''), there);
    });
  }
});

test('no entry is left: there is no file to be written', () => {
  assert.equal(takeOutEntries({ text: OURS, goes: isOurs }), undefined);
  assert.equal(takeOutEntries({ text: file(''), goes: isOurs }), file(''));
});

test('an entry that comes back stands behind the one that it stood behind', () => {
  const there = `kind: CredentialProviderConfig\nproviders:\n${['a', 'b', 'c'].map((name) => entry(name, '  ')).join('')}apiVersion: kubelet.config.k8s.io/v1\n`;
  for (const name of ['a', 'b', 'c']) {
    const merged = merge(there, [name]);
    assert.equal(
      takeOutEntries({ text: merged, goes: isOurs, giveBack: { text: there, names: [name] } }),
      there,
    );
  }
  const json = JSON.stringify(dataOf(there), null, 1);
  for (const name of ['a', 'b', 'c']) {
    const merged = merge(json, [name]);
    assert.deepEqual(
      dataOf(takeOutEntries({ text: merged, goes: isOurs, giveBack: { text: json, names: [name] } }) ?? ''),
      dataOf(json),
    );
  }
});

test('a text without entries has none, whatever it is', () => {
  for (const text of ['', '\n', '# a comment\n', 'x', '[]', '{"providers": 1}', 'a: [', '---\n---\n']) {
    assert.deepEqual(entryNames(text), [], text);
  }
});

test('an entry is restored into JSON as JSON, which the kubelet reads', () => {
  const earlier = {
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: [{ name: 'a', apiVersion: EXEC, matchImages: ['a.example'], defaultCacheDuration: '1m' }],
  };
  for (const space of [0, 2]) {
    const text = JSON.stringify(earlier, null, space);
    const back = takeOutEntries({
      text: merge(text, ['a']),
      goes: isOurs,
      giveBack: { text, names: ['a'] },
    });
    assert.deepEqual(JSON.parse(back ?? ''), earlier);
  }
});

test('an entry is restored from a text whose list is not written in lines', () => {
  const list = `providers:\n${entry('a', '  ')}`;
  const head = 'apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\n';
  for (const text of [
    `<<:\n${list.replace(/^/gm, '  ').trimEnd()}\n${head}`,
    `${head}providers: !!seq\n- ? name\n  : a\n  apiVersion: ${EXEC}\n  matchImages: [a.example]\n`,
    `${head}${list}---\nkind: another document\n`,
  ]) {
    for (const there of [OURS, JSON.stringify(dataOf(OURS))]) {
      const back = takeOutEntries({ text: there, goes: isOurs, giveBack: { text, names: ['a'] } }) ?? '';
      assert.deepEqual(names(back), ['a'], text);
    }
  }
});

describe('entries that an earlier version wrote', () => {
  const written = (comment: string, required: boolean) => `# Made by registry-credential-provider install from
# /etc/registry-credential-provider/config.yaml, for kubelet 1.34.
# --image-credential-provider-config of the kubelet names this file, --image-credential-provider-bin-dir the folder
# of the executables. The kubelet reads it once, at start, and exits on one mistake in it: run
# "registry-credential-provider check" before a restart.
#
# One entry has either tokens of one audience or none, so there is one for each, and each is a file of that
# name in the folder: a symbolic link to the executable does.
#   ln -s registry-credential-provider registry-credential-provider-ecr
apiVersion: kubelet.config.k8s.io/v1
kind: CredentialProviderConfig
providers:
  # With tokens for sts.amazonaws.com, for the rules b.
  - name: registry-credential-provider-ecr
    apiVersion: ${EXEC}
    # Only images that one of these matches get as far as our rules. They mean the same as there.
    matchImages:
      - "b.example"
    # For answers that do not say how long they hold; ours always do.
    defaultCacheDuration: "0s"
    args:
      - "--config=/etc/registry-credential-provider/config.yaml"
    tokenAttributes:
      # The kubelet may ask for such a token only with the grant that "generate rbac" prints.
      serviceAccountTokenAudience: "sts.amazonaws.com"
      # A credential is the service account's, whichever of its tokens it was got with.
      cacheType: ServiceAccount
      # ${comment}
      requireServiceAccount: ${required}
      # The kubelet sends no other annotations. Not required ones: a Pod without them would be passed over silently.
      optionalServiceAccountAnnotationKeys:
        - "eks.amazonaws.com/role-arn"
`;
  const REQUIRED = 'Without a token these rules have nothing to give, so the kubelet need not run us.';
  const OPTIONAL =
    'A Pod without a service account (a static Pod) is asked for without a token; the rules say what it gets.';
  const now = (requireServiceAccount: boolean) =>
    kubeletConfigText(
      {
        entries: [
          {
            name: 'registry-credential-provider-ecr',
            rules: [{ name: 'b' } as Rule],
            matchImages: ['b.example'],
            tokens: {
              audience: 'sts.amazonaws.com',
              cacheType: 'ServiceAccount',
              requireServiceAccount,
              annotationKeys: ['eks.amazonaws.com/role-arn'],
            },
            rulesWithoutTokens: false,
          },
        ],
        leftOut: [],
      },
      { config: '/etc/registry-credential-provider/config.yaml', release: 34, madeBy: 'install' },
    );

  for (const [comment, before] of [
    [REQUIRED, true],
    [OPTIONAL, false],
  ] as const) {
    const text = written(comment, before);
    for (const after of [true, false]) {
      test(`requireServiceAccount: ${before} becomes ${after}: one comment says why`, () => {
        const merged = mergeKubeletConfig({ file: '/k', text, ours: now(after), kubelet: { release: 34 } });
        assert.deepEqual(dataOf(merged.text), dataOf(now(after)));
        assert.equal(merged.changes.length, before === after ? 0 : 1);
        assert.doesNotMatch(merged.text, /have nothing to give|is asked for without/);
        const said = /^ *# (?:Without a token|For a Pod without).*\n(?= *requireServiceAccount)/gm;
        assert.deepEqual(
          merged.text.match(said),
          before === after ? now(after).match(said) : null,
          'the comment of the other case is not kept',
        );
      });
    }

    test(`${before}: are taken out whole`, () => {
      const others = text.replace(/providers:\n/, `providers:\n${entry('a', '  ')}`);
      assert.equal(
        takeOutEntries({ text: others, goes: isOurs }),
        `${others.slice(0, others.indexOf('  # With tokens'))}`,
      );
      assert.equal(takeOutEntries({ text, goes: isOurs }), undefined);
    });
  }
});

describe('tokens that are passwords', () => {
  const made = (cacheType: 'ServiceAccount' | 'Token', release = 37) =>
    kubeletConfigText(
      {
        entries: [
          {
            name: 'registry-credential-provider-service-account-token',
            rules: [{ name: 'zot' } as Rule],
            matchImages: ['zot.example'],
            tokens: { audience: 'zot.example', cacheType, requireServiceAccount: true, annotationKeys: [] },
            rulesWithoutTokens: false,
          },
        ],
        leftOut: [],
      },
      { config: '/etc/registry-credential-provider/config.yaml', release, madeBy: 'install' },
    );

  test('an entry with another cacheType becomes what is generated, and the reason of the other is not kept', () => {
    const { text, changes } = mergeKubeletConfig({
      file: '/k',
      text: made('ServiceAccount'),
      ours: made('Token'),
      kubelet: KUBELET,
    });
    assert.deepEqual(dataOf(text), dataOf(made('Token')));
    assert.doesNotMatch(text, /whichever of its tokens/);
    assert.deepEqual(changes, [
      {
        entry: 'registry-credential-provider-service-account-token',
        field: 'tokenAttributes.cacheType',
        before: 'ServiceAccount',
        after: 'Token',
      },
    ]);
  });

  test('are taken out whole', () =>
    assert.equal(takeOutEntries({ text: made('Token'), goes: isOurs }), undefined));

  test('a kubelet that knows no cacheType gets none', () => {
    assert.match(made('Token', 34), /^ {6}cacheType: Token$/m);
    assert.doesNotMatch(made('Token', 33), /cacheType:/);
  });
});
