// Canary secrets go down every path that fails; nothing that the process writes may show one.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { request, run, serviceAccountToken } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';

const CANARY = 'cAnArY7f3a9';
/** The canary as it stands in files, tokens and dumps. */
const SHAPES = [
  CANARY,
  btoa(CANARY).slice(2, -3),
  btoa(`u:${CANARY}`).slice(4, -3),
  Buffer.from(CANARY).toString('hex'),
];

const TOKEN = serviceAccountToken('team', 'app', CANARY);
const IMAGE = 'r.example/x';

type Case = readonly [
  name: string,
  make: (folder: TemporaryFolder) => {
    config: string;
    input?: string | Uint8Array;
    args?: readonly string[];
  },
];

const rule = (backend: object, extra: object = {}): object => ({
  name: 'canary',
  matchImages: ['r.example'],
  ...extra,
  ...backend,
});
const good = configText([rule({ static: { username: 'u', password: CANARY } })]);
const goodChain = [
  rule({ static: { username: 'u', password: CANARY } }, { name: 'a', continue: true }),
  rule({ static: { username: 'u', passwordFile: '/no/such/file' } }, { name: 'b', continue: true }),
  rule({ static: { username: 'u', password: CANARY } }, { name: 'c', thenAnonymous: true }),
];
const dockerConfig = (folder: TemporaryFolder, content: unknown): { config: string } => ({
  config: configText([
    rule({
      dockerConfig: {
        path: folder.write('dc.json', typeof content === 'string' ? content : JSON.stringify(content)),
      },
    }),
  ]),
});

const helped = (folder: TemporaryFolder, body: string): { config: string } => {
  folder.write('docker-credential-one', `#!/bin/sh\n${body}\n`, 0o755);
  const path = folder.write('dc.json', '{"credsStore":"one"}');
  return { config: configText([rule({ dockerConfig: { path, helpers: folder.path } })]) };
};

