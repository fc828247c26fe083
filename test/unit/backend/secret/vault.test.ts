// Vault: who asks, what is sent, and what each refusal says.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { NodeCache } from '../../../../src/cache/node-cache.ts';
import { Deadline } from '../../../../src/system/deadline.ts';
import { createAuthority } from '../../../clouds/authority.ts';
import { outboundKeys } from '../../../clouds/aws/outbound-token.ts';
import { startAws } from '../../../clouds/aws.ts';
import { startAzure } from '../../../clouds/azure.ts';
import { startGoogle } from '../../../clouds/google.ts';
import {
  keySet,
  type ServiceAccountTokenOptions,
  signingKeyOf,
  signServiceAccountToken,
} from '../../../clouds/jwt.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { json } from '../../../clouds/service.ts';
import { startVault, type VaultCloud, type VaultConfig } from '../../../clouds/vault.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import {
  credentialsOf,
  failureAtDeadline,
  failureOf,
  LATE,
  prepare,
  type SecretPull,
  SLOW,
} from './stores.ts';

const CANARY = 'canary-password';
const ISSUER = 'https://kubernetes.example';
const AUDIENCE = 'vault.corp.example';
const CLUSTER = signingKeyOf('cluster');
const PAIR = { username: 'puller', password: CANARY };
const DOCKER_CONFIG = { auths: { 'registry.example': { username: 'puller', password: CANARY } } };

const ROLE = {
  audiences: [AUDIENCE],
  serviceAccounts: ['app'],
  kubernetesNamespaces: ['team-a'],
  reads: ['secret/data/*', 'old/*', 'none/*'],
};
const KUBERNETES = {
  method: 'kubernetes',
  issuer: ISSUER,
  roles: {
    pull: ROLE,
    'other-accounts': { ...ROLE, serviceAccounts: ['other'] },
    'other-namespaces': { ...ROLE, kubernetesNamespaces: ['other'] },
    'other-audience': { ...ROLE, audiences: ['vault'] },
    'no-policy': { ...ROLE, reads: [] },
    mfa: { ...ROLE, needsMfa: true },
  },
} as const;
const JWT = {
  method: 'jwt',
  issuer: ISSUER,
  roles: {
    pull: ROLE,
    'no-audience': { reads: [] },
    'other-audience': { ...ROLE, audiences: ['vault'] },
    'other-subject': { ...ROLE, subject: 'system:serviceaccount:team-a:other' },
    'other-claims': { ...ROLE, claims: { environment: 'production' } },
    oidc: { ...ROLE, type: 'oidc' },
  },
} as const;

const CONFIG: VaultConfig = {
  issuers: [
    { issuer: ISSUER, keys: keySet(CLUSTER) },
    { issuer: 'https://other.example', keys: keySet(CLUSTER) },
  ],
  namespaces: {
    '': {
      auths: { kubernetes: KUBERNETES, jwt: JWT, 'clusters/one': KUBERNETES },
      engines: {
        secret: {
          version: 2,
          secrets: {
            'pull/hub': [{ data: { ...PAIR, password: 'old' } }, { data: PAIR }],
            'pull/gone': [{ data: PAIR, deleted: true }],
            'pull/destroyed': [{ data: PAIR, destroyed: true }],
            'pull/token': [{ data: { username: 'puller', accessToken: CANARY } }],
            'pull/line': [{ data: { credential: `puller:${CANARY}` } }],
            'pull/config': [{ data: DOCKER_CONFIG }],
            'pull/config-text': [
              { data: { '.dockerconfigjson': JSON.stringify(DOCKER_CONFIG), note: CANARY } },
            ],
            'pull/two': [{ data: { one: `puller:${CANARY}`, two: CANARY } }],
            'pull/c+d:e': [{ data: PAIR }],
          },
        },
        old: { version: 1, secrets: { 'data/pull/hub': [{ data: PAIR }] } },
      },
    },
    'org/team': {
      auths: { kubernetes: KUBERNETES },
      engines: { secret: { version: 2, secrets: { 'pull/hub': [{ data: { ...PAIR, username: 'team' } }] } } },
    },
  },
};

const tokenOf = (options: Partial<ServiceAccountTokenOptions> = {}): string =>
  signServiceAccountToken(options.claims?.key === 'other' ? signingKeyOf('other') : CLUSTER, {
    issuer: ISSUER,
    audience: AUDIENCE,
    namespace: 'team-a',
    name: 'app',
    ...options,
  });

type Fields = Readonly<Record<string, unknown>>;

