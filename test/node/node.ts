// A whole node, from the machine up to the container runtime, with a registry that demands a password and one
// that does not. The tests add the kubelet.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type ApiServer, startApiServer } from './api-server.ts';
import { createAuthority } from './certificates.ts';
import { findCgroups } from './cgroups.ts';
import { addRegistry, startContainerd } from './containerd.ts';
import type { Provider } from './credential-provider.ts';
import { type Gate, openGate, passwordGate, type User } from './gate.ts';
import { createImage } from './image.ts';
import { type Kubelet, type KubeletOptions, startKubelet } from './kubelet.ts';
import { type Machine, startMachine } from './machine.ts';
import { type OidcFront, type OidcFrontOptions, startOidcFront } from './oidc-front.ts';
import type { Programs } from './prepare.ts';
import { type Registry, startRegistry } from './registry.ts';
import { type IsGood, startTokenGate } from './token-gate.ts';

export interface Node {
  readonly machine: Machine;
  /** Demands a password. */
  readonly registry: Registry;
  /** Gives to everyone. */
  readonly publicRegistry: Registry;
  /** Starts a registry in place of the one that the world knows by that name, such as a cloud's. It demands a password. */
  startPasswordRegistry(hostName: string, users: readonly User[]): Promise<Registry>;
  /** Two registries that demand a password: images of the first one are looked for in its mirror before. */
  startMirroredRegistry(
    origin: { readonly hostName: string; readonly users: readonly User[] },
    mirror: { readonly hostName: string; readonly users: readonly User[] },
  ): Promise<{ readonly origin: Registry; readonly mirror: Registry }>;
  /** The same as a password registry, but it demands a token, which its token service gives for a credential that is good. */
  startTokenRegistry(hostName: string, isGood: IsGood): Promise<Registry>;
  /**
   * A registry in place of the one that the world knows by that name, which takes tokens of the issuer, as Zot does.
   * `publish` to its `behind`, under its own name.
   */
  startOidcRegistry(hostName: string, options: OidcRegistryOptions): Promise<OidcFront & OidcRegistry>;
  /** Pushes an image whose program only waits; its name in full. */
  publish(registry: Registry, repository: string): Promise<string>;
  /** Writes a file that only root may read, unless another mode is given; its path. */
  write(name: string, content: string, mode?: number): Promise<string>;
  startApiServer(): Promise<ApiServer>;
  /** Its Pods are the API server's, or static ones. */
  startKubelet(
    executable: string,
    providers: readonly Provider[],
    apiServer?: ApiServer,
    options?: KubeletOptions,
  ): Promise<Kubelet>;
  stop(): Promise<void>;
}

export type OidcRegistryOptions = Pick<OidcFrontOptions, 'trusted' | 'audience' | 'allows'>;

export interface OidcRegistry {
  /** Pushes an image; its name in full. */
  publish(repository: string): Promise<string>;
}

/** The users are those of the registry that demands a password. */
export async function startNode({ env, binaries }: Programs, users: readonly User[]): Promise<Node> {
  const machine = await startMachine();
  const gates: { stop(): void }[] = [];
  const stop = async () => {
    for (const gate of gates) gate.stop();
    await machine.stop();
    assert.deepEqual(await findTraces(machine), [], 'something of the node remains');
  };
  try {
    const authority = await createAuthority(machine.directory, env);
    const start = async (hostName: string, gate: Gate, imageHost?: string): Promise<Registry> => {
      const registry = await startRegistry(machine, hostName, gate, authority, env);
      const host = imageHost ?? registry.host;
      await addRegistry(machine, host, registry.host, authority.certificate);
      return { ...registry, host };
    };
    const registry = await start('registry.corp.example', passwordGate(users, env));
    const publicRegistry = await start('public.corp.example', openGate);
    const publish = async (to: Registry, repository: string) => {
      await to.push(createImage(repository.replaceAll('/', '-'), binaries.sleep), repository);
      return `${to.host}/${repository}:1`;
    };
    await startContainerd(machine, await publish(publicRegistry, 'pause'), env);
    return {
      machine,
      registry,
      publicRegistry,
      startPasswordRegistry: (hostName, users) => start(hostName, passwordGate(users, env), hostName),
      startMirroredRegistry: async (first, second) => {
        const origin = await start(first.hostName, passwordGate(first.users, env));
        const mirror = await start(second.hostName, passwordGate(second.users, env));
        await addRegistry(machine, origin.host, origin.host, authority.certificate, mirror.host);
        return { origin, mirror };
      },
      startTokenRegistry: async (hostName, isGood) => {
        const gate = await startTokenGate(authority, isGood);
        gates.push(gate);
        return start(hostName, gate, hostName);
      },
      startOidcRegistry: async (hostName, options) => {
        const behind = await startRegistry(machine, `behind.${hostName}`, openGate, authority, env);
        const front = await startOidcFront(authority, { hostName, behind: behind.host, ...options });
        gates.push(front);
        await machine.addHost(hostName);
        await addRegistry(machine, hostName, front.host, authority.certificate);
        return {
          ...front,
          publish: async (repository) => {
            await publish(behind, repository);
            return `${hostName}/${repository}:1`;
          },
        };
      },
      publish,
      write: async (name, content, mode = 0o600) => {
        const file = join(machine.directory, name);
        await writeFile(file, content, { mode });
        return file;
      },
      startApiServer: () => startApiServer(machine, binaries.kubeApiserver, authority, env),
      startKubelet: (executable, providers, apiServer, options) =>
        startKubelet(machine, binaries.kubelet, executable, providers, apiServer, options),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Processes on the machine or with one of its mounts, control groups, files. */
export async function findTraces({ directory, cgroup }: Machine): Promise<string[]> {
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
