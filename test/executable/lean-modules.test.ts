// What is left out of an SDK, or edited, is there as it was: a new version that has moved it fails the build.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';
import { leanModules } from '../../scripts/lean-modules.mjs';
import { ROOT } from '../support/executable.ts';

const MODULE = '@azure/core-client/dist/esm/pipeline.js';
const FUNCTION = 'createClientPipeline';

function bundle(lean: Parameters<typeof leanModules>[1]): Promise<string> {
  return build({
    stdin: { contents: `export { ${FUNCTION} } from '@azure/core-client';`, resolveDir: ROOT },
    bundle: true,
    write: false,
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    plugins: [leanModules('lean', lean)],
  }).then(({ outputFiles }) => outputFiles.map(({ text }) => text).join(''));
}

test('what is left out throws by its name when it is called', async () => {
  const text = await bundle({ leftOut: [MODULE] });
  assert.match(text, /throw new Error\("createClientPipeline is left out of this chunk"\)/);
});

test('an edit and a replacement are bundled', async () => {
  assert.match(
    await bundle({ edited: { [MODULE]: [['createClientPipeline(', 'createClientPipeline(x, ']] } }),
    /\(x, /,
  );
  assert.match(
    await bundle({ replaced: { [MODULE]: `export const ${FUNCTION} = 'replaced';` } }),
    /"replaced"/,
  );
});

for (const [name, lean] of Object.entries({
  'a module to leave out': { leftOut: ['@azure/core-client/dist/esm/moved.js'] },
  'a module to replace': { replaced: { '@azure/core-client/dist/esm/moved.js': '' } },
  'a module to edit': { edited: { '@azure/core-client/dist/esm/moved.js': [] } },
  'a text to edit': { edited: { [MODULE]: [['no such text', '']] as const } },
})) {
  test(`${name} that is not there fails the build`, async () => {
    await assert.rejects(bundle(lean), /moved\.js does not exist|does not have "no such text" once/);
  });
}
