// What explain shows, to the letter, at 80 columns: the files of shown/. RCP_WRITE_GOLDEN=1 writes them; look at them then.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { explain } from '../../../src/commands/explain.ts';
import { describeEnvironment, reportEnvironment } from '../../../src/explain/environment.ts';
import { argumentsOf } from '../../support/arguments.ts';
import { configText, temporaryFolder } from '../../support/temporary.ts';
import { worldOf } from '../../support/world.ts';

const HERE = join(import.meta.dirname, 'shown');
const CANARY = 'Hunter22';

const LOGINS = {
  auths: {
    'anonymous.example': {},
    'a.example': { username: 'robot', password: CANARY },
    'a.example/team': { username: 'robot', password: `${CANARY}\n` },
    'empty.example': { username: 'robot' },
    'odd.example': { username: ' robot ', password: `\${${CANARY}}` },
    'both.example': { username: CANARY, password: CANARY },
    'quoted.example': { username: 'robot', password: `"${CANARY}"` },
    'helper.example': {},
    'Case.example:443': { username: 'robot', password: CANARY },
  },
  credHelpers: { 'helper.example': 'gcloud' },
};

const RULES = [
  {
    name: 'team-b',
    matchImages: ['a.example'],
    matchServiceAccounts: ['team-b/*'],
    static: { username: 'u', password: CANARY },
  },
  {
    name: 'harbor',
    matchImages: ['harbor.corp.example:8443'],
    static: { username: 'robot', password: CANARY },
  },
  {
    name: 'mirror',
    matchImages: ['harbor.corp.example/team/'],
    static: { username: 'u', password: CANARY },
  },
  { name: 'ecr', matchImages: ['*.dkr.ecr.*.amazonaws.com'], ecr: {} },
  { name: 'file', dockerConfig: { path: '$DIR/f' } },
];

const ROWS: readonly (readonly [file: string, image: string, args?: readonly string[]])[] = [
  ['port-missing', 'harbor.corp.example/app'],
  ['slip', 'harbour.corp.example:8443/app'],
  ['none-near', 'quay.io/org/app'],
  ['all', 'harbor.corp.example/app', ['--all']],
  ['docker-config', 'a.example/team/app'],
  ['docker-config-all', 'a.example/team/app', ['--all']],
  ['anonymous', 'anonymous.example/app'],
  ['letter-case', 'case.example:443/app'],
  ['service-account', 'a.example/app', ['--service-account', 'team-b/app']],
];

describe('explain at 80 columns', () => {
  for (const [file, image, args = []] of ROWS) {
    test(file, async (context) => {
      const folder = temporaryFolder(context);
      folder.write('f', JSON.stringify(LOGINS), 0o600);
      const config = folder.write('config.yaml', configText(RULES).replaceAll('$DIR', folder.path));
      const command = ['explain', image, '-c', config, ...args];
      const { text } = await explain(argumentsOf('explain', command), worldOf({}));
      const shown = text.replaceAll(folder.path, '/etc/x');
      const path = join(HERE, `${file}.txt`);
      if (process.env.RCP_WRITE_GOLDEN) writeFileSync(path, shown);
      assert.equal(shown, readFileSync(path, 'utf8'));
      assert.doesNotMatch(text, new RegExp(CANARY));
      for (const line of shown.split('\n')) assert.ok(line.length <= 80 || !/^\S+:? .* /.test(line), line);
      const json = await explain(argumentsOf('explain', [...command, '-o', 'json']), worldOf({}));
      assert.doesNotMatch(json.text, new RegExp(CANARY));
    });
  }

  test('thousands of rules are counted, and those that come near are shown', async (context) => {
    const rules = Array.from({ length: 5000 }, (_, index) => ({
      name: `r${index}`,
      matchImages: [`h${index}.example${index % 10 === 0 ? ':1' : ''}`, `h${index}.corp`],
      static: { username: 'u', password: 'p' },
    }));
    const config = temporaryFolder(context).write('config.yaml', configText(rules));
    const command = ['explain', 'h4990.example/a', '-c', config];
    const { text } = await explain(argumentsOf('explain', command), worldOf({}));
    assert.match(text, /^nearest: {6}r4990: the port is missing/m);
    assert.ok(text.split('\n').length < 60, text);
    assert.match(text, /- \d+ more rules/);
    const json = JSON.parse(
      (await explain(argumentsOf('explain', [...command, '-o', 'json']), worldOf({}))).text,
    );
    assert.ok(json.rules.length <= 500);
    assert.equal(json.rules.length + json.rulesLeftOut, 5000);
    const all = await explain(argumentsOf('explain', [...command, '--all']), worldOf({}));
    assert.ok(all.text.split('\n').length > 5000);
  });
});

describe('whose environment it is', () => {
  const shell = {
    AWS_PROFILE: 'a',
    HTTPS_PROXY: `http://u:${CANARY}@p`,
    HOME: '/root',
    AZURE_CLIENT_ID: 'x',
    NO_PROXY: '',
  };
  const kubelet = (environment: Record<string, string>) => () => ({
    pid: 4711,
    environment: () => environment,
  });

  for (const [name, backend, theirs, expected] of [
    ['no kubelet', 'ecr', undefined, { shell: ['AWS_PROFILE', 'HTTPS_PROXY'], kubelet: null }],
    ['a kubelet that may not be read', 'ecr', {}, { shell: ['AWS_PROFILE', 'HTTPS_PROXY'], kubelet: null }],
    [
      'another profile, no proxy',
      'ecr',
      { AWS_PROFILE: 'b', AWS_REGION: 'r', PATH: '/bin' },
      {
        shell: ['AWS_PROFILE', 'HTTPS_PROXY'],
        kubelet: {
          pid: 4711,
          names: ['AWS_PROFILE', 'AWS_REGION'],
          differ: ['AWS_PROFILE', 'AWS_REGION', 'HTTPS_PROXY'],
        },
      },
    ],
    [
      'the same of what counts for this cloud',
      'acr',
      { AZURE_CLIENT_ID: 'x', HTTPS_PROXY: `http://u:${CANARY}@p` },
      {
        shell: ['AZURE_CLIENT_ID', 'HTTPS_PROXY'],
        kubelet: { pid: 4711, names: ['AZURE_CLIENT_ID', 'HTTPS_PROXY'], differ: [] },
      },
    ],
    [
      'a secret store, which may be of any cloud',
      'secret',
      undefined,
      { shell: ['AWS_PROFILE', 'AZURE_CLIENT_ID', 'HTTPS_PROXY'], kubelet: null },
    ],
    [
      'rules of a chain, of which the first asks no service',
      ['static', 'acr'],
      undefined,
      { shell: ['AZURE_CLIENT_ID', 'HTTPS_PROXY'], kubelet: null },
    ],
    ['a backend that asks no service', 'static', { AWS_PROFILE: 'b' }, null],
  ] as const) {
    test(name, () => {
      const report = reportEnvironment(
        [backend].flat(),
        shell,
        theirs === undefined ? () => undefined : kubelet(theirs),
      );
      assert.deepEqual(report, expected);
      if (report !== null) {
        const { shell: ofShell, kubelet: ofKubelet } = describeEnvironment(report);
        assert.match(ofShell, /^this shell's, not the kubelet's: /);
        assert.doesNotMatch(ofShell + ofKubelet, new RegExp(CANARY));
      }
    });
  }
});
