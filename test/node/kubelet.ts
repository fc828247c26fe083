// A kubelet that runs our executable, standalone or registered with an API server.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from '../support/port.ts';
import { tail } from '../support/run-program.ts';
import { createApiPods } from './api-pods.ts';
import type { ApiServer } from './api-server.ts';
import { containerdSocket } from './containerd.ts';
import { type Provider, type ProviderFlags, placeProviders, writeProviders } from './credential-provider.ts';
import type { Machine } from './machine.ts';
import {
  type ContainerStatus,
  type Pod,
  type PullPolicy,
  podManifest,
  type ServiceAccountName,
} from './pod.ts';
import type { Environment } from './program.ts';
import { createStaticPods } from './static-pods.ts';
import { waitFor } from './wait.ts';

export interface Kubelet {
  /** What --image-credential-provider-config and -bin-dir name. */
  readonly credentialProviderConfig: string;
  readonly credentialProviderBinDir: string;
  /** Where it says whether it is well. */
  readonly healthUrl: string;
  /** From now on it ends at its start when this text is in its configuration of credential providers. */
  refuse(text: string): Promise<void>;
  /** A command line that makes it start again, on its machine. */
  readonly restartCommand: string;
  readonly logFile: string;
  /** Of the process that runs now, on its machine. */
  pid(): Promise<number>;
  log(): string;
  /** The lines of its log in which each of the texts is. */
  linesWith(...texts: readonly string[]): string[];
  /** With an API server, as the service account, whose namespace is the Pod's; else the Pod has none, as a static one. */
  runPod(name: string, image: string, account?: ServiceAccountName, pullPolicy?: PullPolicy): Promise<void>;
  /** In the text format of Prometheus. */
  metrics(): Promise<string>;
  /** The status of the Pod's only container, once it is as wanted. */
  waitForContainer(
    pod: string,
    what: string,
    isWanted: (status: ContainerStatus) => boolean,
  ): Promise<ContainerStatus>;
}

export interface KubeletOptions {
  /** Where its credential providers are to be, on the machine. */
  readonly places?: ProviderFlags;
  /** Variables that it has beside PATH, and hands on to the plugins. */
  readonly env?: Environment;
}

export const nodeName = 'node';

const service = join(import.meta.dirname, 'kubelet-service.sh');

/** Without an API server its Pods are static ones. */
export async function startKubelet(
  machine: Machine,
  kubelet: string,
  executable: string,
  providers: readonly Provider[],
  apiServer?: ApiServer,
  { places, env = {} }: KubeletOptions = {},
): Promise<Kubelet> {
  const directory = join(machine.directory, 'kubelet');
  await machine.addHost(nodeName); // under which the API server knows it
  await mkdir(directory);
  const readOnlyPort = await findFreePort();
  const pods = await (apiServer === undefined
    ? createStaticPods(directory, nodeName, readOnlyPort)
    : createApiPods(apiServer, nodeName));
  const config = join(directory, 'kubelet.json');
  const healthzPort = await findFreePort();
  await writeFile(
    config,
    JSON.stringify({
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      containerRuntimeEndpoint: `unix://${containerdSocket}`,
      address: '127.0.0.1',
      port: await findFreePort(),
      healthzPort,
      readOnlyPort, // without authentication
      authentication: { anonymous: { enabled: false }, webhook: { enabled: false } },
      authorization: { mode: 'AlwaysAllow' },
      // What it passes over in silence when it gets a credential.
      logging: { vmodule: [{ filePattern: 'plugin', verbosity: 5 }] },
      // When a mounted ConfigMap is looked at again.
      syncFrequency: '2s',
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
      ...pods.configuration,
    }),
  );

  const credentialProviders = await placeProviders(
    machine,
    await writeProviders(directory, executable, providers),
    places,
  );
  const flags = {
    config,
    'hostname-override': nodeName,
    ...credentialProviders,
    ...pods.flags,
  };
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  // As under systemd: no HOME, and little else.
  const providersFile = credentialProviders['image-credential-provider-config'];
  const program = machine.start('kubelet', 'sh', [service, directory, providersFile, kubelet, ...args], {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    ...env,
  });
  const restart = join(directory, 'restart');
  const explain = () => tail(program.log());
  await program.waitForLog(/Started kubelet/, 120_000);
  const isReady = async () => (await pods.isReady()) || undefined;
  await waitFor('answer of the kubelet', isReady, { timeoutMs: 60_000, explain });

  return {
    credentialProviderConfig: providersFile,
    credentialProviderBinDir: credentialProviders['image-credential-provider-bin-dir'],
    healthUrl: `http://127.0.0.1:${healthzPort}/healthz`,
    restartCommand: `touch ${restart}; while [ -e ${restart} ]; do sleep 0.1; done`,
    logFile: program.logFile,
    refuse: (text) => writeFile(join(directory, 'refused'), `${text}\n`),
    pid: async () => Number(await readFile(join(directory, 'pid'), 'utf8')),
    log: program.log,
    linesWith: (...texts) =>
      program
        .log()
        .split('\n')
        .filter((line) => texts.every((text) => line.includes(text))),
    runPod: (name, image, account, pullPolicy) => pods.run(podManifest(name, image, account, pullPolicy)),
    metrics: async () => (await fetch(`http://127.0.0.1:${readOnlyPort}/metrics`)).text(),
    waitForContainer: async (name, what, isWanted) => {
      let pod: Pod | undefined;
      const find = async () => {
        pod = await pods.find(name);
        const status = pod?.status.containerStatuses?.[0];
        return status !== undefined && isWanted(status) ? status : undefined;
      };
      const show = () => `${JSON.stringify(pod?.status, undefined, 2)}\n${explain()}`;
      return waitFor(`${what} Pod ${name}`, find, { timeoutMs: 120_000, explain: show });
    },
  };
}
