// What the kubelet's path loads of Node and opens of the file system. Times depend on the machine; these do not,
// and a module too many is what costs time.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { startCannedClouds, type Way, waysTo } from '../../scripts/canned-clouds.mjs';
import { BUNDLE, request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';

/** Of Node's own modules, beside those that an empty script loads. Another one needs a reason, and `npm run bench`. */
const EXPECTED = new Set(['internal/abort_controller', 'path/posix']);

/** Tells, at the end, which modules were loaded and which files opened since. */
const PRELOAD = `
  const fs = require('node:fs');
  const opened = [];
  const { openSync } = fs;
  fs.openSync = (path, ...rest) => {
    opened.push(path);
    return openSync(path, ...rest);
  };
  process.on('exit', () => {
    const modules = process.moduleLoadList
      .filter((entry) => entry.startsWith('NativeModule '))
      .map((entry) => entry.slice('NativeModule '.length));
    fs.writeFileSync(process.env.TRACE, JSON.stringify({ modules, opened }));
  });
`;

interface Trace {
  readonly modules: readonly string[];
  readonly opened: readonly string[];
}

async function trace(
  folder: TemporaryFolder,
  script: string,
  args: readonly string[] = [],
  {
    image = 'registry.example/team/app',
    env = {},
  }: { image?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Trace> {
  const preload = folder.write('preload.cjs', PRELOAD);
  const file = join(folder.path, 'trace.json');
  // Node gives a child a socket where the kubelet gives it a pipe.
  const { exit, stderr } = await run({
    command: ['/bin/sh', '-c', 'cat "$INPUT" | "$@"', 'sh', process.execPath, '--require', preload, script],
    args,
    env: {
      TRACE: file,
      INPUT: folder.write('request.json', request(image)),
      PATH: process.env.PATH ?? '',
      ...env,
    },
  });
  assert.deepEqual([exit, stderr], [0, '']);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The configuration of a case, and the other files that it opens. */
type Case = (folder: TemporaryFolder) => { readonly config: string; readonly files: readonly string[] };

const DOCKER_CONFIG = JSON.stringify({ auths: { 'registry.example': { auth: 'dTpw' } } });

const CASES: Readonly<Record<string, Case>> = {
  'no rule matches': () => ({
    config: yaml('matchImages: [other.example]', 'static: { username: u, passwordFile: /no/such/file }'),
    files: [],
  }),
  'static, with a file': (folder) => {
    const password = folder.write('password', 'secret');
    return {
      config: yaml('matchImages: [registry.example]', `static: { username: u, passwordFile: ${password} }`),
      files: [password],
    };
  },
  'static, as JSON': () => ({
    config: configText([
      { name: 'x', matchImages: ['registry.example'], static: { username: 'u', password: 'p' } },
    ]),
    files: [],
  }),
  'docker config': (folder) => {
    const path = folder.write('config.json', DOCKER_CONFIG);
    return { config: yaml(`dockerConfig: { path: ${path} }`), files: [path] };
  },
};

function yaml(...rule: readonly string[]): string {
  return [
    'apiVersion: registry-credential-provider/v1alpha1',
    'kind: RegistryCredentialProviderConfig',
    'rules:',
    '  - name: rule # the only one',
    ...rule.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

describe('the start', { concurrency: 4 }, () => {
  for (const [name, prepare] of Object.entries(CASES)) {
    test(name, async (context: TestContext) => {
      const folder = temporaryFolder(context);
      const empty = new Set((await trace(folder, folder.write('empty.cjs', ''))).modules);
      const { config, files } = prepare(folder);
      const configFile = folder.write('config.yaml', config);

      const { modules, opened } = await trace(folder, BUNDLE, ['--config', configFile]);

      const more = modules.filter((module) => !empty.has(module) && !EXPECTED.has(module));
      assert.deepEqual(more, [], 'modules of Node that the kubelet has to wait for');
      const ours = opened.filter((path) => !path.startsWith('/proc/self/fd/'));
      assert.deepEqual(ours, [configFile, ...files], 'files that are opened');
    });
  }

  for (const name of ['ecr', 'acr', 'google']) {
    test(`${name}, answered by the node's cache`, async (context) => {
      const folder = temporaryFolder(context);
      const empty = new Set((await trace(folder, folder.write('empty.cjs', ''))).modules);
      const clouds = await startCannedClouds();
      context.after(clouds.stop);
      const { rule, ...way } = waysTo(clouds.url)[name] as Way;
      const directory = join(folder.path, 'cache');
      const config = folder.write(
        'config.yaml',
        configText([{ name: 'x', ...rule }], { cache: { directory } }),
      );
      const args = ['--config', config];
      const asked = await trace(folder, BUNDLE, args, way);
      assert.ok(asked.modules.includes('net'), 'the first one asks');

      const { modules, opened } = await trace(folder, BUNDLE, args, way);

      const more = modules.filter((module) => !empty.has(module) && !EXPECTED.has(module));
      assert.deepEqual(more, []);
      const [configFile, cache, entry, ...others] = opened.filter(
        (path) => !/^\/proc\/self\/fd\/0$/.test(path),
      );
      assert.deepEqual([configFile, cache, others], [config, directory, []]);
      assert.match(entry ?? '', /^\/proc\/self\/fd\/\d+\/[0-9a-f]{64}\.json$/);
    });
  }

  test('the check would notice a stream, a socket and a dynamic import', async (context) => {
    const folder = temporaryFolder(context);
    const script = folder.write('script.cjs', `process.stdin; require('node:https'); import('node:zlib');`);
    const { modules } = await trace(folder, script);
    for (const module of ['https', 'tls', 'crypto', 'zlib', 'net']) {
      assert.ok(modules.includes(module), module);
    }
  });
});
