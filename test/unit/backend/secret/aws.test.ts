// Secrets Manager and Parameter Store: who asks, what is sent, and what each refusal says.

import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { storeUrl } from '../../../../src/backend/secret/aws/endpoints.ts';
import type { AwsConfig } from '../../../clouds/aws/accounts.ts';
import { startAws } from '../../../clouds/aws.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { ALICE, ALICE_KEYS, BOB_KEYS, DEEP, NODE, PULL, tokenOf, WORLD } from '../ecr/world.ts';
import {
  credentialsOf,
  failureAtDeadline,
  failureOf,
  LATE,
  prepare,
  type SecretPull,
  SLOW,
} from './stores.ts';

const CANARY = 'canary-password';
const READS = ['secretsmanager:GetSecretValue', 'ssm:GetParameter'] as const;
const PAIR = JSON.stringify({ username: 'puller', password: CANARY });
const OLD_ID = '00000000-0000-4000-8000-000000000001';
const NEW_ID = '00000000-0000-4000-8000-000000000002';
const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:pull/hub-AbCdEf';

const versions = [
  { id: OLD_ID, stages: ['AWSPREVIOUS'], text: 'puller:old' },
  { id: NEW_ID, text: PAIR },
];
const numbered = [
  { id: '1', stages: ['first'], text: 'puller:old' },
  { id: '2', text: PAIR },
];
const CONFIG: AwsConfig = {
  ...WORLD,
  users: (WORLD.users ?? []).map((user) => (user.arn === ALICE ? { ...user, allows: READS } : user)),
  roles: (WORLD.roles ?? []).map((role) => ({ ...role, allows: READS })),
  secrets: [
    { name: 'pull/hub', versions },
    { name: 'binary', versions: [{ id: NEW_ID, text: PAIR, binary: true }] },
    { name: 'gone', versions, deleted: true },
    { name: 'kms', versions, kms: 'denied' },
    { name: 'kms-said', versions, kms: 'deniedByKms' },
    { name: 'key-off', versions, kms: 'disabled' },
    { name: 'empty', versions: [] },
    { name: 'nonsense', versions: [{ id: NEW_ID, text: CANARY }] },
  ],
  parameters: [
    { name: '/pull/hub', versions: numbered },
    { name: '/kms', versions: numbered, kms: 'deniedByKms' },
    { name: '/key-off', versions: numbered, kms: 'invalid' },
  ],
};

async function start(context: TestContext) {
  const aws = await startAws(CONFIG);
  context.after(() => aws.close());
  const env = { HOME: '/no/such/home', ...aws.env, ...ALICE_KEYS };
  const manager = (fields: object = {}, more: Partial<SecretPull> = {}): SecretPull => ({
    secret: { awsSecretsManager: { secretId: 'pull/hub', region: 'eu-west-1', ...fields } },
    ...more,
    env: { ...env, ...more.env },
  });
  const store = (fields: object = {}, more: Partial<SecretPull> = {}): SecretPull => ({
    secret: { awsParameterStore: { name: '/pull/hub', region: 'eu-west-1', ...fields } },
    ...more,
    env: { ...env, ...more.env },
  });
  return { aws, manager, store };
}

const GOOD = [['puller', CANARY]];

describe('a secret is read', () => {
  test('by its name, with one signed request', async (context) => {
    const { aws, manager } = await start(context);
    assert.deepEqual(await credentialsOf(manager()), GOOD);
    assert.deepEqual(
      aws.requests.map(({ service, body }) => [service, body]),
      [['secretsmanager', '{"SecretId":"pull/hub"}']],
    );
  });
  test('by its ARN, which has the region', async (context) => {
    const { manager } = await start(context);
    assert.deepEqual(await credentialsOf(manager({ secretId: ARN, region: undefined })), GOOD);
  });
  test('as bytes', async (context) => {
    const { manager } = await start(context);
    assert.deepEqual(await credentialsOf(manager({ secretId: 'binary' })), GOOD);
  });
  test('a version by its stage, or by its ID', async (context) => {
    const { manager } = await start(context);
    const old = [['puller', 'old']];
    assert.deepEqual(await credentialsOf(manager({ versionStage: 'AWSPREVIOUS' })), old);
    assert.deepEqual(await credentialsOf(manager({ versionId: OLD_ID })), old);
  });
  test('a parameter, a version of it and a label', async (context) => {
    const { aws, store } = await start(context);
    assert.deepEqual(await credentialsOf(store()), GOOD);
    assert.deepEqual(await credentialsOf(store({ name: '/pull/hub:1' })), [['puller', 'old']]);
    assert.deepEqual(await credentialsOf(store({ name: '/pull/hub:first' })), [['puller', 'old']]);
    assert.equal(aws.requests[0]?.body, '{"Name":"/pull/hub","WithDecryption":true}');
  });
});

