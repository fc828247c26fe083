import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { BUILT_IN_CONFIG } from '../../../src/config/built-in.ts';
import { findConfig } from '../../../src/config/find.ts';
import { loadConfig, parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';
import { lintPattern } from '../../../src/image/lint.ts';
import { matchesPattern } from '../../../src/image/pattern.ts';
import { parseImage } from '../../../src/image/reference.ts';
import { Secret } from '../../../src/secret.ts';
import { configText, temporaryFolder } from '../../support/temporary.ts';

const EXAMPLE = join(import.meta.dirname, '../../../examples/config.yaml');
const ROLE = 'arn:aws:iam::210987654321:role/pull';

const MINIMAL = configText([{ name: 'a', matchImages: ['gcr.io'], google: {} }]);

describe('which file', () => {
  test('--config before the variable before the default', (context) => {
    const folder = temporaryFolder(context);
    const flag = folder.write('flag.yaml', MINIMAL);
    const named = folder.write('named.yaml', MINIMAL);
    const fallback = folder.write('config.yaml', MINIMAL);
    const env = { REGISTRY_CREDENTIAL_PROVIDER_CONFIG: named };
    const directory = folder.path;
    assert.equal(loadConfig({ flag, env, directory }).source, flag);
    assert.equal(loadConfig({ flag: undefined, env, directory }).source, named);
    assert.equal(loadConfig({ flag: undefined, env: {}, directory }).source, fallback);
  });

  for (const name of ['config.yaml', 'config.yml', 'config.json']) {
    test(`${name} alone`, (context) => {
      const folder = temporaryFolder(context);
      const file = folder.write(name, MINIMAL);
      assert.equal(loadConfig({ flag: undefined, env: {}, directory: folder.path }).source, file);
    });
  }

  test('a file that is named must be there, even where a default is', (context) => {
    const folder = temporaryFolder(context);
    folder.write('config.yaml', MINIMAL);
    const env = { REGISTRY_CREDENTIAL_PROVIDER_CONFIG: join(folder.path, 'none.yaml') };
    assertRefused(
      () => loadConfig({ flag: undefined, env, directory: folder.path }),
      'CONFIG_NOT_FOUND',
      /none\.yaml/,
    );
  });

  test('an empty variable names nothing', (context) => {
    const env = { REGISTRY_CREDENTIAL_PROVIDER_CONFIG: '' };
    assert.equal(findConfig({ flag: undefined, env, directory: temporaryFolder(context).path }), undefined);
  });

  test('a relative variable', () => {
    const env = { REGISTRY_CREDENTIAL_PROVIDER_CONFIG: 'config.yaml' };
    assertRefused(
      () => findConfig({ flag: undefined, env }),
      'CONFIG_NOT_FOUND',
      /^REGISTRY_CREDENTIAL_PROVIDER_CONFIG: expected an absolute path, got "config\.yaml"$/,
    );
  });

  test('two defaults', (context) => {
    const folder = temporaryFolder(context);
    folder.write('config.yaml', MINIMAL);
    folder.write('config.json', MINIMAL);
    assertRefused(
      () => loadConfig({ flag: undefined, env: {}, directory: folder.path }),
      'CONFIG_INVALID',
      /^configuration: found ".*\/config\.yaml" and ".*\/config\.json"$/,
    );
  });

  test('none', (context) => {
    const { path } = temporaryFolder(context);
    assert.equal(loadConfig({ flag: undefined, env: {}, directory: path }), BUILT_IN_CONFIG);
    assert.equal(loadConfig({ flag: undefined, env: {}, directory: join(path, 'none') }), BUILT_IN_CONFIG);
  });
});

describe('what comes of it', () => {
  const rulesOf = (...rules: object[]) => parseConfig('/c', configText(rules)).rules;

  test('defaults', () => {
    const text = configText([{ name: 'a', matchImages: ['gcr.io'], google: {} }], { cache: {} });
    assert.deepEqual(parseConfig('/c', text), {
      source: '/c',
      deadlineMs: 45_000,
      caFile: undefined,
      log: undefined,
      cache: { directory: '/run/registry-credential-provider', graceMs: 24 * 3_600_000 },
      rules: [
        {
          name: 'a',
          matchImages: ['gcr.io'],
          matchServiceAccounts: undefined,
          identity: 'node',
          onMissingServiceAccount: 'deny',
          continue: false,
          required: false,
          thenAnonymous: false,
          backend: {
            kind: 'google',
            impersonate: [],
            workloadIdentity: { kind: 'gke' },
            metadataDockerConfig: false,
            endpoints: {},
          },
        },
      ],
    });
  });

  test('certificate authorities', () => {
    const text = (caFile: string) =>
      configText([{ name: 'a', matchImages: ['gcr.io'], google: {} }], { caFile });
    assert.equal(parseConfig('/c', text('/etc/company.pem')).caFile, '/etc/company.pem');
    assertRefused(
      () => parseConfig('/c', text('company.pem')),
      'CONFIG_INVALID',
      /caFile: expected an absolute path, got "company\.pem"/,
    );
  });

  test('cache and log', () => {
    const configOf = (extra: object) =>
      parseConfig('/c', configText([{ name: 'a', matchImages: ['gcr.io'], google: {} }], extra));
    assert.equal(configOf({ cache: { enabled: false, directory: '/x' } }).cache, undefined);
    assert.deepEqual(configOf({ cache: { directory: '/x', graceAfterExpiry: '168h' } }).cache, {
      directory: '/x',
      graceMs: 604_800_000,
    });
    assert.equal(configOf({ cache: { graceAfterExpiry: '0s' } }).cache?.graceMs, 0);
    assert.deepEqual(configOf({ cache: { enabled: true } }).cache, {
      directory: '/run/registry-credential-provider',
      graceMs: 24 * 3_600_000,
    });
    assert.equal(configOf({}).log, undefined);
    assert.deepEqual(configOf({ log: { file: '/l' } }).log, {
      target: { kind: 'file', path: '/l', maxBytes: 10 * 1024 * 1024 },
      level: 'info',
    });
    assert.deepEqual(configOf({ log: { file: '/l', maxSize: '64Ki', level: 'error' } }).log, {
      target: { kind: 'file', path: '/l', maxBytes: 65_536 },
      level: 'error',
    });
    assert.deepEqual(configOf({ log: { journald: true, level: 'warning' } }).log, {
      target: { kind: 'journald' },
      level: 'warning',
    });
  });

  test('every backend', () => {
    const matchImages = ['a.example'];
    const rules = rulesOf(
      { name: 'a', matchImages, ecr: { roleArn: ROLE, registry: 'b.example:5000' } },
      { name: 'b', matchImages, ecr: { roleArn: [ROLE, `${ROLE}2`] } },
      {
        name: 'c',
        matchImages,
        acr: { managedIdentity: { clientId: '11111111-2222-3333-4444-55555555aBcD' } },
      },
      { name: 'd', matchImages, acr: { managedIdentity: {} } },
      { name: 'e', dockerConfig: { path: '/d', helpers: '/h', cacheDuration: '1h30m' } },
      { name: 'f', matchImages, static: { usernameFile: '/u', passwordFile: '/p', cacheDuration: '1.5s' } },
    );
    assert.deepEqual(
      rules.map(({ backend }) => backend),
      [
        { kind: 'ecr', registry: 'b.example:5000', roleArn: [ROLE] },
        { kind: 'ecr', roleArn: [ROLE, `${ROLE}2`] },
        {
          kind: 'acr',
          node: { kind: 'managedIdentity', clientId: '11111111-2222-3333-4444-55555555aBcD' },
          endpoint: undefined,
        },
        { kind: 'acr', node: { kind: 'managedIdentity' }, endpoint: undefined },
        { kind: 'dockerConfig', path: '/d', helpers: '/h', cacheDurationMs: 5_400_000 },
        { kind: 'static', username: { file: '/u' }, password: { file: '/p' }, cacheDurationMs: 1500 },
      ],
    );
    assert.equal(rules[4]?.matchImages, undefined);
  });

  test('a password is a secret at once', () => {
    const [rule] = rulesOf({
      name: 'a',
      matchImages: ['a.example'],
      static: { username: 'u', password: 'hunter2' },
    });
    assert.ok(rule?.backend.kind === 'static' && 'secret' in rule.backend.password);
    assert.ok(rule.backend.password.secret instanceof Secret);
    assert.equal(rule.backend.password.secret.reveal(), 'hunter2');
    assert.doesNotMatch(inspect(rule, { depth: 9 }) + JSON.stringify(rule), /hunter2/);
  });

  test('the example loads, in the order of its rules', () => {
    const { rules, deadlineMs } = loadConfig({ flag: EXAMPLE, env: {} });
    assert.equal(deadlineMs, 45_000);
    assert.deepEqual(
      rules.map(({ name, backend }) => `${name} ${backend.kind}`),
      [
        'payments ecr',
        'ecr ecr',
        'hub-through-ecr ecr',
        'team-a acr',
        'acr acr',
        'google google',
        'artifactory exchange',
        'hub-mirror secret',
        'harbor-vault secret',
        'artifactory-nodes exchange',
        'harbor static',
        'quay-mirror static',
        'quay static',
        'zot serviceAccountToken',
        'vendor dockerConfig',
        'docker-config dockerConfig',
      ],
    );
    assert.deepEqual(rules.find(({ name }) => name === 'vendor')?.matchServiceAccounts, ['team-b/*']);
  });

  test('its schema line leads from the example to the schema', () => {
    const [, path = ''] =
      /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(EXAMPLE, 'utf8')) ?? [];
    assert.equal(join(EXAMPLE, '..', path), join(EXAMPLE, '../../schemas/config.schema.json'));
    assert.ok(readFileSync(join(EXAMPLE, '..', path)));
  });

  test('YAML, JSON with tabs, CRLF and a byte order mark give the same', (context) => {
    const folder = temporaryFolder(context);
    const yaml = readFileSync(EXAMPLE, 'utf8');
    const { rules } = parseConfig('/c', yaml);
    const load = (name: string, text: string) =>
      loadConfig({ flag: folder.write(name, text), env: {} }).rules;
    assert.deepEqual(load('crlf.yaml', yaml.replaceAll('\n', '\r\n')), rules);
    assert.deepEqual(load('bom.yaml', `\ufeff${yaml}`), rules);
    const [payments] = rules;
    assert.deepEqual(
      load(
        'tabs.json',
        JSON.stringify(
          JSON.parse(
            configText([
              {
                name: payments?.name,
                matchImages: payments?.matchImages,
                identity: 'serviceAccount',
                ecr: { allowedRoleArns: ['arn:aws:iam::210987654321:role/payments-*'] },
              },
            ]),
          ),
          undefined,
          '\t',
        ),
      ),
      [payments],
    );
  });
});

