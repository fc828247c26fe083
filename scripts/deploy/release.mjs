// The chart and the kustomizations as they are published: with the digest of the image that belongs to them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAME } from './dialects.mjs';
import { generateDeploy } from './generate.mjs';

/**
 * Both by their paths as they are to be in an archive: the chart in a folder of its name, as Helm wants it.
 * @returns {Record<'chart' | 'kustomize', {name: string, content: string}[]>}
 */
export function releasedDeploy(root, digest) {
  const generated = generateDeploy(root, digest);
  const filesBelow = (folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(root, '/').length))
      .sort()
      .map((path) => ({ name: path, content: generated[path] ?? readFileSync(join(root, path), 'utf8') }));
  return {
    chart: filesBelow(`deploy/chart/${NAME}`).map((file) => ({
      ...file,
      name: file.name.slice('deploy/chart/'.length),
    })),
    kustomize: ['base', 'components', 'overlays'].flatMap((folder) => filesBelow(`deploy/${folder}`)),
  };
}
