// Google Secret Manager: who asks, what is sent, and what each refusal says.

import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { crc32c } from '../../../../src/backend/secret/google/crc32c.ts';
import type { GoogleConfig, GoogleSecret } from '../../../clouds/google/identities.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { endpointsOf, NODE, PROVIDER, PULL, podToken, STRANGER, startProject } from '../google/google.ts';
import { credentialsOf, failureAtDeadline, failureOf, LATE, type SecretPull, SLOW } from './stores.ts';

const CANARY = 'canary-password';
const PARENT = 'projects/example-project/secrets';
const accessors = [`serviceAccount:${NODE}`, `serviceAccount:${PULL}`];
const versions = [{ text: 'puller:old' }, { text: `puller:${CANARY}` }];
const secrets: readonly GoogleSecret[] = [
  { name: `${PARENT}/hub`, accessors, versions },
  { name: 'projects/example-project/locations/europe-west1/secrets/hub', accessors, versions },
  { name: `${PARENT}/private`, accessors: [], versions },
  { name: `${PARENT}/disabled`, accessors, versions: [{ text: 'a:b', state: 'DISABLED' }] },
  { name: `${PARENT}/destroyed`, accessors, versions: [{ text: 'a:b', state: 'DESTROYED' }] },
  { name: `${PARENT}/damaged`, accessors, versions: [{ text: `puller:${CANARY}`, checksum: '1' }] },
];

async function start(context: TestContext, config: Partial<GoogleConfig> = {}) {
  const google = await startProject(context, { secrets, ...config });
  const rule = (fields: object = {}, more: Partial<SecretPull> = {}): SecretPull => ({
    secret: {
      googleSecretManager: {
        project: 'example-project',
        secret: 'hub',
        endpoint: google.urls.secretmanager,
        endpoints: endpointsOf(google),
        ...fields,
      },
    },
    ...more,
  });
  return { google, rule };
}

const GOOD = [['puller', CANARY]];

describe('a secret is read', () => {
  test("as the node's service account, with one request for it", async (context) => {
    const { google, rule } = await start(context);
    assert.deepEqual(await credentialsOf(rule()), GOOD);
    const asked = google.requests.filter(({ service }) => service === 'secretmanager');
    assert.deepEqual(
      asked.map(({ method, path }) => `${method} ${path}`),
      [`GET /v1/${PARENT}/hub/versions/latest:access`],
    );
  });
  test('a version, and a regional secret', async (context) => {
    const { rule } = await start(context);
    assert.deepEqual(await credentialsOf(rule({ version: '1' })), [['puller', 'old']]);
    assert.deepEqual(await credentialsOf(rule({ location: 'europe-west1' })), GOOD);
  });
  test('as one who is impersonated', async (context) => {
    const { google, rule } = await start(context);
    assert.deepEqual(await credentialsOf(rule({ impersonate: PULL })), GOOD);
    assert.ok(google.requests.some(({ service }) => service === 'iamcredentials'));
  });
  test('as the Pod, by workload identity federation and the annotation', async (context) => {
    const { rule } = await start(context);
    const pod = {
      rule: { identity: 'serviceAccount' },
      token: podToken(),
      annotations: { 'iam.gke.io/gcp-service-account': PULL },
    };
    const fields = { workloadIdentity: { provider: PROVIDER } };
    assert.deepEqual(await credentialsOf(rule(fields, pod)), GOOD);
    const line = await failureOf(rule({ ...fields, allowedServiceAccounts: [STRANGER] }, pod));
    assert.match(line, /is not in secret\.googleSecretManager\.allowedServiceAccounts of the rule/);
  });
});

