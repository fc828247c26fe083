// Every identity's way to a credential, against real servers: what is asked, in which order, and what comes of it.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { callsOf } from '../../../clouds/record.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  type Asking,
  ask,
  BINDING_AUDIENCE,
  certificate,
  objectIdOf,
  passwordClaims,
  resourceIdOf,
  SECRET,
  SNI_NAME,
  startAcrCloud,
  TENANT,
  tokenOf,
} from './cloud.ts';

const folder = temporaryFolder({ after });
const cloud = await startAcrCloud({ after });
const { azure, ids, identityBinding } = cloud;

const MACHINE = ['GET imds /metadata/identity/oauth2/token/'];
const ENTRA = [
  `GET entra /${TENANT}/v2.0/.well-known/openid-configuration`,
  `POST entra /${TENANT}/oauth2/v2.0/token`,
];
const REGISTRY = ['GET acr /v2/', 'POST acr /oauth2/exchange'];

const application = { clientId: ids.application, tenantId: TENANT };
const BINDING = ['POST identity-binding /'];
const bound: Asking = {
  rule: { identity: 'serviceAccount' },
  token: tokenOf({ audience: BINDING_AUDIENCE }),
  acr: { identityBinding },
  annotations: {
    'kubernetes.azure.com/acr-client-id': ids.bound,
    'kubernetes.azure.com/acr-tenant-id': TENANT,
  },
};
const serviceAccount: Asking = { rule: { identity: 'serviceAccount' }, token: tokenOf() };

const WAYS: readonly (readonly [name: string, asking: Asking, client: string, calls: readonly string[]])[] = [
  ['the system-assigned identity, without a setting', {}, ids.system, MACHINE],
  [
    'a user-assigned identity by client id',
    { acr: { managedIdentity: { clientId: ids.user } } },
    ids.user,
    MACHINE,
  ],
  [
    'a user-assigned identity by object id',
    { acr: { managedIdentity: { objectId: objectIdOf(ids.user) } } },
    ids.user,
    MACHINE,
  ],
  [
    'a user-assigned identity by resource id',
    { acr: { managedIdentity: { resourceId: resourceIdOf(ids.user) } } },
    ids.user,
    MACHINE,
  ],
  [
    'a client secret',
    {
      acr: { servicePrincipal: { ...application, clientSecretFile: folder.write('secret', `${SECRET}\n`) } },
    },
    ids.application,
    ENTRA,
  ],
  [
    'a client certificate',
    {
      acr: {
        servicePrincipal: {
          ...application,
          clientCertificateFile: folder.write('pem', certificate.key + certificate.certificate),
        },
      },
    },
    ids.application,
    ENTRA,
  ],
  [
    'workload identity by the environment, without a setting',
    {
      env: {
        AZURE_CLIENT_ID: ids.application,
        AZURE_TENANT_ID: TENANT,
        AZURE_FEDERATED_TOKEN_FILE: folder.write('token', tokenOf()),
      },
    },
    ids.application,
    ENTRA,
  ],
  [
    'workload identity by the rule',
    { acr: { workloadIdentity: { ...application, tokenFile: folder.write('token-2', tokenOf()) } } },
    ids.application,
    ENTRA,
  ],
  [
    'azure.json with a managed identity',
    {
      acr: {
        azureJson: folder.write(
          'msi.json',
          JSON.stringify({
            cloud: 'AzurePublicCloud',
            tenantId: TENANT,
            aadClientId: 'msi',
            aadClientSecret: 'msi',
            useManagedIdentityExtension: true,
            userAssignedIdentityID: ids.user,
          }),
        ),
      },
    },
    ids.user,
    [],
  ],
  [
    'azure.json with a service principal',
    {
      acr: {
        azureJson: folder.write(
          'sp.json',
          JSON.stringify({ tenantId: TENANT, aadClientId: ids.application, aadClientSecret: SECRET }),
        ),
      },
    },
    ids.application,
    ENTRA,
  ],
  [
    'a service account by the annotations of acr-credential-provider',
    {
      ...serviceAccount,
      annotations: {
        'kubernetes.azure.com/acr-client-id': ids.application,
        'kubernetes.azure.com/acr-tenant-id': TENANT,
        'azure.workload.identity/client-id': ids.stranger,
      },
    },
    ids.application,
    ENTRA,
  ],
  [
    'a service account by the annotations of workload identity',
    {
      ...serviceAccount,
      annotations: {
        'azure.workload.identity/client-id': ids.application,
        'azure.workload.identity/tenant-id': TENANT,
      },
    },
    ids.application,
    ENTRA,
  ],
  [
    "a service account by the rule's client id and tenant",
    { ...serviceAccount, acr: application },
    ids.application,
    ENTRA,
  ],
  ['a service account by an identity binding', bound, ids.bound, BINDING],
  [
    "a service account by an identity binding, of the rule's client id and tenant",
    { ...bound, annotations: {}, acr: { identityBinding, clientId: ids.bound, tenantId: TENANT } },
    ids.bound,
    BINDING,
  ],
  [
    'a service account by an identity binding, whatever proxy and authority the environment names',
    {
      ...bound,
      env: {
        HTTPS_PROXY: 'http://127.0.0.1:1',
        NO_PROXY: 'localhost',
        AZURE_AUTHORITY_HOST: 'https://127.0.0.1:1',
      },
    },
    ids.bound,
    BINDING,
  ],
  [
    'the node for a pull without a token, where the rule has an identity binding for the others',
    {
      rule: { identity: 'serviceAccount', onMissingServiceAccount: 'node' },
      acr: { identityBinding, managedIdentity: {} },
    },
    ids.system,
    [],
  ],
  [
    'the node for a pull without a token, where the rule says so',
    { rule: { identity: 'serviceAccount', onMissingServiceAccount: 'node' }, acr: { managedIdentity: {} } },
    ids.system,
    [],
  ],
];