const failing: readonly Case[] = [
  // The request.
  [
    'a torn request with a token',
    () => ({ config: good, input: request(IMAGE, { serviceAccountToken: TOKEN }).slice(0, -3) }),
  ],
  [
    'a request of another kind with a token',
    () => ({ config: good, input: request(IMAGE, { kind: 'X', serviceAccountToken: TOKEN }) }),
  ],
  [
    'a token that is an object',
    () => ({ config: good, input: request(IMAGE, { serviceAccountToken: { token: TOKEN } }) }),
  ],
  [
    'a token where the annotations belong',
    () => ({ config: good, input: request(IMAGE, { serviceAccountAnnotations: TOKEN }) }),
  ],
  ['the token alone', () => ({ config: good, input: TOKEN })],
  [
    'a request with a token that is too large',
    () => ({ config: good, input: request(IMAGE, { serviceAccountToken: CANARY.repeat(200_000) }) }),
  ],
  [
    'a token that is no JWT, where it decides',
    () => ({
      config: configText([
        rule({ static: { username: 'u', password: CANARY } }, { matchServiceAccounts: ['a/b'] }),
      ]),
      input: request(IMAGE, { serviceAccountToken: `${CANARY}.${CANARY}.${CANARY}` }),
    }),
  ],
  [
    'a JWT of somebody who is no service account',
    () => ({
      config: configText([
        rule({ static: { username: 'u', password: CANARY } }, { matchServiceAccounts: ['a/b'] }),
      ]),
      input: request(IMAGE, {
        serviceAccountToken: `e30.${btoa(JSON.stringify({ sub: CANARY }))}.${CANARY}`,
      }),
    }),
  ],
  // A token that is a registry's password.
  ...(
    [
      ['for another audience', { audience: 'other' }, TOKEN],
      ['without an end', { audience: 'test' }, TOKEN],
      ['that has expired', { audience: 'test' }, serviceAccountToken('team', 'app', CANARY, { exp: 1 })],
      [
        'for several',
        { audience: 'test' },
        serviceAccountToken('team', 'app', CANARY, { aud: ['test', 'b'] }),
      ],
      ['with a blank', { audience: 'test' }, serviceAccountToken('team', 'app', `a ${CANARY}`)],
      ['that is huge', { audience: 'test' }, serviceAccountToken('team', 'app', CANARY.repeat(2000))],
      ['of a user', { audience: 'test' }, serviceAccountToken('team', 'app', CANARY, { sub: 'user' })],
    ] as const
  ).map(
    ([name, section, token]): Case => [
      `a token for a registry ${name}`,
      () => ({
        config: configText([
          rule({ serviceAccountToken: { username: 'u', ...section } }, { identity: 'serviceAccount' }),
        ]),
        input: request(IMAGE, { serviceAccountToken: token }),
      }),
    ],
  ),
  [
    'a token where its username belongs',
    () => ({
      config: configText([
        rule(
          { serviceAccountToken: { username: { value: CANARY }, audience: 'test', token: CANARY } },
          { identity: 'serviceAccount' },
        ),
      ]),
    }),
  ],
  // The configuration.
  ['a torn configuration', () => ({ config: `${good.slice(0, -4)}` })],
  [
    'an unknown field beside the password',
    () => ({ config: configText([rule({ static: { username: 'u', password: CANARY, x: CANARY } })]) }),
  ],
  [
    'a misspelt password',
    () => ({ config: configText([rule({ static: { username: 'u', passwrod: CANARY } })]) }),
  ],
  [
    'a password that is a list',
    () => ({ config: configText([rule({ static: { username: 'u', password: [CANARY] } })]) }),
  ],
  [
    'a password that is a map',
    () => ({ config: configText([rule({ static: { username: 'u', password: { value: CANARY } } })]) }),
  ],
  ['a static rule that is the password', () => ({ config: configText([rule({ static: CANARY })]) })],
  ['a password twice', () => ({ config: good.replace('"password"', `"password":"${CANARY}","password"`) })],
  [
    'a password in the wrong place',
    () => ({ config: configText([rule({ password: CANARY, static: { username: 'u' } })]) }),
  ],
  [
    'both ways to give a password',
    () => ({
      config: configText([rule({ static: { username: 'u', password: CANARY, passwordFile: '/x' } })]),
    }),
  ],
  [
    'two backends',
    () => ({
      config: configText([
        rule({ static: { username: 'u', password: CANARY }, dockerConfig: { path: '/x' } }),
      ]),
    }),
  ],
  [
    'a password as a YAML alias that does not exist',
    () => ({ config: `${good}\n# *${CANARY}\nx: *${CANARY}\n` }),
  ],
  [
    'a password that YAML does not take',
    () => ({ config: `rules:\n  - static:\n      password: "${CANARY}\n      username: u\n` }),
  ],
  [
    'a password of the wrong indentation',
    () => ({ config: `rules:\n  - static:\n      username: u\n   password: ${CANARY}\n` }),
  ],
  [
    'a multi-line password',
    () => ({ config: `rules:\n  - static:\n      password: |\n     ${CANARY}\n    ${CANARY}: x\n` }),
  ],
  [
    'a password with a tag',
    () => ({ config: `rules:\n  - static: {username: u, password: !secret ${CANARY}}\n` }),
  ],
  [
    'an environment-like password',
    () => ({ config: good.replace(CANARY, `\${${CANARY}`).replace('"kind"', '"knid"') }),
  ],
  // An identity binding of AKS.
  [
    'an identity binding, and a token for another audience',
    (folder) => identityBinding(folder, serviceAccountToken('team', 'app', CANARY, { aud: ['test'] })),
  ],
  [
    'an identity binding, and a token that is huge',
    (folder) => identityBinding(folder, serviceAccountToken('team', 'app', CANARY.repeat(2000))),
  ],
  [
    'an identity binding whose authorities are a secret',
    (folder) =>
      identityBinding(
        folder,
        serviceAccountToken('team', 'app', CANARY, { aud: ['api://AKSIdentityBinding'] }),
      ),
  ],
  // A secret in Vault.
  [
    'a login at Vault, and a token for another audience',
    () => vault({}, serviceAccountToken('team', 'app', CANARY, { aud: ['other'] })),
  ],
  [
    'a login at Vault, and a token that is huge',
    () => vault({}, serviceAccountToken('team', 'app', CANARY.repeat(2000))),
  ],
  ['a login at a Vault that is not there', () => vault({})],
  [
    'a Vault whose authorities are a secret',
    (folder) => vault({ address: 'https://127.0.0.1:1', caFile: folder.write('p', CANARY) }),
  ],
  [
    'a token for Vault in a file that holds something else',
    (folder) => vault({ subject: { file: folder.write('p', `${CANARY} ${CANARY}`) } }),
  ],
  [
    'a token for Vault in a file, which AWS takes too',
    (folder) =>
      vault({
        subject: {
          file: folder.write('p', serviceAccountToken('team', 'app', CANARY, { aud: ['sts.amazonaws.com'] })),
        },
      }),
  ],
  // Files of secrets.
  [
    'a password file that is not UTF-8',
    (folder) => ({
      config: configText([
        rule({
          static: {
            username: 'u',
            passwordFile: folder.write('p', Buffer.concat([Buffer.from(CANARY), Buffer.from([0xff])])),
          },
        }),
      ]),
    }),
  ],
  [
    'a password file that is too large',
    (folder) => ({
      config: configText([
        rule({ static: { username: 'u', passwordFile: folder.write('p', CANARY.repeat(200_000)) } }),
      ]),
    }),
  ],
  [
    'a docker config that is torn',
    (folder) => dockerConfig(folder, `{"auths":{"r.example":{"auth":"${btoa(`u:${CANARY}`)}"`),
  ],
  ['a docker config that is the password', (folder) => dockerConfig(folder, CANARY)],
  [
    'a docker config whose auth is the password',
    (folder) => dockerConfig(folder, { auths: { 'r.example': { auth: `${CANARY}!` } } }),
  ],
  [
    'a docker config entry that is the password',
    (folder) => dockerConfig(folder, { auths: { 'r.example': CANARY } }),
  ],
  [
    'a docker config with an identity token',
    (folder) => dockerConfig(folder, { auths: { 'r.example': { identitytoken: CANARY, auth: btoa('u:') } } }),
  ],
  [
    'a docker config with the password as a list',
    (folder) => dockerConfig(folder, { auths: { 'r.example': { password: [CANARY] } } }),
  ],
  [
    'a docker config of others',
    (folder) => dockerConfig(folder, { auths: { 's.example': { auth: btoa(`u:${CANARY}`) } } }),
  ],
  // Its helpers.
  ...[
    `echo '{"Username":"u","Secret":"${CANARY}"' # torn`,
    `echo '{"Username":"u","Secret":"${CANARY}"}'; exit 1`,
    `echo '{"Username":"<token>","Secret":"${CANARY}"}'`,
    `echo ${CANARY} >&2; exit 1`,
    `echo ${CANARY}`,
    `printf '{"Username":"u","Secret":"${CANARY}'; yes ${CANARY}`,
    `printf '{"Username":"u","Secret":"${CANARY}"}'; kill -KILL $$`,
  ].map(
    (body): Case => [
      `a credential helper: ${body.replaceAll(CANARY, '…')}`,
      (folder) => helped(folder, body),
    ],
  ),
  // Several rules.
  [
    'a chain whose rules all fail',
    (folder) => ({
      config: configText([
        rule({ dockerConfig: { path: folder.write('dc.json', CANARY) } }, { name: 'a', continue: true }),
        rule({ dockerConfig: { path: folder.write('dc.json', CANARY) } }, { name: 'b' }),
      ]),
    }),
  ],
  [
    'a chain whose required rule fails behind one that works',
    (folder) => ({
      config: configText([
        rule({ static: { username: 'u', password: CANARY } }, { name: 'a', continue: true }),
        rule({ dockerConfig: { path: folder.write('dc.json', CANARY) } }, { name: 'b', required: true }),
      ]),
    }),
  ],
  // The command line.
  ['an unknown option with a value', () => ({ config: good, args: [`--password=${CANARY}`] })],
  ['an option that takes no value', () => ({ config: good, args: [`--help=${CANARY}`] })],
];

