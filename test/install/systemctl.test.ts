// What a Pod needs to have systemd restart the kubelet: the node's systemctl, with few capabilities. systemd is a real one.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { SYSTEM_ENVIRONMENT } from '../../src/commands/install/system-environment.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import { findSystemd } from './real-systemd.ts';

const UNIT = `[Unit]
DefaultDependencies=no
[Service]
ExecStart=/bin/sh -c 'echo started >> /tmp/said/starts; exec sleep 1000'
`;

interface Booted {
  starts(): number;
  /** Runs systemctl in the machine's root, as a Pod does that has changed its root to it. */
  systemctl(args: readonly string[], hostPid: boolean): { status: number | null; output: string };
}

async function boot(context: TestContext, systemd: string): Promise<Booted> {
  let end: () => Promise<void> = async () => {};
  context.after(() => end());
  const folder = temporaryFolder(context);
  folder.write('root/etc/systemd/system/kubelet.service', UNIT, 0o644);
  folder.write('said/boot', '');
  const script = join(import.meta.dirname, 'start-unit.sh');
  const namespaces = [
    '--pid',
    '--fork',
    '--mount',
    '--propagation=private',
    '--uts',
    '--ipc',
    '--net',
    '--kill-child',
  ];
  const child = spawn(
    'unshare',
    [
      ...namespaces,
      'sh',
      script,
      join(folder.path, 'root'),
      join(folder.path, 'said'),
      'kubelet.service',
      systemd,
    ],
    { stdio: 'ignore', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } },
  );
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  end = async () => {
    child.kill('SIGKILL'); // and with it the first process of the namespaces, and all others there
    await ended;
  };
  const log = join(folder.path, 'said/starts');
  while (!existsSync(log)) {
    assert.equal(child.exitCode, null, 'systemd has ended');
    await delay(50);
  }
  const first = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
  return {
    starts: () => readFileSync(log, 'utf8').split('\n').length - 1,
    systemctl(args, hostPid) {
      const enter = ['--target', first, '--mount', '--root', '--uts', '--ipc', '--net', '--pid', '--wd=/'];
      const pod = hostPid ? [] : ['unshare', '--pid', '--fork'];
      const few = ['setpriv', '--bounding-set=-all,+sys_chroot', '--inh-caps=-all', '--no-new-privs'];
      const { status, stdout, stderr } = spawnSync(
        'nsenter',
        [...enter, ...pod, ...few, 'systemctl', ...args],
        {
          encoding: 'utf8',
          env: SYSTEM_ENVIRONMENT,
          timeout: 30_000,
        },
      );
      return { status, output: stdout + stderr };
    },
  };
}

test("a Pod with SYS_CHROOT and the node's PID namespace restarts the kubelet by systemctl", async (context) => {
  let systemd: string;
  try {
    systemd = await findSystemd();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    context.skip(error.message);
    return;
  }
  const machine = await boot(context, systemd);
  assert.equal(machine.starts(), 1);
  assert.deepEqual(machine.systemctl(['daemon-reload'], true), { status: 0, output: '' });
  assert.deepEqual(machine.systemctl(['restart', 'kubelet.service'], true), { status: 0, output: '' });
  while (machine.starts() < 2) await delay(50);
  // The reason for hostPID: the other end's process has no number here, and systemctl takes that for no answer.
  assert.equal(machine.systemctl(['restart', 'kubelet.service'], false).status, 1);
  assert.equal(machine.starts(), 2);
});
