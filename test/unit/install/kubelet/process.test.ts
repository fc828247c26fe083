// What is seen of the kubelet that runs: its flags, and whether it was started since something was placed.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  flagsProblem,
  flagsUnseen,
  hasRead,
  isStartedSince,
  type SeenKubelet,
  seeKubelet,
  thisMoment,
} from '../../../../src/install/kubelet/process.ts';
import type { NodeSetup } from '../../../../src/install/node/node-setup.ts';
import { FakeNode } from '../../../support/fake-node.ts';

const SETUP = {
  profile: 'systemd',
  restart: [['systemctl', 'restart', 'kubelet.service']],
  kubeletConfig: { path: '/etc/p.yaml', form: 'file' },
  binDir: '/opt/p',
  flagsFrom: 'files',
} as unknown as NodeSetup;

const CONFIG = '--image-credential-provider-config';
const BIN_DIR = '--image-credential-provider-bin-dir';

describe('the flags of the kubelet that runs', () => {
  for (const [name, words, problem] of [
    ['both', [`${CONFIG}=/etc/p.yaml`, `${BIN_DIR}=/opt/p`], undefined],
    ['both, written in another way', [CONFIG, '/etc/p.yaml', BIN_DIR, '/opt/p/'], undefined],
    [
      'another file',
      [`${CONFIG}=/etc/q.yaml`, `${BIN_DIR}=/opt/p`],
      /^process 5 was started with .*=\/etc\/q\.yaml, not \/etc\/p\.yaml$/,
    ],
    [
      'no folder',
      [`${CONFIG}=/etc/p.yaml`],
      /^process 5 was started without --image-credential-provider-bin-dir=\/opt\/p$/,
    ],
    ['neither', [], /without .* and without /],
    [
      'the last of two counts',
      [`${CONFIG}=/etc/p.yaml`, `${CONFIG}=/etc/q`, `${BIN_DIR}=/opt/p`],
      /\/etc\/q, not/,
    ],
  ] as const) {
    test(name, (context) => {
      const node = new FakeNode(context);
      node.add(5, ['/usr/bin/kubelet', ...words], { exe: '/usr/bin/kubelet', start: 70 });
      const seen = seeKubelet(SETUP, node.proc, node.trust);
      assert.equal(seen?.start, '70');
      const found = seen && flagsProblem(SETUP, seen);
      if (problem === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', problem);
    });
  }

  test('of no kubelet nothing is seen, and that matters where only the operator has named them', (context) => {
    const node = new FakeNode(context);
    assert.equal(seeKubelet(SETUP, node.proc, node.trust), undefined);
    assert.equal(flagsUnseen(SETUP, undefined), undefined);
    assert.match(
      flagsUnseen({ ...SETUP, flagsFrom: 'operator' }, undefined) ?? '',
      /must be: no kubelet process and no unit/,
    );
  });
});

describe('whether a kubelet has read what was placed', () => {
  const FLAGS = { config: '/etc/p.yaml', binDir: '/opt/p' };
  const at = (start: number, flags: SeenKubelet['flags'] = FLAGS): SeenKubelet => ({
    pid: 5,
    start: String(start),
    flags,
  });

  for (const [name, seen, boot, read] of [
    ['started later', at(1001), 'b', true],
    ['started in the same tick', at(1000), 'b', false],
    ['started before', at(999), 'b', false],
    ['started in another boot of the machine', at(5), 'another', true],
    ['with other flags', at(1001, { ...FLAGS, binDir: '/opt/q' }), 'b', false],
    ['whose flags cannot be seen', at(1001, undefined), 'b', true],
    ['that is not there', undefined, 'b', false],
  ] as const) {
    test(name, (context) => {
      const node = new FakeNode(context);
      node.folder.write('proc/sys/kernel/random/boot_id', 'b\n', 0o644);
      node.folder.write('proc/uptime', '10.00 3.5\n', 0o644);
      const now = thisMoment(node.proc);
      assert.deepEqual(now, { boot: 'b', ticks: 1000 });
      assert.equal(hasRead(SETUP, { ...now, boot }, seen, node.proc), read);
      if (seen?.flags === FLAGS) assert.equal(isStartedSince({ ...now, boot }, seen, node.proc), read);
    });
  }
});
