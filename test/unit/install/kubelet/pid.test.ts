// Which process is the node's kubelet, in a /proc of the test's own.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { watchKubeletProcess } from '../../../../src/install/kubelet/pid.ts';
import type { ProfileName } from '../../../../src/install/node/node-setup.ts';
import { FakeNode, NOBODY } from '../../../support/fake-node.ts';

const RESTART = [['systemctl', 'restart', 'kubelet.service']] as const;
const K3S = '/var/lib/rancher/k3s/data/1/bin/k3s';

const ROWS: readonly (readonly [
  name: string,
  profile: ProfileName,
  words: readonly string[],
  exe: string,
  found: boolean,
])[] = [
  ['a kubelet', 'systemd', ['/usr/bin/kubelet', '--config=/x'], '/usr/bin/kubelet', true],
  [
    'RKE2 starts one of its own',
    'rke2',
    ['kubelet', '--config=/x'],
    '/var/lib/rancher/rke2/data/v1/bin/kubelet',
    true,
  ],
  ['k0s does too', 'systemd', ['/var/lib/k0s/bin/kubelet', '--v=1'], '/var/lib/k0s/bin/kubelet', true],
  ['k3s, which writes its command line as one text', 'k3s', ['/usr/local/bin/k3s server'], K3S, true],
  ['k3s on a worker', 'k3s', ['/usr/local/bin/k3s agent', '', ''], K3S, true],
  ['k3s as it was started', 'k3s', ['/usr/local/bin/k3s', 'agent', '--server=x'], K3S, true],
  ['k3s at something else', 'k3s', ['/usr/local/bin/k3s kubectl get pods'], K3S, false],
  ['k3s on another kind of node', 'systemd', ['/usr/local/bin/k3s server'], K3S, false],
  ['k3s by name alone', 'k3s', ['/usr/local/bin/k3s server'], '/usr/bin/sleep', false],
  ['a kubelet by name alone', 'systemd', ['kubelet'], '/usr/bin/sleep', false],
  ['an editor', 'systemd', ['vi', 'kubelet'], '/usr/bin/vi', false],
];

describe('the process', () => {
  for (const [name, profile, words, exe, found] of ROWS) {
    test(name, (context) => {
      const node = new FakeNode(context);
      node.program(exe);
      node.program('/sbin/systemd');
      node.add(1, ['systemd'], { exe: '/sbin/systemd' });
      node.add(4711, words, { exe, start: 99 });
      const look = watchKubeletProcess({ profile, restart: RESTART }, node);
      assert.deepEqual(look(), found ? { pid: 4711, start: '99' } : undefined);
    });
  }

  test('it ends, another one comes, the number is used again, it is dead and its parent has not looked', (context) => {
    const node = new FakeNode(context);
    const look = watchKubeletProcess({ profile: 'kubeadm', restart: RESTART }, node);
    assert.equal(look(), undefined);
    node.add(7, ['kubelet'], { start: 1 });
    assert.deepEqual(look(), { pid: 7, start: '1' });
    node.end(7);
    assert.equal(look(), undefined);
    node.add(8, ['kubelet'], { start: 2 });
    assert.deepEqual(look(), { pid: 8, start: '2' });
    node.add(8, ['kubelet'], { start: 3 });
    assert.deepEqual(look(), { pid: 8, start: '3' });
    node.program('/usr/bin/other');
    node.add(8, ['other'], { start: 4, exe: '/usr/bin/other' });
    assert.equal(look(), undefined);
    node.add(8, ['kubelet'], { start: 5 });
    assert.deepEqual(look(), { pid: 8, start: '5' });
    node.add(8, [], { start: 5, state: 'Z' });
    assert.equal(look(), undefined);
  });

  test("another user's of that name, before and after the restart, is never it", (context) => {
    const node = new FakeNode(context);
    const other = { uids: [NOBODY, NOBODY, NOBODY, NOBODY] };
    node.add(5, ['kubelet'], other);
    node.add(900, ['kubelet']);
    const look = watchKubeletProcess({ profile: 'systemd', restart: RESTART }, node);
    assert.deepEqual(look()?.pid, 900);
    node.end(900);
    assert.equal(look(), undefined);
    node.add(6, ['kubelet'], other);
    node.add(1001, ['kubelet']);
    assert.deepEqual(look()?.pid, 1001);
  });

  test('the one of the service that is restarted counts, also with a mount namespace of its own', (context) => {
    const node = new FakeNode(context);
    const restart = [['systemctl', 'restart', 'kube-node.service']] as const;
    node.add(5, ['kubelet'], { mount: 'mnt:[2]', cgroup: '0::/kubepods.slice/cri-1.scope\n' });
    const look = watchKubeletProcess({ profile: 'systemd', restart }, node);
    assert.equal(look(), undefined);
    node.add(6, ['kubelet'], { mount: 'mnt:[3]', cgroup: '0::/system.slice/kube-node.service\n' });
    assert.equal(look()?.pid, 6);
  });
});
