// The fake Google Cloud, with google-auth-library as its client.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { type AuthClient, AwsClient, Compute, IdentityPoolClient, Impersonated } from 'google-auth-library';
import { startAws } from '../../../clouds/aws.ts';
import type { GoogleConfig } from '../../../clouds/google/identities.ts';
import { type GoogleCloud, startGoogle } from '../../../clouds/google.ts';
import {
  type Claims,
  createSigningKey,
  keySet,
  signJwt,
  signServiceAccountToken,
} from '../../../clouds/jwt.ts';
import { callsOf } from '../../../clouds/record.ts';
import { scrubCloudEnvironment, setEnvironment } from '../../../support/environment.ts';

scrubCloudEnvironment();

const NODE = 'node@example-project.iam.gserviceaccount.com';
const PULL = 'pull@example-project.iam.gserviceaccount.com';
const BETWEEN = 'between@example-project.iam.gserviceaccount.com';
const POOL = 'iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/clusters';
const AUDIENCE = `//${POOL}/providers/on-premises`;
const AWS_AUDIENCE = `//${POOL}/providers/aws`;
const ISSUER = 'https://kubernetes.example';
const GKE_ISSUER =
  'https://container.googleapis.com/v1/projects/example-project/locations/europe-west1/clusters/one';
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const PRINCIPAL = `principal://${POOL}/subject/system:serviceaccount:team-a:puller`;
const GKE_PRINCIPAL =
  'principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/example-project.svc.id.goog/subject/ns/team-a/sa/puller';

type Urls = GoogleCloud['urls'];

const key = createSigningKey();
const serviceAccountKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = serviceAccountKey.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const ALICE = { accessKeyId: 'AKIAALICE', secretAccessKey: 'secret of alice' };

const CONFIG: GoogleConfig = {
  projectId: 'example-project',
  accounts: [
    { email: NODE, keys: { 'key-1': publicKey } },
    {
      email: PULL,
      tokenCreators: [`serviceAccount:${BETWEEN}`, PRINCIPAL, GKE_PRINCIPAL],
      accessToken: 'ya29.the-token-of-pull',
    },
    { email: BETWEEN, tokenCreators: [`serviceAccount:${NODE}`] },
  ],
  machine: {
    accounts: { default: NODE, [PULL]: PULL },
    attributes: { 'cluster-name': 'one', 'google-dockercfg': '{}' },
  },
  providers: [
    { audience: AUDIENCE, issuer: ISSUER, subjects: ['system:serviceaccount:team-a:*'] },
    { audience: AWS_AUDIENCE, awsAccount: '123456789012' },
  ],
  pools: [{ name: 'example-project.svc.id.goog', issuer: GKE_ISSUER, projectNumber: '123456789' }],
  issuers: [
    { issuer: ISSUER, keys: keySet(key) },
    { issuer: GKE_ISSUER, keys: keySet(key) },
  ],
};

async function start(context: TestContext, config: Partial<GoogleConfig> = {}) {
  const google = await startGoogle({ ...CONFIG, ...config });
  context.after(() => google.close());
  return google;
}

const tokenOf = async (client: AuthClient): Promise<string> => (await client.getAccessToken()).token ?? '';

test('metadata server: the library gets the token of the default account, and of another', async (context) => {
  const google = await start(context);
  setEnvironment(context, { GCE_METADATA_HOST: google.env.GCE_METADATA_HOST ?? '' });
  const token = await tokenOf(new Compute());
  assert.equal(google.readToken(token)?.member, `serviceAccount:${NODE}`);
  const other = await tokenOf(new Compute({ serviceAccountEmail: PULL, scopes: [SCOPE] }));
  assert.equal(other, 'ya29.the-token-of-pull');
  assert.deepEqual(callsOf(google.requests), [
    'GET metadata /computeMetadata/v1/instance/service-accounts/default/token',
    `GET metadata /computeMetadata/v1/instance/service-accounts/${PULL}/token`,
  ]);
});

