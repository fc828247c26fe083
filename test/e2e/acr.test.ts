// The executable, the clouds' real host names behind a CONNECT proxy, and the extra CA: each identity's way to a
// credential, what it asks of whom, and that nothing of it leaks.

import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { createAuthority, createClientCertificate } from '../clouds/authority.ts';
import { startClouds } from '../clouds/clouds.ts';
import { keySet, signingKeyOf, signServiceAccountToken } from '../clouds/jwt.ts';
import { json } from '../clouds/service.ts';
import { request, run } from '../support/executable.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const SYSTEM = '00000000-aaaa-4aaa-8aaa-000000000001';
const USER = '00000000-aaaa-4aaa-8aaa-000000000002';
const APPLICATION = '00000000-aaaa-4aaa-8aaa-000000000003';
const BOUND = '00000000-aaaa-4aaa-8aaa-000000000004';
const SNI_NAME = '0123456789abcdef.identity-binding.example';
const ISSUER = 'https://eastus.oic.prod-aks.azure.com/tenant/cluster/';
const CANARY = 'cAnArY7f3a9';
const SECRET = `${CANARY}~secret`;

const key = signingKeyOf('kubernetes');
const certificate = createClientCertificate('pull');
const folder = temporaryFolder({ after });
const cluster = createAuthority('cluster');

const LOGIN_SERVERS = {
  public: 'contosopublic.azurecr.io',
  label: 'contosopublic-e7ggejfuhzhgedc8.azurecr.io',
  regional: 'contosopublic.westeurope.geo.azurecr.io',
  china: 'contosochina.azurecr.cn',
  government: 'contosogov.azurecr.us',
} as const;

const clouds = await startClouds({
  azure: {
    tenants: [TENANT],
    identities: [
      { clientId: SYSTEM, tenant: TENANT, assigned: 'system' },
      { clientId: USER, tenant: TENANT, assigned: 'user' },
      {
        clientId: APPLICATION,
        tenant: TENANT,
        secret: { value: SECRET },
        certificate: certificate.certificate,
        federated: [{ issuer: ISSUER, subject: 'system:serviceaccount:team-a:puller' }],
      },
      { clientId: BOUND, tenant: TENANT },
    ],
    cluster: {
      sniName: SNI_NAME,
      issuer: { issuer: ISSUER, keys: keySet(key) },
      bindings: { [BOUND]: ['system:serviceaccount:team-a:puller'] },
    },
    registries: Object.values(LOGIN_SERVERS).map((loginServer) => ({
      loginServer,
      tenant: TENANT,
      pullers: [SYSTEM, USER, APPLICATION, BOUND],
    })),
    issuers: [{ issuer: ISSUER, keys: keySet(key) }],
  },
  listen: { azure: { 'identity-binding': { certificateFor: cluster.certificateFor() } } },
});
after(() => clouds.close());
const { imds, entra, acr, 'identity-binding': aks } = clouds.azure.services;

beforeEach(() => {
  for (const service of [imds, entra, acr, aks]) service.behave();
  clouds.journal.clear();
});

const caFile = folder.write('ca.pem', clouds.internet.authority.certificate);
const token = signServiceAccountToken(key, {
  issuer: ISSUER,
  audience: 'api://AzureADTokenExchange',
  namespace: 'team-a',
  name: 'puller',
});

const boundToken = signServiceAccountToken(key, {
  issuer: ISSUER,
  audience: 'api://AKSIdentityBinding',
  namespace: 'team-a',
  name: 'puller',
});

interface Pull {
  readonly acr?: object;
  readonly rule?: object;
  readonly image?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly env?: Readonly<Record<string, string>>;
}

let configurations = 0;

