// Whom the node asks as, in each surroundings: the identity that is named, or a failure that says why it cannot be had.
// Only where nothing is named the container or the instance is asked. docs/decisions/0009-named-identities-of-aws.md

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { AwsConfig, SessionCredentials } from '../../../clouds/aws/accounts.ts';
import type { AwsCloud } from '../../../clouds/aws.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary.ts';
import { credentialOf, failureOf, start } from './pull.ts';
import { ALICE_KEYS, BOB_KEYS, DEEP, NODE, OTHER, PULL, tokenOf } from './world.ts';

/** Who has pulled; or the line of a failure, of which an IDENTITY_UNAVAILABLE has asked ECR as no identity. */
type Outcome = 'node' | 'alice' | 'bob' | 'pull' | 'other' | 'deep' | 'container' | RegExp;

const PASSWORDS: Readonly<Record<string, string>> = {
  'password of node': 'node',
  'password of alice': 'alice',
  'password of bob': 'bob',
  'pass:word:of:pull': 'pull',
  'password of other': 'other',
  'password of deep': 'deep',
  'password of container': 'container',
};
const CONTAINER = 'arn:aws:iam::123456789012:role/container';

const ACCOUNTS: Partial<AwsConfig> = {
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
    'arn:aws:iam::123456789012:user/bob': 'password of bob',
  },
};

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** The rule's. */
  readonly profile?: string;
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

/** A profile that a variable names, as any failure begins. */
const HYBRID = 'profile "hybrid" \\(AWS_PROFILE\\)';
/** AWS_PROFILE=hybrid, and what the profile says. */
const hybrid = (fields: string): Surroundings => ({
  env: { AWS_PROFILE: 'hybrid' },
  config: `[profile hybrid]\n${fields}`,
});
const process = (commandLine: string) => hybrid(`credential_process = ${commandLine}\n`);
const ofDefault = (commandLine: string) => `[default]\ncredential_process = ${commandLine}\n`;
const defaultProcess = (commandLine: string): Surroundings => ({ config: ofDefault(commandLine) });

