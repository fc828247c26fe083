// Every field of the settings that a rule with a cloud may have, by the schema: a change of it asks another question,
// or changes nothing that is sent, with the reason. A field that the schema gets has no row here, and fails.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe } from 'node:test';
import { createAuthority } from '../../../clouds/authority.ts';
import { ROOT } from '../../../support/executable.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  ACR_HOST,
  acr,
  acrPod,
  boundPod,
  ECR_HOST,
  type ExchangeKind,
  ecr,
  ecrPod,
  exchangeNode,
  exchangePod,
  google,
  googlePod,
  ID,
  OTHER_ID,
  OTHER_PULLER,
  OTHER_TENANT,
  PROVIDER,
  PULLER,
  ROLE,
  stored,
  storedPod,
  TENANT,
  withConfig,
  withEnv,
  withoutAnnotation,
} from './bases.ts';
import { another, none, type Row, same, testRows } from './row.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'schemas/config.schema.json'), 'utf8')) as Schema & {
  readonly $defs: Readonly<Record<string, Schema>>;
};

/** Paths of all that holds no further fields. */
function leavesOf(schema: Schema, path = ''): string[] {
  const { $ref, ...own } = schema;
  const { properties, items } = { ...($ref && SCHEMA.$defs[$ref.replace('#/$defs/', '')]), ...own };
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([name, field]) =>
      leavesOf(field, path === '' ? name : `${path}.${name}`),
    );
  }
  const inner = items === undefined ? [] : leavesOf(items, `${path}[]`);
  return inner.some((leaf) => leaf !== `${path}[]`) ? inner : [path];
}

const folder = temporaryFolder({ after });
const write = (name: string, content: unknown) => folder.write(name, JSON.stringify(content));

const KEY = { type: 'service_account', client_email: PULLER, private_key: 'k' };
const external = (source: object) => ({
  type: 'external_account',
  audience: `//iam.googleapis.com/${PROVIDER}`,
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  credential_source: source,
});
const principal = { clientId: ID, tenantId: TENANT };
const principalBySecret = {
  servicePrincipal: { ...principal, clientSecretFile: folder.write('secret', 's') },
};
const federated = { workloadIdentity: { ...principal, tokenFile: folder.write('token', 'token') } };
const role = { roleArn: ROLE };
const keyFile = write('key.json', KEY);
const urlFile = write(
  'url.json',
  external({ url: 'https://a.example/source', format: { type: 'json', subject_token_field_name: 'token' } }),
);

const ROOT_FIELDS: Readonly<Record<string, Row>> = {
  apiVersion: none('there is one'),
  kind: none('there is one'),
  deadline: same(
    'how long is waited changes no answer',
    acr(federated),
    withConfig(acr(federated), { deadline: '20s' }),
  ),
  caFile: same(
    'whose certificates are believed changes nothing that is sent',
    acr(federated),
    withConfig(acr(federated), { caFile: '/ca.pem' }),
  ),
  'cache.enabled': none('it is whether there are entries'),
  'cache.directory': none('it is where the entries are'),
  'cache.graceAfterExpiry': none('it is how long an entry is used after its end'),
  'log.file': none('what is logged is no part of an answer'),
  'log.maxSize': none('what is logged is no part of an answer'),
  'log.journald': none('what is logged is no part of an answer'),
  'log.level': none('what is logged is no part of an answer'),
};

const RULE: Readonly<Record<string, Row>> = {
  'rules[].name': same(
    'two rules with the same settings ask the same',
    acr(federated),
    acr(federated, { name: 'b' }),
  ),
  'rules[].matchImages': same(
    'which images a rule is for changes no answer',
    acr(federated),
    acr(federated, { matchImages: ['*.azurecr.io'] }),
  ),
  'rules[].matchServiceAccounts': same(
    'the service account that pulls is in the question',
    googlePod({ workloadIdentity: { provider: PROVIDER } }),
    googlePod({ workloadIdentity: { provider: PROVIDER } }, { matchServiceAccounts: ['team-a/*'] }),
  ),
  'rules[].identity': another(ecrPod(role), { ...ecrPod(role), rule: { ecr: role } }),
  'rules[].continue': none('it chooses rules; each asks as it would alone'),
  'rules[].required': none('it says what the failure of a rule means to the others of its chain'),
  'rules[].thenAnonymous': none('nothing is asked for it'),
  'rules[].onMissingServiceAccount': same(
    'it is for pulls without a token, which ask as the node',
    googlePod({ workloadIdentity: { provider: PROVIDER } }),
    googlePod({ workloadIdentity: { provider: PROVIDER } }, { onMissingServiceAccount: 'node' }),
  ),
  'rules[].serviceAccountToken.username': none('no cloud is asked: the answer is made of the request'),
  'rules[].serviceAccountToken.audience': none('no cloud is asked: the answer is made of the request'),
  'rules[].dockerConfig.path': none('no cloud is asked'),
  'rules[].dockerConfig.helpers': none('no cloud is asked'),
  'rules[].dockerConfig.cacheDuration': none('no cloud is asked'),
  'rules[].static.username': none('no cloud is asked'),
  'rules[].static.usernameFile': none('no cloud is asked'),
  'rules[].static.password': none('no cloud is asked'),
  'rules[].static.passwordFile': none('no cloud is asked'),
  'rules[].static.cacheDuration': none('no cloud is asked'),
};

