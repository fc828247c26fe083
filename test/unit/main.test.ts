// A run that waits for what never comes, with nothing left that could go on: Node ends it with 0, as if it had succeeded.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** Puts another module into the place of a command's. */
function runWith(module: string) {
  const hooks = `
    import { registerHooks } from 'node:module';
    registerHooks({
      load: (url, context, next) =>
        url.endsWith('/src/commands/version.ts')
          ? { format: 'module', source: ${JSON.stringify(module)}, shortCircuit: true }
          : next(url, context),
    });`;
  const preload = `data:text/javascript,${encodeURIComponent(hooks)}`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', preload, MAIN, 'version'],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

for (const [name, promise] of [
  ['at once', 'new Promise(() => {})'],
  ['after a while', 'new Promise((resolve) => setTimeout(resolve, 1)).then(() => new Promise(() => {}))'],
  ['for a timer that keeps nothing alive', 'new Promise((resolve) => setTimeout(resolve, 1e6).unref())'],
] as const) {
  test(`nothing is left to wait for, ${name}: an internal error, in one line`, () => {
    const { status, stdout, stderr } = runWith(`export const version = () => ${promise};`);
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /^internal error: the run ended without an answer; .* \[INTERNAL\]$/);
  });
}

test('a command that answers', () => {
  assert.deepEqual(runWith("export const version = async () => ({ text: 'x', exitCode: 3 });"), {
    status: 3,
    stdout: 'x',
    stderr: '',
  });
});
