// The node's chain of identities beside that of AWS's SDK: in each of these surroundings both pull as the same one, or
// neither does.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { ProviderError } from '../../../../src/errors.ts';
import type { AwsConfig } from '../../../clouds/aws/accounts.ts';
import type { AwsCloud } from '../../../clouds/aws.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary.ts';
import { credentialOf, start } from './pull.ts';
import { ALICE_KEYS, BOB_KEYS, DEEP, NODE, OTHER, PULL, tokenOf } from './world.ts';

type Outcome = 'node' | 'alice' | 'pull' | 'other' | 'deep' | 'container' | 'nobody' | 'failure';

const PASSWORDS: Readonly<Record<string, Outcome>> = {
  'password of node': 'node',
  'password of alice': 'alice',
  'pass:word:of:pull': 'pull',
  'password of other': 'other',
  'password of deep': 'deep',
  'password of container': 'container',
};
const CONTAINER = 'arn:aws:iam::123456789012:role/container';

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** A variable of the fake AWS's that is not there. */
  readonly without?: string;
  /** ~/.aws/credentials */
  readonly credentials?: string;
  /** ~/.aws/config */
  readonly config?: string;
  readonly changes?: Partial<AwsConfig>;
  readonly prepare?: (aws: AwsCloud, folder: TemporaryFolder) => void;
}

type Row = readonly [what: string, surroundings: (folder: TemporaryFolder) => Surroundings, outcome: Outcome];

const alice = `aws_access_key_id = ${ALICE_KEYS.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${ALICE_KEYS.AWS_SECRET_ACCESS_KEY}\n`;
const bob = `aws_access_key_id = ${BOB_KEYS.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${BOB_KEYS.AWS_SECRET_ACCESS_KEY}\n`;
const aliceAsJson = JSON.stringify({
  Version: 1,
  AccessKeyId: ALICE_KEYS.AWS_ACCESS_KEY_ID,
  SecretAccessKey: ALICE_KEYS.AWS_SECRET_ACCESS_KEY,
});
const tokenFile = (folder: TemporaryFolder) => folder.write('token', tokenOf());
const container: Partial<AwsConfig> = { container: { role: CONTAINER, authorization: 'token of the pod' } };

