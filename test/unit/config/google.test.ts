// The google section of a rule: what it becomes, and every mistake that it can have.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENDPOINT_EXPECTED } from '../../../src/config/endpoint.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';
import { configText } from '../../support/temporary.ts';

const PULL = 'pull@my-project.iam.gserviceaccount.com';
const POOL = 'projects/123/locations/global/workloadIdentityPools/clusters/providers/one';
const POD = { identity: 'serviceAccount' };

const parse = (google: unknown, rule: object = {}) =>
  parseConfig('/c', configText([{ name: 'a', matchImages: ['gcr.io'], ...rule, google }])).rules[0]?.backend;

function mistakesOf(google: unknown, rule: object = {}): string[] {
  try {
    parse(google, rule);
    return [];
  } catch (error) {
    assert.ok(error instanceof ProviderError && error.code === 'CONFIG_INVALID', String(error));
    return error.details.map((line) => line.replace('/c:1: rules[0].google.', ''));
  }
}

const NOTHING = {
  kind: 'google',
  impersonate: [],
  workloadIdentity: { kind: 'gke' },
  metadataDockerConfig: false,
  endpoints: {},
};

describe('what it becomes', () => {
  const rows: readonly (readonly [google: object, rule: object, backend: object])[] = [
    [{}, {}, {}],
    [{ registry: 'eu.gcr.io', serviceAccount: PULL }, {}, { registry: 'eu.gcr.io', serviceAccount: PULL }],
    [
      { credentialFile: '/a.json', impersonate: PULL },
      {},
      { credentialFile: '/a.json', impersonate: [PULL] },
    ],
    [{ impersonate: [PULL, PULL] }, {}, { impersonate: [PULL, PULL] }],
    ...[POOL, `//iam.googleapis.com/${POOL}`, `https://iam.googleapis.com/${POOL}`].map(
      (provider) =>
        [
          { workloadIdentity: { provider } },
          POD,
          { workloadIdentity: { kind: 'provider', name: `//iam.googleapis.com/${POOL}` } },
        ] as const,
    ),
    [
      { workloadIdentity: { project: 'my-project', identityProvider: 'https://a.example/b' } },
      POD,
      { workloadIdentity: { kind: 'gke', project: 'my-project', identityProvider: 'https://a.example/b' } },
    ],
    ...['example.com:my-project', 'corp.example.co.uk:my-project', '3m.example:project-7'].map(
      (project) =>
        [{ workloadIdentity: { project } }, POD, { workloadIdentity: { kind: 'gke', project } }] as const,
    ),
    [
      { allowedServiceAccounts: ['*@my-project.iam.gserviceaccount.com'] },
      POD,
      { allowedServiceAccounts: ['*@my-project.iam.gserviceaccount.com'] },
    ],
    [
      { credentialFile: '/a.json' },
      { ...POD, onMissingServiceAccount: 'node' },
      { credentialFile: '/a.json' },
    ],
    [{ metadataDockerConfig: true }, {}, { metadataDockerConfig: true }],
    [
      {
        endpoints: {
          metadata: 'http://10.0.0.1:8080',
          sts: 'https://sts.example',
          oauth2: 'http://127.0.0.1:5',
          iamCredentials: 'http://[::1]:5',
        },
      },
      {},
      {
        endpoints: {
          metadata: 'http://10.0.0.1:8080',
          sts: 'https://sts.example',
          oauth2: 'http://127.0.0.1:5',
          iamCredentials: 'http://[::1]:5',
        },
      },
    ],
  ];
  for (const [google, rule, backend] of rows) {
    test(JSON.stringify(google), () => assert.deepEqual(parse(google, rule), { ...NOTHING, ...backend }));
  }
});

const ACCOUNT = 'expected a Google service account such as puller@my-project.iam.gserviceaccount.com, got';
const NODES =
  'is an identity of the node, which this rule never uses: with identity: serviceAccount it needs onMissingServiceAccount: node';
const ORIGIN = 'expected a URL of scheme and host, such as https://sts.example, without a path, got';

