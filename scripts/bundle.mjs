// Bundles src/ and its dependencies: into one file, or into a main script and the chunks that it loads.

import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { awsSdk } from './aws-sdk.mjs';
import { azureSdk } from './azure-sdk.mjs';
import { googleSdk } from './google-sdk.mjs';
import { lazyModules, standInFor } from './lazy-modules.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The library's modules that need less of a start than the CommonJS ones that Node would choose. */
const YAML = join(ROOT, 'node_modules/yaml/browser/dist/index.js');

/** What few pulls need: evaluated when something of it is asked for, whatever imports it at its top. */
const DEFERRED = [
  { filter: /^yaml$/, path: YAML, chunk: 'yaml' }, // files that are not plain
  { filter: /\/go-yaml\.ts$/, path: join(ROOT, 'src/kubelet/config/go-yaml.ts') }, // an azure.json in YAML
  { filter: /\/config-validator\.js$/, path: join(ROOT, 'src/generated/config-validator.js') }, // those with mistakes
  { filter: /\/exchange\/index\.ts$/, path: join(ROOT, 'src/backend/exchange/index.ts') }, // a backend without a chunk
];

/** How the SDK of a cloud is bundled, by the chunk's name. */
const LEAN_SDKS = {
  ecr: (name) => awsSdk({ forNode: name === 'ecr-profiles' }),
  acr: (name) => azureSdk({ forApplications: name === 'acr-applications' }),
  google: () => googleSdk(),
};

/**
 * All in one file. What is imported dynamically is evaluated only when it is asked for.
 * @param overrides options of esbuild
 */
export async function bundleInOne(version, overrides = {}) {
  const plugins = [awsSdk({ forNode: true }), deferred()];
  const { text } = await bundle('src/main.ts', version, { plugins, ...overrides });
  return text;
}

/**
 * The clouds' SDKs as chunks of their own: V8 reads a code cache as a whole, and a pull that needs no SDK must not
 * wait for theirs.
 * @returns {Promise<{main: string, chunks: Map<string, string>, inputs: string[]}>} sources; of the chunks, by the
 *     name that `loadChunk` is given; and the files that are in them, from the root
 */
export async function bundleInChunks(version, overrides = {}) {
  const entries = new Map();
  const main = await bundle('src/main.ts', version, {
    plugins: [chunksOutside(entries), deferred({ inChunks: true })],
    ...overrides,
  });
  const chunks = new Map();
  const inputs = [...main.inputs];
  for (const [name, entry] of [...entries].sort()) {
    const chunk = await bundleChunk(entry, version, overrides);
    chunks.set(name, chunk.text);
    inputs.push(...chunk.inputs);
  }
  for (const { path, chunk } of DEFERRED.filter(({ chunk }) => chunk !== undefined)) {
    const deferredChunk = await bundle(path, version, overrides);
    chunks.set(chunk, deferredChunk.text);
    inputs.push(...deferredChunk.inputs);
  }
  if (overrides.minify !== false) {
    for (const [name, text] of [['src/main.ts', main.text], ...chunks]) refuseNonAscii(text, name);
  }
  return { main: main.text, chunks, inputs };
}

/** The files that are in the executable or in the plain bundle, from the root. */
export async function bundledFiles(version) {
  const plugins = [awsSdk({ forNode: true }), deferred()];
  const one = await bundle('src/main.ts', version, { plugins });
  const { inputs } = await bundleInChunks(version);
  return [...new Set([...one.inputs, ...inputs])].sort();
}

/**
 * @param overrides options of esbuild
 * @returns {Promise<{text: string, inputs: string[]}>} the chunk, and the files that are in it, from the root
 */
export function bundleChunk(entry, version, overrides = {}) {
  const name = chunkName(entry);
  const [cloud] = name.split('-');
  return bundle(entry, version, {
    inject: ['src/system/web-globals.ts'],
    plugins: [lazyModules(), LEAN_SDKS[cloud](name)],
    ...overrides,
  });
}

/** The folders of a sdk.ts below src/backend/: `ecr`, `ecr-roles`. */
export function chunkName(entry) {
  return relative(join(ROOT, 'src/backend'), dirname(entry)).replaceAll(sep, '-');
}

async function bundle(entry, version, overrides) {
  const { outputFiles = [], metafile } = await build({
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
    alias: { yaml: YAML },
    minify: true,
    legalComments: 'none',
    charset: 'ascii',
    logLevel: 'warning',
    ...overrides,
  });
  const [{ inputs }] = Object.values(metafile?.outputs ?? {});
  return { text: outputFiles[0].text, inputs: Object.keys(inputs) };
}

/**
 * Of a source in ASCII, V8's string has a byte for each character, which src/system/chunk.ts relies on. One other
 * character in the main script makes it two for each, half a millisecond and 1 MB at each start. esbuild escapes what
 * stands in strings, not in regular expressions.
 */
function refuseNonAscii(text, name) {
  const at = text.search(/[^\0-\x7f]/);
  if (at !== -1) {
    throw new Error(`${name}: not ASCII: ${text.slice(Math.max(0, at - 40), at + 40)}`);
  }
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

/** @param inChunks each chunk that `DEFERRED` names is one, with a code cache of its own */
function deferred({ inChunks = false } = {}) {
  return {
    name: 'deferred',
    setup({ onResolve, onLoad }) {
      const contents = new Map();
      for (const { filter, path, chunk } of DEFERRED) {
        const isOutside = inChunks && chunk !== undefined;
        const real = isOutside
          ? `require('./src/system/chunk.ts').loadChunk(${JSON.stringify(chunk)})`
          : `require(${JSON.stringify(path)})`;
        onResolve({ filter }, ({ namespace }) =>
          namespace === 'deferred' ? { path } : { path, namespace: 'deferred' },
        );
        contents.set(path, standInFor(path, real));
      }
      onLoad({ filter: /./, namespace: 'deferred' }, ({ path }) => ({
        contents: contents.get(path),
        resolveDir: ROOT,
      }));
    },
  };
}
