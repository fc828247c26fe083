// Every variable of the environment that a cloud's backend knows: a change of it asks another question, is refused, or
// changes nothing that is sent, with the reason. One that the code comes to name has no row here, and fails.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe } from 'node:test';
import { ROOT } from '../../../support/executable.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  acr,
  ECR_HOST,
  ecr,
  google,
  ID,
  KEYS,
  OTHER_ID,
  OTHER_TENANT,
  PULLER,
  ROLE,
  TENANT,
  withEnv,
} from './bases.ts';
import type { Pull } from './pulls.ts';
import { another, type Row, refused, renewed, same, testRows } from './row.ts';

const folder = temporaryFolder({ after });
const token = folder.write('token', 'token');
const keyOf = (email: string) =>
  folder.write(
    `${email}.json`,
    JSON.stringify({ type: 'service_account', client_email: email, private_key: 'k' }),
  );

type Env = Readonly<Record<string, string>>;
const node: Pull = { image: `${ECR_HOST}/app`, rule: { ecr: {} } };
const publicNode: Pull = { image: 'public.ecr.aws/team/app', rule: { ecr: { roleArn: ROLE } } };
const federated = acr({ workloadIdentity: { clientId: ID, tenantId: TENANT, tokenFile: token } });
const WORKLOAD = { AZURE_CLIENT_ID: ID, AZURE_TENANT_ID: TENANT, AZURE_FEDERATED_TOKEN_FILE: token };

/** Without the variable, and with each of the values. */
const values = (pull: Pull, name: string, ...of: readonly string[]): Row =>
  another(pull, ...of.map((value) => withEnv(pull, { [name]: value })));
/** With each of the values, beside others that must be there. */
const beside = (pull: Pull, others: Env, name: string, ...of: readonly string[]): Row =>
  another(...of.map((value) => withEnv(pull, { ...others, [name]: value })));
const hidden = (name: string): Row =>
  same('it is hidden from the SDK, and read by nothing else', federated, withEnv(federated, { [name]: '1' }));

const URLS = ['https://a.example', 'https://b.example'] as const;
const LOCAL = ['http://127.0.0.1:1', 'http://127.0.0.1:2'] as const;
const SAME_KEYS = 'each session has an access key id of its own';

