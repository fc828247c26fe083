// Every field of the files that name an identity: azure.json and Google's credential files of each type. A change of it
// asks another question, is refused, or changes nothing that is sent, with the reason. A field that the code comes to
// read has no row here, and fails.

import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe } from 'node:test';
import { BOOLEANS, TEXTS } from '../../../../src/backend/acr/azure-json.ts';
import { ROOT } from '../../../support/executable.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  acr,
  acrPod,
  ecr,
  google,
  ID,
  KEYS,
  OTHER_ID,
  OTHER_PULLER,
  OTHER_TENANT,
  PROVIDER,
  PULLER,
  ROLE,
  TENANT,
  withEnv,
  withoutAnnotation,
} from './bases.ts';
import type { Pull } from './pulls.ts';
import { another, type Row, refused, renewed, same, testRows } from './row.ts';

const folder = temporaryFolder({ after });
/** One place for the file that a row changes, so that nothing but its content is another. */
const AZURE_JSON = join(folder.path, 'azure.json');
const CREDENTIAL = join(folder.path, 'credential.json');

type Members = Readonly<Record<string, unknown>>;

const azureText = (pull: (settings: Members) => Pull, text: string): Pull => ({
  ...pull({ azureJson: AZURE_JSON }),
  files: { [AZURE_JSON]: text },
});
const azure = (...members: readonly Members[]): Pull =>
  azureText(acr, JSON.stringify(Object.assign({}, ...members)));
/** The Pod asks, and the file says in which tenant. */
const azurePod = (...members: readonly Members[]): Pull =>
  withoutAnnotation(
    azureText(acrPod, JSON.stringify(Object.assign({}, ...members))),
    'azure.workload.identity/tenant-id',
  );
const token = folder.write('token', 'token');
const MANAGED = { useManagedIdentityExtension: true };
const PRINCIPAL = { tenantId: TENANT, aadClientId: ID };
const BY_TOKEN = { ...PRINCIPAL, useFederatedWorkloadIdentityExtension: true, aadFederatedTokenFile: token };
const BY_SECRET = { ...PRINCIPAL, aadClientSecret: 's' };
const NOT_READ = "it is of the controllers' network, and no part of who pulls";
const AZURE: Readonly<Record<string, Row>> = {
  cloud: another(
    azure(BY_TOKEN),
    azure(BY_TOKEN, { cloud: 'AzureChinaCloud' }),
    azure(BY_TOKEN, { cloud: 'AzureUSGovernmentCloud' }),
  ),
  tenantId: another(
    azure(MANAGED),
    azure(MANAGED, { tenantId: TENANT }),
    azure(MANAGED, { tenantId: OTHER_TENANT }),
    azure(BY_TOKEN),
    azure(BY_TOKEN, { tenantId: OTHER_TENANT }),
  ),
  resourceManagerEndpoint: same(
    "a public cloud's own says no more than the cloud; another one is refused",
    azure(BY_TOKEN),
    azure(BY_TOKEN, { resourceManagerEndpoint: 'https://management.azure.com/' }),
  ),
  identitySystem: same(
    'there is one; another one is refused',
    azure(BY_TOKEN),
    azure(BY_TOKEN, { identitySystem: 'azure_ad' }),
  ),
  userAssignedIdentityID: another(
    azure(MANAGED),
    azure(MANAGED, { userAssignedIdentityID: ID }),
    azure(MANAGED, { userAssignedIdentityID: OTHER_ID }),
    azure(MANAGED, { userAssignedIdentityID: '/subscriptions/s/a' }),
  ),
  aadClientId: another(azure(BY_TOKEN), azure(BY_TOKEN, { aadClientId: OTHER_ID })),
  aadFederatedTokenFile: another(azure(BY_TOKEN), azure(BY_TOKEN, { aadFederatedTokenFile: '/other' })),
  aadClientSecret: another(azure(BY_SECRET), azure(BY_SECRET, { aadClientSecret: 'other' })),
  aadClientCertPath: another(
    azure(PRINCIPAL, { aadClientCertPath: '/a' }),
    azure(PRINCIPAL, { aadClientCertPath: '/b' }),
  ),
  aadMSIDataPlaneIdentityPath: same(
    'it is not read where another identity is named, and refused where none is',
    azure(BY_TOKEN),
    azure(BY_TOKEN, { aadMSIDataPlaneIdentityPath: '/p' }),
  ),
  useManagedIdentityExtension: another(azure(BY_TOKEN), azure(BY_TOKEN, MANAGED)),
  useFederatedWorkloadIdentityExtension: another(
    azure(BY_TOKEN, { aadClientSecret: 's' }),
    azure(BY_TOKEN, { aadClientSecret: 's', useFederatedWorkloadIdentityExtension: false }),
  ),
};