const FLAVOR = { 'metadata-flavor': 'Google' };
const METADATA: readonly (readonly [
  path: string,
  headers: Record<string, string>,
  status: number,
  body: RegExp,
])[] = [
  ['instance/service-accounts/', FLAVOR, 200, /^default\/\nnode@.*\/\npull@.*\/\n$/],
  ['instance/service-accounts/default/email', FLAVOR, 200, new RegExp(`^${NODE}$`)],
  ['instance/service-accounts/default/scopes', FLAVOR, 200, /^https:\S+cloud-platform\n$/],
  ['instance/service-accounts/default/scopes?alt=json', FLAVOR, 200, /^\["https:\S+cloud-platform"\]$/],
  ['instance/attributes/google-dockercfg', FLAVOR, 200, /^\{\}$/],
  ['instance/attributes/google-dockercfg-url', FLAVOR, 404, /not found/],
  ['instance/attributes/constructor', FLAVOR, 404, /not found/],
  ['project/project-id', FLAVOR, 200, /^example-project$/],
  ['instance/service-accounts/other/token', FLAVOR, 404, /not found/],
  ['project/project-id', {}, 403, /Metadata-Flavor/],
  ['project/project-id', { ...FLAVOR, 'x-forwarded-for': '1.2.3.4' }, 403, /X-Forwarded-For/],
];

test('metadata server: what it says of the machine', async (context) => {
  const { urls } = await start(context);
  for (const [path, headers, status, body] of METADATA) {
    const response = await fetch(`${urls.metadata}/computeMetadata/v1/${path}`, { headers });
    assert.equal(response.status, status, path);
    assert.match(await response.text(), body);
    assert.equal(response.headers.get('metadata-flavor'), status === 403 ? null : 'Google');
  }
});

const poolClient = (urls: Urls, token: string, options: object = {}) =>
  new IdentityPoolClient({
    type: 'external_account',
    audience: AUDIENCE,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${urls.sts}/v1/token`,
    subject_token_supplier: { getSubjectToken: async () => token },
    ...options,
  });

const TOKEN = { issuer: ISSUER, audience: AUDIENCE, namespace: 'team-a', name: 'puller' };

test('STS: a token of the pool for a service account token, and impersonation with it', async (context) => {
  const { urls, readToken, requests } = await start(context);
  const token = await tokenOf(poolClient(urls, signServiceAccountToken(key, TOKEN)));
  assert.equal(readToken(token)?.member, PRINCIPAL);
  const path = `/v1/projects/-/serviceAccounts/${PULL}:generateAccessToken`;
  const impersonating = poolClient(
    urls,
    signServiceAccountToken(key, { ...TOKEN, audience: `https:${AUDIENCE}` }),
    {
      service_account_impersonation_url: `${urls.iamcredentials}${path}`,
    },
  );
  assert.equal(await tokenOf(impersonating), 'ya29.the-token-of-pull');
  assert.deepEqual(callsOf(requests), [
    'POST sts /v1/token',
    'POST sts /v1/token',
    `POST iamcredentials ${path}`,
  ]);
});

test('STS: the form of GKE, in JSON as in a form', async (context) => {
  const { urls, readToken } = await start(context);
  const subject = { ...TOKEN, issuer: GKE_ISSUER, audience: 'example-project.svc.id.goog' };
  const fields = {
    audience: `identitynamespace:example-project.svc.id.goog:${GKE_ISSUER}`,
    grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
    requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
    scope: SCOPE,
    subjectToken: signServiceAccountToken(key, subject),
    subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
  };
  const snake = Object.entries(fields).map(([name, value]) => [
    name.replace(/[A-Z]/g, '_$&').toLowerCase(),
    value,
  ]);
  const bodies = [
    { body: new URLSearchParams(Object.fromEntries(snake)) },
    { body: JSON.stringify(fields), headers: { 'content-type': 'application/json' } },
    { body: JSON.stringify(Object.fromEntries(snake)), headers: { 'content-type': 'application/json' } },
  ];
  for (const body of bodies) {
    const response = await fetch(`${urls.sts}/v1/token`, { method: 'POST', ...body });
    const { access_token } = (await response.json()) as { access_token: string };
    assert.equal(readToken(access_token)?.member, GKE_PRINCIPAL);
  }
});

const STS_ERRORS: readonly (readonly [
  what: string,
  token: string,
  options: object,
  config: Partial<GoogleConfig>,
  error: RegExp,
])[] = [
  [
    'a pool that is not there',
    signServiceAccountToken(key, TOKEN),
    { audience: AUDIENCE.replace('on-', 'off-') },
    {},
    /invalid_target/,
  ],
  [
    'a name that is none',
    signServiceAccountToken(key, TOKEN),
    { audience: 'clusters' },
    {},
    /invalid_request.*"audience"/,
  ],
  [
    'a scope that is none',
    signServiceAccountToken(key, TOKEN),
    { scopes: ['https://evil.example'] },
    {},
    /invalid_scope/,
  ],
  [
    'a token type that is none',
    signServiceAccountToken(key, TOKEN),
    { subject_token_type: 'jwt' },
    {},
    /invalid_request.*subject_token_type/,
  ],
  ['what is no JWT', 'abc', {}, {}, /invalid_grant.*parse/],
  [
    'another issuer',
    signServiceAccountToken(key, { ...TOKEN, issuer: GKE_ISSUER }),
    {},
    {},
    /invalid_grant.*issuer/,
  ],
  [
    'another audience',
    signServiceAccountToken(key, { ...TOKEN, audience: 'other' }),
    {},
    {},
    /invalid_grant.*audience/,
  ],
  [
    'an expired token',
    signServiceAccountToken(key, { ...TOKEN, lifetimeSeconds: -1 }),
    {},
    {},
    /invalid_grant.*stale/,
  ],
  [
    'a token of another key',
    signServiceAccountToken({ ...createSigningKey(), kid: key.kid }, TOKEN),
    {},
    {},
    /invalid_grant.*signature/,
  ],
  [
    'who does not fit the condition',
    signServiceAccountToken(key, { ...TOKEN, namespace: 'team-b' }),
    {},
    {},
    /unauthorized_client/,
  ],
  [
    'keys that cannot be had',
    signServiceAccountToken(key, TOKEN),
    {},
    { issuers: [{ issuer: ISSUER, keys: { file: '/nowhere' } }] },
    /invalid_grant.*connecting/,
  ],
];

for (const [what, token, options, config, error] of STS_ERRORS) {
  test(`STS refuses ${what}`, async (context) => {
    const { urls } = await start(context, config);
    await assert.rejects(tokenOf(poolClient(urls, token, options)), error);
  });
}

/** The library knows one address for this endpoint only, so what it would send is made here. */
const assertion = (urls: Urls, change: Claims = {}, header: Claims = {}) => {
  const iat = Math.floor(Date.now() / 1000);
  return signJwt(
    { kid: 'key-1', algorithm: 'RS256', ...serviceAccountKey },
    { iss: NODE, scope: SCOPE, aud: `${urls.oauth2}/token`, iat, exp: iat + 3600, ...change },
    header,
  );
};

const exchange = (urls: Urls, token: string) =>
  fetch(`${urls.oauth2}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: token,
    }),
  });

