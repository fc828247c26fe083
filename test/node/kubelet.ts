// A standalone kubelet, told about our executable as an operator would tell it.
import { once } from 'node:events';
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { tail } from '../support/run-program.ts';
import { containerdSocket } from './containerd.ts';
import type { Machine } from './machine.ts';
import { type ContainerStatus, type Pod, staticPod } from './pod.ts';
import { waitFor } from './wait.ts';

/** One entry of the kubelet's CredentialProviderConfig. */
export interface Provider {
  readonly name: string;
  readonly matchImages: readonly string[];
  readonly args: readonly string[];
}

export interface Kubelet {
  log(): string;
  runPod(name: string, image: string): Promise<void>;
  /** The status of the Pod's only container, once it is as wanted. */
  waitForContainer(
    pod: string,
    what: string,
    isWanted: (status: ContainerStatus) => boolean,
  ): Promise<ContainerStatus>;
}

const nodeName = 'node';

export async function startKubelet(
  machine: Machine,
  kubelet: string,
  executable: string,
  providers: readonly Provider[],
): Promise<Kubelet> {
  const directory = join(machine.directory, 'kubelet');
  const [manifests, binDir] = [join(directory, 'manifests'), join(directory, 'bin')];
  await mkdir(manifests, { recursive: true });
  await mkdir(binDir);
  for (const { name } of providers) await symlink(executable, join(binDir, name));

  const readOnlyPort = await findFreePort();
  const config = await writeJson(directory, 'kubelet.json', {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    staticPodPath: manifests,
    // Where the file watch does not work, a manifest is found after this time.
    fileCheckFrequency: '1s',
    address: '127.0.0.1',
    port: await findFreePort(),
    readOnlyPort, // without authentication; shows the Pods
    healthzPort: 0,
    authentication: { anonymous: { enabled: false }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    // Any machine that can run containers will do, a container among them.
    failCgroupV1: false,
    failSwapOn: false,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: machine.cgroup,
    enforceNodeAllocatable: [],
    evictionHard: { 'memory.available': '0%' },
    localStorageCapacityIsolation: false,
    makeIPTablesUtilChains: false,
    resolvConf: '',
    volumePluginDir: '/var/lib/kubelet/volume-plugins',
  });
  const providerConfig = await writeJson(directory, 'credential-provider.json', {
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: providers.map((provider) => ({
      ...provider,
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      defaultCacheDuration: '0s',
    })),
  });

  const flags = {
    config,
    'hostname-override': nodeName,
    'image-credential-provider-config': providerConfig,
    'image-credential-provider-bin-dir': binDir,
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  // As under systemd: no HOME, and little else.
  const program = machine.start('kubelet', kubelet, args, { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' });
  const getPods = async (): Promise<readonly Pod[]> => {
    const signal = AbortSignal.timeout(30_000);
    const response = await fetch(`http://127.0.0.1:${readOnlyPort}/pods`, { signal });
    return ((await response.json()) as { items: Pod[] | null }).items ?? [];
  };
  const explain = () => tail(program.log());
  await program.waitForLog(/Started kubelet/, 120_000);
  await waitFor('answer of the kubelet', () => getPods().catch(() => undefined), {
    timeoutMs: 60_000,
    explain,
  });

  return {
    log: program.log,
    runPod: async (name, image) => {
      const file = await writeJson(directory, `${name}.json`, staticPod(name, image));
      await rename(file, join(manifests, `${name}.json`)); // the kubelet reads a manifest at once, half written or not
    },
    waitForContainer: async (name, what, isWanted) => {
      let pod: Pod | undefined;
      const find = async () => {
        pod = (await getPods()).find((pod) => pod.metadata.name === `${name}-${nodeName}`);
        const status = pod?.status.containerStatuses?.[0];
        return status !== undefined && isWanted(status) ? status : undefined;
      };
      const show = () => `${JSON.stringify(pod?.status, undefined, 2)}\n${explain()}`;
      return waitFor(`${what} Pod ${name}`, find, { timeoutMs: 120_000, explain: show });
    },
  };
}

async function writeJson(directory: string, name: string, value: object): Promise<string> {
  const file = join(directory, name);
  await writeFile(file, JSON.stringify(value, undefined, 2));
  return file;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
