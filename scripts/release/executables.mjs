// The executables for both architectures. Released are complete ones: with the code caches that their own runtimes make.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHITECTURES } from '../runtime.mjs';
import { NAME, ROOT } from './source.mjs';

/** Ends the process where a build fails, which has said why. */
export function buildExecutables() {
  for (const arch of ARCHITECTURES) {
    const { status } = spawnSync(process.execPath, ['esbuild.mjs', '--arch', arch, '--complete'], {
      cwd: ROOT,
      stdio: 'inherit',
    });
    if (status !== 0) process.exit(1);
  }
}

/** @returns {Record<string, Buffer>} those that are in dist/, by architecture in Node's words */
export function builtExecutables() {
  const name = (arch) => (arch === process.arch ? NAME : `${NAME}-${arch}`);
  return Object.fromEntries(
    ARCHITECTURES.map((arch) => [arch, readFileSync(join(ROOT, 'dist', name(arch)))]),
  );
}
