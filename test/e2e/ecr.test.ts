// Amazon from end to end: what was built, the services under their real host names behind a proxy with an authority of
// its own, and nothing of a secret in what the process writes.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Clouds, startClouds } from '../clouds/clouds.ts';
import { BUNDLE, EXECUTABLE, type RunResult, request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import {
  ALICE,
  ALICE_KEYS,
  BOB_KEYS,
  DEEP,
  NODE,
  OTHER,
  PULL,
  tokenOf,
  WORLD,
} from '../unit/backend/ecr/world.ts';

const CANARY = 'cAnArY7f3a9';
const AWS = {
  ...WORLD,
  passwords: Object.fromEntries([NODE, ALICE, PULL, OTHER, DEEP].map((arn) => [arn, `${arn}:${CANARY}`])),
};
const passwordOf = (arn: string): string => `${arn}:${CANARY}`;
const HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const PUBLIC = 'public.ecr.aws';
const API = 'api.ecr.eu-west-1.amazonaws.com:443 200';
const STS = 'sts.eu-west-1.amazonaws.com:443 200';

interface World {
  readonly clouds: Clouds;
  readonly folder: TemporaryFolder;
}

async function start(context: TestContext, internet = {}, aws = {}): Promise<World> {
  const clouds = await startClouds({ aws: { ...AWS, ...aws }, internet });
  context.after(() => clouds.close());
  return { clouds, folder: temporaryFolder(context) };
}

interface Pull {
  readonly host?: string;
  readonly ecr?: object;
  readonly rule?: object;
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly top?: object;
  readonly command?: readonly [string, ...string[]];
}

function pull({ clouds, folder }: World, options: Pull = {}): Promise<RunResult> {
  const { host = HOST, ecr = {}, rule, extra, env, top, command = [EXECUTABLE] } = options;
  const caFile = folder.write('ca.pem', clouds.internet.authority.certificate, 0o644);
  const rules = [{ name: 'team-a', matchImages: [host], ...rule, ecr }];
  return run({
    args: ['--config', folder.write('config.json', configText(rules, { caFile, ...top }))],
    input: request(`${host}/team/app`, extra),
    env: { HOME: folder.path, ...clouds.env, ...env },
    command,
  });
}

function assertAnswer({ exit, stdout, stderr }: RunResult, arn: string, host = HOST): void {
  assert.deepEqual([exit, stderr], [0, '']);
  const { auth, cacheKeyType, cacheDuration } = JSON.parse(stdout);
  assert.equal(cacheKeyType, 'Registry');
  assert.deepEqual(auth, { [host]: { username: 'AWS', password: passwordOf(arn) } });
  assert.match(cacheDuration, /^(10h59m|11h)/); // twelve hours, less one
}

const targetsOf = ({ clouds }: World) =>
  clouds.internet.proxy.targets.map(({ target, status }) => `${target} ${status}`);

const START_URL = 'https://example.awsapps.com/start';
/** Its name is the SHA-1 of the start URL. */
const SIGN_IN = '.aws/sso/cache/e8be5486177c5b5392bd9aa76563515b29358e6e.json';

const POD = { identity: 'serviceAccount' };
const ROLE = 'eks.amazonaws.com/role-arn';
const asPod = (role: string, token = tokenOf()): Pull => ({
  rule: POD,
  extra: { serviceAccountToken: token, serviceAccountAnnotations: { [ROLE]: role } },
});

const named = (fields: string) => `[default]\nregion = eu-west-1\n[profile hybrid]\n${fields}\n`;
const PROGRAM = 'credential_process of profile "hybrid" \\(AWS_PROFILE\\)';

/** The instance has a role that may pull, and is not asked. */
const NAMED_AND_NOT_HAD: readonly (readonly [
  what: string,
  env: Readonly<Record<string, string>>,
  config: string | undefined,
  line: RegExp,
])[] = [
  [
    'a program that is not there',
    { AWS_PROFILE: 'hybrid' },
    named('credential_process = /nonexistent'),
    new RegExp(PROGRAM),
  ],
  [
    'a program that fails',
    { AWS_PROFILE: 'hybrid' },
    named(`credential_process = echo ${CANARY} >&2; exit 7`),
    /failed with exit code 7/,
  ],
  [
    'a program that prints no JSON',
    { AWS_PROFILE: 'hybrid' },
    named(`credential_process = echo ${CANARY}`),
    /printed no JSON object/,
  ],
  ['a profile that does not exist', { AWS_PROFILE: 'z' }, named(''), /profile "z" \(AWS_PROFILE\) is not in/],
  [
    'a file that does not exist',
    { AWS_CONFIG_FILE: '/nonexistent' },
    undefined,
    /AWS_CONFIG_FILE "\/nonexistent"/,
  ],
  ['a key without its secret', { AWS_ACCESS_KEY_ID: 'AKIA' }, undefined, /AWS_ACCESS_KEY_ID is set without/],
  ['a role without a token file', { AWS_ROLE_ARN: PULL }, undefined, /AWS_ROLE_ARN is set without/],
];

for (const [what, env, config, line] of NAMED_AND_NOT_HAD) {
  test(`a named identity that cannot be had: ${what}; no other is asked`, async (context) => {
    const world = await start(context);
    if (config !== undefined) world.folder.write('.aws/config', config);
    const { exit, stdout, stderr } = await pull(world, { env });
    assert.deepEqual([exit, stdout], [1, '']);
    assert.match(stderr, line);
    assert.match(
      stderr,
      /^rule "team-a": ecr: [^\n]*no other identity is used instead; [^\n]* \[IDENTITY_UNAVAILABLE\]$/,
    );
    assert.doesNotMatch(stderr, new RegExp(CANARY));
    assert.deepEqual(world.clouds.journal.requests, []);
  });
}

for (const [what, command] of [
  ['the executable', [EXECUTABLE]],
  ['the plain bundle', [process.execPath, BUNDLE]],
] as const) {
  describe(`${what}, real host names through the proxy`, () => {
    test('the node: metadata without a proxy, ECR through it', async (context) => {
      const world = await start(context);
      assertAnswer(await pull(world, { command: [...command] }), NODE);
      assert.deepEqual(targetsOf(world), [API]);
      assert.deepEqual(
        world.clouds.journal.requests.map(({ method, service, serverName }) => [method, service, serverName]),
        [
          ['PUT', 'imds', undefined],
          ['GET', 'imds', undefined],
          ['GET', 'imds', undefined],
          ['POST', 'ecr', 'api.ecr.eu-west-1.amazonaws.com'],
        ],
      );
    });

    test("the Pod's service account: STS of the region, then ECR", async (context) => {
      const world = await start(context);
      assertAnswer(await pull(world, { ...asPod(PULL), command: [...command] }), PULL);
      assert.deepEqual(targetsOf(world), [STS, API]);
    });

    test('a chain of roles with an external id', async (context) => {
      const world = await start(context);
      const ecr = { roleArn: [PULL, DEEP], externalId: 'partner-7' };
      assertAnswer(await pull(world, { ecr, env: ALICE_KEYS, command: [...command] }), DEEP);
      assert.deepEqual(targetsOf(world), [STS, API]); // one connection for both of STS
    });

    test('ECR Public', async (context) => {
      const world = await start(context);
      const result = await pull(world, { host: PUBLIC, env: ALICE_KEYS, command: [...command] });
      assertAnswer(result, ALICE, PUBLIC);
      assert.deepEqual(targetsOf(world), ['api.ecr-public.us-east-1.amazonaws.com:443 200']);
    });

    test('a profile whose role is of another, by a program', async (context) => {
      const world = await start(context);
      const keys = world.folder.write(
        'keys.json',
        JSON.stringify({
          Version: 1,
          AccessKeyId: ALICE_KEYS.AWS_ACCESS_KEY_ID,
          SecretAccessKey: ALICE_KEYS.AWS_SECRET_ACCESS_KEY,
        }),
      );
      world.folder.write(
        '.aws/config',
        `[profile p]\ncredential_process = /bin/cat ${keys}\n[profile node]\nrole_arn = ${PULL}\nsource_profile = p\n`,
      );
      assertAnswer(await pull(world, { ecr: { profile: 'node' }, command: [...command] }), PULL);
      assert.deepEqual(targetsOf(world).sort(), [API, STS]);
    });

    test('a sign-in of SSO', async (context) => {
      const world = await start(context);
      const { accounts } = world.clouds.aws;
      const keys = accounts.openSession(accounts.findRole(PULL) ?? assert.fail(), 'sso', 3600);
      const portal = createServer((request, response) => {
        const isSignedIn = request.headers['x-amz-sso_bearer_token'] === 'sign-in';
        const {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
        } = keys;
        const roleCredentials = { accessKeyId, secretAccessKey, sessionToken, expiration: 4e12 };
        response.writeHead(isSignedIn ? 200 : 401).end(JSON.stringify({ roleCredentials }));
      }).listen(0, '127.0.0.1');
      context.after(() => portal.close());
      await once(portal, 'listening');
      world.folder.write(
        '.aws/config',
        `[profile p]\nsso_start_url = ${START_URL}\nsso_account_id = 210987654321\nsso_region = eu-west-1\nsso_role_name = pull\n`,
      );
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      world.folder.write(SIGN_IN, JSON.stringify({ accessToken: 'sign-in', expiresAt }));
      const env = { AWS_ENDPOINT_URL_SSO: `http://127.0.0.1:${(portal.address() as AddressInfo).port}` };
      assertAnswer(await pull(world, { ecr: { profile: 'p' }, env, command: [...command] }), PULL);
      assert.deepEqual(targetsOf(world), [API]);
    });

    test('FIPS, dual-stack and other partitions', async (context) => {
      const world = await start(context);
      const hosts = [
        '123456789012.dkr.ecr-fips.us-east-1.amazonaws.com',
        '123456789012.dkr-ecr.eu-west-1.on.aws',
        '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn',
        '123456789012.dkr.ecr.us-gov-west-1.amazonaws.com',
      ];
      for (const host of hosts) {
        assertAnswer(await pull(world, { host, env: ALICE_KEYS, command: [...command] }), ALICE, host);
      }
      assert.deepEqual(targetsOf(world), [
        'api.ecr-fips.us-east-1.amazonaws.com:443 200',
        'ecr.eu-west-1.api.aws:443 200',
        'api.ecr.cn-north-1.amazonaws.com.cn:443 200',
        'api.ecr.us-gov-west-1.amazonaws.com:443 200',
      ]);
    });

    test('nobody: ECR Public is pulled anonymously, and the log stays empty', async (context) => {
      const world = await start(context);
      for (const env of [
        { AWS_EC2_METADATA_DISABLED: 'true' },
        { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9' },
      ]) {
        const { exit, stdout, stderr } = await pull(world, { host: PUBLIC, env, command: [...command] });
        assert.deepEqual([exit, stderr], [0, '']);
        const { auth, cacheDuration, cacheKeyType } = JSON.parse(stdout);
        assert.deepEqual([auth, cacheDuration, cacheKeyType], [{}, '1m', 'Registry']);
      }
      assert.deepEqual(targetsOf(world), []);
    });

    test('a service account that is refused', async (context) => {
      const world = await start(context);
      const { exit, stdout, stderr } = await pull(world, { ...asPod(DEEP), command: [...command] });
      assert.deepEqual([exit, stdout], [1, '']);
      assert.match(
        stderr,
        /^rule "team-a": ecr: AssumeRoleWithWebIdentity arn:aws:iam::333333333333:role\/deep at eu-west-1 for service account team-a\/app: access denied \(AccessDenied, status 403\); check that the role exists, and that its trust policy allows .*\[BACKEND_DENIED\]$/,
      );
    });

    test('a user who may not', async (context) => {
      const world = await start(context);
      const { exit, stderr } = await pull(world, { env: BOB_KEYS, command: [...command] });
      assert.equal(exit, 1);
      assert.match(
        stderr,
        /^rule "team-a": ecr: GetAuthorizationToken at eu-west-1 for arn:aws:iam::123456789012:user\/bob: access denied \(AccessDeniedException, status 400\): "not authorized to perform ecr:GetAuthorizationToken because no identity-based policy allows the ecr:GetAuthorizationToken action"; grant this identity ecr:GetAuthorizationToken .*\[BACKEND_DENIED\]$/,
      );
    });
  });
}

test('a region where STS is switched off, and another in its place', async (context) => {
  const world = await start(context);
  const host = '123456789012.dkr.ecr.af-south-1.amazonaws.com';
  const asked = { host, env: ALICE_KEYS };
  assert.match(
    (await pull(world, { ...asked, ecr: { roleArn: PULL } })).stderr,
    /AssumeRole arn:aws:iam::210987654321:role\/pull at af-south-1 for access key AKIAALICE of the environment: STS is disabled in this region for the role's account \(RegionDisabledException, status 403\); enable the region in the account, or set ecr\.region to another one \[BACKEND_DENIED\]$/,
  );
  assertAnswer(await pull(world, { ...asked, ecr: { roleArn: PULL, region: 'eu-west-1' } }), PULL, host);
});

test('a proxy that refuses, an authority that is not known', async (context) => {
  const refusing = await start(context, { refuses: 403 });
  assert.match(
    (await pull(refusing, { env: ALICE_KEYS })).stderr,
    /^rule "team-a": ecr: GetAuthorizationToken: the proxy 127\.0\.0\.1:\d+ of HTTPS_PROXY refused a connection to api\.ecr\.eu-west-1\.amazonaws\.com \(403\); .*\[NETWORK_FAILED\]$/,
  );
  const world = await start(context);
  const strangers = await start(context);
  const env = { ...ALICE_KEYS, HTTPS_PROXY: world.clouds.internet.proxyUrl };
  assert.match(
    (await pull(strangers, { env })).stderr,
    /^rule "team-a": ecr: GetAuthorizationToken: the certificate of api\.ecr\.eu-west-1\.amazonaws\.com .*\[TLS_FAILED\]$/,
  );
});

test('the deadline ends a program that does not, and all that it has started', async (context) => {
  const world = await start(context);
  const pidFile = join(world.folder.path, 'pid');
  world.folder.write(
    '.aws/config',
    `[default]\ncredential_process = /bin/sleep 600 & echo $! > ${pidFile}; wait\n`,
  );
  // Long enough for the program to be started, on a busy machine too.
  const { exit, stdout, stderr } = await pull(world, { top: { deadline: '5s' } });
  assert.deepEqual([exit, stdout], [1, '']);
  assert.match(stderr, /no answer within the deadline of 5 s.*\[DEADLINE_EXCEEDED\]$/);
  // `run` waits for the end of our pipes: had the program held one, it would still wait.
  const pid = Number(readFileSync(pidFile, 'utf8'));
  while (existsSync(`/proc/${pid}`) && !/ Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))
    await delay(20);
});

const echoing = (token: string) => ({
  kind: 'refusing' as const,
  status: 403,
  code: 'SignatureDoesNotMatch',
  message: `The Canonical String should have been x-amz-security-token:${token}`,
});

/** Failures that a secret is near to, and what makes them. */
const FAILING: Readonly<Record<string, (world: World) => Pull>> = {
  'keys that AWS does not know': () => ({
    env: { AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: CANARY, AWS_SESSION_TOKEN: CANARY },
  }),
  'a secret that is wrong': () => ({ env: { ...ALICE_KEYS, AWS_SECRET_ACCESS_KEY: CANARY } }),
  'a service that repeats what was signed': ({ clouds }) => {
    clouds.aws.services.ecr.misbehave(echoing(CANARY));
    return { env: { ...ALICE_KEYS, AWS_SESSION_TOKEN: CANARY } };
  },
  'STS that repeats what was signed': ({ clouds }) => {
    clouds.aws.services.sts.misbehave(echoing(CANARY));
    return { ecr: { roleArn: PULL }, env: { ...ALICE_KEYS, AWS_SESSION_TOKEN: CANARY } };
  },
  'STS that repeats the token': ({ clouds }) => {
    const token = tokenOf({ claims: { canary: CANARY } });
    clouds.aws.services.sts.misbehave({
      kind: 'refusing',
      status: 400,
      code: 'InvalidIdentityToken',
      message: `no good: ${token}`,
    });
    return asPod(PULL, token);
  },
  'a token that nobody signed': () =>
    asPod(PULL, `${tokenOf({ claims: { canary: CANARY } }).slice(0, -9)}${CANARY}`),
  'an answer that is no token': ({ clouds }) => {
    clouds.aws.services.ecr.misbehave({
      kind: 'changed',
      members: { authorizationData: [{ authorizationToken: CANARY }] },
    });
    return {};
  },
  'an answer that is torn in the token': ({ clouds }) => {
    clouds.aws.services.ecr.misbehave({
      kind: 'answer',
      answer: {
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: `{"authorizationData":["${CANARY}`,
      },
    });
    return {};
  },
  'STS whose answer is torn in the keys': ({ clouds }) => {
    clouds.aws.services.sts.misbehave({
      kind: 'answer',
      answer: {
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body: `<AssumeRoleWithWebIdentityResponse><Credentials><SecretAccessKey>${CANARY}`,
      },
    });
    return asPod(PULL);
  },
  'a redirect with a secret in its query': ({ clouds }) => {
    clouds.aws.services.ecr.misbehave({
      kind: 'redirecting',
      to: `https://elsewhere.example/?token=${CANARY}`,
    });
    return {};
  },
  'keys of the instance that are torn': ({ clouds }) => {
    clouds.aws.services.imds.misbehave({
      kind: 'answer',
      path: '/latest/meta-data/iam/security-credentials/node',
      answer: { status: 200, body: `{"Code":"Success","SecretAccessKey":"${CANARY}` },
    });
    return {};
  },
  'a role of the instance that is a secret': ({ clouds }) => {
    clouds.aws.services.imds.misbehave({
      kind: 'answer',
      path: '/latest/meta-data/iam/security-credentials/',
      answer: { status: 200, body: `${CANARY}\n${CANARY}` },
    });
    return {};
  },
  'a container that repeats the authorization': ({ clouds }) => {
    clouds.aws.services['container-credentials'].misbehave({
      kind: 'refusing',
      status: 401,
      code: 'AccessDeniedException',
      message: CANARY,
    });
    return {
      env: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: clouds.aws.urls['container-credentials'],
        AWS_CONTAINER_AUTHORIZATION_TOKEN: CANARY,
      },
    };
  },
  'a program that prints its secret and fails': ({ folder }) => {
    folder.write(
      '.aws/config',
      `[profile p]\ncredential_process = echo ${CANARY}; echo ${CANARY} >&2; exit 3 # ${CANARY}\n`,
    );
    return { ecr: { profile: 'p' } };
  },
  'a program that prints half of the keys': ({ folder }) => {
    folder.write('.aws/config', `[profile p]\ncredential_process = echo '{"SecretAccessKey":"${CANARY}'\n`);
    return { ecr: { profile: 'p' } };
  },
  'a shared file that is torn': ({ folder }) => {
    folder.write('.aws/credentials', `[p]\naws_secret_access_key = ${CANARY}\naws_access_key_id\n`);
    return { ecr: { profile: 'p' } };
  },
  'a sign-in whose file is torn': ({ folder }) => {
    folder.write(
      '.aws/config',
      `[profile p]\nsso_start_url = ${START_URL}\nsso_account_id = 123456789012\nsso_region = eu-west-1\nsso_role_name = pull\n`,
    );
    folder.write(SIGN_IN, `{"accessToken":"${CANARY}`);
    return { ecr: { profile: 'p' } };
  },
  'an endpoint with a password': () => ({ env: { AWS_ENDPOINT_URL_ECR: `https://u:${CANARY}@e.example` } }),
};