describe('a failure shows no secret', () => {
  for (const [name, make] of failing) {
    test(name, async (t) => {
      const folder = temporaryFolder(t);
      const { config, input = request(IMAGE), args = [] } = make(folder);
      const file = folder.write('config.yaml', config);
      const result = await run({ args: ['--config', file, ...args], input, cwd: folder.path });
      assert.equal(result.stdout, '', 'a failure writes nothing to stdout');
      assert.ok(result.exit === 1 || result.exit === 2, `exit ${result.exit}: ${result.stdout}`);
      assert.match(result.stderr, /^[^\n]+ \[[A-Z_]+\]$/);
      assertClean(result.stderr);
      const explained = await run({ args: ['--config', file, ...args, 'explain', IMAGE], cwd: folder.path });
      assertClean(explained.stdout + explained.stderr);
      const json = await run({
        args: ['--config', file, ...args, 'explain', IMAGE, '-o', 'json'],
        cwd: folder.path,
      });
      assertClean(json.stdout + json.stderr);
      for (const output of ['text', 'json']) {
        const checked = await run({ args: ['--config', file, 'check', '-o', output], cwd: folder.path });
        assertClean(checked.stdout + checked.stderr);
      }
      const generated = await run({
        args: ['--config', file, 'generate', 'kubelet-config'],
        cwd: folder.path,
      });
      assertClean(generated.stdout + generated.stderr);
      assertNoNewFiles(folder);
    });
  }
});

