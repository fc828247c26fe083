// Makes a Node single executable application: https://nodejs.org/api/single-executable-applications.html

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addNote } from './elf.mjs';
import { EXEC_ARGV } from './exec-argv.mjs';

const MAGIC = 0x0143da20;
const FUSE = Buffer.from('NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:0');

/**
 * Variables that Node obeys before the first line of ours runs, or behind our back: they end the process, write
 * to its output (NODE_DEBUG=http the headers of requests), leave files behind, or stop TLS from being verified.
 * The kubelet hands us its own environment, so the runtime inside the executable looks for other names.
 * docs/decisions/0001-variables-the-runtime-obeys.md says why it is done this way.
 */
const IGNORED_VARIABLES = [
  'NODE_CHANNEL_FD',
  'NODE_COMPILE_CACHE',
  'NODE_DEBUG', // and NODE_DEBUG_NATIVE
  'NODE_EXTRA_CA_CERTS',
  'NODE_ICU_DATA',
  'NODE_PENDING_DEPRECATION',
  'NODE_REDIRECT_WARNINGS',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_UNIQUE_ID',
  'NODE_USE_ENV_PROXY',
  'NODE_USE_SYSTEM_CA',
  'NODE_V8_COVERAGE',
  'WATCH_REPORT_DEPENDENCIES',
];

/**
 * V8 copies a code cache that does not begin at a multiple of this, 0.7 MB at each start. In the blob, what stands before
 * one are texts with their lengths, eight bytes each, so the texts are padded: sources with line ends, names of assets
 * with spaces. The main script's name has the length that makes up for the nine bytes at the beginning.
 */
const CACHE_ALIGN = 8;
const ASSET_NAME_LENGTH = 32; // src/system/chunk.ts asks for names of this length

/** @param {string} source in ASCII; its code cache is to be taken after this */
export function padSource(source) {
  return source.padEnd(Math.ceil(source.length / CACHE_ALIGN) * CACHE_ALIGN, '\n');
}

/**
 * With Zstandard, by the runtime: at its highest level, one version makes the same bytes on every processor. Of Node's
 * zlib that is not so. https://github.com/facebook/zstd/issues/4099
 */
function compress(bytes, node) {
  const script = `const { constants, zstdCompressSync } = require('node:zlib');
    const params = { [constants.ZSTD_c_compressionLevel]: 22 };
    process.stdout.write(zstdCompressSync(require('node:fs').readFileSync(0), { params }));`;
  return execFileSync(node, ['--eval', script], { input: bytes, env: {}, maxBuffer: 2 ** 26 });
}

/** What follows a compressed file is ignored when it is decompressed. */
function padWithZeros(compressed) {
  const padded = Buffer.alloc(Math.ceil(compressed.length / CACHE_ALIGN) * CACHE_ALIGN);
  padded.set(compressed);
  return padded;
}

/**
 * The preparation blob, made by Node itself, with our warmed code cache in place of the cold one.
 * @param program the `folder` that holds for `main` and each of the `chunks` its source, NAME.js, and its code
 *     cache, NAME.cache; without caches, the executable compiles what it needs at each start. `compressed`: the chunks
 *     that no pull needs; src/system/chunk.ts tells by the first bytes that they are compressed
 * @param node the runtime of this machine
 */
export function makeBlob({ folder, main, chunks, compressed }, node) {
  const useCodeCache = existsSync(join(folder, `${main}.cache`));
  if (!useCodeCache) {
    for (const name of chunks) {
      writeFileSync(join(folder, `${name}.cache`), '');
    }
  }
  const assets = chunks.flatMap((name) => [`${name}.js`, `${name}.cache`]);
  for (const file of compressed.flatMap((name) => [`${name}.js`, `${name}.cache`])) {
    const path = join(folder, file);
    writeFileSync(path, padWithZeros(compress(readFileSync(path), node)));
  }
  if (assets.some((file) => file.length > ASSET_NAME_LENGTH)) {
    throw new Error(`the name of an asset is longer than ${ASSET_NAME_LENGTH}: ${assets.join(', ')}`);
  }
  const config = {
    main: `${main}.js`,
    output: 'sea.blob',
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    useCodeCache,
    execArgv: EXEC_ARGV,
    execArgvExtension: 'none',
    assets: Object.fromEntries(assets.map((file) => [file.padEnd(ASSET_NAME_LENGTH), file])),
  };
  writeFileSync(join(folder, 'sea.json'), JSON.stringify(config));
  execFileSync(node, ['--experimental-sea-config', 'sea.json'], { cwd: folder, env: {}, stdio: 'pipe' });
  const blob = readFileSync(join(folder, 'sea.blob'));
  return useCodeCache
    ? replaceCodeCache(blob, config.main, readFileSync(join(folder, `${main}.cache`)))
    : blob;
}

