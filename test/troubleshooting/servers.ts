// What a node meets beyond itself, as the servers.json of a set-up says. All of it is on loopback, at the ports that
// such servers have.

import type { Authority } from '../clouds/authority.ts';
import { listen } from '../clouds/listener.ts';
import { createJournal } from '../clouds/record.ts';
import { createService } from '../clouds/service.ts';
import { type RegistryAtHost, registryServices } from './registry.ts';

export interface Servers {
  /** Whether the node's own bundle has the authority of the servers; it is always in /etc/pki/company.pem. */
  readonly isAuthorityKnown?: boolean;
  readonly registry?: RegistryAtHost;
}

/** @returns the names of the hosts */
export async function startServers({ registry }: Servers, authority: Authority): Promise<string[]> {
  if (registry === undefined) return [];
  const { host, certificate } = registry;
  const wrong =
    certificate === undefined
      ? {}
      : { [host]: authority.issue(certificate.names ?? [host], { ...(certificate.hasExpired && EXPIRED) }) };
  const services = registryServices(registry).map((each) => createService(each, 'company', createJournal()));
  await listen(services, { certificateFor: authority.certificateFor(wrong), port: 443 });
  return [host, ...(registry.tokenServer === undefined ? [] : [registry.tokenServer])];
}

/** In 2025. */
const EXPIRED = { from: new Date(Date.UTC(2025, 0, 1)), to: new Date(Date.UTC(2025, 5, 1)) };
