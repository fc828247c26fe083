// What is found on nodes as distributions lay them out, what would be written there, and that the kubelet then has both
// flags, each once. test/install/hosts/SOURCES.md says from where these nodes are known.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { ProviderError } from '../../../../../src/errors.ts';
import { takeOutFlags } from '../../../../../src/install/node/flags.ts';
import { withFiles } from '../../../../../src/install/node/host.ts';
import type { NodeSetup, WantedFile } from '../../../../../src/install/node/node-setup.ts';
import { findNodeSetup } from '../../../../../src/install/node/profiles/find.ts';
import { commandOf, findService } from '../../../../../src/install/node/systemd/service.ts';
import { BIN_DIR_FLAG, CONFIG_FLAG, flagValues } from '../../../../../src/kubelet/settings.ts';
import { copyHost, HOSTS, setupOf, testHost } from '../../../../install/hosts.ts';
import { temporaryFolder } from '../../../../support/temporary.ts';

const OURS = {
  kubeletConfig: { path: '/etc/kubernetes/credential-providers.yaml', form: 'file' },
  binDir: '/opt/registry-credential-provider/bin',
} as const;
const WORDS = `--${CONFIG_FLAG}=${OURS.kubeletConfig.path} --${BIN_DIR_FLAG}=${OURS.binDir}`;
const EKS = {
  kubeletConfig: { path: '/etc/eks/image-credential-provider/config.json', form: 'file' },
  binDir: '/etc/eks/image-credential-provider',
} as const;
const AKS = {
  kubeletConfig: { path: '/var/lib/kubelet/credential-provider-config.yaml', form: 'file' },
  binDir: '/var/lib/kubelet/credential-provider',
} as const;
const RANCHER = {
  kubeletConfig: { path: '/var/lib/rancher/credentialprovider/config.yaml', form: 'file' },
  binDir: '/var/lib/rancher/credentialprovider/bin',
} as const;
const HEALTH = 'http://127.0.0.1:10248/healthz';
const DROP_IN = '/etc/systemd/system/kubelet.service.d/zz-registry-credential-provider.conf';

type Expected = Omit<NodeSetup, 'logs' | 'notes' | 'flagFiles'> & {
  readonly flagFiles: Record<string, string>;
};

/** Of kubeadm on a host called node-1. */
function kubeadm(expected: Partial<Expected>): Expected {
  return {
    profile: 'kubeadm',
    release: 34,
    tokenGate: undefined,
    ...OURS,
    commandDir: '/usr/local/bin',
    flagsFrom: 'files',
    notJoined: undefined,
    flagFiles: {},
    restart: restart('kubelet.service'),
    healthUrl: HEALTH,
    kubeconfig: '/etc/kubernetes/kubelet.conf',
    nodeName: 'node-1',
    ...expected,
  };
}

function restart(unit: string, { reload = false, loaded = true } = {}): NodeSetup['restart'] {
  return [
    ...(reload ? [['systemctl', 'daemon-reload'] as const] : []),
    ...(loaded ? [['systemctl', 'reset-failed', unit] as const] : []),
    ['systemctl', 'restart', unit],
  ];
}

const UNSEEN = restart('kubelet.service', { loaded: false });
const RELOADED = restart('kubelet.service', { loaded: false, reload: true });
const dropIn = (lines: string) =>
  `# Written by registry-credential-provider install, which writes it again when the unit changes; uninstall removes it.\n[Service]\n${lines}\n`;

