// The API server as far as the kubelet asks it for a service account's token, and a process that is a kubelet by its name and
// flags. https://kubernetes.io/docs/reference/access-authn-authz/node/

import { spawn } from 'node:child_process';
import { copyFileSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Authority } from '../clouds/authority.ts';
import { keySet, signingKeyOf, signServiceAccountToken } from '../clouds/jwt.ts';
import type { TrustedIssuer } from '../clouds/oidc.ts';
import { json, jsonOf, type ServiceDefinition } from '../clouds/service.ts';
import { serverAt } from './host.ts';

const HOST = 'kubernetes.corp.example';
const NODE_NAME = 'node-1';
const POD = { name: 'app-0', uid: 'c2a41bd2-7d3f-4b8e-9d1a-0f1e2d3c4b5a' };
const VERB = 'request-serviceaccounts-token-audience';

const key = signingKeyOf(HOST, 'ES256');
export const CLUSTER: TrustedIssuer = { issuer: `https://${HOST}`, keys: keySet(key) };

/** Every account that is asked for is there, and has a Pod on the node. @param node where `applied/` has what was applied */
export function apiServer(node: string): ServiceDefinition {
  return serverAt(HOST, (request) => {
    const [, namespace = '', kind = '', name = '', token] =
      /^\/api\/v1\/namespaces\/([^/]+)\/(pods|serviceaccounts)(?:\/([^/]+)(\/token)?)?$/.exec(request.path) ??
      [];
    if (kind === 'pods') return json(200, { items: [{ metadata: POD }] });
    if (kind !== 'serviceaccounts') return json(404, {});
    if (token === undefined) return json(200, { metadata: { uid: 'sa-uid', annotations: {} } });
    const { spec } = jsonOf(request) as { readonly spec: { readonly audiences: readonly string[] } };
    const [audience = ''] = spec.audiences;
    if (!isGranted(node, audience)) {
      const message = `serviceaccounts "${name}" is forbidden: system:node:${NODE_NAME} is not authorized to request tokens for audience "${audience}"`;
      return json(403, { message });
    }
    const signed = signServiceAccountToken(key, { issuer: CLUSTER.issuer, audience, namespace, name });
    return json(201, { status: { token: signed } });
  });
}

interface Applied {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly rules?: readonly { readonly verbs: readonly string[]; readonly resources: readonly string[] }[];
  readonly roleRef?: { readonly name: string };
  readonly subjects?: readonly { readonly name: string }[];
}

/** By roles that are bound to all nodes. */
function isGranted(node: string, audience: string): boolean {
  const objects = globSync(join(node, 'applied', '*.yaml')).flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Applied),
  );
  const bound = objects
    .filter(({ subjects = [] }) => subjects.some(({ name }) => name === 'system:nodes'))
    .map(({ roleRef }) => roleRef?.name);
  return objects
    .filter(({ kind, metadata }) => kind === 'ClusterRole' && bound.includes(metadata.name))
    .flatMap(({ rules = [] }) => rules)
    .some(({ verbs, resources }) => verbs.includes(VERB) && resources.includes(audience));
}

/** Ends with this process. */
export function startKubelet(node: string, authority: Authority): { readonly host: string } {
  const file = (name: string, text: string) => {
    writeFileSync(join(node, name), text, { mode: 0o600 });
    return join(node, name);
  };
  const { certificate, key: secret } = authority.issue([], {
    of: 'client',
    commonName: `system:node:${NODE_NAME}`,
  });
  const kubeconfig = {
    'current-context': 'node',
    contexts: [{ name: 'node', context: { cluster: 'corp', user: 'node' } }],
    clusters: [
      {
        name: 'corp',
        cluster: { server: `https://${HOST}`, 'certificate-authority': '/etc/pki/company.pem' },
      },
    ],
    users: [
      {
        name: 'node',
        user: {
          'client-certificate': file('kubelet.crt', certificate),
          'client-key': file('kubelet.key', secret),
        },
      },
    ],
  };
  const flags = [
    `--kubeconfig=${file('kubeconfig', JSON.stringify(kubeconfig))}`,
    `--hostname-override=${NODE_NAME}`,
  ];
  const program = join(node, 'kubelet');
  copyFileSync('/bin/sh', program);
  spawn(program, ['-c', 'read line', 'kubelet', ...flags], {
    argv0: 'kubelet',
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/bin:/bin' },
  }).unref();
  return { host: HOST };
}