describe('as the identities of ecr', () => {
  test("the instance's role, and a chain of roles with an external ID", async (context) => {
    const { aws, manager } = await start(context);
    const instance = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
    assert.deepEqual(await credentialsOf(manager({}, { env: instance })), GOOD);
    assert.deepEqual(await credentialsOf(manager({ roleArn: [PULL, DEEP], externalId: 'partner-7' })), GOOD);
    assert.deepEqual(
      aws.requests
        .filter(({ service }) => service === 'sts')
        .map(({ body }) => new URLSearchParams(body).get('RoleArn')),
      [PULL, DEEP],
    );
  });
  test('the Pod, by the annotation of its service account', async (context) => {
    const { aws, manager } = await start(context);
    const pod = {
      rule: { identity: 'serviceAccount' },
      token: tokenOf(),
      annotations: { 'eks.amazonaws.com/role-arn': PULL },
    };
    assert.deepEqual(await credentialsOf(manager({}, pod)), GOOD);
    assert.deepEqual(
      aws.requests.map(({ service }) => service),
      ['sts', 'secretsmanager'],
    );
    const line = await failureOf(manager({ allowedRoleArns: [`${NODE}*`] }, pod));
    assert.match(
      line,
      /is not in secret\.awsSecretsManager\.allowedRoleArns of the rule .*\[IDENTITY_NOT_ALLOWED\]$/,
    );
  });
  test('a role of another partition is refused before the network', async (context) => {
    const { aws, manager } = await start(context);
    const line = await failureOf(manager({ roleArn: PULL.replace('aws', 'aws-cn') }));
    assert.match(
      line,
      /the role arn:aws-cn:.* but the secret is in aws; .*secret\.awsSecretsManager\.roleArn.*\[CONFIG_INVALID\]$/,
    );
    assert.equal(aws.requests.length, 0);
  });
});

