// A change happens as a whole or not at all: done, refused, rolled back, and killed at each of its steps.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ProviderError } from '../../../../src/errors.ts';
import { recover } from '../../../../src/install/apply/recover.ts';
import type { RunStep } from '../../../../src/install/state/journal.ts';
import { NOT_ROOT, SmallNode, VENDOR } from '../small-node.ts';

const BIN = 'bin/registry-credential-provider';

/** The node at each step of the work, as a kill at that step would leave it. */
async function killedAtEachStep(node: SmallNode, work: () => Promise<void>) {
  const kills: { readonly step: RunStep; readonly restore: () => void }[] = [];
  node.steps.length = 0;
  node.onStep = (step) => kills.push({ step, restore: node.save() });
  await work();
  node.onStep = () => {};
  return kills;
}

describe('a change', { skip: NOT_ROOT }, () => {
  test('places what was planned, and records it', async (context) => {
    const node = new SmallNode(context);
    await node.install(['a.example']);
    assert.equal(node.read(BIN), 'version 1');
    assert.match(node.read('kubelet/providers.yaml'), /a\.example/);
    assert.equal(node.restarts, 1);
    assert.deepEqual(
      node.record?.items.map(({ role }) => role),
      ['executable', 'config', 'kubeletConfig'],
    );
    assert.deepEqual(node.record?.folders, [`${node.root}/etc`]);
    assert.deepEqual(
      Object.keys(node.snapshot()).filter((name) => /\.rcp-|transaction|staging/.test(name)),
      [],
      'nothing that was for the time of the change is left',
    );
  });

  test('installed and uninstalled: the node is as it was, to the byte', async (context) => {
    const node = new SmallNode(context);
    const before = node.snapshot();
    await node.install(['a.example']);
    node.write('new-executable', 'version 2', 0o755);
    await node.install(['b.example', 'c.example']);
    assert.equal(node.read(BIN), 'version 2');
    await node.uninstall();
    node.write('new-executable', 'version 1', 0o755);
    assert.deepEqual(node.snapshot(), before);
  });

  test('that is refused when it is staged changes nothing', async (context) => {
    const node = new SmallNode(context);
    const before = node.snapshot();
    const refusal = new ProviderError('refused', { code: 'INSTALL_REFUSED' });
    const check = async ({ at }: { at: (path: string) => string }) => {
      assert.equal(node.read(at(`${node.root}/${BIN}`).slice(node.root.length)), 'version 1');
      throw refusal;
    };
    await assert.rejects(node.carryOut(node.plan(['a.example']), { check }), refusal);
    assert.deepEqual(node.snapshot(), before);
    assert.equal(node.restarts, 0);
  });

  test('that meets another content than was planned for changes nothing', async (context) => {
    const node = new SmallNode(context);
    const plan = node.plan(['a.example']);
    node.write('kubelet/providers.yaml', `${VENDOR}# changed\n`, 0o640);
    const before = node.snapshot();
    await assert.rejects(node.carryOut(plan), ({ code }: ProviderError) => code === 'INSTALL_REFUSED');
    assert.deepEqual(node.snapshot(), before);
  });

  test('with which the kubelet is not healthy is rolled back, and the kubelet restarted again', async (context) => {
    const node = new SmallNode(context);
    const before = node.snapshot();
    node.health = { healthy: false, why: 'healthz says 500', logLines: ['F1125 it cannot start'] };
    node.onStep = (step) => {
      if (step === 'restartedAgain') node.health = { healthy: true, seen: ['healthz ok'] };
    };
    await assert.rejects(
      node.install(['a.example']),
      ({ code, message }: ProviderError) =>
        code === 'INSTALL_ROLLED_BACK' && message.includes('healthz says 500'),
    );
    assert.deepEqual(node.snapshot(), before);
    assert.equal(node.restarts, 2);
    assert.ok(node.said.includes('F1125 it cannot start'));
  });
});

describe('killed at each step', { skip: NOT_ROOT }, () => {
  for (const [name, prepare, work] of [
    ['the first install', async () => {}, (node) => node.install(['a.example'])],
    ['an upgrade', (node) => node.install(['a.example']), (node) => node.install(['b.example'])],
    ['an uninstall', (node) => node.install(['a.example']), (node) => node.uninstall()],
  ] as readonly (readonly [
    string,
    (node: SmallNode) => Promise<void>,
    (node: SmallNode) => Promise<void>,
  ])[]) {
    test(`${name}: recovery leads back, after the commit to the end`, async (context) => {
      const node = new SmallNode(context);
      await prepare(node);
      const before = node.snapshot();
      const kills = await killedAtEachStep(node, () => work(node));
      const after = node.snapshot();
      const committed = kills.findIndex(({ step }) => step === 'committed');
      assert.ok(committed > 0);
      for (const [index, { step, restore }] of kills.entries()) {
        restore();
        await recover(node.options);
        const expected = index < committed ? before : after;
        assert.deepEqual(node.snapshot(), expected, `after a kill at ${index}, "${step}"`);
      }
    });
  }

  test('the kubelet is restarted on the way back only where it may have read what is taken back', async (context) => {
    const node = new SmallNode(context);
    const kills = await killedAtEachStep(node, () => node.install(['a.example']));
    const restartsAfter = async (wanted: RunStep, which: 'first' | 'last') => {
      const kill = kills[which === 'first' ? 'find' : 'findLast'](({ step }) => step === wanted);
      kill?.restore();
      node.restarts = 0;
      await recover(node.options);
      return node.restarts;
    };
    assert.equal(await restartsAfter('staged', 'last'), 0);
    assert.equal(await restartsAfter('switched', 'first'), 0, 'the executable alone is switched');
    assert.equal(await restartsAfter('switched', 'last'), 1);
    assert.equal(await restartsAfter('healthy', 'last'), 1);
    assert.equal(await restartsAfter('committed', 'last'), 0);
  });

  test('an undo that is killed is gone on with, its restart included', async (context) => {
    const node = new SmallNode(context);
    const before = node.snapshot();
    const kills = await killedAtEachStep(node, () => node.install(['a.example']));
    const healthy = kills.find(({ step }) => step === 'healthy');
    healthy?.restore();
    const undos = await killedAtEachStep(node, () => recover(node.options));
    for (const { step, restore } of undos) {
      restore();
      node.restarts = 0;
      await recover(node.options);
      assert.deepEqual(node.snapshot(), before, `after a kill at "${step}"`);
      assert.equal(node.restarts, step === 'ended' ? 0 : 1, `restarts after a kill at "${step}"`);
    }
  });

  test('what another has written meanwhile stays, and only our part goes', async (context) => {
    const node = new SmallNode(context);
    const kills = await killedAtEachStep(node, () => node.install(['a.example']));
    kills.find(({ step }) => step === 'healthy')?.restore();
    const name = 'kubelet/providers.yaml';
    node.write(name, node.read(name).replace('"10m"', '"11m"'), 0o640);
    node.write(BIN, 'of another', 0o755);
    await recover(node.options);
    assert.equal(node.read(name), VENDOR.replace('"10m"', '"11m"'));
    assert.equal(node.read(BIN), 'of another');
    assert.match(node.said.join('\n'), new RegExp(`${BIN} .*is left as it is`));
  });
});
