// Builds dist/: the executable for this machine or --arch's, and the plain bundle for any Node.
// node esbuild.mjs [--arch x64|arm64] [--bundle-only] [--complete]

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleInChunks, bundleInOne } from './scripts/bundle.mjs';
import { takeCodeCaches } from './scripts/code-cache.mjs';
import { strip } from './scripts/elf.mjs';
import { emulatorOf, noEmulator } from './scripts/emulator.mjs';
import { EXEC_ARGV, optionsWithoutEffect, PROBE } from './scripts/exec-argv.mjs';
import { ARCHITECTURES, runtimePath, runtimeVersion } from './scripts/runtime.mjs';
import { makeBlob, makeExecutable, padSource } from './scripts/sea.mjs';
import { COMPRESSED_CHUNKS } from './scripts/src-chunks.mjs';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const NAME = 'registry-credential-provider';
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const { values: options } = parseArgs({
  options: {
    arch: { type: 'string', default: process.arch },
    'bundle-only': { type: 'boolean', default: false },
    complete: { type: 'boolean', default: false }, // with code caches, or not at all
  },
});

if (!ARCHITECTURES.includes(options.arch)) {
  refuse(`--arch: expected one of ${ARCHITECTURES.join(', ')}, got ${options.arch}`);
}
publish(`${NAME}.cjs`, Buffer.from(`#!/usr/bin/env node\n${await bundleInOne(version)}`));
if (!options['bundle-only']) {
  await buildExecutable(options.arch);
}

async function buildExecutable(arch) {
  if (process.platform !== 'linux') {
    refuse('the executable is built on Linux only; elsewhere use --bundle-only');
  }
  const native = arch === process.arch;
  const emulator = native ? [] : emulatorOf(arch);
  if (emulator === undefined && options.complete) {
    refuse(noEmulator(arch));
  }
  const runtime = runtimePath(arch);
  const stripped = strip(readFileSync(runtime));
  write(join('build', arch, 'node'), stripped); // what npm run bench compares with

  const folder = mkdtempSync(join(ROOT, 'build', `${arch}-`));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { main, chunks } = await bundleInChunks(version);
  for (const [name, source] of [[NAME, main], ...chunks]) {
    writeFileSync(join(folder, `${name}.js`), padSource(source));
  }
  const program = { folder, main: NAME, chunks: [...chunks.keys()], compressed: COMPRESSED_CHUNKS };
  if (emulator === undefined) {
    console.log(noEmulator(arch));
    console.log(
      `no code caches for ${arch}: each start compiles what it needs (about 10 ms; 40 ms with a cloud's SDK)`,
    );
  } else {
    proveThatOptionsAreObeyed([...emulator, runtime]);
    await takeCodeCaches(program, [...emulator, runtime, ...EXEC_ARGV]);
  }
  const blob = makeBlob(program, runtimePath(process.arch));
  const codeCache = emulator && readFileSync(join(folder, `${NAME}.cache`));
  const executable = makeExecutable(stripped, blob, codeCache);
  const name = native ? NAME : `${NAME}-${arch}`;
  publish(name, executable);
  console.log(
    `Node ${runtimeVersion(arch)} for linux ${arch}, ${(executable.length / stripped.length).toFixed(3)} of the stripped runtime`,
  );
  if (emulator !== undefined) {
    proveThatItStarts([...emulator, join(ROOT, 'dist', name)]);
  }
}

/** Ends for a reason that is not a bug: one line, no stack. */
function refuse(why) {
  console.error(why);
  process.exit(1);
}

/** @param {string[]} command */
function proveThatOptionsAreObeyed(command) {
  const ignored = optionsWithoutEffect((options) => [...command, ...options, PROBE]);
  if (ignored.length > 0) {
    throw new Error(`this Node does not obey ${ignored.join(', ')}: scripts/exec-argv.mjs`);
  }
}

/** @param {string[]} command */
function proveThatItStarts([program = '', ...args]) {
  const output = execFileSync(program, [...args, 'version'], { env: {}, encoding: 'utf8' });
  if (!output.includes(version)) {
    throw new Error(`${args.at(-1) ?? program} version says ${output}`);
  }
}

function publish(name, content) {
  write(join('dist', name), content);
  const hash = createHash('sha256').update(content).digest('hex');
  console.log(`dist/${name}  ${content.length} bytes  sha256 ${hash}`);
}

/** Puts a program in its place at once, so that neither a running one nor another build is disturbed. */
function write(name, content) {
  const path = join(ROOT, name);
  const partial = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(partial, content);
  chmodSync(partial, 0o755);
  renameSync(partial, path);
}
