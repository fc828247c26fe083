// Runs programs of the other architecture, by qemu's user mode emulation: for the code caches of its executable.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ARCHITECTURES, runtimePath } from './runtime.mjs';

/** By Node's `process.arch`: the machine's name for qemu and GNU, and Debian's packages that it needs. */
const EMULATORS = {
  arm64: { machine: 'aarch64', packages: 'qemu-user-static and libstdc++6-arm64-cross' },
  x64: { machine: 'x86_64', packages: 'qemu-user-static and libstdc++6-amd64-cross' },
};

/**
 * @param {string} arch as in Node's `process.arch`
 * @returns {string[] | undefined} the command before the path of a program of that machine; with whole paths, as it runs
 *     with an empty environment. Undefined: that machine's runtime does not start here.
 */
export function emulatorOf(arch) {
  const { machine } = EMULATORS[arch];
  const libraries = process.env.QEMU_LD_PREFIX || `/usr/${machine}-linux-gnu`;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [`qemu-${machine}-static`, `qemu-${machine}`]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .filter(existsSync)
    .map((program) => [program, '-L', libraries])
    .find(([program, ...args]) => spawnSync(program, [...args, runtimePath(arch), '--version']).status === 0);
}

/** What to install where there is none, in one line. */
export function noEmulator(arch) {
  return `programs for ${arch} do not run on this machine: install ${EMULATORS[arch].packages} (Debian's packages)`;
}

/** Why what is released cannot be built here; undefined: it can. */
export function releaseProblem() {
  const missing = ARCHITECTURES.find((arch) => arch !== process.arch && emulatorOf(arch) === undefined);
  return (
    missing &&
    `the code caches of the ${missing} executable are made by its own runtime, and ${noEmulator(missing)}`
  );
}
