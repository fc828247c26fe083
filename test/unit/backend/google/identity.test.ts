// What `explain` tells of who asks, and that questions share an answer only when they are the same.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PullRequest, QuestionKey } from '../../../../src/backend/backend.ts';
import { parseCredentialFile } from '../../../../src/backend/google/credential-file.ts';
import { PUBLIC_ENDPOINTS } from '../../../../src/backend/google/endpoints.ts';
import { type GoogleIdentity, identityOf } from '../../../../src/backend/google/identity.ts';
import { createGoogleBackend } from '../../../../src/backend/google/index.ts';
import { keyOf } from '../../../../src/backend/google/question.ts';
import { headOf } from '../../../../src/cache/key.ts';
import type { Rule } from '../../../../src/config/config.ts';
import type { GoogleConfig } from '../../../../src/generated/config-types.ts';
import { parseImage } from '../../../../src/image/reference.ts';
import type { ServiceAccount } from '../../../../src/protocol/service-account.ts';
import type { Secret } from '../../../../src/secret.ts';
import { createNetwork } from '../../../../src/system/network/create.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { BETWEEN, googleRule, KEY_FILE, NODE, POOL, PROVIDER, PULL, podToken, pullOf } from './google.ts';

const POD = { identity: 'serviceAccount' } as const;
const ANNOTATION = 'iam.gke.io/gcp-service-account';

function describeOf(
  section: GoogleConfig,
  {
    rule = {},
    pull = pullOf('gcr.io/a/b'),
    env = {},
  }: { rule?: Partial<Rule>; pull?: PullRequest; env?: Record<string, string> } = {},
) {
  const made = googleRule(section, rule);
  const network = createNetwork({ env: {} });
  const backend = createGoogleBackend(made, made.backend, { env, network, now: Date.now });
  const { details, scope, warnings } = backend.describe(pull);
  assert.deepEqual([network.calls, scope], [[], 'registry']);
  return { details, warnings };
}

