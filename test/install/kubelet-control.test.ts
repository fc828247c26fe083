// A kubelet that is restarted and looked at: real processes, a real /healthz, a real API server's answer.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ProviderError } from '../../src/errors.ts';
import { controlKubelet, type Health } from '../../src/install/kubelet/control.ts';
import type { CommandLine, NodeSetup } from '../../src/install/node/node-setup.ts';
import { createAuthority } from '../clouds/authority.ts';
import { type StandInNode, standInNode } from './stand-in-node.ts';

const never = new AbortController().signal;

function control(
  node: StandInNode,
  setup: Partial<NodeSetup> = {},
  options: Partial<Parameters<typeof controlKubelet>[1]> = {},
) {
  const quick = { healthTimeoutMs: 60_000, steadyMs: 1_500, pollMs: 100, proc: node.proc };
  return controlKubelet({ ...node.setup, ...setup }, { ...quick, ...options });
}

async function restart(...args: Parameters<typeof control>): Promise<Health> {
  const kubelet = control(...args);
  await kubelet.restart(never);
  return kubelet.waitForHealth(never, false);
}

/** A node whose kubelet runs, and is well. */
async function running(context: TestContext): Promise<StandInNode> {
  const node = await standInNode(context);
  assert.ok((await restart(node)).healthy);
  return node;
}

function assertUnhealthy(health: Health, why: RegExp): asserts health is Health & { healthy: false } {
  assert.ok(!health.healthy, JSON.stringify(health));
  assert.match(health.why, why);
}

