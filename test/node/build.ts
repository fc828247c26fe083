// The node's programs that are built from source: Kubernetes' own, and what runs in the test's container.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, hash } from '../support/cache.ts';
import { findGo, goVersion, runGo } from '../support/go.ts';

export const kubernetesVersion = '1.35.4';

const source = join(import.meta.dirname, 'go');

export interface Binaries {
  readonly kubelet: string;
  readonly kubeApiserver: string;
  readonly sleep: string;
}

/** Takes minutes the first time; Go fetches its modules from its proxy. */
export async function buildBinaries(): Promise<Binaries> {
  const go = await findGo(source);
  const input = await hashOf(go, 'sleep/main.go');
  const directory = await cached(`node-${kubernetesVersion}-${input}`, async (directory) => {
    process.stderr.write(
      `test/node: building kubelet and API server ${kubernetesVersion}, once on this machine\n`,
    );
    // Without a version they take themselves for v0.0.0.
    const flags = `-s -w -X k8s.io/component-base/version.gitVersion=v${kubernetesVersion}`;
    const options = ['build', '-trimpath', '-ldflags', flags, '-o', `${directory}/`];
    const packages = ['k8s.io/kubernetes/cmd/kubelet', 'k8s.io/kubernetes/cmd/kube-apiserver', './sleep'];
    await runGo(go, source, [...options, ...packages], 45 * 60_000);
  });
  return {
    kubelet: join(directory, 'kubelet'),
    kubeApiserver: join(directory, 'kube-apiserver'),
    sleep: join(directory, 'sleep'),
  };
}

/** The controller of DaemonSets: its path. A few seconds after the others, of whose code it is made. */
export async function buildDaemonSetController(): Promise<string> {
  const go = await findGo(source);
  const input = await hashOf(go, 'daemonsets/main.go');
  const directory = await cached(`daemonsets-${kubernetesVersion}-${input}`, async (directory) => {
    const options = ['build', '-trimpath', '-ldflags=-s -w', `-o=${directory}/`, './daemonsets'];
    await runGo(go, source, options, 45 * 60_000);
  });
  return join(directory, 'daemonsets');
}

async function hashOf(go: string, program: string): Promise<string> {
  const files = ['go.mod', 'go.sum', program].map((file) => readFile(join(source, file)));
  return hash([await goVersion(go, source), kubernetesVersion, ...(await Promise.all(files))]);
}
