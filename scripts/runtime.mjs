// Where the Node that goes into the executable comes from: the npm packages pinned in package-lock.json.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** As in Node's `process.arch`. */
export const ARCHITECTURES = ['x64', 'arm64'];

/** The path of the runtime for an architecture, not stripped. Another machine's is fetched with npm, once. */
export function runtimePath(arch) {
  const { name, version, integrity } = pinned(arch);
  const installed = join(ROOT, 'node_modules', name, 'bin/node');
  return existsSync(installed) ? installed : fetchRuntime({ name, version, integrity });
}

export function runtimeVersion(arch) {
  return pinned(arch).version;
}

function pinned(arch) {
  const name = `node-linux-${arch}`;
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const entry = lock.packages[`node_modules/${name}`];
  if (entry === undefined) {
    throw new Error(`package-lock.json pins no ${name}; known: ${ARCHITECTURES.join(', ')}`);
  }
  return { name, version: entry.version, integrity: entry.integrity };
}

function fetchRuntime({ name, version, integrity }) {
  const parent = join(ROOT, 'build/runtime');
  const folder = join(parent, `${name}-${version}`);
  const runtime = join(folder, 'package/bin/node');
  if (existsSync(runtime)) {
    return runtime;
  }
  const partial = `${folder}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    const [{ filename }] = JSON.parse(
      execFileSync('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', partial], {
        cwd: ROOT,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
    const tarball = join(partial, filename);
    const [algorithm, expected] = integrity.split(/-(.*)/s);
    const actual = createHash(algorithm).update(readFileSync(tarball)).digest('base64');
    if (actual !== expected) {
      throw new Error(`${name}@${version}: ${algorithm} is ${actual}, package-lock.json says ${expected}`);
    }
    execFileSync('tar', ['-xzf', tarball, '-C', partial, 'package/bin/node']);
    rmSync(tarball);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return runtime;
}