async function start(context: TestContext, change: Partial<VaultConfig> = {}) {
  const vault = await startVault({ ...CONFIG, ...change });
  context.after(() => vault.close());
  return { vault, rule: ruleOf(vault) };
}

/** A pull by the Pod's token. */
const ruleOf =
  (vault: VaultCloud) =>
  (fields: Fields = {}, more: Partial<SecretPull> = {}): SecretPull => ({
    secret: {
      vault: {
        address: vault.urls.vault,
        path: 'pull/hub',
        ...(!('jwt' in fields) && { kubernetes: { role: 'pull' } }),
        serviceAccountTokenAudience: AUDIENCE,
        ...fields,
      },
    },
    rule: { identity: 'serviceAccount' },
    token: tokenOf(),
    ...more,
  });

const GOOD = [['puller', CANARY]];

describe('a secret is read', () => {
  test('as the Pod: one login and one request, and no more than these need', async (context) => {
    const { vault, rule } = await start(context);
    assert.deepEqual(await credentialsOf(rule()), GOOD);
    assert.deepEqual(
      vault.requests.map(({ method, path, status }) => `${method} ${path} ${status}`),
      ['POST /v1/auth/kubernetes/login 200', 'GET /v1/secret/data/pull/hub 200'],
    );
    assert.deepEqual(
      vault.requests.map(({ credentials }) => credentials),
      [['field jwt'], ['header x-vault-token']],
    );
    assert.deepEqual(JSON.parse(vault.requests[0]?.body ?? ''), { role: 'pull', jwt: '[redacted]' });
  });
  const READ: Readonly<Record<string, readonly [fields: Fields, expected?: unknown]>> = {
    'by the JWT auth method': [{ jwt: { role: 'pull' } }],
    'by an auth method at another mount': [{ kubernetes: { mount: 'clusters/one', role: 'pull' } }],
    'in a namespace': [{ namespace: 'org/team/' }, [['team', CANARY]]],
    'a version of it': [{ version: '1' }, [['puller', 'old']]],
    'with accessToken': [{ path: 'pull/token' }],
    'user:password in its only field': [{ path: 'pull/line' }],
    'user:password in one of its fields': [{ path: 'pull/two', field: 'one' }],
    'a docker config': [{ path: 'pull/config' }, [['registry.example', 'puller', CANARY]]],
    'a docker config as text': [{ path: 'pull/config-text' }, [['registry.example', 'puller', CANARY]]],
    'a docker config in a field': [
      { path: 'pull/config', field: 'auths' },
      [['registry.example', 'puller', CANARY]],
    ],
    'with characters that are encoded': [{ path: 'pull/c+d:e' }],
  };
  for (const [name, [fields, expected = GOOD]] of Object.entries(READ)) {
    test(name, async (context) => {
      const { rule } = await start(context);
      assert.deepEqual(await credentialsOf(rule(fields)), expected);
    });
  }
  test('as the node, by a token in a file', async (context) => {
    const { rule } = await start(context);
    const file = temporaryFolder(context).write('token', `${tokenOf()}\n`);
    const node = rule({ serviceAccountTokenAudience: undefined, subject: { file } }, { rule: {} });
    const { token, ...pull } = JSON.parse(JSON.stringify(node)) as SecretPull;
    assert.deepEqual(await credentialsOf(pull), GOOD);
  });
  test('over TLS, by the authorities of caFile alone', async (context) => {
    const [own, other] = [createAuthority('Own Root'), createAuthority('Other Root')];
    const vault = await startVault(CONFIG, { certificateFor: own.certificateFor() });
    context.after(() => vault.close());
    const rule = ruleOf(vault);
    const folder = temporaryFolder(context);
    const [caFile, otherFile] = [
      folder.write('own.pem', own.certificate),
      folder.write('other.pem', other.certificate),
    ];
    assert.deepEqual(await credentialsOf(rule({ caFile })), GOOD);
    // Not what the node trusts otherwise.
    assert.match(
      await failureOf(rule({ caFile: otherFile }, { caFile })),
      /Vault login: the certificate of .* "Own Root" .*only the authorities of secret\.vault\.caFile are trusted for it.*\[TLS_FAILED\]$/,
    );
    assert.deepEqual(await credentialsOf(rule({}, { caFile })), GOOD);
    assert.match(
      await failureOf(rule({ caFile: folder.write('empty.pem', 'nothing') })),
      /secret\.vault\.caFile: certificate authorities .*: not PEM text.*\[FILE_UNREADABLE\]$/,
    );
  });
});