test('OAuth: a token for who signs with a service account key', async (context) => {
  const { urls, readToken } = await start(context);
  const response = await exchange(urls, assertion(urls));
  const { access_token } = (await response.json()) as { access_token: string };
  assert.equal(readToken(access_token)?.member, `serviceAccount:${NODE}`);
});

const KEY_ERRORS: readonly (readonly [what: string, claims: Claims, header: Claims, error: RegExp])[] = [
  ['an account that is not there', { iss: 'other@example' }, {}, /account not found/],
  ['an account without that key', { iss: PULL }, {}, /Signature/],
  ['a key that is not there', {}, { kid: 'key-2' }, /Signature/],
  ['another audience', { aud: 'https://evil.example' }, {}, /audience/],
  ['more than an hour', { exp: Math.floor(Date.now() / 1000) + 7200 }, {}, /short-lived/],
  ['what is over', { iat: 1, exp: 3601 }, {}, /short-lived/],
  ['no scope', { scope: '' }, {}, /invalid_scope/],
];

for (const [what, claims, header, error] of KEY_ERRORS) {
  test(`OAuth refuses ${what}`, async (context) => {
    const { urls } = await start(context);
    const response = await exchange(urls, assertion(urls, claims, header));
    assert.equal(response.status, 400);
    assert.match(await response.text(), error);
  });
}

async function nodeToken(context: TestContext) {
  const google = await start(context);
  setEnvironment(context, { GCE_METADATA_HOST: google.env.GCE_METADATA_HOST ?? '' });
  return google;
}

const impersonate = (urls: Urls, options: object) =>
  tokenOf(
    new Impersonated({
      sourceClient: new Compute(),
      targetScopes: [SCOPE],
      endpoint: urls.iamcredentials,
      ...options,
    }),
  );

