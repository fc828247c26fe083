// The exchange section of a rule: what it becomes, and every mistake that it can have.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENDPOINT_EXPECTED } from '../../../src/config/endpoint.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';
import { configText } from '../../support/temporary.ts';

const POD = { identity: 'serviceAccount' };
const AUDIENCE = { serviceAccountTokenAudience: 'r.example' };
const AWS = { aws: { audience: 'a', region: 'eu-west-1' } };
const ENDPOINT = { tokenEndpoint: 'https://t.example/token', response: { username: 'u' } };

const parse = (exchange: unknown, rule: object = {}) =>
  parseConfig('/c', configText([{ name: 'a', matchImages: ['quay.io'], ...POD, ...rule, exchange }])).rules[0]
    ?.backend;

function mistakesOf(exchange: unknown, rule: object = {}): string[] {
  try {
    parse(exchange, rule);
    return [];
  } catch (error) {
    assert.ok(error instanceof ProviderError && error.code === 'CONFIG_INVALID', String(error));
    return error.details.map((line) => line.replace('/c:1: rules[0].exchange', '').replace(/^\./, ''));
  }
}

describe('what it becomes', () => {
  test('a token endpoint with nothing else', () => {
    assert.deepEqual(parse({ ...AUDIENCE, ...ENDPOINT }), {
      kind: 'exchange',
      registry: undefined,
      tokenAudience: 'r.example',
      subject: undefined,
      form: {
        kind: 'tokenEndpoint',
        endpoint: 'https://t.example/token',
        who: undefined,
        allowed: undefined,
        settings: {
          encoding: 'form',
          audience: [],
          resource: [],
          scope: undefined,
          subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
          requestedTokenType: undefined,
          client: undefined,
          extraFields: [],
          username: { text: 'u' },
          passwordField: 'access_token',
          lifetimeField: 'expires_in',
          lifetimeClaim: 'exp',
          lifetimeMs: undefined,
        },
      },
    });
  });

  test('a form', () => {
    const quay = { robot: 'a+b', allowedRobots: ['a+*'], endpoint: 'https://q.example//' };
    assert.deepEqual(parse({ ...AUDIENCE, registry: 'q.example', quay }), {
      kind: 'exchange',
      registry: 'q.example',
      tokenAudience: 'r.example',
      subject: undefined,
      form: { kind: 'quay', endpoint: 'https://q.example', who: 'a+b', allowed: ['a+*'], settings: quay },
    });
  });

  test('of the node', () => {
    const backend = parse({ subject: { file: '/t' }, quay: { robot: 'a+b' } }, { identity: 'node' });
    assert.ok(backend?.kind === 'exchange');
    assert.deepEqual(backend.subject, { file: '/t' });
  });
});

