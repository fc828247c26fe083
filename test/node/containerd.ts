// The container runtime: containerd with runc.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import type { Environment } from './program.ts';

export const containerdSocket = '/run/containerd/containerd.sock';

export interface RuntimeOptions {
  /** For each host that an image's name may have, the registry that serves it: both with their port. */
  readonly registries: Readonly<Record<string, string>>;
  /** PEM file of the authority that signed the registries' certificates. */
  readonly authority: string;
  /** Image of the container that holds a Pod's namespaces; containerd pulls it by itself. */
  readonly sandboxImage: string;
}

export async function startContainerd(
  machine: Machine,
  { registries, authority, sandboxImage }: RuntimeOptions,
  env: Environment,
): Promise<void> {
  const hosts = join(machine.directory, 'certs.d');
  for (const [host, registry] of Object.entries(registries)) {
    await mkdir(join(hosts, host), { recursive: true });
    // Without mirrors, yet containerd 1.6 demands their table.
    const text = `server = "https://${registry}"\nca = ${JSON.stringify(authority)}\n[host]\n`;
    await writeFile(join(hosts, host, 'hosts.toml'), text);
  }
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
    config_path = "${hosts}"
`,
  );
  const program = machine.start('containerd', 'containerd', ['--config', file], env);
  await program.waitForLog(/containerd successfully booted/, 60_000);
}