const ECR: Readonly<Record<string, Row>> = {
  'rules[].ecr.registry': another(
    ecr(),
    ecr({ registry: ECR_HOST.replace('123', '321') }),
    ecr({ registry: ECR_HOST.replace('west', 'north') }),
    ecr({ registry: 'public.ecr.aws' }),
  ),
  'rules[].ecr.profile': another(ecr(), ecr({ profile: 'a' }), ecr({ profile: 'b' })),
  'rules[].ecr.roleArn': another(
    ecr(),
    ecr(role),
    ecr({ roleArn: `${ROLE}2` }),
    ecr({ roleArn: [ROLE, `${ROLE}2`] }),
    ecr({ roleArn: [`${ROLE}2`, ROLE] }),
    withoutAnnotation(ecrPod(role), 'eks.amazonaws.com/role-arn'),
    withoutAnnotation(ecrPod({ roleArn: [ROLE, `${ROLE}2`] }), 'eks.amazonaws.com/role-arn'),
  ),
  'rules[].ecr.externalId': another(
    ecr(role),
    ecr({ ...role, externalId: 'ab' }),
    ecr({ ...role, externalId: 'cd' }),
  ),
  'rules[].ecr.sessionName': another(
    ecr(role),
    ecr({ ...role, sessionName: 'ab' }),
    ecr({ ...role, sessionName: 'cd' }),
  ),
  'rules[].ecr.allowedRoleArns': same(
    'it lets an annotation choose or not; the role that it chose is in the question',
    ecrPod(),
    ecrPod({ allowedRoleArns: [ROLE] }),
  ),
  'rules[].ecr.region': another(
    ecr(role),
    ecr({ ...role, region: 'eu-west-2' }),
    ecr({ ...role, region: 'eu-central-1' }),
    ecrPod({ region: 'eu-west-2' }),
    ecrPod({ region: 'eu-central-1' }),
  ),
  'rules[].ecr.endpoint': another(
    ecr(),
    ecr({ endpoint: 'https://a.example' }),
    ecr({ endpoint: 'https://b.example' }),
    ecrPod({ endpoint: 'https://a.example' }),
  ),
  'rules[].ecr.stsEndpoint': another(
    ecr(role),
    ecr({ ...role, stsEndpoint: 'https://a.example' }),
    ecr({ ...role, stsEndpoint: 'https://b.example' }),
    ecrPod({ stsEndpoint: 'https://a.example' }),
  ),
};

const clusterCa = (name: string): string => folder.write(name, createAuthority(name).certificate);

