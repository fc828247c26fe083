// Which pulls share an entry of the node-wide cache: every setting, variable and claim that decides a cloud's answer
// makes another one, and nothing else does.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Question } from '../../../src/backend/backend.ts';
import { createBackend } from '../../../src/backend/create.ts';
import { headOf } from '../../../src/cache/key.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { parseImage } from '../../../src/image/reference.ts';
import { serviceAccountOf } from '../../../src/protocol/service-account.ts';
import { Secret } from '../../../src/secret.ts';
import { createNetwork } from '../../../src/system/network/create.ts';
import fc from '../../support/property.ts';
import { configText } from '../../support/temporary.ts';

/** One pull: all that could decide what its cloud answers. */
interface Pull {
  readonly image: string;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function questionOf({ image, rule, env = {}, claims, annotations = {} }: Pull): Question {
  const text = configText([{ name: 'a', matchImages: [image.split('/')[0]], ...rule }]);
  const [parsed] = parseConfig('/c', text).rules;
  const token = claims && new Secret(`${part({ alg: 'RS256' })}.${part(claims)}.c2ln`);
  const backend = createBackend(parsed as NonNullable<typeof parsed>, {
    env,
    network: createNetwork({ env }),
    now: () => 0,
  });
  const { question } = backend.describe({
    image: parseImage(image),
    serviceAccountToken: token,
    serviceAccount: () => token && serviceAccountOf(token),
    serviceAccountAnnotations: new Map(Object.entries(annotations)),
  });
  assert.ok(question !== undefined);
  return question;
}

const nameOf = (pull: Pull): string => headOf(questionOf(pull)).name;

const CLAIMS = {
  iss: 'https://oidc.example',
  sub: 'system:serviceaccount:team-a:app',
  aud: ['sts.amazonaws.com'],
  exp: 1_800_000_000,
  'kubernetes.io': {
    namespace: 'team-a',
    serviceaccount: { name: 'app', uid: 'uid-1' },
    pod: { name: 'app-1', uid: 'pod-1' },
  },
};
const kubernetes = CLAIMS['kubernetes.io'];

const HOST = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 'secret' };
const ROLE = 'arn:aws:iam::210987654321:role/pull';
const ID = '11111111-2222-3333-4444-555555555555';
const OTHER_ID = 'aaaaaaaa-2222-3333-4444-555555555555';
const PULLER = 'puller@my-project.iam.gserviceaccount.com';
const OTHER_PULLER = 'other@my-project.iam.gserviceaccount.com';

type Changes = Readonly<Record<string, Partial<Pull>>>;

/** What every service account's pull is another by, and what it is not. */
const CLAIM_CHANGES: Changes = {
  'another name': { claims: { ...CLAIMS, sub: 'system:serviceaccount:team-a:other' } },
  'another namespace': { claims: { ...CLAIMS, sub: 'system:serviceaccount:team-b:app' } },
  'another uid': {
    claims: { ...CLAIMS, 'kubernetes.io': { ...kubernetes, serviceaccount: { name: 'app', uid: 'uid-2' } } },
  },
  'no uid': { claims: { ...CLAIMS, 'kubernetes.io': {} } },
  'another issuer': { claims: { ...CLAIMS, iss: 'https://other.example' } },
  'another audience': { claims: { ...CLAIMS, aud: ['other'] } },
};
const SAME_CLAIMS: Changes = {
  'a later token': { claims: { ...CLAIMS, exp: 1_900_000_000, iat: 1, jti: 'x' } },
  'of another Pod': {
    claims: { ...CLAIMS, 'kubernetes.io': { ...kubernetes, pod: { name: 'app-2', uid: 'pod-2' } } },
  },
};

/** With tokens that a rule for it sends; it sends none for another audience. */
function forQuay(changes: Changes): Changes {
  return Object.fromEntries(
    Object.entries(changes)
      .filter(([name]) => name !== 'another audience')
      .map(([name, { claims }]) => [name, { claims: { ...claims, aud: ['quay.io'] } }]),
  );
}

function nodeAtAmazon(more: object = {}) {
  return {
    quay: { robot: 'team+puller' },
    subject: { aws: { audience: 'a', region: 'eu-west-1', ...more } },
  };
}

const CASES: Readonly<
  Record<string, { readonly pull: Pull; readonly other: Changes; readonly same: Changes }>
