// What each way of a pull evaluates, opens, starts and asks: the files of paths/ say it, one for each way. Times depend on
// the machine; these lists do not, and whatever is added to one costs time at each start. A change of one is wanted, and
// measured by `npm run bench`, or it is a mistake. RCP_WRITE_GOLDEN=1 node --test test/executable/paths.test.ts writes them.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { startCannedClouds, type Way, waysTo } from '../../scripts/canned-clouds.mjs';
import { EXEC_ARGV } from '../../scripts/exec-argv.mjs';
import { ROOT, request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import { writeNamedParts } from './named-parts.ts';
import { type Recorder, startRecorder } from './recorder.ts';

const GOLDEN = fileURLToPath(new URL('paths', import.meta.url));
const RUN_SEA = fileURLToPath(new URL('run-sea.cjs', import.meta.url));
const WRITE = process.env.RCP_WRITE_GOLDEN === '1';

/** The way that does least: the others say what they evaluate of src/ besides. */
const LEAST = 'no-rule';
const HEAD =
  '# RCP_WRITE_GOLDEN=1 node --test test/executable/paths.test.ts writes this file; that one says what for.';

/** For what needs no answer. */
const WAYS = Object.keys(waysTo('http://127.0.0.1:9'));
const IMAGE = 'registry.example/team/app';

/** What run-sea.cjs writes down. */
interface Trace {
  readonly evaluated: readonly string[];
  /** Assets, and `a connection` where one is begun. */
  readonly inOrder: readonly string[];
  readonly loaded: readonly string[];
  readonly files: readonly string[];
  readonly programs: readonly string[];
  readonly threads: readonly string[];
}

interface Pull {
  readonly rule: Readonly<Record<string, unknown>>;
  readonly image?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the request holds beside the image. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** What the configuration holds beside the rule. */
  readonly settings?: object;
}

/** It ends in this century, and is of no cluster. */
const TOKEN = [
  { alg: 'RS256' },
  { sub: 'system:serviceaccount:team:app', iss: 'https://oidc.example', aud: ['registry.example'], exp: 4e9 },
  'signature',
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

/** Those that need no cloud. @param folder where their files are */
const AT_HAND: Readonly<Record<string, (folder: TemporaryFolder) => Pull>> = {
  [LEAST]: () => ({
    rule: { matchImages: ['other.example'], static: { username: 'u', passwordFile: '/no/such/file' } },
  }),
  static: (folder) => ({
    rule: {
      matchImages: ['registry.example'],
      static: { username: 'u', passwordFile: folder.write('password', 'secret') },
    },
  }),
  'service-account-token': () => ({
    rule: {
      matchImages: ['registry.example'],
      identity: 'serviceAccount',
      serviceAccountToken: { username: 'jwt', audience: 'registry.example' },
    },
    more: { serviceAccountToken: TOKEN },
  }),
  chain: (folder) => ({
    rule: {
      matchImages: ['registry.example'],
      thenAnonymous: true,
      static: { username: 'u', passwordFile: folder.write('password', 'secret') },
    },
  }),
  'docker-config': (folder) => ({
    rule: {
      dockerConfig: { path: folder.write('docker.json', '{"auths":{"registry.example":{"auth":"dTpw"}}}') },
    },
  }),
  'docker-config-helper': (folder) => {
    folder.write('docker-credential-one', '#!/bin/sh\necho \'{"Username":"u","Secret":"p"}\'\n', 0o755);
    const path = folder.write('docker.json', '{"credHelpers":{"registry.example":"one"}}');
    return { rule: { dockerConfig: { path, helpers: folder.path } } };
  },
};

describe('what a pull evaluates, opens, starts and asks', { concurrency: 4 }, () => {
  const shared = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  const parts = join(shared.path, 'parts');
  const emptyParts = join(shared.path, 'empty');
  let clouds: Awaited<ReturnType<typeof startCannedClouds>>;
  let empty: Trace;
  let least: Trace;

  before(async () => {
    mkdirSync(emptyParts);
    for (const file of ['main.js', 'main.cache']) writeFileSync(join(emptyParts, file), '');
    clouds = await startCannedClouds();
    await writeNamedParts(parts);
    empty = await trace(shared, emptyParts, []);
    least = await tracePull(shared, (AT_HAND[LEAST] as (folder: TemporaryFolder) => Pull)(shared));
  });
  after(() => clouds.stop());

  for (const [name, prepare] of Object.entries(AT_HAND)) {
    test(name, async (context) => {
      const folder = temporaryFolder(context);
      await compare(name, folder, await tracePull(folder, prepare(folder)), []);
    });
  }

  for (const name of WAYS) {
    test(`${name}: the first pull, and the next one, which the node's cache answers`, async (context) => {
      const folder = temporaryFolder(context);
      const recorder = await recorderFor(context);
      const { image, rule, env, request: more } = waysTo(recorder.url)[name] as Way;
      const settings = { cache: { directory: join(folder.path, 'cache') } };
      const pull = { image, rule, env, more, settings };

      const first = await tracePull(folder, pull);
      const calls = [...recorder.calls];
      await compare(name, folder, first, calls);

      const next = await tracePull(folder, pull);
      await compare(`${name}-kept`, folder, next, recorder.calls.slice(calls.length));
    });
  }

  test('a pull that waits for the answer of another one evaluates no SDK and connects to nothing', async (context) => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const recorder = await recorderFor(context, held);
    const folders = [temporaryFolder(context), temporaryFolder(context)] as const;
    const { image, rule, env } = waysTo(recorder.url).ecr as Way;
    const pull = { image, rule, env, settings: { cache: { directory: join(folders[0].path, 'cache') } } };

    const asking = tracePull(folders[0], pull);
    await until(() => recorder.calls.length > 0);
    const waiting = tracePull(folders[1], pull);
    await until(() => existsSync(join(folders[1].path, 'trace.json.waits')));
    release();

    const [asked, waited] = await Promise.all([asking, waiting]);
    const isOfNetwork = (text: string) =>
      /aws-sdk|smithy|network\/|^ecr\.|^network\.|^a connection/.test(text);
    assert.ok([...asked.evaluated, ...asked.inOrder].some(isOfNetwork));
    assert.deepEqual([...waited.evaluated, ...waited.inOrder].filter(isOfNetwork), []);
    assert.deepEqual(
      recorder.calls.filter((call) => call.startsWith('POST')),
      ['POST / AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken'],
    );
  });

  test('there is no file for a way that does not exist', { skip: WRITE && 'they are being written' }, () => {
    const names = [...Object.keys(AT_HAND), ...WAYS.flatMap((name) => [name, `${name}-kept`])];
    assert.deepEqual(readdirSync(GOLDEN).sort(), names.map((name) => `${name}.txt`).sort());
  });

  test('a stream, a module, a file, a program and a thread would be noticed', async (context) => {
    const folder = temporaryFolder(context);
    const script = `process.stdin; require('node:https'); require('node:zlib');
      require('fs').statSync('/'); require('child_process').spawnSync('true');
      require('fs').promises.open('/dev/null');`;
    folder.write('parts/main.js', script);
    folder.write('parts/main.cache', '');
    const noticed = await trace(folder, join(folder.path, 'parts'), []);
    for (const module of ['https', 'tls', 'crypto', 'zlib', 'net']) {
      assert.ok(noticed.loaded.includes(module), module);
    }
    assert.deepEqual(noticed.files, ['statSync /', 'open /dev/null']);
    assert.deepEqual(noticed.programs, ['spawnSync true']);
    assert.ok(noticed.threads.length > empty.threads.length);
  });

  async function recorderFor(context: TestContext, held?: Promise<void>): Promise<Recorder> {
    const recorder = await startRecorder(clouds.url, held);
    context.after(recorder.stop);
    return recorder;
  }

  function tracePull(
    folder: TemporaryFolder,
    { rule, image = IMAGE, env, more, settings }: Pull,
  ): Promise<Trace> {
    const text = stringify(JSON.parse(configText([{ name: 'rule', ...rule }], settings)));
    const config = folder.write('config.yaml', text);
    folder.write('request.json', request(image, more));
    return trace(folder, parts, ['--config', config], env);
  }

  async function compare(
    name: string,
    folder: TemporaryFolder,
    traced: Trace,
    calls: readonly string[],
  ): Promise<void> {
    const file = join(GOLDEN, `${name}.txt`);
    const isLeast = name === LEAST;
    const evaluated = isLeast ? traced.evaluated : beside(traced.evaluated, least.evaluated);
    const text = describeTrace({ ...traced, evaluated }, { empty, folder: folder.path, calls, isLeast });
    if (WRITE) {
      mkdirSync(GOLDEN, { recursive: true });
      writeFileSync(file, text);
    }
    assert.equal(
      text,
      readFileSync(file, 'utf8'),
      `${name}: what it says at its top explains how to accept this`,
    );
  }
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(5);
}

/** Runs what is in the folder of parts; the request is in the other folder. */
async function trace(
  folder: TemporaryFolder,
  parts: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Trace> {
  const file = join(folder.path, 'trace.json');
  const input = join(folder.path, 'request.json');
  const { exit, stderr } = await run({
    // Node gives a child a socket where the kubelet gives it a pipe.
    command: ['/bin/sh', '-c', 'cat "$INPUT" 2>/dev/null | exec "$@"', 'sh', process.execPath],
    args: [...EXEC_ARGV, RUN_SEA, parts, 'main.js', file, ...args],
    env: { ...env, INPUT: input, PATH: process.env.PATH ?? '' },
  });
  assert.deepEqual([exit, stderr], [0, '']);
  return JSON.parse(readFileSync(file, 'utf8'));
}

function describeTrace(
  { evaluated, inOrder, loaded, files, programs, threads }: Trace,
  {
    empty,
    folder,
    calls,
    isLeast,
  }: { empty: Trace; folder: string; calls: readonly string[]; isLeast: boolean },
): string {
  const isPackage = (file: string) => file.startsWith('node_modules/');
  const sections = {
    [isLeast ? 'modules of src/' : `modules of src/, beside those of ${LEAST}.txt`]: evaluated
      .filter((file) => !isPackage(file))
      .sort(),
    'packages, with how many modules of each': counted(evaluated.filter(isPackage).map(packageOf)),
    "modules of Node, beside an empty script's": beside(loaded, empty.loaded).sort(),
    'assets and connections, in this order': inOrder,
    'calls of node:fs with a path, in this order': withoutMachine(files, folder),
    'programs, by calls of node:child_process': programs.map((program) => program.replace(folder, 'FOLDER')),
    "threads, beside an empty script's": counted(beside(threads, empty.threads)),
    'requests, in this order': challengeFirst(calls),
  };
  const texts = Object.entries(sections).map(([title, lines]) =>
    [`${lines.length} ${title}`, ...lines.map((line) => `  ${line}`), ''].join('\n'),
  );
  return [HEAD, '', ...texts].join('\n');
}

/** A registry is asked for its challenge at once with the identity's service, and the two arrive in any order. */
function challengeFirst(calls: readonly string[]): string[] {
  const isChallenge = (call: string) => call === 'GET /v2/';
  return [...calls.filter(isChallenge), ...calls.filter((call) => !isChallenge(call))];
}

/** The items without one for each of the others that is equal. */
function beside(items: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return items.filter((item) => {
    const at = left.indexOf(item);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function counted(items: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => `${item} ${count}`).sort();
}

/** `node_modules/@aws-sdk/core`, the innermost. */
function packageOf(file: string): string {
  const [name = file] = /^(@[^/]+\/)?[^/]+/.exec(file.replace(/^.*node_modules\//s, '')) ?? [];
  return name;
}

/** Home, folders and process have names instead. Whether each folder above is safe is asked of all, however many there are. */
function withoutMachine(calls: readonly string[], folder: string): string[] {
  return calls
    .map((call) => {
      const [name, path = ''] = call.split(' ');
      if (`${folder}/`.startsWith(path === '/' ? path : `${path}/`) && path !== folder) {
        return `${name} EACH-FOLDER-ABOVE`;
      }
      return call
        .replaceAll(folder, 'FOLDER')
        .replaceAll(ROOT, 'ROOT/')
        .replace(` ${userInfo().homedir}/`, ' HOME/')
        .replace(/\/proc\/self\/fd\/[1-9]\d*/, '/proc/self/fd/N')
        .replace(/[0-9a-f]{64}/g, 'HASH')
        .replace(/\d+\.\d+\.\d+-\d+\.[0-9a-f-]{36}/, 'PROCESS');
    })
    .filter((call, index, all) => call !== all[index - 1]);
}