const AMAZON: Readonly<Record<string, Row>> = {
  AWS_ACCESS_KEY_ID: beside(node, { AWS_SECRET_ACCESS_KEY: 's' }, 'AWS_ACCESS_KEY_ID', 'AKIA1', 'AKIA2'),
  AWS_ACCESS_KEY: beside(node, { AWS_SECRET_ACCESS_KEY: 's' }, 'AWS_ACCESS_KEY', 'AKIA1', 'AKIA2'),
  AWS_SECRET_ACCESS_KEY: beside(node, { AWS_ACCESS_KEY_ID: 'AKIA1' }, 'AWS_SECRET_ACCESS_KEY', 'a', 'b'),
  AWS_SECRET_KEY: beside(node, { AWS_ACCESS_KEY_ID: 'AKIA1' }, 'AWS_SECRET_KEY', 'a', 'b'),
  AWS_SESSION_TOKEN: renewed(SAME_KEYS, ecr(), withEnv(ecr(), { AWS_SESSION_TOKEN: 'other' })),
  AWS_PROFILE: values(node, 'AWS_PROFILE', 'a', 'b'),
  AWS_DEFAULT_PROFILE: values(node, 'AWS_DEFAULT_PROFILE', 'a', 'b'),
  AWS_CONFIG_FILE: values(node, 'AWS_CONFIG_FILE', '/a', '/b'),
  AWS_SHARED_CREDENTIALS_FILE: values(node, 'AWS_SHARED_CREDENTIALS_FILE', '/a', '/b'),
  AWS_LOGIN_CACHE_DIRECTORY: values(node, 'AWS_LOGIN_CACHE_DIRECTORY', '/a', '/b'),
  HOME: values(node, 'HOME', '/a', '/b'),
  AWS_ROLE_ARN: beside(node, { AWS_WEB_IDENTITY_TOKEN_FILE: token }, 'AWS_ROLE_ARN', ROLE, `${ROLE}2`),
  AWS_ROLE_SESSION_NAME: values(node, 'AWS_ROLE_SESSION_NAME', 'aa', 'bb'),
  AWS_WEB_IDENTITY_TOKEN_FILE: beside(
    node,
    { AWS_ROLE_ARN: ROLE },
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    token,
    '/other',
  ),
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: values(node, 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', '/a', '/b'),
  AWS_CONTAINER_CREDENTIALS_FULL_URI: values(node, 'AWS_CONTAINER_CREDENTIALS_FULL_URI', ...LOCAL),
  AWS_CONTAINER_AUTHORIZATION_TOKEN: values(node, 'AWS_CONTAINER_AUTHORIZATION_TOKEN', 'a', 'b'),
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: values(node, 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', '/a', '/b'),
  AWS_EC2_METADATA_DISABLED: values(node, 'AWS_EC2_METADATA_DISABLED', 'true', 'false'),
  AWS_EC2_METADATA_SERVICE_ENDPOINT: values(node, 'AWS_EC2_METADATA_SERVICE_ENDPOINT', ...LOCAL),
  AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE: values(
    node,
    'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
    'IPv4',
    'IPv6',
  ),
  AWS_REGION: values(publicNode, 'AWS_REGION', 'us-west-2', 'eu-west-1'),
  AWS_DEFAULT_REGION: values(publicNode, 'AWS_DEFAULT_REGION', 'us-west-2', 'eu-west-1'),
  AWS_USE_FIPS_ENDPOINT: values(node, 'AWS_USE_FIPS_ENDPOINT', 'true'),
  AWS_USE_DUALSTACK_ENDPOINT: values(node, 'AWS_USE_DUALSTACK_ENDPOINT', 'true'),
  AWS_ENDPOINT_URL: values(node, 'AWS_ENDPOINT_URL', ...URLS),
  AWS_ENDPOINT_URL_ECR: values(node, 'AWS_ENDPOINT_URL_ECR', ...URLS),
  AWS_ENDPOINT_URL_ECR_PUBLIC: values(publicNode, 'AWS_ENDPOINT_URL_ECR_PUBLIC', ...URLS),
  AWS_ENDPOINT_URL_STS: values(node, 'AWS_ENDPOINT_URL_STS', ...URLS),
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: beside(
    node,
    { AWS_ENDPOINT_URL: URLS[0] },
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    'true',
    'false',
  ),
};

const AZURE: Readonly<Record<string, Row>> = {
  AZURE_AUTHORITY_HOST: values(federated, 'AZURE_AUTHORITY_HOST', ...URLS),
  AZURE_CLIENT_ID: beside(acr(), WORKLOAD, 'AZURE_CLIENT_ID', ID, OTHER_ID),
  AZURE_TENANT_ID: beside(acr(), WORKLOAD, 'AZURE_TENANT_ID', TENANT, OTHER_TENANT),
  AZURE_FEDERATED_TOKEN_FILE: beside(acr(), WORKLOAD, 'AZURE_FEDERATED_TOKEN_FILE', token, '/other'),
  AZURE_CLIENT_SECRET: refused(
    withEnv(acr(), { AZURE_CLIENT_SECRET: 's' }),
    withEnv(acr(), { AZURE_CLIENT_ID: ID, AZURE_TENANT_ID: TENANT, AZURE_CLIENT_SECRET: 's' }),
  ),
  AZURE_CLIENT_CERTIFICATE_PATH: refused(withEnv(acr(), { AZURE_CLIENT_CERTIFICATE_PATH: '/c' })),
  AZURE_POD_IDENTITY_AUTHORITY_HOST: values(acr(), 'AZURE_POD_IDENTITY_AUTHORITY_HOST', ...LOCAL),
  IDENTITY_ENDPOINT: beside(acr(), { IMDS_ENDPOINT: LOCAL[0] }, 'IDENTITY_ENDPOINT', ...LOCAL),
  IDENTITY_HEADER: beside(acr(), { IDENTITY_ENDPOINT: LOCAL[0] }, 'IDENTITY_HEADER', 'a', 'b'),
  IMDS_ENDPOINT: another(
    acr(),
    withEnv(acr(), { IDENTITY_ENDPOINT: LOCAL[0], IMDS_ENDPOINT: LOCAL[0] }),
    withEnv(acr(), { IDENTITY_ENDPOINT: LOCAL[0], IDENTITY_HEADER: 'a' }),
  ),
  ...Object.fromEntries(
    [
      'AZURE_IDENTITY_DISABLE_MULTITENANTAUTH',
      'AZURE_LOG_LEVEL',
      'AZURE_REGIONAL_AUTHORITY_NAME',
      'DEBUG',
      'IDENTITY_SERVER_THUMBPRINT',
      'MSAL_FORCE_REGION',
      'MSI_ENDPOINT',
      'MSI_SECRET',
      'TYPESPEC_RUNTIME_LOG_LEVEL',
    ].map((name) => [name, hidden(name)]),
  ),
};

const GOOGLE: Readonly<Record<string, Row>> = {
  GCE_METADATA_HOST: values(google(), 'GCE_METADATA_HOST', '127.0.0.1:1', '127.0.0.1:2'),
  GCE_METADATA_IP: values(google(), 'GCE_METADATA_IP', '127.0.0.1', '127.0.0.2'),
  GOOGLE_APPLICATION_CREDENTIALS: values(
    google(),
    'GOOGLE_APPLICATION_CREDENTIALS',
    keyOf(PULLER),
    keyOf(PULLER.replace('puller', 'other')),
  ),
};

const CLOUDS = ['acr', 'cloud', 'ecr', 'google'] as const;
const NAME =
  /\b(?:(?:AWS|AZURE|GOOGLE|GCE|IDENTITY|IMDS|MSI|MSAL|TYPESPEC)_[A-Z0-9_]*[A-Z0-9]|HOME|DEBUG)\b/g;
/** Of the same form, and no variable. */
const OTHERS: ReadonlySet<string> = new Set([
  'IDENTITY_FIELDS',
  'IDENTITY_NOT_ALLOWED',
  'IDENTITY_UNAVAILABLE',
]);

function variablesNamedIn(folderName: string): string[] {
  const at = join(ROOT, 'src/backend', folderName);
  const files = readdirSync(at, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.flatMap((name) => {
    const code = readFileSync(join(at, name), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    return (code.match(NAME) ?? []).filter((variable) => !OTHERS.has(variable));
  });
}

describe('each variable of the environment', () => {
  testRows(CLOUDS.flatMap(variablesNamedIn), { ...AMAZON, ...AZURE, ...GOOGLE });
});

const pod = (pull: Pull): Pull => ({
  ...pull,
  rule: { ...pull.rule, identity: 'serviceAccount' },
  claims: {
    sub: 'system:serviceaccount:team-a:app',
    iss: 'https://oidc.example',
    aud: ['a'],
    exp: 1_900_000_000,
  },
  annotations: {
    'eks.amazonaws.com/role-arn': ROLE,
    'azure.workload.identity/client-id': ID,
    'azure.workload.identity/tenant-id': TENANT,
  },
});

const POD: Readonly<Record<string, Row>> = {
  ecr: same(
    "the node's identity is not asked",
    pod(node),
    withEnv(pod(node), { ...KEYS, AWS_PROFILE: 'a', HOME: '/a' }),
  ),
  acr: same(
    "the node's identity is not asked",
    pod(acr()),
    withEnv(pod(acr()), { ...WORKLOAD, AZURE_CLIENT_SECRET: 's' }),
  ),
  google: same(
    "the node's identity is not asked",
    pod(google()),
    withEnv(pod(google()), { GOOGLE_APPLICATION_CREDENTIALS: '/nowhere' }),
  ),
};

describe('the variables of the node, when the Pod asks', () => {
  testRows(Object.keys(POD), POD);
});