describe('explain', () => {
  const host = { host: 'gcr.io' };

  test('the node', () => {
    assert.deepEqual(describeOf({}), {
      details: {
        ...host,
        asks: 'node',
        account: "the node's service account default",
        metadata: '169.254.169.254',
      },
      warnings: [],
    });
    assert.deepEqual(describeOf({ serviceAccount: BETWEEN, impersonate: [NODE, PULL] }).details, {
      ...host,
      asks: 'node',
      account: `the node's service account ${BETWEEN}`,
      impersonates: `${NODE}, then ${PULL}`,
      metadata: '169.254.169.254',
    });
  });

  test("the registry that the rule names in place of the image's", () => {
    const { details } = describeOf({ registry: 'eu.gcr.io' }, { pull: pullOf('docker.io/library/nginx') });
    assert.equal(details.host, 'eu.gcr.io');
  });

  describe('GOOGLE_APPLICATION_CREDENTIALS', () => {
    const named = (path: string) => ({ env: { GOOGLE_APPLICATION_CREDENTIALS: path } });

    test('names the file where the rule names nobody', (context) => {
      const path = temporaryFolder(context).write('key.json', JSON.stringify(KEY_FILE), 0o600);
      assert.deepEqual(describeOf({}, named(path)), {
        details: { ...host, asks: 'node', account: NODE, namedBy: `GOOGLE_APPLICATION_CREDENTIALS=${path}` },
        warnings: [],
      });
    });

    test('counts for nothing where the rule names somebody, or the Pod asks', (context) => {
      const credentialFile = temporaryFolder(context).write('key.json', JSON.stringify(KEY_FILE), 0o600);
      const { env } = named('/nowhere.json');
      assert.equal(describeOf({ credentialFile }, { env }).details.account, NODE);
      const { account } = describeOf({ serviceAccount: BETWEEN }, { env }).details;
      assert.equal(account, `the node's service account ${BETWEEN}`);
      const pull = pullOf('gcr.io/a', podToken());
      assert.equal(describeOf({}, { env, rule: POD, pull }).details.account, 'service account team-a/app');
      assert.equal(describeOf({}, named('')).details.account, "the node's service account default");
    });

    const BROKEN: Readonly<Record<string, readonly [content: string | undefined, message: RegExp]>> = {
      'does not exist': [undefined, /GOOGLE_APPLICATION_CREDENTIALS "[^"]+" does not exist$/],
      'is no JSON': [
        'canary',
        /GOOGLE_APPLICATION_CREDENTIALS "[^"]+": the file is not JSON \(line 1, column 1: [a-z ]+\)$/,
      ],
      'is a login of a person': [
        JSON.stringify({ type: 'authorized_user', refresh_token: 'canary' }),
        /type: authorized_user is the login of a person/,
      ],
      'is a key without a key': [
        JSON.stringify({ ...KEY_FILE, private_key: undefined }),
        /private_key: is missing/,
      ],
    };
    for (const [what, [content, message]] of Object.entries(BROKEN)) {
      test(`is a failure where the file ${what}: the metadata server is not asked`, (context) => {
        const folder = temporaryFolder(context);
        const path =
          content === undefined ? `${folder.path}/none.json` : folder.write('a.json', content, 0o600);
        assert.throws(() => describeOf({}, named(path)), { code: 'IDENTITY_UNAVAILABLE', message });
      });
    }

    test('is a failure where the path is relative', () => {
      assert.throws(() => describeOf({}, named('key.json')), {
        code: 'IDENTITY_UNAVAILABLE',
        message: /expected an absolute path/,
      });
    });
  });

  test('a credential file, and that others can read it', (context) => {
    const folder = temporaryFolder(context);
    const credentialFile = folder.write('key.json', JSON.stringify(KEY_FILE), 0o644);
    assert.deepEqual(describeOf({ credentialFile }), {
      details: { ...host, asks: 'node', account: NODE },
      warnings: [
        `${credentialFile} holds a secret and every user of the node can read it (mode 644); chmod 0600`,
      ],
    });
    assert.throws(() => describeOf({ credentialFile: `${folder.path}/none` }), {
      code: 'FILE_UNREADABLE',
      message: `rule "team-a": google: credentialFile "${folder.path}/none" does not exist`,
    });
  });

  test("the Pod's service account, also one that is only imagined", () => {
    const rule = POD;
    const section = { workloadIdentity: { provider: `${POOL}/providers/on-premises` } };
    const pull = pullOf('gcr.io/a/b', podToken(), { [ANNOTATION]: PULL });
    const expected = { ...host, asks: 'serviceAccount', account: 'service account team-a/app' };
    assert.deepEqual(describeOf(section, { rule, pull }).details, {
      ...expected,
      audience: PROVIDER,
      impersonates: PULL,
    });
    const imagined: PullRequest = {
      image: parseImage('gcr.io/a/b'),
      serviceAccountToken: undefined,
      serviceAccount: () => ({ namespace: 'team-a', name: 'app' }),
      serviceAccountAnnotations: new Map(),
    };
    assert.deepEqual(describeOf({}, { rule, pull: imagined }).details, {
      ...expected,
      audience: 'identitynamespace:PROJECT.svc.id.goog:ISSUER',
    });
  });

  test('nobody', () => {
    const { details } = describeOf({}, { rule: { ...POD, onMissingServiceAccount: 'anonymous' } });
    assert.deepEqual(details, { ...host, asks: 'anonymous' });
  });
});

