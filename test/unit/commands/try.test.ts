// try on a node of a test's own: whose environment a provider gets, whose files are followed, and the text of a whole report
// at 80 columns (RCP_WRITE_GOLDEN=1 writes it).

import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type TriedNode, tryOnNode } from '../../../src/commands/try.ts';
import { ProviderError } from '../../../src/errors.ts';
import type { RunningKubelet } from '../../../src/kubelet/running.ts';
import { argumentsOf } from '../../support/arguments.ts';
import { ROOT_ONLY, type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';
import { worldOf } from '../../support/world.ts';

const V1 = 'credentialprovider.kubelet.k8s.io/v1';
const IMAGE = 'harbor.corp.example:8443/team/app:1.0';
const PASSWORD = 'canary-6b1d';

const RESPONSE = {
  apiVersion: V1,
  kind: 'CredentialProviderResponse',
  cacheKeyType: 'Registry',
  cacheDuration: '5m0s',
  auth: { 'harbor.corp.example:8443': { username: 'robot$puller', password: PASSWORD } },
};
const CALL = {
  rule: 'harbor',
  backend: 'exchange',
  identity: 'serviceAccount',
  cache: { outcome: 'asked' },
  calls: [{ step: 'exchange', host: 'harbor.corp.example:8443', status: 200, ms: 31 }],
};
/** Ours tells of its run on descriptor 3. */
const OURS = `echo '${JSON.stringify(CALL)}' >&3
cat <<'E'
${JSON.stringify(RESPONSE)}
E`;
const VENDOR = `echo "level=debug password=${PASSWORD} FROM=$FROM" >&2
cat <<'E'
${JSON.stringify({ ...RESPONSE, expiresAt: '2026-12-01T00:00:00Z' })}
E`;

const entry = (name: string, more: object = {}) => ({
  name,
  apiVersion: V1,
  matchImages: ['harbor.corp.example:8443'],
  defaultCacheDuration: '12h',
  ...more,
});
const ENTRIES = [entry('registry-credential-provider'), entry('vendor', { args: ['--debug'] })];

function nodeWith(context: TestContext, entries: readonly object[] = ENTRIES): TemporaryFolder {
  const folder = temporaryFolder(context, ROOT_ONLY);
  chmodSync(folder.path, 0o755);
  const config = {
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: entries,
  };
  folder.write('providers.json', JSON.stringify(config));
  folder.write('bin/registry-credential-provider', `#!/bin/sh\n${OURS}\n`, 0o755);
  folder.write('bin/vendor', `#!/bin/sh\n${VENDOR}\n`, 0o755);
  return folder;
}

interface Given {
  readonly words?: readonly string[];
  readonly image?: string;
  readonly running?: Partial<RunningKubelet>;
}

async function run(folder: TemporaryFolder | undefined, { words = [], image = IMAGE, running }: Given = {}) {
  const options =
    folder === undefined
      ? []
      : [
          '--kubelet-config',
          join(folder.path, 'providers.json'),
          '--kubelet-bin-dir',
          join(folder.path, 'bin'),
        ];
  let ticks = 0;
  const world = worldOf({ env: { PATH: '/usr/bin:/bin', FROM: 'shell' }, clock: () => 20 * ticks++ });
  const node: TriedNode = {
    running: running as RunningKubelet | undefined,
    found: undefined,
    passedOver: () => [],
    nodeName: () => 'node-1',
    timeoutMs: 20_000,
  };
  const { text, exitCode } = await tryOnNode(
    argumentsOf('try', ['try', image, ...options, ...words]),
    world,
    node,
  );
  assert.doesNotMatch(text, /canary/);
  return { text: folder === undefined ? text : text.replaceAll(folder.path, '/opt/node'), exitCode };
}

const KUBELET: Partial<RunningKubelet> = {
  pid: 4711,
  directory: () => '/',
  environment: () => ({ PATH: '/usr/bin:/bin', FROM: 'kubelet' }),
  release: () => 37,
};

const GOLDEN: readonly (readonly [file: string, given: Given, exitCode: number])[] = [
  ['accepted', { running: KUBELET }, 0],
  ['refused', { running: KUBELET, words: ['--provider', 'vendor'] }, 1],
  ['no-entry-matches', { running: KUBELET, image: 'harbor.corp.example/team/app' }, 1],
];

describe('the text at 80 columns', () => {
  for (const [name, given, expectedExit] of GOLDEN) {
    test(name, async (context) => {
      const { text, exitCode } = await run(nodeWith(context), given);
      assert.equal(exitCode, expectedExit);
      const file = join(import.meta.dirname, 'try-text', `${name}.txt`);
      if (process.env.RCP_WRITE_GOLDEN) writeFileSync(file, text);
      assert.equal(text, readFileSync(file, 'utf8'));
      for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
    });
  }
});

test('the environment is the kubelet’s where it can be read, or this shell’s, and that is said', async (context) => {
  const words = ['--provider', 'vendor'];
  const folder = nodeWith(context);
  assert.match((await run(folder, { words, running: KUBELET })).text, /FROM=kubelet/);
  const unseen = await run(folder, { words, running: { ...KUBELET, environment: () => ({}) } });
  assert.match(unseen.text, /FROM=shell/);
  assert.match(
    unseen.text,
    /of this shell, not of the kubelet, process 4711, whose environment\s+cannot be read/,
  );
  assert.match((await run(folder, { words })).text, /not of the kubelet, which was not found/);
});

test('JSON has what the text has', async (context) => {
  const { text } = await run(nodeWith(context), { running: KUBELET, words: ['--output', 'json'] });
  const report = JSON.parse(text);
  assert.deepEqual(report.credentials, [
    {
      provider: 'registry-credential-provider',
      key: 'harbor.corp.example:8443',
      username: 'robot$puller',
      password: { characters: PASSWORD.length, sha256: report.credentials[0].password.sha256 },
    },
  ]);
  assert.match(report.credentials[0].password.sha256, /^[0-9a-f]{6}$/);
  assert.deepEqual(report.providers[0].run.report.calls, CALL.calls);
  assert.deepEqual(report.others, ['vendor']);
});

test('an answer without a credential', async (context) => {
  const folder = nodeWith(context);
  folder.write('bin/vendor', `#!/bin/sh\necho '${JSON.stringify({ ...RESPONSE, auth: {} })}'\n`, 0o755);
  const { text, exitCode } = await run(folder, { words: ['--provider', 'vendor'] });
  assert.equal(exitCode, 1);
  assert.match(text, /the answer has no credential for the image/);
});

describe("what another user could have written is not the kubelet's", () => {
  const cases: readonly (readonly [name: string, path: string, told: RegExp])[] = [
    ['the configuration', 'providers.json', /is not followed: every user can write/],
    ['the folder of the plugins', 'bin', /every user can write/],
    ['the plugin', 'bin/vendor', /every user can write/],
  ];
  for (const [name, path, told] of cases) {
    test(name, async (context) => {
      const folder = nodeWith(context);
      const seen = join(folder.path, 'seen');
      folder.write('bin/vendor', `#!/bin/sh\ntouch ${seen}\n`, 0o755);
      chmodSync(join(folder.path, path), 0o777);
      const text = await run(folder, { words: ['--provider', 'vendor'] }).then(
        (result) => result.text,
        (error) => (error as ProviderError).message,
      );
      assert.match(text, told);
      assert.throws(() => readFileSync(seen), /ENOENT/);
    });
  }
});

const MISTAKES: readonly (readonly [name: string, words: readonly string[], told: RegExp])[] = [
  ['no such entry', ['--provider', 'nobody'], /has no entry "nobody"/],
  ['a service account', ['--service-account', 'x'], /expected NAMESPACE\/NAME/],
  [
    'a token file that is none',
    ['--token-file', '/etc/hostname'],
    /does not contain a service account token/,
  ],
];
describe('mistakes', () => {
  for (const [name, words, told] of MISTAKES) {
    test(name, async (context) => {
      await assert.rejects(run(nodeWith(context), { words }), (error) => {
        assert.ok(error instanceof ProviderError);
        assert.match(error.message, told);
        return true;
      });
    });
  }

  test('both configurations', async (context) => {
    await assert.rejects(
      run(nodeWith(context), { words: ['--config', '/c'] }),
      /cannot be used with --kubelet-config/,
    );
  });

  test('a service account without an entry that says for which audience', async () => {
    const words = ['--config', '/c', '--service-account', 'a/b'];
    await assert.rejects(run(undefined, { words }), /no entry of the kubelet says for which audience/);
  });

  test('no kubelet is known', async () => {
    await assert.rejects(
      run(undefined, { words: ['--provider', 'vendor'] }),
      /no configuration of the kubelet is known/,
    );
  });
});
