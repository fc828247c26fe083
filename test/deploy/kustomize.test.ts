// The kustomize base, its overlays and components, by kustomize's own code; and that the base is what the chart makes.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/load.ts';
import { argumentsOf } from '../support/arguments.ts';
import { run } from '../support/executable.ts';
import { whyNoRenderer } from './build.ts';
import type { ConfigMap, DeployedObject, PodSpec } from './objects.ts';
import { renderMine } from './operator.ts';
import {
  DEPLOY,
  daemonSetOf,
  IMAGE,
  NAME,
  only,
  type Rendered,
  renderChart,
  renderKustomization,
} from './render.ts';

const skip = await whyNoRenderer();

const specOf = (rendered: Rendered): PodSpec => daemonSetOf(rendered).spec.template.spec;
const argsOf = (rendered: Rendered): readonly string[] => specOf(rendered).containers[0]?.args ?? [];
const configOf = (rendered: Rendered): string =>
  only<ConfigMap>(rendered, 'ConfigMap').data['config.yaml'] ?? '';

test('the base is what the chart makes of its defaults', { skip }, async () => {
  const base = await renderKustomization(join(DEPLOY, 'base'));
  const chart = await renderChart({});
  assert.equal(base.error, undefined);
  // Kustomize gives the image by its name, the ConfigMap another hash, and its text has comments.
  const image = `${IMAGE.repository}@${IMAGE.digest}`;
  const alike = (objects: readonly DeployedObject[]) =>
    JSON.parse(
      JSON.stringify(objects.filter(({ kind }) => kind !== 'Namespace')).replaceAll(
        `"${image}"`,
        `"${NAME}"`,
      ),
      (key, value) => {
        if (/^app.kubernetes.io\/(instance|managed-by)$|^helm.sh\/chart$/.test(key)) return undefined;
        if (key === 'config.yaml') return parse(value);
        return key === 'name' && typeof value === 'string'
          ? value.replace(/(?<=-config)-\w{10}$/, '')
          : value;
      },
    ).sort((a: DeployedObject, b: DeployedObject) => (a.kind < b.kind ? -1 : 1));
  const [ours, theirs] = [alike(base.objects), alike(chart.objects)];
  // Of a chart's objects, each has the version; of the base's, only the Pods.
  for (const { metadata } of theirs) delete metadata.labels['app.kubernetes.io/version'];
  for (const object of ours)
    if (object.kind === 'ConfigMap') object.metadata.labels = theirs[0].metadata.labels;
  assert.deepEqual(ours, theirs);
});

test('the namespace lets our Pods in', { skip }, async () => {
  const namespace = only(await renderKustomization(join(DEPLOY, 'base')), 'Namespace');
  assert.equal(namespace.metadata.name, NAME);
  assert.equal(namespace.metadata.labels?.['pod-security.kubernetes.io/enforce'], 'privileged');
});

describe('overlays', { skip }, () => {
  for (const overlay of readdirSync(join(DEPLOY, 'overlays'))) {
    test(`${overlay}: rules of its own, and its profile`, async () => {
      const rendered = await renderKustomization(join(DEPLOY, 'overlays', overlay));
      assert.equal(rendered.error, undefined);
      const file = join(DEPLOY, 'overlays', overlay, 'config.yaml');
      assert.equal(configOf(rendered), readFileSync(file, 'utf8'));
      const { rules } = parseConfig(file, configOf(rendered));
      const args = argumentsOf('install', argsOf(rendered));
      assert.equal(args.profile, overlay);
      // What a rule reads is what the Pods bring.
      const files = rules.some(({ backend }) => backend.kind === 'static');
      assert.equal(args.files, files ? '/files' : undefined);
      assert.deepEqual(
        specOf(rendered).volumes.map(({ name }) => name),
        ['host', 'config', ...(files ? ['files'] : [])],
      );
      assert.equal(only<ConfigMap>(rendered, 'ConfigMap').immutable, true);
    });
  }
});