const FORMS = 'tokenEndpoint, jfrog, quay, cloudsmith, chainguard, artifactKeeper, yandex, dockerHub';
const QUAY = { quay: { robot: 'a+b' } };
const MISTAKES: readonly (readonly [exchange: object, rule: object, mistakes: readonly string[]])[] = [
  [{ ...AUDIENCE }, {}, [`: expected exactly one of ${FORMS}; got none`]],
  [
    { ...AUDIENCE, ...ENDPOINT, ...QUAY },
    {},
    [
      `: expected exactly one of ${FORMS}; got tokenEndpoint and quay`,
      'response: has an effect only with tokenEndpoint; quay has fields of its own',
    ],
  ],
  [
    QUAY,
    {},
    [
      'serviceAccountTokenAudience: missing; expected an audience of its own, such as the host of the registry, which the provider there trusts',
    ],
  ],
  [
    { ...AUDIENCE, ...QUAY },
    { identity: 'node' },
    [
      'subject: missing; with identity: node it names the token that proves the node',
      'serviceAccountTokenAudience: has an effect only with identity: serviceAccount',
    ],
  ],
  [
    { ...AUDIENCE, ...QUAY },
    { onMissingServiceAccount: 'node' },
    ['subject: missing; with onMissingServiceAccount: node it names the token that proves the node'],
  ],
  [{ ...AUDIENCE, ...QUAY, subject: { file: '/t' } }, { onMissingServiceAccount: 'node' }, []],
  [
    { ...AUDIENCE, ...QUAY, subject: { file: '/t' } },
    {},
    [
      'subject: is an identity of the node, which this rule never uses: with identity: serviceAccount it needs onMissingServiceAccount: node',
    ],
  ],
  [
    { subject: { file: '/t' }, quay: { allowedRobots: ['a+*'] } },
    { identity: 'node' },
    [
      'quay.robot: missing; the node has no annotation that names it',
      'quay.allowedRobots: has an effect only with identity: serviceAccount',
    ],
  ],
  [{ ...AUDIENCE, quay: {} }, {}, []],
  [
    { ...AUDIENCE, quay: { robot: 'puller' } },
    {},
    ['quay.robot: expected a robot account such as my-team+puller, got "puller"'],
  ],
  [
    { ...AUDIENCE, ...QUAY, scope: 'a', clientId: 'b' },
    {},
    [
      'scope: has an effect only with tokenEndpoint; quay has fields of its own',
      'clientId: has an effect only with tokenEndpoint; quay has fields of its own',
    ],
  ],
  [
    { ...AUDIENCE, tokenEndpoint: 'https://t.example' },
    {},
    ['response: missing; it says where the username is in the answer of tokenEndpoint'],
  ],
  [
    { ...AUDIENCE, ...ENDPOINT, response: { username: 'u', usernameField: 'v' } },
    {},
    [
      'response: expected exactly one of username, usernameField, usernameClaim; got username and usernameField',
    ],
  ],
  [
    { ...AUDIENCE, ...ENDPOINT, clientSecretFile: '/s' },
    {},
    ['clientId: missing; clientSecretFile is the secret of this client'],
  ],
  [
    { ...AUDIENCE, ...ENDPOINT, clientId: 'a', clientAuthentication: 'post' },
    {},
    ['clientAuthentication: has an effect only with clientSecretFile'],
  ],
  ...['grant_type', 'subject_token', 'client_secret'].map(
    (name) =>
      [
        { ...AUDIENCE, ...ENDPOINT, extraFields: [{ name, value: 'x' }] },
        {},
        [`extraFields[0].name: expected a further field, got "${name}", which other fields of exchange set`],
      ] as const,
  ),
  ...['0s', '999999999h'].map(
    (lifetime) =>
      [
        { ...AUDIENCE, ...ENDPOINT, response: { username: 'u', lifetime } },
        {},
        [`response.lifetime: expected a duration above 0 and of at most 290 years, got "${lifetime}"`],
      ] as const,
  ),
  ...['http://t.example', 'https://t.example:99999'].map(
    (tokenEndpoint) =>
      [
        { ...AUDIENCE, ...ENDPOINT, tokenEndpoint },
        {},
        [`tokenEndpoint: expected ${ENDPOINT_EXPECTED}, got "${tokenEndpoint}"`],
      ] as const,
  ),
  [
    { ...AUDIENCE, quay: { robot: 'a+b', endpoint: 'http://q.example' } },
    {},
    [`quay.endpoint: expected ${ENDPOINT_EXPECTED}, got "http://q.example"`],
  ],
  [
    { ...AUDIENCE, jfrog: { provider: 'p' } },
    { matchImages: ['acme.jfrog.io', '*.jfrog.io'] },
    [
      'jfrog.endpoint: missing; the pattern "*.jfrog.io" has a wildcard in its host, so that any such host would be sent the token',
    ],
  ],
  [
    { ...AUDIENCE, jfrog: { provider: 'p', endpoint: 'https://acme.jfrog.io' } },
    { matchImages: ['acme-*.jfrog.io'] },
    [],
  ],
  [
    { ...AUDIENCE, registry: 'acme.jfrog.io', jfrog: { provider: 'p' } },
    { matchImages: ['*.corp.example'] },
    [],
  ],
];

