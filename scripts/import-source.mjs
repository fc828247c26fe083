// A module of src/ for a script, which runs on any Node: bundled, then imported.

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @param path from the root */
export async function importSource(path) {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
