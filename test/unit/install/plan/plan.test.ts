// What install and uninstall would change on a node, in which order, and what is said of it.

import assert from 'node:assert/strict';
import { chmodSync, existsSync } from 'node:fs';
import { describe, type TestContext, test } from 'node:test';
import type { ProviderError } from '../../../../src/errors.ts';
import { HEADER, hasText } from '../../../../src/install/node/flags.ts';
import type { NodeSetup } from '../../../../src/install/node/node-setup.ts';
import type { Change, NodePlan } from '../../../../src/install/plan/node-plan.ts';
import { type Content, withAttributes } from '../../../../src/install/state/content.ts';
import { digestOf, type Standing } from '../../../../src/system/placing.ts';
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

const DROP_IN = 'unit.d/zz-registry-credential-provider.conf';

/** What it wrote where this version writes other words. */
const FORMER: readonly (readonly [now: string, former: string])[] = [
  [
    HEADER,
    '# Made by registry-credential-provider install, which makes it anew when the unit changes; uninstall takes it away.',
  ],
  [
    '# Only images that match one of these reach the rules of this plugin.',
    '# Only images that one of these matches get as far as our rules. They mean the same as there.',
  ],
  [
    '# For responses without a cache duration; this plugin always sets one.',
    '# For answers that do not say how long they hold; ours always do.',
  ],
];

/** The plan as the former version made it: with its texts, and a record of them. */
function asFormerVersion(plan: NodePlan): NodePlan {
  const digests = new Map<string, string>();
  const former = (source: Uint8Array | string) => {
    if (typeof source === 'string') return source;
    const now = Buffer.from(source).toString('utf8');
    const then = Buffer.from(FORMER.reduce((text, [words, earlier]) => text.replaceAll(words, earlier), now));
    digests.set(digestOf(source), digestOf(then));
    return then;
  };
  const contentOf = (content: Content): Content =>
    content.kind === 'file' && typeof content.source !== 'string'
      ? withAttributes(former(content.source), content)
      : content;
  const changes = plan.changes.map((change) => ({ ...change, after: contentOf(change.after) }));
  const kept = [...plan.kept].map(([digest, source]) => {
    const then = former(source);
    return [typeof then === 'string' ? digest : digestOf(then), then] as const;
  });
  const standingOf = (standing: Standing): Standing =>
    standing.kind === 'file'
      ? { ...standing, digest: digests.get(standing.digest) ?? standing.digest }
      : standing;
  const { record } = plan;
  assert.ok(record);
  const items = record.items.map((item) => ({ ...item, ours: standingOf(item.ours) }));
  return { ...plan, changes, kept: new Map(kept), record: { ...record, items } };
}

describe('what the former version wrote', { skip: NOT_ROOT }, () => {
  /** Installed by it, with a drop-in for the flags. */
  async function formerNode(context: TestContext) {
    const node = new SmallNode(context);
    const { setup } = node;
    const text = `${HEADER}\n[Service]\nEnvironment="KUBELET_EXTRA_ARGS=--image-credential-provider-config=${setup.kubeletConfig.path} --image-credential-provider-bin-dir=${setup.binDir}"\n`;
    const file = { path: `${node.root}/${DROP_IN}`, text, mode: 0o644, why: 'the flags' };
    const look = (): NodeSetup => {
      const isThere = existsSync(file.path) && hasText(node.read(DROP_IN), text);
      return { ...setup, flagFiles: isThere ? [] : [file] };
    };
    Object.defineProperty(node, 'setup', { get: look });
    const before = node.snapshot();
    await node.carryOut(asFormerVersion(node.plan(['a.example'])));
    for (const name of [KUBELET, DROP_IN]) {
      for (const [now] of FORMER) assert.ok(!node.read(name).includes(now), node.read(name));
    }
    assert.match(node.read(DROP_IN), /^# Made by registry-credential-provider install, /);
    assert.match(node.read(KUBELET), /get as far as our rules/);
    return { node, before };
  }

  test('is as it should be: nothing is written again', async (context) => {
    const { node } = await formerNode(context);
    const plan = node.plan(['a.example']);
    assert.deepEqual([plan.changes, plan.notes, plan.restart], [[], [], false]);
  });

  test('is taken away, to the byte; after another rule as well', async (context) => {
    const { node, before } = await formerNode(context);
    const installed = node.save();
    await node.uninstall();
    assert.deepEqual(node.snapshot(), before);
    installed();
    await node.install(['b.example']);
    assert.match(node.read(KUBELET), /b\.example/);
    await node.uninstall();
    assert.deepEqual(node.snapshot(), before);
  });

  test('is found in files that were changed since', async (context) => {
    const { node } = await formerNode(context);
    node.write(KUBELET, node.read(KUBELET).replace('"10m"', '"11m"'), 0o640);
    node.write(DROP_IN, `${node.read(DROP_IN)}OOMScoreAdjust=-999\n`);
    await node.uninstall();
    assert.equal(node.read(KUBELET), VENDOR.replace('"10m"', '"11m"'));
    assert.equal(node.read(DROP_IN), '[Service]\nOOMScoreAdjust=-999\n');
  });
});