describe('each field of azure.json', () => {
  testRows([...TEXTS, ...BOOLEANS], AZURE);
});

const AZURE_BESIDE: Readonly<Record<string, Row>> = {
  'its path, where a secret is in it': another(azure(BY_SECRET), {
    ...acr({ azureJson: `${AZURE_JSON}.other` }),
    files: { [`${AZURE_JSON}.other`]: JSON.stringify(BY_SECRET) },
  }),
  'fields of the network': same(
    NOT_READ,
    azure(BY_TOKEN),
    azure(BY_TOKEN, { networkResourceTenantID: OTHER_TENANT, auxiliaryTokenProvider: { vaultName: 'v' } }),
  ),
  'the password of a certificate': same(
    'it is not used: the certificate file holds an unencrypted key',
    azure(BY_TOKEN),
    azure(BY_TOKEN, { aadClientCertPassword: 'p' }),
  ),
  'the letters of the names': same(
    'their case has no meaning',
    azure(BY_TOKEN),
    azure({
      TENANTID: TENANT,
      aadclientid: ID,
      UseFederatedWorkloadIdentityExtension: true,
      AADFEDERATEDTOKENFILE: token,
    }),
  ),
  'the syntax': same(
    'YAML says the same',
    azure(BY_TOKEN),
    azureText(
      acr,
      `tenantId: ${TENANT}\naadClientId: ${ID}\nuseFederatedWorkloadIdentityExtension: yes\naadFederatedTokenFile: ${token}\n`,
    ),
  ),
  'the identity of the node, when the Pod asks': same(
    'only tenant and cloud count',
    azurePod(BY_SECRET),
    azurePod(MANAGED, { tenantId: TENANT, userAssignedIdentityID: OTHER_ID }),
  ),
  'the tenant, when the Pod asks': another(
    azurePod({ tenantId: TENANT }),
    azurePod({ tenantId: OTHER_TENANT }),
  ),
  'the cloud, when the Pod asks': another(
    azurePod({ tenantId: TENANT }),
    azurePod({ tenantId: TENANT, cloud: 'AzureChinaCloud' }),
  ),
};

describe('what else azure.json may have', () => {
  testRows(Object.keys(AZURE_BESIDE), AZURE_BESIDE);
});

const privateKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const KEY = {
  type: 'service_account',
  client_email: PULLER,
  private_key_id: 'k1',
  private_key: privateKey(),
};
const key = (...members: readonly Members[]): Pull => credential({ ...KEY }, ...members);

const AUDIENCE = `//iam.googleapis.com/${PROVIDER}`;
const EXTERNAL = {
  type: 'external_account',
  audience: AUDIENCE,
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  credential_source: { file: token },
};
const URL_SOURCE = {
  url: 'https://a.example/source',
  headers: { team: 'a' },
  format: { type: 'json', subject_token_field_name: 'token' },
};
const METADATA = 'http://169.254.169.254/latest/meta-data';
const AWS_SOURCE = {
  environment_id: 'aws1',
  region_url: `${METADATA}/placement/availability-zone`,
  url: `${METADATA}/iam/security-credentials`,
  regional_cred_verification_url:
    'https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15',
};
const impersonation = (email: string) => ({
  service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
});
const IMPERSONATED = {
  type: 'impersonated_service_account',
  source_credentials: KEY,
  ...impersonation(OTHER_PULLER),
};