async function pull({ acr: settings = {}, rule = {}, image, annotations = {}, env = {}, ...rest }: Pull) {
  configurations += 1;
  const matchImages = ['*.azurecr.io', '*.*.geo.azurecr.io', '*.azurecr.cn', '*.azurecr.us'];
  const config = configText([{ name: 'team', matchImages, ...rule, acr: settings }], { caFile });
  const path = folder.write(`config-${configurations}.json`, config);
  const result = await run({
    args: ['--config', path],
    input: request(`${image ?? LOGIN_SERVERS.public}/app`, {
      ...(rest.token !== undefined && {
        serviceAccountToken: rest.token,
        serviceAccountAnnotations: annotations,
      }),
    }),
    env: { ...clouds.env, ...env },
  });
  const asked = clouds.journal.requests.map(({ method, service, host, serverName, path }) =>
    service === 'imds'
      ? `${method} imds`
      : `${method} ${host}${path}${serverName === host ? '' : ' (other SNI)'}`,
  );
  return { ...result, asked };
}

const tokenAt = (host: string): string => `POST ${host}/${TENANT}/oauth2/v2.0/token`;
const registryAt = (host: string): string[] => [`GET ${host}/v2/`, `POST ${host}/oauth2/exchange`];
const asked = (...calls: readonly (string | readonly string[])[]): string[] => calls.flat().toSorted();

const principal = { clientId: APPLICATION, tenantId: TENANT };
const ENTRA = 'login.microsoftonline.com';
const serviceAccount: Pull = {
  rule: { identity: 'serviceAccount' },
  token,
  annotations: {
    'kubernetes.azure.com/acr-client-id': APPLICATION,
    'kubernetes.azure.com/acr-tenant-id': TENANT,
  },
};

const identityBinding = {
  sniName: SNI_NAME,
  apiServer: new URL(clouds.azure.urls['identity-binding']).host,
  caFile: folder.write('cluster.crt', cluster.certificate),
};
const bound: Pull = {
  acr: { identityBinding },
  rule: { identity: 'serviceAccount' },
  token: boundToken,
  annotations: { 'kubernetes.azure.com/acr-client-id': BOUND },
};