test('no command shows a secret of a rule that works', async (t) => {
  const folder = temporaryFolder(t);
  const file = folder.write('config.yaml', good);
  for (const args of [
    ['explain', IMAGE],
    ['explain', IMAGE, '-o', 'json'],
    ['check'],
    ['check', '-o', 'json'],
    ['generate', 'kubelet-config'],
    ['generate', 'rbac'],
  ]) {
    const result = await run({ args: ['--config', file, ...args] });
    assert.equal(result.exit, 0);
    assertClean(result.stdout + result.stderr);
  }
});

test("no secret of the kubelet's configuration is in what is proposed for it, nor in what is wrong with it", async (t) => {
  const folder = temporaryFolder(t);
  const entry = (name: string, fields: object) => ({
    name,
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    defaultCacheDuration: '0s',
    matchImages: ['r.example', `u:${CANARY}@r.example`],
    ...fields,
  });
  const env = (name: string) => ({ env: [{ name, value: CANARY }] });
  const providers = [
    entry('static', env('SCP_REGISTRY_PASSWORD')),
    entry('static-file', { args: ['--config', '/f', `--password=${CANARY}`] }),
    entry('vault', { args: [`--vault-token=${CANARY}`, CANARY], ...env('VAULT_TOKEN') }),
    entry('ecr', { matchImages: ['*.dkr.ecr.*.amazonaws.com'], ...env('AWS_SECRET_ACCESS_KEY') }),
    entry('acr', {
      matchImages: ['*.azurecr.io'],
      args: [`--password=${CANARY}`],
      ...env('AZURE_CLIENT_SECRET'),
    }),
    entry('jfrog', {
      env: [
        { name: 'cloud_provider', value: 'generic' },
        { name: 'artifactory_url', value: `https://u:${CANARY}@r.example` },
      ],
    }),
    entry('cloudsmith', {
      matchImages: ['docker.cloudsmith.io'],
      env: [{ name: 'CLOUDSMITH_API_HOST', value: `u:${CANARY}@r.example` }],
    }),
    entry('other', { args: [CANARY, `--token=${CANARY}`], ...env('TOKEN') }),
  ];
  const text = JSON.stringify({
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers,
  });
  const broken = [
    text,
    text.slice(0, -1),
    text.replaceAll('"name":"static"', '"name":"static","nane":{}'),
    `${CANARY}\n${text}`,
  ];
  for (const [index, content] of broken.entries()) {
    const file = folder.write(`kubelet-${index}`, content);
    const { exit, stdout, stderr } = await run({
      args: ['generate', 'config', '--from-kubelet-config', file],
    });
    assert.equal(exit, index === 0 ? 0 : 2, stderr);
    assertClean(stdout + stderr);
  }
});

