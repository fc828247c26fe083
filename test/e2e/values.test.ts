// What comes from outside, from end to end: ends of life that no cloud gives, text that is none, kept entries that
// cannot be answered, docker configs of any size. Each cloud under its real host name; what was built.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, describe, type TestContext, test } from 'node:test';
import { startClouds } from '../clouds/clouds.ts';
import { request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';
import { WORLD } from '../unit/backend/ecr/world.ts';
import { PROJECT } from '../unit/backend/google/google.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const CLIENT = '00000000-aaaa-4aaa-8aaa-000000000001';
const LOGIN_SERVER = 'teamregistry.azurecr.io';

const clouds = await startClouds({
  aws: WORLD,
  azure: {
    tenants: [TENANT],
    identities: [{ clientId: CLIENT, tenant: TENANT, assigned: 'system' }],
    registries: [{ loginServer: LOGIN_SERVER, tenant: TENANT, pullers: [CLIENT] }],
  },
  google: PROJECT,
});
after(() => clouds.close());
const folder = temporaryFolder({ after });
const caFile = folder.write('ca.pem', clouds.internet.authority.certificate);

type Service = Readonly<Pick<typeof clouds.aws.services.ecr, 'misbehave' | 'behave'>>;

interface Way {
  readonly host: string;
  readonly rule: object;
  readonly service: Service;
  readonly path?: string;
  readonly longestHours: number;
  /** Members of an answer whose token ends so long from now, issued at so long from now by the cloud's clock. */
  readonly ending: (ms: number, servedMs?: number) => Readonly<Record<string, unknown>>;
}

const epoch = (ms: number): number => (Date.now() + ms) / 1000;
const jwt = (claims: object): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const authorizationToken = Buffer.from('AWS:password').toString('base64');

const WAYS: Readonly<Record<string, Way>> = {
  ECR: {
    host: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    rule: { ecr: {} },
    service: clouds.aws.services.ecr,
    longestHours: 12,
    ending: (ms) => ({ authorizationData: [{ authorizationToken, expiresAt: epoch(ms) }] }),
  },
  ACR: {
    host: LOGIN_SERVER,
    rule: { acr: {} },
    service: clouds.azure.services.acr,
    path: '/oauth2/exchange',
    longestHours: 24,
    ending: (ms, servedMs = 0) => ({ refresh_token: jwt({ iat: epoch(servedMs), exp: epoch(ms) }) }),
  },
  Google: {
    host: 'europe-docker.pkg.dev',
    rule: { google: {} },
    service: clouds.google.services.metadata,
    path: '/computeMetadata/v1/instance/service-accounts/default/token',
    longestHours: 12,
    ending: (ms, servedMs = 0) => ({ expires_in: Math.round((ms - servedMs) / 1000) }),
  },
};

beforeEach(() => {
  for (const { service } of Object.values(WAYS)) service.behave();
  clouds.azure.services.imds.behave();
});

/** One node, with its cache. */
function nodeOf(context: TestContext, { host, rule }: Way) {
  const own = temporaryFolder(context);
  const directory = join(own.path, 'cache');
  const matchImages = [host, host.toUpperCase()];
  const config = configText([{ name: 'team-a', matchImages, ...rule }], { caFile, cache: { directory } });
  const path = own.write('config.json', config);
  const entries = () => {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(directory, name));
  };
  return {
    pull: (image = `${host}/project/app`, env: Readonly<Record<string, string>> = {}) =>
      run({
        args: ['--config', path],
        input: request(image),
        env: { HOME: own.path, ...clouds.env, ...env },
      }),
    entries,
    /** Of credentials. */
    kept: () => entries().map((file) => JSON.parse(readFileSync(file, 'utf8')).kept),
  };
}

const hoursOf = (stdout: string): number => {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(JSON.parse(stdout).cacheDuration) ?? [];
  return Number(hours) + Number(minutes) / 60 + Number(seconds) / 3600;
};

