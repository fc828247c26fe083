// A kubelet that is left alone: for an image of a node before it joins, and for a node that is drained first.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SeenKubelet } from '../../src/install/kubelet/process.ts';
import { Node } from './node.ts';

const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';
const UNJOINED = {
  notJoined:
    'kubelet.service starts the kubelet with --config=/var/lib/kubelet/config.yaml, which does not exist',
};

/** One that was started long ago, or after everything that this test does; with the flags or with others. */
function kubelet(
  node: Node,
  started: 'before' | 'since',
  flags?: Partial<SeenKubelet['flags']>,
): SeenKubelet {
  const { kubeletConfig, binDir } = node.setup;
  return {
    pid: 4711,
    start: started === 'before' ? '1' : String(Number.MAX_SAFE_INTEGER),
    flags: { config: kubeletConfig.path, binDir, ...flags },
  };
}

const recordOf = (node: Node) => JSON.parse(node.read('state/installed.json'));

describe('--no-restart', { skip: NOT_ROOT }, () => {
  test('prepares a node that has not joined, which is refused otherwise before anything is written', async (context) => {
    const node = await Node.make(context, 'nothing');
    const wants = node.wants(['a.example']);
    const before = node.snapshotOfOthers();
    const refused = await node.run({ what: 'install', wants, setup: UNJOINED });
    assert.equal(refused.code, 'INSTALL_REFUSED');
    assert.match(
      refused.message,
      /^install: this node has not joined a cluster: kubelet\.service starts .*; let it join first .*, or prepare it with --no-restart /,
    );
    assert.deepEqual(refused.steps, []);
    assert.deepEqual(node.snapshotOfOthers(), before);

    const prepared = await node.run({ what: 'install', wants, setup: UNJOINED, noRestart: true });
    assert.equal(prepared.outcome, 'installed', prepared.message);
    assert.match(
      prepared.message,
      /; the kubelet has not read it yet, .*: it starts when the node joins the cluster; status then reports/,
    );
    assert.equal(node.restarts, 0);
    assert.ok(recordOf(node).unread);
    assert.deepEqual(node.whyNotLoaded(), []);
  });

  test('joined since: the next install has nothing to do, and restarts nothing', async (context) => {
    const node = await Node.make(context, 'nothing');
    const wants = node.wants(['a.example']);
    await node.run({ what: 'install', wants, setup: UNJOINED, noRestart: true });
    const { outcome, message } = await node.run({ what: 'install', wants, kubelet: kubelet(node, 'since') });
    assert.equal(outcome, 'unchanged', message);
    assert.equal(node.restarts, 0);
    assert.equal(recordOf(node).unread, undefined);
  });

  for (const [name, seen] of [
    ['that runs since before', (node: Node) => kubelet(node, 'before')],
    ['that was started with other flags', (node: Node) => kubelet(node, 'since', { config: '/elsewhere' })],
    ['that was started without them', (node: Node) => kubelet(node, 'since', { config: undefined })],
    ['that is not seen', () => undefined],
  ] as const) {
    test(`a later install restarts a kubelet ${name}`, async (context) => {
      const node = await Node.make(context, 'file');
      const wants = node.wants(['a.example']);
      await node.run({ what: 'install', wants, noRestart: true, kubelet: kubelet(node, 'before') });
      assert.equal(node.restarts, 0);
      const { outcome, message } = await node.run({ what: 'install', wants, kubelet: seen(node) });
      assert.equal(outcome, 'installed', message);
      assert.match(message, /the kubelet was restarted and is healthy \(healthz ok\)$/);
      assert.equal(node.restarts, 1);
      assert.equal(recordOf(node).unread, undefined);
    });
  }

  test('it is remembered through further runs of its kind, and what was to be read first counts', async (context) => {
    const node = await Node.make(context, 'file');
    const old = { kubelet: kubelet(node, 'before'), noRestart: true };
    await node.run({ what: 'install', wants: node.wants(['a.example']), ...old });
    const first = recordOf(node).unread;
    const again = await node.run({ what: 'install', wants: node.wants(['a.example']), ...old });
    assert.match(
      again.message,
      /^nothing to do: .*; the kubelet has not read it yet, .*: restart it \(\/bin\/true\)/,
    );
    assert.deepEqual(recordOf(node).unread, first);
    await node.run({ what: 'install', wants: node.wants(['a.example', 'b.example']), ...old });
    assert.ok(recordOf(node).unread.ticks >= first.ticks);
  });

  test('what needs no restart leaves nothing to be read', async (context) => {
    const node = await Node.make(context, 'file');
    await node.run({ what: 'install', wants: node.wants(['a.example']) });
    node.ship('2.0.0');
    const { message } = await node.run({
      what: 'install',
      wants: node.wants(['a.example']),
      noRestart: true,
    });
    assert.match(message, /the kubelet needed no restart/);
    assert.equal(recordOf(node).unread, undefined);
  });

  test('a kubelet that is not healthy with what was prepared: what stays is said, and uninstall takes it off', async (context) => {
    const node = await Node.make(context, 'file');
    const before = node.snapshot();
    const wants = node.wants(['a.example']);
    await node.run({ what: 'install', wants, noRestart: true });
    node.write('ill-when', 'a.example');
    const { code, message } = await node.run({ what: 'install', wants });
    assert.equal(code, 'INSTALL_ROLLED_BACK');
    assert.match(
      message,
      /what an earlier install --no-restart placed stays; .* or remove it with uninstall/,
    );
    assert.ok(recordOf(node).unread);
    assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
    assert.deepEqual(node.snapshot(), before);
  });

  test('a prepared image is cleaned again without a kubelet', async (context) => {
    const node = await Node.make(context, 'nothing');
    const before = node.snapshot();
    await node.run({ what: 'install', wants: node.wants(['a.example']), setup: UNJOINED, noRestart: true });
    const { outcome, message } = await node.run({ what: 'uninstall' });
    assert.equal(outcome, 'uninstalled', message);
    assert.equal(node.restarts, 0);
    assert.deepEqual(node.snapshot(), before);
  });

  test('an uninstall that leaves the kubelet alone says that it still works with what was there', async (context) => {
    const node = await Node.make(context, 'file');
    await node.run({ what: 'install', wants: node.wants(['a.example']) });
    const { message } = await node.run({ what: 'uninstall', noRestart: true });
    assert.match(
      message,
      /the kubelet was not restarted \(--no-restart\) and still uses the earlier configuration: restart it \(\/bin\/true\)$/,
    );
    assert.equal(node.restarts, 1);
  });

  test('a dry run says so', async (context) => {
    const node = await Node.make(context, 'file');
    const run = { what: 'install', wants: node.wants(['a.example']), dryRun: true } as const;
    const { message } = await node.run({ ...run, noRestart: true });
    assert.match(message, /is not restarted \(--no-restart\)\.\nThe kubelet would not be restarted\.$/m);
    assert.match((await node.run(run)).message, /The kubelet would be restarted\.$/m);
  });
});