function credential(...members: readonly Members[]): Pull {
  return credentialOf({}, ...members);
}
function credentialOf(settings: Members, ...members: readonly Members[]): Pull {
  return {
    ...google({ credentialFile: CREDENTIAL, ...settings }),
    files: { [CREDENTIAL]: JSON.stringify(Object.assign({}, ...members)) },
  };
}
const external = (...members: readonly Members[]): Pull => credential(EXTERNAL, ...members);
const source = (credential_source: Members): Pull => external({ credential_source });
const urlSource = (...members: readonly Members[]): Pull => source(Object.assign({}, URL_SOURCE, ...members));
const awsSource = (...members: readonly Members[]): Pull => source(Object.assign({}, AWS_SOURCE, ...members));
const asSource = (...members: readonly Members[]): Pull =>
  credential(IMPERSONATED, { source_credentials: Object.assign({}, EXTERNAL, ...members) });
const ROUTINE = 'it changes neither who asks nor where';

const GOOGLE: Readonly<Record<string, Row>> = {
  type: refused(
    key({ type: 'authorized_user' }),
    key({ type: 'gdch_service_account' }),
    key({ type: undefined }),
    external({ type: 'external_account_authorized_user' }),
  ),
  universe_domain: refused(
    key({ universe_domain: 'other.example' }),
    external({ universe_domain: 'other.example' }),
  ),
  client_email: another(key(), key({ client_email: OTHER_PULLER })),
  private_key: another(key(), key({ private_key: 'another' })),
  private_key_id: another(key(), key({ private_key_id: 'k2' }), key({ private_key_id: undefined })),
  audience: another(
    external(),
    external({ audience: AUDIENCE.replace('one', 'two') }),
    asSource(),
    asSource({ audience: AUDIENCE.replace('one', 'two') }),
  ),
  subject_token_type: another(
    external(),
    external({ subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' }),
    asSource({ subject_token_type: 'other' }),
  ),
  token_url: another(
    external({ token_url: 'https://us-east1-sts.googleapis.com/v1/token' }),
    external({ token_url: 'https://sts.mtls.googleapis.com/v1/token' }),
    asSource({ token_url: 'https://sts.mtls.googleapis.com/v1/token' }),
  ),
  service_account_impersonation_url: another(
    external(),
    external(impersonation(PULLER)),
    external(impersonation(OTHER_PULLER)),
    external({
      service_account_impersonation_url: impersonation(PULLER).service_account_impersonation_url.replace(
        '//',
        '//us-east1-',
      ),
    }),
    credential(IMPERSONATED),
    credential(IMPERSONATED, impersonation(PULLER)),
    asSource(impersonation(PULLER)),
  ),
  'service_account_impersonation.token_lifetime_seconds': another(
    external(impersonation(PULLER)),
    external(impersonation(PULLER), { service_account_impersonation: { token_lifetime_seconds: 600 } }),
    external(impersonation(PULLER), { service_account_impersonation: { token_lifetime_seconds: 1200 } }),
  ),
  source_credentials: another(
    credential(IMPERSONATED),
    credential(IMPERSONATED, { source_credentials: { ...KEY, client_email: OTHER_PULLER } }),
    asSource(),
    asSource({ credential_source: { file: '/other' } }),
    asSource({ credential_source: URL_SOURCE }),
    asSource({ credential_source: { ...URL_SOURCE, headers: { team: 'b' } } }),
  ),
  delegates: another(
    credential(IMPERSONATED),
    credential(IMPERSONATED, { delegates: [PULLER] }),
    credential(IMPERSONATED, { delegates: [PULLER, OTHER_PULLER] }),
  ),
  client_id: refused(external({ client_id: 'a' })),
  client_secret: refused(external({ client_secret: 'a' })),
  workforce_pool_user_project: refused(external({ workforce_pool_user_project: 'a' })),
  'credential_source.file': another(external(), source({ file: '/other' })),
  'credential_source.url': another(
    urlSource(),
    urlSource({ url: 'https://b.example/source' }),
    awsSource(),
    awsSource({ url: `${METADATA}/other` }),
    awsSource({ url: undefined }),
  ),
  'credential_source.headers': another(
    urlSource({ headers: undefined }),
    urlSource(),
    urlSource({ headers: { team: 'b' } }),
    urlSource({ headers: { other: 'a' } }),
    urlSource({ headers: { team: 'a', other: 'a' } }),
  ),
  'credential_source.format.type': another(urlSource({ format: undefined }), urlSource()),
  'credential_source.format.subject_token_field_name': another(
    urlSource(),
    urlSource({ format: { type: 'json', subject_token_field_name: 'other' } }),
    source({ file: token, format: { type: 'json', subject_token_field_name: 'token' } }),
    source({ file: token, format: { type: 'json', subject_token_field_name: 'other' } }),
  ),
  'credential_source.environment_id': refused(
    awsSource({ environment_id: 'aws2' }),
    awsSource({ environment_id: undefined }),
  ),
  'credential_source.region_url': another(
    awsSource(),
    awsSource({ region_url: `${METADATA}/other` }),
    awsSource({ region_url: undefined }),
  ),
  'credential_source.regional_cred_verification_url': another(
    awsSource(),
    awsSource({
      regional_cred_verification_url: 'https://sts.eu-west-1.amazonaws.com?Action=GetCallerIdentity',
    }),
  ),
  'credential_source.imdsv2_session_token_url': another(
    awsSource(),
    awsSource({ imdsv2_session_token_url: 'http://169.254.169.254/latest/api/token' }),
    awsSource({ imdsv2_session_token_url: 'http://[fd00:ec2::254]/latest/api/token' }),
  ),
  'credential_source.executable': refused(
    source({ executable: { command: '/bin/true' } }),
    source({ file: token, executable: {} }),
  ),
  'credential_source.certificate': refused(
    source({ certificate: {} }),
    source({ file: token, certificate: {} }),
  ),
};

/** Names in quotes that the readers of these files ask for. */
function namesReadIn(...files: readonly string[]): Set<string> {
  const texts = files.map((file) => readFileSync(join(ROOT, 'src/backend/google', file), 'utf8'));
  const calls = /\.(?:text|optionalText|email|object|optionalObject|has|get)\('(\w+)'\)/g;
  const lists = /'([a-z][a-z0-9]*(?:_[a-z0-9]+)+)'/g;
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(calls), ...text.matchAll(lists)].map(([, name]) => name as string),
    ),
  );
}

