// Our entries in somebody else's file, and out of it again: every other line stays as it was written.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mergeKubeletConfig } from '../../../../src/entries/merge/merge.ts';
import { takeOutEntries } from '../../../../src/entries/merge/take-out.ts';
import { entryNames, isOurs } from '../../../../src/entries/text/names.ts';
import { dataOf } from '../../../../src/entries/text/source.ts';
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