describe('what could not be seen', { skip: NOT_ROOT }, () => {
  const BY_HAND = { flagsFrom: 'operator' } as const;

  test('is in the account: what the kubelet has to be started with', async (context) => {
    const node = await Node.make(context, 'file');
    const wants = node.wants(['a.example']);
    await node.run({ what: 'install', wants, setup: BY_HAND });
    const { outcome, message } = await node.run({ what: 'install', wants, setup: BY_HAND });
    assert.equal(outcome, 'unchanged');
    assert.match(
      message,
      /in place; not seen: whether the kubelet is started with --image-credential-provider-config=.*providers\.yaml --image-credential-provider-bin-dir=.*bin, as it must be/,
    );
  });

  test('is not said of a kubelet whose flags were seen', async (context) => {
    const node = await Node.make(context, 'file');
    const wants = node.wants(['a.example']);
    const seen = kubelet(node, 'since');
    await node.run({ what: 'install', wants, setup: BY_HAND, kubelet: seen });
    const { message } = await node.run({ what: 'install', wants, setup: BY_HAND, kubelet: seen });
    assert.match(message, /in place$/);
  });

  test('a kubelet that was seen with others is', async (context) => {
    const node = await Node.make(context, 'file');
    const wants = node.wants(['a.example']);
    const other = kubelet(node, 'since', { binDir: '/elsewhere' });
    await node.run({ what: 'install', wants, kubelet: other });
    const { message } = await node.run({ what: 'install', wants, kubelet: other });
    assert.match(
      message,
      /process 4711 was started with --image-credential-provider-bin-dir=\/elsewhere, not /,
    );
  });
});