const FOUND: Readonly<Record<string, Expected>> = {
  'kubeadm-deb': kubeadm({ flagFiles: { '/etc/default/kubelet': `KUBELET_EXTRA_ARGS=${WORDS}\n` } }),
  'kubeadm-deb-without-file': kubeadm({
    release: 37,
    flagFiles: {
      '/etc/default/kubelet': `# Added by registry-credential-provider, whose uninstall takes it away.\nKUBELET_EXTRA_ARGS="${WORDS}"\n`,
    },
  }),
  'kubeadm-rpm': kubeadm({
    flagFiles: {
      '/etc/sysconfig/kubelet': `# for this node only\nKUBELET_EXTRA_ARGS="--node-ip=10.0.0.7 --v=2 ${WORDS}"`,
    },
  }),
  'kubeadm-flags-present': kubeadm({
    kubeletConfig: { path: '/etc/kubernetes/kubelet-credential-providers.yaml', form: 'file' },
    binDir: '/usr/local/bin',
    nodeName: 'Worker-3',
  }),
  'kubeadm-directory': kubeadm({
    kubeletConfig: { path: '/etc/kubernetes/credential-providers.d', form: 'directory' },
    binDir: '/opt/credential-providers',
  }),
  'kubeadm-flatcar': kubeadm({
    commandDir: '/opt/bin',
    flagFiles: {
      '/etc/default/kubelet': `# Added by registry-credential-provider, whose uninstall takes it away.\nKUBELET_EXTRA_ARGS="${WORDS}"\n`,
    },
  }),
  kind: kubeadm({
    profile: 'kind',
    nodeName: 'kind-worker',
    restart: UNSEEN,
    flagFiles: {
      '/etc/default/kubelet': `KUBELET_EXTRA_ARGS=--runtime-cgroups=/system.slice/containerd.service ${WORDS}`,
    },
  }),
  minikube: kubeadm({
    profile: 'minikube',
    nodeName: 'minikube',
    restart: RELOADED,
    flagFiles: {
      [DROP_IN]: dropIn(
        `ExecStart=\nExecStart=/var/lib/minikube/binaries/v1.34.0/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --config=/var/lib/kubelet/config.yaml --hostname-override=minikube --kubeconfig=/etc/kubernetes/kubelet.conf --node-ip=192.168.49.2 ${WORDS}`,
      ),
    },
  }),
  'eks-al2023': kubeadm({
    profile: 'eks',
    release: 33,
    tokenGate: true,
    ...EKS,
    healthUrl: 'http://127.0.0.1:10358/healthz',
    kubeconfig: '/var/lib/kubelet/kubeconfig',
    nodeName: 'ip-10-0-1-2.eu-west-1.compute.internal',
    restart: UNSEEN,
  }),
  'eks-al2': kubeadm({
    profile: 'eks',
    release: 32,
    ...EKS,
    kubeconfig: '/var/lib/kubelet/kubeconfig',
    nodeName: 'ip-10-0-1-3.eu-west-1.compute.internal',
    restart: UNSEEN,
  }),
  aks: kubeadm({
    profile: 'aks',
    ...AKS,
    kubeconfig: '/var/lib/kubelet/kubeconfig',
    nodeName: 'aks-nodepool1-12345678-vmss000000',
    restart: UNSEEN,
  }),
  'aks-without-flags': kubeadm({
    profile: 'aks',
    ...AKS,
    kubeconfig: '/var/lib/kubelet/kubeconfig',
    nodeName: 'aks-nodepool1-12345678-vmss000000',
    restart: UNSEEN,
    flagFiles: {
      '/etc/default/kubelet':
        'KUBELET_FLAGS=--address=0.0.0.0 --anonymous-auth=false --cloud-provider=external --eviction-hard=memory.available<100Mi,nodefs.available<10%,nodefs.inodesFree<5% --max-pods=110 --node-ip=10.224.0.4 --node-status-update-frequency=10s --image-credential-provider-config=/var/lib/kubelet/credential-provider-config.yaml --image-credential-provider-bin-dir=/var/lib/kubelet/credential-provider  \nKUBELET_REGISTER_SCHEDULABLE=true\nNETWORK_POLICY=\nKUBELET_IMAGE=\nKUBELET_NODE_LABELS=agentpool=nodepool1,kubernetes.azure.com/mode=system\n',
    },
  }),
  'k3s-server': kubeadm({
    profile: 'k3s',
    ...RANCHER,
    kubeconfig: '/var/lib/rancher/k3s/agent/kubelet.kubeconfig',
    nodeName: 'edge-1',
    restart: restart('k3s.service', { loaded: false }),
  }),
  'k3s-agent': kubeadm({
    profile: 'k3s',
    ...RANCHER,
    kubeconfig: '/var/lib/rancher/k3s/agent/kubelet.kubeconfig',
    nodeName: 'Edge-A',
    healthUrl: 'http://127.0.0.1:10448/healthz',
    restart: restart('k3s-agent.service', { loaded: false }),
  }),
  'k3s-own-paths': kubeadm({
    profile: 'k3s',
    kubeletConfig: { path: '/etc/rancher/k3s/providers.yaml', form: 'file' },
    binDir: '/usr/local/lib/providers',
    kubeconfig: '/var/lib/rancher/k3s/agent/kubelet.kubeconfig',
    nodeName: 'edge-1',
    restart: restart('k3s.service', { loaded: false }),
  }),
  'k3s-kubelet-arg': kubeadm({
    profile: 'k3s',
    kubeletConfig: { path: '/etc/rancher/k3s/providers.d', form: 'directory' },
    binDir: '/opt/providers',
    kubeconfig: '/var/lib/rancher/k3s/agent/kubelet.kubeconfig',
    nodeName: 'edge-1',
    restart: restart('k3s.service', { loaded: false }),
  }),
  'rke2-server': kubeadm({
    profile: 'rke2',
    ...RANCHER,
    kubeconfig: '/var/lib/rancher/rke2/agent/kubelet.kubeconfig',
    nodeName: 'rke-1',
    restart: restart('rke2-server.service'),
  }),
  'rke2-agent': kubeadm({
    profile: 'rke2',
    ...RANCHER,
    kubeconfig: '/var/lib/rancher/rke2/agent/kubelet.kubeconfig',
    nodeName: 'rke-1',
    restart: restart('rke2-agent.service'),
  }),
  'systemd-command-line': kubeadm({
    profile: 'systemd',
    healthUrl: undefined,
    kubeconfig: '/var/lib/kubelet/kubeconfig',
    nodeName: 'bare-1',
    restart: RELOADED,
    flagFiles: {
      [DROP_IN]: dropIn(
        `ExecStart=\nExecStart=/usr/local/bin/kubelet    --config=/var/lib/kubelet/kubelet-config.yaml    --kubeconfig=/var/lib/kubelet/kubeconfig    --hostname-override=%H    --node-labels="note=a\\x20b,zone=\${ZONE}"    --v=2 ${WORDS}`,
      ),
    },
  }),
  'systemd-variable': kubeadm({
    profile: 'systemd',
    kubeconfig: '/var/lib/kubelet/kubeconfig',
    nodeName: 'bare-2',
    restart: RELOADED,
    flagFiles: { [DROP_IN]: dropIn(`Environment="KUBELET_EXTRA_ARGS=${WORDS}"`) },
  }),
};

