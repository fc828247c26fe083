// Who asks, without asking anybody: what `explain` tells, what the cache's key holds, and who is refused before the
// network.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Surroundings } from '../../../../src/backend/backend.ts';
import { type ErrorCode, formatError, ProviderError } from '../../../../src/errors.ts';
import type { RuleConfig } from '../../../../src/generated/config-types.ts';
import type { Environment } from '../../../../src/system/environment.ts';
import fc from '../../../support/property.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { type Asking, backendFor, IMAGE, pullOf, TENANT, tokenOf } from './cloud.ts';

const CLIENT = '00000000-aaaa-4aaa-8aaa-000000000001';
const OTHER = '00000000-aaaa-4aaa-8aaa-000000000002';
const RESOURCE_ID =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pull';
const folder = temporaryFolder({ after });
const write = (name: string, content: unknown): string =>
  folder.write(name, typeof content === 'string' ? content : JSON.stringify(content));

interface Case extends Asking {
  readonly acr?: RuleConfig['acr'];
  readonly env?: Environment;
}

/** Nothing may be sent to find out who would ask. */
function describeOf({ acr = {}, rule, env = {}, ...asking }: Case) {
  const surroundings: Surroundings = {
    env,
    now: () => assert.fail('the clock is not asked'),
    network: { calls: [], send: () => assert.fail('a request') },
  };
  return backendFor({ ...rule, acr }, surroundings).describe(pullOf({ image: IMAGE, ...asking }));
}

const WORKLOAD = {
  AZURE_CLIENT_ID: CLIENT,
  AZURE_TENANT_ID: TENANT,
  AZURE_FEDERATED_TOKEN_FILE: '/var/run/token',
};
const PUBLIC = 'https://login.microsoftonline.com';
const application = (how: string, authority = PUBLIC) => ({
  identity: `client ${CLIENT} of tenant ${TENANT} (${how})`,
  authority,
});

const identityBinding = { sniName: 'a.example', apiServer: '192.0.2.1:6443', caFile: '/nowhere/ca.crt' };
const boundDetails = {
  identity: `client ${CLIENT} by identity binding (service account team-a/puller)`,
  identityBinding: 'a.example at 192.0.2.1:6443',
};
const forBinding = (change: Parameters<typeof tokenOf>[0] = {}): string =>
  tokenOf({ audience: 'api://AKSIdentityBinding', ...change });

