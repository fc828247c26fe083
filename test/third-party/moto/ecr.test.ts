// Our executable against moto, which verifies each signature with botocore and holds each action against IAM policies:
// what our own fake takes, a third party takes too. moto has no ECR Public.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type RunResult, request, run, serviceAccountToken } from '../../support/executable.ts';
import { configText, temporaryFolder } from '../../support/temporary.ts';
import { type Moto, startMoto, whyNoMoto } from './moto.ts';

/** All of moto's is in one account. */
const ACCOUNT = '123456789012';
const HOST = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`;
const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const policy = (...actions: readonly string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  });
const trust = (principal: string, externalId?: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: principal },
        ...(externalId && { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }),
      },
    ],
  });

describe('moto', { skip: await whyNoMoto() }, () => {
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  let moto: Moto;
  const keys: Record<string, Readonly<Record<string, string>>> = {};

  before(async () => {
    moto = await startMoto();
    const user = async (name: string, ...actions: readonly string[]) => {
      await moto.iam('CreateUser', { UserName: name });
      if (actions.length > 0) {
        await moto.iam('PutUserPolicy', {
          UserName: name,
          PolicyName: 'p',
          PolicyDocument: policy(...actions),
        });
      }
      const xml = await moto.iam('CreateAccessKey', { UserName: name });
      keys[name] = {
        AWS_ACCESS_KEY_ID: /<AccessKeyId>([^<]+)/.exec(xml)?.[1] ?? assert.fail(xml),
        AWS_SECRET_ACCESS_KEY: /<SecretAccessKey>([^<]+)/.exec(xml)?.[1] ?? assert.fail(xml),
      };
    };
    const role = async (name: string, trusted: string, ...actions: readonly string[]) => {
      await moto.iam('CreateRole', { RoleName: name, AssumeRolePolicyDocument: trusted });
      await moto.iam('PutRolePolicy', {
        RoleName: name,
        PolicyName: 'p',
        PolicyDocument: policy(...actions),
      });
    };
    await user('alice', 'ecr:GetAuthorizationToken', 'sts:AssumeRole');
    await user('bob');
    const alice = `arn:aws:iam::${ACCOUNT}:user/alice`;
    await role('pull', trust(alice), 'ecr:GetAuthorizationToken', 'sts:AssumeRole');
    await role(
      'deep',
      trust(`arn:aws:sts::${ACCOUNT}:assumed-role/pull/registry-credential-provider`, 'partner-7'),
      'ecr:GetAuthorizationToken',
    );
    await role('idle', trust(alice), 's3:ListBucket');
    await moto.enforce(true);
  });
  after(() => moto?.close());

  function pull(
    env: Readonly<Record<string, string>> | undefined,
    ecr: object = {},
    rule: object = {},
    extra: Readonly<Record<string, unknown>> = {},
  ): Promise<RunResult> {
    const rules = [{ name: 'team-a', matchImages: [HOST], ...rule, ecr }];
    return run({
      args: ['--config', folder.write('config.json', configText(rules))],
      input: request(`${HOST}/team/app`, extra),
      env: { HOME: folder.path, AWS_EC2_METADATA_DISABLED: 'true', AWS_ENDPOINT_URL: moto.url, ...env },
    });
  }

  function assertPulls({ exit, stdout, stderr }: RunResult): void {
    assert.deepEqual([exit, stderr], [0, '']);
    const { auth, cacheDuration } = JSON.parse(stdout);
    assert.deepEqual(auth, { [HOST]: { username: 'AWS', password: `${ACCOUNT}-auth-token` } });
    assert.match(cacheDuration, /^(10h59m|11h)/); // twelve hours, less one
  }

  it('takes our signature', async () => {
    assertPulls(await pull(keys.alice));
  });

  it('takes that of a session, and the session token that belongs to it', async () => {
    assertPulls(await pull(keys.alice, { roleArn: roleArn('pull') }));
  });

  it('takes a chain of roles with its external id', async () => {
    assertPulls(
      await pull(keys.alice, { roleArn: [roleArn('pull'), roleArn('deep')], externalId: 'partner-7' }),
    );
  });

  it('takes keys of the shared files', async () => {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = keys.alice ?? {};
    folder.write('.aws/credentials', `[a]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`);
    folder.write('.aws/config', `[profile p]\nrole_arn = ${roleArn('pull')}\nsource_profile = a\n`);
    assertPulls(await pull({}, { profile: 'p' }));
  });

  // Where ECR refuses in JSON, moto answers with a page: then the status alone is known.
  const REFUSED: readonly (readonly [what: string, ask: () => Promise<RunResult>, line: RegExp])[] = [
    [
      'a secret that is wrong',
      () => pull({ ...keys.alice, AWS_SECRET_ACCESS_KEY: 'wrong' }),
      /: GetAuthorizationToken at 127\.0\.0\.1:\d+ for access key AKIA\w+ of the environment: an HTML page answered instead of the service \(status 403\)/,
    ],
    [
      'a secret that is wrong, at STS',
      () => pull({ ...keys.alice, AWS_SECRET_ACCESS_KEY: 'wrong' }, { roleArn: roleArn('pull') }),
      /: AssumeRole \S+ at \S+ for access key AKIA\w+ of the environment: the signature does not match \(SignatureDoesNotMatch, status 403\)/,
    ],
    [
      "a key that is nobody's, at STS",
      () => pull({ ...keys.alice, AWS_ACCESS_KEY_ID: 'AKIANOBODY' }, { roleArn: roleArn('pull') }),
      /: AWS does not know the access key \(InvalidClientTokenId, status 403\)/,
    ],
    [
      'a user who may not',
      () => pull(keys.bob),
      /: an HTML page answered instead of the service \(status 403\)/,
    ],
    [
      'a user who may not, at STS',
      () => pull(keys.bob, { roleArn: roleArn('pull') }),
      /for arn:aws:iam::123456789012:user\/bob: access denied \(AccessDenied, status 403\): "not authorized to perform sts:AssumeRole"; /,
    ],
    [
      'a role that may not',
      () => pull(keys.alice, { roleArn: roleArn('idle') }),
      /GetAuthorizationToken at \S+ for arn:aws:sts::123456789012:assumed-role\/idle\/registry-credential-provider: an HTML page answered instead of the service \(status 403\)/,
    ],
    [
      'a role that trusts another',
      () => pull(keys.alice, { roleArn: roleArn('deep') }),
      /AssumeRole arn:aws:iam::123456789012:role\/deep at \S+ for arn:aws:iam::123456789012:user\/alice: access denied \(AccessDenied, status 403\)/,
    ],
  ];

  for (const [what, ask, line] of REFUSED) {
    it(`refuses ${what}`, async () => {
      const { exit, stdout, stderr } = await ask();
      assert.deepEqual([exit, stdout], [1, '']);
      assert.match(stderr, line);
      assert.match(stderr, /^rule "team-a": ecr: [^\n]+ \[BACKEND_DENIED\]$/);
    });
  }

  it('understands AssumeRoleWithWebIdentity, whose token it does not look at', async () => {
    // It wants a signature of every request, also of one that has none.
    await moto.enforce(false);
    const extra = {
      serviceAccountToken: serviceAccountToken('team-a', 'app'),
      serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': roleArn('pull') },
    };
    assertPulls(await pull({}, {}, { identity: 'serviceAccount' }, extra));
    await moto.enforce(true);
  });
});
