// On each node of a distribution, with systemd and the real executable: install, again, upgrade, uninstall. The kubelet's
// own code reads what is there at each of its starts, and in the end every byte is as it was.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
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
import { after, before, describe, type TestContext, test } from 'node:test';
import { build } from 'esbuild';
import { loadKubeletConfigText } from '../../src/kubelet/config/load.ts';
import { buildHarness, whyNoHarness } from '../kubelet/build.ts';
import { EXECUTABLE, ROOT } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { copyHost, HOSTS, setupOf } from './hosts.ts';
import { SystemdNode, whyNoSystemd } from './real-systemd.ts';

/** Those that differ in what is written; with RCP_ALL_NODES=1 the others too, at half a minute each. */
const NODES = readdirSync(HOSTS).filter((name) =>
  process.env.RCP_ALL_NODES === '1'
    ? /^(?:kubeadm|eks|aks|k3s|rke2|kind|minikube|systemd-[cv])/.test(name)
    : /^(?:kubeadm-(?:deb|deb-without-file|rpm|directory)|eks-al2023|aks-without-flags|k3s-(?:server|kubelet-arg)|rke2-server|kind|minikube|systemd-variable)$/.test(
        name,
      ),
);
const NAME = 'registry-credential-provider';

/** What every node has at /mnt. */
const programs = temporaryFolder({ after });

const RULES = ['a.example', 'b.example'].map((registry) => ({
  name: registry.replace('.example', ''),
  matchImages: [registry],
  static: { username: 'u', passwordFile: '/etc/registry-credential-provider/password' },
}));

/** The token is the password, and the token is exchanged. */
const TOKEN_RULES = [
  {
    name: 'zot',
    matchImages: ['zot.example'],
    identity: 'serviceAccount',
    serviceAccountToken: { username: 'zot', audience: 'zot.example' },
  },
  {
    name: 'quay',
    matchImages: ['quay.io'],
    identity: 'serviceAccount',
    exchange: { serviceAccountTokenAudience: 'quay.io', quay: {} },
  },
];

before(
  async () => {
    programs.write('one.yaml', configText(RULES.slice(0, 1)));
    programs.write('two.yaml', configText(RULES));
    programs.write('tokens.yaml', configText([...RULES.slice(0, 1), ...TOKEN_RULES]));
    programs.write('files/password', 'secret\n');
    const place = (source: string, name: string) => {
      copyFileSync(source, join(programs.path, name));
      chmodSync(join(programs.path, name), 0o755);
    };
    place(process.execPath, 'node');
    // The name of its own file is what a process is known by.
    for (const name of ['kubelet', 'k3s']) linkSync(join(programs.path, 'node'), join(programs.path, name));
    place(await buildHarness('1.37.2'), 'harness');
    place(EXECUTABLE, 'one');
    place(EXECUTABLE, 'two');
    appendFileSync(join(programs.path, 'two'), '\n'); // another version, to whom it is compared by its content
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['test/install/node-programs.ts'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: join(programs.path, 'node-programs.mjs'),
      alias: { yaml: join(ROOT, 'node_modules/yaml/browser/dist/index.js') },
      logLevel: 'error',
    });
    chmodSync(programs.path, 0o755);
  },
  { timeout: 30 * 60_000 },
);

interface Start {
  readonly config?: string;
  readonly binDir?: string;
  readonly error?: string;
  readonly providers: readonly string[];
}

