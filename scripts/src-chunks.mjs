// Which modules of src/ are in which script of the executable: the main script has what every pull evaluates, and
// each chunk what only some need. A module is in one script only, so that its classes are the same everywhere.

import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const MAIN = 'main';
/** Imported by what the build puts in the place of other scripts. */
const LOADER = 'src/system/chunk.ts';
const CLOUD = 'cloud';
const COMMANDS = 'commands';
const MISTAKES = 'mistakes';

/** What the rest of src/ imports of each chunk, at its top or dynamically: nothing of it is evaluated before it is used. */
const ENTRIES = {
  // What every answer of a cloud needs: the node-wide cache, and what the clouds share.
  [CLOUD]: ['src/cache/node-cache.ts'],
  // Also what exchange and secret want of it.
  'ecr-backend': [
    'src/backend/ecr/index.ts',
    'src/backend/ecr/aws-subject.ts',
    'src/backend/ecr/web-identity-token.ts',
    'src/backend/ecr/lent.ts',
    'src/backend/ecr/lent-refusals.ts',
  ],
  'acr-backend': ['src/backend/acr/index.ts', 'src/backend/acr/lent.ts', 'src/backend/acr/lent-refusals.ts'],
  'google-backend': [
    'src/backend/google/index.ts',
    'src/backend/google/lent.ts',
    'src/backend/google/lent-refusals.ts',
  ],
  // Also the tokens that prove the node, of which Vault takes some.
  'exchange-backend': [
    'src/backend/exchange/index.ts',
    'src/backend/exchange/subject-token.ts',
    'src/backend/exchange/refusals.ts',
    'src/config/exchange.ts',
  ],
  'secret-backend': ['src/backend/secret/index.ts', 'src/config/secret.ts'],
  // What runs other programs: the helpers of a docker config, and credential_process of AWS's profiles.
  programs: ['src/backend/docker-config/helpers.ts', 'src/system/program.ts', 'src/system/root-only.ts'],
  // Rules with continue or thenAnonymous.
  chain: ['src/backend/chain/index.ts'],
  network: ['src/system/network/create.ts'],
  log: ['src/log/run-log.ts'],
  // Configurations and files that are not plain.
  'not-plain': ['src/yaml/read.ts', 'src/kubelet/config/go-yaml.ts'],
  // Those that have mistakes.
  [MISTAKES]: [
    'src/generated/config-validator.js',
    'src/config/mistake.ts',
    'src/config/schema-mistakes.ts',
    'src/config/without-secrets.ts',
    'src/backend/docker-entries/advice.ts',
    'src/yaml/json-place.ts',
    'src/yaml/recognise.ts',
    'src/yaml/kinds.ts',
  ],
  // All that is not the kubelet's path.
  [COMMANDS]: [
    'src/command-line/parse.ts',
    'src/command-line/help.ts',
    'src/command-line/error-json.ts',
    'src/command-line/failure-text.ts',
    ...[
      'cache',
      'check',
      'completion',
      'docker-credential',
      'explain',
      'generate',
      'help',
      'install',
      'schema',
      'status',
      'try',
      'version',
    ].map((name) => `src/commands/${name}.ts`),
  ],
};

export const SRC_CHUNKS = Object.keys(ENTRIES);

/** Those that no pull needs which ends well: a person can wait the milliseconds that decompressing takes. */
export const COMPRESSED_CHUNKS = [COMMANDS, MISTAKES];

/**
 * @typedef {object} Homes
 * @property {ReadonlyMap<string, string>} scriptOf the script that each module of src/ is in
 * @property {ReadonlySet<string>} entries
 * @property {ReadonlyMap<string, readonly string[]>} exportsOf the names that each module exports
 * @property {readonly string[]} chunks their names, each after those that import more of it than its entries
 */

/** @returns {Promise<Homes>} */
export async function findHomes() {
  const graph = await readGraph();
  const entries = new Map(
    Object.entries(ENTRIES).flatMap(([chunk, files]) => files.map((file) => [file, chunk])),
  );
  const reachedBy = new Map();
  for (const [script, files] of Object.entries({ [MAIN]: ['src/main.ts', LOADER], ...ENTRIES })) {
    for (const file of reach(graph, files, (file) => entries.has(file))) {
      reachedBy.set(file, [...(reachedBy.get(file) ?? []), script]);
    }
  }
  const scriptOf = new Map([...reachedBy].map(([file, scripts]) => [file, homeOf(scripts)]));
  return {
    scriptOf,
    entries: new Set(entries.keys()),
    exportsOf: await readExports([...scriptOf.keys()]),
    chunks: SRC_CHUNKS.toReversed(),
  };
}