test('nor of a chain of which one rule fails, the log included', async (t) => {
  const folder = temporaryFolder(t);
  const log = join(folder.path, 'log');
  const file = folder.write('config.yaml', configText(goodChain, { log: { file: log } }));
  const { exit, stderr } = await run({ args: ['--config', file], input: request(IMAGE) });
  assert.deepEqual([exit, stderr], [0, '']);
  const line = readFileSync(log, 'utf8');
  assert.match(line, /"level":"warning".*"chain":\[.*"rule":"b".*"result":"failure"/);
  assertClean(line);
  for (const args of [['explain', IMAGE], ['explain', IMAGE, '-o', 'json'], ['check']]) {
    const { stdout: told, stderr: said } = await run({ args: ['--config', file, ...args] });
    assertClean(told + said);
  }
});

test('the answer does hold it: the canary can sing', async (t) => {
  const file = temporaryFolder(t).write('config.yaml', good);
  const { stdout, stderr } = await run({ args: ['--config', file], input: request(IMAGE) });
  assert.match(stdout, new RegExp(CANARY));
  assert.equal(stderr, '');
});

/** The file of its authorities is the canary. */
function identityBinding(folder: TemporaryFolder, token: string): ReturnType<Case[1]> {
  const acr = {
    clientId: '11111111-2222-3333-4444-555555555555',
    endpoint: 'http://127.0.0.1:1',
    identityBinding: { sniName: 'a.example', apiServer: '127.0.0.1:1', caFile: folder.write('p', CANARY) },
  };
  return {
    config: configText([{ name: 'a', matchImages: ['*.azurecr.io'], identity: 'serviceAccount', acr }]),
    input: request('corp1.azurecr.io/app', { serviceAccountToken: token }),
  };
}

/** As the node where it has a token in a file, else as the Pod. */
function vault(fields: object, token = TOKEN): ReturnType<Case[1]> {
  const isNode = 'subject' in fields;
  const store = { address: 'http://127.0.0.1:1', path: 'a', kubernetes: { role: 'pull' }, ...fields };
  return {
    config: configText([
      isNode
        ? rule({ secret: { vault: store } })
        : rule(
            { secret: { vault: { serviceAccountTokenAudience: 'test', ...store } } },
            { identity: 'serviceAccount' },
          ),
    ]),
    input: isNode ? request(IMAGE) : request(IMAGE, { serviceAccountToken: token }),
  };
}

function assertClean(text: string): void {
  for (const shape of SHAPES) {
    assert.ok(!text.includes(shape), `shows a secret: ${text}`);
  }
}

function assertNoNewFiles(folder: TemporaryFolder): void {
  for (const name of readdirSync(folder.path)) {
    assert.ok(
      ['config.yaml', 'p', 'dc.json', 'docker-credential-one'].includes(name),
      `a file has appeared: ${name}`,
    );
    assertClean(name);
  }
  assert.ok(readFileSync(join(folder.path, 'config.yaml')).length > 0);
}
