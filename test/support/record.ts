// What install writes down of a node, with what a test says of it.

import type { Installed } from '../../src/install/state/record.ts';

export const SETUP: Installed['setup'] = {
  profile: 'kubeadm',
  release: 34,
  tokenGate: undefined,
  kubeletConfig: { path: '/etc/kubernetes/providers.yaml', form: 'file' },
  binDir: '/opt/bin',
  commandDir: undefined,
  flagsFrom: 'files',
  notJoined: undefined,
  flagFiles: [],
  restart: [['systemctl', 'restart', 'kubelet.service']],
  logs: undefined,
  healthUrl: undefined,
  kubeconfig: undefined,
  nodeName: 'node-1',
  notes: [],
};

type Said = Partial<Omit<Installed, 'setup'>> & { readonly setup?: Partial<Installed['setup']> };

/** As it stands in installed.json. */
export function recordText({ setup, ...said }: Said = {}): string {
  const record: Installed = {
    format: 1,
    version: '1',
    wanted: 'd1',
    setup: { ...SETUP, ...setup },
    config: 'built-in',
    items: [],
    folders: [],
    replaced: [],
    accepted: undefined,
    unread: undefined,
    ...said,
  };
  return JSON.stringify(record);
}
