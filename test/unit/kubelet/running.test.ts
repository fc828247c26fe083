import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { findRunningKubelet } from '../../../src/kubelet/running.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';

const GATE = 'KubeletServiceAccountTokenForCredentialProviders';

/** A process as the kernel tells of it. */
function addProcess(
  folder: TemporaryFolder,
  pid: number,
  args: readonly string[],
  { cwd = '/', exe = '/bin/true' } = {},
): void {
  folder.write(`${pid}/cmdline`, args.map((argument) => `${argument}\0`).join(''));
  symlinkSync(cwd, join(folder.path, String(pid), 'cwd'));
  symlinkSync(exe, join(folder.path, String(pid), 'exe'));
}

const CONFIG = '--image-credential-provider-config';
const BIN_DIR = '--image-credential-provider-bin-dir';

describe('the kubelet that runs', () => {
  for (const [name, args, expected] of [
    [
      'with =',
      ['/usr/bin/kubelet', `${CONFIG}=/etc/c`, `${BIN_DIR}=/opt/b`],
      { config: '/etc/c', binDir: '/opt/b' },
    ],
    [
      'with values of their own',
      ['kubelet', '-v', '2', CONFIG, '/c', BIN_DIR, '/b'],
      { config: '/c', binDir: '/b' },
    ],
    ['twice: the last counts', ['kubelet', `${CONFIG}=/a`, `${CONFIG}=/b`], { config: '/b' }],
    ['relative to its directory', ['kubelet', `${CONFIG}=c.yaml`], { config: '/srv/c.yaml' }],
    ['empty', ['kubelet', `${CONFIG}=`], {}],
    ['without flags', ['kubelet'], {}],
    ['as part of hyperkube', ['/hyperkube', 'kubelet', `${CONFIG}=/c`], { config: '/c' }],
    ['with the gate', ['kubelet', `--feature-gates=A=true,${GATE}=true`], { tokenGate: true }],
    ['with the gate off', ['kubelet', '--feature-gates', `${GATE}=false,B=true`], { tokenGate: false }],
    ['with another gate', ['kubelet', '--feature-gates=A=true'], {}],
  ] as const) {
    test(name, (context) => {
      const folder = temporaryFolder(context);
      addProcess(folder, 7, ['/bin/sh', 'kubelet']);
      addProcess(folder, 812, args, { cwd: '/srv' });
      const found = findRunningKubelet(folder.path);
      assert.ok(found);
      const { pid, config, binDir, tokenGate } = found;
      assert.deepEqual(
        { pid, config, binDir, tokenGate },
        { pid: 812, config: undefined, binDir: undefined, tokenGate: undefined, ...expected },
      );
    });
  }

  test("the gate in the kubelet's own configuration, which the flag overrides", (context) => {
    const folder = temporaryFolder(context);
    const text = `kind: KubeletConfiguration\nfeatureGates:\n  Other: false\n  ${GATE}: true\n`;
    const file = folder.write('kubelet-config.yaml', text);
    addProcess(folder, 1, ['kubelet', `--config=${file}`]);
    assert.equal(findRunningKubelet(folder.path)?.tokenGate, true);
    const another = temporaryFolder(context);
    addProcess(another, 1, ['kubelet', `--config=${file}`, `--feature-gates=${GATE}=false`]);
    assert.equal(findRunningKubelet(another.path)?.tokenGate, false);
  });

  for (const [name, says, release] of [
    ['its release', 'Kubernetes v1.34.2', 34],
    ["a vendor's release", 'Kubernetes v1.33.5-eks-113cf36', 33],
    ['what is no release', 'hello', undefined],
  ] as const) {
    test(name, (context) => {
      const folder = temporaryFolder(context);
      const exe = folder.write('program', `#!/bin/sh\n[ "$*" = --version ] && echo "${says}"\n`, 0o755);
      addProcess(folder, 1, ['kubelet'], { exe });
      assert.equal(findRunningKubelet(folder.path)?.release(), release);
    });
  }

  for (const [name, args] of [
    ['another program', ['/usr/bin/kubelet-exporter']],
    ['an editor of its file', ['vi', '/etc/kubelet']],
    ['a kernel thread', []],
  ] as const) {
    test(`${name} is none`, (context) => {
      const folder = temporaryFolder(context);
      addProcess(folder, 1, args);
      mkdirSync(join(folder.path, '99')); // it has ended
      folder.write('uptime', '1 2');
      assert.equal(findRunningKubelet(folder.path), undefined);
    });
  }

  test('one in a container is none of ours', (context) => {
    for (const [theirs, found] of [
      ['mnt:[1]', true],
      ['mnt:[2]', false],
    ] as const) {
      const folder = temporaryFolder(context);
      addProcess(folder, 5, ['kubelet']);
      for (const [process, namespace] of [
        ['self', 'mnt:[1]'],
        ['5', theirs],
      ] as const) {
        mkdirSync(join(folder.path, process, 'ns'), { recursive: true });
        symlinkSync(namespace, join(folder.path, process, 'ns/mnt'));
      }
      assert.equal(findRunningKubelet(folder.path) !== undefined, found, theirs);
    }
  });

  test('no such folder', () => {
    assert.equal(findRunningKubelet('/no/such/folder'), undefined);
  });
});