const WHO: readonly (readonly [name: string, asking: Case, details: Readonly<Record<string, string>>])[] = [
  ['nothing is said', {}, { identity: 'the system-assigned managed identity (IMDS)' }],
  [
    'a tenant alone names no identity',
    { env: { AZURE_TENANT_ID: TENANT } },
    { identity: 'the system-assigned managed identity (IMDS)' },
  ],
  [
    "the rule's managed identity, whatever client the environment names",
    { env: { AZURE_CLIENT_ID: OTHER, AZURE_CLIENT_SECRET: 'cAnArY' }, acr: { managedIdentity: {} } },
    { identity: 'the system-assigned managed identity (IMDS)' },
  ],
  ['the environment has workload identity', { env: WORKLOAD }, application('workload identity')],
  [
    'a rule with a managed identity, in such an environment',
    { env: WORKLOAD, acr: { managedIdentity: {} } },
    { identity: 'the system-assigned managed identity (IMDS)' },
  ],
  [
    'Azure Arc',
    { env: { IDENTITY_ENDPOINT: 'http://127.0.0.1:40342/x', IMDS_ENDPOINT: 'http://127.0.0.1:40342' } },
    { identity: 'the system-assigned managed identity (Azure Arc)' },
  ],
  [
    'App Service',
    { env: { IDENTITY_ENDPOINT: 'http://127.0.0.1:41000/msi/token', IDENTITY_HEADER: 'header' } },
    { identity: 'the system-assigned managed identity (App Service)' },
  ],
  [
    'client id',
    { acr: { managedIdentity: { clientId: CLIENT } } },
    { identity: `the managed identity with client id ${CLIENT} (IMDS)` },
  ],
  [
    'object id',
    { acr: { managedIdentity: { objectId: CLIENT } } },
    { identity: `the managed identity with object id ${CLIENT} (IMDS)` },
  ],
  [
    'resource id',
    { acr: { managedIdentity: { resourceId: RESOURCE_ID } } },
    { identity: `the managed identity with resource id ${RESOURCE_ID} (IMDS)` },
  ],
  [
    'a secret in another cloud',
    {
      image: 'contoso.azurecr.cn/x',
      acr: { servicePrincipal: { clientId: CLIENT, tenantId: TENANT, clientSecretFile: '/nowhere' } },
    },
    application('client secret', 'https://login.partner.microsoftonline.cn'),
  ],
  [
    'a certificate for the American government',
    {
      image: 'contoso.azurecr.us/x',
      acr: { servicePrincipal: { clientId: CLIENT, tenantId: TENANT, clientCertificateFile: '/nowhere' } },
    },
    application('client certificate', 'https://login.microsoftonline.us'),
  ],
  [
    'AZURE_AUTHORITY_HOST',
    { env: { ...WORKLOAD, AZURE_AUTHORITY_HOST: 'https://login.test.example/' } },
    application('workload identity', 'https://login.test.example'),
  ],
  [
    "the configuration's authority host before it",
    {
      env: { ...WORKLOAD, AZURE_AUTHORITY_HOST: 'https://login.test.example/' },
      acr: { cloud: { authorityHost: 'https://login.corp.example' } },
    },
    application('workload identity', 'https://login.corp.example'),
  ],
  [
    'azure.json with a managed identity by client id',
    {
      acr: {
        azureJson: write('1', {
          useManagedIdentityExtension: true,
          userAssignedIdentityID: CLIENT,
          aadClientId: 'msi',
        }),
      },
    },
    {
      identity: `the managed identity with client id ${CLIENT} (IMDS)`,
      azureJson: `useManagedIdentityExtension=true, userAssignedIdentityID=${CLIENT}`,
    },
  ],
  [
    'azure.json with a managed identity by resource id',
    {
      acr: {
        azureJson: write('2', { useManagedIdentityExtension: true, userAssignedIdentityID: RESOURCE_ID }),
      },
    },
    {
      identity: `the managed identity with resource id ${RESOURCE_ID} (IMDS)`,
      azureJson: `useManagedIdentityExtension=true, userAssignedIdentityID=${RESOURCE_ID}`,
    },
  ],
  [
    'azure.json with federation',
    {
      acr: {
        azureJson: write('3', {
          cloud: 'AzureUSGovernmentCloud',
          tenantId: TENANT,
          aadClientId: CLIENT,
          aadFederatedTokenFile: '/token',
          useFederatedWorkloadIdentityExtension: true,
          aadClientSecret: 'unused',
        }),
      },
    },
    {
      ...application('workload identity', 'https://login.microsoftonline.us'),
      azureJson: `tenantId=${TENANT}, aadClientId=${CLIENT}, useFederatedWorkloadIdentityExtension=true, aadFederatedTokenFile=/token, cloud=AzureUSGovernmentCloud`,
    },
  ],
  [
    'azure.json with a secret',
    {
      acr: {
        azureJson: write('4', {
          cloud: 'AZUREPUBLICCLOUD',
          tenantId: TENANT,
          aadClientId: CLIENT,
          aadClientSecret: 's',
        }),
      },
    },
    {
      ...application('client secret'),
      azureJson: `tenantId=${TENANT}, aadClientId=${CLIENT}, aadClientSecret (secret), cloud=AZUREPUBLICCLOUD`,
    },
  ],
  [
    'azure.json with a certificate',
    { acr: { azureJson: write('5', { tenantId: TENANT, aadClientId: CLIENT, aadClientCertPath: '/c' }) } },
    {
      ...application('client certificate'),
      azureJson: `tenantId=${TENANT}, aadClientId=${CLIENT}, aadClientCertPath=/c`,
    },
  ],
  [
    "a service account in azure.json's tenant",
    {
      rule: { identity: 'serviceAccount' },
      token: tokenOf(),
      annotations: { 'azure.workload.identity/client-id': CLIENT },
      acr: { azureJson: write('6', { tenantId: TENANT, useManagedIdentityExtension: true }) },
    },
    { ...application('service account team-a/puller'), azureJson: `tenantId=${TENANT}` },
  ],
  [
    'an annotation that the list allows, in another case',
    {
      rule: { identity: 'serviceAccount' },
      token: tokenOf(),
      annotations: { 'kubernetes.azure.com/acr-client-id': CLIENT },
      acr: { allowedClientIds: [OTHER, CLIENT.toUpperCase()], tenantId: TENANT },
    },
    application('service account team-a/puller'),
  ],
  [
    "the rule's own client id, which its list need not name",
    {
      rule: { identity: 'serviceAccount' },
      token: tokenOf(),
      acr: { allowedClientIds: [OTHER], clientId: CLIENT, tenantId: TENANT },
    },
    application('service account team-a/puller'),
  ],
  [
    'a service account by an identity binding, which needs no tenant and reads no file for this',
    {
      rule: { identity: 'serviceAccount' },
      token: forBinding(),
      annotations: { 'kubernetes.azure.com/acr-client-id': CLIENT },
      acr: { identityBinding },
    },
    boundDetails,
  ],
  [
    "the same by the rule's client id, in a cloud whose authority is not known",
    {
      rule: { identity: 'serviceAccount' },
      token: forBinding(),
      image: 'contoso.azurecr.corp.example/x',
      acr: { identityBinding, clientId: CLIENT, cloud: { suffix: 'azurecr.corp.example' } },
    },
    boundDetails,
  ],
];

