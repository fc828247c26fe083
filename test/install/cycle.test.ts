// On each node of a distribution, with systemd and the real executable: install, again, upgrade, uninstall. The kubelet's
// own code reads what is there at each of its starts, and in the end every byte is as it was.

import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadKubeletConfigText } from '../../src/kubelet/config/load.ts';
import { EXECUTABLE } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { placePrograms, startDistribution, whyNoDistribution } from './distribution-node.ts';
import { HOSTS } from './hosts.ts';

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
    await placePrograms(programs);
    for (const name of ['one', 'two']) {
      copyFileSync(EXECUTABLE, join(programs.path, name));
      chmodSync(join(programs.path, name), 0o755);
    }
    appendFileSync(join(programs.path, 'two'), '\n'); // another version, to whom it is compared by its content
  },
  { timeout: 60 * 60_000 },
);

describe('from nothing to nothing', {
  concurrency: 3,
  skip: await whyNoDistribution(),
}, () => {
  for (const name of NODES) {
    test(name, { timeout: 15 * 60_000 }, async (context) => {
      const { setup, unit, others, node } = await startDistribution(context, name, programs);
      const had = setup.flagFiles.length === 0 && others.length > 0;
      assert.deepEqual(node.starts[0]?.providers, had ? others : [], 'what it starts with before us');
      const untouched = node.snapshot();

      const install = (version: string) => [
        ...[`/mnt/${version}`, 'install', '--config', `/mnt/${version}.yaml`, '--files', '/mnt/files'],
        ...['--health-timeout', '240s'],
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

      await node.run(executable, 'uninstall', '--health-timeout', '240s');
      assert.deepEqual(node.snapshot(), untouched, 'every byte is as it was');
      assert.deepEqual(node.starts.at(-1)?.providers, node.starts[0]?.providers);
      assert.deepEqual(
        node.starts.filter(({ error }) => error !== undefined),
        [],
        'it never failed to start',
      );
    });
  }

  test("kubeadm-deb, with rules for a Pod's token", { timeout: 15 * 60_000 }, async (context) => {
    const { setup, node } = await startDistribution(context, 'kubeadm-deb', programs);
    const untouched = node.snapshot();
    const told = await node.run(
      ...['/mnt/one', 'install', '--config', '/mnt/tokens.yaml', '--files', '/mnt/files'],
      ...['--tokens', '--health-timeout', '240s'],
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

    await node.run(join(setup.binDir, NAME), 'uninstall', '--health-timeout', '240s');
    assert.deepEqual(node.starts.at(-1)?.providers, before?.providers);
    assert.deepEqual(node.snapshot(), untouched, 'every byte is as it was');
  });
});

/** Without our account of what we did. */
function withoutState(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(`/var/lib/${NAME}`)));
}
