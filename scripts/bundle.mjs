// Bundles src/ and its dependencies: into one file, or into a main script and the chunks that it loads.

import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { awsSdk } from './aws-sdk.mjs';
import { azureSdk } from './azure-sdk.mjs';
import { googleSdk } from './google-sdk.mjs';
import { lazyModules, standInFor } from './lazy-modules.mjs';
import { chunkEntry, findHomes, givenModules, MAIN, MAIN_ENTRY, otherScripts } from './src-chunks.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The library's modules that need less of a start than the CommonJS ones that Node would choose. */
const YAML = join(ROOT, 'node_modules/yaml/browser/dist/index.js');

/** What reads files that are not plain: in one file, evaluated when something of it is asked for; or a chunk. */
const YAML_LIBRARY = { filter: /^yaml$/, path: YAML };

/** In one file, evaluated in the same way, whatever imports it at its top. */
const DEFERRED = [
  YAML_LIBRARY,
  { filter: /\/go-yaml\.ts$/, path: join(ROOT, 'src/kubelet/config/go-yaml.ts') }, // an azure.json in YAML
  { filter: /\/config-validator\.js$/, path: join(ROOT, 'src/generated/config-validator.js') }, // those with mistakes
  { filter: /\/chain\/index\.ts$/, path: join(ROOT, 'src/backend/chain/index.ts') }, // rules with continue
  { filter: /\/exchange\/index\.ts$/, path: join(ROOT, 'src/backend/exchange/index.ts') }, // a backend without a chunk
];

/** How the SDK of a cloud is bundled, by the chunk's name. */
const LEAN_SDKS = {
  ecr: (name) => awsSdk({ forNode: name === 'ecr-profiles' }),
  acr: (name) => azureSdk({ forApplications: name === 'acr-applications' }),
  google: () => googleSdk(),
};

/** The entry of the one file. */
const ONE = { entryPoints: ['src/main.ts'] };

/** Any Node runs it, and some warn of what src/system/network/tcp-handle.ts asks for: there, node:net does. */
function oneFile(version) {
  return {
    plugins: [awsSdk({ forNode: true }), deferred()],
    define: { ...buildVersion(version), 'process.binding': 'undefined' },
  };
}

/**
 * All in one file. What is imported dynamically is evaluated only when it is asked for.
 * @param overrides options of esbuild
 */
export async function bundleInOne(version, overrides = {}) {
  const { text } = await bundle(ONE, version, { ...oneFile(version), ...overrides });
  return text;
}

/**
 * A main script and chunks, since V8 reads a code cache as a whole: a pull is not to wait for what it does not need.
 * src-chunks.mjs divides src/; beside its chunks, there is one for each of the clouds' SDKs and one for the YAML library.
 * @returns {Promise<{main: string, chunks: Map<string, string>, inputs: string[]}>} sources; of the chunks, by the
 *     name that `loadChunk` is given; and the files that are in them, from the root
 */
export async function bundleInChunks(version, overrides = {}) {
  const homes = await findHomes();
  const sdks = new Map();
  const chunks = new Map();
  const inputs = [];
  const add = (name, { text, inputs: more }) => {
    chunks.set(name, text);
    inputs.push(...more);
  };
  /** Modules of src/ that other scripts than their own import. */
  const asked = new Set(homes.entries);
  const askedOf = (name) => [...asked].filter((file) => homes.scriptOf.get(file) === name).sort();
  const bundleScript = async (name, contents, ...more) => {
    const script = await bundle({ stdin: { contents, resolveDir: ROOT } }, version, {
      plugins: [
        chunksOutside(sdks),
        deferred([YAML_LIBRARY], () => `require('./src/system/chunk.ts').loadChunk('yaml')`),
        otherScripts(homes, name, (script, file) => {
          if (chunks.has(script) && !asked.has(file)) throw new Error(`${name} asks too late for ${file}`);
          asked.add(file);
        }),
        ...more,
      ],
      ...overrides,
    });
    const twice = script.inputs.filter((file) => file.startsWith('src/') && inputs.includes(file));
    if (twice.length > 0) throw new Error(`${name} has what another script has too: ${twice.join(', ')}`);
    return script;
  };
  for (const name of homes.chunks) {
    add(name, await bundleScript(name, chunkEntry(askedOf(name))));
  }
  const main = await bundleScript(MAIN, MAIN_ENTRY, givenModules(askedOf(MAIN), homes));
  inputs.push(...main.inputs);
  for (const [name, entry] of [...sdks].sort()) {
    add(name, await bundleChunk(entry, version, overrides));
  }
  add('yaml', await bundle({ entryPoints: [YAML] }, version, overrides));
  if (overrides.minify !== false) {
    for (const [name, text] of [['src/main.ts', main.text], ...chunks]) refuseNonAscii(text, name);
  }
  return { main: main.text, chunks, inputs };
}

/** The files that are in the executable or in the plain bundle, from the root. */
export async function bundledFiles(version) {
  const one = await bundle(ONE, version, oneFile(version));
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
  return bundle({ entryPoints: [entry] }, version, {
    inject: ['src/system/web-globals.ts'],
    plugins: [lazyModules(), LEAN_SDKS[cloud](name)],
    ...overrides,
  });
}

/** The folders of a sdk.ts below src/backend/: `ecr`, `ecr-roles`. */
export function chunkName(entry) {
  return relative(join(ROOT, 'src/backend'), dirname(entry)).replaceAll(sep, '-');
}

/** @param entry that of esbuild: `entryPoints` or `stdin` */
async function bundle(entry, version, overrides) {
  const { outputFiles = [], metafile } = await build({
    absWorkingDir: ROOT,
    ...entry,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    define: buildVersion(version),
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

function buildVersion(version) {
  return { BUILD_VERSION: JSON.stringify(version) };
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

/**
 * @param modules what is evaluated when something of it is asked for
 * @param realOf the code that evaluates the module of a path
 */
function deferred(modules = DEFERRED, realOf = (path) => `require(${JSON.stringify(path)})`) {
  return {
    name: 'deferred',
    setup({ onResolve, onLoad }) {
      for (const { filter, path } of modules) {
        onResolve({ filter }, ({ namespace }) =>
          namespace === 'deferred' ? { path } : { path, namespace: 'deferred' },
        );
      }
      onLoad({ filter: /./, namespace: 'deferred' }, ({ path }) => ({
        contents: standInFor(path, realOf(path)),
        resolveDir: ROOT,
      }));
    },
  };
}
