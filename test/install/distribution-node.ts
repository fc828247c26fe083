// A node of a distribution with systemd: its kubelet is a stand-in that starts only with what the kubelet's own code takes,
// and tells what it has read.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildHarness, whyNoHarness } from '../kubelet/build.ts';
import { ROOT } from '../support/executable.ts';
import type { TemporaryFolder } from '../support/temporary.ts';
import type { TestEnd } from '../support/test-end.ts';
import { copyHost, setupOf } from './hosts.ts';
import { SystemdNode, whyNoSystemd } from './real-systemd.ts';

/** Why there can be none here, for `skip`. */
export const whyNoDistribution = async (): Promise<string | false> =>
  (await whyNoSystemd()) || (await whyNoHarness());

/** Fills the folder that these nodes have at /mnt. */
export async function placePrograms({ path }: TemporaryFolder): Promise<void> {
  const place = (source: string, name: string) => {
    copyFileSync(source, join(path, name));
    chmodSync(join(path, name), 0o755);
  };
  place(process.execPath, 'node');
  // The name of its own file is what a process is known by.
  for (const name of ['kubelet', 'k3s']) linkSync(join(path, 'node'), join(path, name));
  place(await buildHarness('1.37.2'), 'harness');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/install/node-programs.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(path, 'node-programs.mjs'),
    alias: { yaml: join(ROOT, 'node_modules/yaml/browser/dist/index.js') },
    logLevel: 'error',
  });
  chmodSync(path, 0o755);
}

interface Start {
  readonly config?: string;
  readonly binDir?: string;
  readonly error?: string;
  readonly providers: readonly string[];
}

class DistributionNode {
  readonly #node: SystemdNode;

  constructor(node: SystemdNode) {
    this.#node = node;
  }

  get starts(): readonly Start[] {
    return this.#said('starts').map((line) => JSON.parse(line));
  }

  /** Calls of systemctl, each with its arguments. */
  get calls(): readonly string[] {
    return this.#said('calls');
  }

  #said(name: string): string[] {
    const file = join(this.#node.said, name);
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  }

  async run(...command: readonly string[]): Promise<string> {
    const { exit, stdout, stderr } = await this.#node.run(command);
    assert.equal(exit, 0, `${command.join(' ')}: ${stderr}${stdout}`);
    return stdout;
  }

  /** Every file and link that is not this machine's, and every folder that this machine has not got. */
  snapshot(): Readonly<Record<string, string>> {
    const found: Record<string, string> = {};
    const walk = (folder: string) => {
      for (const name of readdirSync(join(this.#node.root, 'tmp/upper', folder)).sort()) {
        const path = join(folder, name);
        // systemd's own account of itself, and mounts.
        if (/^\/(?:var\/lib\/systemd|var\/log|etc\/machine-id|mnt|run|tmp|proc|dev|sys)(?:\/|$)/.test(path))
          continue;
        const stat = lstatSync(join(this.#node.root, path), { throwIfNoEntry: false });
        if (stat === undefined) continue;
        const owner = `${(stat.mode & 0o7777).toString(8)} ${stat.uid}:${stat.gid}`;
        if (stat.isSymbolicLink()) {
          found[path] = `-> ${readlinkSync(join(this.#node.root, path))}`;
        } else if (stat.isFile()) {
          found[path] = `${owner} ${createHash('sha256')
            .update(readFileSync(join(this.#node.root, path)))
            .digest('hex')}`;
        } else if (stat.isDirectory()) {
          if (!existsSync(path)) found[path] = `${owner} folder`;
          walk(path);
        }
      }
    };
    walk('/');
    return found;
  }
}

/**
 * A node of hosts/ whose kubelet has started without us.
 * @param files of it that are others, by their paths
 */
export async function startDistribution(
  context: TestEnd,
  name: string,
  programs: TemporaryFolder,
  files: Readonly<Record<string, string>> = {},
) {
  const root = copyHost(context, name);
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const setup = setupOf(root);
  const unit = setup.restart.at(-1)?.at(-1) ?? '';
  const others = loaded(root, setup.kubeletConfig.path);
  replacePrograms(root, setup.profile);
  const started = SystemdNode.start(context, { root, unit, programs: programs.path });
  const node = new DistributionNode(started);
  await started.until(() => node.starts.length === 1, 'the kubelet starts');
  return { setup, unit, others, node };
}

/** Names of the entries that are there before us. */
function loaded(root: string, path: string): readonly string[] {
  const file = join(root, path);
  if (!existsSync(file)) return [];
  const files = lstatSync(file).isDirectory() ? readdirSync(file).map((name) => join(file, name)) : [file];
  return files.flatMap((each) =>
    [...readFileSync(each, 'utf8').matchAll(/\bname"?: "?([a-z-]+)/g)].map(([, name = '']) => name),
  );
}

/** The kubelet, k3s and RKE2, and a systemctl that remembers what it was asked for. */
function replacePrograms(root: string, profile: string): void {
  const rancher = profile === 'k3s' || profile === 'rke2';
  const tree = (readdirSync(root, { recursive: true, encoding: 'utf8' }) as string[]).filter((path) =>
    new RegExp(`(?:^|/)${rancher ? profile : 'kubelet'}$`).test(path),
  );
  for (const path of tree.filter((each) => lstatSync(join(root, each)).isFile() && /bin/.test(each))) {
    const version = readFileSync(join(root, path), 'utf8').replace(/^#!.*\n/, '');
    const start = rancher
      ? `exec /mnt/${profile === 'k3s' ? 'k3s' : 'node'} /mnt/node-programs.mjs ${profile} "$@"`
      : 'exec -a "$0" /mnt/kubelet /mnt/node-programs.mjs kubelet "$@"';
    writeFileSync(
      join(root, path),
      `#!/bin/bash\nif [ "$*" = --version ]; then\n${version}exit\nfi\n${start}\n`,
    );
  }
  mkdirSync(join(root, 'usr/local/sbin'), { recursive: true });
  const systemctl = join(root, 'usr/local/sbin/systemctl');
  writeFileSync(systemctl, '#!/bin/sh\necho "$*" >> /tmp/said/calls\nexec /usr/bin/systemctl "$@"\n', {
    mode: 0o755,
  });
}
