// V8's code cache for the executable, taken after a warm-up: it holds the functions that the kubelet's path
// compiles, so that none of them is compiled again on a node.

import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFilledPipe } from './filled-pipe.mjs';

const WARM_UP = fileURLToPath(new URL('warm-up.cjs', import.meta.url));

/**
 * Without these, no two caches are the same bytes: they hold V8's string hashes, which it seeds at random, and
 * what its background threads had compiled by then. Neither changes how V8 sees the cache on a node.
 */
const DETERMINISTIC = ['--random-seed=1', '--predictable'];

const IMAGE = 'registry.example:8443/team/app/image';

const REQUESTS = {
  v1: { apiVersion: 'credentialprovider.kubelet.k8s.io/v1', kind: 'CredentialProviderRequest', image: IMAGE },
  serviceAccount: {
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    kind: 'CredentialProviderRequest',
    image: IMAGE,
    serviceAccountToken: `e30.${Buffer.from('{"sub":"system:serviceaccount:team:app"}').toString('base64url')}.e30`,
    serviceAccountAnnotations: { 'example.com/role': 'puller' },
  },
};

const HEAD = `# comment
apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
deadline: 45s   # comment
rules:
  - name: 'first'
    matchImages: ["*.dkr.ecr.*.amazonaws.com", '*.azurecr.io', "gcr.io", 210987654321.dkr.ecr.eu-west-1.amazonaws.com/team-a/]
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
    request: REQUESTS.v1,
    secret: DOCKER_CONFIG,
    config: JSON.stringify({
      apiVersion: 'registry-credential-provider/v1alpha1',
      kind: 'RegistryCredentialProviderConfig',
      rules: [{ name: 'all', matchImages: ['registry.example:8443'], dockerConfig: { path: SECRET_FILE } }],
    }),
  },
];

/**
 * Takes the code cache of a bundle.
 * @param command what runs the runtime: its path, behind an emulator where it is for another machine
 * @returns the cache, as the runtime accepts it
 */
export function takeCodeCache({ bundle, filename, command, execArgv, folder }) {
  const work = join(folder, 'warm-up');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  let previous = '';
  SCENARIOS.forEach(({ request, config, secret }, index) => {
    const output = join(work, `cache-${index}`);
    const stdio = [
      openFilledPipe(join(work, `stdin-${index}`), JSON.stringify(request)),
      'pipe',
      'pipe',
      openFile(join(work, `secret-${index}`), secret),
      openFile(join(work, `config-${index}`), config),
    ];
    const [program, ...args] = [...command, ...execArgv, ...DETERMINISTIC, WARM_UP];
    const { status, stdout, stderr, error } = spawnSync(
      program,
      [...args, bundle, filename, output, previous, '--config', CONFIG_FILE],
      { stdio, env: {}, encoding: 'utf8' },
    );
    stdio.filter(Number.isInteger).forEach(closeSync);
    if (error !== undefined || status !== 0 || !stdout.startsWith('{') || stderr !== '') {
      throw new Error(`warm-up run ${index} failed (${error ?? status}): ${stderr}${stdout}`);
    }
    previous = output;
  });
  return readFileSync(previous);
}

function openFile(path, content) {
  writeFileSync(path, content);
  return openSync(path, 'r');
}