const ROWS: readonly Row[] = [
  ['nothing but an instance', () => ({}), 'node'],
  ['nothing but an instance without a role', () => ({ changes: { instance: {} } }), 'nobody'],
  ['metadata switched off', () => ({ env: { AWS_EC2_METADATA_DISABLED: 'true' } }), 'nobody'],
  ['metadata switched off by any word', () => ({ env: { AWS_EC2_METADATA_DISABLED: '0' } }), 'nobody'],
  ['metadata not switched off', () => ({ env: { AWS_EC2_METADATA_DISABLED: 'false' } }), 'node'],
  ['keys of the environment', () => ({ env: ALICE_KEYS }), 'alice'],
  ['half of the keys', () => ({ env: { AWS_ACCESS_KEY_ID: 'AKIAALICE' } }), 'node'],
  ['empty keys', () => ({ env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' } }), 'node'],
  [
    'keys of the environment before the default profile',
    () => ({ env: ALICE_KEYS, credentials: `[default]\n${bob}` }),
    'alice',
  ],
  ['the default profile', () => ({ credentials: `[default]\n${alice}` }), 'alice'],
  ['the default profile of the other file', () => ({ config: `[default]\n${alice}` }), 'alice'],
  ['the default profile by its long name', () => ({ config: `[profile default]\n${alice}` }), 'alice'],
  [
    'credentials before config',
    () => ({ credentials: `[default]\n${alice}`, config: `[default]\n${bob}` }),
    'alice',
  ],
  [
    'AWS_PROFILE before the keys of the environment',
    () => ({ env: { ...BOB_KEYS, AWS_PROFILE: 'a' }, config: `[profile a]\n${alice}` }),
    'alice',
  ],
  [
    'AWS_PROFILE of a profile that is not there',
    () => ({ env: { AWS_PROFILE: 'z' }, config: `[profile a]\n${alice}` }),
    'node',
  ],
  [
    'AWS_PROFILE without files, before the keys of the environment',
    () => ({ env: { ...ALICE_KEYS, AWS_PROFILE: 'z' } }),
    'node',
  ],
  ['an empty AWS_PROFILE', () => ({ env: { AWS_PROFILE: '' }, credentials: `[default]\n${alice}` }), 'alice'],
  ['a file that is none', () => ({ config: 'what is this\n[' }), 'node'],
  ['a profile without keys', () => ({ config: '[default]\nregion = eu-west-1\n' }), 'node'],
  ['half of a profile', () => ({ credentials: '[default]\naws_access_key_id = AKIAALICE\n' }), 'node'],
  [
    'files elsewhere',
    (folder) => ({ env: { AWS_SHARED_CREDENTIALS_FILE: folder.write('elsewhere', `[default]\n${alice}`) } }),
    'alice',
  ],
  [
    'a role of a source profile',
    () => ({ credentials: `[a]\n${alice}[default]\nrole_arn = ${PULL}\nsource_profile = a\n` }),
    'pull',
  ],
  [
    'a role whose profile has keys too',
    () => ({ credentials: `[a]\n${alice}[default]\n${bob}role_arn = ${PULL}\nsource_profile = a\n` }),
    'pull',
  ],
  [
    'a role of its own profile',
    () => ({ credentials: `[default]\n${alice}role_arn = ${PULL}\nsource_profile = default\n` }),
    'pull',
  ],
  [
    'roles one after the other',
    () => ({
      credentials: `[a]\n${alice}[b]\nrole_arn = ${PULL}\nsource_profile = a\n[default]\nrole_arn = ${DEEP}\nsource_profile = b\nexternal_id = partner-7\n`,
    }),
    'deep',
  ],
  [
    'a source profile that has both keys and a role: its keys',
    () => ({
      credentials: `[a]\n${alice}role_arn = ${OTHER}\nsource_profile = c\n[default]\nrole_arn = ${PULL}\nsource_profile = a\n`,
    }),
    'pull',
  ],
  [
    'source profiles in a circle',
    () => ({
      credentials: `[a]\nrole_arn = ${PULL}\nsource_profile = b\n[b]\nrole_arn = ${PULL}\nsource_profile = a\n[default]\nrole_arn = ${PULL}\nsource_profile = a\n`,
    }),
    'node',
  ],
  [
    'a source profile that is not there',
    () => ({ credentials: `[default]\nrole_arn = ${PULL}\nsource_profile = z\n` }),
    'node',
  ],
  ['a role without a source', () => ({ credentials: `[default]\nrole_arn = ${PULL}\n` }), 'node'],
  [
    'a role with two sources',
    () => ({
      credentials: `[a]\n${alice}[default]\nrole_arn = ${PULL}\nsource_profile = a\ncredential_source = Environment\n`,
    }),
    'node',
  ],
  [
    'a role of the environment',
    () => ({
      env: { ...ALICE_KEYS, AWS_PROFILE: 'a' },
      config: `[profile a]\nrole_arn = ${PULL}\ncredential_source = Environment\n`,
    }),
    'pull',
  ],
  [
    'a role of the instance',
    () => ({ config: `[default]\nrole_arn = ${PULL}\ncredential_source = Ec2InstanceMetadata\n` }),
    'pull',
  ],
  [
    'a role of a source profile that is the instance',
    () => ({
      config: `[profile ec2]\ncredential_source = Ec2InstanceMetadata\n[default]\nrole_arn = ${PULL}\nsource_profile = ec2\n`,
    }),
    'pull',
  ],
  [
    'a role of the container',
    () => ({
      changes: container,
      config: `[default]\nrole_arn = ${OTHER}\ncredential_source = EcsContainer\n`,
    }),
    'other',
  ],
  [
    'a role of a source that there is not',
    () => ({ config: `[default]\nrole_arn = ${PULL}\ncredential_source = Elsewhere\n` }),
    'node',
  ],
  [
    'a role that refuses, though the instance has one',
    () => ({ credentials: `[a]\n${alice}[default]\nrole_arn = ${DEEP}\nsource_profile = a\n` }),
    'failure',
  ],
  [
    'a role with a second factor',
    () => ({
      credentials: `[a]\n${alice}[default]\nrole_arn = ${PULL}\nsource_profile = a\nmfa_serial = arn:aws:iam::1:mfa/a\n`,
    }),
    'failure',
  ],
  [
    'a web identity of a profile',
    (folder) => ({
      config: `[default]\nrole_arn = ${OTHER}\nweb_identity_token_file = ${tokenFile(folder)}\n`,
    }),
    'other',
  ],
  [
    'a web identity of the environment',
    (folder) => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder), AWS_ROLE_ARN: OTHER } }),
    'other',
  ],
  [
    'a web identity after a profile',
    (folder) => ({
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder), AWS_ROLE_ARN: OTHER },
      credentials: `[default]\n${alice}`,
    }),
    'alice',
  ],
  [
    'a web identity without a role',
    (folder) => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder) } }),
    'node',
  ],
  [
    'a web identity whose file is not there',
    () => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent/token', AWS_ROLE_ARN: OTHER } }),
    'failure',
  ],
  [
    'a web identity that is refused',
    (folder) => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder), AWS_ROLE_ARN: DEEP } }),
    'failure',
  ],
  [
    'a program',
    (folder) => ({
      config: `[default]\ncredential_process = cat ${folder.write('keys.json', aliceAsJson)}\n`,
    }),
    'alice',
  ],
  ['a program that fails', () => ({ config: '[default]\ncredential_process = exit 3\n' }), 'node'],
  [
    'a program that is not there',
    () => ({ config: '[default]\ncredential_process = /nonexistent/program\n' }),
    'node',
  ],
  [
    'a program that prints no keys',
    () => ({ config: '[default]\ncredential_process = echo hello\n' }),
    'node',
  ],
  [
    'a program of another version',
    () => ({ config: `[default]\ncredential_process = echo '{"Version":2}'\n` }),
    'node',
  ],
  [
    'a program whose keys are over',
    () => ({
      config: `[default]\ncredential_process = echo '${aliceAsJson.replace('}', ',"Expiration":"2020-01-01T00:00:00Z"}')}'\n`,
    }),
    'node',
  ],
  [
    'a program where the profile names a role without keys',
    (folder) => ({
      config: `[default]\nrole_arn = ${PULL}\ncredential_source = Environment\ncredential_process = cat ${folder.write('keys.json', aliceAsJson)}\n`,
    }),
    'alice',
  ],
  [
    'a program as the source of a role',
    (folder) => ({
      config: `[profile p]\ncredential_process = cat ${folder.write('keys.json', aliceAsJson)}\n[default]\nrole_arn = ${PULL}\nsource_profile = p\n`,
    }),
    'pull',
  ],
  ['the container', () => ({ changes: container }), 'container'],
  [
    'the container by a token in a file',
    (folder) => ({
      changes: container,
      env: {
        AWS_CONTAINER_AUTHORIZATION_TOKEN: '',
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: folder.write('authorization', 'token of the pod'),
      },
    }),
    'container',
  ],
  [
    'a container that refuses, though the instance has a role',
    () => ({ changes: container, env: { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'other' } }),
    'nobody',
  ],
  [
    'a container that is no loopback, in clear',
    () => ({ env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://192.0.2.1/keys' } }),
    'nobody',
  ],
  [
    'an instance whose service is named in the profile',
    () => ({
      without: 'AWS_EC2_METADATA_SERVICE_ENDPOINT',
      prepare: (aws, folder) => {
        folder.write('.aws/config', `[default]\nec2_metadata_service_endpoint = ${aws.urls.imds}\n`);
      },
      config: '',
    }),
    'node',
  ],
];

for (const [what, surroundings, outcome] of ROWS) {
  test(`both pull as ${outcome}: ${what}`, async (context) => {
    const folder = temporaryFolder(context);
    const { env = {}, without = '', credentials, config, changes = {}, prepare } = surroundings(folder);
    const aws = await start(context, {
      ...changes,
      roles: [
        { arn: NODE, allows: ['ecr:GetAuthorizationToken'] },
        { arn: CONTAINER, allows: ['ecr:GetAuthorizationToken'] },
        {
          arn: PULL,
          allows: ['ecr:GetAuthorizationToken'],
          trusts: { principals: [NODE, 'arn:aws:iam::123456789012:user/alice'] },
        },
        {
          arn: OTHER,
          allows: ['ecr:GetAuthorizationToken'],
          trusts: { subjects: ['system:serviceaccount:team-a:app'], principals: [CONTAINER] },
        },
        {
          arn: DEEP,
          allows: ['ecr:GetAuthorizationToken'],
          trusts: { principals: [PULL], externalId: 'partner-7' },
        },
      ],
      passwords: {
        ...Object.fromEntries(
          [NODE, PULL, OTHER, DEEP, CONTAINER].map((arn) => [arn, `password of ${arn.split('/').at(-1)}`]),
        ),
        [PULL]: 'pass:word:of:pull',
        'arn:aws:iam::123456789012:user/alice': 'password of alice',
      },
    });
    if (credentials !== undefined) folder.write('.aws/credentials', credentials);
    if (config !== undefined) folder.write('.aws/config', config);
    prepare?.(aws, folder);
    const { [without]: _, ...cloud } = aws.env;
    const whole = { HOME: folder.path, AWS_REGION: 'eu-west-1', ...cloud, ...env };
    assert.equal(await ours(whole), outcome, 'ours');
    assert.equal(await bySdk(context, whole), outcome, "the SDK's");
  });
}

async function ours(env: Readonly<Record<string, string>>): Promise<Outcome> {
  try {
    const { password } = await credentialOf({ env });
    return PASSWORDS[password] ?? assert.fail(password);
  } catch (error) {
    assert.ok(error instanceof ProviderError);
    return error.message.includes('the node has no AWS identity') ? 'nobody' : 'failure';
  }
}

async function bySdk(context: TestContext, env: Readonly<Record<string, string>>): Promise<Outcome> {
  setEnvironment(context, env);
  const nothing = () => {};
  const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const credentials = fromNodeProviderChain({ logger, maxRetries: 0, timeout: 300 });
  const endpoint = env.AWS_ENDPOINT_URL_ECR as string;
  const ecr = new ECRClient({ region: 'eu-west-1', endpoint, credentials, logger, maxAttempts: 1 });
  try {
    const { authorizationData: [data] = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
    const [, password = ''] = /^AWS:(.*)$/.exec(atob(data?.authorizationToken ?? '')) ?? [];
    return PASSWORDS[password] ?? assert.fail(password);
  } catch (error) {
    return (error as Error).message === 'Could not load credentials from any providers'
      ? 'nobody'
      : 'failure';
  }
}
