// serviceAccountToken, as the kubelet asks it: answers, failures, and that the token goes nowhere else.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { parse } from 'yaml';
import { parseGoDuration } from '../../src/protocol/go-duration.ts';
import { type RunResult, request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';

const ZOT = {
  name: 'zot',
  matchImages: ['zot.corp.example'],
  identity: 'serviceAccount',
  serviceAccountToken: { username: 'jwt', audience: 'zot.corp.example' },
};
const TEAM = {
  ...ZOT,
  name: 'team',
  matchImages: ['zot.corp.example/team-a/'],
  serviceAccountToken: { username: 'team', audience: 'team.zot.corp.example' },
};
/** Of the kubelet's configuration. */
interface Entry {
  readonly matchImages: readonly string[];
  readonly tokenAttributes: { readonly serviceAccountTokenAudience: string; readonly cacheType: string };
}

const SECRET_ENDING = 'c2lnbmF0dXJlLW9mLXRoZS1jYW5hcnk';
const LIFE_MS = 3_600_000;

function tokenFor(audience: unknown, claims: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [
    part({ alg: 'RS256', kid: 'test' }),
    part({
      iss: 'https://kubernetes.test',
      sub: 'system:serviceaccount:team-a:app',
      aud: audience,
      iat: now,
      exp: now + LIFE_MS / 1000,
      ...claims,
    }),
    SECRET_ENDING,
  ].join('.');
}

interface Asked {
  readonly rules?: readonly object[];
  readonly image?: string;
  readonly token?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

async function ask(folder: TemporaryFolder, asked: Asked): Promise<RunResult> {
  const { rules = [ZOT], image = 'zot.corp.example/team-a/app', token, annotations } = asked;
  const cache = { directory: join(folder.path, 'cache') };
  const log = { file: join(folder.path, 'log.json'), level: 'info' };
  const config = folder.write('config.yaml', configText(rules, { cache, log }));
  const result = await run({
    args: ['--config', config],
    input: request(image, {
      ...(token !== undefined && { serviceAccountToken: token }),
      ...(annotations !== undefined && { serviceAccountAnnotations: annotations }),
    }),
  });
  assert.ok(!existsSync(cache.directory), 'nothing is cached');
  assert.ok(!readFileSync(log.file, 'utf8').includes(SECRET_ENDING), 'nothing of the token is logged');
  assert.ok(!result.stderr.includes(SECRET_ENDING));
  return result;
}

async function answer(context: TestContext, asked: Asked) {
  const { exit, stdout, stderr } = await ask(temporaryFolder(context), asked);
  assert.deepEqual([exit, stderr], [0, '']);
  const { cacheDuration, ...rest } = JSON.parse(stdout);
  return { ...rest, cacheMs: parseGoDuration(cacheDuration) ?? Number.NaN };
}

describe('an answer', () => {
  test('is the token, for the whole registry, for its life less the margin', async (context) => {
    const token = tokenFor(['zot.corp.example']);
    const { cacheMs, ...rest } = await answer(context, { token });
    assert.deepEqual(rest, {
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      kind: 'CredentialProviderResponse',
      cacheKeyType: 'Registry',
      auth: { 'zot.corp.example': { username: 'jwt', password: token } },
    });
    assert.ok(cacheMs > LIFE_MS * 0.7 && cacheMs <= LIFE_MS * 0.8, String(cacheMs));
  });

  test('of two audiences at one registry is for the image', async (context) => {
    const rules = [TEAM, ZOT];
    const token = tokenFor('team.zot.corp.example');
    const ofTeam = await answer(context, { rules, token });
    assert.deepEqual(
      [ofTeam.cacheKeyType, ofTeam.auth],
      ['Image', { 'zot.corp.example/team-a/app': { username: 'team', password: token } }],
    );
    const others = tokenFor('zot.corp.example');
    const ofOthers = await answer(context, { rules, image: 'zot.corp.example/b/app', token: others });
    assert.deepEqual(ofOthers.auth, { 'zot.corp.example/b/app': { username: 'jwt', password: others } });
  });

  test('with a token that is nearly over is short', async (context) => {
    const exp = Math.floor(Date.now() / 1000) + 300;
    const { cacheMs } = await answer(context, { token: tokenFor('zot.corp.example', { exp }) });
    assert.ok(cacheMs > 0 && cacheMs <= 240_000, String(cacheMs));
  });

  test('does not depend on annotations', async (context) => {
    const token = tokenFor('zot.corp.example');
    const { auth } = await answer(context, {
      token,
      annotations: {
        'eks.amazonaws.com/role-arn': 'arn:aws:iam::210987654321:role/x',
        host: 'evil.example',
        url: 'https://evil.example/v2/',
        header: 'X-Evil: 1',
        path: '/etc/shadow',
        audience: 'sts.amazonaws.com',
      },
    });
    assert.deepEqual(auth, { 'zot.corp.example': { username: 'jwt', password: token } });
  });

  test('without a token is none, where the rule says so', async (context) => {
    const rules = [{ ...ZOT, onMissingServiceAccount: 'anonymous' }];
    const { auth, cacheKeyType, cacheMs } = await answer(context, { rules });
    assert.deepEqual([auth, cacheKeyType, cacheMs], [{}, 'Image', 0]);
  });
});

const FAILURES: readonly (readonly [name: string, asked: () => Asked, line: RegExp])[] = [
  [
    'no token',
    () => ({}),
    /^rule "zot": serviceAccountToken: identity is serviceAccount, but the request has no .* \[SERVICE_ACCOUNT_MISSING\]$/,
  ],
  [
    'a token for AWS',
    () => ({ token: tokenFor(['sts.amazonaws.com']) }),
    /^rule "zot": serviceAccountToken: the service account token is for "sts\.amazonaws\.com" \(AWS\), and the rule is for "zot\.corp\.example" alone; in the kubelet's configuration, set .* \[AUDIENCE_REFUSED\]$/,
  ],
  [
    'a token for the registry and the API server',
    () => ({ token: tokenFor(['zot.corp.example', 'https://kubernetes.default.svc.cluster.local']) }),
    /"zot\.corp\.example", "https:\/\/kubernetes\.default\.svc\.cluster\.local" \(the Kubernetes API server\), and .* \[AUDIENCE_REFUSED\]$/,
  ],
  [
    'a token for the other audience of the registry',
    () => ({ rules: [TEAM, ZOT], token: tokenFor('zot.corp.example') }),
    /^rule "team": .* is for "zot\.corp\.example", and the rule is for "team\.zot\.corp\.example" alone.*\[AUDIENCE_REFUSED\]$/,
  ],
  [
    'a token for many',
    () => ({ token: tokenFor(Array.from({ length: 200 }, (_, index) => `audience-${index}`)) }),
    /"audience-0", "audience-1", "audience-2" and 197 more, and .*\[AUDIENCE_REFUSED\]$/,
  ],
  [
    'a token for too many',
    () => ({ token: tokenFor(Array.from({ length: 300 }, (_, index) => `audience-${index}`)) }),
    /serviceAccountToken: has more than 250 claims and audiences; .*\[TOKEN_INVALID\]$/,
  ],
  [
    'a token that is too long',
    () => ({ token: tokenFor(`zot.corp.example/${'a'.repeat(16_384)}`) }),
    /is not a JWT, or has more than 16384 characters; .*\[TOKEN_INVALID\]$/,
  ],
  [
    'a token that has expired',
    () => ({ token: tokenFor('zot.corp.example', { exp: Math.floor(Date.now() / 1000) - 600 }) }),
    /the service account token expired 10 min ago; check the node's clock.*\[TOKEN_INVALID\]$/,
  ],
  [
    'a token without an end',
    () => ({ token: tokenFor('zot.corp.example', { exp: undefined }) }),
    /does not say when it expires \(exp\).*\[TOKEN_INVALID\]$/,
  ],
  [
    'a token that is no JWT',
    () => ({ token: SECRET_ENDING }),
    /expected a JWT of the API server.*\[TOKEN_INVALID\]$/,
  ],
];

describe('a failure', () => {
  for (const [name, asked, line] of FAILURES) {
    test(`for ${name}`, async (context) => {
      const { exit, stdout, stderr } = await ask(temporaryFolder(context), asked());
      assert.deepEqual([exit, stdout], [1, '']);
      assert.match(stderr, line);
    });
  }
});

describe('the commands', () => {
  const prepare = (context: TestContext, rules: readonly object[]) => {
    const folder = temporaryFolder(context);
    const config = folder.write('config.yaml', configText(rules));
    return async (...args: readonly string[]) => {
      const { exit, stdout, stderr } = await run({ args: ['--config', config, ...args] });
      assert.equal(exit, 0, stderr);
      return { stdout, stderr };
    };
  };

  test('explain says for which audience the token is, and who sees it', async (context) => {
    const command = prepare(context, [ZOT]);
    const args = ['explain', 'zot.corp.example/app:1', '--service-account', 'team-a/app'];
    const { details, authKey, nodeCache, cacheKeyType } = JSON.parse(
      (await command(...args, '-o', 'json')).stdout,
    );
    const { shownTo, ...others } = details;
    assert.deepEqual(others, { username: 'jwt', audience: 'zot.corp.example', asks: 'serviceAccount' });
    assert.match(shownTo, /zot\.corp\.example/);
    assert.deepEqual([authKey, cacheKeyType, nodeCache], ['zot.corp.example', 'Registry', null]);
    assert.match((await command(...args)).stdout, /^shownTo: {6}.*zot\.corp\.example/m);
  });

  test('generate writes an entry for each audience, cached by token, and their grants', async (context) => {
    const ecr = {
      name: 'ecr',
      matchImages: ['*.dkr.ecr.*.amazonaws.com'],
      identity: 'serviceAccount',
      ecr: {},
    };
    const apart = { ...TEAM, matchImages: ['team.corp.example'] };
    const command = prepare(context, [apart, ZOT, ecr]);
    const { stdout, stderr } = await command('generate', 'kubelet-config', '--tokens');
    assert.equal(stderr, '');
    const NAME = 'registry-credential-provider';
    assert.deepEqual(
      [...stdout.matchAll(/- name: (\S+)|serviceAccountTokenAudience: "(\S+)"|cacheType: (\S+)/g)].map(
        ([, ...found]) => found.find((each) => each !== undefined),
      ),
      [
        `${NAME}-service-account-token`,
        'team.zot.corp.example',
        'Token',
        `${NAME}-service-account-token-2`,
        'zot.corp.example',
        'Token',
        `${NAME}-ecr`,
        'sts.amazonaws.com',
        'ServiceAccount',
      ],
    );
    const { stdout: grants } = await command('generate', 'rbac');
    assert.deepEqual(
      [...grants.matchAll(/resources: \["(\S+)"\]/g)].map(([, audience]) => audience),
      ['team.zot.corp.example', 'zot.corp.example', 'sts.amazonaws.com'],
    );
  });

  test('generate says where the kubelet would send a rule tokens that it refuses', async (context) => {
    const vendor = {
      name: 'vendor',
      matchImages: ['zot.corp.example/vendor/'],
      matchServiceAccounts: ['team-b/*'],
      static: { username: 'u', password: 'p' },
    };
    const command = prepare(context, [TEAM, vendor, ZOT]);
    const { stderr } = await command('generate', 'kubelet-config', '--tokens');
    const said = (rule: string, entry: string, audience: string) =>
      `rule "${rule}": the kubelet also runs entry "registry-credential-provider-${entry}" for its images, with tokens for ${audience}, which this rule refuses`;
    assert.deepEqual(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.split(': each')[0]),
      [
        said('team', 'pods', 'zot.corp.example'),
        said('zot', 'service-account-token', 'team.zot.corp.example'),
      ],
    );
  });

  test('generate has one entry for the rules of a registry, whoever of them needs the audience', async (context) => {
    const rules = [
      { ...ZOT, matchServiceAccounts: ['team-a/*'] },
      {
        name: 'others',
        matchImages: ['zot.corp.example', 'other.example'],
        matchServiceAccounts: ['team-b/*'],
        static: { username: 'u', password: 'p' },
      },
      {
        name: 'elsewhere',
        matchImages: ['elsewhere.example'],
        matchServiceAccounts: ['team-b/*'],
        static: { username: 'u', password: 'p' },
      },
    ];
    const command = prepare(context, rules);
    const { stdout, stderr } = await command('generate', 'kubelet-config', '--tokens');
    assert.equal(stderr, '');
    const { providers } = parse(stdout);
    const facts = providers.map(
      ({ matchImages, tokenAttributes: { serviceAccountTokenAudience, cacheType } }: Entry) => [
        serviceAccountTokenAudience,
        cacheType,
        ...matchImages,
      ],
    );
    assert.deepEqual(facts, [
      ['zot.corp.example', 'Token', 'zot.corp.example', 'other.example'],
      ['registry-credential-provider', 'ServiceAccount', 'elsewhere.example'],
    ]);
    const { stdout: grants } = await command('generate', 'rbac');
    assert.deepEqual(
      [...grants.matchAll(/resources: \["(\S+)"\]/g)].map(([, audience]) => audience),
      ['zot.corp.example', 'registry-credential-provider'],
    );
  });

  test('check says the same of the entries, and nothing of those that generate writes', async (context) => {
    const folder = temporaryFolder(context);
    const found = async (rules: readonly object[]) => {
      const config = folder.write('config.yaml', configText(rules));
      const args = ['--config', config];
      const { stdout } = await run({ args: [...args, 'generate', 'kubelet-config', '--tokens'] });
      const kubelet = folder.write('kubelet.yaml', stdout);
      const checked = await run({
        args: [...args, 'check', '-o', 'json', '--kubelet-config', kubelet, '--kubelet-version', '1.37'],
      });
      return JSON.parse(checked.stdout)
        .findings.filter(({ code }: { code: string }) => /^token/.test(code))
        .map(({ code, severity, path }: Record<string, string>) => `${code} ${severity} ${path}`);
    };
    assert.deepEqual(await found([ZOT]), []);
    assert.deepEqual(await found([TEAM, ZOT]), [
      'token-audience warning providers[0].tokenAttributes.serviceAccountTokenAudience',
      'token-audience warning providers[1].tokenAttributes.serviceAccountTokenAudience',
    ]);
  });
});