for (const [name, asking, client, calls] of WAYS) {
  test(name, async () => {
    azure.journal.clear();
    const before = Date.now();
    const credentials = await ask(cloud, asking).credentials;
    const claims = passwordClaims(credentials);
    assert.equal(claims.appid, client);
    assert.equal(claims.tenant, TENANT);
    assert.equal(credentials?.scope, 'registry');
    const [entry] = credentials?.entries ?? [];
    assert.equal(entry?.username, '00000000-0000-0000-0000-000000000000');
    assert.equal(entry?.expiresAt?.getTime(), Number(claims.exp) * 1000);
    const life = Number(entry?.expiresAt?.getTime()) - before;
    assert.ok(life > 2.9 * 3_600_000 && life < 3.1 * 3_600_000, `${life}`);
    // MSAL keeps a managed identity's token for the life of the process, so only its first row asks the machine.
    const asked = callsOf(azure.requests);
    assert.deepEqual(asked.toSorted(), [...calls, ...REGISTRY].toSorted());
    assert.equal(asked.at(-1), 'POST acr /oauth2/exchange');
  });
}

test('the token is asked for the registry, and told the tenant that is known', async () => {
  azure.journal.clear();
  await ask(cloud, { ...serviceAccount, acr: application }).credentials;
  const entra = azure.requests.find(({ path }) => path.endsWith('/token'));
  assert.match(entra?.body ?? '', /scope=https:\/\/containerregistry\.azure\.net\/\.default/);
  assert.match(
    entra?.body ?? '',
    /client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer/,
  );
  const exchange = azure.requests.at(-1);
  assert.match(exchange?.body ?? '', new RegExp(`grant_type=access_token&.*tenant=${TENANT}`));
});

test('the API server is asked under the name of the identity bindings, with the fields of the vendor and no other', async () => {
  azure.journal.clear();
  await ask(cloud, bound).credentials;
  const asked = azure.requests.filter(({ service }) => service === 'identity-binding');
  assert.deepEqual(
    asked.map(({ serverName, host, body, credentials }) => ({ serverName, host, body, credentials })),
    [
      {
        serverName: SNI_NAME,
        host: SNI_NAME,
        body: `grant_type=client_credentials&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&scope=https://containerregistry.azure.net/.default&client_assertion=[redacted]&client_id=${ids.bound}`,
        credentials: ['field client_assertion'],
      },
    ],
  );
  assert.deepEqual(asked[0]?.claims['field client_assertion']?.aud, [BINDING_AUDIENCE]);
});

test('without a tenant the registry is told none', async () => {
  azure.journal.clear();
  const annotations = { 'kubernetes.azure.com/acr-client-id': ids.bound };
  await ask(cloud, { ...bound, annotations }).credentials;
  assert.doesNotMatch(azure.requests.at(-1)?.body ?? '', /tenant=/);
});

test('an annotation chooses the client and nothing of where it is asked', async () => {
  azure.journal.clear();
  const annotations = {
    ...bound.annotations,
    'kubernetes.azure.com/acr-sni-name': 'elsewhere.example',
    'kubernetes.azure.com/acr-apiserver-ip': '203.0.113.1',
    'azure.workload.identity/ca-file': '/etc/passwd',
    identityBinding: '{"sniName":"elsewhere.example"}',
  };
  const { credentials, network } = ask(cloud, { ...bound, annotations });
  assert.equal(passwordClaims(await credentials).appid, ids.bound);
  const { host } = new URL(azure.urls.acr);
  assert.deepEqual(
    [...new Set(network.calls.map((call) => call.host))].toSorted(),
    [`${SNI_NAME}:443`, host].toSorted(),
  );
});
