// A part of the executable that is evaluated only when it is asked for: one cloud's SDK, or the YAML library. Its
// source and its V8 code cache are assets of the single executable application, so that a pull which does not need
// them pays for neither.
// https://nodejs.org/docs/latest-v24.x/api/single-executable-applications.html#assets

import { getRawAsset } from 'node:sea';
import { compileFunction } from 'node:vm';

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

const loaded = new Map<string, unknown>();

function evaluateChunk(name: string): unknown {
  // All of it is ASCII, so its bytes are V8's one-byte string.
  const source = assetOf(`${name}.js`).toString('latin1');
  const evaluate = compileFunction(source, ['exports', 'require', 'module'], {
    filename: `${name}.js`,
    // One that V8 does not want is not used, and costs no more than time; the build has seen that it wants this one.
    cachedData: assetOf(`${name}.cache`),
  });
  const module = { exports: {} };
  evaluate(module.exports, require, module);
  return module.exports;
}

/** Its bytes where the system has mapped them. The build pads the names, so that V8 need not copy a code cache. */
function assetOf(file: string): Buffer {
  return Buffer.from(getRawAsset(file.padEnd(32)));
}
