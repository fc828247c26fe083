// What a release publishes of deploy/: the image's digest is in it, and only where the image is has to be said.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { releasedDeploy } from '../../scripts/deploy/release.mjs';
import { ROOT } from '../support/executable.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { whyNoRenderer } from './build.ts';
import { daemonSetOf, IMAGE, NAME, renderChart, renderKustomization } from './render.ts';

const skip = await whyNoRenderer();

describe('released', { skip }, () => {
  const { repository, digest } = IMAGE;
  const { chart, kustomize } = releasedDeploy(ROOT, digest);

  test('the chart needs only the repository, and takes another digest', async (context) => {
    const { path, write } = temporaryFolder(context);
    for (const { name, content } of chart) write(name, content);
    const other = `sha256:${'f'.repeat(64)}`;
    for (const [image, expected] of [
      [{ repository }, digest],
      [{ repository, digest: other }, other],
    ] as const) {
      const rendered = await renderChart({ image }, { chart: join(path, NAME) });
      assert.equal(rendered.error, undefined);
      assert.deepEqual(
        daemonSetOf(rendered).spec.template.spec.containers.map((container) => container.image),
        [`${repository}@${expected}`],
      );
    }
  });

  test('kustomize too, for every container', async (context) => {
    const { path, write } = temporaryFolder(context);
    for (const { name, content } of kustomize) write(name, content);
    const mine = {
      resources: ['../deploy/overlays/kubeadm'],
      components: ['../deploy/components/uninstall'],
      images: [{ name: NAME, newName: repository }],
    };
    write('mine/kustomization.yaml', JSON.stringify(mine));
    const rendered = await renderKustomization(join(path, 'mine'));
    const { initContainers = [], containers } = daemonSetOf(rendered).spec.template.spec;
    assert.deepEqual(
      [...initContainers, ...containers].map(({ image }) => image),
      [`${repository}@${digest}`, `${repository}@${digest}`],
    );
  });
});
