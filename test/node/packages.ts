// The node's programs from Debian's packages.
import { findPrograms } from '../support/debian.ts';
import type { Environment } from './program.ts';

const programs: Readonly<Record<string, string>> = {
  containerd: 'containerd',
  runc: 'runc',
  'docker-registry': 'docker-registry',
  htpasswd: 'apache2-utils',
  openssl: 'openssl',
  etcd: 'etcd-server',
  skopeo: 'skopeo',
};

/** The environment in which all of them are found. @throws {Unavailable} */
export async function installPackages(): Promise<Environment> {
  return (await findPrograms(programs)).env;
}