for (const [name, asking, details] of WHO) {
  test(`who asks: ${name}`, () => {
    const { loginServer, cloud, asks, ...rest } = describeOf(asking).details;
    const file = asking.acr?.azureJson;
    const { azureJson } = details;
    assert.deepEqual(rest, { ...details, ...(azureJson && { azureJson: `${file}: ${azureJson}` }) });
    assert.ok(loginServer && cloud && asks);
  });
}

test('a login server and its cloud', () => {
  assert.deepEqual(describeOf({ image: 'contoso.westeurope.geo.azurecr.io/x' }).details, {
    loginServer: 'contoso.westeurope.geo.azurecr.io',
    cloud: 'AzurePublicCloud',
    region: 'westeurope',
    asks: 'node',
    identity: 'the system-assigned managed identity (IMDS)',
  });
});

test('anonymous on purpose asks nobody', async () => {
  const rule = { identity: 'serviceAccount', onMissingServiceAccount: 'anonymous' } as const;
  assert.equal(describeOf({ rule }).details.asks, 'anonymous');
});

const boundCase = (token: string, annotations: Case['annotations'] = {}): Case => ({
  rule: { identity: 'serviceAccount' },
  token,
  annotations: annotations,
  acr: { identityBinding, clientId: OTHER, allowedClientIds: [CLIENT] },
});

