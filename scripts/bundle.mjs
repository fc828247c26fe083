// Bundles src/ and its dependencies: into one file, or into a main script and the chunks that it loads.

import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { awsSdk } from './aws-sdk.mjs';
import { lazyModules } from './lazy-modules.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * All in one file. What is imported dynamically is evaluated only when it is asked for.
 * @param overrides options of esbuild
 */
export async function bundleInOne(version, overrides = {}) {
  const plugins = [awsSdk({ forNode: true })];
  const { text } = await bundle('src/main.ts', version, { plugins, ...overrides });
  return text;
}

/**
 * The clouds' SDKs as chunks of their own: V8 reads a code cache as a whole, and a pull that needs no SDK must not
 * wait for theirs.
 * @returns {Promise<{main: string, chunks: Map<string, string>, inputs: string[]}>} sources; of the chunks, by the
 *     name that `loadChunk` is given; and the files that are in them, from the root
 */
export async function bundleInChunks(version) {
  const entries = new Map();
  const main = await bundle('src/main.ts', version, { plugins: [chunksOutside(entries)] });
  const chunks = new Map();
  const inputs = [...main.inputs];
  for (const [name, entry] of [...entries].sort()) {
    const chunk = await bundleChunk(entry, version);
    chunks.set(name, chunk.text);
    inputs.push(...chunk.inputs);
  }
  return { main: main.text, chunks, inputs };
}

/** The files that are in the executable or in the plain bundle, from the root. */
export async function bundledFiles(version) {
  const plugins = [awsSdk({ forNode: true })];
  const one = await bundle('src/main.ts', version, { plugins });
  const { inputs } = await bundleInChunks(version);
  return [...new Set([...one.inputs, ...inputs])].sort();
}

/** @returns {Promise<{text: string, inputs: string[]}>} the chunk, and the files that are in it, from the root */
export function bundleChunk(entry, version) {
  const name = chunkName(entry);
  const lean = name.startsWith('ecr') ? [awsSdk({ forNode: name === 'ecr-profiles' })] : [];
  return bundle(entry, version, {
    inject: ['src/system/web-globals.ts'],
    plugins: [lazyModules(), ...lean],
  });
}

/** The folders of a sdk.ts below src/backend/: `ecr`, `ecr-roles`. */
export function chunkName(entry) {
  return relative(join(ROOT, 'src/backend'), dirname(entry)).replaceAll(sep, '-');
}

async function bundle(entry, version, overrides) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    define: { BUILD_VERSION: JSON.stringify(version) },
    // Its modules need less of a start than the CommonJS ones that Node would choose.
    alias: { yaml: join(ROOT, 'node_modules/yaml/browser/dist/index.js') },
    minify: true,
    legalComments: 'none',
    charset: 'ascii', // src/system/chunk.ts relies on it
    logLevel: 'warning',
    ...overrides,
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  return { text: outputFiles[0].text, inputs: Object.keys(inputs) };
}

/** Puts the loading of a chunk in the place of `import('./sdk.ts')`, and its entry point into the map. */
function chunksOutside(entries) {
  return {
    name: 'chunks',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/sdk\.ts$/ }, ({ kind, path, resolveDir, importer }) => {
        if (kind !== 'dynamic-import') {
          return {
            errors: [{ text: `${importer} must import ${path} dynamically: it is a chunk of its own` }],
          };
        }
        const entry = join(resolveDir, path);
        const name = chunkName(entry);
        entries.set(name, entry);
        return { path: name, namespace: 'chunk' };
      });
      onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => ({
        contents: `module.exports = require('./src/system/chunk.ts').loadChunk(${JSON.stringify(path)});`,
        resolveDir: ROOT,
      }));
    },
  };
}