/** The types themselves, which are no fields. */
const TYPES = new Set([
  'service_account',
  'external_account',
  'authorized_user',
  'external_account_authorized_user',
  'impersonated_service_account',
]);
/** Objects, whose own fields are what counts. */
const OBJECTS = new Set(['credential_source', 'service_account_impersonation', 'format']);

describe("each field of Google's credential files", () => {
  const rows = Object.keys(GOOGLE);
  const read = [...namesReadIn('credential-file.ts', 'external-account.ts', 'credential-source.ts')].filter(
    (name) => !TYPES.has(name) && !OBJECTS.has(name),
  );
  // A name may stand in more than one place, and each place has a row.
  const wanted = read.flatMap((name) => {
    const places = rows.filter((row) => row.split('.').at(-1) === name);
    return places.length === 0 ? [name] : places;
  });
  testRows(wanted, GOOGLE);
});

const GOOGLE_BESIDE: Readonly<Record<string, Row>> = {
  project_id: same(ROUTINE, external(), external({ project_id: 'p' })),
  quota_project_id: same(ROUTINE, external(), external({ quota_project_id: 'p' })),
  token_info_url: same(
    ROUTINE,
    external(),
    external({ token_info_url: 'https://sts.googleapis.com/v1/introspect' }),
  ),
  token_uri: same(
    'google.endpoints.oauth2 says where a key is used, and no file',
    key(),
    key({ token_uri: 'https://b.example/token', auth_uri: 'https://c.example', client_id: '1' }),
  ),
  'the path of a key': another(key(), {
    ...google({ credentialFile: `${CREDENTIAL}.other` }),
    files: { [`${CREDENTIAL}.other`]: JSON.stringify(KEY) },
  }),
  'the path of a federated identity': same(
    'all that the file says is in the question',
    external(),
    external(),
  ),
  'the token in a file': renewed(
    'its owner renews it in its place at any time',
    ...['one', 'two'].map((text) => {
      const pull = external();
      return { ...pull, files: { ...pull.files, [token]: text } };
    }),
  ),
  'the keys of the environment for AWS': another(
    withEnv(awsSource(), { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 's' }),
    withEnv(awsSource(), { AWS_ACCESS_KEY_ID: 'AKIA2', AWS_SECRET_ACCESS_KEY: 's' }),
    awsSource(),
  ),
};