const REFUSED: Readonly<Record<string, readonly [message: RegExp, hint: RegExp]>> = {
  'gke-cos': [/a node of GKE/, /roles\/artifactregistry\.reader/],
  'gke-ubuntu': [/a node of GKE/, /imagePullSecrets/],
  cos: [/Container-Optimized OS/, /cloud-init/],
  bottlerocket: [/Bottlerocket/, /settings\.kubernetes\.credential-providers\.ecr-credential-provider/],
  talos: [/Talos Linux/, /KubeCredentialProviderConfig/],
  openshift: [/a node of OpenShift/, /MachineConfig/],
  'read-only': [/\/etc of this node is mounted read-only/, /generate kubelet-config/],
  'systemd-script': [
    /gets its flags: \/etc\/systemd\/system\/kubelet\.service starts it through another/,
    /then run install again/,
  ],
};

function record(files: readonly WantedFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

describe('a node as its distribution lays it out', () => {
  test('each has its row', () => {
    const names = readdirSync(HOSTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const rows = [...Object.keys(FOUND), ...Object.keys(REFUSED)];
    assert.deepEqual(names.map(({ name }) => name).toSorted(), rows.toSorted());
  });

  for (const [name, expected] of Object.entries(FOUND)) {
    test(name, () => {
      const { logs, notes, flagFiles, ...found } = setupOf(join(HOSTS, name));
      assert.deepEqual({ ...found, flagFiles: record(flagFiles) }, expected);
      const unit = expected.restart.at(-1)?.at(-1);
      assert.deepEqual(
        logs,
        expected.profile === 'rke2'
          ? ['tail', '-n', '50', '/var/lib/rancher/rke2/agent/logs/kubelet.log']
          : ['journalctl', `--unit=${unit}`, '--lines=50', '--no-pager', '--quiet'],
      );
      for (const note of notes) assert.match(note, /^[A-Zkmn].*\.$/s);
    });

    test(`${name}: after it is written, nothing is wanted, and the way back is to the byte`, (context) => {
      const root = copyHost(context, name);
      const host = testHost(root);
      const before = setupOf(root);
      const after = withFiles(host, before.flagFiles);
      const again = findNodeSetup(after, {});
      assert.deepEqual(again, { ...before, flagFiles: [] });
      for (const { path, text } of before.flagFiles) {
        const flags = { config: before.kubeletConfig.path, binDir: before.binDir };
        const original = host.read(path);
        const file = { path, before: original, written: text };
        assert.equal(takeOutFlags({ ...file, now: text }) ?? '', original ?? '');
        const changed = `${text}${text.endsWith('\n') ? '' : '\n'}OTHER=1\n`;
        const left = takeOutFlags({ ...file, now: changed }) ?? '';
        assert.ok(left.includes('OTHER=1'), 'what others have added stays');
        assert.ok(!left.includes(`${BIN_DIR_FLAG}=${flags.binDir}`) && !left.includes('ExecStart='), left);
      }
    });
  }

  for (const [name, expected] of Object.entries(FOUND).filter(
    ([, { profile }]) => !/k3s|rke2/.test(profile),
  )) {
    test(`${name}: the kubelet gets both flags, each once`, () => {
      const root = join(HOSTS, name);
      const host = withFiles(testHost(root), setupOf(root).flagFiles);
      const service = findService(host, 'kubelet.service');
      assert.ok(service);
      const command = commandOf(host, service) ?? [];
      assert.deepEqual(flagValues(command, CONFIG_FLAG), [expected.kubeletConfig.path]);
      assert.deepEqual(flagValues(command, BIN_DIR_FLAG), [expected.binDir]);
    });
  }

  for (const [name, [message, hint]] of Object.entries(REFUSED)) {
    test(`${name} is refused, with what to do instead`, () => {
      assert.throws(
        () => setupOf(join(HOSTS, name)),
        (error) => {
          assert.ok(error instanceof ProviderError);
          assert.equal(error.code, 'NODE_UNSUPPORTED');
          assert.match(error.message, message);
          assert.match(error.hint ?? '', hint);
          return true;
        },
      );
    });
  }

  test('an ordinary node with the same parts is none of those', (context) => {
    const folder = temporaryFolder(context);
    folder.write('etc/os-release', 'NAME="Not Talos"\nID=debian\nID_LIKE="cos"\nPRETTY_NAME="rhcos"\n');
    folder.write('proc/self/mountinfo', '1 0 0:1 / / ro - ext4 a ro\n2 1 0:2 / /etc rw - tmpfs a rw\n');
    folder.write('etc/systemd/system/kubelet.service', '[Service]\nExecStart=/usr/bin/kubelet\n');
    assert.equal(setupOf(folder.path).profile, 'systemd');
  });
});

describe('what the operator says', () => {
  const root = (name: string) => join(HOSTS, name);

  test('commands and addresses are taken in the place of what is found', () => {
    const setup = setupOf(root('kubeadm-deb'), {
      restartCommand: 'killall kubelet',
      logCommand: 'cat /var/log/kubelet',
      healthUrl: 'http://[::1]:1/healthz',
      kubeletVersion: '1.31',
    });
    assert.deepEqual(setup.restart, [['/bin/sh', '-c', 'killall kubelet']]);
    assert.deepEqual(setup.logs, ['/bin/sh', '-c', 'cat /var/log/kubelet']);
    assert.equal(setup.healthUrl, 'http://[::1]:1/healthz');
    assert.equal(setup.release, 31);
  });

  test('paths for flags that are not there yet', () => {
    const setup = setupOf(root('systemd-variable'), {
      kubeletConfig: '/srv/c.d',
      kubeletBinDir: '/srv/bin/',
    });
    assert.deepEqual(setup.kubeletConfig, { path: '/srv/c.d', form: 'file' });
    assert.match(
      setup.flagFiles[0]?.text ?? '',
      /config=\/srv\/c\.d --image-credential-provider-bin-dir=\/srv\/bin"/,
    );
  });

  test('paths for k3s, which then are its own settings', () => {
    const setup = setupOf(root('k3s-server'), { kubeletConfig: '/srv/c.yaml' });
    assert.match(setup.flagFiles[0]?.text ?? '', /\nimage-credential-provider-config: "\/srv\/c\.yaml"\n$/);
    const again = findNodeSetup(withFiles(testHost(root('k3s-server')), setup.flagFiles), {});
    assert.deepEqual(again, { ...setup, flagFiles: [] }, 'and are kept without being said again');
  });

  test('a profile by name, which does not help where no profile does', () => {
    assert.equal(setupOf(root('kubeadm-deb'), { profile: 'systemd' }).profile, 'systemd');
    assert.throws(
      () => setupOf(root('bottlerocket'), { profile: 'eks' }),
      (error) => error instanceof ProviderError && error.code === 'NODE_UNSUPPORTED',
    );
  });

  const HOME: readonly (readonly [profile: string, host: string, notFound: RegExp])[] = [
    ['kubeadm', 'kubeadm-deb', /: \$KUBELET_KUBEADM_ARGS in the unit of the kubelet$/],
    ['eks', 'eks-al2', /: \$NODEADM_KUBELET_ARGS in the unit of the kubelet, the folder \/etc\/eks$/],
    ['aks', 'aks', /: \$KUBELET_FLAGS in the unit of the kubelet, with \/opt\/azure\/containers or /],
    ['k3s', 'k3s-server', /: k3s\.service, k3s-agent\.service, .*, \/var\/lib\/rancher\/k3s, /],
    ['rke2', 'rke2-agent', /: rke2-server\.service, rke2-agent\.service, .*, \/usr\/bin\/rke2$/],
    ['kind', 'kind', /: the folder \/kind$/],
    ['minikube', 'minikube', /: a unit that starts a kubelet of \/var\/lib\/minikube\/binaries$/],
  ];
  for (const [profile, host, notFound] of HOME) {
    test(`--profile ${profile} on a node without it is refused, but for --no-restart`, () => {
      const overrides = { profile, restartCommand: 'systemctl restart kubelet' };
      assert.throws(
        () => setupOf(root('systemd-command-line'), overrides),
        (error) =>
          error instanceof ProviderError &&
          error.code === 'NODE_UNSUPPORTED' &&
          error.message.startsWith(`--profile ${profile}: this is not a node of ${profile}: not found: `) &&
          notFound.test(error.message),
      );
      const prepared = setupOf(root('systemd-command-line'), { ...overrides, noRestart: true });
      assert.equal(prepared.profile, profile);
      assert.equal(setupOf(root(host), { profile }).profile, profile);
    });
  }

  test('--profile systemd is of any node', () => {
    assert.equal(setupOf(root('systemd-variable'), { profile: 'systemd' }).profile, 'systemd');
  });

  test('--profile k3s without systemd: what restarts it is named too', (context) => {
    const folder = temporaryFolder(context);
    folder.write('var/lib/rancher/k3s/agent/kubelet.kubeconfig', '');
    const overrides = { profile: 'k3s', restartCommand: 'rc-service k3s restart' };
    assert.equal(setupOf(folder.path, overrides).profile, 'k3s');
  });

  for (const [name, host, overrides, message] of [
    [
      'another path than the flag has',
      'aks',
      { kubeletConfig: '/etc/other.yaml' },
      /--kubelet-config: got "\/etc\/other\.yaml", but the kubelet's flag names/,
    ],
    [
      'another folder than the flag has',
      'eks-al2',
      { kubeletBinDir: '/bin' },
      /--kubelet-bin-dir: got "\/bin"/,
    ],
    [
      'a relative path',
      'kubeadm-deb',
      { kubeletConfig: 'c.yaml' },
      /expected an absolute path, got "c\.yaml"/,
    ],
    [
      'a path with a space',
      'kubeadm-deb',
      { kubeletConfig: '/etc/a b' },
      /characters that have a special meaning in a unit file/,
    ],
    [
      'a path with a specifier',
      'kubeadm-deb',
      { kubeletBinDir: '/opt/%n' },
      /characters that have a special meaning in a unit file/,
    ],
    [
      'a path with a variable',
      'minikube',
      { kubeletBinDir: '/opt/$A' },
      /characters that have a special meaning in a unit file/,
    ],
    [
      'no profile',
      'kubeadm-deb',
      { profile: 'gke' },
      /--profile: expected one of kubeadm, eks, .*, got "gke"/,
    ],
    ['no release', 'kubeadm-deb', { kubeletVersion: 'new' }, /--kubelet-version/],
  ] as const) {
    test(`${name} is a mistake`, () => {
      assert.throws(
        () => setupOf(root(host), overrides),
        (error) => error instanceof ProviderError && error.code === 'USAGE' && message.test(error.message),
      );
    });
  }
});

describe('k3s, which passes its own settings on only where a file and a folder are', () => {
  const K3S_DROP_IN = '/etc/rancher/k3s/config.yaml.d/zz-registry-credential-provider.yaml';
  for (const [name, config, overrides, lines] of [
    [
      'an argument for the kubelet without the other one',
      'kubelet-arg: image-credential-provider-config=/c.yaml\n',
      {},
      `kubelet-arg+:\n  - "${BIN_DIR_FLAG}=${RANCHER.binDir}"\n`,
    ],
    [
      'a directory goes by arguments',
      `${CONFIG_FLAG}: /var/lib/rancher\n`,
      {},
      `kubelet-arg+:\n  - "${CONFIG_FLAG}=/var/lib/rancher"\n  - "${BIN_DIR_FLAG}=${RANCHER.binDir}"\n`,
    ],
    [
      'paths that the operator names are settings of its own',
      '',
      { kubeletConfig: '/c.yaml', kubeletBinDir: '/bin' },
      `${CONFIG_FLAG}: "/c.yaml"\n${BIN_DIR_FLAG}: "/bin"\n`,
    ],
  ] as const) {
    test(name, (context) => {
      const root = copyHost(context, 'k3s-server');
      const host = withFiles(testHost(root), [{ path: '/etc/rancher/k3s/config.yaml', text: config }]);
      const setup = findNodeSetup(host, overrides);
      const [file, ...more] = setup.flagFiles;
      assert.deepEqual(more, []);
      assert.equal(file?.path, K3S_DROP_IN);
      assert.ok(file?.text.endsWith(`removes it.\n${lines}`), file?.text);
      const after = withFiles(host, setup.flagFiles);
      assert.deepEqual(findNodeSetup(after, {}), { ...setup, flagFiles: [] });
    });
  }
});

describe('a directory where the flag names the configuration', () => {
  const PATH = 'etc/kubernetes/kubelet-credential-providers.yaml';
  for (const [name, files, kubeletVersion, message] of [
    [
      'without a file for the kubelet',
      { 'a.txt': '' },
      '1.34',
      /is a directory without a \.json, \.yaml or /,
    ],
    ['with folders only', { 'b.yaml/a.txt': '' }, '1.34', /is a directory without a \.json, \.yaml or /],
    [
      'with a file, of a kubelet that reads none',
      { 'a.yaml': '' },
      '1.33',
      /: kubelet 1\.33 reads a file there/,
    ],
    ['with a file', { 'a.yaml': '' }, '1.34', undefined],
    ['with a hidden file', { '.a.json': '' }, '1.37', undefined],
  ] as const) {
    test(`${name}: ${message === undefined ? 'it is taken' : 'it is refused'}`, (context) => {
      const folder = copyHost(context, 'kubeadm-flags-present');
      rmSync(join(folder, PATH), { force: true });
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, PATH, file)), { recursive: true });
        writeFileSync(join(folder, PATH, file), text);
      }
      const look = () => setupOf(folder, { kubeletVersion }).kubeletConfig.form;
      if (message === undefined) assert.equal(look(), 'directory');
      else
        assert.throws(
          look,
          (error) =>
            error instanceof ProviderError && error.code === 'INSTALL_REFUSED' && message.test(error.message),
        );
    });
  }

  test('one whose name has no ending may be empty', (context) => {
    const folder = copyHost(context, 'kubeadm-directory');
    rmSync(join(folder, 'etc/kubernetes/credential-providers.d'), { recursive: true, force: true });
    mkdirSync(join(folder, 'etc/kubernetes/credential-providers.d'));
    assert.equal(setupOf(folder).kubeletConfig.form, 'directory');
  });
});