describe('the built-in rules', () => {
  const ruleFor = (image: string) =>
    BUILT_IN_CONFIG.rules.find(({ matchImages = [] }) =>
      matchImages.some((pattern) => matchesPattern(pattern, parseImage(image).name)),
    )?.name;

  const rows: readonly (readonly [image: string, rule: string | undefined])[] = [
    ['210987654321.dkr.ecr.eu-west-1.amazonaws.com/a', 'ecr'],
    ['210987654321.dkr.ecr-fips.us-gov-west-1.amazonaws.com/a', 'ecr'],
    ['210987654321.dkr-ecr.eu-west-1.on.aws/a', 'ecr'],
    ['210987654321.dkr-ecr-fips.us-east-1.on.aws/a', 'ecr'],
    ['210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn/a', 'ecr'],
    ['210987654321.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn/a', 'ecr'],
    ['210987654321.dkr.ecr.eusc-de-east-1.amazonaws.eu/a', 'ecr'],
    ['210987654321.dkr.ecr.us-iso-east-1.c2s.ic.gov/a', 'ecr'],
    ['210987654321.dkr.ecr.us-isob-east-1.sc2s.sgov.gov/a', 'ecr'],
    ['public.ecr.aws/docker/library/nginx', 'ecr-public'],
    ['ecr-public.aws.com/docker/library/nginx', 'ecr-public'],
    ['team.azurecr.io/a', 'acr'],
    ['team.azurecr.cn/a', 'acr'],
    ['team.azurecr.us/a', 'acr'],
    ['team.westeurope.geo.azurecr.io/a', 'acr'],
    ['team.usgovvirginia.geo.azurecr.us/a', 'acr'],
    ['gcr.io/a/b', 'google'],
    ['eu.gcr.io/a/b', 'google'],
    ['europe-west1-docker.pkg.dev/a/b/c', 'google'],
    ['docker.me-central2.rep.pkg.dev/a/b/c', 'google'],
    ['nginx', undefined],
    ['azurecr.io/a', undefined],
    ['team.azurecr.io.evil.example/a', undefined],
    ['team.azurecr.io:8443/a', undefined],
    ['210987654321.dkr.ecr.eu-west-1.amazonaws.com.evil.example/a', undefined],
    ['a.b.gcr.io/a', undefined],
    ['public.ecr.aws.evil.example/a', undefined],
    ['evilgcr.io/a', undefined],
  ];
  for (const [image, rule] of rows) {
    test(`${image}: ${rule ?? 'none'}`, () => {
      assert.equal(ruleFor(image), rule);
    });
  }

  test('are asked as the node', () => {
    assert.ok(BUILT_IN_CONFIG.rules.every(({ identity }) => identity === 'node'));
  });

  test('have patterns that lint clean', () => {
    for (const pattern of BUILT_IN_CONFIG.rules.flatMap(({ matchImages = [] }) => matchImages)) {
      assert.equal(lintPattern(pattern), undefined, pattern);
    }
  });
});

function assertRefused(work: () => unknown, code: string, message: RegExp): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof ProviderError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.notEqual(error.hint, undefined);
    return true;
  });
}
