// The fake Azure, with Azure's own SDK as the client of Entra ID and of the machine, and plain requests for the registry.
import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { createAuthority, createClientCertificate } from '../../../clouds/authority.ts';
import type { AzureConfig, AzureIdentity } from '../../../clouds/azure/directory.ts';
import { startAzure } from '../../../clouds/azure.ts';
import {
  createSigningKey,
  decodeJwt,
  keySet,
  signJwt,
  signServiceAccountToken,
} from '../../../clouds/jwt.ts';
import { callsOf } from '../../../clouds/record.ts';
import { scrubCloudEnvironment, setEnvironment } from '../../../support/environment.ts';
import { temporaryFolder } from '../../../support/temporary.ts';

scrubCloudEnvironment();

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const OTHER_TENANT = '11111111-86f1-41af-91ab-2d7cd011db47';
const CLIENT = '00000000-aaaa-4aaa-8aaa-000000000001';
const MACHINE = '00000000-aaaa-4aaa-8aaa-000000000002';
const USER_ASSIGNED = '00000000-aaaa-4aaa-8aaa-000000000003';
const RESOURCE_ID =
  '/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pull';
const OBJECT_ID = '00000000-bbbb-4bbb-8bbb-000000000003';
const ISSUER = 'https://eastus.oic.prod-aks.azure.com/tenant/cluster/';
const SCOPE = 'https://containerregistry.azure.net/.default';
const LOGIN_SERVER = 'team.azurecr.io';

const key = createSigningKey();
const certificate = createClientCertificate('pull');
const other = createClientCertificate('other');

const APPLICATION: AzureIdentity = {
  clientId: CLIENT,
  tenant: TENANT,
  secret: { value: 'secret of the application' },
  certificate: certificate.certificate,
  federated: [{ issuer: ISSUER, subject: 'system:serviceaccount:team-a:puller' }],
};

const CONFIG: AzureConfig = {
  tenants: [TENANT, OTHER_TENANT],
  identities: [
    APPLICATION,
    { clientId: MACHINE, tenant: TENANT, assigned: 'system' },
    {
      clientId: USER_ASSIGNED,
      objectId: OBJECT_ID,
      resourceId: RESOURCE_ID,
      tenant: TENANT,
      assigned: 'user',
    },
  ],
  registries: [{ loginServer: LOGIN_SERVER, tenant: TENANT, pullers: [CLIENT, MACHINE] }],
  issuers: [{ issuer: ISSUER, keys: keySet(key) }],
};

const authority = createAuthority();

async function start(context: TestContext, config: Partial<AzureConfig> = {}) {
  const azure = await startAzure({ ...CONFIG, ...config }, { certificateFor: authority.certificateFor() });
  context.after(() => azure.close());
  return azure;
}

/** Requests go to loopback only: the authority is the fake's, and MSAL asks nobody whether it exists. */
const options = (entra: string) => ({
  authorityHost: entra,
  disableInstanceDiscovery: true,
  tlsOptions: { ca: authority.certificate },
  retryOptions: { maxRetries: 0 },
});

const clientIdIn = (token: string): unknown => decodeJwt(token)?.claims.appid;

const TOKEN = { issuer: ISSUER, audience: 'api://AzureADTokenExchange', namespace: 'team-a', name: 'puller' };

const PROOFS: readonly (readonly [what: string, (entra: string) => TokenCredential])[] = [
  [
    'a secret',
    (entra) => new ClientSecretCredential(TENANT, CLIENT, 'secret of the application', options(entra)),
  ],
  [
    'a certificate',
    (entra) =>
      new ClientCertificateCredential(
        TENANT,
        CLIENT,
        { certificate: `${certificate.key}${certificate.certificate}` },
        options(entra),
      ),
  ],
  [
    'a federated token',
    (entra) =>
      new ClientAssertionCredential(
        TENANT,
        CLIENT,
        async () => signServiceAccountToken(key, TOKEN),
        options(entra),
      ),
  ],
];

for (const [what, create] of PROOFS) {
  test(`Entra ID: the SDK gets a token by ${what}`, async (context) => {
    const { urls, requests } = await start(context);
    const { token } = (await create(urls.entra).getToken(SCOPE)) ?? { token: '' };
    assert.equal(clientIdIn(token), CLIENT);
    assert.equal(decodeJwt(token)?.claims.aud, 'https://containerregistry.azure.net');
    assert.deepEqual(callsOf(requests), [
      `GET entra /${TENANT}/v2.0/.well-known/openid-configuration`,
      `POST entra /${TENANT}/oauth2/v2.0/token`,
    ]);
    assert.equal(requests[1]?.serverName, 'localhost');
    assert.equal(requests[1]?.credentials.length, 1);
  });
}

