// Pods without an API server: the kubelet runs what it finds in a directory of manifests, and shows their status on
// its read-only port. https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pod } from './pod.ts';
import type { PodSource } from './pod-source.ts';

export async function createStaticPods(
  parent: string,
  nodeName: string,
  readOnlyPort: number,
): Promise<PodSource> {
  const manifests = join(parent, 'manifests');
  await mkdir(manifests);
  const list = async (): Promise<readonly Pod[]> => {
    const signal = AbortSignal.timeout(30_000);
    const response = await fetch(`http://127.0.0.1:${readOnlyPort}/pods`, { signal });
    return ((await response.json()) as { items: Pod[] | null }).items ?? [];
  };
  return {
    configuration: {
      staticPodPath: manifests,
      // Where the file watch does not work, a manifest is found after this time.
      fileCheckFrequency: '1s',
    },
    flags: {},
    isReady: () =>
      list().then(
        () => true,
        () => false,
      ),
    run: async (pod) => {
      const { name } = pod.metadata;
      const file = join(parent, `${name}.json`);
      await writeFile(file, JSON.stringify(pod, undefined, 2));
      await rename(file, join(manifests, `${name}.json`)); // the kubelet reads a manifest at once, half written or not
    },
    find: async (name) => (await list()).find((pod) => pod.metadata.name === `${name}-${nodeName}`),
  };
}