> = {
  'ecr, the node': {
    pull: { image: `${HOST}/a`, rule: { ecr: { roleArn: ROLE } }, env: KEYS },
    other: {
      'another role': { rule: { ecr: { roleArn: `${ROLE}2` } } },
      'no role': { rule: { ecr: {} } },
      'a chain': { rule: { ecr: { roleArn: [ROLE, `${ROLE}2`] } } },
      'the chain the other way': { rule: { ecr: { roleArn: [`${ROLE}2`, ROLE] } } },
      'an external id': { rule: { ecr: { roleArn: ROLE, externalId: 'id' } } },
      'a session name': { rule: { ecr: { roleArn: ROLE, sessionName: 'name' } } },
      'a profile': { rule: { ecr: { roleArn: ROLE, profile: 'p' } } },
      'a region of STS': { rule: { ecr: { roleArn: ROLE, region: 'eu-west-2' } } },
      'an endpoint': { rule: { ecr: { roleArn: ROLE, endpoint: 'https://vpce.example' } } },
      'an endpoint of STS': { rule: { ecr: { roleArn: ROLE, stsEndpoint: 'https://vpce.example' } } },
      'another region': { image: `${HOST.replace('west-1', 'west-2')}/a` },
      'another account': { image: `${HOST.replace('123', '321')}/a` },
      'the FIPS host': { image: `${HOST.replace('.ecr.', '.ecr-fips.')}/a` },
      'a mirror of another registry': {
        rule: { ecr: { roleArn: ROLE, registry: HOST.replace('123', '555') } },
      },
      ...Object.fromEntries(
        [
          'AWS_SECRET_ACCESS_KEY',
          'AWS_SECRET_KEY',
          'AWS_ACCESS_KEY',
          'AWS_PROFILE',
          'AWS_DEFAULT_PROFILE',
          'AWS_CONFIG_FILE',
          'AWS_SHARED_CREDENTIALS_FILE',
          'AWS_ROLE_ARN',
          'AWS_WEB_IDENTITY_TOKEN_FILE',
          'AWS_ROLE_SESSION_NAME',
          'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
          'AWS_CONTAINER_CREDENTIALS_FULL_URI',
          'AWS_CONTAINER_AUTHORIZATION_TOKEN',
          'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
          'AWS_EC2_METADATA_SERVICE_ENDPOINT',
          'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
          'AWS_LOGIN_CACHE_DIRECTORY',
          'AWS_EC2_METADATA_DISABLED',
          'HOME',
        ].map((name) => [name, { env: { ...KEYS, [name]: 'x' } }]),
      ),
      'other keys': { env: { ...KEYS, AWS_ACCESS_KEY_ID: 'AKIA2' } },
      'FIPS by the environment': { env: { ...KEYS, AWS_USE_FIPS_ENDPOINT: 'true' } },
      'an endpoint by the environment': {
        env: { ...KEYS, AWS_ENDPOINT_URL_ECR: 'https://other.example' },
      },
    },
    same: {
      'another image': { image: `${HOST}/b/c` },
      'another rule with the same settings': {
        rule: { name: 'b', matchImages: ['*.dkr.ecr.*.amazonaws.com'], ecr: { roleArn: [ROLE] } },
      },
      'its own registry, named': { rule: { ecr: { roleArn: ROLE, registry: HOST } } },
      'a mirror of this registry': {
        image: 'docker.io/library/nginx',
        rule: { ecr: { roleArn: ROLE, registry: HOST } },
      },
      'another variable': { env: { ...KEYS, LANG: 'C', HTTPS_PROXY: 'http://p:1' } },
      'a later session of the same keys': {
        env: { ...KEYS, AWS_SESSION_TOKEN: 'later' },
      },
      'a token that is not asked with': { claims: CLAIMS },
    },
  },
  'exchange, the node at Amazon': {
    pull: { image: 'quay.io/team/a', rule: { exchange: nodeAtAmazon() }, env: KEYS },
    other: {
      'another audience of the token': { rule: { exchange: nodeAtAmazon({ audience: 'b' }) } },
      'another algorithm': { rule: { exchange: nodeAtAmazon({ signingAlgorithm: 'ES384' }) } },
      'another lifetime': { rule: { exchange: nodeAtAmazon({ lifetime: '1h' }) } },
      'a region of STS': { rule: { exchange: nodeAtAmazon({ region: 'eu-west-2' }) } },
      'an endpoint of STS': { rule: { exchange: nodeAtAmazon({ endpoint: 'https://vpce.example' }) } },
      'a profile': { rule: { exchange: nodeAtAmazon({ profile: 'p' }) } },
      ...Object.fromEntries(
        [
          'AWS_ACCESS_KEY_ID',
          'AWS_SECRET_ACCESS_KEY',
          'AWS_PROFILE',
          'AWS_ROLE_ARN',
          'AWS_CONFIG_FILE',
          'AWS_CONTAINER_CREDENTIALS_FULL_URI',
          'AWS_EC2_METADATA_SERVICE_ENDPOINT',
          'HOME',
        ].map((name) => [name, { env: { ...KEYS, [name]: 'x' } }]),
      ),
      'FIPS by the environment': { env: { ...KEYS, AWS_USE_FIPS_ENDPOINT: 'true' } },
      'STS by the environment': { env: { ...KEYS, AWS_ENDPOINT_URL_STS: 'https://other.example' } },
    },
    same: {
      'another image': { image: 'quay.io/b/c' },
      'the default algorithm, named': { rule: { exchange: nodeAtAmazon({ signingAlgorithm: 'RS256' }) } },
      'another variable': { env: { ...KEYS, LANG: 'C', AWS_REGION: 'eu-west-3' } },
      'an endpoint of ECR': { env: { ...KEYS, AWS_ENDPOINT_URL_ECR: 'https://other.example' } },
    },
  },
  'ecr, a service account': {
    pull: {
      image: `${HOST}/a`,
      rule: { identity: 'serviceAccount', ecr: {} },
      claims: CLAIMS,
      annotations: { 'eks.amazonaws.com/role-arn': ROLE },
    },
    other: {
      ...CLAIM_CHANGES,
      'another role': { annotations: { 'eks.amazonaws.com/role-arn': `${ROLE}2` } },
    },
    same: {
      ...SAME_CLAIMS,
      'the role by the other annotation': { annotations: { 'eks.amazonaws.com/ecr-role-arn': ROLE } },
      'another annotation beside it': {
        annotations: { 'eks.amazonaws.com/role-arn': ROLE, 'team.example/owner': 'x' },
      },
      "the node's keys": { env: KEYS },
    },
  },
  'exchange, a service account': {
    pull: {
      image: 'quay.io/team/a',
      rule: {
        identity: 'serviceAccount',
        exchange: { serviceAccountTokenAudience: 'quay.io', quay: {} },
      },
      claims: { ...CLAIMS, aud: ['quay.io'] },
      annotations: { 'quay.io/federated-robot-account': 'team+puller' },
    },
    other: {
      ...forQuay(CLAIM_CHANGES),
      'another robot': { annotations: { 'quay.io/federated-robot-account': 'team+other' } },
    },
    same: {
      ...forQuay(SAME_CLAIMS),
      'another image': { image: 'quay.io/other/b' },
      'another annotation beside it': {
        annotations: { 'quay.io/federated-robot-account': 'team+puller', 'quay.io/host-override': 'x' },
      },
    },
  },
  'acr, the node': {
    pull: { image: 'myregistry.azurecr.io/a', rule: { acr: { managedIdentity: { clientId: ID } } } },
    other: {
      'another identity': { rule: { acr: { managedIdentity: { clientId: OTHER_ID } } } },
      "the system's identity": { rule: { acr: { managedIdentity: {} } } },
      'the id of an object': { rule: { acr: { managedIdentity: { objectId: ID } } } },
      'an endpoint': {
        rule: { acr: { managedIdentity: { clientId: ID }, endpoint: 'https://other.example' } },
      },
      'another resource': {
        rule: { acr: { managedIdentity: { clientId: ID }, cloud: { resource: 'https://other.example' } } },
      },
      'another registry': { image: 'other.azurecr.io/a' },
      'another metadata service': { env: { AZURE_POD_IDENTITY_AUTHORITY_HOST: 'http://127.0.0.1:1' } },
      'a service principal': {
        rule: { acr: { servicePrincipal: { clientId: ID, tenantId: ID, clientSecretFile: '/s' } } },
      },
    },
    same: {
      'another image': { image: 'myregistry.azurecr.io/b' },
      'another variable': { env: { LANG: 'C' } },
    },
  },
  'acr, a service account': {
    pull: {
      image: 'myregistry.azurecr.io/a',
      rule: { identity: 'serviceAccount', acr: { workloadIdentity: { tenantId: ID } } },
      claims: CLAIMS,
      annotations: {
        'azure.workload.identity/client-id': ID,
        'azure.workload.identity/tenant-id': ID,
      },
    },
    other: {
      ...CLAIM_CHANGES,
      'another client': {
        annotations: {
          'azure.workload.identity/client-id': OTHER_ID,
          'azure.workload.identity/tenant-id': ID,
        },
      },
      'another tenant': {
        annotations: {
          'azure.workload.identity/client-id': ID,
          'azure.workload.identity/tenant-id': OTHER_ID,
        },
      },
    },
    same: SAME_CLAIMS,
  },
  'google, the node': {
    pull: { image: 'gcr.io/p/a', rule: { google: {} } },
    other: {
      'another account': { rule: { google: { serviceAccount: PULLER } } },
      impersonation: { rule: { google: { impersonate: PULLER } } },
      'impersonation of another': { rule: { google: { impersonate: OTHER_PULLER } } },
      'a chain': { rule: { google: { impersonate: [PULLER, OTHER_PULLER] } } },
      'another metadata server': {
        rule: { google: { endpoints: { metadata: 'http://127.0.0.1:1' } } },
      },
      'another metadata server by the environment': { env: { GCE_METADATA_HOST: '127.0.0.1:2' } },
      'another registry': { image: 'eu.gcr.io/p/a' },
    },
    same: { 'another image': { image: 'gcr.io/q/b' }, 'another variable': { env: { LANG: 'C' } } },
  },
  'google, a service account': {
    pull: {
      image: 'gcr.io/p/a',
      rule: { identity: 'serviceAccount', google: {} },
      claims: CLAIMS,
      annotations: { 'iam.gke.io/gcp-service-account': PULLER },
    },
    other: {
      ...CLAIM_CHANGES,
      'another account': { annotations: { 'iam.gke.io/gcp-service-account': OTHER_PULLER } },
      'no account': { annotations: {} },
    },
    same: SAME_CLAIMS,
  },
};