const UNNAMED: readonly Row[] = [
  ['nothing but the instance', () => ({}), 'node'],
  ['an instance without a role', () => ({ changes: { instance: {} } }), /the node has no AWS identity/],
  ['metadata switched off', () => ({ env: { AWS_EC2_METADATA_DISABLED: 'true' } }), /no AWS identity/],
  ['metadata switched off by another word', () => ({ env: { AWS_EC2_METADATA_DISABLED: '1' } }), /"1"/],
  ['metadata not switched off', () => ({ env: { AWS_EC2_METADATA_DISABLED: 'False' } }), 'node'],
  ['a default profile without an identity', () => ({ config: '[default]\nregion = eu-west-1\n' }), 'node'],
  ['only other profiles at the usual place', () => ({ config: `[profile a]\n${alice}` }), 'node'],
  ['an empty AWS_PROFILE', () => ({ env: { AWS_PROFILE: '', AWS_DEFAULT_PROFILE: '' } }), 'node'],
  [
    'files of no place',
    () => ({
      env: { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
      config: ofDefault('exit 3'),
    }),
    'node',
  ],
  [
    'an instance whose service the default profile names',
    () => ({
      without: 'AWS_EC2_METADATA_SERVICE_ENDPOINT',
      prepare: (aws, folder) => {
        folder.write('.aws/config', `[default]\nec2_metadata_service_endpoint = ${aws.urls.imds}\n`);
      },
    }),
    'node',
  ],
];

const ENVIRONMENT: readonly Row[] = [
  ['keys', () => ({ env: ALICE_KEYS }), 'alice'],
  [
    'keys by the old names',
    () => ({ env: { AWS_ACCESS_KEY: 'AKIAALICE', AWS_SECRET_KEY: 'secret of alice' } }),
    'alice',
  ],
  [
    'keys by an old and a new name',
    () => ({ env: { AWS_ACCESS_KEY_ID: 'AKIAALICE', AWS_SECRET_KEY: 'secret of alice' } }),
    'alice',
  ],
  [
    'a new name before an old one',
    () => ({ env: { ...ALICE_KEYS, AWS_ACCESS_KEY: 'AKIABOB', AWS_SECRET_KEY: 'secret of bob' } }),
    'alice',
  ],
  [
    'empty keys',
    () => ({ env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' } }),
    'node',
  ],
  [
    'an id alone',
    () => ({ env: { AWS_ACCESS_KEY_ID: 'AKIAALICE' } }),
    /AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY: .*; set AWS_SECRET_ACCESS_KEY too, or unset AWS_ACCESS_KEY_ID/,
  ],
  [
    'an id with an empty secret',
    () => ({ env: { AWS_ACCESS_KEY_ID: 'AKIAALICE', AWS_SECRET_ACCESS_KEY: '' } }),
    /AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY/,
  ],
  [
    'a secret alone',
    () => ({ env: { AWS_SECRET_ACCESS_KEY: 'secret of alice' } }),
    /AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID/,
  ],
  [
    'a secret alone by its old name',
    () => ({ env: { AWS_SECRET_KEY: 'secret of alice' } }),
    /AWS_SECRET_KEY is set without AWS_ACCESS_KEY_ID/,
  ],
  [
    'a session token alone',
    () => ({ env: { AWS_SESSION_TOKEN: 'token' } }),
    /AWS_SESSION_TOKEN is set without AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/,
  ],
  [
    'half of the keys before a whole profile',
    () => ({ env: { AWS_ACCESS_KEY_ID: 'AKIAALICE' }, credentials: `[default]\n${alice}` }),
    /AWS_ACCESS_KEY_ID is set without/,
  ],
  [
    'half of the keys before a container',
    () => ({ env: { AWS_ACCESS_KEY_ID: 'AKIAALICE' }, changes: container }),
    /AWS_ACCESS_KEY_ID is set without/,
  ],
  [
    'an id of blanks',
    () => ({ env: { ...ALICE_KEYS, AWS_ACCESS_KEY_ID: '  ' } }),
    /AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY or AWS_SESSION_TOKEN is not a valid key/,
  ],
  [
    'a secret with a line end',
    () => ({ env: { ...ALICE_KEYS, AWS_SECRET_ACCESS_KEY: 'secret of alice\n' } }),
    /is not a valid key/,
  ],
  [
    'a session token with a line end',
    () => ({ env: { ...ALICE_KEYS, AWS_SESSION_TOKEN: 'a\nb' } }),
    /is not a valid key/,
  ],
  ['keys before the default profile', () => ({ env: ALICE_KEYS, credentials: `[default]\n${bob}` }), 'alice'],
  [
    'keys before a default profile that does not work',
    () => ({ env: ALICE_KEYS, ...defaultProcess('exit 3') }),
    'alice',
  ],
  [
    'keys before a profile that is named',
    () => ({ env: { ...ALICE_KEYS, AWS_PROFILE: 'b' }, config: `[profile b]\n${bob}` }),
    'alice',
  ],
  [
    'keys, and a profile is named that does not exist',
    () => ({ env: { ...ALICE_KEYS, AWS_PROFILE: 'z' } }),
    /profile "z" \(AWS_PROFILE\) is not in the shared AWS files, because there are none/,
  ],
  [
    'keys before a web identity',
    (folder) => ({
      env: { ...ALICE_KEYS, AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder), AWS_ROLE_ARN: OTHER },
    }),
    'alice',
  ],
  ['keys before a container', () => ({ env: ALICE_KEYS, changes: container }), 'alice'],

  [
    'a web identity',
    (folder) => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder), AWS_ROLE_ARN: OTHER } }),
    'other',
  ],
  [
    'a web identity whose token ends in a line break',
    (folder) => ({
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: folder.write('t', `${tokenOf()}\n`), AWS_ROLE_ARN: OTHER },
    }),
    'other',
  ],
  [
    'a web identity before the default profile',
    (folder) => ({
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder), AWS_ROLE_ARN: OTHER },
      credentials: `[default]\n${alice}`,
    }),
    'other',
  ],
  [
    'a web identity before a profile that is named',
    (folder) => ({
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder), AWS_ROLE_ARN: OTHER, AWS_PROFILE: 'a' },
      config: `[profile a]\n${alice}`,
    }),
    'other',
  ],
  [
    'a web identity, and a profile is named that does not exist',
    (folder) => ({
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder), AWS_ROLE_ARN: OTHER, AWS_PROFILE: 'z' },
    }),
    /profile "z" \(AWS_PROFILE\) is not in the shared AWS files/,
  ],
  [
    'a token file without a role',
    (folder) => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder) } }),
    /AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN/,
  ],
  [
    'a role without a token file',
    () => ({ env: { AWS_ROLE_ARN: OTHER } }),
    /AWS_ROLE_ARN is set without AWS_WEB_IDENTITY_TOKEN_FILE/,
  ],
  [
    'a role without a token file before a whole profile',
    () => ({ env: { AWS_ROLE_ARN: OTHER, AWS_PROFILE: 'a' }, config: `[profile a]\n${alice}` }),
    /AWS_ROLE_ARN is set without/,
  ],
  ['a session name alone', () => ({ env: { AWS_ROLE_SESSION_NAME: 'kubelet' } }), 'node'],
  [
    'a token file that does not exist',
    () => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent/token', AWS_ROLE_ARN: OTHER } }),
    /AWS_WEB_IDENTITY_TOKEN_FILE "\/nonexistent\/token" does not exist/,
  ],
  [
    'a token file that is a folder',
    (folder) => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: folder.path, AWS_ROLE_ARN: OTHER } }),
    /AWS_WEB_IDENTITY_TOKEN_FILE ".*" is a directory, not a file/,
  ],
  [
    'an empty token file',
    (folder) => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: folder.write('t', '\n'), AWS_ROLE_ARN: OTHER } }),
    /AWS_WEB_IDENTITY_TOKEN_FILE ".*" is empty/,
  ],
  [
    'a token file with two lines',
    (folder) => ({
      env: { AWS_WEB_IDENTITY_TOKEN_FILE: folder.write('t', 'cAnArY\ncAnArY'), AWS_ROLE_ARN: OTHER },
    }),
    /contains more than a token/,
  ],
  [
    'a web identity that is refused',
    (folder) => ({ env: { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile(folder), AWS_ROLE_ARN: DEEP } }),
    /AssumeRoleWithWebIdentity .*\[BACKEND_DENIED\]$/,
  ],

  ['the container', () => ({ changes: container }), 'container'],
  [
    'the container, whose token a file holds',
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
    'the default profile before the container',
    () => ({ changes: container, credentials: `[default]\n${alice}` }),
    'alice',
  ],
  [
    'a default profile that does not work, before the container',
    () => ({ changes: container, ...defaultProcess('exit 3') }),
    /failed with exit code 3/,
  ],
  [
    'a container that refuses',
    () => ({ changes: container, env: { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'other' } }),
    /\(4\) container credentials at .*: the role cannot be assumed/,
  ],
  [
    'a container whose token file does not exist',
    () => ({ changes: container, env: { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nonexistent/t' } }),
    /AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE "\/nonexistent\/t" does not exist/,
  ],
  [
    'a container whose token file is empty',
    (folder) => ({
      changes: container,
      env: { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: folder.write('t', '') },
    }),
    /AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE ".*" is empty/,
  ],
  [
    'a container that does not answer',
    () => ({ env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/keys' } }),
    /\(4\) container credentials: .*127\.0\.0\.1:9/,
  ],
  [
    'a container elsewhere, in clear',
    () => ({ env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://192.0.2.1/keys' } }),
    /AWS_CONTAINER_CREDENTIALS_FULL_URI is not an https URL, nor a URL of loopback/,
  ],
  [
    'a container at no URL',
    () => ({ env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'keys' } }),
    /AWS_CONTAINER_CREDENTIALS_FULL_URI is not an https URL/,
  ],
  [
    'a path of a container that would be a host',
    () => ({ env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '.evil.example/keys' } }),
    /AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not a path that begins with \//,
  ],
  [
    "a container's token alone",
    () => ({ env: { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'cAnArY' } }),
    /AWS_CONTAINER_AUTHORIZATION_TOKEN is set without AWS_CONTAINER_CREDENTIALS_FULL_URI/,
  ],
  [
    "a container's token file alone",
    () => ({ env: { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/t' } }),
    /AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is set without AWS_CONTAINER_CREDENTIALS_FULL_URI/,
  ],
];

const FILES: readonly Row[] = [
  [
    'the config file, whatever AWS_SDK_LOAD_CONFIG of the older SDK says',
    () => ({ env: { AWS_SDK_LOAD_CONFIG: '0' }, config: `[default]\n${alice}` }),
    'alice',
  ],
  ['the default profile of the credentials file', () => ({ credentials: `[default]\n${alice}` }), 'alice'],
  ['the default profile of the config file', () => ({ config: `[default]\n${alice}` }), 'alice'],
  ['the default profile by its long name', () => ({ config: `[profile default]\n${alice}` }), 'alice'],
  [
    'the long name before the short one',
    () => ({ config: `[default]\n${bob}[profile default]\n${alice}` }),
    'alice',
  ],
  [
    'the credentials file before the config file',
    () => ({ credentials: `[default]\n${alice}`, config: `[default]\n${bob}` }),
    'alice',
  ],
  [
    'keys of the credentials file before half of them in the other',
    () => ({ credentials: `[default]\n${alice}`, config: '[default]\naws_access_key_id = AKIABOB\n' }),
    'alice',
  ],
  [
    'fields of both files',
    () => ({
      credentials: `[a]\n${alice}`,
      config: `[profile a]\nregion = eu-west-1\n[default]\nrole_arn = ${PULL}\nsource_profile = a\n`,
    }),
    'pull',
  ],
  [
    'names of fields in any case',
    () => ({ config: `[default]\nAWS_Access_Key_Id = AKIAALICE\nAWS_SECRET_ACCESS_KEY = secret of alice\n` }),
    'alice',
  ],
  [
    'indented fields, quotes, colons and comments',
    () => ({
      config: `# c\r\n[ default ] ; c\r\n  aws_access_key_id: "AKIAALICE" # c\r\n\taws_secret_access_key = 'secret of alice' ; c\r\n`,
    }),
    'alice',
  ],
  [
    'a group of fields beside the keys',
    () => ({ config: `[default]\ns3 =\n  aws_access_key_id = AKIABOB\n${alice}` }),
    'alice',
  ],
  [
    'a profile of blanks and signs in its name',
    () => ({ env: { AWS_PROFILE: 'my profile/1' }, config: `[profile my profile/1]\n${alice}` }),
    'alice',
  ],
  [
    'a profile that is called like a property of objects',
    () => ({ env: { AWS_PROFILE: '__proto__' }, config: `[profile __proto__]\n${alice}` }),
    'alice',
  ],
  [
    'a property of objects that is no profile',
    () => ({ env: { AWS_PROFILE: 'constructor' }, config: `[profile a]\n${alice}` }),
    /profile "constructor" \(AWS_PROFILE\) is not in the shared AWS files/,
  ],
  [
    'half of the default profile: the id',
    () => ({ credentials: '[default]\naws_access_key_id = AKIAALICE\n' }),
    /profile "default" \(the shared AWS files\) has aws_access_key_id without aws_secret_access_key/,
  ],
  [
    'half of the default profile: the secret',
    () => ({ credentials: '[default]\naws_secret_access_key = cAnArY\n' }),
    /has aws_secret_access_key without aws_access_key_id/,
  ],
  [
    'half of the default profile: the session token',
    () => ({ credentials: '[default]\naws_session_token = cAnArY\n' }),
    /has aws_session_token without/,
  ],
  [
    'a half in each file',
    () => ({
      config: '[default]\naws_access_key_id = AKIAALICE\n',
      credentials: '[default]\naws_secret_access_key = secret of alice\n',
    }),
    /has aws_secret_access_key without aws_access_key_id/,
  ],
  [
    'keys of a profile that are none',
    () => ({ credentials: '[default]\naws_access_key_id = AKIA\u0001\naws_secret_access_key = s\n' }),
    /its keys are not valid/,
  ],

  [
    'files elsewhere',
    (folder) => ({ env: { AWS_SHARED_CREDENTIALS_FILE: folder.write('elsewhere', `[default]\n${alice}`) } }),
    'alice',
  ],
  [
    'a config file elsewhere',
    (folder) => ({ env: { AWS_CONFIG_FILE: folder.write('elsewhere', `[default]\n${alice}`) } }),
    'alice',
  ],
  [
    'a file below HOME by a tilde',
    () => ({
      env: { AWS_CONFIG_FILE: '~/.aws/elsewhere' },
      prepare: (_aws, folder) => {
        folder.write('.aws/elsewhere', `[default]\n${alice}`);
      },
    }),
    'alice',
  ],
  [
    'a config file elsewhere without an identity',
    (folder) => ({ env: { AWS_CONFIG_FILE: folder.write('elsewhere', '[default]\nregion = eu-west-1\n') } }),
    'node',
  ],
  [
    'a named config file that does not exist',
    () => ({ env: { AWS_CONFIG_FILE: '/nonexistent/config' } }),
    /AWS_CONFIG_FILE "\/nonexistent\/config" does not exist, .*; create it or correct the path, or unset AWS_CONFIG_FILE/,
  ],
  [
    'a named credentials file that does not exist',
    () => ({ env: { AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/c' } }),
    /AWS_SHARED_CREDENTIALS_FILE "\/nonexistent\/c" does not exist/,
  ],
  [
    'a named file that does not exist, beside one that has the profile',
    (folder) => ({
      env: {
        AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/c',
        AWS_CONFIG_FILE: folder.write('config', `[default]\n${alice}`),
      },
    }),
    /AWS_SHARED_CREDENTIALS_FILE "\/nonexistent\/c" does not exist/,
  ],
  [
    'a named file that is a folder',
    (folder) => ({ env: { AWS_CONFIG_FILE: folder.path } }),
    /AWS_CONFIG_FILE ".*" is a directory, not a file/,
  ],
  [
    'a named file that is no text',
    (folder) => ({ env: { AWS_CONFIG_FILE: folder.write('c', Buffer.from([0xff, 0xfe, 0x00])) } }),
    /AWS_CONFIG_FILE ".*" is (?:UTF-16, )?not UTF-8 text/,
  ],
  [
    'a named file of another form',
    (folder) => ({ env: { AWS_CONFIG_FILE: folder.write('c', '{"cAnArY": 1}') } }),
    /AWS_CONFIG_FILE ".*": line 1 is before the first \[NAME\]/,
  ],
  [
    'a named file that is empty',
    (folder) => ({ env: { AWS_SHARED_CREDENTIALS_FILE: folder.write('c', '') } }),
    /the file of AWS_SHARED_CREDENTIALS_FILE has no profile "default"/,
  ],
  [
    'a named file of other profiles',
    (folder) => ({ env: { AWS_CONFIG_FILE: folder.write('c', `[profile a]\n${alice}`) } }),
    /the file of AWS_CONFIG_FILE has no profile "default", and AWS_PROFILE does not name another one/,
  ],
  [
    'a named credentials file without keys',
    (folder) => ({
      env: { AWS_SHARED_CREDENTIALS_FILE: folder.write('c', '[default]\nregion = eu-west-1\n') },
    }),
    /profile "default" \(AWS_SHARED_CREDENTIALS_FILE\) names no credentials/,
  ],
  [
    'a file at the usual place that is none',
    () => ({ config: 'what is this\n[' }),
    /shared AWS file ".*\/\.aws\/config": line 1 is before the first \[NAME\]/,
  ],
  [
    'a broken line of a file at the usual place',
    () => ({ credentials: `[default\n${alice}` }),
    /shared AWS file ".*\/\.aws\/credentials": line 1 is not of the form \[NAME\]/,
  ],
  [
    'a line without a value',
    () => ({ config: '[default]\ncredential_process\n' }),
    /line 2 is not of the form NAME = VALUE/,
  ],
  [
    'a folder at the usual place',
    () => ({
      prepare: (_aws, folder) => {
        folder.write('.aws/config/x', '');
      },
    }),
    /shared AWS file ".*" is a directory, not a file/,
  ],
  [
    'a link at the usual place that leads nowhere',
    () => ({
      prepare: (_aws, folder) => {
        folder.write('.aws/x', '');
        symlinkSync('/nonexistent/c', join(folder.path, '.aws/credentials'));
      },
    }),
    /shared AWS file ".*" does not exist/,
  ],
];

const PROFILES: readonly Row[] = [
  ['AWS_PROFILE', () => ({ env: { AWS_PROFILE: 'a' }, config: `[profile a]\n${alice}` }), 'alice'],
  [
    'AWS_DEFAULT_PROFILE',
    () => ({ env: { AWS_DEFAULT_PROFILE: 'a' }, config: `[profile a]\n${alice}` }),
    'alice',
  ],
  [
    'AWS_PROFILE before AWS_DEFAULT_PROFILE',
    () => ({ env: { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'z' }, config: `[profile a]\n${alice}` }),
    'alice',
  ],
  [
    'AWS_PROFILE before the default profile',
    () => ({ env: { AWS_PROFILE: 'a' }, config: `[default]\n${bob}[profile a]\n${alice}` }),
    'alice',
  ],
  [
    'AWS_PROFILE before a default profile that does not work',
    () => ({
      env: { AWS_PROFILE: 'a' },
      config: `[default]\ncredential_process = exit 3\n[profile a]\n${alice}`,
    }),
    'alice',
  ],
  [
    'AWS_PROFILE of the credentials file',
    () => ({ env: { AWS_PROFILE: 'a' }, credentials: `[a]\n${alice}` }),
    'alice',
  ],
  [
    'AWS_PROFILE=default',
    () => ({ env: { AWS_PROFILE: 'default' }, credentials: `[default]\n${alice}` }),
    'alice',
  ],
  [
    'AWS_PROFILE=default without files',
    () => ({ env: { AWS_PROFILE: 'default' } }),
    /profile "default" \(AWS_PROFILE\) is not in the shared AWS files, because there are none/,
  ],
  [
    'AWS_PROFILE=default of an identity that is none',
    () => ({ env: { AWS_PROFILE: 'default' }, config: '[default]\nregion = eu-west-1\n' }),
    /profile "default" \(AWS_PROFILE\) names no credentials/,
  ],
  [
    'AWS_PROFILE of a profile that does not exist',
    () => ({ env: { AWS_PROFILE: 'z' }, config: `[profile a]\n${alice}` }),
    /profile "z" \(AWS_PROFILE\) is not in the shared AWS files, .*or unset AWS_PROFILE/,
  ],
  [
    'AWS_DEFAULT_PROFILE of a profile that does not exist',
    () => ({ env: { AWS_DEFAULT_PROFILE: 'z' }, config: `[default]\n${alice}` }),
    /profile "z" \(AWS_DEFAULT_PROFILE\) is not in/,
  ],
  [
    'AWS_PROFILE of a blank',
    () => ({ env: { AWS_PROFILE: ' ' }, config: `[default]\n${alice}` }),
    /profile " " \(AWS_PROFILE\) is not in/,
  ],
  [
    'AWS_PROFILE in another case',
    () => ({ env: { AWS_PROFILE: 'Hybrid' }, config: `[profile hybrid]\n${alice}` }),
    /has \[profile hybrid\]: names are case-sensitive/,
  ],
  [
    'AWS_PROFILE without its prefix in the config file',
    () => ({ env: { AWS_PROFILE: 'a' }, config: `[a]\n${alice}` }),
    /has \[a\]: names are case-sensitive, .*only the config file has "profile " before them/,
  ],
  [
    'AWS_PROFILE with a prefix in the credentials file',
    () => ({ env: { AWS_PROFILE: 'a' }, credentials: `[profile a]\n${alice}` }),
    /has \[profile a\]: names are case-sensitive/,
  ],
  [
    'AWS_PROFILE without an identity',
    () => hybrid('region = eu-west-1\n'),
    new RegExp(
      `${HYBRID} names no credentials, and no other identity is used instead; .*, or unset AWS_PROFILE`,
    ),
  ],
  [
    "the rule's profile before the keys of the environment",
    () => ({ profile: 'a', env: { ...BOB_KEYS }, config: `[profile a]\n${alice}` }),
    'alice',
  ],
  [
    "the rule's profile before AWS_PROFILE",
    () => ({ profile: 'a', env: { AWS_PROFILE: 'z' }, config: `[profile a]\n${alice}` }),
    'alice',
  ],
  [
    "the rule's profile before half of the keys",
    () => ({ profile: 'a', env: { AWS_ACCESS_KEY_ID: 'x' }, config: `[profile a]\n${alice}` }),
    'alice',
  ],
  [
    "the rule's profile that does not exist",
    () => ({ profile: 'z', env: ALICE_KEYS }),
    /profile "z" \(ecr\.profile of the rule\) is not in the shared AWS files/,
  ],
  [
    "the rule's profile without an identity",
    () => ({ profile: 'a', config: '[profile a]\n' }),
    /profile "a" \(ecr\.profile of the rule\) names no credentials/,
  ],
];

const PROGRAMS: readonly Row[] = [
  ['a program', (folder) => process(`cat ${folder.write('keys.json', aliceAsJson)}`), 'alice'],
  [
    'a program of the default profile',
    (folder) => defaultProcess(`cat ${folder.write('keys.json', aliceAsJson)}`),
    'alice',
  ],
  [
    'a program that is not there',
    () => process('/nonexistent/program'),
    new RegExp(
      `credential_process of ${HYBRID} failed with exit code 127 \\(the program does not exist\\), and no other`,
    ),
  ],
  [
    'a program that may not be executed',
    (folder) => process(folder.write('p', 'x')),
    /failed with exit code 126 \(the program may not be executed\)/,
  ],
  [
    'a program that fails',
    () => process('echo cAnArY; exit 3'),
    new RegExp(
      `credential_process of ${HYBRID} failed with exit code 3, and no other identity is used instead; run its command line by hand`,
    ),
  ],
  ['a program that is ended', () => process('kill -9 $$'), /was ended by SIGKILL/],
  ['a program that prints nothing', () => process('true'), /printed no JSON object/],
  ['a program that prints no JSON', () => process('echo cAnArY'), /printed no JSON object/],
  ['a program that prints a list', () => process(`echo '["cAnArY"]'`), /printed no JSON object/],
  [
    'a program of another version',
    () => process(`echo '${aliceAsJson.replace('1', '2')}'`),
    /printed JSON without "Version": 1/,
  ],
  [
    'a program of a version that is no number',
    () => process(`echo '${aliceAsJson.replace('1', '"1"')}'`),
    /printed JSON without "Version": 1/,
  ],
  [
    'a program that prints half of the keys',
    () => process(`echo '{"Version":1,"AccessKeyId":"AKIAALICE"}'`),
    /printed no valid AccessKeyId and SecretAccessKey/,
  ],
  [
    'a program that prints empty keys',
    () => process(`echo '{"Version":1,"AccessKeyId":"","SecretAccessKey":""}'`),
    /printed no valid AccessKeyId and SecretAccessKey/,
  ],
  [
    'a program that prints a number for a key',
    () => process(`echo '{"Version":1,"AccessKeyId":7,"SecretAccessKey":"s"}'`),
    /printed no valid AccessKeyId and SecretAccessKey/,
  ],
  [
    'a program whose keys have expired',
    () => process(`echo '${aliceAsJson.replace('}', ',"Expiration":"2020-01-01T00:00:00Z"}')}'`),
    /printed expired keys/,
  ],
  [
    'a program whose expiry is no time',
    () => process(`echo '${aliceAsJson.replace('}', ',"Expiration":"soon"}')}'`),
    /an invalid Expiration/,
  ],
  ...[
    '{"toString":"x"}',
    '{"toString":1,"valueOf":2}',
    '[[]]',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    '4102444800',
    '"2999"',
    '"sometime in 2999"',
    '"2999-01-01"',
    '"2999-13-01T00:00:00Z"',
    '""',
    'true',
  ].map(
    (expiration) =>
      [
        `a program whose expiry is ${expiration.slice(0, 30)}`,
        () => process(`echo '${aliceAsJson.replace('}', `,"Expiration":${expiration}}`)}'`),
        /an invalid Expiration/,
      ] as const,
  ),
  [
    'a program whose keys live on, by the clock of another zone',
    () => process(`echo '${aliceAsJson.replace('}', ',"Expiration":"2999-01-01T00:00:00.5+14:00"}')}'`),
    'alice',
  ],
  [
    'a program whose keys live on',
    () => process(`echo '${aliceAsJson.replace('}', ',"Expiration":"2999-01-01T00:00:00Z"}')}'`),
    'alice',
  ],
  [
    'a program of the default profile that fails',
    () => defaultProcess('exit 3'),
    /credential_process of profile "default" \(the shared AWS files\) failed with exit code 3/,
  ],
  [
    'a program of a named file that fails',
    (folder) => ({ env: { AWS_CONFIG_FILE: folder.write('c', ofDefault('exit 3')) } }),
    /credential_process of profile "default" \(AWS_CONFIG_FILE\) failed with exit code 3/,
  ],
  [
    "a program of the rule's profile that fails",
    () => ({ profile: 'a', config: '[profile a]\ncredential_process = exit 3\n' }),
    /credential_process of profile "a" \(ecr\.profile of the rule\) failed/,
  ],
  [
    'a program of a source that fails',
    () => ({
      config: `[profile p]\ncredential_process = exit 3\n[default]\nrole_arn = ${PULL}\nsource_profile = p\n`,
    }),
    /credential_process of profile "p" \(source_profile of "default"\) failed with exit code 3/,
  ],
  [
    'a program as the source of a role',
    (folder) => ({
      config: `[profile p]\ncredential_process = cat ${folder.write('keys.json', aliceAsJson)}\n[default]\nrole_arn = ${PULL}\nsource_profile = p\n`,
    }),
    'pull',
  ],
  [
    'a role by the keys of its own program',
    (folder) =>
      hybrid(`role_arn = ${PULL}\ncredential_process = cat ${folder.write('keys.json', aliceAsJson)}\n`),
    'pull',
  ],
  ['keys before a program', () => hybrid(`${alice}credential_process = exit 3\n`), 'alice'],
  [
    'a file that every user can write',
    (folder) => ({
      env: { AWS_CONFIG_FILE: open(folder.write('c', ofDefault('exit 0')), 0o646) },
    }),
    /credential_process of profile "default" \(AWS_CONFIG_FILE\) is not run: every user can write ".*\/c" \(mode 646\)/,
  ],
  [
    'a file that a group can write',
    (folder) => ({
      env: { AWS_CONFIG_FILE: open(folder.write('c', ofDefault('exit 0')), 0o664) },
    }),
    /is not run: group \d+ can write ".*\/c" \(mode 664\)/,
  ],
  [
    'a file in a folder that every user can write',
    (folder) => {
      const file = folder.write('open/c', ofDefault('exit 0'));
      open(join(folder.path, 'open'), 0o777);
      return { env: { AWS_CONFIG_FILE: file } };
    },
    /is not run: every user can write ".*\/open" \(mode 777\)/,
  ],
  [
    'a program that every user can write',
    (folder) => process(`${open(folder.write('p', '#!/bin/sh\n'), 0o757)} --flag`),
    /is not run: every user can write ".*\/p" \(mode 757\)/,
  ],
  [
    'a program that PATH finds and every user can write',
    (folder) => {
      open(folder.write('bin/helper', '#!/bin/sh\n'), 0o757);
      const { env, ...rest } = process('helper');
      return { ...rest, env: { ...env, PATH: join(folder.path, 'bin') } };
    },
    /is not run: every user can write ".*\/helper" \(mode 757\)/,
  ],
  ...['exec', 'env', 'A=1 B=/x'].map(
    (before): Row => [
      `a program behind ${before} that every user can write`,
      (folder) => process(`${before} ${open(folder.write('p', '#!/bin/sh\n'), 0o757)} --flag`),
      /is not run: every user can write ".*\/p" \(mode 757\)/,
    ],
  ),
  [
    'keys of a file that every user can write',
    (folder) => ({ env: { AWS_CONFIG_FILE: open(folder.write('c', `[default]\n${alice}`), 0o666) } }),
    'alice',
  ],
];

const ROLES: readonly Row[] = [
  [
    'a role of a source profile',
    () => ({ credentials: `[a]\n${alice}[default]\nrole_arn = ${PULL}\nsource_profile = a\n` }),
    'pull',
  ],
  [
    'a role whose profile has keys too: those of the source',
    () => ({ credentials: `[a]\n${alice}[default]\n${bob}role_arn = ${PULL}\nsource_profile = a\n` }),
    'pull',
  ],
  [
    'a role of its own profile',
    () => ({ credentials: `[default]\n${alice}role_arn = ${PULL}\nsource_profile = default\n` }),
    'pull',
  ],
  [
    'a role by the keys beside it',
    () => ({ credentials: `[default]\n${alice}role_arn = ${PULL}\n` }),
    'pull',
  ],
  [
    'roles one after the other',
    () => ({
      credentials: `[a]\n${alice}[b]\nrole_arn = ${PULL}\nsource_profile = a\n[default]\nrole_arn = ${DEEP}\nsource_profile = b\nexternal_id = partner-7\nrole_session_name = kubelet\nduration_seconds = 900\n`,
    }),
    'deep',
  ],
  [
    'a role without its external id',
    () => ({
      credentials: `[a]\n${alice}[b]\nrole_arn = ${PULL}\nsource_profile = a\n[default]\nrole_arn = ${DEEP}\nsource_profile = b\n`,
    }),
    /AssumeRole .*\[BACKEND_DENIED\]$/,
  ],
  [
    'source profiles in a circle',
    () => ({
      credentials: `[a]\nrole_arn = ${PULL}\nsource_profile = b\n[b]\nrole_arn = ${PULL}\nsource_profile = a\n[default]\nrole_arn = ${PULL}\nsource_profile = a\n`,
    }),
    /profile "a" \(source_profile of "b"\) refers back to itself/,
  ],
  [
    'its own source without keys',
    () => ({ credentials: `[default]\nrole_arn = ${PULL}\nsource_profile = default\n` }),
    /profile "default" \(source_profile of "default"\) refers back to itself/,
  ],
  [
    'more source profiles than anybody has',
    () => ({
      credentials: `[default]\nrole_arn = ${PULL}\nsource_profile = p0\n${Array.from({ length: 9_000 }, (_, index) => `[p${index}]\nrole_arn = ${PULL}\nsource_profile = p${index + 1}\n`).join('')}`,
    }),
    /profile "p19" \(source_profile of "p18"\) has more than 20 source profiles in its chain/,
  ],
  [
    'a source profile that does not exist',
    () => ({ credentials: `[default]\nrole_arn = ${PULL}\nsource_profile = z\n` }),
    /profile "z" \(source_profile of "default"\) is not in the shared AWS files/,
  ],
  [
    'a source profile without an identity',
    () => ({ credentials: `[a]\nregion = eu-west-1\n[default]\nrole_arn = ${PULL}\nsource_profile = a\n` }),
    /profile "a" \(source_profile of "default"\) names no credentials/,
  ],
  [
    'a source profile with half of the keys',
    () => ({
      credentials: `[a]\naws_access_key_id = AKIAALICE\n[default]\nrole_arn = ${PULL}\nsource_profile = a\n`,
    }),
    /profile "a" \(source_profile of "default"\) has aws_access_key_id without/,
  ],
  [
    'a role without a source',
    () => ({ credentials: `[default]\nrole_arn = ${PULL}\n` }),
    /profile "default" .* has role_arn, but no source that assumes it.*Ec2InstanceMetadata/,
  ],
  [
    'a source without a role',
    () => ({ credentials: `[a]\n${alice}[default]\nsource_profile = a\n` }),
    /has source_profile without role_arn/,
  ],
  [
    'a source of credentials without a role',
    () => ({ config: '[default]\ncredential_source = Ec2InstanceMetadata\n' }),
    /has credential_source without role_arn/,
  ],
  [
    'a token file without a role in a profile',
    (folder) => ({ config: `[default]\nweb_identity_token_file = ${tokenFile(folder)}\n` }),
    /has web_identity_token_file without role_arn/,
  ],
  [
    'a role with two sources',
    () => ({
      credentials: `[a]\n${alice}[default]\nrole_arn = ${PULL}\nsource_profile = a\ncredential_source = Environment\n`,
    }),
    /has source_profile and credential_source/,
  ],
  [
    'a source and a program',
    () => ({
      config: `[default]\nrole_arn = ${PULL}\ncredential_source = Environment\ncredential_process = exit 3\n`,
    }),
    /has credential_source and credential_process/,
  ],
  [
    'a role of the instance',
    () => ({ config: `[default]\nrole_arn = ${PULL}\ncredential_source = Ec2InstanceMetadata\n` }),
    'pull',
  ],
  [
    'a role of an instance that has none',
    () => ({
      changes: { instance: {} },
      config: `[default]\nrole_arn = ${PULL}\ncredential_source = Ec2InstanceMetadata\n`,
    }),
    /profile "default" .*: credential_source Ec2InstanceMetadata: instance role at .*: this instance has no role/,
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
    'a role of a container that is not there',
    () => ({ config: `[default]\nrole_arn = ${OTHER}\ncredential_source = EcsContainer\n` }),
    /credential_source EcsContainer: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor/,
  ],
  [
    'a role of the environment',
    () => ({
      profile: 'a',
      env: ALICE_KEYS,
      config: `[profile a]\nrole_arn = ${PULL}\ncredential_source = Environment\n`,
    }),
    'pull',
  ],
  [
    'a role of an environment without keys',
    () => ({ config: `[default]\nrole_arn = ${PULL}\ncredential_source = Environment\n` }),
    /credential_source Environment: no AWS_ACCESS_KEY_ID/,
  ],
  [
    'a role of an environment with half of the keys',
    () => ({
      profile: 'a',
      env: { AWS_ACCESS_KEY_ID: 'x' },
      config: `[profile a]\nrole_arn = ${PULL}\ncredential_source = Environment\n`,
    }),
    /AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY/,
  ],
  [
    'a source that there is not',
    () => ({ config: `[default]\nrole_arn = ${PULL}\ncredential_source = Elsewhere\n` }),
    /credential_source: expected Environment, EcsContainer or Ec2InstanceMetadata, got "Elsewhere"/,
  ],
  [
    'a source in another case',
    () => ({ config: `[default]\nrole_arn = ${PULL}\ncredential_source = ec2instancemetadata\n` }),
    /credential_source: expected .*, got "ec2instancemetadata"/,
  ],
  [
    'a role that refuses',
    () => ({ credentials: `[a]\n${alice}[default]\nrole_arn = ${DEEP}\nsource_profile = a\n` }),
    /AssumeRole .*\[BACKEND_DENIED\]$/,
  ],
  [
    'a role with a second factor',
    () => ({
      credentials: `[a]\n${alice}[default]\nrole_arn = ${PULL}\nsource_profile = a\nmfa_serial = arn:aws:iam::1:mfa/a\n`,
    }),
    /has mfa_serial, but this plugin cannot ask for a code/,
  ],
  [
    'a time of a role that is none',
    () => ({
      credentials: `[a]\n${alice}[default]\nrole_arn = ${PULL}\nsource_profile = a\nduration_seconds = 1h\n`,
    }),
    /duration_seconds: expected 900 to 43200, got "1h"/,
  ],
  [
    'a region that is none',
    () => ({
      credentials: `[a]\n${alice}[default]\nrole_arn = ${PULL}\nsource_profile = a\nregion = evil.example/\n`,
    }),
    /region: expected a region such as eu-west-1, got "evil\.example\/"/,
  ],

  [
    'a web identity of a profile',
    (folder) => hybrid(`role_arn = ${OTHER}\nweb_identity_token_file = ${tokenFile(folder)}\n`),
    'other',
  ],
  [
    'a token file of a profile that does not exist',
    () => hybrid(`role_arn = ${OTHER}\nweb_identity_token_file = /nonexistent/t\n`),
    new RegExp(`web_identity_token_file of ${HYBRID} "/nonexistent/t" does not exist`),
  ],
  [
    'an empty token file of a profile',
    (folder) => hybrid(`role_arn = ${OTHER}\nweb_identity_token_file = ${folder.write('t', '')}\n`),
    /web_identity_token_file of .* is empty/,
  ],
  [
    'a web identity of a profile that is refused',
    (folder) => hybrid(`role_arn = ${DEEP}\nweb_identity_token_file = ${tokenFile(folder)}\n`),
    /AssumeRoleWithWebIdentity .*\[BACKEND_DENIED\]$/,
  ],

  ['a sign-in of SSO', () => ({ config: SSO, prepare: signIn(START_URL, 'sign-in', 60) }), 'other'],
  [
    'a sign-in of SSO by its session',
    () => ({ config: SSO_SESSION, prepare: signIn('corp', 'sign-in', 60) }),
    'other',
  ],
  [
    'a sign-in that has expired',
    () => ({ config: SSO, prepare: signIn(START_URL, 'sign-in', -1) }),
    /the SSO session of profile "default" .* cannot be used: it does not exist, or has expired.*aws sso login/,
  ],
  [
    'a sign-in that is refused',
    () => ({ config: SSO, prepare: signIn(START_URL, 'other', 60) }),
    /the sign-in has expired .*\[BACKEND_DENIED\]$/,
  ],
  ['no sign-in', () => ({ config: SSO }), /the SSO session of profile "default" .* cannot be used/],
  [
    'no sign-in of a session',
    () => ({ config: SSO_SESSION }),
    /the SSO session of profile "default" .* cannot be used/,
  ],
  [
    'half of SSO',
    () => ({ config: '[default]\nsso_region = eu-west-1\n' }),
    /names SSO without sso_account_id, sso_role_name, sso_start_url/,
  ],
  [
    'a session of SSO without an account',
    () => ({ config: `${SSO_SESSION.split('sso_account_id')[0]}` }),
    /names SSO without sso_account_id, sso_role_name/,
  ],
  [
    'a session of SSO that does not exist',
    () => ({ config: '[default]\nsso_session = corp\n' }),
    /has sso_session "corp", but the config file has no \[sso-session corp\]/,
  ],
  ['a login', () => ({ config: '[default]\nlogin_session = arn:login\n', prepare: logIn(60) }), 'alice'],
  [
    'no login',
    () => ({ config: '[default]\nlogin_session = arn:login\n' }),
    /the login session of profile "default" .* cannot be used/,
  ],
];

function open(path: string, mode: number): string {
  chmodSync(path, mode);
  return path;
}

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'nothing named': UNNAMED,
  environment: ENVIRONMENT,
  files: FILES,
  profiles: PROFILES,
  programs: PROGRAMS,
  roles: ROLES,
};

for (const [table, rows] of Object.entries(TABLES)) {
  describe(table, () => {
    for (const [what, surroundings, outcome] of rows) {
      const ends = typeof outcome === 'string' ? `asks as ${outcome}` : 'fails';
      test(`${what}: ${ends}`, async (context) => {
        const folder = temporaryFolder(context);
        const {
          env = {},
          profile,
          without = '',
          credentials,
          config,
          changes = {},
          prepare,
        } = surroundings(folder);
        const aws = await start(context, { ...ACCOUNTS, ...changes });
        if (credentials !== undefined) folder.write('.aws/credentials', credentials);
        if (config !== undefined) folder.write('.aws/config', config);
        prepare?.(aws, folder);
        const { [without]: _, ...cloud } = aws.env;
        const whole = {
          HOME: folder.path,
          PATH: '/usr/bin:/bin',
          AWS_REGION: 'eu-west-1',
          AWS_ENDPOINT_URL_SSO: portal.url,
          ...cloud,
          ...env,
        };
        // The SDK's own parts read the process's environment.
        setEnvironment(context, whole);
        const asking = { env: whole, ...(profile !== undefined && { settings: { profile } }) };
        if (typeof outcome === 'string') {
          assert.equal(PASSWORDS[(await credentialOf(asking)).password], outcome);
          return;
        }
        const line = await failureOf(asking);
        assert.match(line, outcome);
        assert.match(line, /^rule "team-a": ecr: .* \[(IDENTITY_UNAVAILABLE|BACKEND_DENIED)\]$/);
        assert.doesNotMatch(line, /cAnArY|secret of/);
        assert.deepEqual(
          aws.requests.filter(({ service }) => service === 'ecr'),
          [],
          'another identity has asked',
        );
        // A public image is not pulled anonymously either, where something is named.
        if (table !== 'nothing named') {
          assert.equal(await failureOf({ ...asking, image: 'public.ecr.aws/x/y' }), line);
        }
      });
    }
  });
}
