// The node's chain of identities beside that of AWS's SDK: in each of these surroundings both pull as the same one, or
// neither does.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { ProviderError } from '../../../../src/errors.ts';
import type { AwsConfig, SessionCredentials } from '../../../clouds/aws/accounts.ts';
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

/** IAM Identity Center's portal: the keys of a role, for who has signed in. */
const portal = {
  server: createServer((request, response) => {
    const { keys } = portal;
    const isSignedIn = request.headers['x-amz-sso_bearer_token'] === 'sign-in';
    const { pathname, searchParams } = new URL(request.url ?? '', portal.url);
    searchParams.sort();
    const asked = `${pathname}?${searchParams}`;
    const isAsked = asked === '/federation/credentials?account_id=123456789012&role_name=pull';
    if (!isSignedIn || !isAsked || keys === undefined) {
      response
        .writeHead(401, { 'x-amzn-errortype': 'UnauthorizedException' })
        .end('{"message":"no session"}');
      return;
    }
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = keys;
    const roleCredentials = {
      accessKeyId,
      secretAccessKey,
      sessionToken,
      expiration: Date.now() + 3_600_000,
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ roleCredentials }));
  }),
  keys: undefined as SessionCredentials | undefined,
  get url(): string {
    return `http://127.0.0.1:${(portal.server.address() as AddressInfo).port}`;
  },
};
before(async () => {
  portal.server.listen(0, '127.0.0.1');
  await once(portal.server, 'listening');
});
after(() => portal.server.close());

const START_URL = 'https://example.awsapps.com/start';
const SSO = `[default]\nsso_start_url = ${START_URL}\nsso_account_id = 123456789012\nsso_region = eu-west-1\nsso_role_name = pull\n`;
const SSO_SESSION = `[sso-session corp]\nsso_start_url = ${START_URL}\nsso_region = eu-west-1\n[default]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = pull\n`;

/** What a sign-in leaves on the disk, under the hash of what it was for. */
function signIn(id: string, token: string, minutes: number) {
  return (aws: AwsCloud, folder: TemporaryFolder): void => {
    portal.keys = aws.accounts.openSession(aws.accounts.findRole(OTHER) ?? assert.fail(), 'sso', 3600);
    const file = `.aws/sso/cache/${createHash('sha1').update(id).digest('hex')}.json`;
    const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString();
    folder.write(file, JSON.stringify({ accessToken: token, expiresAt }));
  };
}

/** The same of `aws login`, which leaves the keys themselves. */
function logIn(minutes: number) {
  return (_aws: AwsCloud, folder: TemporaryFolder): void => {
    const file = `.aws/login/cache/${createHash('sha256').update('arn:login').digest('hex')}.json`;
    const accessToken = {
      accessKeyId: ALICE_KEYS.AWS_ACCESS_KEY_ID,
      secretAccessKey: ALICE_KEYS.AWS_SECRET_ACCESS_KEY,
      accountId: '123456789012',
      expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
    };
    folder.write(file, JSON.stringify({ accessToken, clientId: 'c', refreshToken: 'r', dpopKey: 'k' }));
  };
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
  ['a sign-in of SSO', () => ({ config: SSO, prepare: signIn(START_URL, 'sign-in', 60) }), 'other'],
  [
    'a sign-in of SSO by its session',
    () => ({ config: SSO_SESSION, prepare: signIn('corp', 'sign-in', 60) }),
    'other',
  ],
  ['a sign-in that is over', () => ({ config: SSO, prepare: signIn(START_URL, 'sign-in', -1) }), 'failure'],
  ['a sign-in that is refused', () => ({ config: SSO, prepare: signIn(START_URL, 'other', 60) }), 'failure'],
  ['nobody signed in', () => ({ config: SSO }), 'failure'],
  ['half of SSO', () => ({ config: '[default]\nsso_region = eu-west-1\n' }), 'failure'],
  ['a login', () => ({ config: '[default]\nlogin_session = arn:login\n', prepare: logIn(60) }), 'alice'],
  ['nobody logged in', () => ({ config: '[default]\nlogin_session = arn:login\n' }), 'failure'],
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
    const whole = {
      HOME: folder.path,
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_SSO: portal.url,
      ...cloud,
      ...env,
    };
    // The SDK's own parts read the process's environment.
    setEnvironment(context, whole);
    assert.equal(await ours(whole), outcome, 'ours');
    assert.equal(await bySdk(whole), outcome, "the SDK's");
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

async function bySdk(env: Readonly<Record<string, string>>): Promise<Outcome> {
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
