// The executable for the other architecture, built here and run under an emulator: it answers as ours does.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { findPrograms, type Packages } from '../support/debian.ts';
import { EXECUTABLE, ROOT, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';

const OTHER = process.arch === 'arm64' ? 'x64' : 'arm64';
const MACHINE = OTHER === 'arm64' ? 'aarch64' : 'x86_64';
const LIBRARIES = `/usr/${MACHINE}-linux-gnu`;

const packages: Packages | Unavailable = await findPrograms({
  [`qemu-${MACHINE}-static`]: 'qemu-user-static',
  [`${LIBRARIES}/lib/libstdc++.so.6`]: `libstdc++6-${OTHER === 'arm64' ? 'arm64' : 'amd64'}-cross`,
}).catch((error) => {
  if (error instanceof Unavailable) return error;
  throw error;
});
const skip = packages instanceof Unavailable && packages.message;

describe(`the executable for ${OTHER}`, { timeout: 20 * 60_000 }, () => {
  let env: Record<string, string> = {};
  let built = '';

  before(async () => {
    if (packages instanceof Unavailable) return;
    env = { ...packages.env, QEMU_LD_PREFIX: join(packages.root, LIBRARIES) };
    const { stdout } = await promisify(execFile)(process.execPath, ['esbuild.mjs', '--arch', OTHER], {
      cwd: ROOT,
      env: { ...process.env, ...env, PATH: [env.PATH, process.env.PATH].join(':') },
    });
    built = stdout;
  });

  test('is built with a code cache that its own runtime has made', { skip }, () => {
    assert.match(built, new RegExp(`dist/registry-credential-provider-${OTHER} +\\d+ bytes`));
    assert.doesNotMatch(built, /no code cache|cannot run/);
  });

  test('answers, fails and explains as the one for this machine', { skip }, async (context) => {
    const folder = temporaryFolder(context);
    const passwordFile = folder.write('password', 'secret\n');
    const config = folder.write(
      'config.json',
      configText([
        { name: 'static', matchImages: ['registry.example'], static: { username: 'u', passwordFile } },
      ]),
    );
    const emulated = [
      join((packages as Packages).root, `usr/bin/qemu-${MACHINE}-static`),
      join(ROOT, `dist/registry-credential-provider-${OTHER}`),
    ] as const;
    for (const options of [
      { args: ['--config', config], input: request('registry.example/app') },
      { args: ['--config', config], input: request('other.example/app') },
      { args: ['--config', config], input: '{' },
      { args: ['--config', config, 'explain', 'registry.example/app'] },
    ]) {
      const [{ ms: _, ...here }, { ms: __, ...there }] = await Promise.all([
        run({ ...options, command: [EXECUTABLE] }),
        run({ ...options, command: [...emulated], env, timeoutMs: 120_000 }),
      ]);
      assert.deepEqual(there, here);
    }
  });
});
