// What a node meets beyond itself, as the servers.json of a set-up says. All of it is on loopback, at the names and ports
// that such servers have.

import type { Authority } from '../clouds/authority.ts';
import { type ConnectProxyOptions, startConnectProxy } from '../clouds/connect-proxy.ts';
import { listen } from '../clouds/listener.ts';
import { createJournal } from '../clouds/record.ts';
import type { RegistriesConfig } from '../clouds/registries/config.ts';
import { tokenEndpoint } from '../clouds/registries/token-endpoint.ts';
import { createService } from '../clouds/service.ts';
import { startVault, type VaultConfig } from '../clouds/vault.ts';
import { apiServer, CLUSTER, startKubelet } from './api-server.ts';
import { type RegistryAtHost, registryServices } from './registry.ts';

export interface Servers {
  /** Whether the node's own bundle has the authority of the servers; it is always in /etc/pki/company.pem. */
  readonly isAuthorityKnown?: boolean;
  readonly registry?: RegistryAtHost;
  /** A kubelet runs, and the API server gives it tokens for the audiences that the node's `applied/` grants. */
  readonly hasCluster?: boolean;
  /** At vault.corp.example:8200. It trusts the cluster, as the next does. */
  readonly vault?: Omit<VaultConfig, 'issuers'>;
  /** At proxy.corp.example:3128. Without it nobody knows the token endpoint. */
  readonly proxy?: Pick<ConnectProxyOptions, 'user' | 'refuses'>;
  /** At keycloak.corp.example. */
  readonly tokenEndpoint?: RegistriesConfig['tokenEndpoint'];
}

const KEYCLOAK = 'keycloak.corp.example';

/** @returns the names of the hosts */
export async function startServers(servers: Servers, authority: Authority, node: string): Promise<string[]> {
  const { registry, hasCluster, vault, proxy, tokenEndpoint: endpoint } = servers;
  const hosts: string[] = [];
  const services = [];
  const wrong = new Map<string, ReturnType<Authority['issue']>>();
  if (registry !== undefined) {
    const { host, certificate, tokenServer } = registry;
    hosts.push(host, ...(tokenServer === undefined ? [] : [tokenServer]));
    services.push(...registryServices(registry));
    if (certificate !== undefined) {
      const { names = [host], hasExpired } = certificate;
      wrong.set(host, authority.issue(names, hasExpired ? EXPIRED : {}));
    }
  }
  if (hasCluster) {
    hosts.push(startKubelet(node, authority).host);
    services.push(apiServer(node));
  }
  if (endpoint !== undefined) {
    hosts.push(proxy === undefined ? KEYCLOAK : 'proxy.corp.example');
    services.push(tokenEndpoint({ issuers: [CLUSTER], tokenEndpoint: endpoint }));
  }
  if (proxy !== undefined) {
    const portFor = (target: string) => (target === `${KEYCLOAK}:443` ? 443 : undefined);
    await startConnectProxy({ ...proxy, portFor, port: 3128 });
  }
  const certificateFor = authority.certificateFor(Object.fromEntries(wrong));
  if (vault !== undefined) {
    hosts.push('vault.corp.example');
    await startVault({ ...vault, issuers: [CLUSTER] }, { listen: { vault: { port: 8200, certificateFor } } });
  }
  const journal = createJournal();
  await listen(
    services.map((each) => createService(each, 'company', journal)),
    { certificateFor, port: 443 },
  );
  return hosts;
}

/** In 2025. */
const EXPIRED = { from: new Date(Date.UTC(2025, 0, 1)), to: new Date(Date.UTC(2025, 5, 1)) };
