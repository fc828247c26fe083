// The executable called as docker-credential-registry-credential-provider, by a link, as clients of the node do.

import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { BUNDLE, EXECUTABLE, request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const NAME = 'docker-credential-registry-credential-provider';
const LOGIN = { ServerURL: 'r.example', Username: 'u', Secret: 'p' };

function scene(context: TestContext) {
  const folder = temporaryFolder(context);
  const rule = { name: 'r', matchImages: ['r.example'], static: { username: 'u', password: 'p' } };
  const config = folder.write('config.yaml', configText([rule]));
  const link = (name: string): string => {
    symlinkSync(EXECUTABLE, join(folder.path, name));
    return join(folder.path, name);
  };
  return { link, folder, env: { REGISTRY_CREDENTIAL_PROVIDER_CONFIG: config } };
}

test('by its path, and found in PATH: the credential, and nothing on stderr', async (context) => {
  const { link, folder, env } = scene(context);
  const path = link(NAME);
  for (const command of [[path], ['/usr/bin/env', `PATH=${folder.path}`, NAME]] as [string][]) {
    const { exit, stdout, stderr } = await run({ command, args: ['get'], input: 'r.example', env });
    assert.deepEqual([exit, JSON.parse(stdout), stderr], [0, LOGIN, '']);
  }
});

test('a failure is on stdout, with exit 1', async (context) => {
  const { link, env } = scene(context);
  const command: [string] = [link(NAME)];
  const other = await run({ command, args: ['get'], input: 's.example\n', env });
  const none = 'credentials not found in native keychain\n';
  assert.deepEqual([other.exit, other.stdout, other.stderr], [1, none, '']);
  const missing = { REGISTRY_CREDENTIAL_PROVIDER_CONFIG: '/no/such/file' };
  const { exit, stdout, stderr } = await run({ command, args: ['get'], input: 'r.example', env: missing });
  assert.deepEqual([exit, stderr], [1, '']);
  assert.match(stdout, /^[^\n]+\[CONFIG_NOT_FOUND\]\n$/);
});

test('the plain bundle, under that name', async (context) => {
  const { env } = scene(context);
  const command: [string, ...string[]] = [
    '/bin/bash',
    '-c',
    `exec -a ${NAME} "$@"`,
    'bash',
    process.execPath,
    BUNDLE,
  ];
  const { exit, stdout } = await run({ command, args: ['get'], input: 'r.example', env });
  assert.deepEqual([exit, JSON.parse(stdout)], [0, LOGIN]);
});

test('under a longer name it is what the kubelet runs', async (context) => {
  const { link, env } = scene(context);
  const command: [string] = [link(`x-${NAME}`)];
  const { exit, stdout } = await run({ command, input: request('r.example/app'), env });
  assert.equal(exit, 0);
  assert.equal(JSON.parse(stdout).kind, 'CredentialProviderResponse');
});
