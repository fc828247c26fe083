// Whole pulls against the fake AWS: who asks, what is asked, what comes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigningKey, keySet, signServiceAccountToken } from '../../../clouds/jwt.ts';
import { callsOf } from '../../../clouds/record.ts';
import { credentialOf, HOST, ISSUER, NO_FILES, pull, start } from './pull.ts';

const NODE = 'arn:aws:iam::123456789012:role/eks/node';
const PULL = 'arn:aws:iam::210987654321:role/pull';
const DEEP = 'arn:aws:iam::333333333333:role/deep';
const ECR = ['ecr:GetAuthorizationToken'] as const;
const key = createSigningKey();
const CONFIG = {
  users: [
    {
      arn: 'arn:aws:iam::123456789012:user/alice',
      accessKeyId: 'AKIAALICE',
      secretAccessKey: 'secret of alice',
      allows: [...ECR, 'ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'] as const,
    },
  ],
  roles: [
    { arn: NODE, allows: ECR },
    {
      arn: PULL,
      allows: ECR,
      trusts: {
        principals: [NODE, 'arn:aws:iam::123456789012:user/alice'],
        subjects: ['system:serviceaccount:team-a:*'],
      },
    },
    { arn: DEEP, allows: ECR, trusts: { principals: [PULL], externalId: 'partner-7' } },
  ],
  issuers: [{ issuer: ISSUER, keys: keySet(key) }],
  instance: { role: NODE, region: 'eu-west-1' },
  passwords: {
    [NODE]: 'password of node',
    [PULL]: 'pass:word of pull',
    [DEEP]: 'password of deep',
    'arn:aws:iam::123456789012:user/alice': 'password of alice',
  },
} as const;
const ALICE = { AWS_ACCESS_KEY_ID: 'AKIAALICE', AWS_SECRET_ACCESS_KEY: 'secret of alice' };
const token = (extra: object = {}) =>
  signServiceAccountToken(key, {
    issuer: ISSUER,
    audience: 'sts.amazonaws.com',
    namespace: 'team-a',
    name: 'app',
    ...extra,
  });

test('the role of the instance: three requests of metadata, and ECR', async (context) => {
  const aws = await start(context, CONFIG);
  const env = { ...NO_FILES, ...aws.env };
  assert.deepEqual(await credentialOf({ env }), { username: 'AWS', password: 'password of node', hours: 12 });
  assert.deepEqual(callsOf(aws.requests), [
    'PUT imds /latest/api/token',
    'GET imds /latest/meta-data/iam/security-credentials/',
    'GET imds /latest/meta-data/iam/security-credentials/node',
    'POST ecr /',
  ]);
  assert.equal(aws.requests[3]?.body, '{}');
});

test('keys of the environment', async (context) => {
  const aws = await start(context, CONFIG);
  assert.equal(
    (await credentialOf({ env: { ...NO_FILES, ...aws.env, ...ALICE } })).password,
    'password of alice',
  );
  assert.deepEqual(callsOf(aws.requests), ['POST ecr /']);
});

test('roles, one after the other', async (context) => {
  const aws = await start(context, CONFIG);
  const settings = { roleArn: [PULL, DEEP], externalId: 'partner-7' };
  assert.equal(
    (await credentialOf({ settings, env: { ...NO_FILES, ...aws.env, ...ALICE } })).password,
    'password of deep',
  );
  assert.deepEqual(callsOf(aws.requests), ['POST sts /', 'POST sts /', 'POST ecr /']);
});

test('a service account by its annotation', async (context) => {
  const aws = await start(context, CONFIG);
  assert.equal(
    (
      await credentialOf({
        rule: { identity: 'serviceAccount' },
        token: token(),
        annotations: { 'eks.amazonaws.com/role-arn': PULL },
        env: { ...NO_FILES, ...aws.env },
      })
    ).password,
    'pass:word of pull',
  );
  assert.deepEqual(callsOf(aws.requests), ['POST sts /', 'POST ecr /']);
  assert.match(aws.requests[0]?.body ?? '', /RoleSessionName=team-a\.app/);
});

test('ECR Public', async (context) => {
  const aws = await start(context, CONFIG);
  assert.equal(
    (await credentialOf({ image: 'public.ecr.aws/x/y', env: { ...NO_FILES, ...aws.env, ...ALICE } }))
      .password,
    'password of alice',
  );
  const anonymous = await pull({
    image: 'public.ecr.aws/x/y',
    env: { ...NO_FILES, AWS_EC2_METADATA_DISABLED: 'true' },
  });
  assert.deepEqual(anonymous, { entries: [], scope: 'registry', anonymousForMs: 60_000 });
});

test('errors', async (context) => {
  const aws = await start(context, { ...CONFIG, users: [{ ...CONFIG.users[0], allows: [] }] });
  await pull({ env: { ...NO_FILES, ...aws.env, ...ALICE } }).catch((e) =>
    console.log(e.message, e.hint, e.code),
  );
  await pull({ image: 'public.ecr.aws/x/y', env: { ...NO_FILES, ...aws.env, ...ALICE } }).catch((e) =>
    console.log(e.message, e.hint, e.code),
  );
  await pull({ env: { ...NO_FILES, AWS_EC2_METADATA_DISABLED: 'true' } }).catch((e) =>
    console.log(e.message, e.hint, e.code),
  );
});
void HOST;