for (const [name, way] of Object.entries(WAYS)) {
  const { service, path, ending } = way;
  const give = (members: Readonly<Record<string, unknown>>, times?: number) =>
    service.misbehave({
      kind: 'changed',
      members,
      ...(path !== undefined && { path }),
      ...(times !== undefined && { times }),
    });

  describe(name, () => {
    for (const [life, ms] of [
      ['293 years', 293 * YEAR],
      ['100 years', 100 * YEAR],
    ] as const) {
      test(`a token of ${life} is a failure of that name, and the next pull is none`, async (context) => {
        const node = nodeOf(context, way);
        give(ending(ms));
        const { exit, stdout, stderr } = await node.pull();
        assert.deepEqual([exit, stdout], [1, '']);
        assert.match(stderr, /^rule "team-a": \w+: .*more than 10 years.* \[RESPONSE_INVALID\]$/);
        assert.deepEqual(node.kept(), node.entries().length === 0 ? [] : [undefined]);
        service.behave();
        const next = await node.pull();
        assert.deepEqual([next.exit, next.stderr], [0, '']);
      });
    }

    test("a node whose clock is 30 days behind keeps a token of 3 h for no longer than the cloud's longest", async (context) => {
      const node = nodeOf(context, way);
      give(ending(30 * DAY + 3 * HOUR, 30 * DAY));
      const { exit, stdout, stderr } = await node.pull();
      assert.deepEqual([exit, stderr], [0, '']);
      assert.ok(hoursOf(stdout) <= (name === 'ECR' ? way.longestHours : 3), stdout.slice(-80));
      const [kept] = node.kept();
      assert.ok(kept.expiresAt - kept.issuedAt <= way.longestHours * HOUR + 60_000);
    });

    test('what has expired on arrival is asked for again, and then it is the clock', async (context) => {
      const node = nodeOf(context, way);
      give(ending(-5_000), 1);
      const good = await node.pull();
      assert.deepEqual([good.exit, good.stderr], [0, '']);

      const other = nodeOf(context, way);
      give(ending(-5_000));
      const { exit, stdout, stderr } = await other.pull();
      assert.deepEqual([exit, stdout], [1, '']);
      assert.match(stderr, /has already expired; check the node's clock \[RESPONSE_INVALID\]$/);
    });

    test('what lives for seconds is answered, and not kept', async (context) => {
      const node = nodeOf(context, way);
      give(ending(8_000));
      const { exit, stdout } = await node.pull();
      assert.equal(exit, 0);
      assert.ok(hoursOf(stdout) * 3600 <= 8);
      assert.deepEqual(node.entries(), []);
    });

    test('a host in capitals is asked for in lower case, and answered as the image has it', async (context) => {
      const node = nodeOf(context, way);
      const host = way.host.toUpperCase();
      const { exit, stdout, stderr } = await node.pull(`${host}/project/app`);
      assert.deepEqual([exit, stderr], [0, '']);
      assert.deepEqual(Object.keys(JSON.parse(stdout).auth), [host]);
      await node.pull();
      assert.equal(node.entries().length, 1, 'one entry for both');
    });

    for (const [what, value] of [
      ['quotes', '"http://proxy.example:3128"'],
      ['another scheme', 'socks5://proxy.example:1080'],
      ['half a code', 'http://u:100%@proxy.example:3128'],
    ] as const) {
      test(`${what} in HTTPS_PROXY are told, and gone with their correction`, async (context) => {
        const node = nodeOf(context, way);
        const wrong = await node.pull(undefined, { HTTPS_PROXY: value });
        // Google's credential is the metadata service's token, for which no proxy is asked.
        if (name !== 'Google') assert.match(wrong.stderr, /HTTPS_PROXY .* \[CONFIG_INVALID\]$/);
        const { exit, stderr } = await node.pull();
        assert.deepEqual([exit, stderr], [0, '']);
      });
    }

    for (const [what, change] of [
      ['a life of 292 years', { issuedAt: 0, expiresAt: 9.3e12 }],
      ['a life of 30 days', { expiresAt: Date.now() + 30 * DAY }],
      ['a password that is an object', { entries: [{ username: 'AWS', password: {}, expiresAt: 4e12 }] }],
      ['a line end in the password', { entries: [{ username: 'AWS', password: 'a\nb', expiresAt: 4e12 }] }],
    ] as const) {
      test(`a kept entry with ${what} is dropped and asked for again`, async (context) => {
        const node = nodeOf(context, way);
        const first = await node.pull();
        const [file = ''] = node.entries();
        const entry = JSON.parse(readFileSync(file, 'utf8'));
        writeFileSync(file, JSON.stringify({ ...entry, kept: { ...entry.kept, ...change } }));
        const { exit, stdout, stderr } = await node.pull();
        assert.deepEqual([exit, stderr], [0, '']);
        assert.deepEqual(Object.keys(JSON.parse(stdout).auth), Object.keys(JSON.parse(first.stdout).auth));
        assert.ok(hoursOf(stdout) < 12);
        const [again] = node.kept();
        assert.ok(again.expiresAt - again.issuedAt <= way.longestHours * HOUR + 60_000);
      });
    }
  });
}

for (const [what, value] of [
  ['an object', { toString: 'x' }],
  ['a number', 7],
  ['a list', ['x']],
  ['null', null],
  ['a line end', 'a\nb'],
] as const) {
  test(`Azure's metadata service gives ${what} for a token`, async (context) => {
    clouds.azure.services.imds.misbehave({ kind: 'changed', members: { access_token: value } });
    const { exit, stdout, stderr } = await nodeOf(context, WAYS.ACR as Way).pull();
    assert.deepEqual([exit, stdout], [1, '']);
    assert.match(stderr, /^rule "team-a": acr: managed identity token [^\n]* \[RESPONSE_INVALID\]$/);
  });
}

describe('a docker config', () => {
  const many = (count: number) => {
    const login = { auth: 'dTpw' };
    return { auths: Object.fromEntries(Array.from({ length: count }, (_, i) => [`r.example?${i}`, login])) };
  };
  async function pull(context: TestContext, content: object, matchImages?: readonly string[]) {
    const own = temporaryFolder(context);
    const path = own.write('docker.json', JSON.stringify(content));
    const rules = [{ name: 'a', ...(matchImages && { matchImages }), dockerConfig: { path } }];
    const config = own.write('config.json', configText(rules, { deadline: '15s' }));
    return run({ args: ['--config', config], input: request('r.example/app') });
  }

  test('of 27,000 keys that mean the same is refused by its number', async (context) => {
    const { exit, stdout, stderr } = await pull(context, many(27_000), ['r.example']);
    assert.deepEqual([exit, stdout], [1, '']);
    assert.match(stderr, /it has 27000 entries, and at most 10000 are allowed.* \[DOCKER_CONFIG_INVALID\]$/);
  });

  test('of 10,000 is answered within the deadline', async (context) => {
    const { exit, stdout, stderr } = await pull(context, many(10_000));
    assert.deepEqual([exit, stderr], [0, '']);
    assert.equal(Object.keys(JSON.parse(stdout).auth).length, 10_000);
  });

  test('without a user name is a failure that says so', async (context) => {
    const { exit, stderr } = await pull(context, { auths: { 'r.example': { auth: 'Om52YXBpLWFiYw==' } } }, [
      'r.example',
    ]);
    assert.equal(exit, 1);
    assert.match(stderr, /a password and an empty user name; .* \[DOCKER_CONFIG_INVALID\]$/);
    assert.doesNotMatch(stderr, /nvapi/);
  });

  test("of docker's settings alone matches nothing, and generate writes none of them", async (context) => {
    const settings = { HttpHeaders: {}, currentContext: 'default' };
    const { exit, stdout } = await pull(context, settings);
    assert.equal(exit, 0);
    assert.ok(!('auth' in JSON.parse(stdout)) || Object.keys(JSON.parse(stdout).auth ?? {}).length === 0);
    const own = temporaryFolder(context);
    const path = own.write('docker.json', JSON.stringify(settings));
    const rules = [
      { name: 'a', dockerConfig: { path } },
      { name: 'b', matchImages: ['s.example'], static: { username: 'u', password: 'p' } },
    ];
    const config = own.write('config.json', configText(rules));
    const generated = await run({ args: ['generate', 'kubelet-config', '--config', config] });
    assert.match(generated.stdout, /s\.example/);
    assert.doesNotMatch(generated.stdout, /HttpHeaders|currentContext/);
  });
});