describe('each refusal', () => {
  const WHO =
    /^rule "team": secret: Vault login at 127\.0\.0\.1:\d+ for service account team-a\/app as role [-a-z]+: /;
  const LOGIN: Readonly<Record<string, readonly [Fields, RegExp, string?]>> = {
    'no such role (kubernetes)': [
      { kubernetes: { role: 'none' } },
      /has no such role \(invalid role name, status 400\): "issuer https:\/\/kubernetes\.example, audience vault\.corp\.example, subject system:serviceaccount:team-a:app, invalid role name \\"none\\"".*\[BACKEND_NOT_FOUND\]$/,
    ],
    'no such role (jwt)': [
      { jwt: { role: 'none' } },
      /has no such role \(could not be found, status 400\).*\[BACKEND_NOT_FOUND\]$/,
    ],
    'another audience (kubernetes)': [
      { kubernetes: { role: 'other-audience' } },
      /does not take the token's audience \(invalid audience \(aud\) claim, status 403\): "issuer .*audience vault\.corp\.example.*bound_audiences of a jwt role \[BACKEND_DENIED\]$/,
    ],
    'another audience (jwt)': [
      { jwt: { role: 'other-audience' } },
      /does not take the token's audience \(invalid audience \(aud\) claim, status 400\)/,
    ],
    'a role without audiences': [
      { jwt: { role: 'no-audience' } },
      /the role names no audience, and the token has one \(no audiences bound to the role, status 400\).*set bound_audiences/,
    ],
    'another subject': [
      { jwt: { role: 'other-subject' } },
      /the role is for another subject .*bound_subject/,
    ],
    'another claim': [
      { jwt: { role: 'other-claims' } },
      /a claim of the token is not what the role wants \(error validating claims, status 400\).*claim \\"environment\\" does not match/,
    ],
    'a role of another type': [{ jwt: { role: 'oidc' } }, /the role is of the type oidc .*role_type=jwt/],
    'another service account': [
      { kubernetes: { role: 'other-accounts' } },
      /the role is for other service accounts .*bound_service_account_names/,
    ],
    'another namespace of Kubernetes': [
      { kubernetes: { role: 'other-namespaces' } },
      /the role is for other Kubernetes namespaces .*bound_service_account_namespaces/,
    ],
    'no auth method there': [
      { kubernetes: { mount: 'none', role: 'pull' } },
      /Vault denied the login \(permission denied, status 403\).*the mount, and namespace \[BACKEND_DENIED\]$/,
    ],
    'no such namespace': [
      { namespace: 'none' },
      /there is no such namespace \(namespace not found, status 404\).*\[BACKEND_NOT_FOUND\]$/,
    ],
    'another issuer': [
      { jwt: { role: 'pull' } },
      /for tokens of another issuer \(invalid issuer \(iss\) claim, status 400\): "issuer https:\/\/other\.example/,
      tokenOf({ issuer: 'https://other.example' }),
    ],
    'an expired token': [
      { jwt: { role: 'pull' } },
      /has expired, or is not valid yet \(invalid expiration time \(exp\) claim, status 400\).*check the node's clock/,
      tokenOf({ now: new Date(Date.now() - 7_200_000) }),
    ],
    'another key (jwt)': [
      { jwt: { role: 'pull' } },
      /not signed by a key that the auth method trusts .*jwks_url/,
      tokenOf({ claims: { key: 'other' } }),
    ],
    'another key (kubernetes)': [
      {},
      /Vault denied the login \(permission denied, status 403\).*TokenReview/,
      tokenOf({ claims: { key: 'other' } }),
    ],
  };
  for (const [name, [fields, expected, token]] of Object.entries(LOGIN)) {
    test(name, async (context) => {
      const { vault, rule } = await start(context);
      const line = await failureOf(rule(fields, token === undefined ? {} : { token }));
      assert.match(line, WHO);
      assert.match(line, expected);
      assert.equal(vault.requests.length, 1);
    });
  }
  test('a second factor', async (context) => {
    const { rule } = await start(context);
    assert.match(
      await failureOf(rule({ kubernetes: { role: 'mfa' } })),
      /Vault login at 127\.0\.0\.1:\d+: the login needs a second factor \(MFA\); exempt .*\[BACKEND_DENIED\]$/,
    );
  });

  const READ: Readonly<Record<string, readonly [Fields, RegExp]>> = {
    'no policy': [
      { kubernetes: { role: 'no-policy' } },
      /secret secret\/pull\/hub at 127\.0\.0\.1:\d+ for service account team-a\/app as role no-policy: no policy of the role allows to read the secret, or there is no such engine \(permission denied, status 403\); add .*capabilities = \["read"\].*\[BACKEND_DENIED\]$/,
    ],
    'no secret': [
      { path: 'none' },
      /the secret or this version of it does not exist, or the KV engine is of version 1 \(not found, status 404\); .*neither the mount nor data\/.*\[BACKEND_NOT_FOUND\]$/,
    ],
    'no version': [{ version: '3' }, /does not exist.*\[BACKEND_NOT_FOUND\]$/],
    'data twice': [{ path: 'data/pull/hub' }, /neither the mount nor data\/.*\[BACKEND_NOT_FOUND\]$/],
    'a deleted version': [
      { path: 'pull/gone' },
      /this version of the secret was deleted \(deleted, status 404, request 1a2b3c4d-0000-4000-8000-000000000002\); .*vault kv undelete \[BACKEND_NOT_FOUND\]$/,
    ],
    'a destroyed version': [
      { path: 'pull/destroyed' },
      /this version of the secret was destroyed \(destroyed, status 404, request [-0-9a-f]{36}\).*\[BACKEND_NOT_FOUND\]$/,
    ],
    'no engine': [
      { mount: 'none' },
      /there is no KV engine of version 2 at the mount \(no handler for route, status 404\).*\[BACKEND_NOT_FOUND\]$/,
    ],
    'an engine of version 1': [
      { mount: 'old' },
      /secret old\/pull\/hub at 127\.0\.0\.1:\d+: the answer is not that of a KV engine of version 2; correct mount; .*vault kv enable-versioning old \[RESPONSE_INVALID\]$/,
    ],
    'fields that are no credential': [
      { path: 'pull/two' },
      /secret secret\/pull\/two of 127\.0\.0\.1:\d+: expected username and password .*; it has the fields "one", "two"; .*secret\.vault\.field \[SECRET_INVALID\]$/,
    ],
    'no such field': [
      { field: 'none' },
      /no field "none"; it has the fields "username", "password"; correct secret\.vault\.field/,
    ],
    'a field that holds no credential': [
      { path: 'pull/two', field: 'two' },
      /expected a docker config.*without user:password in one line.*\[SECRET_INVALID\]$/,
    ],
  };
  for (const [name, [fields, expected]] of Object.entries(READ)) {
    test(name, async (context) => {
      const { rule } = await start(context);
      const line = await failureOf(rule(fields));
      assert.match(line, expected);
      assert.ok(!line.includes(CANARY), line);
    });
  }
});

