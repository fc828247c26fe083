// Built twice, in two folders and two environments, dist/ is the same byte for byte.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ROOT } from '../support/executable.ts';
import { temporaryFolder } from '../support/temporary.ts';

const SOURCES = [
  'src',
  'schemas',
  'scripts',
  'esbuild.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

async function build(folder: string, env: Readonly<Record<string, string>>): Promise<string> {
  mkdirSync(folder);
  for (const name of SOURCES) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const { stdout } = await promisify(execFile)(process.execPath, ['esbuild.mjs'], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
  });
  return stdout;
}

test('two builds are the same', async (context) => {
  const { path } = temporaryFolder(context);
  const folders = [join(path, 'a'), join(path, "another folder's longer name")] as const;

  const [first, second] = await Promise.all([
    build(folders[0], {}),
    build(folders[1], {
      HOME: '/no/such/home',
      LANG: 'tr_TR.UTF-8',
      TZ: 'Asia/Tokyo',
      NODE_OPTIONS: '--no-warnings',
    }),
  ]);

  assert.equal(first, second);
  assert.match(first, /sha256/);
  const names = readdirSync(join(folders[0], 'dist')).sort();
  assert.deepEqual(names, ['registry-credential-provider', 'registry-credential-provider.cjs']);
  for (const name of names) {
    const [one, other] = folders.map((folder) => readFileSync(join(folder, 'dist', name)));
    assert.ok(one?.equals(other as Buffer), `dist/${name} differs`);
  }
});
