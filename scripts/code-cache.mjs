// V8's code cache for the executable, taken after a warm-up: it holds the functions that the kubelet's path
// compiles, so that none of them is compiled again on a node.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WARM_UP = fileURLToPath(new URL('warm-up.cjs', import.meta.url));

/** Seeds V8's string hashes, which the cache contains: without it, no two caches are the same bytes. */
const DETERMINISTIC = '--random-seed=1';

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

const SECRET = 'registry-password\n';
const DOCKER_CONFIG = JSON.stringify({
  auths: {
    'registry.example:8443': { auth: Buffer.from('robot:secret').toString('base64') },
    'https://registry.example:8443/v2/team/app': { username: 'robot', password: 'secret' },
    'https://index.docker.io/v1/': { auth: Buffer.from('robot:secret').toString('base64') },
  },
});

/** What the kubelet's path is warmed with: the configuration of each run, or none for the built-in one. */
function scenarios(folder) {
  const secret = join(folder, 'password');
  const dockerConfig = join(folder, 'config.json');
  writeFileSync(secret, SECRET);
  writeFileSync(dockerConfig, DOCKER_CONFIG);
  return [
    { request: REQUESTS.v1, config: HEAD },
    {
      request: REQUESTS.v1,
      config: `${HEAD}  - name: static
    matchImages:
      - "*.example:8443/team"   # comment
      - registry.example:8443
    static:
      username: robot$puller
      passwordFile: ${secret}
      cacheDuration: 10m
`,
    },
    {
      request: REQUESTS.serviceAccount,
      config: `${HEAD}  - name: account
    matchImages: ["registry.example:8443"]
    matchServiceAccounts: ["other/*"]
    static: { username: u, passwordFile: ${secret} }
  - name: docker-config
    dockerConfig:
      path: ${dockerConfig}
`,
    },
    {
      request: REQUESTS.v1,
      config: JSON.stringify({
        apiVersion: 'registry-credential-provider/v1alpha1',
        kind: 'RegistryCredentialProviderConfig',
        rules: [
          { name: 'all', matchImages: ['registry.example:8443'], dockerConfig: { path: dockerConfig } },
        ],
      }),
    },
  ];
}

/**
 * Takes the code cache of a bundle.
 * @param command what runs the runtime: its path, behind an emulator where it is for another machine
 * @returns the cache, as the runtime accepts it
 */
export function takeCodeCache({ bundle, filename, command, execArgv, folder }) {
  const work = join(folder, 'warm-up');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const [program, ...programArgs] = command;
  let previous = '';
  scenarios(work).forEach(({ request, config }, index) => {
    const configFile = join(work, `config-${index}.yaml`);
    const output = join(work, `cache-${index}`);
    writeFileSync(configFile, config);
    const { status, stdout, stderr, error } = spawnSync(
      program,
      [...programArgs, ...execArgv, DETERMINISTIC, WARM_UP, bundle, filename, output, previous],
      {
        input: JSON.stringify(request),
        env: { REGISTRY_CREDENTIAL_PROVIDER_CONFIG: configFile },
        encoding: 'utf8',
      },
    );
    if (error !== undefined || status !== 0 || !stdout.startsWith('{') || stderr !== '') {
      throw new Error(`warm-up run ${index} failed (${error ?? status}): ${stderr}${stdout}`);
    }
    previous = output;
  });
  return readFileSync(previous);
}
