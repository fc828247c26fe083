// What a request loads of Node: each module is time that the kubelet waits for.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { createAuthority } from '../../../clouds/authority.ts';
import { start } from '../../../clouds/listener.ts';
import { ROOT } from '../../../support/executable.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { closing, serve } from './door.ts';

/** The door as it is in the bundle: what Node makes of `import('node:tls')` in a module loads far more. */
const DOOR = await bundle();

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/system/network/create.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    supported: { 'dynamic-import': false },
  });
  return outputFiles[0]?.text ?? '';
}

/** Modules of Node that are loaded, and files opened, from the creation on; with a URL, also by a request. */
async function trace(
  context: TestContext,
  options: object,
  url = '',
): Promise<{ modules: string[]; opened: string[] }> {
  const script = `
    const fs = require('node:fs');
    const before = new Set(process.moduleLoadList);
    const opened = [];
    const { openSync } = fs;
    fs.openSync = (path, ...rest) => {
      opened.push(path);
      return openSync(path, ...rest);
    };
    const { createNetwork } = require('./door.cjs');
    opened.length = 0;
    const network = createNetwork(${JSON.stringify(options)});
    const url = process.argv[2];
    const sent = url && network.send({ step: 'x', method: 'GET', url }, new AbortController().signal);
    Promise.resolve(sent).then(() => {
      const modules = process.moduleLoadList.filter((name) => !before.has(name));
      console.log(JSON.stringify({ modules: modules.map((name) => name.replace(/^NativeModule /, '')), opened }));
    });
  `;
  const folder = temporaryFolder(context);
  folder.write('door.cjs', DOOR);
  const args = ['--no-warnings', folder.write('trace.cjs', script), url];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: {} });
  return JSON.parse(stdout);
}

const env = { HTTPS_PROXY: 'http://proxy.example', NO_PROXY: '10.0.0.0/8' };

test('creating it loads and reads nothing', async (context) => {
  assert.deepEqual(await trace(context, { env, caFile: '/no/such/file' }), { modules: [], opened: [] });
});

test('a request over http loads no TLS and reads no authority', async (context) => {
  const server = await serve(context, (_, response) => response.end());
  const { modules, opened } = await trace(context, { env, caFile: '/no/such/file' }, server.url);
  assert.ok(modules.includes('_http_common'));
  assert.deepEqual(
    modules.filter((name) =>
      /^net$|^http$|client|tls|https|crypto|undici|http2|zlib|webstreams|fetch/.test(name),
    ),
    [],
  );
  assert.deepEqual(opened, []);
});

test('a request over https loads TLS, and reads the first bundle of the system and caFile', async (context) => {
  const folder = temporaryFolder(context);
  const authority = createAuthority();
  const url = await serveTls(context, authority);
  const caFile = folder.write('ca.pem', authority.certificate);
  const system = ['a.pem', 'b.pem'].map((name) => folder.write(name, createAuthority(name).certificate));
  const { modules, opened } = await trace(
    context,
    { env: {}, caFile, systemBundles: ['/no/such/file', ...system] },
    url,
  );
  assert.ok(modules.includes('tls'));
  assert.deepEqual(
    modules.filter((name) => /^https?$|client|undici|http2|zlib|fetch/.test(name)),
    [],
  );
  assert.deepEqual(opened, ['/no/such/file', system[0], caFile]);
});

async function serveTls(
  context: TestContext,
  authority: ReturnType<typeof createAuthority>,
): Promise<string> {
  const { certificate: cert, key } = authority.issue(['localhost']);
  const server = createServer({ cert, key }, (_, response) => response.end());
  return closing(context, await start(server, 'https://localhost')).url;
}