describe('what stands in the way', () => {
  test('a drop-in behind ours that sets the command line again', (context) => {
    const root = copyHost(context, 'minikube');
    const path = join(dirname(DROP_IN), 'zzz.conf');
    const host = withFiles(testHost(root), [
      { path, text: '[Service]\nExecStart=\nExecStart=/var/lib/minikube/binaries/v1.34.0/kubelet\n' },
    ]);
    assert.throws(
      () => findNodeSetup(host, {}),
      (error) => error instanceof ProviderError && /or a later drop-in, overrides it/.test(error.message),
    );
  });

  test('an environment file that another program writes is left alone', (context) => {
    const folder = temporaryFolder(context);
    folder.write('run/made/kubelet.env', 'KUBELET_EXTRA_ARGS=--v=2\n');
    folder.write(
      'etc/systemd/system/kubelet.service',
      '[Service]\nEnvironmentFile=/run/made/kubelet.env\nExecStart=/usr/bin/kubelet $KUBELET_EXTRA_ARGS\n',
    );
    const [file, ...more] = setupOf(folder.path).flagFiles;
    assert.deepEqual(more, []);
    assert.equal(file?.path, DROP_IN);
    assert.match(file?.text ?? '', /\nExecStart=\/usr\/bin\/kubelet \$KUBELET_EXTRA_ARGS --image/);
  });

  for (const name of ['minikube', 'k3s-agent', 'systemd-variable']) {
    test(`${name}: a header of an earlier version is no reason to write the file again, and goes with the flags`, () => {
      const root = join(HOSTS, name);
      const host = testHost(root);
      const setup = findNodeSetup(host, { kubeletConfig: '/srv/c.yaml' });
      const earlier = setup.flagFiles.map(({ path, text }) => ({
        path,
        text: text.replace(
          /^# Written by .*/,
          '# Made by registry-credential-provider install, which makes it anew when the unit changes; uninstall takes it away.',
        ),
      }));
      assert.ok(earlier.some(({ text }) => text.startsWith('# Made by')));
      assert.deepEqual(findNodeSetup(withFiles(host, earlier), {}), { ...setup, flagFiles: [] });
      for (const { path, text } of earlier) {
        const file = { path, before: host.read(path), written: text };
        assert.equal(takeOutFlags({ ...file, now: text }), host.read(path));
        const left = takeOutFlags({ ...file, now: `${text}OTHER=1\n` }) ?? '';
        assert.match(left, /OTHER=1/);
        assert.doesNotMatch(left, /registry-credential-provider|ExecStart=/);
      }
    });
  }

  test('a unit that has changed under our drop-in: it is written again', () => {
    const root = join(HOSTS, 'minikube');
    const host = testHost(root);
    const files = setupOf(root).flagFiles;
    const path = join(dirname(DROP_IN), '10-kubeadm.conf');
    const text = (host.read(path) ?? '').replaceAll('v1.34.0', 'v1.35.0');
    const [file, ...more] = findNodeSetup(withFiles(host, [...files, { path, text }]), {}).flagFiles;
    assert.deepEqual(more, []);
    assert.match(file?.text ?? '', /v1\.35\.0\/kubelet/);
  });
});

