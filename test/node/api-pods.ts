// Pods of an API server. No scheduler runs: each is bound to the node from the start.
import type { ApiServer } from './api-server.ts';
import type { Pod } from './pod.ts';
import type { PodSource } from './pod-source.ts';

export async function createApiPods(
  { client, clientAuthority, writeKubeconfig }: ApiServer,
  nodeName: string,
): Promise<PodSource> {
  return {
    configuration: {
      authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: false },
        x509: { clientCAFile: clientAuthority },
      },
    },
    flags: { kubeconfig: await writeKubeconfig(nodeName) },
    isReady: () =>
      client.get(`/api/v1/nodes/${nodeName}`).then(
        () => true,
        () => false,
      ),
    run: (pod) => {
      // A node without a network plugin is tainted as not ready.
      const spec = { ...pod.spec, nodeName, tolerations: [{ operator: 'Exists' }] };
      return client.create({ ...pod, metadata: { namespace: 'default', ...pod.metadata }, spec });
    },
    find: async (name) => {
      const { items } = await client.get<{ items: Pod[] }>(
        `/api/v1/pods?fieldSelector=metadata.name=${name}`,
      );
      return items[0];
    },
  };
}
