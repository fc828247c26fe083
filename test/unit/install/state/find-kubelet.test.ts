// Where the kubelet's configuration is found, by what says so, on nodes as distributions lay them out.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Host } from '../../../../src/install/node/host.ts';
import { type FoundKubelet, findKubelet } from '../../../../src/install/state/find-kubelet.ts';
import type { RunningKubelet } from '../../../../src/kubelet/running.ts';
import { copyHost, testHost } from '../../../install/hosts.ts';
import { recordText } from '../../../support/record.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

const STATE = 'var/lib/registry-credential-provider/installed.json';
const RECORD = recordText({
  setup: { kubeletConfig: { path: '/srv/recorded.yaml', form: 'file' }, binDir: '/srv/recorded' },
});

interface Node {
  readonly host: string;
  readonly running?: Partial<RunningKubelet>;
  readonly record?: string;
  readonly files?: Readonly<Record<string, string>>;
}

function find(context: TestContext, { host: name, running, record, files = {} }: Node) {
  const folder = name === '' ? temporaryFolder(context).path : copyHost(context, name);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  if (record !== undefined) write(STATE, record);
  for (const [path, text] of Object.entries(files)) write(path, text);
  const host: Host = {
    ...testHost(folder),
    ...(running !== undefined && {
      kubelet: () => ({ pid: 900, args: [], release: () => 35, ...running }) as unknown as RunningKubelet,
    }),
  };
  return findKubelet(folder, host);
}

type Expected = Pick<FoundKubelet, 'from' | 'config' | 'binDir'> & { readonly source: RegExp };

const ROWS: readonly (readonly [name: string, node: Node, expected: Expected | undefined])[] = [
  [
    'a kubelet that runs, whatever was recorded',
    {
      host: 'kubeadm-flags-present',
      running: { config: '/srv/runs.yaml', binDir: '/srv/runs' },
      record: RECORD,
    },
    { from: 'process', config: '/srv/runs.yaml', binDir: '/srv/runs', source: /\(process 900\)$/ },
  ],
  [
    'a kubelet that is down, by the record',
    { host: 'kubeadm-flags-present', record: RECORD },
    {
      from: 'record',
      config: '/srv/recorded.yaml',
      binDir: '/srv/recorded',
      source: /record of the last install \(\/var\/lib\/registry-credential-provider\/installed\.json\)$/,
    },
  ],
  [
    'a kubelet that runs without the flags, by the record of what the next start reads',
    { host: 'kubeadm-deb', running: {}, record: RECORD },
    { from: 'record', config: '/srv/recorded.yaml', binDir: '/srv/recorded', source: /record/ },
  ],
  [
    'a record that is torn, by the unit',
    { host: 'kubeadm-flags-present', record: '{"format": 1, "set' },
    {
      from: 'unit',
      config: '/etc/kubernetes/kubelet-credential-providers.yaml',
      binDir: '/usr/local/bin',
      source: /^by the unit \/usr\/lib\/systemd\/system\/kubelet\.service with its drop-ins/,
    },
  ],
  [
    'a folder of configurations, by the unit',
    { host: 'kubeadm-directory' },
    {
      from: 'unit',
      config: '/etc/kubernetes/credential-providers.d',
      binDir: '/opt/credential-providers',
      source: /unit/,
    },
  ],
  [
    'flags in a file that the unit reads',
    { host: 'aks' },
    {
      from: 'unit',
      config: '/var/lib/kubelet/credential-provider-config.yaml',
      binDir: '/var/lib/kubelet/credential-provider',
      source: /unit/,
    },
  ],
  [
    'k3s with paths of its own',
    {
      host: 'k3s-own-paths',
      files: { 'etc/rancher/k3s/providers.yaml': 'x', 'usr/local/lib/providers/p': 'x' },
    },
    {
      from: 'unit',
      config: '/etc/rancher/k3s/providers.yaml',
      binDir: '/usr/local/lib/providers',
      source: /^by the configuration of k3s \(\/etc\/rancher\/k3s\/config\.yaml/,
    },
  ],
  [
    'RKE2 with what it looks for by itself',
    { host: 'rke2-server' },
    {
      from: 'unit',
      config: '/var/lib/rancher/credentialprovider/config.yaml',
      binDir: '/var/lib/rancher/credentialprovider/bin',
      source: /rke2/,
    },
  ],
  ['RKE2 with nothing where it looks', { host: 'rke2-agent' }, undefined],
  ['a kubelet without the flags', { host: 'kubeadm-deb' }, undefined],
  ['a kubelet that a script starts', { host: 'systemd-script' }, undefined],
  ['a machine without a kubelet', { host: '' }, undefined],
];

describe('where the kubelet has its configuration', () => {
  for (const [name, node, expected] of ROWS) {
    test(name, (context) => {
      const found = find(context, node);
      if (expected === undefined) {
        assert.equal(found, undefined);
        return;
      }
      assert.ok(found);
      const { source, ...rest } = expected;
      const { from, config, binDir } = found;
      assert.deepEqual({ from, config, binDir }, rest);
      assert.match(found.source, source);
      assert.equal(found.pid, node.running === undefined ? undefined : 900);
      const isRecorded = node.record === RECORD;
      assert.equal(found.recordedRelease(), isRecorded ? 34 : undefined, 'whatever says where it is');
    });
  }
});
