// What install and uninstall would change on a node, in which order, and what is said of it.

import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { ProviderError } from '../../../../src/errors.ts';
import type { Change, NodePlan } from '../../../../src/install/plan/node-plan.ts';
import { NOT_ROOT, SmallNode, VENDOR } from '../small-node.ts';

const KUBELET = 'kubelet/providers.yaml';

function rolesOf({ changes }: NodePlan): string[] {
  return changes.map(({ role }) => role);
}

function changeOf({ changes }: NodePlan, role: Change['role']): Change {
  const change = changes.find((each) => each.role === role);
  assert.ok(change, `no change of the role ${role}`);
  return change;
}

function textOf({ after }: Change): string {
  assert.ok(after.kind === 'file' && typeof after.source !== 'string');
  return Buffer.from(after.source).toString('utf8');
}

describe('the plan of an install', { skip: NOT_ROOT }, () => {
  test('on a node without it: what is named is there before what names it', (context) => {
    const node = new SmallNode(context);
    const before = node.snapshot();
    const plan = node.plan(['a.example']);
    assert.deepEqual(rolesOf(plan), ['executable', 'config', 'kubeletConfig']);
    assert.equal(plan.restart, true);
    assert.deepEqual(plan.notes, []);
    assert.deepEqual(
      plan.record?.items.map(({ original }) => original.kind),
      ['absent', 'absent', 'file'],
    );
    assert.deepEqual(node.snapshot(), before, 'a plan changes nothing');
  });

  test('keeps every byte and the mode of what others have in the file', (context) => {
    const node = new SmallNode(context);
    const change = changeOf(node.plan(['a.example']), 'kubeletConfig');
    const text = textOf(change);
    assert.equal(text.slice(0, VENDOR.length), VENDOR);
    assert.match(text.slice(VENDOR.length), /^ {4}- name: registry-credential-provider$/m);
    assert.equal(change.after.kind === 'file' && change.after.mode, 0o640);
  });

  test('a configuration with a password in it is for root alone', (context) => {
    const { after } = changeOf(new SmallNode(context).plan(['a.example']), 'config');
    assert.deepEqual(after.kind === 'file' && [after.mode.toString(8), after.uid, after.gid], ['600', 0, 0]);
  });

  test('again: nothing', async (context) => {
    const node = new SmallNode(context);
    await node.install(['a.example']);
    const plan = node.plan(['a.example']);
    assert.deepEqual(plan.changes, []);
    assert.equal(plan.restart, false);
    assert.equal(JSON.stringify(plan.record), JSON.stringify(node.record));
  });

  test('of a newer version: the executable alone, and the kubelet is not restarted', async (context) => {
    const node = new SmallNode(context);
    await node.install(['a.example']);
    node.write('new-executable', 'version 2', 0o755);
    const plan = node.plan(['a.example']);
    assert.deepEqual(rolesOf(plan), ['executable']);
    assert.equal(plan.restart, false);
    assert.deepEqual(plan.record?.items[0]?.original, { kind: 'absent' }, 'not the earlier version of ours');
  });

  test('of another rule: the entry follows, and what was there before stays recorded', async (context) => {
    const node = new SmallNode(context);
    await node.install(['a.example']);
    const plan = node.plan(['b.example']);
    assert.deepEqual(rolesOf(plan), ['config', 'kubeletConfig']);
    assert.doesNotMatch(textOf(changeOf(plan, 'kubeletConfig')), /a\.example/);
    const original = node.record?.items.find(({ role }) => role === 'kubeletConfig')?.original;
    assert.deepEqual(plan.record?.items.find(({ role }) => role === 'kubeletConfig')?.original, original);
    assert.ok(original?.kind === 'file' && plan.kept.has(original.digest));
  });

  test('after a change of our entry by hand: it is said, with the old and the new value', async (context) => {
    const node = new SmallNode(context);
    await node.install(['a.example']);
    node.write(
      KUBELET,
      node.read(KUBELET).replace('defaultCacheDuration: "0s"', 'defaultCacheDuration: "9m"'),
      0o640,
    );
    const plan = node.plan(['a.example']);
    assert.deepEqual(rolesOf(plan), ['kubeletConfig']);
    assert.equal(plan.notes.length, 1);
    assert.match(plan.notes[0] ?? '', /defaultCacheDuration.*"9m".*"0s"/);
  });

  test('what another entry does and ours cannot is refused, and its notes are said', (context) => {
    const node = new SmallNode(context);
    const before = node.snapshot();
    const replace = ['vendor-plugin'];
    assert.throws(
      () => node.plan(['a.example'], { replace }),
      ({ code, details }: ProviderError) =>
        code === 'INSTALL_REFUSED' &&
        details.length === 2 &&
        /vendor\.example/.test(details[0] ?? '') &&
        /REGION/.test(details[1] ?? ''),
    );
    assert.ok(node.said.length > 0);
    assert.deepEqual(node.snapshot(), before);
    const plan = node.plan(['a.example'], { replace, acceptLoss: true });
    assert.doesNotMatch(textOf(changeOf(plan, 'kubeletConfig')), /vendor-plugin/);
    assert.ok((plan.record?.accepted?.length ?? 0) > 0);
  });

  test('a folder where a file is to be is refused', (context) => {
    const node = new SmallNode(context);
    node.write('bin/registry-credential-provider/x', '');
    assert.throws(
      () => node.plan(['a.example']),
      ({ code }: ProviderError) => code === 'INSTALL_REFUSED',
    );
  });

  test('a folder that another user can write is refused', (context) => {
    const node = new SmallNode(context);
    const folder = node.write('open/providers.yaml', VENDOR).replace(/\/[^/]+$/, '');
    chmodSync(folder, 0o777);
    const setup = {
      ...node.setup,
      kubeletConfig: { path: `${folder}/providers.yaml`, form: 'file' as const },
    };
    Object.defineProperty(node, 'setup', { value: setup });
    assert.throws(
      () => node.plan(['a.example']),
      ({ code, message }: ProviderError) =>
        code === 'INSTALL_REFUSED' && message.includes('every user can write'),
    );
  });
});

describe('the plan of an uninstall', { skip: NOT_ROOT }, () => {
  test('is the reverse, and gives back what was there', async (context) => {
    const node = new SmallNode(context);
    await node.install(['a.example']);
    const { plan, mayHaveNone } = node.planUninstall();
    assert.deepEqual(rolesOf(plan), ['kubeletConfig', 'config', 'executable']);
    assert.equal(plan.record, undefined);
    assert.equal(mayHaveNone, false);
    assert.deepEqual(
      plan.changes.map(({ after }) => after.kind),
      ['file', 'absent', 'absent'],
    );
  });

  test('takes only our part out of a file that was changed since', async (context) => {
    const node = new SmallNode(context);
    await node.install(['a.example']);
    node.write(KUBELET, node.read(KUBELET).replace('"10m"', '"11m"'), 0o640);
    const { plan } = node.planUninstall();
    assert.equal(textOf(changeOf(plan, 'kubeletConfig')), VENDOR.replace('"10m"', '"11m"'));
    assert.equal(plan.notes.length, 1);
  });

  test('leaves a file that another has replaced, and says so', async (context) => {
    const node = new SmallNode(context);
    await node.install(['a.example']);
    node.write('bin/registry-credential-provider', 'of another', 0o755);
    const { plan } = node.planUninstall();
    assert.deepEqual(rolesOf(plan), ['kubeletConfig', 'config']);
    assert.match(plan.notes.join(), /bin\/registry-credential-provider .*is left as it is/);
  });
});
