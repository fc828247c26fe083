import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ProviderError } from '../../../../../src/errors.ts';
import { readRancherConfig } from '../../../../../src/install/node/profiles/rancher-config.ts';
import { testHost } from '../../../../install/hosts.ts';
import { temporaryFolder } from '../../../../support/temporary.ts';

const FILE = '/etc/rancher/k3s/config.yaml';

describe('the configuration of k3s', () => {
  for (const [name, files, args, expected] of [
    ['no file', {}, [], []],
    ['one value', { '': 'a: x\n' }, [], ['x']],
    ['a list', { '': 'a:\n  - x\n  - y # two\n' }, [], ['x', 'y']],
    ['what is no text', { '': 'a: [true, 12, null]\n' }, [], ['true', '12', '']],
    ['a later file overrides', { '': 'a: x\n', '.d/10.yaml': 'a: y\n', '.d/20.yml': 'b: z\n' }, [], ['y']],
    [
      'a later file adds',
      { '': 'a: x\n', '.d/10.yaml': 'a+: [y]\n', '.d/20.yaml': 'a+: z\n' },
      [],
      ['x', 'y', 'z'],
    ],
    ['adding to nothing', { '.d/10.yaml': 'a+: [y]\n' }, [], ['y']],
    ['by name, not by age', { '.d/9.yaml': 'a: nine\n', '.d/10.yaml': 'a: ten\n' }, [], ['nine']],
    ['other files are not read', { '.d/10.json': 'a: x\n', '.d/10.yaml.bak': '{' }, [], []],
    ['the command line comes last', { '': 'a: x\n' }, ['--a=y', '--a', 'z', '--b=1'], ['x', 'y', 'z']],
    ['an empty file', { '': '# nothing\n' }, [], []],
    ['ours is looked through', { '': 'a: x\n', '.d/zz.yaml': 'a: ours\n' }, [], ['x']],
  ] as const) {
    test(name, (context) => {
      const folder = temporaryFolder(context);
      for (const [ending, text] of Object.entries<string>(files)) folder.write(`${FILE}${ending}`, text);
      const config = readRancherConfig(testHost(folder.path), FILE, args, `${FILE}.d/zz.yaml`);
      assert.deepEqual(config.values('a'), expected);
      assert.equal(config.value('a'), expected.at(-1));
    });
  }

  for (const [name, text] of [
    ['no YAML', 'a: [\n'],
    ['no fields', '- a\n'],
    ['only text', 's3cret\n'],
    ['a field that is written twice', 'token: s3cret\ntoken: s3cret\n'],
  ] as const) {
    test(`${name} is refused, and not quoted`, (context) => {
      const folder = temporaryFolder(context);
      folder.write(FILE, text);
      assert.throws(
        () => readRancherConfig(testHost(folder.path), FILE, []),
        (error) =>
          error instanceof ProviderError &&
          error.code === 'NODE_UNSUPPORTED' &&
          !error.message.includes('s3cret'),
      );
    });
  }
});
