// What a release needs and this machine does not have is said in one line, before anything is built.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { ROOT } from '../support/executable.ts';

const OTHER = process.arch === 'arm64' ? 'x64' : 'arm64';

for (const [command, args] of [
  ['npm run image', ['scripts/release.mjs', '--image-only']],
  ['npm run release', ['scripts/release.mjs']],
] as const) {
  test(`${command} without an emulator: one line that names the packages, and no build`, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      env: { PATH: '/nonexistent' },
      encoding: 'utf8',
    });
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(
      stderr,
      new RegExp(`^${command}: .*${OTHER}.*install qemu-user-static and libstdc\\+\\+6-\\w+-cross.*\n$`),
    );
  });
}

test('a complete build without an emulator: one line as well', () => {
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs', '--arch', OTHER, '--complete'], {
    cwd: ROOT,
    env: { PATH: '/nonexistent', HOME: process.env.HOME },
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /^programs for \w+ do not run on this machine: install .*\n$/);
});