const form = (fields: Readonly<Record<string, string>>) => ({
  client_id: CLIENT,
  grant_type: 'client_credentials',
  scope: SCOPE,
  ...fields,
});
const asserting = (assertion: string, fields: Readonly<Record<string, string>> = {}) =>
  form({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    ...fields,
  });
const secret = { client_secret: 'secret of the application' };
const kubernetes = (change: Partial<typeof TOKEN> & { lifetimeSeconds?: number }, signer = key) =>
  asserting(signServiceAccountToken(signer, { ...TOKEN, ...change }));
const now = Math.floor(Date.now() / 1000);
const certified = (change: object, privateKey = certificate.key) =>
  asserting(
    signJwt(
      { ...key, privateKey: createPrivateKey(privateKey) },
      { iss: CLIENT, sub: CLIENT, aud: 'https://nowhere', nbf: now, exp: now + 600, ...change },
      { kid: undefined, x5t: thumbprint },
    ),
  );
const thumbprint = Buffer.from(
  new X509Certificate(certificate.certificate).fingerprint.replaceAll(':', ''),
  'hex',
).toString('base64url');

const TOKEN_ERRORS: readonly (readonly [
  what: string,
  fields: Readonly<Record<string, string>>,
  status: number,
  error: string,
  code: number,
  tenant?: string,
])[] = [
  [
    'a tenant that is not there',
    form(secret),
    400,
    'invalid_request',
    90002,
    'f0000000-0000-4000-8000-000000000000',
  ],
  ['an application of another tenant', form(secret), 400, 'unauthorized_client', 700016, OTHER_TENANT],
  [
    'an application that is not there',
    form({ ...secret, client_id: MACHINE.replace('2', '9') }),
    400,
    'unauthorized_client',
    700016,
  ],
  ['no grant type', form({ ...secret, grant_type: '' }), 400, 'invalid_request', 900144],
  ['another grant type', form({ ...secret, grant_type: 'password' }), 400, 'unsupported_grant_type', 70003],
  [
    'a scope without .default',
    form({ ...secret, scope: 'https://containerregistry.azure.net' }),
    400,
    'invalid_scope',
    1002012,
  ],
  [
    'a resource that is not there',
    form({ ...secret, scope: 'https://evil.example/.default' }),
    400,
    'invalid_resource',
    500011,
  ],
  ['no proof', form({}), 401, 'invalid_client', 7000218],
  ['a wrong secret', form({ client_secret: 'other' }), 401, 'invalid_client', 7000215],
  ['no JWT', asserting('abc'), 400, 'invalid_request', 50027],
  ['another issuer', kubernetes({ issuer: 'https://other.example' }), 401, 'invalid_client', 700211],
  ['another audience', kubernetes({ audience: 'other' }), 401, 'invalid_client', 700212],
  ['another subject', kubernetes({ name: 'other' }), 401, 'invalid_client', 700213],
  ['an expired token', kubernetes({ lifetimeSeconds: -1 }), 401, 'invalid_client', 700024],
  [
    'a token of another key',
    kubernetes({}, { ...createSigningKey(), kid: key.kid }),
    401,
    'invalid_client',
    700027,
  ],
  ['a certificate of another application', certified({}, other.key), 401, 'invalid_client', 700027],
  ['an assertion for somebody else', certified({}), 401, 'invalid_client', 700023],
  ['an assertion that is over', certified({ exp: now - 1 }), 401, 'invalid_client', 700024],
];

for (const [what, fields, status, error, code, tenant = TENANT] of TOKEN_ERRORS) {
  test(`Entra ID refuses ${what}`, async (context) => {
    const azure = await startAzure(CONFIG);
    context.after(() => azure.close());
    const response = await post(`${azure.urls.entra}/${tenant}/oauth2/v2.0/token`, fields);
    assert.equal(response.status, status);
    const body = (await response.json()) as Record<string, unknown>;
    assert.deepEqual([body.error, body.error_codes], [error, [code]]);
    assert.match(String(body.error_description), new RegExp(`^AADSTS${code}: `));
  });
}

test('any other documented error comes in the form of the service', async (context) => {
  const azure = await startAzure(CONFIG);
  context.after(() => azure.close());
  const { services, urls } = azure;
  services.entra.misbehave({
    kind: 'refusing',
    status: 400,
    code: 'invalid_grant',
    message: 'AADSTS53003: Blocked.',
  });
  const entra = (await (await fetch(urls.entra)).json()) as Record<string, unknown>;
  assert.deepEqual([entra.error, entra.error_codes], ['invalid_grant', [53003]]);
  services.acr.misbehave({ kind: 'refusing', status: 429, code: 'TOOMANYREQUESTS', message: 'slowly' });
  assert.deepEqual(await (await fetch(`${urls.acr}/v2/`)).json(), {
    errors: [{ code: 'TOOMANYREQUESTS', message: 'slowly', detail: null }],
  });
});