test('impersonation: directly and through a delegate', async (context) => {
  const { urls, readToken } = await nodeToken(context);
  const direct = await impersonate(urls, { targetPrincipal: BETWEEN });
  assert.equal(readToken(direct)?.member, `serviceAccount:${BETWEEN}`);
  const delegates = [`projects/-/serviceAccounts/${BETWEEN}`];
  assert.equal(await impersonate(urls, { targetPrincipal: PULL, delegates }), 'ya29.the-token-of-pull');
});

const IMPERSONATION_ERRORS: readonly (readonly [what: string, options: object, error: RegExp])[] = [
  ['who may not', { targetPrincipal: PULL }, /PERMISSION_DENIED.*getAccessToken/],
  ['an account that is not there', { targetPrincipal: 'other@example' }, /PERMISSION_DENIED/],
  [
    'a delegate who may not',
    { targetPrincipal: PULL, delegates: [`projects/-/serviceAccounts/${NODE}`] },
    /PERMISSION_DENIED/,
  ],
  ['a delegate in another form', { targetPrincipal: PULL, delegates: [BETWEEN] }, /INVALID_ARGUMENT/],
  ['too long a life', { targetPrincipal: BETWEEN, lifetime: 7200 }, /INVALID_ARGUMENT/],
  ['no scope', { targetPrincipal: BETWEEN, targetScopes: [] }, /INVALID_ARGUMENT/],
];

for (const [what, options, error] of IMPERSONATION_ERRORS) {
  test(`impersonation refuses ${what}`, async (context) => {
    const { urls } = await nodeToken(context);
    await assert.rejects(impersonate(urls, options), error);
  });
}

test('any other documented error comes in the form that the library reads', async (context) => {
  const { urls, services } = await nodeToken(context);
  services.iamcredentials.misbehave({
    kind: 'refusing',
    status: 403,
    code: 'SERVICE_DISABLED',
    message: 'not used before',
  });
  await assert.rejects(
    impersonate(urls, { targetPrincipal: BETWEEN }),
    /PERMISSION_DENIED: unable to impersonate: not used before/,
  );
  services.sts.misbehave({ kind: 'refusing', status: 400, code: 'invalid_grant', message: 'stale' });
  await assert.rejects(tokenOf(poolClient(urls, 'a.b.c')), /Error code invalid_grant: stale/);
});

test('impersonation refuses a token that is none', async (context) => {
  const { urls } = await start(context);
  const response = await fetch(
    `${urls.iamcredentials}/v1/projects/-/serviceAccounts/${BETWEEN}:generateAccessToken`,
    {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: '{"scope":["a"]}',
    },
  );
  assert.equal(response.status, 401);
});

const awsClient = (urls: Urls, keys: typeof ALICE, audience = AWS_AUDIENCE) =>
  new AwsClient({
    type: 'external_account',
    audience,
    subject_token_type: 'urn:ietf:params:aws:token-type:aws4_request',
    token_url: `${urls.sts}/v1/token`,
    aws_security_credentials_supplier: {
      getAwsRegion: async () => 'eu-west-1',
      getAwsSecurityCredentials: async () => keys,
    },
  });

test('STS: AWS as the source, by a signature that AWS would take and by no other', async (context) => {
  const arn = 'arn:aws:iam::123456789012:user/alice';
  const foreign = 'arn:aws:iam::210987654321:user/bob';
  const BOB = { accessKeyId: 'AKIABOB', secretAccessKey: 'secret of bob' };
  const aws = await startAws({
    users: [
      { arn, ...ALICE },
      { arn: foreign, ...BOB },
    ],
  });
  context.after(() => aws.close());
  const { urls, readToken } = await start(context, { aws: aws.accounts });
  const token = await tokenOf(awsClient(urls, ALICE));
  assert.equal(readToken(token)?.member, `principal://${POOL}/subject/${arn}`);
  await assert.rejects(
    tokenOf(awsClient(urls, { ...ALICE, secretAccessKey: 'other' })),
    /invalid_grant.*signature/,
  );
  await assert.rejects(tokenOf(awsClient(urls, BOB)), /invalid_grant.*account/);
  await assert.rejects(tokenOf(awsClient(urls, ALICE, AUDIENCE)), /invalid_target/);
});