describe('a token that others take too is not sent', () => {
  const REFUSED: Readonly<Record<string, readonly [string, RegExp, Fields?]>> = {
    'for the API server too': [
      tokenOf({ audience: [AUDIENCE, 'https://kubernetes.default.svc'] }),
      /is for "vault\.corp\.example", "https:\/\/kubernetes\.default\.svc" \(the Kubernetes API server\), and the rule is for "vault\.corp\.example" alone/,
    ],
    'for another audience': [tokenOf({ audience: 'other' }), /is for "other", and the rule is for/],
    'for its issuer': [
      tokenOf({ audience: ISSUER }),
      /is the issuer of the token, and the API server takes its tokens/,
      { serviceAccountTokenAudience: ISSUER },
    ],
  };
  for (const [name, [token, expected, fields]] of Object.entries(REFUSED)) {
    test(name, async (context) => {
      const { vault, rule } = await start(context);
      const line = await failureOf(rule(fields, { token }));
      assert.match(line, expected);
      assert.match(line, /\[AUDIENCE_REFUSED\]$/);
      assert.equal(vault.requests.length, 0);
    });
  }
  test('of the node, in a file', async (context) => {
    const { vault, rule } = await start(context);
    const file = temporaryFolder(context).write('token', tokenOf({ audience: 'sts.amazonaws.com' }));
    const { token, ...pull } = rule({ subject: { file } }, { rule: {} });
    const { serviceAccountTokenAudience, ...fields } = pull.secret.vault as Fields;
    assert.match(
      await failureOf({ ...pull, secret: { vault: fields } }),
      /subject token ".*" is for the audience "sts\.amazonaws\.com": whoever is sent it could use it at AWS.*\[AUDIENCE_REFUSED\]$/,
    );
    assert.equal(vault.requests.length, 0);
  });
});