const NOBODY: readonly (readonly [name: string, asking: Case, code: ErrorCode, text: RegExp])[] = [
  [
    'a token for Entra ID, with an identity binding',
    boundCase(tokenOf()),
    'AUDIENCE_REFUSED',
    /is for "api:\/\/AzureADTokenExchange" \(Azure\), and the rule is for "api:\/\/AKSIdentityBinding" alone; .*serviceAccountTokenAudience to api:\/\/AKSIdentityBinding/,
  ],
  [
    "a token of an identity binding that is the API server's too",
    boundCase(tokenOf({ audience: ['api://AKSIdentityBinding', 'https://kubernetes.default.svc'] })),
    'AUDIENCE_REFUSED',
    /"https:\/\/kubernetes\.default\.svc" \(the Kubernetes API server\)/,
  ],
  [
    'a client id of an annotation that is a path, with an identity binding',
    boundCase(forBinding(), { 'kubernetes.azure.com/acr-client-id': '../x' }),
    'ANNOTATION_INVALID',
    /expected the client ID of an application, got "\.\.\/x"/,
  ],
  [
    'a client id that the list leaves out, with an identity binding',
    boundCase(forBinding(), { 'kubernetes.azure.com/acr-client-id': OTHER }),
    'IDENTITY_NOT_ALLOWED',
    /is not in acr\.allowedClientIds/,
  ],
  [
    'no client id, with an identity binding',
    { ...boundCase(forBinding()), acr: { identityBinding } },
    'ANNOTATION_MISSING',
    /no annotation kubernetes\.azure\.com\/acr-client-id/,
  ],
  [
    'a closed cloud',
    { image: 'contoso.azurecr.de/x' },
    'HOST_REFUSED',
    /"contoso\.azurecr\.de" is in AzureGermanCloud, which was closed in October 2021/,
  ],
  [
    'half a workload identity',
    { env: { AZURE_FEDERATED_TOKEN_FILE: '/token' } },
    'IDENTITY_UNAVAILABLE',
    /the environment has no AZURE_CLIENT_ID, no AZURE_TENANT_ID; /,
  ],
  [
    'workload identity by the rule, and nothing in the environment',
    { acr: { workloadIdentity: { clientId: CLIENT } } },
    'IDENTITY_UNAVAILABLE',
    /no AZURE_TENANT_ID, no AZURE_FEDERATED_TOKEN_FILE/,
  ],
  [
    'a tenant that is a path',
    { env: { ...WORKLOAD, AZURE_TENANT_ID: '../../evil' } },
    'IDENTITY_UNAVAILABLE',
    /AZURE_TENANT_ID: expected an ID of Entra ID, got "\.\.\/\.\.\/evil"/,
  ],
  [
    'an authority host in clear',
    { env: { ...WORKLOAD, AZURE_AUTHORITY_HOST: 'http://login.test.example/' } },
    'IDENTITY_UNAVAILABLE',
    /AZURE_AUTHORITY_HOST: expected an https URL/,
  ],
  [
    'a private cloud without an authority host',
    {
      env: WORKLOAD,
      image: 'contoso.azurecr.corp.example/x',
      acr: { cloud: { suffix: 'azurecr.corp.example' } },
    },
    'CONFIG_INVALID',
    /the address of Entra ID is not known for "azurecr\.corp\.example"; set acr\.cloud\.authorityHost/,
  ],
  [
    'a client of the environment, and nothing that proves it',
    { env: { AZURE_CLIENT_ID: CLIENT, AZURE_TENANT_ID: TENANT } },
    'IDENTITY_UNAVAILABLE',
    /the environment sets AZURE_CLIENT_ID without AZURE_FEDERATED_TOKEN_FILE; name the identity in the rule/,
  ],
  [
    'a client of the environment with its secret, which is not read there',
    { env: { AZURE_CLIENT_ID: CLIENT, AZURE_TENANT_ID: TENANT, AZURE_CLIENT_SECRET: 'cAnArY' } },
    'IDENTITY_UNAVAILABLE',
    /sets AZURE_CLIENT_ID and AZURE_CLIENT_SECRET without/,
  ],
  [
    'a certificate of the environment alone',
    { env: { AZURE_CLIENT_CERTIFICATE_PATH: '/c' } },
    'IDENTITY_UNAVAILABLE',
    /sets AZURE_CLIENT_CERTIFICATE_PATH without/,
  ],
  [
    'the endpoint of an agent without what tells which agent',
    { env: { IDENTITY_ENDPOINT: 'http://127.0.0.1:1' } },
    'IDENTITY_UNAVAILABLE',
    /IDENTITY_ENDPOINT without IDENTITY_HEADER \(App Service\) or IMDS_ENDPOINT \(Azure Arc\)/,
  ],
  [
    "App Service's header without its endpoint, for the rule's own managed identity",
    { env: { IDENTITY_HEADER: 'cAnArY' }, acr: { managedIdentity: { clientId: CLIENT } } },
    'IDENTITY_UNAVAILABLE',
    /IDENTITY_HEADER without IDENTITY_ENDPOINT/,
  ],
  [
    'no azure.json',
    { acr: { azureJson: '/nowhere/azure.json' } },
    'FILE_UNREADABLE',
    /"\/nowhere\/azure\.json" does not exist/,
  ],
  [
    'an azure.json that is none',
    { acr: { azureJson: write('10', '{"aadClientSecret": cAnArY') } },
    'IDENTITY_UNAVAILABLE',
    /is neither a JSON object nor/,
  ],
  [
    'an azure.json of nobody',
    { acr: { azureJson: write('11', {}) } },
    'IDENTITY_UNAVAILABLE',
    /neither useManagedIdentityExtension nor aadClientId/,
  ],
  [
    'an azure.json without a proof',
    { acr: { azureJson: write('12', { aadClientId: CLIENT }) } },
    'IDENTITY_UNAVAILABLE',
    /has no aadClientSecret/,
  ],
  [
    'an azure.json without a tenant',
    { acr: { azureJson: write('13', { aadClientId: CLIENT, aadClientSecret: 'cAnArY' }) } },
    'IDENTITY_UNAVAILABLE',
    /has no tenantId/,
  ],
  [
    'an azure.json with a path for a tenant',
    { acr: { azureJson: write('14', { tenantId: '../x' }) } },
    'IDENTITY_UNAVAILABLE',
    /tenantId that is not valid/,
  ],
  [
    'an azure.json of an unknown cloud',
    {
      acr: {
        azureJson: write('15', {
          cloud: 'AzureStackCloud',
          tenantId: TENANT,
          aadClientId: CLIENT,
          aadClientSecret: 'cAnArY',
        }),
      },
    },
    'CONFIG_INVALID',
    /Entra ID is not known for "AzureStackCloud"/,
  ],
  [
    'no token',
    { rule: { identity: 'serviceAccount' } },
    'SERVICE_ACCOUNT_MISSING',
    /has no service account token/,
  ],
  [
    'no client id',
    { rule: { identity: 'serviceAccount' }, token: tokenOf() },
    'ANNOTATION_MISSING',
    /service account team-a\/puller has no annotation kubernetes\.azure\.com\/acr-client-id \(or azure\.workload\.identity\/client-id\).*kubectl annotate serviceaccount --namespace team-a puller kubernetes\.azure\.com\/acr-client-id=CLIENT_ID/,
  ],
  [
    'no tenant',
    {
      rule: { identity: 'serviceAccount' },
      token: tokenOf(),
      annotations: { 'azure.workload.identity/client-id': CLIENT },
    },
    'ANNOTATION_MISSING',
    /no annotation kubernetes\.azure\.com\/acr-tenant-id/,
  ],
  [
    'a client id that is not allowed',
    {
      rule: { identity: 'serviceAccount' },
      token: tokenOf(),
      annotations: { 'azure.workload.identity/client-id': CLIENT },
      acr: { allowedClientIds: [OTHER], tenantId: TENANT },
    },
    'IDENTITY_NOT_ALLOWED',
    new RegExp(
      `service account team-a/puller: annotation \\S+: ${CLIENT} is not in acr.allowedClientIds of the rule`,
    ),
  ],
];

