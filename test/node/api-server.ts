// A real API server on the machine's loopback, as far as one node and its Pods' service accounts need it: there is
// neither a scheduler nor a controller manager. https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeySet } from '../clouds/jwt.ts';
import { findFreePort } from '../support/port.ts';
import { tail } from '../support/run-program.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import type { Authority } from './certificates.ts';
import { startEtcd } from './etcd.ts';
import type { Machine } from './machine.ts';
import type { Environment } from './program.ts';
import { waitFor } from './wait.ts';

export interface ApiServer {
  /** Who signed the certificates of its clients, itself among them. */
  readonly clientAuthority: string;
  /** Who issues the service accounts' tokens: their `iss`. */
  readonly issuer: string;
  /** An administrator's. */
  readonly client: ApiClient;
  /** The public keys of the service accounts' tokens (RFC 7517), as a cloud fetches them that trusts the issuer. */
  jwks(): Promise<KeySet>;
  /** Until the Pod has an event with such a message, as `kubectl describe pod` shows it. */
  waitForEvent(pod: string, message: RegExp): Promise<void>;
  /** To its end. */
  deletePod(namespace: string, name: string): Promise<void>;
  /** A kubeconfig for the kubelet of that node; its path. */
  writeKubeconfig(nodeName: string): Promise<string>;
  /** The same for a controller, with the rights that the API server gives it by itself. */
  writeControllerKubeconfig(name: string): Promise<string>;
}

const issuer = 'https://kubernetes.corp.example';

export async function startApiServer(
  machine: Machine,
  kubeApiserver: string,
  authority: Authority,
  env: Environment,
): Promise<ApiServer> {
  const etcd = await startEtcd(machine, env);
  const server = await authority.issue('api-server', '/CN=kube-apiserver', ['IP:127.0.0.1']);
  const admin = await authority.issue('admin', '/O=system:masters/CN=admin');
  const tokenKey = join(machine.directory, 'service-accounts.key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(tokenKey, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });

  const port = await findFreePort();
  const url = `https://127.0.0.1:${port}`;
  const flags = {
    'etcd-servers': etcd,
    'bind-address': '127.0.0.1',
    'secure-port': port,
    // No Pod asks for the API server, and an endpoint may not be of the loopback network.
    'advertise-address': '127.0.0.1',
    'endpoint-reconciler-type': 'none',
    'tls-cert-file': server.certificate,
    'tls-private-key-file': server.key,
    'client-ca-file': authority.certificate,
    // To a kubelet, for what runs in a container.
    'kubelet-client-certificate': admin.certificate,
    'kubelet-client-key': admin.key,
    'kubelet-preferred-address-types': 'Hostname',
    'authorization-mode': 'Node,RBAC',
    'enable-admission-plugins': 'NodeRestriction',
    // It waits for accounts and tokens that a controller manager makes.
    'disable-admission-plugins': 'ServiceAccount',
    'service-account-issuer': issuer,
    'service-account-signing-key-file': tokenKey,
    'service-account-key-file': tokenKey,
    'service-cluster-ip-range': '10.96.0.0/16',
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  const program = machine.start('kube-apiserver', kubeApiserver, args, env);
  await program.waitForLog(/Serving securely on/, 120_000);
  const client = await createApiClient(url, authority.certificate, admin);
  // Until then it lacks its own roles, those of nodes among them.
  const probe = () => client.getText('/readyz').catch(() => undefined);
  await waitFor('readiness of the API server', probe, {
    timeoutMs: 60_000,
    explain: () => tail(program.log()),
  });

  const writeKubeconfig = async (name: string, subject: string): Promise<string> => {
    const user = await authority.issue(name, subject);
    const file = join(machine.directory, name);
    await writeFile(file, JSON.stringify(kubeconfig(url, authority.certificate, user.certificate, user.key)));
    return file;
  };

  return {
    clientAuthority: authority.certificate,
    issuer,
    client,
    jwks: () => client.get('/openid/v1/jwks'),
    waitForEvent: async (pod, message) => {
      let messages: readonly string[] = [];
      const find = async () => {
        const events = `/api/v1/events?fieldSelector=involvedObject.name=${pod}`;
        const { items } = await client.get<{ items: { message: string }[] }>(events);
        messages = items.map((event) => event.message);
        return messages.some((text) => message.test(text)) || undefined;
      };
      await waitFor(`event ${message} of Pod ${pod}`, find, {
        timeoutMs: 60_000,
        explain: () => messages.join('\n'),
      });
    },
    deletePod: async (namespace, name) => {
      const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
      await client.delete(path);
      const isGone = () =>
        client.get(path).then(
          () => undefined,
          () => true,
        );
      await waitFor(`end of Pod ${name}`, isGone, { timeoutMs: 60_000, explain: () => '' });
    },
    writeKubeconfig: (nodeName) =>
      writeKubeconfig('kubeconfig', `/O=system:nodes/CN=system:node:${nodeName}`),
    writeControllerKubeconfig: (name) =>
      writeKubeconfig(`${name}.kubeconfig`, `/CN=system:serviceaccount:kube-system:${name}`),
  };
}

const kubeconfig = (server: string, authority: string, certificate: string, key: string): object => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'test', cluster: { server, 'certificate-authority': authority } }],
  users: [{ name: 'user', user: { 'client-certificate': certificate, 'client-key': key } }],
  contexts: [{ name: 'test', context: { cluster: 'test', user: 'user' } }],
  'current-context': 'test',
});