const NODE = 'node@example-project.iam.gserviceaccount.com';
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const CLIENT = '11111111-2222-3333-4444-555555555555';
const APPLICATION = 'api://vault';
const NODE_ROLE = 'arn:aws:iam::123456789012:role/node';
const OF_CLOUDS = {
  google: { issuer: 'https://accounts.google.com', keys: keySet(signingKeyOf('Google')) },
  azure: { issuer: `https://sts.windows.net/${TENANT}/`, keys: keySet(signingKeyOf('Entra ID')) },
  aws: { issuer: 'https://0f3a9c21-0000.tokens.sts.global.api.aws', keys: outboundKeys() },
};

/** A Vault that trusts the nodes of three clouds, each by an auth method of its own. */
async function startForNodes(context: TestContext) {
  const subjects = { google: '1', azure: CLIENT, aws: NODE_ROLE };
  const auths = Object.entries(OF_CLOUDS).map(([cloud, { issuer }]) => {
    const subject = subjects[cloud as keyof typeof subjects];
    const role = { audiences: [AUDIENCE, APPLICATION], subject, reads: ['secret/data/*'] };
    return [cloud, { method: 'jwt', issuer, roles: { nodes: role } }] as const;
  });
  const top = CONFIG.namespaces[''] as VaultConfig['namespaces'][string];
  const { vault } = await start(context, {
    issuers: Object.values(OF_CLOUDS),
    namespaces: { '': { ...top, auths: { ...top.auths, ...Object.fromEntries(auths) } } },
  });
  const google = await startGoogle({ accounts: [{ email: NODE }], machine: { accounts: { default: NODE } } });
  const azure = await startAzure({
    tenants: [TENANT],
    identities: [{ clientId: CLIENT, tenant: TENANT, assigned: 'user' }],
    applications: [APPLICATION],
  });
  const aws = await startAws({
    roles: [{ arn: NODE_ROLE, allows: ['sts:GetWebIdentityToken'] }],
    instance: { role: NODE_ROLE, region: 'eu-west-1' },
    outboundIssuers: { '123456789012': OF_CLOUDS.aws.issuer },
  });
  context.after(() => Promise.all([google.close(), azure.close(), aws.close()]));
  const asNode = (
    mount: string,
    subject: object,
    env: Readonly<Record<string, string>> = {},
  ): SecretPull => ({
    secret: {
      vault: { address: vault.urls.vault, path: 'pull/hub', jwt: { mount, role: 'nodes' }, subject },
    },
    env: { HOME: '/no/such/home', ...env },
  });
  return { vault, google, azure, aws, asNode };
}

describe('the node, by a token of its cloud', () => {
  test('of Google, Azure and AWS', async (context) => {
    const { vault, google, azure, aws, asNode } = await startForNodes(context);
    const pulls = [
      asNode('google', { google: { audience: AUDIENCE, endpoint: google.urls.metadata } }),
      asNode('azure', { azure: { application: APPLICATION, endpoint: azure.urls.imds } }),
      asNode('aws', { aws: { audience: AUDIENCE, region: 'eu-west-1' } }, aws.env),
    ];
    for (const pull of pulls) assert.deepEqual(await credentialsOf(pull), GOOD);
    assert.deepEqual(
      vault.requests.map(({ path, status }) => `${path} ${status}`),
      ['google', 'azure', 'aws'].flatMap((mount) => [
        `/v1/auth/${mount}/login 200`,
        '/v1/secret/data/pull/hub 200',
      ]),
    );
  });

  test('what cannot be had is a failure that names the fields of the rule, and Vault is not asked', async (context) => {
    const { vault, google, azure, aws, asNode } = await startForNodes(context);
    const endpoint = google.urls.metadata;
    const other = { audience: AUDIENCE, endpoint, serviceAccount: 'x@y.iam.gserviceaccount.com' };
    assert.match(
      await failureOf(asNode('google', { google: other })),
      /identity token at \S+ for the node's service account x@y\S+: the machine has no such service account.*correct secret\.vault\.subject\.google\.serviceAccount \[IDENTITY_UNAVAILABLE\]$/,
    );
    google.services.metadata.misbehave({ kind: 'answer', answer: { status: 200, body: 'a page' }, times: 1 });
    assert.match(
      await failureOf(asNode('google', { google: { audience: AUDIENCE, endpoint } })),
      /this is not Google's metadata server .*secret\.vault\.subject \[IDENTITY_UNAVAILABLE\]$/,
    );
    assert.match(
      await failureOf(asNode('azure', { azure: { application: 'api://other', endpoint: azure.urls.imds } })),
      /the tenant has no such application .*secret\.vault\.subject\.azure\.application.*\[BACKEND_NOT_FOUND\]$/,
    );
    const profile = { audience: AUDIENCE, region: 'eu-west-1', profile: 'none' };
    assert.match(
      await failureOf(asNode('aws', { aws: profile }, aws.env)),
      /"none" \(secret\.vault\.subject\.aws\.profile of the rule\).*\[IDENTITY_UNAVAILABLE\]$/,
    );
    assert.equal(vault.requests.length, 0);
  });

  test('what Vault refuses it says with what it saw', async (context) => {
    const { google, asNode } = await startForNodes(context);
    const subject = { google: { audience: 'other', endpoint: google.urls.metadata } };
    assert.match(
      await failureOf(asNode('google', subject)),
      /Vault login at \S+ for the node's service account default at Google as role nodes: the role does not take the token's audience .*audience other, subject 1.*\[BACKEND_DENIED\]$/,
    );
  });

  test('explain says which, and asks nobody', async (context) => {
    const { vault, google, asNode } = await startForNodes(context);
    const { backend, request } = prepare(
      asNode('aws', { aws: { audience: AUDIENCE, region: 'eu-west-1', profile: 'pull' } }),
    );
    const { token, named, stsRegion } = backend.describe(request).details;
    assert.deepEqual(
      { token, stsRegion, named },
      {
        token: "the node's identity at AWS",
        stsRegion: 'eu-west-1',
        named: 'profile "pull" (secret.vault.subject.aws.profile of the rule)',
      },
    );
    assert.equal(vault.requests.length + google.requests.length, 0);
  });
});

