// Secret stores from end to end: what was built, the stores under their real host names behind a proxy with an authority
// of its own, and nothing of a secret in what the process writes.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Clouds, type CloudsConfig, startClouds } from '../clouds/clouds.ts';
import { EXECUTABLE, type RunResult, request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';

const CANARY = 'cAnArY7f3a9';
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const CLIENT = '00000000-aaaa-4aaa-8aaa-000000000001';
const NODE = 'node@example-project.iam.gserviceaccount.com';
const ROLE = 'arn:aws:iam::123456789012:role/node';
const PAIR = JSON.stringify({ username: 'puller', password: CANARY });
const DOCKER_CONFIG = JSON.stringify({
  auths: {
    'registry.example/team': { username: 'team', password: CANARY },
    'other.example': { username: 'other', password: 'other' },
  },
});
const ID = '00000000-0000-4000-8000-000000000002';

const WORLD: CloudsConfig = {
  aws: {
    roles: [{ arn: ROLE, allows: ['secretsmanager:GetSecretValue', 'ssm:GetParameter'] }],
    instance: { role: ROLE, region: 'eu-west-1' },
    secrets: [
      { name: 'pull/hub', versions: [{ id: ID, text: PAIR }] },
      { name: 'pull/config', versions: [{ id: ID, text: DOCKER_CONFIG }] },
      { name: 'pull/key', versions: [{ id: ID, text: PAIR }], kms: 'denied' },
      { name: 'pull/nonsense', versions: [{ id: ID, text: CANARY }] },
    ],
    parameters: [{ name: '/pull/hub', versions: [{ id: '1', text: PAIR }] }],
  },
  azure: {
    tenants: [TENANT],
    identities: [{ clientId: CLIENT, tenant: TENANT, assigned: 'user' }],
    vaults: [
      {
        host: 'team.vault.azure.net',
        tenant: TENANT,
        readers: [CLIENT],
        secrets: { hub: [{ version: '0123456789abcdef0123456789abcdef', value: PAIR }] },
      },
    ],
  },
  google: {
    projectId: 'example-project',
    accounts: [{ email: NODE }],
    machine: { accounts: { default: NODE } },
    secrets: [
      {
        name: 'projects/example-project/secrets/hub',
        accessors: [`serviceAccount:${NODE}`],
        versions: [{ text: PAIR }],
      },
    ],
  },
};

interface World {
  readonly clouds: Clouds;
  readonly folder: TemporaryFolder;
}

async function start(context: TestContext): Promise<World> {
  const clouds = await startClouds(WORLD);
  context.after(() => clouds.close());
  return { clouds, folder: temporaryFolder(context) };
}

function pull(
  { clouds, folder }: World,
  secret: object,
  { image = 'registry.example/team/app', args = [] as readonly string[], top = {} } = {},
): Promise<RunResult> {
  const rules = [{ name: 'hub', matchImages: ['registry.example'], secret }];
  // Written once: processes of a test may read them at the same time.
  const write = (name: string, text: string) => {
    const path = join(folder.path, name);
    return existsSync(path) && readFileSync(path, 'utf8') === text ? path : folder.write(name, text);
  };
  const caFile = write('ca.pem', clouds.internet.authority.certificate);
  const config = write('config.json', configText(rules, { caFile, ...top }));
  return run({
    command: [EXECUTABLE],
    args: [...args, '--config', config],
    input: args.length > 0 ? '' : request(image),
    env: { HOME: folder.path, ...clouds.env },
  });
}

const AWS = { awsSecretsManager: { secretId: 'pull/hub', region: 'eu-west-1' } };
const STORES: Readonly<Record<string, readonly [secret: object, target: string]>> = {
  'AWS Secrets Manager': [AWS, 'secretsmanager.eu-west-1.amazonaws.com:443 200'],
  'AWS Parameter Store': [
    { awsParameterStore: { name: '/pull/hub', region: 'eu-central-1' } },
    'ssm.eu-central-1.amazonaws.com:443 200',
  ],
  'Google Secret Manager': [
    { googleSecretManager: { project: 'example-project', secret: 'hub' } },
    'secretmanager.googleapis.com:443 200',
  ],
  'Azure Key Vault': [
    { azureKeyVault: { vault: 'team', name: 'hub', managedIdentity: { clientId: CLIENT } } },
    'team.vault.azure.net:443 200',
  ],
};

for (const [name, [secret, target]] of Object.entries(STORES)) {
  test(`${name}: as the node, through the proxy, under its real name`, async (context) => {
    const world = await start(context);
    const { exit, stdout, stderr } = await pull(world, secret);
    assert.deepEqual([exit, stderr], [0, '']);
    const { auth, cacheKeyType, cacheDuration } = JSON.parse(stdout);
    assert.deepEqual(auth, { 'registry.example': { username: 'puller', password: CANARY } });
    assert.equal(cacheKeyType, 'Registry');
    assert.match(cacheDuration, /^(?:11m59|12m)/); // 15 minutes, less a fifth
    assert.deepEqual(
      world.clouds.internet.proxy.targets.map(({ target: host, status }) => `${host} ${status}`),
      [target],
    );
  });
}

test('a docker config: the entries that match, and for one image only', async (context) => {
  const world = await start(context);
  const secret = { awsSecretsManager: { secretId: 'pull/config', region: 'eu-west-1' } };
  const { stdout } = await pull(world, secret);
  const { auth, cacheKeyType } = JSON.parse(stdout);
  assert.deepEqual(auth, { 'registry.example/team': { username: 'team', password: CANARY } });
  assert.equal(cacheKeyType, 'Image');
  const other = await pull(world, secret, { image: 'registry.example/other/app' });
  assert.match(other.stderr, /has no entry that matches .*\[DOCKER_CONFIG_NO_ENTRY\]$/m);
});

test('50 Pods at once: one request, and the password is in no name of a file', async (context) => {
  const world = await start(context);
  const top = { cache: { directory: join(world.folder.path, 'cache') } };
  world.clouds.aws.services.secretsmanager.misbehave({ kind: 'late', ms: 500 });
  const images = Array.from({ length: 50 }, (_, index) => `registry.example/team/app-${index}`);
  const results = await Promise.all(images.map((image) => pull(world, AWS, { image, top })));
  assert.deepEqual(
    results.filter(({ exit }) => exit !== 0).map(({ stderr }) => stderr),
    [],
  );
  const asked = world.clouds.aws.requests.filter(({ service }) => service === 'secretsmanager');
  assert.equal(asked.length, 1);
  assert.ok(readdirSync(join(world.folder.path, 'cache')).every((name) => !name.includes(CANARY)));
});

const FAILURES: Readonly<Record<string, readonly [secretId: string, line: RegExp]>> = {
  'its key is refused': ['pull/key', /may not decrypt the secret with its KMS key.*\[BACKEND_DENIED\]$/m],
  'it does not exist': ['pull/none', /does not exist in this region and account.*\[BACKEND_NOT_FOUND\]$/m],
  'it holds no credential': ['pull/nonsense', /expected a docker config.*\[SECRET_INVALID\]$/m],
};
for (const [name, [secretId, line]] of Object.entries(FAILURES)) {
  test(`${name}: one line, without the secret, nor in the log`, async (context) => {
    const world = await start(context);
    const log = join(world.folder.path, 'log.json');
    const top = { log: { file: log } };
    const result = await pull(world, { awsSecretsManager: { secretId, region: 'eu-west-1' } }, { top });
    assert.deepEqual([result.exit, result.stdout], [1, '']);
    assert.match(result.stderr, line);
    assert.ok(![result.stderr, readFileSync(log, 'utf8')].some((text) => text.includes(CANARY)));
  });
}

test('explain says which store would be asked, where and as whom, and asks nothing', async (context) => {
  const world = await start(context);
  const result = await pull(world, AWS, { args: ['explain', 'registry.example/team/app'] });
  assert.equal(result.exit, 0);
  for (const word of [/Secrets Manager/, /pull\/hub/, /eu-west-1/]) assert.match(result.stdout, word);
  assert.equal(world.clouds.aws.requests.length, 0);
});