const ACR: Readonly<Record<string, Row>> = {
  'rules[].acr.registry': another(
    acr(),
    acr({ registry: 'otherregistry.azurecr.io' }),
    acr({ registry: 'teamregistry.azurecr.cn' }),
  ),
  'rules[].acr.managedIdentity.clientId': another(
    acr({ managedIdentity: {} }),
    acr({ managedIdentity: { clientId: ID } }),
    acr({ managedIdentity: { clientId: OTHER_ID } }),
  ),
  'rules[].acr.managedIdentity.objectId': another(
    acr({ managedIdentity: { clientId: ID } }),
    acr({ managedIdentity: { objectId: ID } }),
    acr({ managedIdentity: { objectId: OTHER_ID } }),
  ),
  'rules[].acr.managedIdentity.resourceId': another(
    acr({ managedIdentity: {} }),
    acr({ managedIdentity: { resourceId: '/subscriptions/s/a' } }),
    acr({ managedIdentity: { resourceId: '/subscriptions/s/b' } }),
  ),
  'rules[].acr.workloadIdentity.clientId': another(
    acr({ workloadIdentity: { ...federated.workloadIdentity } }),
    acr({ workloadIdentity: { ...federated.workloadIdentity, clientId: OTHER_ID } }),
  ),
  'rules[].acr.workloadIdentity.tenantId': another(
    acr({ workloadIdentity: { ...federated.workloadIdentity } }),
    acr({ workloadIdentity: { ...federated.workloadIdentity, tenantId: OTHER_TENANT } }),
  ),
  'rules[].acr.workloadIdentity.tokenFile': another(
    acr({ workloadIdentity: { ...federated.workloadIdentity } }),
    acr({ workloadIdentity: { ...federated.workloadIdentity, tokenFile: '/other' } }),
  ),
  'rules[].acr.servicePrincipal.clientId': another(
    acr(principalBySecret),
    acr({ servicePrincipal: { ...principalBySecret.servicePrincipal, clientId: OTHER_ID } }),
  ),
  'rules[].acr.servicePrincipal.tenantId': another(
    acr(principalBySecret),
    acr({ servicePrincipal: { ...principalBySecret.servicePrincipal, tenantId: OTHER_TENANT } }),
  ),
  'rules[].acr.servicePrincipal.clientSecretFile': another(
    acr(principalBySecret),
    acr({ servicePrincipal: { ...principal, clientSecretFile: '/other' } }),
  ),
  'rules[].acr.servicePrincipal.clientCertificateFile': another(
    acr(principalBySecret),
    acr({ servicePrincipal: { ...principal, clientCertificateFile: '/a' } }),
    acr({ servicePrincipal: { ...principal, clientCertificateFile: '/b' } }),
  ),
  'rules[].acr.azureJson': another(
    acr(),
    acr({ azureJson: write('1.json', { useManagedIdentityExtension: true, userAssignedIdentityID: ID }) }),
    acr({
      azureJson: write('2.json', { useManagedIdentityExtension: true, userAssignedIdentityID: OTHER_ID }),
    }),
  ),
  'rules[].acr.clientId': another(
    withoutAnnotation(acrPod({ clientId: ID }), 'azure.workload.identity/client-id'),
    withoutAnnotation(acrPod({ clientId: OTHER_ID }), 'azure.workload.identity/client-id'),
  ),
  'rules[].acr.tenantId': another(
    acr(),
    acr({ tenantId: TENANT }),
    acr({ tenantId: OTHER_TENANT }),
    withoutAnnotation(acrPod({ tenantId: TENANT }), 'azure.workload.identity/tenant-id'),
    withoutAnnotation(acrPod({ tenantId: OTHER_TENANT }), 'azure.workload.identity/tenant-id'),
  ),
  'rules[].acr.allowedClientIds': same(
    'it lets an annotation choose or not; the client that it chose is in the question',
    acrPod(),
    acrPod({ allowedClientIds: [ID] }),
  ),
  'rules[].acr.identityBinding.sniName': another(
    acrPod(),
    boundPod(),
    boundPod({ sniName: 'b.example' }),
    boundPod({}, { clientId: ID }, { 'azure.workload.identity/client-id': OTHER_ID }),
  ),
  'rules[].acr.identityBinding.apiServer': another(
    boundPod(),
    boundPod({ apiServer: '192.0.2.2' }),
    boundPod({ apiServer: '192.0.2.1:6443' }),
  ),
  'rules[].acr.identityBinding.caFile': same(
    'whose certificates are believed changes nothing that is sent',
    boundPod({ caFile: clusterCa('1.crt') }),
    boundPod({ caFile: clusterCa('2.crt') }),
  ),
  'rules[].acr.cloud.suffix': same(
    'it says whose a host is; the host is in the question',
    acr({ ...federated, cloud: { authorityHost: 'https://login.example' } }),
    acr({ ...federated, cloud: { authorityHost: 'https://login.example', suffix: 'azurecr.io' } }),
  ),
  'rules[].acr.cloud.authorityHost': another(
    acr(federated),
    acr({ ...federated, cloud: { authorityHost: 'https://a.example' } }),
    acr({ ...federated, cloud: { authorityHost: 'https://b.example' } }),
  ),
  'rules[].acr.cloud.resource': another(
    acr(),
    acr({ cloud: { resource: 'https://a.example' } }),
    acr({ cloud: { resource: 'https://b.example' } }),
    acr({ ...federated, cloud: { resource: 'https://a.example' } }),
  ),
  'rules[].acr.endpoint': another(
    acr(),
    acr({ endpoint: 'https://a.example' }),
    acr({ endpoint: 'https://b.example' }),
  ),
};

const withProvider = (settings: object = {}) =>
  googlePod({ workloadIdentity: { provider: PROVIDER }, ...settings });
const acting = { impersonate: PULLER };

const GOOGLE: Readonly<Record<string, Row>> = {
  'rules[].google.registry': another(
    google(),
    google({ registry: 'eu.gcr.io' }),
    google({ registry: 'a-docker.pkg.dev' }),
  ),
  'rules[].google.serviceAccount': another(
    google(),
    google({ serviceAccount: PULLER }),
    google({ serviceAccount: OTHER_PULLER }),
  ),
  'rules[].google.credentialFile': another(
    google(),
    google({ credentialFile: keyFile }),
    google({ credentialFile: write('key-2.json', KEY) }),
    google({ credentialFile: urlFile }),
  ),
  'rules[].google.impersonate': another(
    google(),
    google(acting),
    google({ impersonate: OTHER_PULLER }),
    google({ impersonate: [PULLER, OTHER_PULLER] }),
    google({ impersonate: [OTHER_PULLER, PULLER] }),
    google({ credentialFile: keyFile, ...acting }),
    withProvider(acting),
    withProvider({ impersonate: OTHER_PULLER }),
  ),
  'rules[].google.workloadIdentity.provider': another(
    googlePod(),
    withProvider(),
    googlePod({ workloadIdentity: { provider: PROVIDER.replace('one', 'two') } }),
  ),
  'rules[].google.workloadIdentity.project': another(
    googlePod(),
    googlePod({ workloadIdentity: { project: 'project-a' } }),
    googlePod({ workloadIdentity: { project: 'example.com:project-a' } }),
    googlePod({ workloadIdentity: { project: 'project-b' } }),
  ),
  'rules[].google.workloadIdentity.identityProvider': another(
    googlePod(),
    googlePod({ workloadIdentity: { identityProvider: 'https://a.example' } }),
    googlePod({ workloadIdentity: { identityProvider: 'https://b.example' } }),
  ),
  'rules[].google.allowedServiceAccounts': same(
    'it lets an annotation choose or not; the account that it chose is in the question',
    withProvider(),
    withProvider({ allowedServiceAccounts: ['*@*'] }),
  ),
  'rules[].google.metadataDockerConfig': none(
    "it gives the operator's own entries, which are read each time",
  ),
  'rules[].google.endpoints.metadata': another(
    google(),
    google({ endpoints: { metadata: 'http://127.0.0.1:1' } }),
    google({ endpoints: { metadata: 'http://127.0.0.1:2' } }),
    googlePod({ endpoints: { metadata: 'http://127.0.0.1:1' } }),
  ),
  'rules[].google.endpoints.sts': another(
    withProvider(),
    withProvider({ endpoints: { sts: 'https://a.example' } }),
    google({ credentialFile: urlFile }),
    google({ credentialFile: urlFile, endpoints: { sts: 'https://a.example' } }),
  ),
  'rules[].google.endpoints.iamCredentials': another(
    google(acting),
    google({ ...acting, endpoints: { iamCredentials: 'https://a.example' } }),
    google({ ...acting, endpoints: { iamCredentials: 'https://b.example' } }),
  ),
  'rules[].google.endpoints.oauth2': another(
    google({ credentialFile: keyFile }),
    google({ credentialFile: keyFile, endpoints: { oauth2: 'https://a.example' } }),
    google({ credentialFile: keyFile, endpoints: { oauth2: 'https://b.example' } }),
  ),
};