test('Entra ID: an identity without federated credentials, and an expired secret', async (context) => {
  const { federated: _, ...application } = APPLICATION;
  const identities = [{ ...application, secret: { value: 'old', expired: true } }];
  const azure = await startAzure({ ...CONFIG, identities });
  context.after(() => azure.close());
  const codeOf = async (fields: Readonly<Record<string, string>>) => {
    const response = await post(`${azure.urls.entra}/${TENANT}/oauth2/v2.0/token`, fields);
    return ((await response.json()) as { error_codes: number[] }).error_codes[0];
  };
  assert.equal(await codeOf(kubernetes({})), 70021);
  assert.equal(await codeOf(form({ client_secret: 'old' })), 7000222);
});

const MACHINES: readonly (readonly [what: string, options: object, clientId: string])[] = [
  ["the machine's own identity", {}, MACHINE],
  ['an identity by client id', { clientId: USER_ASSIGNED }, USER_ASSIGNED],
  ['an identity by object id', { objectId: OBJECT_ID }, USER_ASSIGNED],
  ['an identity by resource id', { resourceId: RESOURCE_ID }, USER_ASSIGNED],
];

// MSAL keeps the first endpoint that it was told for as long as the process lives.
test('metadata service: the SDK gets a token', async (context) => {
  const { urls } = await start(context);
  setEnvironment(context, { AZURE_POD_IDENTITY_AUTHORITY_HOST: urls.imds });
  for (const [what, choice, clientId] of MACHINES) {
    await context.test(what, async () => {
      const credential = new ManagedIdentityCredential({ ...choice, retryOptions: { maxRetries: 0 } });
      assert.equal(clientIdIn((await credential.getToken(SCOPE)).token), clientId);
    });
  }
});

const ASK =
  '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://containerregistry.azure.net';
const METADATA: readonly (readonly [
  what: string,
  path: string,
  headers: Record<string, string>,
  description: RegExp,
])[] = [
  ['no Metadata header', ASK, {}, /metadata header/],
  ['another identity', `${ASK}&client_id=${CLIENT}`, { metadata: 'true' }, /^Identity not found$/],
  ['no resource', ASK.replace('&resource=', '&other='), { metadata: 'true' }, /'resource'/],
  ['an old version', ASK.replace('2018', '2017'), { metadata: 'true' }, /api-version/],
  ['another resource', `${ASK}x`, { metadata: 'true' }, /AADSTS500011/],
];

for (const [what, path, headers, description] of METADATA) {
  test(`metadata service refuses ${what}`, async (context) => {
    const { urls } = await start(context);
    const response = await fetch(`${urls.imds}${path}`, { headers });
    assert.equal(response.status, 400);
    assert.match(((await response.json()) as { error_description: string }).error_description, description);
  });
}

test('Azure Arc: a challenge by a file, each good for one answer', async (context) => {
  const keyDirectory = temporaryFolder(context).path;
  const { urls } = await start(context, { arc: { keyDirectory } });
  const url = `${urls.arc}${ASK.replace('2018-02-01', '2020-06-01')}`;
  const challenge = await fetch(url, { headers: { metadata: 'true' } });
  assert.equal(challenge.status, 401);
  const [, file = ''] = /^Basic realm=(.+\.key)$/.exec(challenge.headers.get('www-authenticate') ?? '') ?? [];
  const authorization = `Basic ${readFileSync(file, 'utf8')}`;
  const headers = { metadata: 'true', authorization };
  const { access_token } = (await (await fetch(url, { headers })).json()) as { access_token: string };
  assert.equal(clientIdIn(access_token), MACHINE);
  assert.equal((await fetch(url, { headers })).status, 401);
  assert.equal((await fetch(url, { headers: { metadata: 'true', authorization: 'Basic x' } })).status, 401);
});

test('App Service: only with its header', async (context) => {
  const { urls } = await start(context, { appService: { identityHeader: 'header of the app' } });
  const ask = (header: string) =>
    fetch(
      `${urls['app-service']}/msi/token?api-version=2019-08-01&resource=https://containerregistry.azure.net`,
      {
        headers: { 'x-identity-header': header },
      },
    );
  assert.equal((await ask('other')).status, 401);
  const { access_token } = (await (await ask('header of the app')).json()) as { access_token: string };
  assert.equal(clientIdIn(access_token), MACHINE);
});

