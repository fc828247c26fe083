// exchange from end to end: what was built, the token services under their real host names behind a proxy with an
// authority of its own, and nothing of a secret in what the process writes.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type Clouds, startClouds } from '../clouds/clouds.ts';
import { callsOf } from '../clouds/record.ts';
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

async function start(context: TestContext): Promise<World> {
  const clouds = await startClouds({ registries: { ...TRUST, secret: CANARY } });
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
  readonly command?: readonly [string, ...string[]];
}

function pull({ clouds, folder }: World, service: RegistryService, options: Pull = {}): Promise<RunResult> {
  const { image = IMAGES[service], token = podToken(service), section, rule, config, command } = options;
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
    env: clouds.env,
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
