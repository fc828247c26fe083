// A whole node, from the machine up to the container runtime, with a registry that demands a password and one
// that does not. The tests add the kubelet.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ApiServer, startApiServer } from './api-server.ts';
import { createAuthority } from './certificates.ts';
import { findCgroups } from './cgroups.ts';
import { startContainerd } from './containerd.ts';
import type { Provider } from './credential-provider.ts';
import { createImage } from './image.ts';
import { type Kubelet, startKubelet } from './kubelet.ts';
import { type Machine, startMachine } from './machine.ts';
import type { Programs } from './prepare.ts';
import { type Registry, startRegistry, type User } from './registry.ts';

const registryName = 'registry.corp.example';
const publicRegistryName = 'public.corp.example';

const owner: User = { username: 'owner', password: 'may push' };

export interface Node {
  /** Demands a password. */
  readonly registry: Registry;
  /** Gives to everyone. */
  readonly publicRegistry: Registry;
  /** Pushes an image whose program only waits; its name in full, with the registry's own host unless another is given. */
  publish(registry: Registry, repository: string, imageHost?: string): Promise<string>;
  /** Writes a file that only root may read; its path. */
  write(name: string, content: string): Promise<string>;
  startApiServer(): Promise<ApiServer>;
  /** Its Pods are the API server's, or static ones. */
  startKubelet(executable: string, providers: readonly Provider[], apiServer?: ApiServer): Promise<Kubelet>;
  stop(): Promise<void>;
}

/**
 * The users may pull from the registry that demands a password. It also serves the images of the further hosts, such
 * as a cloud's, which the node then never asks.
 */
export async function startNode(
  { env, binaries }: Programs,
  users: readonly User[],
  imageHosts: readonly string[] = [],
): Promise<Node> {
  const machine = await startMachine([registryName, publicRegistryName, ...imageHosts]);
  try {
    const authority = await createAuthority(machine.directory, env);
    const registry = await startRegistry(machine, registryName, [owner, ...users], authority, env);
    const publicRegistry = await startRegistry(machine, publicRegistryName, [], authority, env);

    const publish = async (to: Registry, repository: string, imageHost = to.host) => {
      const image = createImage(repository.replaceAll('/', '-'), binaries.sleep);
      await to.push(image, repository, to === registry ? owner : undefined);
      return `${imageHost}/${repository}:1`;
    };
    const served = (by: Registry, hosts: readonly string[]) => hosts.map((host) => [host, by.host]);
    const runtime = {
      registries: Object.fromEntries([
        ...served(registry, [registry.host, ...imageHosts]),
        ...served(publicRegistry, [publicRegistry.host]),
      ]),
      authority: authority.certificate,
      sandboxImage: await publish(publicRegistry, 'pause'),
    };
    await startContainerd(machine, runtime, env);
    return {
      registry,
      publicRegistry,
      publish,
      write: async (name, content) => {
        const file = join(machine.directory, name);
        await writeFile(file, content, { mode: 0o600 });
        return file;
      },
      startApiServer: () => startApiServer(machine, binaries.kubeApiserver, authority, env),
      startKubelet: (executable, providers, apiServer) =>
        startKubelet(machine, binaries.kubelet, executable, providers, apiServer),
      stop: () => stopMachine(machine),
    };
  } catch (error) {
    await stopMachine(machine);
    throw error;
  }
}

async function stopMachine(machine: Machine): Promise<void> {
  await machine.stop();
  assert.deepEqual(await findTraces(machine), [], 'something of the node remains');
}

/** Processes on the machine or with one of its mounts, control groups, files. */
async function findTraces({ directory, cgroup }: Machine): Promise<string[]> {
  const traces = await findCgroups(cgroup);
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const name of ['cmdline', 'cgroup', 'mountinfo']) {
      const file = join('/proc', pid, name);
      const text = await readFile(file, 'utf8').catch(() => ''); // it may end meanwhile
      if (text.includes(basename(directory))) traces.push(`${file}: ${text.replaceAll('\0', ' ')}`);
    }
  }
  return existsSync(directory) ? [directory, ...traces] : traces;
}