class TestedNode {
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

describe('from nothing to nothing', {
  concurrency: 3,
  skip: (await whyNoSystemd()) || (await whyNoHarness()),
}, () => {
  for (const name of NODES) {
    test(name, { timeout: 300_000 }, async (context) => {
      const { setup, unit, others, node } = await startNode(context, name);
      const had = setup.flagFiles.length === 0 && others.length > 0;
      assert.deepEqual(node.starts[0]?.providers, had ? others : [], 'what it starts with before us');
      const untouched = node.snapshot();

      const install = (version: string) => [
        ...[`/mnt/${version}`, 'install', '--config', `/mnt/${version}.yaml`, '--files', '/mnt/files'],
        ...['--health-timeout', '60s'],
      ];
      const difference = await node.run(...install('one'), '--dry-run');
      assert.ok(
        difference.includes(setup.kubeletConfig.path) && difference.includes(setup.binDir),
        difference,
      );
      assert.deepEqual(node.snapshot(), untouched, 'a dry run changes nothing');

      await node.run(...install('one'));
      const ours = { config: setup.kubeletConfig.path, binDir: setup.binDir };
      const [, first] = node.starts;
      assert.deepEqual({ config: first?.config, binDir: first?.binDir }, ours);
      assert.deepEqual(first?.providers.toSorted(), [...others, NAME].toSorted());
      const [reload] = setup.restart[0]?.[1] === 'daemon-reload' ? ['daemon-reload'] : [];
      // Of k3s no process is a kubelet's, and its unit is not enabled here: whether systemd knows of it is not seen.
      const forgets = setup.profile === 'k3s' ? [] : [`reset-failed ${unit}`];
      assert.deepEqual(node.calls, [
        ...(reload === undefined ? [] : [reload]),
        ...forgets,
        `restart ${unit}`,
      ]);
      const installed = node.snapshot();
      const link = join(setup.commandDir ?? '', NAME);
      assert.equal(installed[link], `-> ${join(setup.binDir, NAME)}`);
      assert.match(await node.run(link, 'status'), new RegExp(`entries: +${NAME}\\n`));

      assert.match(await node.run(...install('one')), /nothing to do/);
      assert.deepEqual(withoutState(node.snapshot()), withoutState(installed), 'again: nothing');
      assert.equal(node.starts.length, 2, 'and no restart');

      await node.run(...install('two'));
      assert.equal(node.starts.length, 3, 'new images for the kubelet: one restart');
      const upgraded = node.snapshot();
      const executable = join(setup.binDir, NAME);
      assert.notEqual(upgraded[executable], installed[executable]);

      await node.run(executable, 'uninstall', '--health-timeout', '60s');
      assert.deepEqual(node.snapshot(), untouched, 'every byte is as it was');
      assert.deepEqual(node.starts.at(-1)?.providers, node.starts[0]?.providers);
      assert.deepEqual(
        node.starts.filter(({ error }) => error !== undefined),
        [],
        'it never failed to start',
      );
    });
  }

  test("kubeadm-deb, with rules for a Pod's token", { timeout: 300_000 }, async (context) => {
    const { setup, node } = await startNode(context, 'kubeadm-deb');
    const untouched = node.snapshot();
    const told = await node.run(
      ...['/mnt/one', 'install', '--config', '/mnt/tokens.yaml', '--files', '/mnt/files'],
      ...['--tokens', '--health-timeout', '60s'],
    );
    assert.match(
      told,
      /\nStill to do: as an administrator of the cluster, grant the kubelets tokens for zot\.example, quay\.io, .*: registry-credential-provider generate rbac --config \/etc\/registry-credential-provider\/config\.yaml \| kubectl apply -f -\n$/,
    );
    const names = [`${NAME}-service-account-token`, `${NAME}-exchange`, NAME];
    const [before, after] = node.starts;
    assert.equal(after?.error, undefined);
    assert.deepEqual(after?.providers, [...(before?.providers ?? []), ...names], "the kubelet's own loader");

    const { path } = setup.kubeletConfig;
    const { problems, providers } = loadKubeletConfigText(path, await node.run('cat', path), {
      release: 34,
      tokenGate: true,
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      providers.map(({ name, tokenAttributes: tokens }) => [
        name,
        tokens && [tokens.serviceAccountTokenAudience, tokens.cacheType],
      ]),
      [
        [names[0], ['zot.example', 'Token']],
        [names[1], ['quay.io', 'ServiceAccount']],
        [names[2], undefined],
      ],
    );
    const installed = node.snapshot();
    assert.ok(names.every((each) => join(setup.binDir, each) in installed));

    await node.run(join(setup.binDir, NAME), 'uninstall', '--health-timeout', '60s');
    assert.deepEqual(node.starts.at(-1)?.providers, before?.providers);
    assert.deepEqual(node.snapshot(), untouched, 'every byte is as it was');
  });
});

/** A node of a distribution whose kubelet has started without us. */
async function startNode(context: TestContext, name: string) {
  const root = copyHost(context, name);
  const setup = setupOf(root);
  const unit = setup.restart.at(-1)?.at(-1) ?? '';
  const others = loaded(root, setup.kubeletConfig.path);
  replacePrograms(root, setup.profile);
  const started = SystemdNode.start(context, { root, unit, programs: programs.path });
  const node = new TestedNode(started);
  await started.until(() => node.starts.length === 1, 'the kubelet starts');
  return { setup, unit, others, node };
}

/** Without our account of what we did. */
function withoutState(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(`/var/lib/${NAME}`)));
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