describe('components', { skip }, () => {
  const components = (...names: readonly string[]) => ({
    resources: ['../deploy/base'],
    components: names.map((name) => `../deploy/components/${name}`),
  });

  test('service-account-tokens: tokens, and the grant that generate rbac prints', async (context) => {
    const rendered = await renderMine(context, components('service-account-tokens'));
    assert.equal(argumentsOf('install', argsOf(rendered)).tokens, true);
    const folder = join(DEPLOY, 'components/service-account-tokens');
    const { stdout } = await run({ args: ['--config', join(folder, 'rules.yaml'), 'generate', 'rbac'] });
    assert.equal(readFileSync(join(folder, 'rbac.yaml'), 'utf8'), stdout.replace(`${folder}/`, ''));
    const roles = rendered.objects.filter(({ kind }) => kind.startsWith('ClusterRole'));
    assert.deepEqual(
      roles,
      stdout.split('\n---\n').map((text) => parse(text)),
    );
  });

  test('files: a Secret, which may be made beside it', async (context) => {
    const secret = { name: 'registry-credential-provider-files', literals: ['harbor.password=may:pull'] };
    const rendered = await renderMine(context, {
      ...components('files'),
      namespace: NAME,
      secretGenerator: [secret],
    });
    assert.equal(argumentsOf('install', argsOf(rendered)).files, '/files');
    const { secret: mounted } = specOf(rendered).volumes.find(({ name }) => name === 'files') ?? {};
    assert.equal(mounted?.secretName, only(rendered, 'Secret').metadata.name);
    const chart = await renderChart({ filesSecret: mounted?.secretName ?? '' });
    assert.deepEqual(specOf(rendered).volumes[2], specOf(chart).volumes[2]);
    assert.deepEqual(specOf(rendered).containers[0]?.volumeMounts, specOf(chart).containers[0]?.volumeMounts);
    assert.deepEqual(
      specOf(rendered).containers[0]?.readinessProbe,
      specOf(chart).containers[0]?.readinessProbe,
    );
  });

  test('dry-run: as the chart does it', async (context) => {
    const rendered = await renderMine(context, { ...components('dry-run'), images: [image] });
    assert.deepEqual(specOf(rendered).containers, specOf(await renderChart({ dryRun: true })).containers);
  });

  test('metrics: as the chart does it, in a dry run too', async (context) => {
    const rendered = await renderMine(context, { ...components('metrics', 'dry-run'), images: [image] });
    const { metricsDir, dryRun } = argumentsOf('install', argsOf(rendered));
    assert.deepEqual([metricsDir, dryRun], ['/var/lib/node_exporter/textfile_collector', true]);
  });

  test('uninstall: as the chart does it, whatever was there', async (context) => {
    const mine = { ...components('files', 'service-account-tokens', 'uninstall'), images: [image] };
    const rendered = await renderMine(context, mine);
    assert.equal(rendered.error, undefined);
    const expected = specOf(await renderChart({ uninstall: true }));
    const { initContainers, containers } = specOf(rendered);
    assert.deepEqual(initContainers, expected.initContainers);
    const withoutMounts = (list: PodSpec['containers']) => list.map(({ volumeMounts: _, ...rest }) => rest);
    assert.deepEqual(withoutMounts(containers), withoutMounts(expected.containers));
  });
});

const image = { name: NAME, newName: IMAGE.repository, digest: IMAGE.digest };

describe("an operator's kustomization", { skip }, () => {
  const rules = (name: string) => `apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
rules:
  - name: ${name}
    matchImages: [harbor.corp.example]
    dockerConfig: { path: /etc/registry-credential-provider/dockerconfig.json }
`;
  const mine = {
    namespace: 'elsewhere',
    resources: ['../deploy/overlays/eks'],
    images: [image],
    configMapGenerator: [{ name: `${NAME}-config`, behavior: 'replace', files: ['config.yaml'] }],
  };

  test('names the image, the namespace and the rules', async (context) => {
    const rendered = await renderMine(context, mine, { 'config.yaml': rules('a') });
    assert.equal(rendered.error, undefined);
    assert.equal(specOf(rendered).containers[0]?.image, `${IMAGE.repository}@${IMAGE.digest}`);
    assert.equal(configOf(rendered), rules('a'));
    assert.equal(only(rendered, 'Namespace').metadata.name, 'elsewhere');
    assert.deepEqual(
      rendered.objects.filter(({ kind }) => kind !== 'Namespace').map(({ metadata }) => metadata.namespace),
      ['elsewhere', 'elsewhere', 'elsewhere'],
    );
  });

  test('with other rules makes other Pods, node by node', async (context) => {
    const names: (string | undefined)[] = [];
    for (const name of ['a', 'b', 'a']) {
      const rendered = await renderMine(context, mine, { 'config.yaml': rules(name) });
      names.push(specOf(rendered).volumes[1]?.configMap?.name);
      assert.equal(names.at(-1), only(rendered, 'ConfigMap').metadata.name);
    }
    assert.notEqual(names[0], names[1]);
    assert.equal(names[0], names[2]);
  });

  test('or keeps the name, for all nodes at once', async (context) => {
    const options = { disableNameSuffixHash: true, immutable: false };
    const kustomization = { ...mine, configMapGenerator: [{ ...mine.configMapGenerator[0], options }] };
    const rendered = await renderMine(context, kustomization, { 'config.yaml': rules('a') });
    assert.equal(specOf(rendered).volumes[1]?.configMap?.name, `${NAME}-config`);
    assert.notEqual(only<ConfigMap>(rendered, 'ConfigMap').immutable, true);
  });
});