describe('a distribution that keeps the flags of its kubelet in a place of its own', () => {
  const ARGS = 'var/snap/microk8s/current/args/kubelet';
  const UNIT = 'etc/systemd/system/snap.microk8s.daemon-kubelite.service';
  const KUBELITE = '[Service]\nExecStart=/usr/bin/snap run microk8s.daemon-kubelite\n';
  const K0S = 'etc/systemd/system/k0sworker.service';
  const PATHS = [`--${CONFIG_FLAG}=/etc/p.yaml`, `--${BIN_DIR_FLAG}=/opt/p`];

  function node(context: TestContext, files: Readonly<Record<string, string>>): string {
    const folder = temporaryFolder(context);
    for (const [path, text] of Object.entries(files)) folder.write(path, text, 0o644);
    return folder.path;
  }

  for (const [name, files, message, hint] of [
    [
      'MicroK8s',
      { [ARGS]: '--kubeconfig=$SNAP_DATA/credentials/kubelet.config\n', [UNIT]: KUBELITE },
      /^this is a node of MicroK8s, .*: \/var\/snap\/microk8s\/current\/args\/kubelet, one a line$/,
      /restarts snap\.microk8s\.daemon-kubelite\.service; --kubelet-config, --kubelet-bin-dir, --restart-command/,
    ],
    [
      'MicroK8s with one of the two',
      { [ARGS]: `${PATHS[0]}\n`, [UNIT]: KUBELITE },
      /a node of MicroK8s/,
      /^add --image-credential-provider-config=\/etc\/p\.yaml and --image-credential-provider-bin-dir=\/opt\/registry/,
    ],
    [
      'k0s',
      { [K0S]: '[Service]\nExecStart=/usr/local/bin/k0s worker --token-file=/etc/k0s/token\n' },
      /^this is a node of k0s, .*--kubelet-extra-args="…" .* in \/etc\/systemd\/system\/k0sworker\.service/,
      /restarts k0sworker\.service/,
    ],
    [
      'another supervisor',
      {},
      /^cannot tell how the kubelet of this node gets its flags: no systemd unit starts a kubelet here$/,
      /name them with --kubelet-config FILE and --kubelet-bin-dir DIR, and add --restart-command, --log-command/,
    ],
  ] as const) {
    test(`${name}: the refusal names it, and the options that help`, (context) => {
      assert.throws(
        () => setupOf(node(context, files)),
        (error) => {
          assert.ok(error instanceof ProviderError);
          assert.equal(error.code, 'NODE_UNSUPPORTED');
          assert.match(error.message, message);
          assert.match(error.hint ?? '', hint);
          return true;
        },
      );
    });
  }

  for (const [name, files, unit] of [
    [
      'MicroK8s',
      { [ARGS]: `--v=1\n${PATHS.join('\n')}\n`, [UNIT]: KUBELITE },
      'snap.microk8s.daemon-kubelite.service',
    ],
    [
      'MicroK8s with variables',
      {
        [ARGS]: `--${CONFIG_FLAG} \${SNAP_DATA}/../../../../etc/p.yaml\n--${BIN_DIR_FLAG} /opt/p\n`,
        [UNIT]: KUBELITE,
      },
      'snap.microk8s.daemon-kubelite.service',
    ],
    [
      'k0s',
      { [K0S]: `[Service]\nExecStart=/usr/local/bin/k0s worker "--kubelet-extra-args=${PATHS.join(' ')}"\n` },
      'k0sworker.service',
    ],
    [
      'a k0s controller with a worker',
      {
        'etc/systemd/system/k0scontroller.service': `[Service]\nExecStart=/usr/bin/k0s controller --enable-worker --kubelet-extra-args="${PATHS.join(' ')}"\n`,
      },
      'k0scontroller.service',
    ],
  ] as const) {
    test(`${name}: flags that are there already are kept`, (context) => {
      const {
        kubeletConfig,
        binDir,
        flagsFrom,
        flagFiles,
        restart: commands,
      } = setupOf(node(context, files));
      assert.match(kubeletConfig.path, /(?:^|\/)etc\/p\.yaml$/);
      assert.equal(binDir, '/opt/p');
      assert.equal(flagsFrom, 'files');
      assert.deepEqual(flagFiles, []);
      assert.deepEqual(commands.at(-1), ['systemctl', 'restart', unit]);
    });
  }

  test('what the operator names counts where nothing is seen, and is known to be that', (context) => {
    const overrides = { kubeletConfig: '/etc/p.yaml', kubeletBinDir: '/opt/p', restartCommand: 'true' };
    const setup = setupOf(node(context, {}), { profile: 'systemd', ...overrides });
    assert.deepEqual([setup.flagsFrom, setup.kubeletConfig.path], ['operator', '/etc/p.yaml']);
  });
});

