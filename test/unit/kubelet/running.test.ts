import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findKubeletEnvironment, findRunningKubelet } from '../../../src/kubelet/running.ts';
import { FakeNode } from '../../support/fake-node.ts';

const GATE = 'KubeletServiceAccountTokenForCredentialProviders';
const CONFIG = '--image-credential-provider-config';
const BIN_DIR = '--image-credential-provider-bin-dir';

const find = (node: FakeNode) => findRunningKubelet(node.proc, node.trust);

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
    ['with the gate', ['kubelet', `--feature-gates=A=true,${GATE}=true`], { tokenGate: true }],
    ['with the gate off', ['kubelet', '--feature-gates', `${GATE}=false,B=true`], { tokenGate: false }],
    ['with another gate', ['kubelet', '--feature-gates=A=true'], {}],
  ] as const) {
    test(name, (context) => {
      const node = new FakeNode(context);
      node.program('/bin/sh');
      node.add(7, ['/bin/sh', 'kubelet'], { exe: '/bin/sh' });
      node.add(812, args, { cwd: '/srv' });
      const found = find(node);
      assert.ok(found);
      const { pid, config, binDir, tokenGate } = found;
      assert.deepEqual(
        { pid, config, binDir, tokenGate },
        { pid: 812, config: undefined, binDir: undefined, tokenGate: undefined, ...expected },
      );
    });
  }

  test('as part of hyperkube', (context) => {
    const node = new FakeNode(context);
    node.program('/hyperkube');
    node.add(5, ['/hyperkube', 'kubelet', `${CONFIG}=/c`], { exe: '/hyperkube' });
    assert.equal(find(node)?.config, '/c');
  });

  test('in kubelite of MicroK8s, whose file of flags names variables of the process', (context) => {
    const node = new FakeNode(context);
    node.program('/snap/microk8s/1/kubelite');
    node.folder.write(
      'var/snap/microk8s/1/args/kubelet',
      `# flags\n${CONFIG}=\${SNAP_DATA}/args/c.yaml\n${BIN_DIR} $SNAP_DATA/bin\n`,
    );
    node.add(5, ['/snap/microk8s/1/kubelite', '--kubelet-args-file=/var/snap/microk8s/1/args/kubelet'], {
      exe: '/snap/microk8s/1/kubelite',
    });
    node.folder.write('proc/5/environ', 'A=b\0SNAP_DATA=/var/snap/microk8s/1\0');
    const { config, binDir } = find(node) ?? {};
    assert.deepEqual([config, binDir], ['/var/snap/microk8s/1/args/c.yaml', '/var/snap/microk8s/1/bin']);
    node.chmod('var/snap/microk8s/1/args', 0o777);
    assert.equal(find(node)?.config, undefined);
  });

  test('inside of k3s: what it hands on to plugins, and no flags', (context) => {
    const node = new FakeNode(context);
    node.program('/usr/local/bin/k3s');
    node.add(5, ['/usr/local/bin/k3s server'], { exe: '/usr/local/bin/k3s', cwd: '/srv' });
    node.folder.write('proc/5/environ', 'HTTPS_PROXY=http://proxy.example:3128\0');
    const found = findKubeletEnvironment(node.proc, node.trust);
    assert.deepEqual(
      [find(node), found?.pid, found?.directory(), found?.environment()],
      [undefined, 5, '/srv', { HTTPS_PROXY: 'http://proxy.example:3128' }],
    );
    node.chmod('usr/local/bin/k3s', 0o777);
    assert.equal(
      findKubeletEnvironment(node.proc, node.trust),
      undefined,
      'another user could have put it there',
    );
  });

  test("the gate in the kubelet's own configuration, which the flag overrides", (context) => {
    const node = new FakeNode(context);
    const text = `kind: KubeletConfiguration\nfeatureGates:\n  Other: false\n  ${GATE}: true\n`;
    node.folder.write('etc/kubelet.yaml', text);
    node.add(1, ['kubelet', '--config=/etc/kubelet.yaml']);
    assert.equal(find(node)?.tokenGate, true);
    node.add(1, ['kubelet', '--config=/etc/kubelet.yaml', `--feature-gates=${GATE}=false`]);
    assert.equal(find(node)?.tokenGate, false);
  });

  test("what another user could have written says nothing of the kubelet's gate and health", (context) => {
    const node = new FakeNode(context);
    node.folder.write('etc/kubelet.yaml', `healthzPort: 1\nfeatureGates:\n  ${GATE}: true\n`);
    node.add(1, ['kubelet', '--config=/etc/kubelet.yaml']);
    assert.equal(find(node)?.healthUrl, 'http://127.0.0.1:1/healthz');
    node.chmod('etc/kubelet.yaml', 0o666);
    assert.equal(find(node)?.tokenGate, undefined);
    assert.equal(find(node)?.healthUrl, 'http://127.0.0.1:10248/healthz');
  });

  for (const [name, says, release] of [
    ['its release', 'Kubernetes v1.34.2', 34],
    ["a vendor's release", 'Kubernetes v1.33.5-eks-113cf36', 33],
    ['what is no release', 'hello', undefined],
  ] as const) {
    test(name, (context) => {
      const node = new FakeNode(context);
      node.program('/usr/bin/kubelet', `#!/bin/sh\n[ "$*" = --version ] && echo "${says}"\n`);
      node.add(1, ['kubelet']);
      assert.equal(find(node)?.release(), release);
    });
  }

  test('its release is asked of the file that was looked at, and of no other', (context) => {
    const node = new FakeNode(context);
    node.program('/usr/bin/kubelet', '#!/bin/sh\necho v1.34.2\n');
    node.program('/usr/bin/other', '#!/bin/sh\necho v1.30.0\n');
    node.add(1, ['kubelet']);
    const found = find(node);
    assert.equal(found?.release(), 34);
    node.link('proc/1/exe', node.at('/usr/bin/other'));
    assert.equal(found?.release(), undefined);
    node.add(1, ['kubelet'], { start: 99 });
    assert.equal(found?.release(), undefined, 'another process has the number now');
  });

  test('one in a container has other files, and is not the kubelet of this node', (context) => {
    const node = new FakeNode(context);
    node.add(5, ['kubelet'], { mount: 'mnt:[2]' });
    assert.equal(find(node), undefined);
    node.add(5, ['kubelet']);
    assert.ok(find(node));
  });

  test('no such folder', () => {
    assert.equal(findRunningKubelet('/no/such/folder'), undefined);
  });
});