const WAYS: readonly (readonly [name: string, pull: Pull, calls: readonly string[]])[] = [
  ['the system-assigned identity', {}, asked('GET imds', registryAt(LOGIN_SERVERS.public))],
  [
    'a user-assigned identity, at a registry with a domain name label',
    { acr: { managedIdentity: { clientId: USER } }, image: LOGIN_SERVERS.label },
    asked('GET imds', registryAt(LOGIN_SERVERS.label)),
  ],
  [
    'a regional endpoint',
    { image: LOGIN_SERVERS.regional },
    asked('GET imds', registryAt(LOGIN_SERVERS.regional)),
  ],
  [
    "a service account's annotations",
    serviceAccount,
    asked(tokenAt(ENTRA), registryAt(LOGIN_SERVERS.public)),
  ],
  [
    'an identity binding of the cluster, past the proxy and by its own authority',
    bound,
    asked(`POST ${SNI_NAME}/`, registryAt(LOGIN_SERVERS.public)),
  ],
  [
    'workload identity by the environment',
    {
      env: {
        AZURE_CLIENT_ID: APPLICATION,
        AZURE_TENANT_ID: TENANT,
        AZURE_FEDERATED_TOKEN_FILE: folder.write('token', token),
        AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com/',
      },
    },
    asked(tokenAt(ENTRA), registryAt(LOGIN_SERVERS.public)),
  ],
  [
    'a client secret in China',
    {
      acr: { servicePrincipal: { ...principal, clientSecretFile: folder.write('secret', SECRET) } },
      image: LOGIN_SERVERS.china,
    },
    asked(tokenAt('login.partner.microsoftonline.cn'), registryAt(LOGIN_SERVERS.china)),
  ],
  [
    'a client certificate for the American government',
    {
      acr: {
        servicePrincipal: {
          ...principal,
          clientCertificateFile: folder.write('pem', `${certificate.certificate}${certificate.key}`),
        },
      },
      image: LOGIN_SERVERS.government,
    },
    asked(tokenAt('login.microsoftonline.us'), registryAt(LOGIN_SERVERS.government)),
  ],
  [
    'azure.json',
    {
      acr: {
        azureJson: folder.write(
          'azure.json',
          JSON.stringify({
            tenantId: TENANT,
            useManagedIdentityExtension: true,
            userAssignedIdentityID: USER,
          }),
        ),
      },
    },
    asked('GET imds', registryAt(LOGIN_SERVERS.public)),
  ],
  [
    'azure.json in YAML, the identity under a name in another case',
    {
      acr: {
        azureJson: folder.write(
          'azure.yaml',
          `# of the node\ntenantId: ${TENANT}\nuseManagedIdentityExtension: yes\nuserAssignedIdentityId: ${USER}\n`,
        ),
      },
    },
    asked('GET imds', registryAt(LOGIN_SERVERS.public)),
  ],
  [
    'azure.json in YAML with a secret, in China',
    {
      acr: {
        azureJson: folder.write(
          'china.yaml',
          `cloud: AzureChinaCloud\ntenantId: ${TENANT}\nAADClientId: ${APPLICATION}\naadClientSecret: '${SECRET}'\n`,
        ),
      },
      image: LOGIN_SERVERS.china,
    },
    asked(tokenAt('login.partner.microsoftonline.cn'), registryAt(LOGIN_SERVERS.china)),
  ],
  [
    'a service account in the tenant of an azure.json that names no identity',
    {
      ...serviceAccount,
      acr: { azureJson: folder.write('tenant.json', JSON.stringify({ tenantId: TENANT })) },
      annotations: { 'kubernetes.azure.com/acr-client-id': APPLICATION },
    },
    asked(tokenAt(ENTRA), registryAt(LOGIN_SERVERS.public)),
  ],
  [
    'a registry that the rule names, for another image',
    {
      acr: { registry: LOGIN_SERVERS.public },
      rule: { matchImages: ['docker.io'] },
      image: 'docker.io/library',
    },
    asked('GET imds', registryAt(LOGIN_SERVERS.public)),
  ],
];

describe('under real host names, with as few requests as there can be', () => {
  for (const [name, how, calls] of WAYS) {
    test(name, async () => {
      const result = await pull(how);
      assert.equal(result.stderr, '');
      const { auth, cacheKeyType, cacheDuration } = JSON.parse(result.stdout);
      const host = how.image === undefined ? LOGIN_SERVERS.public : how.image.replace('/library', '');
      assert.deepEqual(Object.keys(auth), [host]);
      assert.equal(auth[host].username, '00000000-0000-0000-0000-000000000000');
      assert.equal(cacheKeyType, 'Registry');
      // Three hours, less a fifth.
      assert.match(cacheDuration, /^2h2[34]m/);
      assert.deepEqual(result.asked.toSorted(), calls);
      assert.equal(
        result.asked.at(-1),
        calls.find((call) => call.endsWith('/oauth2/exchange')),
      );
    });
  }
});

/** What the SDK would read of the environment and act on by itself. */
const TEMPTATIONS = {
  AZURE_CLIENT_ID: APPLICATION,
  AZURE_TENANT_ID: TENANT,
  AZURE_FEDERATED_TOKEN_FILE: folder.write('tempting-token', token),
  AZURE_CLIENT_SECRET: SECRET,
  AZURE_LOG_LEVEL: 'verbose',
  AZURE_REGIONAL_AUTHORITY_NAME: 'AutoDiscoverRegion',
  DEBUG: '*',
  MSAL_FORCE_REGION: 'westeurope',
  MSI_ENDPOINT: 'http://127.0.0.1:1/msi',
  MSI_SECRET: 'secret',
  NODE_DEBUG: 'http,https,tls,net',
  TYPESPEC_RUNTIME_LOG_LEVEL: 'verbose',
};