const post = (url: string, fields: Readonly<Record<string, string>>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields) });

/** With plain HTTP, and a token for the identity. */
async function startRegistry(context: TestContext, config: Partial<AzureConfig> = {}, scope = SCOPE) {
  const azure = await startAzure({ ...CONFIG, ...config });
  context.after(() => azure.close());
  const answer = await post(`${azure.urls.entra}/${TENANT}/oauth2/v2.0/token`, form({ ...secret, scope }));
  const { access_token } = (await answer.json()) as { access_token: string };
  return { azure, acr: azure.urls.acr, token: access_token };
}

const exchanging = (token: string, fields: Readonly<Record<string, string>> = {}) => ({
  grant_type: 'access_token',
  service: LOGIN_SERVER,
  tenant: TENANT,
  access_token: token,
  ...fields,
});

for (const scope of [SCOPE, 'https://management.azure.com//.default']) {
  test(`registry: challenge, refresh token and access token, from a token for ${scope}`, async (context) => {
    const { acr, token } = await startRegistry(context, {}, scope);
    const challenge = await fetch(`${acr}/v2/`);
    assert.equal(challenge.status, 401);
    assert.equal(
      challenge.headers.get('www-authenticate'),
      `Bearer realm="https://${LOGIN_SERVER}/oauth2/token",service="${LOGIN_SERVER}"`,
    );
    const exchange = await post(`${acr}/oauth2/exchange`, exchanging(token));
    const { refresh_token } = (await exchange.json()) as { refresh_token: string };
    const lifetime = Number(decodeJwt(refresh_token)?.claims.exp) - Date.now() / 1000;
    assert.ok(lifetime > 3 * 3600 - 5 && lifetime <= 3 * 3600);
    const wanted = { service: LOGIN_SERVER, scope: 'repository:team/app:pull,push' };
    const posted = await post(`${acr}/oauth2/token`, {
      ...wanted,
      grant_type: 'refresh_token',
      refresh_token,
    });
    const basic = Buffer.from(`00000000-0000-0000-0000-000000000000:${refresh_token}`).toString('base64');
    const got = await fetch(`${acr}/oauth2/token?${new URLSearchParams(wanted)}`, {
      headers: { authorization: `Basic ${basic}` },
    });
    for (const response of [posted, got]) {
      const { access_token } = (await response.json()) as { access_token: string };
      assert.deepEqual(decodeJwt(access_token)?.claims.access, [
        { type: 'repository', name: 'team/app', actions: ['pull'] },
      ]);
    }
  });
}

const EXCHANGE_ERRORS: readonly (readonly [
  what: string,
  change: Readonly<Record<string, string>>,
  config: Partial<AzureConfig>,
  scope: string,
  status: number,
  code: string,
])[] = [
  ['another grant type', { grant_type: 'password' }, {}, SCOPE, 400, 'UNSUPPORTED'],
  ['another service', { service: 'other.azurecr.io' }, {}, SCOPE, 400, 'NAME_INVALID'],
  ['a token that is none', { access_token: 'x' }, {}, SCOPE, 401, 'UNAUTHORIZED'],
  ['another tenant', { tenant: OTHER_TENANT }, {}, SCOPE, 401, 'UNAUTHORIZED'],
  ['a token for something else', {}, {}, 'https://vault.azure.net/.default', 401, 'UNAUTHORIZED'],
  [
    'who may not pull',
    {},
    { registries: [{ loginServer: LOGIN_SERVER, tenant: TENANT, pullers: [] }] },
    SCOPE,
    401,
    'UNAUTHORIZED',
  ],
  [
    'everybody, behind its firewall',
    {},
    { registries: [{ loginServer: LOGIN_SERVER, tenant: TENANT, pullers: [CLIENT], firewalled: true }] },
    SCOPE,
    403,
    'DENIED',
  ],
];

for (const [what, change, config, scope, status, code] of EXCHANGE_ERRORS) {
  test(`registry refuses ${what}`, async (context) => {
    const { acr, token } = await startRegistry(context, config, scope);
    const response = await post(`${acr}/oauth2/exchange`, exchanging(token, change));
    assert.equal(response.status, status);
    const { errors } = (await response.json()) as { errors: { code: string }[] };
    assert.equal(errors[0]?.code, code);
  });
}

test('registry refuses an Entra ID token as a refresh token', async (context) => {
  const { acr, token } = await startRegistry(context);
  const fields = {
    grant_type: 'refresh_token',
    service: LOGIN_SERVER,
    scope: 'repository:a:pull',
    refresh_token: token,
  };
  assert.equal((await post(`${acr}/oauth2/token`, fields)).status, 401);
});
