// Of the packages that are bundled, the clouds' SDKs and the YAML library, a pull evaluates what it needs, and reads not
// a byte of the others.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { stringify } from 'yaml';
import { bundleInOne, chunkName } from '../../scripts/bundle.mjs';
import { startCannedClouds, type Way, waysTo } from '../../scripts/canned-clouds.mjs';
import { readSea, type Sea } from '../../scripts/read-sea.mjs';
import { COMPRESSED_CHUNKS, SRC_CHUNKS } from '../../scripts/src-chunks.mjs';
import { EXECUTABLE, ROOT, type RunResult, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const BACKENDS = join(ROOT, 'src/backend');

/** Names of the clouds' SDKs. */
const SDKS = readdirSync(BACKENDS, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('/sdk.ts'))
  .map((file) => chunkName(join(BACKENDS, file)));

/** The library that reads what is not plain in a configuration. */
const YAML = 'yaml';
const PACKAGES = [...SDKS, YAML];

/** For what needs no answer. */
const WAYS = Object.entries(waysTo('http://127.0.0.1:9'));

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly image?: string;
  readonly rule?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What the request holds beside the image. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly exit?: number;
  /** Turns the configuration, JSON, into another text. */
  readonly edit?: (text: string) => string;
}

const STATIC = { matchImages: ['registry.example'], static: { username: 'u', password: 'p' } };

/** What every YAML parser understands, and ours for plain files leaves to the library. */
const NOT_PLAIN: Case = { name: 'not plain', args: [], rule: STATIC, edit: (text) => `--- # YAML\n${text}` };

const MISTAKEN: Case = {
  name: 'a mistake',
  args: [],
  rule: { ...STATIC, matchImage: ['registry.example'] },
  exit: 2,
};

/** A file of the node's that a pull reads, plan and all; `explain` asks nobody. */
const azureJson = (file: 'AZURE-JSON' | 'AZURE-YAML'): Case => ({
  name: `explain with ${file}`,
  args: ['explain', 'teamregistry.azurecr.io/app'],
  rule: { matchImages: ['*.azurecr.io'], acr: { azureJson: file } },
});

const WITH_YAML = [NOT_PLAIN, MISTAKEN, azureJson('AZURE-YAML')];

/** What needs no package. */
const WITHOUT: readonly Case[] = [
  {
    name: 'no rule matches',
    args: [],
    rule: { matchImages: ['other.example'], static: { username: 'u', password: 'p' } },
  },
  {
    name: 'static',
    args: [],
    rule: STATIC,
  },
  {
    name: 'static, in YAML',
    args: [],
    rule: STATIC,
    edit: (text) => `# YAML\n${stringify(JSON.parse(text))}`,
  },
  { name: 'docker config', args: [], rule: { dockerConfig: { path: 'CONFIG-JSON' } } },
  { name: 'version', args: ['version'] },
  azureJson('AZURE-JSON'),
  ...WAYS.flatMap(([name, { image, rule, request: more }]): Case[] => [
    {
      name: `explain an image of ${name}`,
      args: ['explain', image, '--service-account', 'team/app'],
      rule,
    },
    {
      name: `${name} for a host that is not its own`,
      args: [],
      rule: { ...rule, matchImages: ['registry.example'] },
      more,
      exit: 1,
    },
  ]),
];

