// What of a KubeletConfiguration keeps the kubelet from starting, and what beside it does not.

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { ownConfigProblems } from '../../../../src/kubelet/config/own-config.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const HEADER = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';
const JSON_HEADER = '"apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration"';

/** What stands in the file, and what is said: line and words; undefined: nothing. */
const TEXTS: readonly (readonly [name: string, text: string, said: string | undefined])[] = [
  ['YAML', HEADER, undefined],
  ['JSON', `{${JSON_HEADER}}`, undefined],
  ['fields that no release knows, and one twice', `${HEADER}x: 1\nx: 2\n`, undefined],
  ['JSON with a field twice', `{${JSON_HEADER}, "x": 1, "x": 2}`, undefined],
  ['a field of the wrong type, which is not looked at', `${HEADER}port: no\n`, undefined],
  ['other letters in the names of the two', HEADER.replace('kind', 'Kind'), undefined],
  ['a further document', `${HEADER}---\nkind: Pod\n`, undefined],
  ['nothing', '', '1: it is empty'],
  ['a comment only', '# none\n', '1: it is empty'],
  ['a list', '- a\n', '1: it has no fields'],
  ['a word', 'canary-9d1c\n', '1: it has no fields'],
  ['a bracket that is not closed', `${HEADER}x: [1,\n`, '4: neither YAML nor JSON: '],
  ['a tab', `${HEADER}\tx: 1\n`, '3: neither YAML nor JSON: '],
  ['a brace that is not closed', `{${JSON_HEADER}\n`, ': neither YAML nor JSON: '],
  ['not UTF-8', `${HEADER}x: \xff`, '1: neither YAML nor JSON: not UTF-8 text'],
  [
    'another kind',
    HEADER.replace('KubeletConfiguration', 'canary-9d1c'),
    '2: kind expected KubeletConfiguration, got another value',
  ],
  [
    'no kind',
    'apiVersion: kubelet.config.k8s.io/v1beta1\n',
    '1: kind expected KubeletConfiguration, got nothing',
  ],
  [
    'another version',
    HEADER.replace('v1beta1', 'v1'),
    '1: apiVersion expected kubelet.config.k8s.io/v1beta1, got another value',
  ],
  [
    'no version',
    'kind: KubeletConfiguration\n',
    '1: apiVersion expected kubelet.config.k8s.io/v1beta1, got nothing',
  ],
];

for (const [name, text, said] of TEXTS) {
  test(`${name}: ${said ?? 'no problem'}`, (context) => {
    const folder = temporaryFolder(context).path;
    writeFileSync(join(folder, 'config.yaml'), text, text.includes('\xff') ? 'latin1' : 'utf8');
    const [problem, ...more] = ownConfigProblems(['/config.yaml'], (path) => join(folder, path));
    assert.deepEqual(more, []);
    const { line = '', path = [], what = '' } = problem ?? {};
    if (said === undefined) {
      assert.equal(problem, undefined);
      return;
    }
    assert.equal(problem?.code, 'kubelet-own-config');
    assert.equal(problem?.file, '/config.yaml');
    const words = `${line}: ${[...path, what].join(' ')}`;
    assert.ok(words.includes(said), words);
    assert.doesNotMatch(JSON.stringify(problem), /canary/);
  });
}

const PLACES: readonly (readonly [
  name: string,
  path: string,
  make: (path: string) => void,
  said: RegExp | undefined,
])[] = [
  ['no file', '/config.yaml', () => {}, /^it does not exist$/],
  ['a link to nothing', '/config.yaml', (path) => symlinkSync('gone', path), /^it does not exist$/],
  ['a folder', '/config.yaml', (path) => mkdirSync(path), /^it is a directory$/],
  ['a folder beside the drop-ins', '/d/10.conf', (path) => mkdirSync(path), undefined],
  ['a broken drop-in', '/d/10.conf', (path) => writeFileSync(path, '{'), /^neither YAML nor JSON/],
  [
    'what k3s writes at each start',
    '/k3s/agent/etc/kubelet.conf.d/00-k3s-defaults.conf',
    (path) => writeFileSync(path, '{'),
    undefined,
  ],
];

for (const [name, path, make, said] of PLACES) {
  test(`${name}: ${said === undefined ? 'no problem' : 'a problem'}`, (context) => {
    const folder = temporaryFolder(context).path;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    make(join(folder, path));
    const problems = ownConfigProblems([path], (each) => join(folder, each));
    assert.equal(problems.length, said === undefined ? 0 : 1);
    assert.match(problems[0]?.what ?? '', said ?? /^$/);
  });
}