describe('each refusal', () => {
  const REFUSED: Readonly<Record<string, readonly [fields: object, RegExp, Partial<GoogleConfig>?]>> = {
    'not allowed': [
      { secret: 'private' },
      /access of projects\/example-project\/secrets\/private\/versions\/latest at 127\.0\.0\.1:\d+ for the node's service account default: the identity may not access this secret.*roles\/secretmanager\.secretAccessor.*\[BACKEND_DENIED\]$/,
    ],
    'no secret': [{ secret: 'none' }, /a regional secret needs location \[BACKEND_NOT_FOUND\]$/],
    'no version': [{ version: '9' }, /does not exist .*\[BACKEND_NOT_FOUND\]$/],
    disabled: [{ secret: 'disabled' }, /the version of the secret is disabled .*\[BACKEND_DENIED\]$/],
    destroyed: [{ secret: 'destroyed' }, /the version of the secret was destroyed .*\[BACKEND_NOT_FOUND\]$/],
    'the checksum is another': [
      { secret: 'damaged' },
      /the checksum \(dataCrc32c\) does not match the secret, or is missing.*\[RESPONSE_INVALID\]$/,
    ],
    "the machine's scopes are too narrow": [
      {},
      /the access scopes of the node do not allow Secret Manager .*\[BACKEND_DENIED\]$/,
      {
        machine: {
          accounts: { default: NODE },
          scopes: ['https://www.googleapis.com/auth/devstorage.read_only'],
        },
      },
    ],
  };
  for (const [name, [fields, expected, config]] of Object.entries(REFUSED)) {
    test(name, async (context) => {
      const { rule } = await start(context, config);
      const line = await failureOf(rule(fields));
      assert.match(line, expected);
      assert.ok(!line.includes(CANARY), line);
    });
  }
});

test('the deadline ends a store that does not answer', async (context) => {
  const { google, rule } = await start(context);
  google.services.secretmanager.misbehave({ kind: 'blackHole' });
  assert.equal(await failureAtDeadline(rule(), LATE), LATE);
});

test('a late answer is one', async (context) => {
  const { google, rule } = await start(context);
  google.services.secretmanager.misbehave(SLOW);
  assert.deepEqual(await credentialsOf(rule()), GOOD);
});

describe('a store in trouble', () => {
  const TROUBLE: Readonly<Record<string, readonly [Misbehaviour, RegExp]>> = {
    throttled: [{ kind: 'throttled' }, /\(RESOURCE_EXHAUSTED, status 429\).*\[BACKEND_THROTTLED\]$/],
    failing: [{ kind: 'failing', status: 503 }, /\[BACKEND_UNAVAILABLE\]$/],
    'the API is not enabled': [
      { kind: 'refusing', status: 403, code: 'SERVICE_DISABLED', message: 'Secret Manager API …' },
      /enable secretmanager\.googleapis\.com in the project of the secret \[BACKEND_DENIED\]$/,
    ],
    'its key is refused': [
      {
        kind: 'refusing',
        status: 403,
        code: 'X',
        message: "Permission 'cloudkms.cryptoKeyVersions.useToDecrypt' denied",
      },
      /service agent of Secret Manager may not use the KMS key.*\[BACKEND_DENIED\]$/,
    ],
    'a page': [{ kind: 'page' }, /\[RESPONSE_INVALID\]$/],
    'an end instead of an answer': [{ kind: 'reset' }, /\[NETWORK_FAILED\]$/],
    torn: [{ kind: 'torn' }, /\[(?:RESPONSE_INVALID|NETWORK_FAILED)\]$/],
    'a redirect': [{ kind: 'redirecting', to: 'https://elsewhere.example/' }, /is not followed/],
    'no payload': [
      { kind: 'changed', members: { payload: undefined } },
      /the response contains no secret text.*\[RESPONSE_INVALID\]$/,
    ],
  };
  for (const [name, [misbehaviour, expected]] of Object.entries(TROUBLE)) {
    test(name, async (context) => {
      const { google, rule } = await start(context);
      google.services.secretmanager.misbehave(misbehaviour);
      const line = await failureOf(rule());
      assert.match(line, expected);
      assert.ok(!line.includes(CANARY), line);
    });
  }
});

test('CRC-32C of what its specification gives', () => {
  const text = (value: string) => crc32c(Buffer.from(value)).toString(16);
  // https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4
  assert.equal(crc32c(Buffer.alloc(32)).toString(16), '8a9136aa');
  assert.equal(crc32c(Buffer.alloc(32, 0xff)).toString(16), '62a8ab43');
  assert.equal(text('123456789'), 'e3069283');
  assert.equal(text(''), '0');
});
