// The container runtime: containerd with runc.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import type { Environment } from './program.ts';

export const containerdSocket = '/run/containerd/containerd.sock';

/**
 * Images with that host in their name come from the registry, whose certificate the authority signed: a host with
 * port, and a PEM file. A mirror is asked before it.
 */
export async function addRegistry(
  machine: Machine,
  imageHost: string,
  registry: string,
  authority: string,
  mirror?: string,
): Promise<void> {
  const directory = join(hostsDirectory(machine), imageHost);
  await mkdir(directory, { recursive: true });
  // Without mirrors, yet containerd 1.6 demands their table.
  const hosts =
    mirror === undefined
      ? '[host]\n'
      : `[host."https://${mirror}"]\n  capabilities = ["pull", "resolve"]\n  ca = ${JSON.stringify(authority)}\n`;
  const text = `server = "https://${registry}"\nca = ${JSON.stringify(authority)}\n${hosts}`;
  await writeFile(join(directory, 'hosts.toml'), text);
}

/** containerd looks into it at each pull. */
const hostsDirectory = (machine: Machine): string => join(machine.directory, 'certs.d');

/** The image is that of the container that holds a Pod's namespaces; containerd pulls it by itself. */
export async function startContainerd(
  machine: Machine,
  sandboxImage: string,
  env: Environment,
): Promise<void> {
  const file = join(machine.directory, 'containerd.toml');
  await writeFile(
    file,
    `version = 2
[grpc]
  address = "${containerdSocket}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${sandboxImage}"
  restrict_oom_score_adj = true
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".cni]
    conf_dir = "/var/lib/cni/conf"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${hostsDirectory(machine)}"
`,
  );
  const program = machine.start('containerd', 'containerd', ['--config', file], env);
  await program.waitForLog(/containerd successfully booted/, 60_000);
}