/** The blob begins: magic, flags, how options may be added, then length and bytes of name, source, code cache. */
function replaceCodeCache(blob, main, codeCache) {
  if (blob.readUInt32LE(0) !== MAGIC) {
    throw new Error('not a SEA blob of a known kind');
  }
  let at = 9;
  const readField = () => {
    const length = Number(blob.readBigUInt64LE(at));
    const bytes = blob.subarray(at + 8, at + 8 + length);
    at += 8 + length;
    return bytes;
  };
  const name = readField();
  readField();
  const start = at;
  const cold = readField();
  // The head of V8's cache: its magic, version, source and flags must be those of the runtime.
  if (name.toString() !== main || !cold.subarray(0, 12).equals(codeCache.subarray(0, 12))) {
    throw new Error('the SEA blob is not laid out as expected, or the code cache is of another V8');
  }
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(codeCache.length));
  return Buffer.concat([blob.subarray(0, start), length, codeCache, blob.subarray(at)]);
}

/**
 * The runtime with the blob inside.
 * @param {Buffer} strippedRuntime
 * @param {Buffer} blob
 * @param {Buffer | undefined} codeCache any that the runtime has made with EXEC_ARGV
 */
export function makeExecutable(strippedRuntime, blob, codeCache) {
  const runtime = withoutVariables(strippedRuntime);
  if (codeCache !== undefined) {
    takeNodesCodeCaches(runtime, codeCache);
  }
  const executable = addNote(runtime, 'NODE_SEA_BLOB', blob);
  const fuse = executable.indexOf(FUSE);
  if (fuse === -1 || executable.indexOf(FUSE, fuse + 1) !== -1) {
    throw new Error('the runtime has no fuse for a SEA, or several');
  }
  executable.write('1', fuse + FUSE.length - 1);
  return executable;
}

/**
 * V8 takes a code cache only of a V8 with the same flags, and the runtime carries those of Node's own modules, made with
 * the defaults: under EXEC_ARGV, it would compile node:http and all below it at each start. None of our flags changes
 * what V8 compiles, so they are told that ours are theirs.
 *
 * The head of a code cache is seven numbers of 32 bits: magic, version, source, flags, the read-only heap, then length
 * and checksum of what follows. https://github.com/v8/v8/blob/13.6.233/src/snapshot/code-serializer.h
 * @param {Buffer} runtime changed in place
 * @param {Buffer} ours the head of one that was made with our flags
 */
function takeNodesCodeCaches(runtime, ours) {
  const [flags, readOnlyHeap] = [12, 16];
  const ofThisV8 = ours.subarray(0, 8);
  const theirs = new Set();
  for (let at = runtime.indexOf(ofThisV8); at !== -1; at = runtime.indexOf(ofThisV8, at + 1)) {
    if (runtime.readUInt32LE(at + readOnlyHeap) === ours.readUInt32LE(readOnlyHeap)) {
      theirs.add(runtime.readUInt32LE(at + flags));
      ours.copy(runtime, at + flags, flags, flags + 4);
    }
  }
  if (theirs.size !== 1) {
    throw new Error(`this Node's own code caches were made with ${theirs.size} sets of flags, not one`);
  }
}

/** NODE_DEBUG becomes nODE_DEBUG and so on, everywhere: names keep their length, and code what it means. */
function withoutVariables(runtime) {
  const changed = Buffer.from(runtime);
  for (const name of IGNORED_VARIABLES) {
    const other = name[0].toLowerCase() + name.slice(1);
    let found = 0;
    for (let at = changed.indexOf(name); at !== -1; at = changed.indexOf(name, at + name.length)) {
      changed.write(other, at);
      found += 1;
    }
    if (found === 0) {
      throw new Error(`this Node does not know ${name} any more`);
    }
  }
  return changed;
}