const tokenFile = folder.write('node-token', 'token');
const withClient = { clientId: 'c', clientSecretFile: folder.write('client-secret', 's') };
/** Each value is another question. */
const oneByOne = (kind: ExchangeKind, field: string, ...values: readonly unknown[]): Row =>
  another(...values.map((value) => exchangePod(kind, value === undefined ? {} : { [field]: value })));
const response = (field: string, ...values: readonly string[]): Row =>
  another(
    ...values.map((value) => exchangePod('tokenEndpoint', { response: { username: 'u', [field]: value } })),
  );
const subject = (...subjects: readonly object[]): Row =>
  another(...subjects.map((each) => exchangeNode('quay', { subject: each })));
const CHOOSES = 'it lets an annotation choose or not; what that chose is in the question';

const awsSubject = (more: object) => ({ aws: { audience: 'a', region: 'eu-west-1', ...more } });

/** Of a token that proves the node. @param row whose values are other subjects of one rule */
const cloudSubjects = (row: (...subjects: readonly object[]) => Row): Readonly<Record<string, Row>> => ({
  'google.audience': row({ google: { audience: 'a' } }, { google: { audience: 'b' } }),
  'google.serviceAccount': row(
    { google: { audience: 'a' } },
    { google: { audience: 'a', serviceAccount: PULLER } },
    { google: { audience: 'a', serviceAccount: OTHER_PULLER } },
  ),
  'google.endpoint': row(
    { google: { audience: 'a' } },
    { google: { audience: 'a', endpoint: 'http://127.0.0.1:1' } },
    { google: { audience: 'a', endpoint: 'http://127.0.0.1:2' } },
  ),
  'azure.application': row({ azure: { application: 'api://a' } }, { azure: { application: 'api://b' } }),
  'azure.clientId': row(
    { azure: { application: 'api://a' } },
    { azure: { application: 'api://a', clientId: ID } },
    { azure: { application: 'api://a', clientId: OTHER_ID } },
  ),
  'azure.endpoint': row(
    { azure: { application: 'api://a' } },
    { azure: { application: 'api://a', endpoint: 'http://127.0.0.1:1' } },
    { azure: { application: 'api://a', endpoint: 'http://127.0.0.1:2' } },
  ),
  ...Object.fromEntries(
    Object.entries({
      audience: ['a', 'b'],
      region: ['eu-west-1', 'eu-west-2'],
      signingAlgorithm: [undefined, 'ES384'],
      lifetime: [undefined, '1m', '1h'],
      profile: [undefined, 'a', 'b'],
      endpoint: [undefined, 'https://a.example', 'https://b.example'],
    }).map(([field, values]) => [
      `aws.${field}`,
      row(...values.map((value) => awsSubject(value === undefined ? {} : { [field]: value }))),
    ]),
  ),
});

const under = (path: string, rows: Readonly<Record<string, Row>>): Readonly<Record<string, Row>> =>
  Object.fromEntries(Object.entries(rows).map(([field, row]) => [`${path}.${field}`, row]));

