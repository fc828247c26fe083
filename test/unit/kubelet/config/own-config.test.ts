// What of a KubeletConfiguration keeps the kubelet from starting, and what beside it does not.

import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { ownConfigProblems } from '../../../../src/kubelet/config/own-config.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { TEXTS } from './own-config-texts.ts';

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