describe("what else Google's credential files may have", () => {
  testRows(Object.keys(GOOGLE_BESIDE), GOOGLE_BESIDE);
});

const SHARED_CONFIG = join(folder.path, 'aws-config');
const SHARED_CREDENTIALS = join(folder.path, 'aws-credentials');

/** A pull whose identity a profile of the shared files gives. */
function profile(config: string, credentials = '', settings: Members = { profile: 'p' }): Pull {
  return {
    ...ecr(settings),
    env: { AWS_CONFIG_FILE: SHARED_CONFIG, AWS_SHARED_CREDENTIALS_FILE: SHARED_CREDENTIALS },
    files: { [SHARED_CONFIG]: `[profile p]\n${config}\n`, [SHARED_CREDENTIALS]: `[p]\n${credentials}\n` },
  };
}

const PAIR = 'aws_access_key_id = AKIA1\naws_secret_access_key = s';
const ASSUMED = `role_arn = ${ROLE}\nsource_profile = q\n`;
const SSO =
  'sso_account_id = 1\nsso_role_name = a\nsso_start_url = https://a.example\nsso_region = eu-west-1';

/** A change of each field of a profile: the key has a digest of the files, so that none can be forgotten. */
const AWS: Readonly<Record<string, Row>> = {
  aws_access_key_id: another(profile('', PAIR), profile('', PAIR.replace('AKIA1', 'AKIA2'))),
  aws_secret_access_key: another(profile('', PAIR), profile('', PAIR.replace('= s', '= t'))),
  aws_session_token: another(profile('', PAIR), profile('', `${PAIR}\naws_session_token = t`)),
  role_arn: another(profile(ASSUMED), profile(ASSUMED.replace(ROLE, `${ROLE}2`))),
  source_profile: another(profile(ASSUMED), profile(ASSUMED.replace('= q', '= r'))),
  'the source profile itself': another(
    profile(`${ASSUMED}[profile q]\n${PAIR}`),
    profile(`${ASSUMED}[profile q]\n${PAIR.replace('AKIA1', 'AKIA2')}`),
  ),
  credential_source: another(
    profile(`role_arn = ${ROLE}\ncredential_source = Environment`),
    profile(`role_arn = ${ROLE}\ncredential_source = EcsContainer`),
  ),
  credential_process: another(profile('credential_process = /a'), profile('credential_process = /b')),
  external_id: another(profile(ASSUMED), profile(`${ASSUMED}external_id = a`)),
  role_session_name: another(profile(ASSUMED), profile(`${ASSUMED}role_session_name = a`)),
  duration_seconds: another(profile(ASSUMED), profile(`${ASSUMED}duration_seconds = 900`)),
  sso_role_name: another(profile(SSO), profile(SSO.replace('= a', '= b'))),
  'the default profile, which nothing names': another(
    profile(`${ASSUMED}[default]\ncredential_process = /a`, '', {}),
    profile(`${ASSUMED}[default]\ncredential_process = /b`, '', {}),
  ),
  'files that do not say who asks': same(
    'keys of the environment come before them',
    { ...profile('', PAIR, {}), env: KEYS },
    { ...profile('', PAIR.replace('AKIA1', 'AKIA2'), {}), env: KEYS },
  ),
};

describe('the shared AWS files', () => {
  testRows(Object.keys(AWS), AWS);
});