const MISTAKES: readonly (readonly [google: object, rule: object, ...mistakes: string[]])[] = [
  [{ serviceAccount: 'default' }, {}, `serviceAccount: ${ACCOUNT} "default"`],
  [{ serviceAccount: `${PULL}/../x` }, {}, `serviceAccount: ${ACCOUNT} "${PULL}/../x"`],
  [{ impersonate: [PULL, 'x@evil.example'] }, {}, `impersonate[1]: ${ACCOUNT} "x@evil.example"`],
  [{ impersonate: [] }, {}, `impersonate: ${ACCOUNT} an empty list`],
  [{ credentialFile: 'a.json' }, {}, 'credentialFile: expected an absolute path, got "a.json"'],
  [
    { serviceAccount: PULL, credentialFile: '/a.json' },
    {},
    'serviceAccount: is a service account of the instance, and with credentialFile the metadata server is not used; name the service account to impersonate in impersonate',
  ],
  [
    { workloadIdentity: {}, allowedServiceAccounts: ['*@*'] },
    {},
    'workloadIdentity: has an effect only with identity: serviceAccount',
    'allowedServiceAccounts: has an effect only with identity: serviceAccount',
  ],
  [{ serviceAccount: PULL }, POD, `serviceAccount: ${NODES}`],
  [
    { credentialFile: '/a.json' },
    { ...POD, onMissingServiceAccount: 'anonymous' },
    `credentialFile: ${NODES}`,
  ],
  [
    { workloadIdentity: { provider: 'one' } },
    POD,
    'workloadIdentity.provider: expected projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER, got "one"',
  ],
  [
    { workloadIdentity: { provider: `//evil.example/${POOL}` } },
    POD,
    `workloadIdentity.provider: expected projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER, got "//evil.example/${POOL}"`,
  ],
  [
    { workloadIdentity: { provider: POOL, project: 'my-project' } },
    POD,
    'workloadIdentity.project: is a field of the GKE pool, and provider names another pool',
  ],
  ...[
    'example.com:',
    ':my-project',
    'example.com:my-project:',
    'example.com:my-project.svc.id.goog',
    'my-project.example.com',
    'example.com:other.example:my-project',
    'Example.com:my-project',
    '.example.com:my-project',
    'example..com:my-project',
    'example.com:my-project ',
    'example.com/my-project',
  ].map(
    (project) =>
      [
        { workloadIdentity: { project } },
        POD,
        `workloadIdentity.project: expected a project ID such as my-project, got "${project}"`,
      ] as const,
  ),
  [
    { workloadIdentity: { project: '123' } },
    POD,
    'workloadIdentity.project: expected a project ID such as my-project, got "123"',
  ],
  [
    { workloadIdentity: { identityProvider: 'http://a.example' } },
    POD,
    'workloadIdentity.identityProvider: expected an https URL such as https://container.googleapis.com/v1/projects/my-project/locations/europe-west1/clusters/one, got "http://a.example"',
  ],
  [
    { allowedServiceAccounts: ['pull'] },
    POD,
    'allowedServiceAccounts[0]: expected a Google service account, where * stands for any text, such as *@my-project.iam.gserviceaccount.com, got "pull"',
  ],
  [
    { metadataDockerConfig: true, registry: 'gcr.io', serviceAccount: PULL, impersonate: PULL },
    {},
    'registry: has no effect with metadataDockerConfig, which uses no token',
    'serviceAccount: has no effect with metadataDockerConfig, which uses no token',
    'impersonate: has no effect with metadataDockerConfig, which uses no token',
  ],
  [
    { metadataDockerConfig: true },
    POD,
    'metadataDockerConfig: uses the identity of the node, so identity: serviceAccount has no effect; to limit the rule to some service accounts use matchServiceAccounts',
  ],
  [
    { endpoints: { sts: 'http://sts.example' } },
    {},
    `endpoints.sts: expected ${ENDPOINT_EXPECTED}, got "http://sts.example"`,
  ],
  [
    { endpoints: { oauth2: 'http://127.0.0.1.evil.example' } },
    {},
    `endpoints.oauth2: expected ${ENDPOINT_EXPECTED}, got "http://127.0.0.1.evil.example"`,
  ],
  [
    { endpoints: { iamCredentials: 'http://localhost.evil.example' } },
    {},
    `endpoints.iamCredentials: expected ${ENDPOINT_EXPECTED}, got "http://localhost.evil.example"`,
  ],
  [{ endpoints: { sts: 'https://sts.example/v1' } }, {}, `endpoints.sts: ${ORIGIN} "https://sts.example/v1"`],
  [{ endpoints: { sts: 'https://u@sts.example' } }, {}, `endpoints.sts: ${ORIGIN} "https://u@sts.example"`],
  [
    { endpoints: { sts: 'https://sts.example:70000' } },
    {},
    `endpoints.sts: expected ${ENDPOINT_EXPECTED}, got "https://sts.example:70000"`,
  ],
  [
    { endpoints: { token: 'https://a.example' } },
    {},
    'endpoints.token: unknown field; expected one of metadata, sts, iamCredentials, oauth2',
  ],
];

describe('mistakes', () => {
  for (const [google, rule, ...mistakes] of MISTAKES) {
    test(JSON.stringify([google, rule]), () => assert.deepEqual(mistakesOf(google, rule), mistakes));
  }
});
