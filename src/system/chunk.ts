// A part of the executable that is evaluated only when it is asked for: the commands, one cloud's own code, its SDK, the
// YAML library. Its source and its V8 code cache are assets of the single executable application, so that a pull which
// does not need them pays for neither.
// https://nodejs.org/docs/latest-v24.x/api/single-executable-applications.html#assets

import { getRawAsset } from 'node:sea';
import { compileFunction } from 'node:vm';

/** Gives a module of src/ by its path from the root: `src/errors.ts`. */
type ModuleOf = (path: string) => unknown;

const ZLIB = 'node:zlib';

const MAIN = 'main';
const loaded = new Map<string, unknown>();
/** What a module exports is put together once, and only of those that are asked for. */
const modules = new Map<string, unknown>();
let ofMainScript: ModuleOf | undefined;

/** The build lets the main script give its modules, with which chunks share them: a class must exist only once. */
export function giveModules(moduleOf: ModuleOf): void {
  ofMainScript = moduleOf;
}

/**
 * Evaluates a chunk, once: in the executable, the build puts this instead of `import('./sdk.ts')`.
 * @param name the folders of the sdk.ts, `ecr` or `ecr-roles`, or what scripts/bundle.mjs calls it
 * @returns what the chunk exports
 */
export function loadChunk(name: string): unknown {
  let exports = loaded.get(name);
  if (exports === undefined) {
    exports = evaluateChunk(name);
    loaded.set(name, exports);
  }
  return exports;
}

/** A module of src/ that is in another script: in the executable, what an import of it becomes. */
export function loadModule(chunk: string, path: string): unknown {
  let exports = modules.get(path);
  if (exports === undefined) {
    const moduleOf =
      chunk === MAIN ? ofMainScript : (loadChunk(chunk) as { readonly moduleOf: ModuleOf }).moduleOf;
    exports = moduleOf?.(path);
    modules.set(path, exports);
  }
  return exports;
}

function evaluateChunk(name: string): unknown {
  // All of it is ASCII, so its bytes are V8's one-byte string.
  const source = assetOf(`${name}.js`).toString('latin1');
  const evaluate = compileFunction(source, ['exports', 'require', 'module'], {
    filename: `${name}.js`,
    // One that V8 does not want is not used, and costs no more than time; the build has seen that it wants this one.
    cachedData: assetOf(`${name}.cache`),
  });
  const module = { exports: {} };
  evaluate(module.exports, requireForChunk, module);
  return module.exports;
}

/** Its bytes where the system has mapped them. The build pads the names, so that V8 need not copy a code cache. */
function assetOf(file: string): Buffer {
  const bytes = Buffer.from(getRawAsset(file.padEnd(32)));
  return isCompressed(bytes) ? decompress(bytes) : bytes;
}

/**
 * What no pull needs that ends well is, with Zstandard. Neither a source, which is ASCII, nor V8's code caches begin in
 * this way.
 */
function isCompressed(bytes: Buffer): boolean {
  return bytes.length > 3 && bytes.readUInt32LE(0) === 0xfd2fb528;
}

function decompress(bytes: Buffer): Buffer {
  // No such pull loads it.
  const zlib = require(ZLIB) as typeof import('node:zlib');
  return zlib.zstdDecompressSync(bytes);
}

/** Of a module of src/, the chunk knows where it is: `main:src/errors.ts`. */
function requireForChunk(id: string): unknown {
  const end = id.indexOf(':src/');
  return end === -1 ? require(id) : loadModule(id.slice(0, end), id.slice(end + 1));
}