test('the deadline ends a Vault that does not answer', async (context) => {
  const { vault, rule } = await start(context);
  vault.services.vault.misbehave({ kind: 'blackHole' });
  assert.equal(await failureAtDeadline(rule(), LATE), LATE);
});

test('a late answer is one', async (context) => {
  const { vault, rule } = await start(context);
  vault.services.vault.misbehave(SLOW);
  assert.deepEqual(await credentialsOf(rule()), GOOD);
});

describe('a Vault in trouble', () => {
  const READS = '/v1/secret/data/pull/hub';
  const TROUBLE: Readonly<Record<string, readonly [Misbehaviour, RegExp]>> = {
    throttled: [{ kind: 'throttled' }, /\(quota exceeded, status 429\).*\[BACKEND_THROTTLED\]$/],
    failing: [
      { kind: 'failing', status: 500 },
      /the service failed \(status 500\): "internal error".*\[BACKEND_UNAVAILABLE\]$/,
    ],
    sealed: [
      { kind: 'refusing', status: 503, code: '', message: 'Vault is sealed' },
      /Vault is sealed \(is sealed, status 503\).*vault operator unseal.*\[BACKEND_UNAVAILABLE\]$/,
    ],
    'behind others': [
      { kind: 'refusing', status: 412, code: '', message: 'required index state not present' },
      /has not caught up with the others \(required index state not present, status 412\).*\[BACKEND_UNAVAILABLE\]$/,
    ],
    'a disaster recovery secondary': [
      { kind: 'refusing', status: 472, code: '', message: '' },
      /a disaster recovery secondary answered.*\(status 472\).*\[BACKEND_UNAVAILABLE\]$/,
    ],
    'a performance standby': [
      { kind: 'refusing', status: 473, code: '', message: '' },
      /a performance standby answered.*\(status 473\).*\[BACKEND_UNAVAILABLE\]$/,
    ],
    'an engine that is upgraded': [
      {
        kind: 'refusing',
        status: 400,
        code: '',
        message:
          'Upgrading from non-versioned to versioned data. This backend will be unavailable for a brief period and will resume service shortly.',
        path: READS,
      },
      /the engine is being made one of version 2 .*\[BACKEND_UNAVAILABLE\]$/,
    ],
    'an auth method that is not configured': [
      { kind: 'refusing', status: 500, code: '', message: 'could not load backend configuration' },
      /the auth method is not configured .*vault write auth\/MOUNT\/config.*\[BACKEND_DENIED\]$/,
    ],
    'keys of the issuer that Vault cannot get': [
      {
        kind: 'refusing',
        status: 400,
        code: '',
        message:
          'error validating token: error verifying token signature: fetching keys oidc: get keys failed: no such host',
      },
      /Vault cannot get the issuer's keys .*jwks_ca_pem.*\[BACKEND_UNAVAILABLE\]$/,
    ],
    'a proxy that takes the header': [
      { kind: 'refusing', status: 412, code: '', message: "required header 'X-Vault-Request' is missing" },
      /the header X-Vault-Request did not arrive .*\[BACKEND_DENIED\]$/,
    ],
    'the page of a proxy': [{ kind: 'page' }, /\[RESPONSE_INVALID\]$/],
    'no answer at all': [{ kind: 'empty' }, /\[RESPONSE_INVALID\]$/],
    'an end instead of an answer': [{ kind: 'reset' }, /\[NETWORK_FAILED\]$/],
    torn: [{ kind: 'torn' }, /\[(?:RESPONSE_INVALID|NETWORK_FAILED)\]$/],
    'too large': [{ kind: 'oversized' }, /\[RESPONSE_INVALID\]$/],
    'a standby that names the active server': [
      {
        kind: 'redirecting',
        status: 307,
        to: 'https://vault-1.corp.example:8200/v1/auth/kubernetes/login',
      },
      /a standby answered, which forwards no requests .*\(redirect, status 307\): "to vault-1\.corp\.example:8200"; let address lead to the active server.*\[BACKEND_UNAVAILABLE\]$/,
    ],
    'a redirect that is none of a standby': [
      { kind: 'redirecting', status: 307, to: 'https://elsewhere.example/' },
      /is not followed.*\[RESPONSE_INVALID\]$/,
    ],
    'no active server': [
      {
        kind: 'refusing',
        status: 500,
        code: '',
        message: 'local node not active but active cluster node not found',
      },
      /no server of Vault is active .*\[BACKEND_UNAVAILABLE\]$/,
    ],
    'a redirect': [{ kind: 'redirecting', to: 'https://elsewhere.example/' }, /is not followed/],
    'a login without a token': [
      { kind: 'changed', members: { auth: { client_token: '' } } },
      /Vault login at .*: invalid response .*\[RESPONSE_INVALID\]$/,
    ],
    'a login without its part': [
      { kind: 'changed', members: { auth: null } },
      /Vault login at .*: invalid response .*\[RESPONSE_INVALID\]$/,
    ],
    'another version': [
      { kind: 'changed', path: READS, members: { data: { data: PAIR, metadata: { version: 1 } } } },
      /the answer contains another version; .*\[RESPONSE_INVALID\]$/,
    ],
    'no data': [
      { kind: 'changed', path: READS, members: { data: { data: null, metadata: { version: 2 } } } },
      /is not that of a KV engine of version 2/,
    ],
  };
  for (const [name, [misbehaviour, expected]] of Object.entries(TROUBLE)) {
    test(name, async (context) => {
      const { vault, rule } = await start(context);
      vault.services.vault.misbehave(misbehaviour);
      const line = await failureOf(rule({ version: '2' }));
      assert.match(line, expected);
      assert.ok(!line.includes(CANARY), line);
    });
  }
  test('sealed', async (context) => {
    const { rule } = await start(context, { sealed: true });
    assert.match(await failureOf(rule()), /Vault is sealed \(is sealed, status 503\)/);
  });
  test('its words that repeat a token are not shown', async (context) => {
    const { vault, rule } = await start(context);
    const token = tokenOf();
    vault.services.vault.misbehave({
      kind: 'refusing',
      status: 400,
      code: '',
      message: `error ${token} in it`,
    });
    const line = await failureOf(rule({}, { token }));
    assert.ok(!token.split('.').some((part) => line.includes(part)), line);
  });
  test('a standby that has not heard of the token is asked again', async (context) => {
    const { vault, rule } = await start(context);
    vault.services.vault.misbehave({
      kind: 'refusing',
      status: 412,
      code: '',
      message: 'required index state not present',
      path: READS,
      times: 1,
    });
    assert.deepEqual(await credentialsOf(rule()), GOOD);
    assert.equal(vault.requests.length, 3);
  });
});

