// etcd, in which the API server keeps its objects. https://etcd.io/docs/v3.4/op-guide/configuration/

import { findFreePort } from '../support/port.ts';
import type { Machine } from './machine.ts';
import type { Environment } from './program.ts';

/** The URL under which it serves. */
export async function startEtcd(machine: Machine, env: Environment): Promise<string> {
  const [clients, peers] = [
    `http://127.0.0.1:${await findFreePort()}`,
    `http://127.0.0.1:${await findFreePort()}`,
  ];
  const flags = {
    'data-dir': '/var/lib/etcd', // the machine's own: in memory, where its many syncs cost nothing
    'listen-client-urls': clients,
    'advertise-client-urls': clients,
    'listen-peer-urls': peers,
    'initial-advertise-peer-urls': peers,
    'initial-cluster': `default=${peers}`,
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  // Debian's runs on arm64 only when told that we know that upstream does not try it there.
  const program = machine.start('etcd', 'etcd', args, { ...env, ETCD_UNSUPPORTED_ARCH: 'arm64' });
  await program.waitForLog(/ready to serve client requests/, 60_000);
  return clients;
}