const EXCHANGE: Readonly<Record<string, Row>> = {
  'rules[].exchange.registry': another(
    exchangePod('quay'),
    exchangePod('quay', {}, { registry: 'quay.example' }),
    exchangePod('quay', {}, { registry: 'quay.example:8443' }),
  ),
  'rules[].exchange.serviceAccountTokenAudience': another(exchangePod('quay'), {
    ...exchangePod('quay', {}, { serviceAccountTokenAudience: 'other' }),
    claims: { ...exchangePod('quay').claims, aud: ['other'] },
  }),
  'rules[].exchange.subject.file': another(
    exchangeNode('quay', { subject: { file: tokenFile } }),
    exchangeNode('quay', { subject: { file: '/other' } }),
    exchangePod('quay'),
  ),
  ...under('rules[].exchange.subject', cloudSubjects(subject)),
  'rules[].exchange.tokenEndpoint': oneByOne(
    'tokenEndpoint',
    'tokenEndpoint',
    undefined,
    'https://u.example',
  ),
  'rules[].exchange.encoding': oneByOne('tokenEndpoint', 'encoding', undefined, 'json'),
  'rules[].exchange.audience': oneByOne('tokenEndpoint', 'audience', undefined, 'a', ['a', 'b'], ['b', 'a']),
  'rules[].exchange.resource': oneByOne('tokenEndpoint', 'resource', undefined, 'a:b', ['a:b', 'a:c']),
  'rules[].exchange.scope': oneByOne('tokenEndpoint', 'scope', undefined, 'a', 'a b'),
  'rules[].exchange.subjectTokenType': oneByOne('tokenEndpoint', 'subjectTokenType', undefined, 'a:b'),
  'rules[].exchange.requestedTokenType': oneByOne('tokenEndpoint', 'requestedTokenType', undefined, 'a:b'),
  'rules[].exchange.clientId': oneByOne('tokenEndpoint', 'clientId', undefined, 'a', 'b'),
  'rules[].exchange.clientSecretFile': another(
    exchangePod('tokenEndpoint', { clientId: 'c' }),
    exchangePod('tokenEndpoint', withClient),
    exchangePod('tokenEndpoint', { ...withClient, clientSecretFile: '/other' }),
  ),
  'rules[].exchange.clientAuthentication': another(
    exchangePod('tokenEndpoint', withClient),
    exchangePod('tokenEndpoint', { ...withClient, clientAuthentication: 'post' }),
  ),
  'rules[].exchange.extraFields[].name': oneByOne(
    'tokenEndpoint',
    'extraFields',
    undefined,
    [{ name: 'a', value: 'x' }],
    [{ name: 'b', value: 'x' }],
  ),
  'rules[].exchange.extraFields[].value': oneByOne(
    'tokenEndpoint',
    'extraFields',
    [{ name: 'a', value: 'x' }],
    [{ name: 'a', value: 'y' }],
  ),
  'rules[].exchange.response.username': response('username', 'u', 'v'),
  'rules[].exchange.response.usernameField': oneByOne(
    'tokenEndpoint',
    'response',
    { username: 'u' },
    { usernameField: 'u' },
    { usernameField: 'v' },
  ),
  'rules[].exchange.response.usernameClaim': oneByOne(
    'tokenEndpoint',
    'response',
    { usernameField: 'u' },
    { usernameClaim: 'u' },
    { usernameClaim: 'v' },
  ),
  'rules[].exchange.response.passwordField': response('passwordField', 'access_token', 'b'),
  'rules[].exchange.response.lifetimeField': response('lifetimeField', 'expires_in', 'b'),
  'rules[].exchange.response.lifetimeClaim': response('lifetimeClaim', 'exp', 'b'),
  'rules[].exchange.response.lifetime': response('lifetime', '1h', '2h'),
  'rules[].exchange.jfrog.endpoint': oneByOne('jfrog', 'endpoint', undefined, 'https://a.example'),
  'rules[].exchange.jfrog.provider': oneByOne('jfrog', 'provider', 'a', 'b'),
  'rules[].exchange.jfrog.allowedProviders': same(
    CHOOSES,
    exchangePod('jfrog'),
    exchangePod('jfrog', { allowedProviders: ['x'] }),
  ),
  'rules[].exchange.jfrog.identityMapping': oneByOne('jfrog', 'identityMapping', undefined, 'a'),
  'rules[].exchange.jfrog.projectKey': oneByOne('jfrog', 'projectKey', undefined, 'a'),
  'rules[].exchange.jfrog.applicationKey': oneByOne('jfrog', 'applicationKey', undefined, 'a'),
  'rules[].exchange.jfrog.audience': oneByOne('jfrog', 'audience', undefined, '*@*'),
  'rules[].exchange.quay.endpoint': oneByOne('quay', 'endpoint', undefined, 'https://a.example'),
  'rules[].exchange.quay.robot': oneByOne('quay', 'robot', 'a+b', 'a+c'),
  'rules[].exchange.quay.allowedRobots': same(
    CHOOSES,
    exchangePod('quay'),
    exchangePod('quay', { allowedRobots: ['x'] }),
  ),
  'rules[].exchange.cloudsmith.endpoint': oneByOne('cloudsmith', 'endpoint', undefined, 'https://a.example'),
  'rules[].exchange.cloudsmith.organization': oneByOne('cloudsmith', 'organization', 'a', 'b'),
  'rules[].exchange.cloudsmith.service': oneByOne('cloudsmith', 'service', 'a', 'b'),
  'rules[].exchange.cloudsmith.allowedServices': same(
    CHOOSES,
    exchangePod('cloudsmith'),
    exchangePod('cloudsmith', { allowedServices: ['x'] }),
  ),
  'rules[].exchange.chainguard.endpoint': oneByOne('chainguard', 'endpoint', undefined, 'https://a.example'),
  'rules[].exchange.chainguard.identity': oneByOne(
    'chainguard',
    'identity',
    undefined,
    '720909c9f5279097',
    '720909c9f5279098',
  ),
  'rules[].exchange.chainguard.allowedIdentities': same(
    CHOOSES,
    exchangePod('chainguard'),
    exchangePod('chainguard', { allowedIdentities: ['x'] }),
  ),
  'rules[].exchange.artifactKeeper.endpoint': oneByOne(
    'artifactKeeper',
    'endpoint',
    undefined,
    'https://a.example',
  ),
  'rules[].exchange.artifactKeeper.provider': oneByOne('artifactKeeper', 'provider', undefined, ID, OTHER_ID),
  'rules[].exchange.artifactKeeper.allowedProviders': same(
    CHOOSES,
    exchangePod('artifactKeeper'),
    exchangePod('artifactKeeper', { allowedProviders: ['x'] }),
  ),
  'rules[].exchange.yandex.endpoint': oneByOne('yandex', 'endpoint', undefined, 'https://a.example'),
  'rules[].exchange.yandex.serviceAccount': oneByOne('yandex', 'serviceAccount', 'a', 'b'),
  'rules[].exchange.yandex.allowedServiceAccounts': same(
    CHOOSES,
    exchangePod('yandex'),
    exchangePod('yandex', { allowedServiceAccounts: ['x'] }),
  ),
  'rules[].exchange.dockerHub.endpoint': oneByOne('dockerHub', 'endpoint', undefined, 'https://a.example'),
  'rules[].exchange.dockerHub.organization': oneByOne('dockerHub', 'organization', 'aa', 'bb'),
  'rules[].exchange.dockerHub.connection': oneByOne('dockerHub', 'connection', ID, OTHER_ID),
  'rules[].exchange.dockerHub.lifetime': oneByOne('dockerHub', 'lifetime', undefined, '5m', '6h'),
};

