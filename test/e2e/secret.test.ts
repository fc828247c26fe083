// Secret stores from end to end: what was built, the stores under their real host names behind a proxy with an authority
// of its own, and nothing of a secret in what the process writes.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createAuthority } from '../clouds/authority.ts';
import { type Clouds, type CloudsConfig, startClouds } from '../clouds/clouds.ts';
import { keySet, signingKeyOf, signServiceAccountToken } from '../clouds/jwt.ts';
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

const ISSUER = 'https://kubernetes.example';
const AUDIENCE = 'vault.corp.example';
const TOKEN = signServiceAccountToken(signingKeyOf('cluster'), {
  issuer: ISSUER,
  audience: AUDIENCE,
  namespace: 'team-a',
  name: 'app',
});

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
  vault: {
    issuers: [{ issuer: ISSUER, keys: keySet(signingKeyOf('cluster')) }],
    namespaces: {
      team: {
        auths: {
          jwt: {
            method: 'jwt',
            issuer: ISSUER,
            roles: { pull: { audiences: [AUDIENCE], reads: ['secret/data/pull/*'] } },
          },
        },
        engines: {
          secret: {
            version: 2,
            secrets: {
              'pull/hub': [{ data: { username: 'puller', password: CANARY } }],
              'pull/nonsense': [{ data: { one: CANARY, two: CANARY } }],
              'pull/gone': [{ data: { username: 'puller', password: CANARY }, deleted: true }],
            },
          },
        },
      },
    },
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
  {
    image = 'registry.example/team/app',
    args = [] as readonly string[],
    top = {},
    rule = {},
    token = undefined as string | undefined,
  } = {},
): Promise<RunResult> {
  const rules = [{ name: 'hub', matchImages: ['registry.example'], ...rule, secret }];
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
    input: args.length > 0 ? '' : request(image, token === undefined ? {} : { serviceAccountToken: token }),
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

const vault = (fields: object = {}) => ({
  vault: {
    address: 'https://vault.corp.example',
    namespace: 'team',
    path: 'pull/hub',
    jwt: { role: 'pull' },
    serviceAccountTokenAudience: AUDIENCE,
    ...fields,
  },
});
const AS_POD = { rule: { identity: 'serviceAccount' }, token: TOKEN };

test('Vault: as the Pod, through the proxy, under its real name; once for all Pods of the service account', async (context) => {
  const world = await start(context);
  const top = { cache: { directory: join(world.folder.path, 'cache') } };
  world.clouds.vault.services.vault.misbehave({ kind: 'late', ms: 300 });
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      pull(world, vault(), { ...AS_POD, top, image: `registry.example/team/app-${index}` }),
    ),
  );
  for (const { exit, stdout, stderr } of results) {
    assert.deepEqual([exit, stderr], [0, '']);
    const { auth, cacheKeyType, cacheDuration } = JSON.parse(stdout);
    assert.deepEqual(auth, { 'registry.example': { username: 'puller', password: CANARY } });
    assert.equal(cacheKeyType, 'Registry');
    assert.match(cacheDuration, /^(?:11m5|12m)/); // 15 minutes, less a fifth
  }
  assert.deepEqual(
    world.clouds.vault.requests.map(({ method, path, status }) => `${method} ${path} ${status}`),
    ['POST /v1/auth/jwt/login 200', 'GET /v1/secret/data/pull/hub 200'],
  );
  assert.deepEqual(
    world.clouds.internet.proxy.targets.map(({ target }) => target),
    ['vault.corp.example:443'],
  );
});

test('Vault: as the node, by a token in a file', async (context) => {
  const world = await start(context);
  const file = world.folder.write('node.jwt', TOKEN);
  const secret = vault({ serviceAccountTokenAudience: undefined, subject: { file } });
  const { exit, stdout } = await pull(world, secret);
  assert.equal(exit, 0);
  assert.equal(JSON.parse(stdout).auth['registry.example'].password, CANARY);
});

const OF_VAULT: Readonly<Record<string, readonly [fields: object, line: RegExp, token?: string]>> = {
  'is not there': [{ path: 'pull/none' }, /does not exist.*\[BACKEND_NOT_FOUND\]$/m],
  'was deleted': [{ path: 'pull/gone' }, /was deleted.*\[BACKEND_NOT_FOUND\]$/m],
  'holds no credential': [{ path: 'pull/nonsense' }, /it has the fields "one", "two".*\[SECRET_INVALID\]$/m],
  'is for another role': [
    { jwt: { role: 'other' } },
    /for service account team-a\/app as role other: the auth method has no such role .*\[BACKEND_NOT_FOUND\]$/m,
  ],
  'is asked for with a token of the API server': [
    {},
    /is for "https:\/\/kubernetes\.default\.svc" \(the Kubernetes API server\).*\[AUDIENCE_REFUSED\]$/m,
    signServiceAccountToken(signingKeyOf('cluster'), {
      issuer: ISSUER,
      audience: 'https://kubernetes.default.svc',
      namespace: 'team-a',
      name: 'app',
    }),
  ],
};
for (const [name, [fields, line, token = TOKEN]] of Object.entries(OF_VAULT)) {
  test(`Vault: a secret that ${name}: one line, without secrets, nor in the log`, async (context) => {
    const world = await start(context);
    const log = join(world.folder.path, 'log.json');
    const result = await pull(world, vault(fields), { ...AS_POD, token, top: { log: { file: log } } });
    assert.deepEqual([result.exit, result.stdout], [1, '']);
    assert.match(result.stderr, line);
    for (const text of [result.stderr, readFileSync(log, 'utf8')]) {
      assert.ok(![CANARY, 'hvs.', ...token.split('.')].some((secret) => text.includes(secret)), text);
    }
  });
}

test('Vault: its own authorities alone, through the proxy', async (context) => {
  const world = await start(context);
  const own = world.folder.write('vault.pem', world.clouds.internet.authority.certificate);
  const other = world.folder.write('other.pem', createAuthority('Other Root').certificate);
  const { exit } = await pull(world, vault({ caFile: own }), AS_POD);
  assert.equal(exit, 0);
  const { stderr } = await pull(world, vault({ caFile: other }), AS_POD);
  assert.match(stderr, /only the authorities of secret\.vault\.caFile are trusted for it.*\[TLS_FAILED\]$/m);
});

test('Vault: explain says where and as whom, and asks nothing', async (context) => {
  const world = await start(context);
  const file = world.folder.write('node.jwt', TOKEN);
  const result = await pull(world, vault({ serviceAccountTokenAudience: undefined, subject: { file } }), {
    args: ['explain', 'registry.example/team/app'],
  });
  assert.equal(result.exit, 0);
  for (const word of [
    /https:\/\/vault\.corp\.example/,
    /secret\/pull\/hub/,
    /jwt at auth\/jwt/,
    /node\.jwt/,
  ]) {
    assert.match(result.stdout, word);
  }
  assert.equal(world.clouds.vault.requests.length, 0);
});
