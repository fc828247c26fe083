// Google from end to end: what was built, the services under their real host names behind a proxy with an authority
// of its own, and nothing of a secret in what the process writes.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type Clouds, startClouds } from '../clouds/clouds.ts';
import { callsOf } from '../clouds/record.ts';
import { json } from '../clouds/service.ts';
import { BUNDLE, EXECUTABLE, type RunResult, request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import {
  BETWEEN,
  KEY_FILE,
  NODE,
  POOL,
  PROJECT,
  PROVIDER,
  PULL,
  podToken,
} from '../unit/backend/google/google.ts';

const CANARY = 'cAnArY7f3a9';
const TOKENS: Readonly<Record<string, string>> = {
  [NODE]: `ya29.node-${CANARY}`,
  [PULL]: `ya29.pull-${CANARY}`,
  [BETWEEN]: `ya29.between-${CANARY}`,
};
const GOOGLE = {
  ...PROJECT,
  accounts: PROJECT.accounts.map((account) => ({ ...account, accessToken: TOKENS[account.email] ?? CANARY })),
};
const IMAGE = 'europe-docker.pkg.dev/project/team/app';
const KEY = 'europe-docker.pkg.dev';
const PROVIDER_SETTING = { workloadIdentity: { provider: `${POOL}/providers/on-premises` } };

interface World {
  readonly clouds: Clouds;
  readonly folder: TemporaryFolder;
  readonly env: Readonly<Record<string, string>>;
}

async function start(context: TestContext, internet = {}): Promise<World> {
  const clouds = await startClouds({ google: GOOGLE, internet });
  context.after(() => clouds.close());
  const folder = temporaryFolder(context);
  return { clouds, folder, env: clouds.env };
}

interface Pull {
  readonly google: object;
  readonly rule?: object;
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly [string, ...string[]];
}

function pull(
  { clouds, folder, env }: World,
  { google, rule, extra, env: more, command }: Pull,
): Promise<RunResult> {
  const caFile = folder.write('ca.pem', clouds.internet.authority.certificate, 0o644);
  const rules = [{ name: 'team-a', matchImages: [KEY], ...rule, google }];
  return run({
    args: ['--config', folder.write('config.json', configText(rules, { caFile }))],
    input: request(IMAGE, extra),
    env: { ...env, ...more },
    command: command ?? [EXECUTABLE],
  });
}

function assertAnswer({ exit, stdout, stderr }: RunResult, password: string | RegExp): void {
  assert.deepEqual([exit, stderr], [0, '']);
  const { auth, cacheKeyType, cacheDuration } = JSON.parse(stdout);
  assert.deepEqual([Object.keys(auth), cacheKeyType], [[KEY], 'Registry']);
  assert.equal(auth[KEY].username, 'oauth2accesstoken');
  assert.match(auth[KEY].password, typeof password === 'string' ? new RegExp(`^${password}$`) : password);
  assert.match(cacheDuration, /^4[78]m/); // an hour, less a fifth
}

const targetsOf = ({ clouds }: World) =>
  clouds.internet.proxy.targets.map(({ target, status }) => `${target} ${status}`);

for (const [what, command] of [
  ['the executable', [EXECUTABLE]],
  ['the plain bundle', [process.execPath, BUNDLE]],
] as const) {
  describe(`${what}, real host names through the proxy`, () => {
    test('the node: the metadata server without a proxy, impersonation through it', async (context) => {
      const world = await start(context);
      assertAnswer(
        await pull(world, { google: { impersonate: [BETWEEN, PULL] }, command: [...command] }),
        TOKENS[PULL] as string,
      );
      assert.deepEqual(targetsOf(world), ['iamcredentials.googleapis.com:443 200']);
      assert.deepEqual(
        world.clouds.journal.requests.map(({ service, serverName }) => [service, serverName]),
        [
          ['metadata', undefined],
          ['iamcredentials', 'iamcredentials.googleapis.com'],
        ],
      );
    });

    test("the Pod's service account: STS, then whom its annotation names", async (context) => {
      const world = await start(context);
      const extra = {
        serviceAccountToken: podToken(),
        serviceAccountAnnotations: { 'iam.gke.io/gcp-service-account': PULL },
      };
      const rule = { identity: 'serviceAccount' };
      assertAnswer(
        await pull(world, { google: PROVIDER_SETTING, rule, extra, command: [...command] }),
        TOKENS[PULL] as string,
      );
      assert.deepEqual(targetsOf(world).sort(), [
        'iamcredentials.googleapis.com:443 200',
        'sts.googleapis.com:443 200',
      ]);
    });

    test('a service account key', async (context) => {
      const world = await start(context);
      const credentialFile = world.folder.write('key.json', JSON.stringify(KEY_FILE));
      assertAnswer(
        await pull(world, { google: { credentialFile }, command: [...command] }),
        TOKENS[NODE] as string,
      );
      assert.deepEqual(targetsOf(world), ['oauth2.googleapis.com:443 200']);
    });

    test('an external account with a token from a file, as on a node outside Google', async (context) => {
      const world = await start(context);
      const file = {
        type: 'external_account',
        audience: PROVIDER,
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        token_url: 'https://sts.googleapis.com/v1/token',
        service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${PULL}:generateAccessToken`,
        credential_source: { file: world.folder.write('token', podToken()) },
      };
      const credentialFile = world.folder.write('external.json', JSON.stringify(file));
      assertAnswer(
        await pull(world, { google: { credentialFile }, command: [...command] }),
        TOKENS[PULL] as string,
      );
      assert.deepEqual(targetsOf(world).sort(), [
        'iamcredentials.googleapis.com:443 200',
        'sts.googleapis.com:443 200',
      ]);
    });
  });
}

test('a proxy that refuses, an authority that is not known', async (context) => {
  const rule = { identity: 'serviceAccount' };
  const asked = { google: PROVIDER_SETTING, rule, extra: { serviceAccountToken: podToken() } };
  const refusing = await start(context, { refuses: 403 });
  const { exit, stdout, stderr } = await pull(refusing, asked);
  assert.deepEqual([exit, stdout], [1, '']);
  assert.match(
    stderr,
    /^rule "team-a": google: token exchange: the proxy 127\.0\.0\.1:\d+ of HTTPS_PROXY refused a connection to sts\.googleapis\.com \(403\); .*\[NETWORK_FAILED\]$/,
  );
  const world = await start(context);
  const strangers = await start(context);
  const untrusted = await pull({ ...world, folder: strangers.folder, clouds: strangers.clouds }, asked);
  assert.match(
    untrusted.stderr,
    /the certificate of sts\.googleapis\.com .* authority that this node does not trust.*\[TLS_FAILED\]$/,
  );
});

const POD = { identity: 'serviceAccount' };

/** Failures that a secret is near to, and what makes them. */
const FAILING: Readonly<Record<string, (world: World) => Pull>> = {
  'a token that the pool does not take': () => ({
    google: PROVIDER_SETTING,
    rule: POD,
    extra: { serviceAccountToken: podToken({ claims: { canary: CANARY, iss: 'https://other.example' } }) },
  }),
  'a service that repeats the token': ({ clouds }) => {
    const token = podToken();
    clouds.google.services.sts.misbehave({
      kind: 'answer',
      answer: json(400, { error: 'invalid_grant', error_description: `no good: ${token}` }),
    });
    return { google: PROVIDER_SETTING, rule: POD, extra: { serviceAccountToken: token } };
  },
  'an account that may not be acted as': () => ({ google: { impersonate: 'x@y.iam.gserviceaccount.com' } }),
  'an answer without a token that can be used': ({ clouds }) => {
    clouds.google.services.metadata.misbehave({ kind: 'changed', members: { access_token: `${CANARY}\n` } });
    return { google: {} };
  },
  'an answer that is a page with the token': ({ clouds }) => {
    clouds.google.services.metadata.misbehave({
      kind: 'answer',
      answer: { status: 200, headers: { 'metadata-flavor': 'Google' }, body: `<b>${CANARY}` },
    });
    return { google: {} };
  },
  'a redirect with the token in its query': ({ clouds }) => {
    clouds.google.services.iamcredentials.misbehave({
      kind: 'redirecting',
      to: `https://elsewhere.example/?token=${CANARY}`,
    });
    return { google: { impersonate: PULL } };
  },
  'a key file that is torn': ({ folder }) => ({
    google: {
      credentialFile: folder.write(
        'key.json',
        JSON.stringify({ ...KEY_FILE, private_key: CANARY }).slice(0, -5),
      ),
    },
  }),
  'a key that is none': ({ folder }) => ({
    google: {
      credentialFile: folder.write('key.json', JSON.stringify({ ...KEY_FILE, private_key: CANARY })),
    },
  }),
  'a file of another type': ({ folder }) => ({
    google: {
      credentialFile: folder.write(
        'key.json',
        JSON.stringify({ type: 'authorized_user', refresh_token: CANARY }),
      ),
    },
  }),
  'headers of a source with a secret': ({ folder, clouds }) => ({
    google: {
      credentialFile: folder.write(
        'external.json',
        JSON.stringify({
          type: 'external_account',
          audience: PROVIDER,
          subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
          credential_source: {
            url: `${clouds.google.urls.metadata}/${CANARY}?secret=${CANARY}`,
            headers: { Authorization: CANARY },
          },
        }),
      ),
    },
  }),
  'a docker config in the attributes that is torn': ({ clouds }) => {
    clouds.google.services.metadata.misbehave({
      kind: 'answer',
      answer: {
        status: 200,
        headers: { 'metadata-flavor': 'Google' },
        body: `{"${KEY}": {"auth": "${CANARY}`,
      },
    });
    return { google: { metadataDockerConfig: true } };
  },
  'a URL of a docker config with a secret': ({ clouds }) => {
    const { metadata } = clouds.google.services;
    metadata.misbehave({
      kind: 'answer',
      times: 1,
      answer: { status: 404, headers: { 'metadata-flavor': 'Google' } },
    });
    metadata.misbehave({
      kind: 'answer',
      answer: {
        status: 200,
        headers: { 'metadata-flavor': 'Google' },
        body: `http://u:${CANARY}@a.example/`,
      },
    });
    return { google: { metadataDockerConfig: true } };
  },
};

describe('a failure shows no secret, also to those who ask the library to be talkative', () => {
  for (const [name, make] of Object.entries(FAILING)) {
    test(name, async (context) => {
      const world = await start(context);
      const made = make(world);
      const token = String(made.extra?.serviceAccountToken ?? CANARY);
      const env = { GOOGLE_SDK_NODE_LOGGING: 'all', DEBUG_AUTH: '1', NODE_DEBUG: 'http,https,net,tls' };
      const { exit, stdout, stderr } = await pull(world, { ...made, env });
      assert.deepEqual([exit, stdout], [1, ''], stderr);
      assert.match(stderr, /^rule "team-a": google: [^\n]+ \[[A-Z_]+\]$/);
      for (const secret of [CANARY, btoa(CANARY).slice(2, -3), ...token.split('.')]) {
        assert.ok(!stderr.includes(secret), stderr);
      }
      const files = ['ca.pem', 'config.json', 'external.json', 'key.json'];
      assert.deepEqual(
        readdirSync(world.folder.path).filter((file) => !files.includes(file)),
        [],
      );
      assert.ok(world.clouds.journal.requests.every(({ service }) => service !== 'elsewhere'));
    });
  }

  test('the answer does hold it, and nothing else is written: the canary can sing', async (context) => {
    const world = await start(context);
    const env = { GOOGLE_SDK_NODE_LOGGING: 'all' };
    assertAnswer(await pull(world, { google: {}, env }), TOKENS[NODE] as string);
  });
});

test('explain asks nobody', async (context) => {
  const world = await start(context);
  const config = world.folder.write(
    'config.json',
    configText([{ name: 'a', matchImages: [KEY], google: {} }]),
  );
  const { exit, stdout } = await run({
    args: ['--config', config, 'explain', IMAGE, '-o', 'json'],
    env: world.env,
  });
  assert.equal(exit, 0);
  const { details, authKey, cacheKeyType } = JSON.parse(stdout);
  assert.deepEqual(
    [details.host, details.account, authKey, cacheKeyType],
    [KEY, "the node's service account default", KEY, 'Registry'],
  );
  assert.deepEqual(callsOf(world.clouds.journal.requests), []);
});

/** A source of tokens that tells teams apart by a header alone, as a broker on the node does. */
async function startBroker(context: TestContext, tokens: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer(({ headers }, response) => response.end(tokens[String(headers.team)]));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/token`;
}

test('two rules whose credential files differ in a header alone share no credential on the node', async (context) => {
  const world = await start(context);
  const { clouds, folder, env } = world;
  const url = await startBroker(context, { a: podToken(), b: podToken({ name: 'other' }) });
  const fileOf = (team: string) =>
    folder.write(
      `${team}.json`,
      JSON.stringify({
        type: 'external_account',
        audience: PROVIDER,
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        credential_source: { url, headers: { team } },
      }),
    );
  const rules = ['a', 'b'].map((team) => ({
    name: `team-${team}`,
    matchImages: [`${KEY}/${team}`],
    google: { credentialFile: fileOf(team) },
  }));
  const config = folder.write(
    'two.json',
    configText(rules, {
      caFile: folder.write('ca.pem', clouds.internet.authority.certificate, 0o644),
      cache: { directory: `${folder.path}/cache` },
    }),
  );
  const passwordFor = async (team: string): Promise<string> => {
    const { exit, stdout, stderr } = await run({
      args: ['--config', config],
      input: request(`${KEY}/${team}/app`),
      env,
    });
    assert.deepEqual([exit, stderr], [0, '']);
    const [entry] = Object.values<{ password: string }>(JSON.parse(stdout).auth);
    return entry?.password ?? '';
  };
  const [ofA, ofB] = [await passwordFor('a'), await passwordFor('b')];
  const members = [ofA, ofB].map((password) => clouds.google.readToken(password)?.member ?? '');
  assert.match(members[0] ?? '', /team-a:app$/);
  assert.match(members[1] ?? '', /team-a:other$/);
  const asked = callsOf(clouds.journal.requests).length;
  assert.deepEqual([await passwordFor('a'), await passwordFor('b')], [ofA, ofB]);
  assert.equal(callsOf(clouds.journal.requests).length, asked, 'both are kept');
  const kept = readdirSync(`${folder.path}/cache`, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  assert.ok(
    kept.some((text) => text.includes('sha256')) && !kept.some((text) => text.includes('"team":"a"')),
  );
});

test('GOOGLE_APPLICATION_CREDENTIALS names the node, or nobody: the metadata server is not asked', async (context) => {
  const world = await start(context);
  const file = world.folder.write('key.json', JSON.stringify(KEY_FILE));
  assertAnswer(
    await pull(world, { google: {}, env: { GOOGLE_APPLICATION_CREDENTIALS: file } }),
    TOKENS[NODE] as string,
  );
  assert.deepEqual(targetsOf(world), ['oauth2.googleapis.com:443 200']);
  world.clouds.journal.clear();
  for (const path of ['/nowhere/key.json', world.folder.write('torn.json', `{"private_key": "${CANARY}`)]) {
    const result = await pull(world, { google: {}, env: { GOOGLE_APPLICATION_CREDENTIALS: path } });
    assert.deepEqual([result.exit, result.stdout], [1, '']);
    assert.match(
      result.stderr,
      /^rule "team-a": google: GOOGLE_APPLICATION_CREDENTIALS "[^"]+".*\[IDENTITY_UNAVAILABLE\]\n?$/,
    );
    assert.ok(!result.stderr.includes(CANARY));
  }
  assert.deepEqual(callsOf(world.clouds.journal.requests), []);
});
