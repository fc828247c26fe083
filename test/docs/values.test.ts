// The values of the quick starts: Helm's own code renders them, and what they have the Pod do is done on a node of the
// distribution, up to the rule that serves the page's image.

import assert from 'node:assert/strict';
import { chmodSync, copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/load.ts';
import { whyNoRenderer } from '../deploy/build.ts';
import type { DeployedObject } from '../deploy/objects.ts';
import { renderMine } from '../deploy/operator.ts';
import { daemonSetOf, type Rendered, renderChart } from '../deploy/render.ts';
import { placePrograms, startDistribution, whyNoDistribution } from '../install/distribution-node.ts';
import { EXECUTABLE } from '../support/executable.ts';
import { type Block, blocksOf, QUICK_STARTS } from '../support/page.ts';
import { temporaryFolder } from '../support/temporary.ts';

const NAME = 'registry-credential-provider';
const TOKENS = 'token-values.yaml';

interface Values {
  readonly [name: string]: unknown;
}

interface Row {
  /** Of test/install/hosts/. */
  readonly host: string;
  /** Of the host, instead of those that are there. */
  readonly files?: Readonly<Record<string, string>>;
  readonly image: string;
  readonly rule: string;
  /** Of the image that is pulled as the Pod's service account, where the page has values for it. */
  readonly podImage?: string;
  readonly entries: readonly string[];
  readonly tokenEntries: readonly string[];
}

const ROWS: Readonly<Record<string, Row>> = {
  'eks.md': {
    host: 'eks-al2023',
    files: { 'usr/bin/kubelet': '#!/bin/sh\necho Kubernetes v1.34.2-eks-0000000\n' }, // tokens need it
    image: '210987654321.dkr.ecr.eu-west-1.amazonaws.com/shared/app:1.0',
    rule: 'ecr',
    podImage: '210987654321.dkr.ecr.eu-west-1.amazonaws.com/team-a/app:1.0',
    entries: ['ecr-credential-provider', NAME],
    tokenEntries: ['ecr-credential-provider', `${NAME}-ecr`, NAME],
  },
  'aks.md': {
    host: 'aks',
    files: {
      'etc/kubernetes/azure.json': JSON.stringify({
        cloud: 'AzurePublicCloud',
        tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47',
        aadClientId: 'msi',
        aadClientSecret: 'msi',
        useManagedIdentityExtension: true,
        userAssignedIdentityID: '11111111-2222-3333-4444-666666666666',
      }),
    },
    image: 'corpregistry.azurecr.io/shared/app:1.0',
    rule: 'acr',
    podImage: 'teamaregistry.azurecr.io/app:1.0',
    entries: [NAME],
    tokenEntries: [`${NAME}-acr`, NAME],
  },
  'gke.md': {
    host: 'kubeadm-deb',
    image: 'europe-west1-docker.pkg.dev/my-project/my-repository/app:1.0',
    rule: 'google',
    podImage: 'europe-west1-docker.pkg.dev/my-project/team-a/app:1.0',
    entries: [NAME],
    tokenEntries: [`${NAME}-google`, NAME],
  },
  'kubeadm.md': {
    host: 'kubeadm-deb',
    image: 'registry.corp.example/team/app:1.0',
    rule: 'corp',
    podImage: 'zot.corp.example/team/app:1.0',
    entries: [NAME],
    tokenEntries: [`${NAME}-service-account-token`, NAME],
  },
  'k3s.md': {
    host: 'k3s-server',
    image: 'registry.corp.example/team/app:1.0',
    rule: 'corp',
    entries: [NAME],
    tokenEntries: [],
  },
};

/** The file of that name, as a page shows it. */
const shown = (page: string, name: string): Block | undefined =>
  blocksOf(page).find((block) => block.name === name);

const valuesOf = (page: string, name: string): Values => parse(shown(page, name)?.text ?? '{}');

/** As --reuse-values with further --values. */
function merge(values: Values, further: Values): Values {
  const isMap = (value: unknown): value is Values =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = Object.entries(further).map(([name, value]) => {
    const before = values[name];
    return [name, isMap(before) && isMap(value) ? merge(before, value) : value];
  });
  return { ...values, ...Object.fromEntries(entries) };
}

const configOf = ({ objects }: Rendered): string => {
  const map = objects.find(({ kind }) => kind === 'ConfigMap') as DeployedObject & {
    readonly data: Readonly<Record<string, string>>;
  };
  return map.data['config.yaml'] ?? '';
};

/** What the Pod's container runs on its node, with these rules, and once. */
const installOf = (rendered: Rendered, config: string): string[] =>
  (daemonSetOf(rendered).spec.template.spec.containers[0]?.args ?? [])
    .filter((arg) => !/^--(?:watch$|host-root=)/.test(arg))
    .map((arg) =>
      arg.replace(/^--config=.*/, `--config=${config}`).replace(/^--files=.*/, '--files=/mnt/secrets'),
    );

const pages = QUICK_STARTS.filter((page) => shown(page, 'values.yaml') !== undefined);

test('each page with values has a row', () => {
  assert.deepEqual(pages.map((page) => basename(page)).toSorted(), Object.keys(ROWS).toSorted());
});

describe('a kustomization', { skip: await whyNoRenderer() }, () => {
  for (const page of QUICK_STARTS) {
    const mine = blocksOf(page).find(({ name }) => name.endsWith('kustomization.yaml'));
    if (mine === undefined) continue;
    test(`of ${page}`, async (context) => {
      const config = shown(page, 'config.yaml')?.text ?? '';
      const rendered = await renderMine(context, parse(mine.text), { 'config.yaml': config });
      assert.equal(rendered.error, undefined);
      assert.equal(configOf(rendered), config);
    });
  }
});

describe('on a node', {
  concurrency: 2,
  skip: (await whyNoRenderer()) || (await whyNoDistribution()),
}, () => {
  const programs = temporaryFolder({ after });

  before(
    async () => {
      await placePrograms(programs);
      copyFileSync(EXECUTABLE, join(programs.path, NAME));
      chmodSync(join(programs.path, NAME), 0o755);
      programs.write('secrets/corp.password', 'not-a-real-password\n');
    },
    { timeout: 60 * 60_000 },
  );

  for (const page of pages) {
    test(page, { timeout: 15 * 60_000 }, async (context) => {
      const row = ROWS[basename(page)] as Row;
      const { node } = await startDistribution(context, row.host, programs, row.files);
      const install = async (values: Values, name: string) => {
        const rendered = await renderChart(values);
        assert.equal(rendered.error, undefined);
        const config = configOf(rendered);
        parseConfig(name, config);
        programs.write(`${basename(page)}-${name}`, config);
        await node.run(`/mnt/${NAME}`, ...installOf(rendered, `/mnt/${basename(page)}-${name}`));
        const { providers, error } = node.starts.at(-1) ?? {};
        assert.equal(error, undefined);
        return { rendered, providers };
      };
      const values = valuesOf(page, 'values.yaml');
      assert.deepEqual((await install(values, 'values.yaml')).providers, row.entries);
      assert.match(
        await node.run(`/mnt/${NAME}`, 'explain', row.image),
        new RegExp(`^rule: +${row.rule}$`, 'm'),
      );

      if (row.podImage === undefined) return assert.equal(shown(page, TOKENS), undefined);
      const { rendered, providers } = await install(merge(values, valuesOf(page, TOKENS)), TOKENS);
      assert.deepEqual(providers, row.tokenEntries);
      const granted = rendered.objects.filter(({ kind }) => kind === 'ClusterRole');
      assert.equal(granted.length, 1);
      const explained = await node.run(
        ...[`/mnt/${NAME}`, 'explain', row.podImage, '--service-account', 'team-a/app', '--output', 'json'],
        ...['--annotation', 'eks.amazonaws.com/ecr-role-arn=arn:aws:iam::210987654321:role/team-a-pull'],
        ...['--annotation', 'kubernetes.azure.com/acr-client-id=11111111-2222-3333-4444-555555555555'],
      );
      assert.equal(JSON.parse(explained).identity, 'serviceAccount');
    });
  }
});
