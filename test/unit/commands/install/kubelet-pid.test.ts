// Which process is the node's kubelet, in a /proc of the test's own.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { watchKubeletProcess } from '../../../../src/commands/install/kubelet-pid.ts';
import type { ProfileName } from '../../../../src/commands/install/node-setup.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary.ts';

function add(folder: TemporaryFolder, pid: number, commandLine: string, start: number, state = 'S'): void {
  const before = Array.from({ length: 18 }, () => '0').join(' ');
  folder.write(`${pid}/cmdline`, commandLine);
  folder.write(`${pid}/stat`, `${pid} (kube) let) ${state} ${before} ${start} 0 0`);
}

const ROWS: readonly (readonly [name: string, profile: ProfileName, commandLine: string, found: boolean])[] =
  [
    ['a kubelet', 'systemd', '/usr/bin/kubelet\0--config=/x\0', true],
    ['RKE2 starts one of its own', 'rke2', '/var/lib/rancher/rke2/data/v1/bin/kubelet\0--config=/x\0', true],
    ['k3s, which writes its command line anew', 'k3s', '/usr/local/bin/k3s server', true],
    ['k3s on a worker', 'k3s', '/usr/local/bin/k3s agent\0\0\0', true],
    ['k3s as it was started', 'k3s', '/usr/local/bin/k3s\0agent\0--server=x\0', true],
    ['k3s at something else', 'k3s', '/usr/local/bin/k3s kubectl get pods', false],
    ['k3s on another kind of node', 'systemd', '/usr/local/bin/k3s server', false],
    ['an editor', 'systemd', 'vi\0kubelet\0', false],
  ];

describe('the process', () => {
  for (const [name, profile, commandLine, found] of ROWS) {
    test(name, (context) => {
      const folder = temporaryFolder(context);
      add(folder, 1, 'systemd\0', 1);
      add(folder, 4711, commandLine, 99);
      const look = watchKubeletProcess(profile, folder.path);
      assert.deepEqual(look(), found ? { pid: 4711, start: '99' } : undefined);
    });
  }

  test('it ends, another one comes, the number is used again, it is dead and nobody has looked', (context) => {
    const folder = temporaryFolder(context);
    const look = watchKubeletProcess('kubeadm', folder.path);
    assert.equal(look(), undefined);
    add(folder, 7, 'kubelet\0', 1);
    assert.deepEqual(look(), { pid: 7, start: '1' });
    rmSync(join(folder.path, '7'), { recursive: true });
    assert.equal(look(), undefined);
    add(folder, 8, 'kubelet\0', 2);
    assert.deepEqual(look(), { pid: 8, start: '2' });
    add(folder, 8, 'kubelet\0', 3);
    assert.deepEqual(look(), { pid: 8, start: '3' });
    add(folder, 8, 'other\0', 4);
    assert.equal(look(), undefined);
    add(folder, 8, 'kubelet\0', 5);
    assert.deepEqual(look(), { pid: 8, start: '5' });
    add(folder, 8, '', 5, 'Z');
    assert.equal(look(), undefined);
  });
});
