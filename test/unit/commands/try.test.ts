// try on a node of a test's own: whose environment a provider gets, whose files are followed, and the text of a whole report
// at 80 columns (RCP_WRITE_GOLDEN=1 writes it).

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type TriedNode, tryOnNode } from '../../../src/commands/try.ts';
import { ProviderError } from '../../../src/errors.ts';
import type { RunningKubelet } from '../../../src/kubelet/running.ts';
import { painterFor } from '../../../src/paint.ts';
import { formatTry } from '../../../src/try/format.ts';
import type { World } from '../../../src/world.ts';
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

function nodeOf({ running, runner }: Pick<Given, 'running' | 'runner'>): TriedNode {
  return {
    running: running as RunningKubelet | undefined,
    runner: (runner ?? running) as RunningKubelet | undefined,
    found: undefined,
    passedOver: () => [],
    nodeName: () => 'node-1',
    timeoutMs: 20_000,
  };
}

interface Given {
  readonly words?: readonly string[];
  readonly image?: string;
  readonly running?: Partial<RunningKubelet>;
  /** By default the same. */
  readonly runner?: Partial<RunningKubelet>;
}

async function run(
  folder: TemporaryFolder | undefined,
  { words = [], image = IMAGE, ...kubelet }: Given = {},
) {
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
  const { text, exitCode } = await tryOnNode(
    argumentsOf('try', ['try', image, ...options, ...words]),
    world,
    nodeOf(kubelet),
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
      const json = await run(nodeWith(context), {
        ...given,
        words: [...(given.words ?? []), '--output', 'json'],
      });
      // The paths of the JSON are shorter than those that were wrapped.
      const words = (shown: string) => shown.split(/\s+/);
      assert.deepEqual(words(formatTry(JSON.parse(json.text), painterFor(false), 80)), words(text));
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
  const k3s = { pid: 812, directory: () => '/', environment: () => ({ PATH: '/usr/bin:/bin', FROM: 'k3s' }) };
  const inside = await run(folder, { words, runner: k3s });
  assert.match(inside.text, /FROM=k3s/, 'of k3s the process is seen, and not the flags of the kubelet in it');
  assert.match(inside.text, /of the kubelet, process 812/);
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

test('a refused credential: how long the kubelet goes on with it', async (context) => {
  const server = createServer((_, response) =>
    response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end(),
  ).listen(0, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = nodeWith(context, [entry('vendor', { matchImages: [host] })]);
  const login = { username: 'u', password: PASSWORD };
  const told = async (answer: object) => {
    const script = `#!/bin/sh\ncat <<'E'\n${JSON.stringify({ ...RESPONSE, auth: { [host]: login }, ...answer })}\nE\n`;
    folder.write('bin/vendor', script, 0o755);
    const words = ['--provider', 'vendor', '--verify'];
    const { text, exitCode } = await run(folder, { words, image: `${host}/team/app`, running: KUBELET });
    assert.equal(exitCode, 1);
    return text.replace(/\s+/g, ' ');
  };
  assert.match(await told({}), /with a refused credential for up to 5m after it is corrected/);
  assert.doesNotMatch(await told({ cacheDuration: '0s' }), /after it is corrected/);
  assert.match(await told({ cacheKeyType: 'none' }), /to do: mend what keeps the provider from giving one/);
  assert.match(await told({ auth: {} }), /to do: check the name of the repository/);
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

describe('a signal', () => {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    test(`${signal} goes to the plugin and to what it has started, and ends the command`, async (context) => {
      const folder = nodeWith(context);
      const at = (name: string) => join(folder.path, name);
      folder.write(
        'bin/vendor',
        `#!/bin/sh\nsleep 1000 & echo $! > ${at('child')}\ntrap 'touch ${at(signal)}; exit 1' ${signal.slice(3)}\necho $$ > ${at('started')}\nwait\n`,
        0o755,
      );
      const told = sendingWhen(() => existsSync(at('started')), signal);
      const { exitCode: exit, text, stderr } = await tryUntil(folder, ['--provider', 'vendor'], told);
      assert.deepEqual([exit, text], [exitCode, '']);
      assert.equal(stderr, `try: ended by ${signal}, with what it had started\n`);
      assert.ok(existsSync(at(signal)), 'the plugin got it');
      await untilGone(readFileSync(at('child'), 'utf8').trim());
    });
  }

  test('a plugin that takes no notice of it is killed', async (context) => {
    const folder = nodeWith(context);
    const started = join(folder.path, 'started');
    folder.write(
      'bin/vendor',
      `#!/bin/sh\ntrap '' INT\necho $$ > ${started}\nwhile :; do sleep 1000; done\n`,
      0o755,
    );
    const told = sendingWhen(() => existsSync(started), 'SIGINT');
    const { exitCode } = await tryUntil(folder, ['--provider', 'vendor'], told);
    assert.equal(exitCode, 130);
    await untilGone(readFileSync(started, 'utf8').trim());
  });

  test('no further plugin is started', async (context) => {
    const folder = nodeWith(context);
    const at = (name: string) => join(folder.path, name);
    folder.write(
      'bin/registry-credential-provider',
      `#!/bin/sh\ntouch ${at('started')}; sleep 1000\n`,
      0o755,
    );
    folder.write('bin/vendor', `#!/bin/sh\ntouch ${at('next')}\n`, 0o755);
    const words = ['--provider', 'registry-credential-provider', '--provider', 'vendor'];
    const told = sendingWhen(() => existsSync(at('started')), 'SIGTERM');
    const { exitCode } = await tryUntil(folder, words, told);
    assert.deepEqual([exitCode, existsSync(at('next'))], [143, false]);
  });
});

/** As `main.ts` tells it, once something has happened. */
function sendingWhen(hasHappened: () => boolean, signal: NodeJS.Signals): World['onSignal'] {
  const listeners = new Set<(sent: NodeJS.Signals) => void>();
  const timer = setInterval(() => {
    if (!hasHappened()) return;
    clearInterval(timer);
    for (const listener of [...listeners]) listener(signal);
  }, 10);
  return (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
}

async function tryUntil(folder: TemporaryFolder, words: readonly string[], onSignal: World['onSignal']) {
  let stderr = '';
  const offer = (text: string) => {
    stderr += text;
  };
  const world = worldOf({
    env: { PATH: '/usr/bin:/bin' },
    stderr: { write: offer, offer },
    onSignal,
  });
  const places = ['--kubelet-config', join(folder.path, 'providers.json')];
  const args = argumentsOf('try', [
    ...['try', IMAGE, ...places, '--kubelet-bin-dir', join(folder.path, 'bin'), ...words],
  ]);
  return { ...(await tryOnNode(args, world, nodeOf({}))), stderr };
}

async function untilGone(pid: string): Promise<void> {
  const stat = `/proc/${pid}/stat`;
  while (existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'))) await delay(10);
}

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