describe('each refusal', () => {
  const REFUSED: Readonly<Record<string, readonly ['manager' | 'store', object, RegExp, object?]>> = {
    'not allowed': [
      'manager',
      {},
      /GetSecretValue pull\/hub at 127\.0\.0\.1:\d+ for arn:aws:iam::123456789012:user\/bob: access denied \(AccessDeniedException, status 400\).*grant the identity secretsmanager:GetSecretValue on the secret.*\[BACKEND_DENIED\]$/,
      BOB_KEYS,
    ],
    'the key is not allowed': [
      'manager',
      { secretId: 'kms' },
      /may not decrypt the secret with its KMS key .*grant the identity kms:Decrypt.*\[BACKEND_DENIED\]$/,
    ],
    'the key is not allowed, as KMS says it': [
      'manager',
      { secretId: 'kms-said' },
      /may not decrypt the secret with its KMS key .*not authorized to perform kms:Decrypt.*\[BACKEND_DENIED\]$/,
    ],
    'the key is disabled': [
      'manager',
      { secretId: 'key-off' },
      /\(DecryptionFailure, status 400\); enable the KMS key.*\[BACKEND_DENIED\]$/,
    ],
    'no secret': [
      'manager',
      { secretId: 'none' },
      /does not exist in this region and account \(ResourceNotFoundException, status 400\).*\[BACKEND_NOT_FOUND\]$/,
    ],
    'no value': ['manager', { secretId: 'empty' }, /does not have this version .*\[BACKEND_NOT_FOUND\]$/],
    'no such version': [
      'manager',
      { versionId: NEW_ID.replace('2', '9') },
      /does not have this version .*correct versionId.*\[BACKEND_NOT_FOUND\]$/,
    ],
    deleted: [
      'manager',
      { secretId: 'gone' },
      /is scheduled for deletion .*restore-secret \[BACKEND_NOT_FOUND\]$/,
    ],
    'the content is none': [
      'manager',
      { secretId: 'nonsense' },
      /secret nonsense: expected a docker config.* text of 15 characters.*\[SECRET_INVALID\]$/,
    ],
    'parameter: not allowed': [
      'store',
      {},
      /grant the identity ssm:GetParameter on the parameter \[BACKEND_DENIED\]$/,
      BOB_KEYS,
    ],
    'parameter: the key is not allowed': [
      'store',
      { name: '/kms' },
      /may not decrypt the parameter with its KMS key .*\[BACKEND_DENIED\]$/,
    ],
    'parameter: the key is disabled': [
      'store',
      { name: '/key-off' },
      /\(InvalidKeyId, status 400\).*\[BACKEND_DENIED\]$/,
    ],
    'no parameter': ['store', { name: '/none' }, /\(ParameterNotFound, status 400\).*\[BACKEND_NOT_FOUND\]$/],
    'no such label': [
      'store',
      { name: '/pull/hub:x' },
      /\(ParameterVersionNotFound, status 400\).*\[BACKEND_NOT_FOUND\]$/,
    ],
  };
  for (const [name, [kind, fields, expected, env = {}]] of Object.entries(REFUSED)) {
    test(name, async (context) => {
      const world = await start(context);
      const line = await failureOf(world[kind](fields, { env: env as Record<string, string> }));
      assert.match(line, expected);
      assert.ok(!line.includes(CANARY), line);
    });
  }
});

test('the deadline ends a store that does not answer', async (context) => {
  const { aws, manager, store } = await start(context);
  for (const pull of [manager(), store()]) {
    aws.services.secretsmanager.misbehave({ kind: 'blackHole' });
    aws.services.ssm.misbehave({ kind: 'blackHole' });
    assert.equal(await failureAtDeadline(pull, LATE), LATE);
  }
});

test('a late answer is one', async (context) => {
  const { aws, manager, store } = await start(context);
  aws.services.secretsmanager.misbehave(SLOW);
  aws.services.ssm.misbehave(SLOW);
  for (const pull of [manager(), store()]) assert.deepEqual(await credentialsOf(pull), GOOD);
});

describe('a store in trouble', () => {
  const TROUBLE: Readonly<Record<string, readonly [Misbehaviour, RegExp]>> = {
    throttled: [
      { kind: 'throttled' },
      /too many requests \(ThrottlingException, status 400\).*\[BACKEND_THROTTLED\]$/,
    ],
    failing: [{ kind: 'failing', status: 503 }, /the service failed .*\[BACKEND_UNAVAILABLE\]$/],
    'another code': [
      { kind: 'refusing', status: 400, code: 'SomethingNew', message: CANARY },
      /request denied \(SomethingNew, status 400\).*\[BACKEND_DENIED\]$/,
    ],
    'a page': [{ kind: 'page' }, /not with a JSON object.*\[RESPONSE_INVALID\]$/],
    'an end instead of an answer': [{ kind: 'reset' }, /\[NETWORK_FAILED\]$/],
    torn: [{ kind: 'torn' }, /\[(?:RESPONSE_INVALID|NETWORK_FAILED)\]$/],
    'too large': [{ kind: 'oversized' }, /\[RESPONSE_INVALID\]$/],
    'a redirect': [
      { kind: 'redirecting', to: 'https://elsewhere.example/' },
      /answered with a redirect \(302\) to "elsewhere\.example", which is not followed.*\[RESPONSE_INVALID\]$/,
    ],
  };
  const OWN: Readonly<Record<string, readonly [Misbehaviour, RegExp]>> = {
    'another version than was asked for': [
      { kind: 'changed', members: { VersionId: OLD_ID } },
      /the response contains another version of the secret.*\[RESPONSE_INVALID\]$/,
    ],
    'no text': [
      { kind: 'changed', members: { SecretString: undefined } },
      /the response contains no secret text.*\[RESPONSE_INVALID\]$/,
    ],
  };
  for (const [name, [misbehaviour, expected]] of Object.entries(TROUBLE)) {
    test(`parameter: ${name}`, async (context) => {
      const { aws, store } = await start(context);
      aws.services.ssm.misbehave(misbehaviour);
      const line = await failureOf(store());
      assert.match(line, expected);
      assert.ok(!line.includes(CANARY), line);
    });
  }
  for (const [name, [misbehaviour, expected]] of Object.entries({ ...TROUBLE, ...OWN })) {
    test(name, async (context) => {
      const { aws, manager } = await start(context);
      aws.services.secretsmanager.misbehave(misbehaviour);
      const line = await failureOf(manager({ versionId: NEW_ID }));
      assert.match(line, expected);
      assert.ok(!line.includes(CANARY), line);
    });
  }
});