/** The commands load what they need of the others. */
function homeOf(scripts) {
  if (scripts.includes(MAIN)) return MAIN;
  const [home = COMMANDS, ...more] = scripts.filter((script) => script !== COMMANDS);
  return more.length > 0 ? CLOUD : home;
}

/** The files below the first ones, but for what is below an entry. */
function reach(graph, files, isEntry) {
  const reached = new Set(files);
  for (const file of reached) {
    for (const next of graph.get(file) ?? []) {
      if (!isEntry(next)) reached.add(next);
    }
  }
  return reached;
}

/** The files of src/ that each file of src/ imports. */
async function readGraph() {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
    plugins: [withoutSdks()],
  });
  return new Map(
    Object.entries(metafile.inputs).map(([file, { imports }]) => [
      file,
      imports.map(({ path }) => path).filter((path) => path.startsWith('src/')),
    ]),
  );
}

function withoutSdks() {
  return {
    name: 'without SDKs',
    setup({ onResolve }) {
      onResolve({ filter: /\/sdk\.ts$/ }, ({ path }) => ({ path, external: true }));
    },
  };
}

async function readExports(files) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: files,
    outdir: 'none',
    write: false,
    metafile: true,
    format: 'esm',
    logLevel: 'warning',
  });
  return new Map(
    Object.values(metafile.outputs).flatMap(({ entryPoint, exports }) =>
      entryPoint === undefined ? [] : [[entryPoint, exports]],
    ),
  );
}

/**
 * For the bundle of one script: what it imports of another script is asked of src/system/chunk.ts at run time.
 * @param {Homes} homes
 * @param {string} script
 * @param {(script: string, file: string) => void} ask told of each module that another script must give
 */
export function otherScripts({ scriptOf, entries, exportsOf }, script, ask) {
  return {
    name: 'other scripts',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.?\/.*\.(ts|js)$/ }, ({ path, resolveDir }) => {
        const file = relative(ROOT, join(resolveDir, path));
        const home = scriptOf.get(file);
        if (home === undefined || home === script) {
          return undefined;
        }
        ask(home, file);
        return entries.has(file)
          ? { path: file, namespace: 'entry' }
          : { path: `${home}:${file}`, external: true };
      });
      onLoad({ filter: /./, namespace: 'entry' }, ({ path }) => ({
        contents: standInFor(scriptOf.get(path), path, exportsOf.get(path)),
        resolveDir: ROOT,
      }));
    },
  };
}

/** Inherited properties: scripts/lazy-modules.mjs says why. */
function standInFor(chunk, file, names) {
  const module_ = `require('./${LOADER}').loadModule(${JSON.stringify(chunk)}, ${JSON.stringify(file)})`;
  const properties = names.map((name) => `get ${name}() { return ${module_}.${name}; }`);
  return `module.exports = Object.create({ ${properties.join(', ')} });`;
}

/** The first module of a chunk: gives those that are asked of it, each evaluated when it is asked for. */
export function chunkEntry(files) {
  return `export ${moduleOf(files, (file) => `require(${JSON.stringify(`./${file}`)})`)}`;
}

/** One function and no objects with a getter for each: a start would make all of these, and needs few. */
function moduleOf(files, exportsText) {
  const cases = files.map((file) => `case ${JSON.stringify(file)}: return ${exportsText(file)};`);
  return `function moduleOf(path) { switch (path) { ${cases.join(' ')} } }`;
}

/** The main script's first module gives the chunks what they ask of it, and is evaluated before src/main.ts is. */
const GIVEN = 'given';
export const MAIN_ENTRY = `import '${GIVEN}'; import './src/main.ts';`;

/** @param files those that are asked of the main script, which has evaluated all of them when they are asked for */
export function givenModules(files, { exportsOf }) {
  return {
    name: 'given modules',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${GIVEN}$`) }, () => ({ path: GIVEN, namespace: GIVEN }));
      onLoad({ filter: /./, namespace: GIVEN }, () => ({
        contents: giving(files, exportsOf),
        resolveDir: ROOT,
      }));
    },
  };
}

/** Each export by its name, and no namespace objects: esbuild would make these at each start. */
function giving(files, exportsOf) {
  const modules = new Map(
    files.map((file, index) => [
      file,
      exportsOf.get(file).map((name) => ({ name, local: `${name}_${index}` })),
    ]),
  );
  const imports = [...modules].map(
    ([file, names]) =>
      `import { ${names.map(({ name, local }) => `${name} as ${local}`).join(', ')} } from ${JSON.stringify(`./${file}`)};`,
  );
  const exportsText = (file) =>
    `{ ${modules
      .get(file)
      .map(({ name, local }) => `${name}: ${local}`)
      .join(', ')} }`;
  return `${imports.join('\n')}
import { giveModules } from './${LOADER}';
giveModules(${moduleOf(files, exportsText)});`;
}