describe('what a shared answer depends on', () => {
  const settings = (section: GoogleConfig) => googleRule(section).backend;
  const pod = (section: GoogleConfig, token: string, annotations: Readonly<Record<string, string>> = {}) => {
    const pull = pullOf('gcr.io/a', token, annotations);
    const asker = {
      kind: 'serviceAccount' as const,
      account: pull.serviceAccount() as ServiceAccount,
      token: pull.serviceAccountToken as Secret,
      annotations: pull.serviceAccountAnnotations,
    };
    return identityOf(settings(section), asker, undefined);
  };
  const provider = { workloadIdentity: { provider: `${POOL}/providers/on-premises` } };
  const other = { workloadIdentity: { provider: `${POOL}/providers/other` } };
  const file = (content: object, path = '/a.json') =>
    parseCredentialFile(path, JSON.stringify(content)).identity;
  const node = (section: GoogleConfig) => identityOf(settings(section), { kind: 'node' }, undefined);
  const keyOfIdentity = (identity: GoogleIdentity) =>
    keyOf({ identity, endpoints: PUBLIC_ENDPOINTS, warnings: [], namedBy: undefined }, {});
  const external = (credential_source: object) => ({
    type: 'external_account',
    audience: PROVIDER,
    subject_token_type: 'a',
    credential_source,
  });
  const DIFFERENT: readonly GoogleIdentity[] = [
    node({}),
    node({ serviceAccount: BETWEEN }),
    node({ impersonate: PULL }),
    node({ impersonate: [BETWEEN, PULL] }),
    node({ impersonate: [PULL, BETWEEN] }),
    file(KEY_FILE),
    file(KEY_FILE, '/b.json'),
    file({ ...KEY_FILE, client_email: PULL }),
    file({ ...KEY_FILE, private_key_id: 'key-2' }),
    file(external({ file: '/a' })),
    file(external({ file: '/b' })),
    file(external({ file: '/a', format: { type: 'json', subject_token_field_name: 'a' } })),
    file(external({ url: 'https://a.example' })),
    file(external({ url: 'https://b.example' })),
    file(external({ url: 'https://b.example', headers: { team: 'a' } })),
    file(external({ url: 'https://b.example', headers: { team: 'b' } })),
    file(external({ url: 'https://b.example', headers: { teams: 'a' } })),
    file({ ...KEY_FILE, private_key: 'another' }),
    pod(provider, podToken()),
    pod(other, podToken()),
    pod({}, podToken()),
    pod({ workloadIdentity: { project: 'project-a' } }, podToken()),
    pod({ workloadIdentity: { project: 'project-b' } }, podToken()),
    pod({ workloadIdentity: { identityProvider: 'https://a.example' } }, podToken()),
    pod(provider, podToken({ namespace: 'team-b' })),
    pod(provider, podToken({ name: 'other' })),
    pod(provider, podToken({ uid: 'another' })),
    pod(provider, podToken({ issuer: 'https://other.example' })),
    pod(provider, podToken({ audience: 'other' })),
    pod(provider, podToken(), { [ANNOTATION]: PULL }),
    pod(provider, podToken(), { [ANNOTATION]: BETWEEN }),
  ];

  test('no two identities have one key', () => {
    const question = (key: QuestionKey) => headOf({ backend: 'google', registry: 'gcr.io', key }).text;
    const keys = DIFFERENT.map((identity) => question(keyOfIdentity(identity)));
    assert.equal(new Set(keys).size, DIFFERENT.length);
    for (const key of keys) {
      assert.doesNotMatch(key, /PRIVATE KEY|\beyJ/);
    }
  });

  test('the same identity has the same key, with another token too', () => {
    const key = (identity: GoogleIdentity) => JSON.stringify(keyOfIdentity(identity));
    assert.equal(key(pod(provider, podToken({ lifetimeSeconds: 60 }))), key(pod(provider, podToken())));
    const opted = { 'iam.gke.io/enable-wi-image-pull': 'true' };
    assert.equal(key(pod(provider, podToken(), opted)), key(pod(provider, podToken())));
  });

  test('and on where is asked, and what of the environment chooses the AWS identity', (context) => {
    const keyWith = (section: GoogleConfig, env: Readonly<Record<string, string>> = {}) => {
      const rule = googleRule(section);
      const network = createNetwork({ env: {} });
      const backend = createGoogleBackend(rule, rule.backend, { env, network, now: Date.now });
      return JSON.stringify(backend.describe(pullOf('gcr.io/a')).question?.key);
    };
    const aws = external({
      environment_id: 'aws1',
      regional_cred_verification_url: 'https://sts.{region}.amazonaws.com?Action=GetCallerIdentity',
    });
    const credentialFile = temporaryFolder(context).write('aws.json', JSON.stringify(aws));
    const keys = [
      keyWith({}),
      keyWith({}, { GCE_METADATA_HOST: 'other' }),
      keyWith({ endpoints: { metadata: 'http://127.0.0.1:5' } }),
      keyWith({ endpoints: { iamCredentials: 'https://a.example' } }),
      keyWith({ credentialFile }),
      keyWith({ credentialFile }, { AWS_ACCESS_KEY_ID: 'AKIA1' }),
      keyWith({ credentialFile }, { AWS_ACCESS_KEY_ID: 'AKIA2' }),
      keyWith({ credentialFile }, { AWS_REGION: 'eu-west-1' }),
    ];
    assert.equal(new Set(keys).size, keys.length);
    const secret = {
      AWS_ACCESS_KEY_ID: 'AKIA1',
      AWS_SECRET_ACCESS_KEY: 'canary',
      AWS_SESSION_TOKEN: 'canary',
    };
    assert.equal(keyWith({ credentialFile }, secret), keys[5]);
  });
});
