// V8's code caches for the executable, taken after a warm-up: they hold the functions that the kubelet's paths
// compile, so that none of them is compiled again on a node.

import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCannedClouds, waysTo } from './canned-clouds.mjs';
import { openFilledPipe } from './filled-pipe.mjs';

const WARM_UP = fileURLToPath(new URL('warm-up.cjs', import.meta.url));
const CHECK = fileURLToPath(new URL('check-code-cache.cjs', import.meta.url));

/**
 * Without it, no two caches are the same bytes: they hold what V8's background threads had compiled by then. It does not
 * change how V8 sees the cache on a node.
 */
const DETERMINISTIC = ['--predictable'];

const IMAGE = 'registry.example:8443/team/app/image';

/** With all claims that are read of one; it ends in this century. */
const TOKEN = [
  { alg: 'RS256' },
  {
    iss: 'https://oidc.example',
    sub: 'system:serviceaccount:team:app',
    aud: ['registry.example'],
    exp: 4e9,
    'kubernetes.io': { serviceaccount: { uid: '1b2c' } },
  },
  'signature',
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

const REQUESTS = {
  v1: { apiVersion: 'credentialprovider.kubelet.k8s.io/v1', kind: 'CredentialProviderRequest', image: IMAGE },
  serviceAccount: {
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    kind: 'CredentialProviderRequest',
    image: IMAGE,
    serviceAccountToken: `e30.${Buffer.from('{"sub":"system:serviceaccount:team:app"}').toString('base64url')}.e30`,
    serviceAccountAnnotations: { 'example.com/role': 'puller' },
  },
  token: {
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    kind: 'CredentialProviderRequest',
    image: IMAGE,
    serviceAccountToken: TOKEN,
  },
};

const HEAD = `# comment
apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
deadline: 45s   # comment
rules:
  - name: 'first'
    matchImages: ["*.dkr.ecr.*.amazonaws.com.cn", '*.azurecr.us', "gcr.io", 210987654321.dkr.ecr.eu-west-1.amazonaws.com/team-a/]
    static: { username: "u", password: 'p' }
`;

const DOCKER_CONFIG = JSON.stringify({
  auths: {
    'registry.example:8443': { auth: Buffer.from('robot:secret').toString('base64') },
    'https://registry.example:8443/v2/team/app': { username: 'robot', password: 'secret' },
    'https://index.docker.io/v1/': { auth: Buffer.from('robot:secret').toString('base64') },
  },
});

/** Where a run finds the file that its rule names: a path that is the same wherever we build. */
const SECRET_FILE = '/proc/self/fd/3';
const CONFIG_FILE = '/proc/self/fd/4';
/** And the node-wide cache, in the folder that the run works in. */
const CACHE_DIRECTORY = '/proc/self/cwd/cache';

/** What the kubelet's path is warmed with, run after run. */
const SCENARIOS = [
  { request: REQUESTS.v1, config: HEAD, secret: '' },
  {
    request: REQUESTS.v1,
    secret: 'registry-password\n',
    config: `${HEAD}  - name: static
    matchImages:
      - "*.example:8443/team"   # comment
      - registry.example:8443
    static:
      username: robot$puller
      passwordFile: ${SECRET_FILE}
      cacheDuration: 10m
`,
  },
  {
    request: REQUESTS.serviceAccount,
    secret: DOCKER_CONFIG,
    config: `${HEAD}  - name: account
    matchImages: ["registry.example:8443"]
    matchServiceAccounts: ["other/*"]
    static: { username: u, passwordFile: ${SECRET_FILE} }
  - name: docker-config
    dockerConfig:
      path: ${SECRET_FILE}
`,
  },
  {
    request: REQUESTS.token,
    secret: '',
    config: `${HEAD}  - name: token
    matchImages: ["registry.example:8443"]
    identity: serviceAccount
    serviceAccountToken: { username: jwt, audience: registry.example }
`,
  },
  {
    // What src/yaml/plain.ts leaves to the library.
    request: REQUESTS.v1,
    secret: 'registry-password\n',
    config: `%YAML 1.2
---
${HEAD}  - name: &name "st\\x61tic"
    matchImages: [
      "*.example:8443/team",
      registry.example:8443, # comment
    ]
    static:
      username: 'it''s the puller'
      passwordFile: >-
        ${SECRET_FILE}
    # comment
    matchServiceAccounts: &accounts
      - other/*
  - name: again
    matchImages: [registry.example:8443]
    matchServiceAccounts: *accounts
    static: { username: u v, password: "p" }
`,
  },
  {
    request: REQUESTS.v1,
    secret: DOCKER_CONFIG,
    config: JSON.stringify({
      apiVersion: 'registry-credential-provider/v1alpha1',
      kind: 'RegistryCredentialProviderConfig',
      rules: [{ name: 'all', matchImages: ['registry.example:8443'], dockerConfig: { path: SECRET_FILE } }],
    }),
  },
];

const MISTAKEN = `${HEAD}    matchImage: [registry.example]\n`;

/** For a person: what these runs compile of the main script, no pull has to read. None looks at the machine. */
const COMMANDS = [
  ['help'],
  ['version'],
  ['install', '--help'],
  ['explain', IMAGE, '--config', CONFIG_FILE],
  ['generate', 'kubelet-config', '--config', CONFIG_FILE],
].map((args) => ({ ...SCENARIOS[1], args, written: 'commands' }));

/** A credential helper, which the machine that builds does not have. */
const HELPED = `${HEAD}  - name: helped
    matchImages: ["registry.example:8443"]
    dockerConfig: { path: ${SECRET_FILE}, helpers: /usr/lib/warm-up }
`;

/** A mirror's credential, a rule that fails, the origin's, and none at last. */
const CHAIN = `${HEAD}  - name: mirror
    matchImages: ["registry.example:8443"]
    continue: true
    static: { username: u, passwordFile: ${SECRET_FILE} }
  - name: missing
    matchImages: ["registry.example:8443/team/"]
    continue: true
    static: { username: u, passwordFile: /proc/self/cwd/missing }
  - name: origin
    matchImages: ["registry.example:8443"]
    thenAnonymous: true
    static: { username: u, password: p }
`;

const LOG = 'log: { file: /proc/self/cwd/log }\n';

/** What few pulls need of the main script is in their own caches only. */
const OTHERS = [
  ...COMMANDS,
  { ...SCENARIOS[1], config: `${SCENARIOS[1]?.config}${LOG}`, written: 'log' },
  { ...SCENARIOS[1], secret: '{"credsStore":"warm-up"}', config: HELPED, written: 'programs', exit: 1 },
  { config: CHAIN, secret: 'registry-password\n', written: 'chain' },
  { args: ['--config', CONFIG_FILE], config: MISTAKEN, written: 'mistakes', exit: 2 },
];

/** The usual way through each chunk; and the answer of the node's cache after that. */
function cloudScenarios(url) {
  return Object.entries(waysTo(url)).flatMap(([name, { image, rule, env, request }]) => {
    const scenario = {
      request: { ...REQUESTS.v1, image, ...request },
      config: `${HEAD}  - ${JSON.stringify({ name, ...rule })}\ncache: { directory: ${CACHE_DIRECTORY} }\n`,
      env,
    };
    return [scenario, scenario];
  });
}

/**
 * Takes the code caches of the main script and of the chunks: NAME.cache beside NAME.js.
 * @param command what runs the runtime, behind an emulator where it is for another machine, with its options
 */
export async function takeCodeCaches({ folder, main, chunks }, command) {
  const work = join(folder, 'warm-up');
  mkdirSync(work);
  const clouds = await startCannedClouds();
  try {
    [...SCENARIOS, ...cloudScenarios(clouds.url), ...OTHERS].forEach(warmUp);
  } finally {
    clouds.stop();
  }
  run('check', [...command, CHECK, folder, main]);
  const missing = [main, ...chunks].filter((name) => !existsSync(join(folder, `${name}.cache`)));
  if (missing.length > 0) {
    throw new Error(`no warm-up has loaded ${missing.join(', ')}`);
  }

  function warmUp(scenario, index) {
    const {
      args = ['--config', CONFIG_FILE],
      request = REQUESTS.v1,
      config,
      secret = '',
      env = {},
      written = 'all',
      exit = 0,
    } = scenario;
    const name = `warm-up ${index}`;
    const stdio = [
      openFilledPipe(join(work, 'stdin'), JSON.stringify(request)),
      'pipe',
      'pipe',
      openFile(join(work, 'secret'), secret),
      openFile(join(work, 'config'), config),
    ];
    const warmed = [...DETERMINISTIC, WARM_UP, folder, main, written, ...args];
    const stdout = run(name, [...command, ...warmed], { stdio, env, cwd: work }, exit);
    for (const fd of stdio) if (typeof fd === 'number') closeSync(fd);
    if (written === 'all' && !stdout.startsWith('{')) {
      throw new Error(`${name}: expected a response, got: ${stdout}`);
    }
  }
}

/**
 * @param {string} what
 * @param {string[]} command
 * @returns {string} what it writes to stdout; to stderr it must write nothing, unless it is to fail
 */
function run(what, [program = '', ...args], options = {}, exit = 0) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    env: {},
    encoding: 'utf8',
    ...options,
  });
  if (error !== undefined || status !== exit || (stderr === '') !== (exit === 0)) {
    throw new Error(`${what} of the code caches failed (${error ?? status}): ${stderr}${stdout}`);
  }
  return stdout;
}

function openFile(path, content) {
  writeFileSync(path, content);
  return openSync(path, 'r');
}
