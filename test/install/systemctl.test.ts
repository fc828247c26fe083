// What a Pod needs to have systemd restart the kubelet: the node's systemctl, with few capabilities. systemd is a real one.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemEnvironment } from '../../src/install/node/system-environment.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { SystemdNode, whyNoSystemd } from './real-systemd.ts';

const UNIT = `[Unit]
DefaultDependencies=no
[Service]
ExecStart=/bin/sh -c 'echo started >> /tmp/said/starts; exec sleep 1000'
`;

const skip = await whyNoSystemd();

test("a Pod with SYS_CHROOT and the node's PID namespace restarts the kubelet by systemctl", {
  skip,
}, async (context) => {
  const folder = temporaryFolder(context);
  folder.write('root/etc/systemd/system/kubelet.service', UNIT, 0o644);
  folder.write('programs/none', '');
  const node = SystemdNode.start(context, {
    root: join(folder.path, 'root'),
    unit: 'kubelet.service',
    programs: join(folder.path, 'programs'),
  });
  const starts = () => {
    try {
      return readFileSync(join(node.said, 'starts'), 'utf8').split('\n').length - 1;
    } catch {
      return 0;
    }
  };
  /** As a Pod does that has changed its root to the node's. */
  const systemctl = (args: readonly string[], { hostPid }: { readonly hostPid: boolean }) =>
    node.run([
      ...['env', '-i', ...Object.entries(systemEnvironment()).map(([name, value]) => `${name}=${value}`)],
      ...(hostPid ? [] : ['unshare', '--pid', '--fork']),
      ...['setpriv', '--bounding-set=-all,+sys_chroot', '--inh-caps=-all', '--no-new-privs'],
      ...['systemctl', ...args],
    ]);
  await node.until(() => starts() === 1, 'the start of the unit');
  const well = { exit: 0, stdout: '', stderr: '' };
  assert.deepEqual(await systemctl(['daemon-reload'], { hostPid: true }), well);
  assert.deepEqual(await systemctl(['restart', 'kubelet.service'], { hostPid: true }), well);
  await node.until(() => starts() === 2, 'the second start of the unit');
  // The reason for hostPID: the other end's process has no number here, and systemctl takes that for no answer.
  assert.equal((await systemctl(['restart', 'kubelet.service'], { hostPid: false })).exit, 1);
  assert.equal(starts(), 2);
});
