// Our signed requests to Secrets Manager and Parameter Store against moto, which verifies each signature with botocore and
// holds each action against IAM policies.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { request, run } from '../../support/executable.ts';
import { configText, temporaryFolder } from '../../support/temporary.ts';
import { type Moto, startMoto, whyNoMoto } from './moto.ts';

const REGION = 'eu-west-1';
const ROLE = 'arn:aws:iam::123456789012:role/reader';
const ACTIONS = ['secretsmanager:GetSecretValue', 'ssm:GetParameter', 'sts:AssumeRole'];
const statement = (more: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });

describe('moto', { skip: await whyNoMoto() }, () => {
  const folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  let moto: Moto;
  const keys: Record<string, Readonly<Record<string, string>>> = {};

  before(async () => {
    moto = await startMoto();
    for (const [name, actions] of [
      ['alice', ACTIONS],
      ['bob', ['sts:AssumeRole']],
    ] as const) {
      await moto.iam('CreateUser', { UserName: name });
      const PolicyDocument = statement({ Action: actions, Resource: '*' });
      await moto.iam('PutUserPolicy', { UserName: name, PolicyName: 'p', PolicyDocument });
      const xml = await moto.iam('CreateAccessKey', { UserName: name });
      keys[name] = {
        AWS_ACCESS_KEY_ID: /<AccessKeyId>([^<]+)/.exec(xml)?.[1] ?? assert.fail(xml),
        AWS_SECRET_ACCESS_KEY: /<SecretAccessKey>([^<]+)/.exec(xml)?.[1] ?? assert.fail(xml),
      };
    }
    const trust = statement({
      Action: 'sts:AssumeRole',
      Principal: { AWS: 'arn:aws:iam::123456789012:user/bob' },
    });
    await moto.iam('CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: trust });
    const PolicyDocument = statement({ Action: ACTIONS, Resource: '*' });
    await moto.iam('PutRolePolicy', { RoleName: 'reader', PolicyName: 'p', PolicyDocument });
    await call('secretsmanager', 'secretsmanager.CreateSecret', {
      Name: 'pull/hub',
      ClientRequestToken: '00000000-0000-4000-8000-000000000001',
      SecretString: '{"username":"u","password":"first"}',
    });
    await call('ssm', 'AmazonSSM.PutParameter', {
      Name: '/pull/hub',
      Type: 'SecureString',
      Value: 'u:first',
    });
    await moto.enforce(true);
  });
  after(() => moto?.close());

  /** As nobody, while none is asked for a signature. */
  async function call(service: string, target: string, body: object): Promise<void> {
    const response = await fetch(moto.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=setup/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
      },
      body: JSON.stringify(body),
    });
    assert.ok(response.ok, await response.text());
  }

  async function pull(env: Readonly<Record<string, string>> | undefined, secret: object) {
    const rules = [{ name: 'team-a', matchImages: ['registry.example'], secret }];
    const { stdout, stderr } = await run({
      args: ['--config', folder.write('config.json', configText(rules))],
      input: request('registry.example/app'),
      env: { HOME: folder.path, AWS_EC2_METADATA_DISABLED: 'true', AWS_ENDPOINT_URL: moto.url, ...env },
    });
    return stdout === '' ? stderr : JSON.parse(stdout).auth['registry.example'].password;
  }

  const manager = (more: object = {}) => ({
    awsSecretsManager: { secretId: 'pull/hub', region: REGION, ...more },
  });
  const store = (more: object = {}) => ({
    awsParameterStore: { name: '/pull/hub', region: REGION, ...more },
  });

  it('takes our signature, at both stores', async () => {
    assert.equal(await pull(keys.alice, manager()), 'first');
    assert.equal(await pull(keys.alice, store()), 'first');
  });

  it('takes that of a session of a role', async () => {
    assert.equal(await pull(keys.bob, manager({ roleArn: ROLE })), 'first');
    assert.equal(await pull(keys.bob, store({ roleArn: ROLE })), 'first');
  });

  it('refuses a secret key that is wrong, and an identity without the action', async () => {
    assert.match(
      await pull({ ...keys.alice, AWS_SECRET_ACCESS_KEY: 'wrong' }, manager()),
      /\[BACKEND_DENIED\]$/m,
    );
    assert.match(await pull(keys.bob, manager()), /\[BACKEND_DENIED\]$/m);
  });

  it('gives versions by stage and number, and says what is not there', async () => {
    await moto.enforce(false);
    await call('secretsmanager', 'secretsmanager.PutSecretValue', {
      SecretId: 'pull/hub',
      ClientRequestToken: '00000000-0000-4000-8000-000000000002',
      SecretString: '{"username":"u","password":"second"}',
    });
    await call('ssm', 'AmazonSSM.PutParameter', {
      Name: '/pull/hub',
      Type: 'SecureString',
      Value: 'u:second',
      Overwrite: true,
    });
    await moto.enforce(true);
    assert.equal(await pull(keys.alice, manager()), 'second');
    assert.equal(await pull(keys.alice, manager({ versionStage: 'AWSPREVIOUS' })), 'first');
    assert.equal(await pull(keys.alice, store()), 'second');
    assert.equal(await pull(keys.alice, store({ name: '/pull/hub:1' })), 'first');
    assert.match(await pull(keys.alice, manager({ secretId: 'none' })), /\[BACKEND_NOT_FOUND\]$/m);
    assert.match(await pull(keys.alice, store({ name: '/none' })), /\[BACKEND_NOT_FOUND\]$/m);
  });
});
