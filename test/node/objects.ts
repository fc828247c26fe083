// Objects of the API server that decide what a Pod's service account may be used for.
import type { KubernetesObject } from './api-client.ts';
import type { ServiceAccountName } from './pod.ts';

export const namespaceObject = (name: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

export const serviceAccountObject = (
  { namespace, name }: ServiceAccountName,
  annotations: Readonly<Record<string, string>> = {},
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace, name, annotations },
});

/**
 * Lets nodes have tokens with the audience, for every service account of their Pods: a role and its binding.
 * https://kubernetes.io/docs/reference/access-authn-authz/node/
 */
export function audienceGrant(audience: string): readonly KubernetesObject[] {
  const apiGroup = 'rbac.authorization.k8s.io';
  const apiVersion = `${apiGroup}/v1`;
  // An audience may be a URL, which a name may not.
  const metadata = { name: `audience-${audience.replaceAll('/', '-')}` };
  const verbs = ['request-serviceaccounts-token-audience'];
  return [
    {
      apiVersion,
      kind: 'ClusterRole',
      metadata,
      rules: [{ apiGroups: [''], verbs, resources: [audience] }],
    },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'ClusterRole', name: metadata.name },
      subjects: [{ apiGroup, kind: 'Group', name: 'system:nodes' }],
    },
  ];
}