const filesOf = ({ path }: TemporaryFolder): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' });

describe('a failure shows no secret', () => {
  for (const [name, make] of Object.entries(FAILING)) {
    test(name, async (context) => {
      const world = await start(context);
      const made = make(world);
      const before = new Set(filesOf(world.folder));
      const token = String(made.extra?.serviceAccountToken ?? CANARY);
      const { exit, stdout, stderr } = await pull(world, {
        ...made,
        env: { NODE_DEBUG: 'http,https,net,tls', AWS_SDK_LOAD_CONFIG: '1', ...made.env },
      });
      assert.ok(exit === 1 || exit === 2, stdout);
      assert.equal(stdout, '');
      assert.match(stderr, /^rule "team-a": ecr: [^\n]+ \[[A-Z_]+\]$/);
      for (const secret of [CANARY, btoa(CANARY).slice(2, -3), ...token.split('.')]) {
        assert.ok(!stderr.includes(secret), stderr);
      }
      const written = filesOf(world.folder).filter((file) => !before.has(file));
      assert.deepEqual(written.sort(), ['ca.pem', 'config.json']);
      assert.ok(world.clouds.journal.requests.every(({ service }) => service !== 'elsewhere'));
    });
  }

  test('the answer does hold it: the canary can sing', async (context) => {
    assertAnswer(await pull(await start(context)), NODE);
  });
});

test('explain asks nobody', async (context) => {
  const { clouds, folder } = await start(context);
  const ecr = { allowedRoleArns: ['arn:aws:iam::210987654321:role/*'] };
  const rules = [{ name: 'team-a', matchImages: [HOST], ...POD, ecr }];
  const explain = async (role: string) => {
    const { stdout } = await run({
      args: [
        ...['--config', folder.write('config.json', configText(rules)), 'explain', `${HOST}/x`, '-o', 'json'],
        ...['--service-account', 'team-a/app', '--annotation', `${ROLE}=${role}`],
      ],
      env: { HOME: folder.path, ...clouds.env },
    });
    return JSON.parse(stdout);
  };
  const { details, authKey, cacheKeyType, error } = await explain(PULL);
  assert.deepEqual([authKey, cacheKeyType, error], [HOST, 'Registry', undefined]);
  assert.deepEqual(details, {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    fips: false,
    dualstack: false,
    public: false,
    asks: 'serviceAccount',
    role: PULL,
    stsRegion: 'eu-west-1',
  });
  assert.equal((await explain(DEEP)).error.code, 'IDENTITY_NOT_ALLOWED');
  assert.deepEqual(clouds.journal.requests, []);
});