const LETS = 'it lets an annotation choose or not; the identity that it chose is in the question';
const ofAws = (store: 'awsSecretsManager' | 'awsParameterStore'): Readonly<Record<string, Row>> => {
  const by = (...settings: readonly object[]) =>
    another(...settings.map((each) => stored(store, each as Record<string, unknown>)));
  return {
    region: by({}, { region: 'eu-west-2' }),
    profile: by({}, { profile: 'a' }, { profile: 'b' }),
    roleArn: by({}, role, { roleArn: [ROLE, `${ROLE}2`] }, { roleArn: [`${ROLE}2`, ROLE] }),
    externalId: by(role, { ...role, externalId: 'ab' }, { ...role, externalId: 'cd' }),
    sessionName: by(role, { ...role, sessionName: 'ab' }, { ...role, sessionName: 'cd' }),
    allowedRoleArns: none(LETS),
    endpoint: by({}, { endpoint: 'https://a.example' }, { endpoint: 'https://b.example' }),
    stsEndpoint: by(role, { ...role, stsEndpoint: 'https://a.example' }),
  };
};
const inGoogle = (...settings: readonly Readonly<Record<string, unknown>>[]) =>
  another(...settings.map((each) => stored('googleSecretManager', each)));
const podInGoogle = (...settings: readonly Readonly<Record<string, unknown>>[]) =>
  another(...settings.map((workloadIdentity) => storedPod('googleSecretManager', { workloadIdentity })));
const inAzure = (...settings: readonly Readonly<Record<string, unknown>>[]) =>
  another(...settings.map((each) => stored('azureKeyVault', each)));
const podInAzure = (...settings: readonly Readonly<Record<string, unknown>>[]) =>
  another(...settings.map((each) => storedPod('azureKeyVault', { clientId: ID, tenantId: TENANT, ...each })));
const boundTo = (binding: object) => ({
  identityBinding: { sniName: 'a.example', apiServer: '192.0.2.1', caFile: '/ca.crt', ...binding },
});

const LOGIN = { kubernetes: { role: 'a' } };
const inVault = (...settings: readonly Readonly<Record<string, unknown>>[]) =>
  another(...settings.map((each) => storedPod('vault', { ...LOGIN, ...each })));
const byVault = (method: 'kubernetes' | 'jwt', ...logins: readonly object[]) =>
  another(...logins.map((login) => storedPod('vault', { [method]: { role: 'a', ...login } })));
const vaultNode = (subject: object) =>
  stored('vault', { jwt: { role: 'a' }, serviceAccountTokenAudience: undefined, subject });
const vaultFor = (audience: string) => {
  const pull = storedPod('vault', { ...LOGIN, serviceAccountTokenAudience: audience });
  return { ...pull, claims: { ...pull.claims, aud: [audience] } };
};