test('nothing in the environment makes the SDK talk, or another identity of the one that the rule names', async () => {
  const managed = await pull({ acr: { managedIdentity: {} }, env: TEMPTATIONS });
  assert.equal(managed.stderr, '');
  assert.deepEqual(managed.asked.toSorted(), asked('GET imds', registryAt(LOGIN_SERVERS.public)));
  clouds.journal.clear();
  const federated = await pull({ ...serviceAccount, env: { ...TEMPTATIONS, AZURE_CLIENT_ID: SYSTEM } });
  assert.equal(federated.stderr, '');
  assert.deepEqual(federated.asked.toSorted(), asked(tokenAt(ENTRA), registryAt(LOGIN_SERVERS.public)));
});

type Failing = readonly [name: string, prepare: () => Pull, stderr: RegExp];
const description = `AADSTS7000215: Invalid client secret provided: ${SECRET}`;
const FAILING: readonly Failing[] = [
  [
    'a wrong secret',
    () => ({
      acr: { servicePrincipal: { ...principal, clientSecretFile: folder.write('wrong', `${CANARY}-wrong`) } },
    }),
    /^rule "team": acr: Entra ID token at login\.microsoftonline\.com for client 0{8}-aaaa-4aaa-8aaa-0{11}3 of tenant \S+ \(client secret\): the client secret is not a secret of the application \(AADSTS7000215, status 401\): "trace [^"]+"; write the secret's value, not its ID, into the file \[BACKEND_DENIED\]$/,
  ],
  [
    'Entra ID repeats the secret',
    () => {
      entra.misbehave({
        kind: 'answer',
        answer: json(401, { error: CANARY, error_description: description, trace_id: CANARY }),
      });
      return {
        acr: { servicePrincipal: { ...principal, clientSecretFile: folder.write('echoed', SECRET) } },
      };
    },
    /\(AADSTS7000215, status 401\); write/,
  ],
  [
    'the metadata service answers what is no JSON, with a token in it',
    () => {
      imds.misbehave({ kind: 'answer', answer: { status: 200, body: `{"access_token":"${CANARY}"` } });
      return {};
    },
    /answered 200 with \d+ bytes .*\[RESPONSE_INVALID\]$/,
  ],
  [
    'the registry repeats the token',
    () => {
      acr.misbehave({
        kind: 'answer',
        answer: json(401, { errors: [{ code: CANARY, message: token, detail: token }] }),
        path: '/oauth2/exchange',
      });
      return serviceAccount;
    },
    /token exchange at contosopublic\.azurecr\.io .*request denied \(status 401\)/,
  ],
  [
    'the registry sends the token elsewhere',
    () => {
      acr.misbehave({
        kind: 'redirecting',
        to: `https://elsewhere.example/?access_token=${CANARY}`,
        status: 307,
        path: '/oauth2/exchange',
      });
      return serviceAccount;
    },
    /redirect \(307\) to "elsewhere\.example", which is not followed/,
  ],
  [
    'the API server repeats the token of an identity binding',
    () => {
      aks.misbehave({ kind: 'refusing', status: 403, code: CANARY, message: `${CANARY} ${boundToken}` });
      return bound;
    },
    /^rule "team": acr: identity binding token at 0123456789abcdef\.identity-binding\.example for client \S+ by identity binding \(service account team-a\/puller\): the service account may not use this managed identity \(status 403\): "issuer [^"]+"; create the identity binding .*\[BACKEND_DENIED\]$/,
  ],
  [
    'the API server sends the token of an identity binding elsewhere',
    () => {
      aks.misbehave({ kind: 'redirecting', to: `https://elsewhere.example/?t=${CANARY}`, status: 307 });
      return bound;
    },
    /redirect \(307\) to "elsewhere\.example", which is not followed/,
  ],
  [
    'an API server by the authorities of the clouds',
    () => ({ ...bound, acr: { identityBinding: { ...identityBinding, caFile } } }),
    /only the authorities of acr\.identityBinding\.caFile are trusted for it.*\[TLS_FAILED\]$/,
  ],
  [
    'authorities of an identity binding that are a password',
    () => ({
      ...bound,
      acr: { identityBinding: { ...identityBinding, caFile: folder.write('password.crt', CANARY) } },
    }),
    /acr\.identityBinding\.caFile: certificate authorities .*: not PEM text/,
  ],
  [
    'a token for another audience, with an identity binding',
    () => ({ ...bound, token }),
    /\[AUDIENCE_REFUSED\]$/,
  ],
  [
    'an azure.json that is torn',
    () => ({ acr: { azureJson: folder.write('torn.json', `{"aadClientSecret": "${CANARY}`) } }),
    /torn\.json" is neither a JSON object nor/,
  ],
  [
    'an azure.json in YAML that is torn',
    () => ({ acr: { azureJson: folder.write('torn.yaml', `aadClientSecret: "${CANARY}`) } }),
    /torn\.yaml" is neither a JSON object nor a YAML mapping: line 1: not YAML/,
  ],
  [
    'an azure.json whose identity is switched on in quotes, which is not the system-assigned one',
    () => ({
      acr: {
        azureJson: folder.write(
          'quoted.json',
          JSON.stringify({ useManagedIdentityExtension: 'true', aadClientSecret: CANARY }),
        ),
      },
    }),
    /useManagedIdentityExtension: expected true or false, got text/,
  ],
  [
    'an identity that the environment names by half, which is not the system-assigned one',
    () => ({ env: { AZURE_CLIENT_ID: APPLICATION, AZURE_CLIENT_SECRET: CANARY } }),
    /the environment sets AZURE_CLIENT_ID and AZURE_CLIENT_SECRET without AZURE_FEDERATED_TOKEN_FILE; .*\[IDENTITY_UNAVAILABLE\]$/,
  ],
  [
    'a certificate file that is a password',
    () => ({
      acr: { servicePrincipal: { ...principal, clientCertificateFile: folder.write('no.pem', CANARY) } },
    }),
    /no\.pem" does not contain a certificate and an unencrypted private key/,
  ],
  [
    "a service account's token as an annotation",
    () => ({ ...serviceAccount, annotations: { 'azure.workload.identity/client-id': 'x'.repeat(300) } }),
    /annotation azure\.workload\.identity\/client-id: expected the client ID of an application, got "x{200}…"/,
  ],
  [
    'a host that is not its own',
    () => ({ rule: { matchImages: ['evil.example'] }, image: 'evil.example' }),
    /"evil\.example" is not a registry of this cloud/,
  ],
];

describe('a failure is one line, without a secret', () => {
  for (const [name, prepare, stderr] of FAILING) {
    test(name, async () => {
      const result = await pull(prepare());
      assert.equal(result.exit, 1);
      assert.equal(result.stdout, '');
      assert.match(result.stderr, stderr);
      assert.doesNotMatch(result.stderr, /[\n\r]/);
      for (const secret of [CANARY, token, boundToken, btoa(SECRET).slice(2, -3)]) {
        assert.ok(!result.stderr.includes(secret), result.stderr);
      }
      const astray = clouds.journal.requests.filter(
        ({ cloud, credentials }) => cloud === 'elsewhere' && credentials.length > 0,
      );
      assert.deepEqual(astray, []);
    });
  }
});

test('an authority that nobody knows', async () => {
  const distrusted = await run({
    args: [
      '--config',
      folder.write('no-ca.json', configText([{ name: 'team', matchImages: ['*.azurecr.io'], acr: {} }])),
    ],
    input: request(`${LOGIN_SERVERS.public}/app`),
    env: clouds.env,
  });
  assert.equal(distrusted.exit, 1);
  assert.match(distrusted.stderr, /^rule "team": acr: challenge: .*\[TLS_FAILED\]$/);
});