for (const [name, asking, code, text] of NOBODY) {
  test(`nobody asks: ${name}`, () => {
    assert.throws(
      () => describeOf(asking),
      (error: unknown) => {
        assert.ok(error instanceof ProviderError, String(error));
        assert.equal(error.code, code, formatError(error));
        assert.match(formatError(error), text);
        assert.doesNotMatch(formatError(error), /cAnArY/);
        return true;
      },
    );
  });
}

const TENANTS: readonly (readonly [tenant: string, good: boolean])[] = [
  [TENANT, true],
  ['contoso.onmicrosoft.com', true],
  ['common', false],
  ['organizations', false],
  ['adfs', false],
  ['', false],
  [`${TENANT}/..`, false],
  ['contoso.example/oauth2', false],
  ['contoso.example?x', false],
  ['contoso.example#x', false],
  ['https://evil.example', false],
  ['evil.example\\@', false],
  ['..', false],
  ['.contoso.example', false],
  ['contoso..example', false],
  [`${'a'.repeat(64)}.example`, false],
];

for (const [tenant, good] of TENANTS) {
  test(`a tenant in an annotation: ${JSON.stringify(tenant)}`, () => {
    const asking: Case = {
      rule: { identity: 'serviceAccount' },
      token: tokenOf(),
      annotations: {
        'azure.workload.identity/client-id': CLIENT,
        'kubernetes.azure.com/acr-tenant-id': tenant,
      },
    };
    if (good) assert.match(String(describeOf(asking).details.identity), new RegExp(`of tenant ${tenant} `));
    else assert.throws(() => describeOf(asking), { code: 'ANNOTATION_INVALID' });
  });
}

test("a property: an annotation's value is an id or refused, and chooses no place to ask", () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (client, tenant) => {
      const asking: Case = {
        rule: { identity: 'serviceAccount' },
        token: tokenOf(),
        annotations: {
          'azure.workload.identity/client-id': client,
          'azure.workload.identity/tenant-id': tenant,
        },
      };
      assert.throws(() => describeOf(asking), { code: 'ANNOTATION_INVALID' });
    }),
    { numRuns: 300 },
  );
});