describe('a kubelet that cannot run yet', () => {
  for (const [name, host, files, expected] of [
    [
      'kubeadm before join',
      'kubeadm-deb',
      ['var/lib/kubelet/config.yaml'],
      /--config=\/var\/lib\/kubelet\/config\.yaml, which does not exist$/,
    ],
    [
      'kubeadm without credentials',
      'kubeadm-deb',
      ['etc/kubernetes/kubelet.conf'],
      /--kubeconfig=\/etc\/kubernetes\/kubelet\.conf, but neither it nor \/etc\/kubernetes\/bootstrap-kubelet\.conf exists$/,
    ],
    ['kubeadm of rpm', 'kubeadm-rpm', ['var/lib/kubelet/config.yaml'], /which does not exist$/],
    [
      'an environment file that may not be missing',
      'aks',
      ['etc/default/kubelet'],
      /needs \/etc\/default\/kubelet, which does not exist$/,
    ],
    [
      'k3s that has never run',
      'k3s-server',
      ['var/lib/rancher/k3s/agent/kubelet.kubeconfig'],
      /^k3s has not run yet: /,
    ],
    [
      'RKE2 that has never run',
      'rke2-agent',
      ['var/lib/rancher/rke2/agent/kubelet.kubeconfig'],
      /^rke2 has not run yet/,
    ],
    ['one that has joined', 'kubeadm-deb', [], undefined],
    ['one that only lacks a file that may be missing', 'kubeadm-deb', ['etc/default/kubelet'], undefined],
  ] as const) {
    test(name, (context) => {
      const root = copyHost(context, host);
      for (const file of files) rmSync(join(root, file));
      const { notJoined } = setupOf(root);
      if (expected === undefined) assert.equal(notJoined, undefined);
      else assert.match(notJoined ?? '', expected);
    });
  }
});