describe('chunks', { concurrency: 2 }, () => {
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  let runs = 0;
  let clouds: Awaited<ReturnType<typeof startCannedClouds>>;

  before(async () => {
    clouds = await startCannedClouds();
  });
  after(() => clouds.stop());

  function wayCase(name: string): Case {
    const { image, rule, env, request: more } = waysTo(clouds.url)[name] as Way;
    return { name, args: [], image, rule, env, more };
  }

  /** Runs the case, by what the command is with our arguments behind it. */
  async function runCase(
    { args, image = 'registry.example/team/app', rule, env, more, exit = 0, edit = (text) => text }: Case,
    command: readonly string[],
    moreEnv: Readonly<Record<string, string>>,
  ): Promise<RunResult> {
    // Cases run beside each other, and none may find another's file half written.
    runs += 1;
    const own = (file: string) => join(`run-${runs}`, file);
    const dockerConfig = folder.write(own('docker.json'), '{"auths":{"registry.example":{"auth":"dTpw"}}}');
    const text = configText([{ name: 'rule', ...rule }])
      .replace('CONFIG-JSON', dockerConfig)
      .replace('AZURE-JSON', folder.write(own('azure.json'), '{"useManagedIdentityExtension":true}'))
      .replace('AZURE-YAML', folder.write(own('azure.yaml'), 'useManagedIdentityExtension: yes\n'));
    const config = folder.write(own('config.yaml'), edit(text));
    const result = await run({
      command: ['/bin/sh', '-c', 'cat "$INPUT" | exec "$@"', 'sh', ...command],
      args: rule === undefined ? args : [...args, '--config', config],
      env: {
        ...env,
        ...moreEnv,
        INPUT: folder.write(own('request.json'), request(image, more)),
        PATH: process.env.PATH ?? '',
      },
    });
    assert.equal(result.exit, exit, result.stderr);
    return result;
  }

  describe('in the executable', () => {
    let sea: Sea;
    let parts: string;

    before(() => {
      sea = readSea(readFileSync(EXECUTABLE));
      parts = join(folder.path, 'parts');
      mkdirSync(parts);
      writeFileSync(join(parts, 'main.js'), sea.source);
      writeFileSync(join(parts, 'main.cache'), sea.codeCache);
      for (const [name, content] of sea.assets) {
        writeFileSync(join(parts, name), content);
      }
    });

    interface Trace {
      /** Names, in the order in which they were read. */
      readonly assets: readonly string[];
      /** Of each script, whether V8 has taken its code cache. */
      readonly taken: Readonly<Record<string, boolean>>;
    }

    /** Runs what is in the executable as Node does there, and looks on. */
    async function trace(of: Case): Promise<Trace> {
      const file = join(folder.path, `${of.name.replaceAll(' ', '-')}.trace`);
      const runSea = fileURLToPath(new URL('run-sea.cjs', import.meta.url));
      await runCase(of, [process.execPath, ...sea.execArgv, runSea, parts, sea.name, file], {});
      return JSON.parse(readFileSync(file, 'utf8'));
    }

    test('is each chunk with its code cache, and nothing else', () => {
      assert.deepEqual([...sea.assets.keys()].sort(), filesOf([...SRC_CHUNKS, ...PACKAGES]));
      for (const [name, content] of sea.assets) {
        assert.ok(content.length > 4_000, name);
      }
    });

    test('has its code caches at multiples of eight, where V8 needs no copy of them', () => {
      const compressed = filesOf(COMPRESSED_CHUNKS);
      const caches = [...sea.assets].filter(
        ([name]) => name.endsWith('.cache') && !compressed.includes(name),
      );
      for (const [name, cache] of [[sea.name, sea.codeCache] as const, ...caches]) {
        // Where it is in the file; the segment begins at a page, there and in memory.
        assert.equal(cache.byteOffset % 8, 0, name);
      }
    });

    test('is ASCII in all its sources, so that V8 needs one byte for a character', () => {
      const compressed = filesOf(COMPRESSED_CHUNKS);
      const sources = [...sea.assets]
        .filter(([name]) => name.endsWith('.js'))
        .map(
          ([name, asset]) => [name, compressed.includes(name) ? zstdDecompressSync(asset) : asset] as const,
        );
      for (const [name, source] of [[sea.name, sea.source] as const, ...sources]) {
        assert.ok(
          source.every((byte) => byte < 0x80),
          name,
        );
      }
    });

    /** Runs it, and compares the packages that were read; whatever is read has a code cache that V8 takes. */
    async function reads(of: Case, packages: readonly string[]): Promise<void> {
      const { assets, taken } = await trace(of);
      const ofSource = filesOf(SRC_CHUNKS);
      assert.deepEqual(assets.filter((file) => !ofSource.includes(file)).sort(), filesOf(packages));
      const scripts = [sea.name, ...assets.filter((file) => file.endsWith('.js'))];
      assert.deepEqual(taken, Object.fromEntries(scripts.map((file) => [file, true])));
    }

    for (const of of WITHOUT) {
      test(`${of.name}: no package is read`, () => reads(of, []));
    }

    for (const of of WITH_YAML) {
      test(`${of.name}: the YAML library is read`, () => reads(of, [YAML]));
    }

    for (const [name, { chunks }] of WAYS) {
      test(`${name}: its own SDK is read`, () => reads(wayCase(name), chunks));
    }
  });

  describe('in the .cjs', () => {
    let bundle: string;

    before(async () => {
      // As it is built, but with the names of modules left in: as the names of the functions that evaluate them.
      bundle = folder.write('bundle.cjs', await bundleInOne('0.0.0', { minify: false }));
    });

    /** A function of the request's validator. */
    const ALWAYS = 'node_modules/ajv/dist/runtime/ucs2length.js';
    const VALIDATOR = 'src/generated/config-validator.js';
    const MODULE = /^(node_modules|src)\/.*\.[cm]?[jt]s$/;

    /** Files whose code was evaluated, but for those that a start always evaluates. */
    async function evaluated(of: Case): Promise<string[]> {
      const coverage = join(folder.path, `${of.name.replaceAll(' ', '-')}.coverage`);
      await runCase(of, [process.execPath, bundle], { NODE_V8_COVERAGE: coverage });
      const [file] = readdirSync(coverage);
      const { result }: Coverage = JSON.parse(readFileSync(join(coverage, file as string), 'utf8'));
      const functions = result
        .filter(({ url }) => url.endsWith('bundle.cjs'))
        .flatMap((script) => script.functions);
      return functions
        .filter(
          ({ functionName, ranges }) => MODULE.test(functionName) && ranges.some(({ count }) => count > 0),
        )
        .map(({ functionName }) => functionName)
        .filter((name) => name !== ALWAYS);
    }

    test('no package is evaluated at every start', () => {
      const text = readFileSync(bundle, 'utf8');
      const modules = [...text.matchAll(/^\/\/ (node_modules\/\S+)$/gm)].map(([, name]) => name as string);
      const always = modules.filter((name) => !text.includes(`\n  "${name}"(`));
      assert.ok(modules.length > 0);
      assert.deepEqual(always, []);
    });

    test('no SDK tells the kubelet which Node it wants', () => {
      const text = readFileSync(bundle, 'utf8');
      assert.match(text, /emitWarningIfUnsupportedVersion/);
      assert.doesNotMatch(text, /NodeVersionSupportWarning/);
    });

    for (const of of WITHOUT) {
      test(`${of.name}: no package is evaluated, nor what tells mistakes`, async () => {
        const files = await evaluated(of);
        assert.deepEqual(
          files.filter((name) => name.startsWith('node_modules/') || name.endsWith(VALIDATOR)),
          [],
        );
      });
    }

    test('not plain: the YAML library is evaluated, and not what tells mistakes', async () => {
      const files = await evaluated(NOT_PLAIN);
      assert.ok(files.some((name) => name.startsWith('node_modules/yaml/')));
      assert.ok(!files.some((name) => name.endsWith(VALIDATOR)));
    });

    test('a mistake: both are evaluated', async () => {
      const files = await evaluated(MISTAKEN);
      assert.ok(files.some((name) => name.startsWith('node_modules/yaml/')));
      assert.ok(files.some((name) => name.endsWith(VALIDATOR)));
    });
  });
});

function filesOf(chunks: readonly string[]): string[] {
  return chunks.flatMap((name) => [`${name}.cache`, `${name}.js`]).sort();
}

/** https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-ScriptCoverage */
interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}