for (const [name, { pull, other, same }] of Object.entries(CASES)) {
  describe(name, () => {
    for (const [change, changed] of Object.entries(other)) {
      test(`another entry: ${change}`, () => assert.notEqual(nameOf({ ...pull, ...changed }), nameOf(pull)));
    }
    for (const [change, changed] of Object.entries(same)) {
      test(`the same entry: ${change}`, () => assert.equal(nameOf({ ...pull, ...changed }), nameOf(pull)));
    }
    test('no two changes share an entry', () => {
      const names = Object.entries(other).map(([change, changed]) => [
        nameOf({ ...pull, ...changed }),
        change,
      ]);
      assert.equal(new Map(names as [string, string][]).size, names.length);
    });
    test('the key holds no secret', () => {
      const env = {
        AWS_SECRET_ACCESS_KEY: 'canary',
        AWS_SECRET_KEY: 'canary',
        AWS_SESSION_TOKEN: 'canary',
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'canary',
        AZURE_CLIENT_SECRET: 'canary',
      };
      const { text } = headOf(questionOf({ ...pull, env: { ...pull.env, ...env } }));
      assert.doesNotMatch(text, /canary|c2ln/);
    });
  });
}

test('two service accounts never share an entry', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const account = fc.record({
    namespace: label,
    name: label,
    uid: fc.stringMatching(/^[0-9A-Za-z][0-9A-Za-z-]{0,20}$/),
    iss: fc.string(),
  });
  const { pull } = CASES['ecr, a service account'] as (typeof CASES)[string];
  const nameOfAccount = ({
    namespace,
    name,
    uid,
    iss,
  }: {
    namespace: string;
    name: string;
    uid: string;
    iss: string;
  }) =>
    nameOf({
      ...pull,
      claims: {
        ...CLAIMS,
        iss,
        sub: `system:serviceaccount:${namespace}:${name}`,
        'kubernetes.io': { serviceaccount: { uid } },
      },
    });
  fc.assert(
    fc.property(account, account, (one, other) => {
      const equal = JSON.stringify(one) === JSON.stringify(other);
      assert.equal(nameOfAccount(one) === nameOfAccount(other), equal);
    }),
    { numRuns: 200 },
  );
});