const STORES: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  awsSecretsManager: {
    ...ofAws('awsSecretsManager'),
    secretId: another(stored('awsSecretsManager'), stored('awsSecretsManager', { secretId: 'other' })),
    versionStage: another(
      stored('awsSecretsManager'),
      stored('awsSecretsManager', { versionStage: 'AWSPREVIOUS' }),
    ),
    versionId: another(stored('awsSecretsManager'), stored('awsSecretsManager', { versionId: ID })),
  },
  awsParameterStore: {
    ...ofAws('awsParameterStore'),
    name: another(stored('awsParameterStore'), stored('awsParameterStore', { name: '/hub:2' })),
  },
  googleSecretManager: {
    project: inGoogle({}, { project: 'other-project' }),
    location: inGoogle({}, { location: 'europe-west1' }, { location: 'europe-west2' }),
    secret: inGoogle({}, { secret: 'other' }),
    version: inGoogle({}, { version: '1' }, { version: '2' }),
    endpoint: inGoogle({}, { endpoint: 'https://a.example' }),
    serviceAccount: inGoogle({}, { serviceAccount: PULLER }),
    credentialFile: inGoogle({}, { credentialFile: keyFile }, { credentialFile: urlFile }),
    impersonate: inGoogle({}, { impersonate: PULLER }, { impersonate: [PULLER, OTHER_PULLER] }),
    'workloadIdentity.provider': podInGoogle({ provider: PROVIDER }, { provider: `${PROVIDER}2` }),
    'workloadIdentity.project': podInGoogle({ project: 'my-project' }, { project: 'other-project' }),
    'workloadIdentity.identityProvider': podInGoogle(
      { project: 'my-project' },
      { project: 'my-project', identityProvider: 'https://a.example' },
    ),
    allowedServiceAccounts: none(LETS),
    'endpoints.metadata': inGoogle({}, { endpoints: { metadata: 'http://a.example' } }),
    'endpoints.sts': inGoogle({}, { endpoints: { sts: 'https://a.example' } }),
    'endpoints.iamCredentials': inGoogle({}, { endpoints: { iamCredentials: 'https://a.example' } }),
    'endpoints.oauth2': inGoogle({}, { endpoints: { oauth2: 'https://a.example' } }),
  },
  azureKeyVault: {
    vault: inAzure({}, { vault: 'other' }, { vault: 'team.vault.azure.cn' }),
    name: inAzure({}, { name: 'other' }),
    version: inAzure({}, { version: '0'.repeat(32) }, { version: '1'.repeat(32) }),
    endpoint: inAzure({}, { endpoint: 'https://a.example' }),
    ...Object.fromEntries(
      ['clientId', 'objectId'].map((id) => [
        `managedIdentity.${id}`,
        inAzure(
          { managedIdentity: {} },
          { managedIdentity: { [id]: ID } },
          { managedIdentity: { [id]: OTHER_ID } },
        ),
      ]),
    ),
    'managedIdentity.resourceId': inAzure(
      { managedIdentity: {} },
      {
        managedIdentity: {
          resourceId:
            '/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i',
        },
      },
    ),
    'workloadIdentity.clientId': inAzure(federated, {
      workloadIdentity: { ...federated.workloadIdentity, clientId: OTHER_ID },
    }),
    'workloadIdentity.tenantId': inAzure(federated, {
      workloadIdentity: { ...federated.workloadIdentity, tenantId: OTHER_TENANT },
    }),
    'workloadIdentity.tokenFile': inAzure(federated, {
      workloadIdentity: { ...federated.workloadIdentity, tokenFile: '/other' },
    }),
    'servicePrincipal.clientId': inAzure(principalBySecret, {
      servicePrincipal: { ...principalBySecret.servicePrincipal, clientId: OTHER_ID },
    }),
    'servicePrincipal.tenantId': inAzure(principalBySecret, {
      servicePrincipal: { ...principalBySecret.servicePrincipal, tenantId: OTHER_TENANT },
    }),
    'servicePrincipal.clientSecretFile': inAzure(principalBySecret, {
      servicePrincipal: { ...principal, clientSecretFile: '/other' },
    }),
    'servicePrincipal.clientCertificateFile': inAzure(principalBySecret, {
      servicePrincipal: { ...principal, clientCertificateFile: '/a' },
    }),
    azureJson: inAzure(
      {},
      { azureJson: write('3.json', { useManagedIdentityExtension: true, userAssignedIdentityID: ID }) },
    ),
    clientId: podInAzure({}, { clientId: OTHER_ID }),
    tenantId: podInAzure({}, { tenantId: OTHER_TENANT }),
    allowedClientIds: none(LETS),
    'identityBinding.sniName': podInAzure(boundTo({}), boundTo({ sniName: 'b.example' })),
    'identityBinding.apiServer': podInAzure(boundTo({}), boundTo({ apiServer: '192.0.2.2' })),
    'identityBinding.caFile': none('whose certificates are believed changes nothing that is sent'),
    'cloud.suffix': inAzure(federated, {
      ...federated,
      cloud: { suffix: 'vault.corp.example', authorityHost: 'https://a.example' },
    }),
    'cloud.authorityHost': inAzure(federated, {
      ...federated,
      cloud: { authorityHost: 'https://a.example' },
    }),
    'cloud.resource': inAzure({}, { cloud: { resource: 'https://a.example' } }),
  },
  vault: {
    address: inVault({}, { address: 'https://a.example' }, { address: 'https://vault.example/path' }),
    caFile: inVault({}, { caFile: '/a.crt' }, { caFile: '/b.crt' }),
    namespace: inVault({}, { namespace: 'a' }, { namespace: 'a/b' }),
    mount: inVault({}, { mount: 'a' }, { mount: 'b' }),
    path: inVault({}, { path: 'other' }),
    version: inVault({}, { version: '1' }, { version: '2' }),
    field: inVault({}, { field: 'a' }, { field: 'b' }),
    'kubernetes.mount': byVault('kubernetes', {}, { mount: 'a' }, { mount: 'b' }),
    'kubernetes.role': byVault('kubernetes', {}, { role: 'b' }),
    'jwt.mount': byVault('jwt', {}, { mount: 'a' }, { mount: 'kubernetes' }),
    'jwt.role': byVault('jwt', {}, { role: 'b' }),
    serviceAccountTokenAudience: another(vaultFor('audience'), vaultFor('other')),
    'subject.file': another(
      vaultNode({ file: '/a' }),
      vaultNode({ file: '/b' }),
      vaultNode({ google: { audience: 'a' } }),
      storedPod('vault', { jwt: { role: 'a' } }),
    ),
    ...under(
      'subject',
      cloudSubjects((...subjects) => another(...subjects.map(vaultNode))),
    ),
  },
};