describe('a kubelet', { concurrency: 4 }, () => {
  test('it comes back as another process', async (context) => {
    const node = await running(context);
    const before = node.pid();
    const health = await restart(node);
    assert.ok(health.healthy);
    assert.notEqual(node.pid(), before);
    assert.deepEqual(health.seen, [
      `process ${node.pid()}`,
      'healthz ok',
      'node Ready not seen: the kubeconfig of the kubelet is not known',
    ]);
  });

  test('one that cannot load its credential providers: a crash loop, told apart long before the time is over', async (context) => {
    const node = await running(context);
    const reason =
      'E1125 02:00:01.000000 7 kuberuntime_manager.go:316] "Failed to register CRI auth plugins" err="plugin binary executable  did not exist"';
    node.plan({
      end: { afterMs: 300, exit: 1 },
      log: ['I1125 02:00:00 7 server.go:1] "Kubelet version"', reason],
    });
    const health = await restart(node, {}, { healthTimeoutMs: 60_000 });
    assertUnhealthy(
      health,
      /^the kubelet was not healthy: it exits soon after each start: 4 starts were seen$/,
    );
    assert.ok(health.logLines.includes(reason), health.logLines.join('\n'));
  });

  test('a crash loop that answers at /healthz each time, before it ends', async (context) => {
    const node = await running(context);
    node.plan({ healthz: 200, end: { afterMs: 500, exit: 1 } });
    assertUnhealthy(await restart(node), /4 starts were seen/);
  });

  test('never healthy: nothing listens, and another that says so', async (context) => {
    const node = await running(context);
    node.plan({});
    assertUnhealthy(
      await restart(node, {}, { healthTimeoutMs: 8_000 }),
      /^the kubelet was not healthy within 8 s: healthz: .*127\.0\.0\.1:\d+.*refused/,
    );
    node.plan({ healthz: 500 });
    assertUnhealthy(await restart(node, {}, { healthTimeoutMs: 8_000 }), /healthz answers 500$/);
  });

  test('a command that does nothing: the old process is not taken for a new one', async (context) => {
    const node = await running(context);
    assertUnhealthy(
      await restart(node, { restart: [['true']] }, { healthTimeoutMs: 1_000 }),
      new RegExp(`process ${node.pid()} was not restarted and still runs$`),
    );
  });

  test('a kubelet that did not run before is started', async (context) => {
    const health = await restart(await standInNode(context));
    assert.ok(health.healthy);
  });

  /** What the kubelet is started with, and what is said of it where it has to read what was placed. */
  const FLAGS: readonly (readonly [
    name: string,
    words: (setup: NodeSetup) => string,
    said: RegExp | string,
  ])[] = [
    [
      'that name our files',
      ({ kubeletConfig, binDir }) =>
        `--image-credential-provider-config=${kubeletConfig.path} --image-credential-provider-bin-dir ${binDir}/`,
      'its flags name the installed files',
    ],
    [
      'for another file',
      ({ binDir }) =>
        `--image-credential-provider-config=/etc/other.yaml --image-credential-provider-bin-dir=${binDir}`,
      /^the kubelet was not healthy: process \d+ was started with --image-credential-provider-config=\/etc\/other\.yaml, not .*credential-providers\.yaml$/,
    ],
    [
      'of which one is missing',
      ({ kubeletConfig }) => `--image-credential-provider-config=${kubeletConfig.path}`,
      /^the kubelet was not healthy: process \d+ was started without --image-credential-provider-bin-dir=.*bin$/,
    ],
    ['that are missing', () => '--v=2', /without --image-credential-provider-config=.* and without --image-/],
  ];
  for (const [name, words, said] of FLAGS) {
    test(`one that is started with flags ${name}`, async (context) => {
      const node = await running(context);
      node.flags(words(node.setup));
      const kubelet = control(node);
      await kubelet.restart(never);
      const health = await kubelet.waitForHealth(never, true);
      if (typeof said === 'string') {
        assert.ok(health.healthy, JSON.stringify(health));
        assert.equal(health.seen[1], said);
      } else {
        assertUnhealthy(health, said);
      }
    });
  }

  test('without /healthz its process must stay', async (context) => {
    const node = await running(context);
    const health = await restart(node, { healthUrl: undefined });
    assert.ok(health.healthy);
    assert.deepEqual(health.seen.slice(0, 2), [`process ${node.pid()}`, 'healthz is turned off']);
  });

  const COMMANDS: readonly (readonly [name: string, restart: readonly CommandLine[], message: RegExp])[] = [
    [
      'exit 3, and what it said',
      [
        [
          'sh',
          '-c',
          'echo first >&2; echo "Job for kubelet.service failed, password=canary-6f2a" >&2; exit 3',
        ],
      ],
      /^restart of the kubelet: "sh -c .*": exit 3: first \/ Job for kubelet.service failed, password=\[redacted\]$/,
    ],
    ['said on stdout', [['sh', '-c', 'echo why; exit 1']], /exit 1: why$/],
    ['nothing said', [['false']], /^restart of the kubelet: "false": exit 1: no output$/],
    ['no such program', [['no-such-systemctl', 'restart']], /"no-such-systemctl restart": ENOENT/],
    ['the second of two', [['true'], ['false']], /"false": exit 1/],
    ['killed', [['sh', '-c', 'kill -9 $$']], /ended by SIGKILL/],
  ];
  for (const [name, commands, message] of COMMANDS) {
    test(`a restart command that fails: ${name}`, async (context) => {
      const node = await standInNode(context);
      await assert.rejects(control(node, { restart: commands }).restart(never), (error) => {
        assert.ok(error instanceof ProviderError);
        assert.equal(error.code, 'RESTART_FAILED');
        assert.match(error.message, message);
        return true;
      });
    });
  }

  test('commands have the places of the system, and nothing of ours', async (context) => {
    const node = await standInNode(context);
    process.env.CANARY = 'canary-6f2a';
    context.after(() => delete process.env.CANARY);
    const file = join(node.folder.path, 'environment');
    await control(node, { restart: [['sh', '-c', `env > ${file}; pwd >> ${file}; cat >> ${file}`]] }).restart(
      never,
    );
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    assert.ok(lines.includes('SYSTEMD_IGNORE_CHROOT=1'));
    assert.ok(lines.some((line) => line.startsWith('PATH=/usr/local/sbin:')));
    assert.ok(!lines.some((line) => /CANARY|HOME/.test(line)), lines.join('\n'));
    assert.equal(lines.at(-1), '/');
  });

  test('a signal ends the waiting, and a command with what it has started', async (context) => {
    const node = await running(context);
    node.plan({});
    const stop = new AbortController();
    const reason = new Error('enough');
    const kubelet = control(node);
    await kubelet.restart(never);
    const waiting = kubelet.waitForHealth(stop.signal, false);
    stop.abort(reason);
    await assert.rejects(waiting, reason);

    const file = join(node.folder.path, 'child');
    const command: CommandLine = ['sh', '-c', `sleep 600 & echo $! > ${file}; wait`];
    const commandStop = new AbortController();
    const running1 = control(node, { restart: [command] }).restart(commandStop.signal);
    while (!existsSync(file) || readFileSync(file, 'utf8') === '') await delay(20);
    commandStop.abort(reason);
    await assert.rejects(running1, reason);
    const child = Number(readFileSync(file, 'utf8'));
    while (isAlive(child)) await delay(20);
  });

  test('a log command that fails is said instead', async (context) => {
    const node = await standInNode(context);
    node.plan({});
    const health = await restart(
      node,
      { logs: ['sh', '-c', 'echo no journal >&2; exit 1'] },
      { healthTimeoutMs: 500 },
    );
    assertUnhealthy(health, /within 0.5 s/);
    assert.equal(health.logLines.length, 1);
    assert.match(health.logLines[0] as string, /^no log lines of the kubelet: .*: exit 1: no journal$/);
  });

  test('Ready, as the API server says it', async (context) => {
    const node = await running(context);
    const authority = createAuthority();
    const own = authority.issue(['127.0.0.1']);
    const client = authority.issue(['system:node:n1'], { of: 'client' });
    let condition: object = {};
    const server = createServer(
      { cert: own.certificate, key: own.key, ca: authority.certificate, requestCert: true },
      (_, response) =>
        response.end(JSON.stringify({ status: { conditions: [{ type: 'Ready', ...condition }] } })),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    context.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const kubeconfig = node.folder.write(
      'kubelet.conf',
      JSON.stringify({
        clusters: [
          {
            name: 'c',
            cluster: {
              server: `https://127.0.0.1:${port}`,
              'certificate-authority-data': base64(authority.certificate),
            },
          },
        ],
        users: [
          {
            name: 'u',
            user: {
              'client-certificate-data': base64(client.certificate),
              'client-key-data': base64(client.key),
            },
          },
        ],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      }),
    );
    const long = { status: 'True', lastHeartbeatTime: '2026-01-01T00:00:00Z' };
    const now = () => ({ status: 'True', lastHeartbeatTime: new Date().toISOString().replace(/\.\d+/, '') });

    condition = long;
    assertUnhealthy(
      await restart(node, { kubeconfig }, { healthTimeoutMs: 10_000 }),
      /the node has not reported Ready since the restart$/,
    );

    const kubelet = control(node, { kubeconfig });
    await kubelet.restart(never); // Ready before
    condition = { ...now(), status: 'False', reason: 'KubeletNotReady' };
    const late = setTimeout(() => (condition = now()), 3_000);
    context.after(() => clearTimeout(late));
    const health = await kubelet.waitForHealth(never, false);
    assert.ok(health.healthy);
    assert.equal(health.seen[2], 'node Ready');

    condition = { ...now(), status: 'False', reason: 'KubeletNotReady' };
    const unready = await restart(node, { kubeconfig });
    assert.ok(unready.healthy);
    assert.equal(unready.seen[2], 'node not Ready, and it was not Ready before the restart');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
