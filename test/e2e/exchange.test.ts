// exchange from end to end: what was built, the token services under their real host names behind a proxy with an
// authority of its own, and nothing of a secret in what the process writes.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { AwsConfig } from '../clouds/aws/accounts.ts';
import { outboundKeys } from '../clouds/aws/outbound-token.ts';
import { type Clouds, startClouds } from '../clouds/clouds.ts';
import { callsOf } from '../clouds/record.ts';
import type { RegistriesConfig } from '../clouds/registries/config.ts';
import { TOKEN_PATH } from '../clouds/registries/token-endpoint.ts';
import { REGISTRY_SERVICES, type RegistryService } from '../clouds/registries.ts';
import { json } from '../clouds/service.ts';
import { BUNDLE, EXECUTABLE, type RunResult, request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import {
  AUDIENCES,
  ID,
  IMAGES,
  podToken,
  ROBOT,
  TARGET,
  TRUST,
} from '../unit/backend/exchange/registries.ts';

const CANARY = 'cAnArY7f3a9';

interface World {
  readonly clouds: Clouds;
  readonly folder: TemporaryFolder;
}

async function start(context: TestContext, trust: Partial<RegistriesConfig> = {}): Promise<World> {
  const clouds = await startClouds({ registries: { ...TRUST, ...trust, secret: CANARY } });
  context.after(() => clouds.close());
  return { clouds, folder: temporaryFolder(context) };
}

/** As an operator writes them: no endpoints but where the form needs one. */
const SECTIONS: Readonly<Record<RegistryService, object>> = {
  tokenEndpoint: {
    tokenEndpoint: `https://keycloak.corp.example${TOKEN_PATH}`,
    audience: TARGET,
    response: { username: 'jwt' },
  },
  jfrog: { jfrog: { provider: 'cluster' } },
  quay: { quay: {} },
  cloudsmith: { cloudsmith: { organization: 'acme' } },
  chainguard: { chainguard: {} },
  artifactKeeper: { artifactKeeper: {} },
  yandex: { yandex: { serviceAccount: 'ajepuller' } },
  dockerHub: { dockerHub: { organization: 'acme', connection: ID } },
};

const ANNOTATIONS: Readonly<Partial<Record<RegistryService, Readonly<Record<string, string>>>>> = {
  quay: { 'quay.io/federated-robot-account': ROBOT },
  cloudsmith: { 'cloudsmith.io/service-slug': 'puller' },
};

interface Pull {
  readonly image?: string;
  readonly token?: string;
  readonly section?: object;
  readonly rule?: object;
  readonly config?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly [string, ...string[]];
}

function pull({ clouds, folder }: World, service: RegistryService, options: Pull = {}): Promise<RunResult> {
  const { image = IMAGES[service], token = podToken(service), section, rule, config, env, command } = options;
  const exchange = { serviceAccountTokenAudience: AUDIENCES[service], ...SECTIONS[service], ...section };
  const rules = [
    { name: 'team-a', matchImages: [image.split('/')[0]], identity: 'serviceAccount', ...rule, exchange },
  ];
  const caFile = folder.write('ca.pem', clouds.internet.authority.certificate, 0o644);
  const serviceAccountAnnotations = ANNOTATIONS[service];
  return run({
    args: ['--config', folder.write('config.json', configText(rules, { caFile, ...config }))],
    input: request(image, {
      serviceAccountToken: token,
      ...(serviceAccountAnnotations && { serviceAccountAnnotations }),
    }),
    env: { HOME: folder.path, ...clouds.env, ...env },
    command: command ?? [EXECUTABLE],
  });
}

const USERS: Readonly<Record<RegistryService, string>> = {
  tokenEndpoint: 'jwt',
  jfrog: 'team-a-puller',
  quay: ROBOT,
  cloudsmith: 'token',
  chainguard: '_token',
  artifactKeeper: 'ci-0f3a9c21',
  yandex: 'iam',
  dockerHub: 'acme',
};

/** Where each is asked. */
const PLACES: Readonly<Record<RegistryService, string>> = {
  tokenEndpoint: 'keycloak.corp.example:443',
  jfrog: 'acme.jfrog.io:443',
  quay: 'quay.io:443',
  cloudsmith: 'api.cloudsmith.io:443',
  chainguard: 'issuer.enforce.dev:443',
  artifactKeeper: 'artifacts.corp.example:443',
  yandex: 'auth.yandex.cloud:443',
  dockerHub: 'identity.docker.com:443',
};

for (const [what, command] of [
  ['the executable', [EXECUTABLE]],
  ['the plain bundle', [process.execPath, BUNDLE]],
] as const) {
  describe(`${what}, real host names through the proxy`, () => {
    for (const service of REGISTRY_SERVICES) {
      test(service, async (context) => {
        const world = await start(context);
        const { exit, stdout, stderr } = await pull(world, service, { command: [...command] });
        assert.deepEqual([exit, stderr], [0, '']);
        const { auth, cacheKeyType } = JSON.parse(stdout);
        const host = IMAGES[service].split('/')[0] as string;
        assert.deepEqual([Object.keys(auth), cacheKeyType], [[host], 'Registry']);
        assert.equal(auth[host].username, USERS[service]);
        assert.ok(auth[host].password.length > 10);
        assert.deepEqual(
          world.clouds.internet.proxy.targets.map(({ target, status }) => `${target} ${status}`),
          [`${PLACES[service]} 200`],
        );
        const [{ serverName } = assert.fail()] = world.clouds.journal.requests;
        assert.equal(`${serverName}:443`, PLACES[service]);
      });
    }
  });
}

test('an outage that outlasts the credential: it is given after its end, unless the grace is off', async (context) => {
  const providers = TRUST.artifactKeeper?.providers.map((each) => ({ ...each, lifeSeconds: 30 })) ?? [];
  const world = await start(context, { artifactKeeper: { providers } });
  const { artifactKeeper } = world.clouds.registries.services;
  const directory = join(world.folder.path, 'cache');
  const pullWith = async (graceAfterExpiry: string) => {
    const { exit, stdout, stderr } = await pull(world, 'artifactKeeper', {
      config: { cache: { directory, graceAfterExpiry } },
    });
    return { exit, stderr, answer: stdout === '' ? undefined : JSON.parse(stdout) };
  };
  const before = await pullWith('24h');
  assert.deepEqual([before.exit, before.stderr], [0, '']);
  const [name = assert.fail('it is kept')] = readdirSync(directory).filter((each) => each.endsWith('.json'));
  const { expiresAt } = JSON.parse(readFileSync(join(directory, name), 'utf8')).kept;
  artifactKeeper.misbehave({ kind: 'reset' });
  await delay(expiresAt - Date.now() + 1_000);

  const inGrace = await pullWith('24h');
  assert.deepEqual([inGrace.exit, inGrace.stderr], [0, '']);
  assert.deepEqual(inGrace.answer.auth, before.answer.auth);
  assert.equal(inGrace.answer.cacheDuration, '30s');
  const without = await pullWith('0s');
  assert.deepEqual([without.exit, without.answer], [1, undefined]);
  assert.match(without.stderr, /\[NETWORK_FAILED\]$/);
  artifactKeeper.behave();
  const after = await pullWith('0s');
  assert.deepEqual([after.exit, after.stderr], [0, '']);
});

const ACCOUNT = '123456789012';
const NODE_ROLE = `arn:aws:iam::${ACCOUNT}:role/node`;
const AWS_ISSUER = 'https://0f3a9c21-0000.tokens.sts.global.api.aws';
const STS = 'sts.eu-west-1.amazonaws.com:443 200';

/** An instance whose role JFrog trusts. @param aws what is otherwise at Amazon */
async function startOnAws(context: TestContext, aws: Partial<AwsConfig> = {}): Promise<World> {
  const mappings = [{ name: 'nodes', subject: NODE_ROLE, username: 'nodes' }];
  const clouds = await startClouds({
    aws: {
      roles: [{ arn: NODE_ROLE, allows: ['sts:GetWebIdentityToken'] }],
      instance: { role: NODE_ROLE },
      outboundIssuers: { [ACCOUNT]: AWS_ISSUER },
      ...aws,
    },
    registries: {
      ...TRUST,
      issuers: [{ issuer: AWS_ISSUER, keys: outboundKeys() }],
      jfrog: { providers: { aws: { issuer: AWS_ISSUER, audience: 'acme.jfrog.io', mappings } } },
      secret: CANARY,
    },
  });
  context.after(() => clouds.close());
  return { clouds, folder: temporaryFolder(context) };
}

const onAws = (more: Pull & { readonly aws?: object } = {}): Pull => {
  const { aws, ...options } = more;
  return {
    rule: { identity: 'node' },
    section: {
      serviceAccountTokenAudience: undefined,
      subject: { aws: { audience: 'acme.jfrog.io', region: 'eu-west-1', ...aws } },
      jfrog: { provider: 'aws' },
    },
    ...options,
  };
};

describe('the node at AWS: STS signs, and the registry trusts the account', () => {
  for (const command of [[EXECUTABLE], [process.execPath, BUNDLE]] as const) {
    for (const signingAlgorithm of ['RS256', 'ES384']) {
      test(`${command.length === 1 ? 'the executable' : 'the plain bundle'}, ${signingAlgorithm}`, async (context) => {
        const world = await startOnAws(context);
        const options = onAws({ aws: { signingAlgorithm, lifetime: '1m' }, command: [...command] });
        const { exit, stdout, stderr } = await pull(world, 'jfrog', options);
        assert.deepEqual([exit, stderr], [0, '']);
        assert.equal(JSON.parse(stdout).auth['acme.jfrog.io'].username, 'nodes');
        assert.deepEqual(
          world.clouds.internet.proxy.targets.map(({ target, status }) => `${target} ${status}`),
          [STS, 'acme.jfrog.io:443 200'],
        );
      });
    }
  }

  test('the next pull is answered by the cache; another role of the instance is another question', async (context) => {
    const world = await startOnAws(context);
    const config = { cache: { directory: join(world.folder.path, 'cache') } };
    const env = { AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: CANARY };
    for (const _ of [1, 2]) {
      assert.equal((await pull(world, 'jfrog', onAws({ config }))).exit, 0);
    }
    assert.equal(world.clouds.internet.proxy.targets.length, 2);
    const { stderr } = await pull(world, 'jfrog', onAws({ config, env }));
    assert.match(stderr, /AWS does not know the access key .*\[BACKEND_DENIED\]$/m);
  });

  const REFUSED: Readonly<Record<string, readonly [Partial<AwsConfig>, object, RegExp]>> = {
    'outbound federation that is not enabled': [
      { outboundIssuers: {} },
      {},
      /GetWebIdentityToken at eu-west-1 for role node of this instance: outbound web identity federation is not enabled for the account \(OutboundWebIdentityFederationDisabledException, status 403\); .*\[BACKEND_DENIED\]$/m,
    ],
    'an action that is not allowed': [
      { roles: [{ arn: NODE_ROLE }] },
      {},
      /access denied \(AccessDenied, status 403\): "not authorized to perform sts:GetWebIdentityToken because .*"; grant this identity sts:GetWebIdentityToken.*\[BACKEND_DENIED\]$/m,
    ],
    'a region in which STS is disabled': [
      { disabledRegions: ['af-south-1'] },
      { region: 'af-south-1' },
      /STS is disabled in this region for the account .* set exchange\.subject\.aws\.region to another one \[BACKEND_DENIED\]$/m,
    ],
    'an instance without a role': [
      { instance: {} },
      {},
      /the node has no AWS identity: .*\[IDENTITY_UNAVAILABLE\]$/m,
    ],
  };
  for (const [name, [config, aws, words]] of Object.entries(REFUSED)) {
    test(name, async (context) => {
      const world = await startOnAws(context, config);
      const { exit, stdout, stderr } = await pull(world, 'jfrog', onAws({ aws }));
      assert.deepEqual([exit, stdout], [1, '']);
      assert.match(stderr, words);
      assert.deepEqual(
        callsOf(world.clouds.journal.requests.filter(({ service }) => service === 'jfrog')),
        [],
      );
    });
  }

  const NEAR_A_SECRET: Readonly<Record<string, (world: World) => Pull>> = {
    'keys that AWS does not know': () =>
      onAws({
        env: { AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: CANARY, AWS_SESSION_TOKEN: CANARY },
      }),
    'STS that repeats what was signed': ({ clouds }) => {
      clouds.aws.services.sts.misbehave({
        kind: 'refusing',
        status: 403,
        code: 'SignatureDoesNotMatch',
        message: `x-amz-security-token:${CANARY}`,
      });
      return onAws();
    },
    'a token of two words': ({ clouds }) => {
      const body = `<GetWebIdentityTokenResponse><GetWebIdentityTokenResult><WebIdentityToken>${CANARY} ${CANARY}</WebIdentityToken></GetWebIdentityTokenResult></GetWebIdentityTokenResponse>`;
      clouds.aws.services.sts.misbehave({
        kind: 'answer',
        answer: { status: 200, headers: { 'content-type': 'text/xml' }, body },
      });
      return onAws();
    },
    'an answer that is torn in the token': ({ clouds }) => {
      const body = `<GetWebIdentityTokenResponse><GetWebIdentityTokenResult><WebIdentityToken>${CANARY}`;
      clouds.aws.services.sts.misbehave({
        kind: 'answer',
        answer: { status: 200, headers: { 'content-type': 'text/xml' }, body },
      });
      return onAws();
    },
    'a registry that repeats the token': ({ clouds }) => {
      const body = `<GetWebIdentityTokenResponse><GetWebIdentityTokenResult><WebIdentityToken>${CANARY}</WebIdentityToken></GetWebIdentityTokenResult></GetWebIdentityTokenResponse>`;
      clouds.aws.services.sts.misbehave({
        kind: 'answer',
        answer: { status: 200, headers: { 'content-type': 'text/xml' }, body },
      });
      const answer = json(401, { errors: [{ code: 'UNAUTHORIZED', message: `no good: ${CANARY}` }] });
      clouds.registries.services.jfrog.misbehave({ kind: 'answer', answer });
      return onAws();
    },
  };
  for (const [name, make] of Object.entries(NEAR_A_SECRET)) {
    test(`no secret is shown: ${name}`, async (context) => {
      const world = await startOnAws(context);
      const { exit, stdout, stderr } = await pull(world, 'jfrog', make(world));
      assert.deepEqual([exit, stdout], [1, ''], stderr);
      assert.match(stderr, /^rule "team-a": exchange: [^\n]+ \[[A-Z_]+\]$/m);
      for (const secret of [CANARY, btoa(CANARY).slice(2, -3)]) assert.ok(!stderr.includes(secret), stderr);
    });
  }
});

test('a registry of a host of its own, and images of a mirror', async (context) => {
  const world = await start(context);
  const registry = 'artifactory.corp.example';
  const { exit, stdout, stderr } = await pull(world, 'jfrog', {
    image: 'mirror.example/app',
    section: { registry },
  });
  assert.deepEqual([exit, stderr], [0, '']);
  assert.deepEqual(Object.keys(JSON.parse(stdout).auth), ['mirror.example']);
  assert.deepEqual(
    world.clouds.internet.proxy.targets.map(({ target }) => target),
    [`${registry}:443`],
  );
});

/** Failures that a secret is near to, and what makes them. */
const FAILING: Readonly<Record<string, (world: World) => readonly [RegistryService, Pull]>> = {
  'a token that is not trusted': () => [
    'quay',
    { token: podToken('quay', { name: 'other', claims: { canary: CANARY } }) },
  ],
  'a token for another audience': () => [
    'quay',
    { token: podToken('quay', { audience: ['quay.io', 'other'], claims: { canary: CANARY } }) },
  ],
  'a service that repeats the token': ({ clouds }) => {
    const token = podToken('quay');
    const answer = json(401, { error: `no good: ${token}` });
    clouds.registries.services.quay.misbehave({ kind: 'answer', answer });
    return ['quay', { token }];
  },
  'a client whose secret is repeated': ({ clouds, folder }) => {
    const answer = json(401, { error: 'invalid_client', error_description: `not ${CANARY}` });
    clouds.registries.services.tokenEndpoint.misbehave({ kind: 'answer', answer });
    const clientSecretFile = folder.write('secret', CANARY);
    return [
      'tokenEndpoint',
      { section: { clientId: 'kubelet', clientSecretFile, clientAuthentication: 'post' } },
    ];
  },
  'a client secret of two lines': ({ folder }) => [
    'tokenEndpoint',
    { section: { clientId: 'kubelet', clientSecretFile: folder.write('secret', `${CANARY}\n${CANARY}`) } },
  ],
  'an answer without a password that can be used': ({ clouds }) => {
    clouds.registries.services.jfrog.misbehave({ kind: 'changed', members: { access_token: `${CANARY}\n` } });
    return ['jfrog', {}];
  },
  'an answer without a username that can be used': ({ clouds }) => {
    clouds.registries.services.jfrog.misbehave({
      kind: 'changed',
      members: { username: `${CANARY}:${CANARY}` },
    });
    return ['jfrog', {}];
  },
  'an answer that is a page with the password': ({ clouds }) => {
    clouds.registries.services.quay.misbehave({
      kind: 'answer',
      answer: { status: 200, body: `<b>${CANARY}` },
    });
    return ['quay', {}];
  },
  'an answer that is torn': ({ clouds }) => {
    clouds.registries.services.jfrog.misbehave({ kind: 'torn' });
    return ['jfrog', {}];
  },
  'a redirect with the password in its query': ({ clouds }) => {
    const to = `https://elsewhere.example/?token=${CANARY}`;
    clouds.registries.services.quay.misbehave({ kind: 'redirecting', to });
    return ['quay', {}];
  },
  "a token of the node's that is none": ({ folder }) => [
    'quay',
    {
      rule: { identity: 'node' },
      section: {
        serviceAccountTokenAudience: undefined,
        subject: { file: folder.write('token', `${CANARY} ${CANARY}`) },
        quay: { robot: ROBOT },
      },
    },
  ],
};

describe('a failure shows no secret', () => {
  for (const [name, make] of Object.entries(FAILING)) {
    test(name, async (context) => {
      const world = await start(context);
      const [service, options] = make(world);
      const { exit, stdout, stderr } = await pull(world, service, options);
      assert.deepEqual([exit, stdout], [1, ''], stderr);
      assert.match(stderr, /^rule "team-a": exchange: [^\n]+ \[[A-Z_]+\]$/);
      const token = options.token ?? CANARY;
      for (const secret of [CANARY, btoa(CANARY).slice(2, -3), ...token.split('.')]) {
        assert.ok(!stderr.includes(secret), stderr);
      }
      assert.deepEqual(
        readdirSync(world.folder.path).filter(
          (file) => !['ca.pem', 'config.json', 'secret', 'token'].includes(file),
        ),
        [],
      );
      assert.ok(world.clouds.journal.requests.every(({ service: asked }) => asked !== 'elsewhere'));
    });
  }

  test('the answer does hold it: the canary can sing', async (context) => {
    const { stdout } = await pull(await start(context), 'jfrog');
    assert.ok(stdout.includes(CANARY));
  });
});

test('a host that is not of the vendor is sent nothing, whatever the pattern matches', async (context) => {
  const world = await start(context);
  for (const image of ['quay.io.evil.example/a', 'quay.io:8443/a', 'evil.example/quay.io/a']) {
    const { exit, stdout, stderr } = await pull(world, 'quay', { image });
    assert.deepEqual([exit, stdout], [1, '']);
    assert.match(stderr, /is not a registry of Quay \(quay\.io\).*\[HOST_REFUSED\]$/);
  }
  assert.deepEqual([world.clouds.internet.proxy.targets, callsOf(world.clouds.journal.requests)], [[], []]);
});

test('50 Pods of one service account at once: one exchange; of two: two; no token is on the disk', async (context) => {
  const world = await start(context);
  const directory = join(world.folder.path, 'cache');
  // The exchange takes longer than the processes need to arrive.
  world.clouds.registries.services.jfrog.misbehave({ kind: 'late', ms: 500 });
  const rule = {
    name: 'jfrog',
    matchImages: ['acme.jfrog.io'],
    identity: 'serviceAccount',
    exchange: { serviceAccountTokenAudience: 'acme.jfrog.io', ...SECTIONS.jfrog },
  };
  const caFile = world.folder.write('ca.pem', world.clouds.internet.authority.certificate, 0o644);
  const config = world.folder.write('config.json', configText([rule], { caFile, cache: { directory } }));
  const pullAs = (name: string) => (_: unknown, index: number) =>
    run({
      args: ['--config', config],
      input: request(`acme.jfrog.io/docker/app-${index}`, {
        serviceAccountToken: podToken('jfrog', { name, claims: { jti: `${name}-${index}` } }),
      }),
      env: world.clouds.env,
      command: [EXECUTABLE],
    });
  const results = await Promise.all(Array.from({ length: 50 }, pullAs('app')));
  assert.deepEqual(new Set(results.map(({ exit, stderr }) => `${exit} ${stderr}`)), new Set(['0 ']));
  assert.equal(world.clouds.journal.requests.length, 1);
  const others = await Promise.all(Array.from({ length: 3 }, pullAs('other')));
  assert.deepEqual(new Set(others.map(({ exit }) => exit)), new Set([0]));
  assert.equal(world.clouds.journal.requests.length, 2);
  const kept = readdirSync(directory, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  assert.ok(
    kept.some((text) => text.includes(CANARY)),
    'the credential is kept',
  );
  assert.ok(
    kept.every((text) => !text.includes('eyJhbGciOi')),
    'a token is not',
  );
});

test('explain, check and generate know the rule, and send nothing', async (context) => {
  const { folder, clouds } = await start(context);
  const config = folder.write(
    'config.yaml',
    configText([
      {
        name: 'quay',
        matchImages: ['quay.io'],
        identity: 'serviceAccount',
        exchange: { serviceAccountTokenAudience: 'quay.io', quay: {} },
      },
    ]),
  );
  const ask = (...args: readonly string[]) => run({ args: ['--config', config, ...args], env: clouds.env });
  const explained = await ask('explain', IMAGES.quay, '--service-account', 'team-a/app', '-o', 'json');
  const { backend, error } = JSON.parse(explained.stdout);
  assert.deepEqual([backend, error.code], ['exchange', 'ANNOTATION_MISSING']);
  const { stdout: entries } = await ask('generate', 'kubelet-config', '--tokens');
  assert.match(entries, /name: registry-credential-provider-exchange\n/);
  assert.match(entries, /serviceAccountTokenAudience: "quay\.io"\n/);
  assert.match(entries, /cacheType: ServiceAccount\n/);
  assert.match(entries, /- "quay\.io\/federated-robot-account"\n/);
  assert.match((await ask('generate', 'rbac')).stdout, /resources: \["quay\.io"\]/);
  const { findings } = JSON.parse((await ask('check', '-o', 'json')).stdout);
  const ofTheRule = findings.filter(({ path }: { path?: string }) => path?.startsWith('rules'));
  assert.deepEqual(ofTheRule, []);
  assert.deepEqual([clouds.internet.proxy.targets, clouds.journal.requests], [[], []]);
});