test('one login for each service account, whichever Pod it is, and a new version within cacheDuration', async (context) => {
  const clock = { now: Date.UTC(2026, 10, 29, 12) };
  const versions = [{ data: PAIR }];
  const vault = await startVault({
    ...CONFIG,
    now: () => new Date(clock.now),
    namespaces: {
      '': { auths: { jwt: JWT }, engines: { secret: { version: 2, secrets: { 'pull/hub': versions } } } },
    },
  });
  context.after(() => vault.close());
  const rule = ruleOf(vault);
  const directory = join(temporaryFolder(context).path, 'cache');
  /** One process: the password, and whether Vault was asked. */
  const pullAs = async (name: string, pod: string) => {
    const now = () => clock.now;
    const uid = process.getuid?.() ?? -1;
    const cache = new NodeCache({ directory, uid, now, graceMs: 0, deadline: new Deadline(45_000, () => 0) });
    const token = tokenOf({ name, pod: { name: pod, uid: pod }, now: new Date(clock.now) });
    const found = await credentialsOf(rule({ jwt: { role: 'pull' } }, { token, now, cache }));
    return [found[0]?.[1], cache.report?.outcome];
  };
  assert.deepEqual(await pullAs('app', 'one'), [CANARY, 'asked']);
  assert.deepEqual(await pullAs('app', 'two'), [CANARY, 'hit']);
  assert.deepEqual(await pullAs('other', 'three'), [CANARY, 'asked']);
  versions.push({ data: { ...PAIR, password: 'new' } });
  clock.now += 10 * 60_000;
  assert.deepEqual(await pullAs('app', 'four'), [CANARY, 'hit']);
  clock.now += 5 * 60_000;
  assert.deepEqual(await pullAs('app', 'five'), ['new', 'asked']);
  assert.equal(vault.requests.length, 6);
  const kept = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
  assert.ok(kept.length > 0 && !kept.some((text) => /hvs\.|eyJ/.test(text)), 'a token is kept');
});