test('a rotation is seen when cacheDuration is over, and no later', async (context) => {
  const { manager } = await start(context);
  const now = Date.now();
  const { backend, request } = prepare({
    ...manager(),
    secret: { ...manager().secret, cacheDuration: '3m' },
    now: () => now,
  });
  const { entries = [] } = (await backend.getCredentials(request, new AbortController())) ?? {};
  assert.deepEqual(
    entries.map(({ expiresAt }) => (expiresAt?.getTime() ?? 0) - now),
    [180_000],
  );
});

test('explain names the profile by the field of the store', async (context) => {
  const { manager } = await start(context);
  const { backend, request } = prepare(manager({ profile: 'pull' }));
  assert.equal(
    backend.describe(request).details.named,
    'profile "pull" (secret.awsSecretsManager.profile of the rule)',
  );
});

test('where a store is asked, in each partition', () => {
  const of = (service: 'secretsmanager' | 'ssm', region: string, more: object = {}) =>
    storeUrl(service, { region, fips: false, dualstack: false, endpoint: undefined, ...more });
  const fips = { fips: true };
  const dualstack = { dualstack: true };
  const rows: readonly (readonly [url: string, host: string])[] = [
    [of('secretsmanager', 'eu-west-1'), 'secretsmanager.eu-west-1.amazonaws.com'],
    [of('secretsmanager', 'us-east-1', fips), 'secretsmanager-fips.us-east-1.amazonaws.com'],
    [of('secretsmanager', 'eu-west-1', dualstack), 'secretsmanager.eu-west-1.api.aws'],
    [of('secretsmanager', 'us-gov-west-1', fips), 'secretsmanager-fips.us-gov-west-1.amazonaws.com'],
    [of('ssm', 'us-east-1', fips), 'ssm-fips.us-east-1.amazonaws.com'],
    [of('ssm', 'us-gov-west-1', fips), 'ssm.us-gov-west-1.amazonaws.com'],
    [of('ssm', 'us-gov-east-1'), 'ssm.us-gov-east-1.amazonaws.com'],
    [of('secretsmanager', 'cn-north-1'), 'secretsmanager.cn-north-1.amazonaws.com.cn'],
    [of('ssm', 'cn-northwest-1', dualstack), 'ssm.cn-northwest-1.api.amazonwebservices.com.cn'],
    [of('ssm', 'eusc-de-east-1'), 'ssm.eusc-de-east-1.amazonaws.eu'],
    [of('secretsmanager', 'us-iso-east-1'), 'secretsmanager.us-iso-east-1.c2s.ic.gov'],
    [of('secretsmanager', 'us-isob-east-1'), 'secretsmanager.us-isob-east-1.sc2s.sgov.gov'],
  ];
  for (const [url, host] of rows) assert.equal(url, `https://${host}/`);
  assert.equal(of('ssm', 'eu-west-1', { endpoint: 'https://a.example/b' }), 'https://a.example/b/');
});