const ID = '11111111-2222-4333-8444-555555555555';
const OF_THE_FORMS: typeof MISTAKES = [
  [
    { ...AUDIENCE, cloudsmith: {} },
    {},
    ['cloudsmith.organization: missing; expected a slug of letters, digits, - and _'],
  ],
  [
    { ...AUDIENCE, cloudsmith: { organization: '../evil' } },
    {},
    ['cloudsmith.organization: expected a slug of letters, digits, - and _, got "../evil"'],
  ],
  [
    { subject: { file: '/t' }, cloudsmith: { organization: 'a' } },
    { identity: 'node' },
    ['cloudsmith.service: missing; the node has no annotation that names it'],
  ],
  [{ subject: { file: '/t' }, chainguard: {} }, { identity: 'node' }, []],
  [
    { ...AUDIENCE, chainguard: { identity: 'puller' } },
    {},
    [
      'chainguard.identity: expected a UIDP such as 720909c9f5279097d847ad02a2f24ba8f59de36a/a033a6fabe0bfa0d, got "puller"',
    ],
  ],
  [
    { ...AUDIENCE, artifactKeeper: {} },
    { matchImages: ['*.corp.example'] },
    [
      'artifactKeeper.endpoint: missing; the pattern "*.corp.example" has a wildcard in its host, so that any such host would be sent the token',
    ],
  ],
  ...['1.2.3.4.5', 'corp.example:65536', 'corp.0x1'].map(
    (host) =>
      [
        { ...AUDIENCE, artifactKeeper: {} },
        { matchImages: [`${host}/team`, 'keeper.corp.example:8443'] },
        [`artifactKeeper.endpoint: missing; the pattern "${host}/team" is of no host that could be asked`],
      ] as const,
  ),
  [{ ...AUDIENCE, chainguard: {} }, { matchImages: ['*.cgr.dev'] }, []],
  ...['4m', '7h', '1'].map(
    (lifetime) =>
      [
        { ...AUDIENCE, dockerHub: { organization: 'acme', connection: ID, lifetime } },
        {},
        [
          lifetime === '1'
            ? 'dockerHub.lifetime: expected a duration such as 1h, from 5m to 6h, got "1"'
            : `dockerHub.lifetime: expected a duration from 5m to 6h, got "${lifetime}"`,
        ],
      ] as const,
  ),
  [
    { serviceAccountTokenAudience: 'api://AzureADTokenExchange', ...QUAY },
    {},
    [
      'serviceAccountTokenAudience: expected an audience of the registry\'s own, got "api://AzureADTokenExchange": the registry could use such a token at Azure',
    ],
  ],
  [
    { subject: { google: { audience: 'sts.amazonaws.com' } }, ...QUAY },
    { identity: 'node' },
    [
      'subject.google.audience: expected an audience of the registry\'s own, got "sts.amazonaws.com": the registry could use such a token at AWS',
    ],
  ],
  [
    { serviceAccountTokenAudience: '*', ...QUAY },
    {},
    ['serviceAccountTokenAudience: expected an audience such as the registry\'s host, got "*"'],
  ],
  [
    { subject: { azure: { application: 'https://management.azure.com' } }, ...QUAY },
    { identity: 'node' },
    [
      'subject.azure.application: expected an audience of the registry\'s own, got "https://management.azure.com": the registry could use such a token at Azure',
    ],
  ],
  [
    { subject: { file: '/t', google: { audience: 'a' } }, ...QUAY },
    { identity: 'node' },
    ['subject: expected exactly one of file, google, azure, aws; got file and google'],
  ],
  [{ subject: AWS, ...QUAY }, { identity: 'node' }, []],
  ...['59s', '61m', '1'].map(
    (lifetime) =>
      [
        { subject: { aws: { ...AWS.aws, lifetime } }, ...QUAY },
        { identity: 'node' },
        [
          lifetime === '1'
            ? 'subject.aws.lifetime: expected a duration such as 5m, from 1m to 1h, got "1"'
            : `subject.aws.lifetime: expected a duration from 1m to 1h, got "${lifetime}"`,
        ],
      ] as const,
  ),
  [
    { subject: { aws: { ...AWS.aws, audience: 'api://AzureADTokenExchange' } }, ...QUAY },
    { identity: 'node' },
    [
      'subject.aws.audience: expected an audience of the registry\'s own, got "api://AzureADTokenExchange": the registry could use such a token at Azure',
    ],
  ],
  [
    { subject: { aws: { ...AWS.aws, endpoint: 'https://sts.amazonaws.com' } }, ...QUAY },
    { identity: 'node' },
    ['subject.aws.endpoint: expected STS of a region: the global endpoint does not issue these tokens'],
  ],
  [
    { subject: { aws: { ...AWS.aws, endpoint: 'http://sts.example' } }, ...QUAY },
    { identity: 'node' },
    [`subject.aws.endpoint: expected ${ENDPOINT_EXPECTED}, got "http://sts.example"`],
  ],
];

describe('mistakes', () => {
  for (const [exchange, rule, mistakes] of [...MISTAKES, ...OF_THE_FORMS]) {
    test(`${JSON.stringify({ ...rule, exchange }).slice(0, 150)}`, () =>
      assert.deepEqual(mistakesOf(exchange, rule), mistakes));
  }
});