test('a secret that repeats the token is none', async (context) => {
  const { vault, rule } = await start(context);
  const token = tokenOf();
  const auth = Buffer.from(`puller:${token}`).toString('base64');
  for (const data of [{ username: 'puller', password: token }, { auths: { 'registry.example': { auth } } }]) {
    vault.services.vault.behave();
    vault.services.vault.misbehave({
      kind: 'changed',
      path: '/v1/secret/data/pull/hub',
      members: { data: { data, metadata: { version: 2 } } },
    });
    const line = await failureOf(rule({}, { token }));
    assert.match(
      line,
      /secret secret\/pull\/hub of .*: it repeats the token that was sent; .*\[RESPONSE_INVALID\]$/,
    );
    assert.ok(!token.split('.').some((part) => line.includes(part)), line);
  }
});

describe('what Vault repeats of what it was sent is not shown', () => {
  const token = tokenOf();
  const [, claims = '', signature = ''] = token.split('.');
  const LOGIN = '/v1/auth/kubernetes/login';
  const SECRET = '/v1/secret/data/pull/hub';
  const OF_VAULT = 'hvs.canary-of-vault-0123456789';
  const refused = (echo: string) => json(403, { errors: [`refused: ${echo}`] });
  const field = (echo: string) => json(200, { data: { data: { [echo]: 1, other: 2 }, metadata: {} } });
  const ROWS = [
    ['the login', LOGIN, refused, [token, claims, signature]],
    ['the secret', SECRET, refused, [token, claims, signature, OF_VAULT]],
    ['a name of a field', SECRET, field, [token, claims, signature, OF_VAULT]],
  ] as const;
  for (const [what, path, answerOf, echoes] of ROWS) {
    for (const [index, echo] of echoes.entries()) {
      test(`${what}, ${index}`, async (context) => {
        const { vault, rule } = await start(context);
        const given = json(200, { auth: { client_token: OF_VAULT } });
        if (path !== LOGIN) vault.services.vault.misbehave({ kind: 'answer', path: LOGIN, answer: given });
        vault.services.vault.misbehave({ kind: 'answer', path, answer: answerOf(echo) });
        const line = await failureOf(rule({}, { token }));
        assert.match(line, /\[(?:BACKEND_DENIED|SECRET_INVALID)\]$/);
        const pieces = [claims, signature, OF_VAULT].map((each) => each.slice(0, 20));
        assert.ok(!pieces.some((piece) => line.includes(piece)), line);
      });
    }
  }
});

test('explain says what would be asked, where and as whom', async (context) => {
  const { vault, rule } = await start(context);
  const { backend, request } = prepare(rule({ namespace: 'org/team', version: '1', field: 'username' }));
  const { details } = backend.describe(request);
  assert.deepEqual(details, {
    asks: 'serviceAccount',
    store: 'Vault',
    address: vault.urls.vault,
    namespace: 'org/team',
    secret: 'secret/pull/hub',
    version: '1',
    field: 'username',
    login: 'kubernetes at auth/kubernetes',
    as: 'pull',
    token: 'service account team-a/app',
  });
  assert.equal(vault.requests.length, 0);
});