const SECRET: Readonly<Record<string, Row>> = {
  'rules[].secret.cacheDuration': another(
    stored('awsSecretsManager'),
    stored('awsSecretsManager', {}, { cacheDuration: '1h' }),
  ),
  ...Object.fromEntries(
    Object.entries(STORES).flatMap(([store, rows]) =>
      Object.entries(rows).map(([field, row]) => [`rules[].secret.${store}.${field}`, row]),
    ),
  ),
};

describe('each field of the settings', () => {
  testRows(leavesOf(SCHEMA), { ...ROOT_FIELDS, ...RULE, ...ECR, ...ACR, ...GOOGLE, ...EXCHANGE, ...SECRET });
});

function chosen(kind: ExchangeKind, key: string, ...values: readonly string[]): Row {
  const annotated = values.map((value) => ({ ...exchangePod(kind), annotations: { [key]: value } }));
  return another(exchangePod(kind), ...annotated);
}

const ANNOTATIONS: Readonly<Record<string, Row>> = {
  'eks.amazonaws.com/ecr-role-arn': another(
    ecrPod(),
    { ...ecrPod(), annotations: { 'eks.amazonaws.com/ecr-role-arn': `${ROLE}2` } },
    { ...ecrPod(), annotations: { 'eks.amazonaws.com/ecr-role-arn': `${ROLE}3` } },
  ),
  'eks.amazonaws.com/role-arn': another(ecrPod(), {
    ...ecrPod(),
    annotations: { 'eks.amazonaws.com/role-arn': `${ROLE}2` },
  }),
  'kubernetes.azure.com/acr-client-id': another(
    acrPod(),
    acrPod({}, {}, { 'kubernetes.azure.com/acr-client-id': OTHER_ID }),
  ),
  'azure.workload.identity/client-id': another(
    acrPod(),
    acrPod({}, {}, { 'azure.workload.identity/client-id': OTHER_ID }),
  ),
  'kubernetes.azure.com/acr-tenant-id': another(
    acrPod(),
    acrPod({}, {}, { 'kubernetes.azure.com/acr-tenant-id': OTHER_TENANT }),
  ),
  'azure.workload.identity/tenant-id': another(
    acrPod(),
    acrPod({}, {}, { 'azure.workload.identity/tenant-id': OTHER_TENANT }),
  ),
  'iam.gke.io/gcp-service-account': another(
    withProvider(),
    { ...withProvider(), annotations: { 'iam.gke.io/gcp-service-account': PULLER } },
    { ...withProvider(), annotations: { 'iam.gke.io/gcp-service-account': OTHER_PULLER } },
  ),
  'registry-credential-provider/jfrog-provider': chosen(
    'jfrog',
    'registry-credential-provider/jfrog-provider',
    'a',
    'b',
  ),
  'quay.io/federated-robot-account': chosen('quay', 'quay.io/federated-robot-account', 'a+b', 'a+c'),
  'cloudsmith.io/service-slug': chosen('cloudsmith', 'cloudsmith.io/service-slug', 'a', 'b'),
  'registry-credential-provider/chainguard-identity': chosen(
    'chainguard',
    'registry-credential-provider/chainguard-identity',
    '720909c9f5279097',
    '720909c9f5279098',
  ),
  'registry-credential-provider/artifact-keeper-provider': chosen(
    'artifactKeeper',
    'registry-credential-provider/artifact-keeper-provider',
    ID,
    OTHER_ID,
  ),
  'registry-credential-provider/yandex-service-account': chosen(
    'yandex',
    'registry-credential-provider/yandex-service-account',
    'b',
    'c',
  ),
};

describe('each annotation of a service account', async () => {
  const { ANNOTATION_KEYS } = await import('../../../../src/backend/cloud/annotations.ts');
  testRows(Object.values(ANNOTATION_KEYS).flat(), ANNOTATIONS);
});

describe('what is beside the settings', () => {
  testRows(['the way to the network', 'the image', 'a registry by its own name'], {
    'the way to the network': same(
      'a proxy carries the same requests',
      acr(federated),
      withEnv(acr(federated), { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*', SSL_CERT_FILE: '/c' }),
    ),
    'the image': same('a credential is good for a whole registry', acr(federated), {
      ...acr(federated),
      image: `${ACR_HOST}/other/app`,
    }),
    'a registry by its own name': same(
      "it is the image's own",
      acr(federated),
      acr({ ...federated, registry: ACR_HOST }),
    ),
  });
});
