// What a rule with a secret in Vault may say, and what each mistake is told as.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SecretBackendConfig } from '../../../src/config/config.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';
import { configText } from '../../support/temporary.ts';

const POD = {
  address: 'https://vault.example:8200',
  path: 'pull/hub',
  kubernetes: { role: 'pull' },
  serviceAccountTokenAudience: 'vault.example',
};
const { serviceAccountTokenAudience, ...ANY } = POD;
const NODE = { ...ANY, subject: { file: '/run/node.jwt' } };
const AS_POD = { identity: 'serviceAccount' };

const textOf = (vault: object, rule: object = AS_POD) =>
  configText([{ name: 'hub', matchImages: ['docker.io'], ...rule, secret: { vault } }]);

function mistakesOf(vault: object, rule?: object): readonly string[] {
  try {
    parseConfig('/c', textOf(vault, rule));
    return [];
  } catch (error) {
    assert.ok(error instanceof ProviderError, String(error));
    return error.details.map((each) => each.replace(/^\/c:\d+: rules\[0\]\.(?:secret\.vault\.?)?/, ''));
  }
}

function settingsOf(vault: object, rule?: object) {
  const [parsed] = parseConfig('/c', textOf(vault, rule)).rules;
  return (parsed?.backend as SecretBackendConfig | undefined)?.store;
}

test('what is not said has its default, and slashes at an end mean nothing', () => {
  assert.deepEqual(settingsOf({ ...POD, address: 'https://vault.example/path/', namespace: 'org/team/' }), {
    kind: 'vault',
    address: 'https://vault.example/path',
    caFile: undefined,
    namespace: 'org/team',
    mount: 'secret',
    path: 'pull/hub',
    version: undefined,
    field: undefined,
    login: { method: 'kubernetes', mount: 'kubernetes', role: 'pull' },
    tokenAudience: 'vault.example',
    subject: undefined,
  });
});

const GOOD: readonly (readonly [name: string, vault: object, rule?: object])[] = [
  ['the Pod, by kubernetes', POD],
  ['the Pod, by jwt', { ...POD, kubernetes: undefined, jwt: { role: 'pull', mount: 'clusters/one' } }],
  ['the node', NODE, {}],
  ['the node for Pods without a token', { ...POD, ...NODE }, { ...AS_POD, onMissingServiceAccount: 'node' }],
  ...[
    { google: { audience: 'vault.example' } },
    { azure: { application: 'api://vault' } },
    { aws: { audience: 'vault.example', region: 'eu-west-1' } },
  ].map(
    (subject) =>
      [
        `the node by ${Object.keys(subject)}`,
        { ...ANY, kubernetes: undefined, jwt: { role: 'pull' }, subject },
        {},
      ] as const,
  ),
  ['loopback without TLS', { ...POD, address: 'http://127.0.0.1:8200' }],
  ['a path whose first part is called data', { ...POD, path: 'data/hub' }],
  ['a path with dots', { ...POD, path: 'a..b/..c/.d' }],
];

const BAD: readonly (readonly [name: string, vault: object, says: RegExp, rule?: object])[] = [
  ['no login', { ...POD, kubernetes: undefined }, /expected exactly one of kubernetes, jwt; got none/],
  [
    'two logins',
    { ...POD, jwt: { role: 'a' } },
    /expected exactly one of kubernetes, jwt; got kubernetes and jwt/,
  ],
  [
    'no audience',
    ANY,
    /^serviceAccountTokenAudience: missing; expected an audience of its own, such as the host of Vault/,
  ],
  [
    'no audience, and the node for Pods without a token',
    NODE,
    /^serviceAccountTokenAudience: missing/,
    { ...AS_POD, onMissingServiceAccount: 'node' },
  ],
  [
    "the API server's audience",
    { ...POD, serviceAccountTokenAudience: 'https://kubernetes.default.svc' },
    /^serviceAccountTokenAudience: expected an audience of Vault's own, got .*: Vault could use such a token at the Kubernetes API server$/,
  ],
  [
    "a cloud's audience",
    { ...POD, serviceAccountTokenAudience: 'sts.amazonaws.com' },
    /Vault could use such a token at AWS$/,
  ],
  [
    'the node without a token',
    ANY,
    /^subject: missing; with identity: node it names the token that proves the node$/,
    {},
  ],
  [
    'a token of the node that nobody uses',
    { ...POD, ...NODE },
    /^subject: is an identity of the node, which this rule never uses/,
  ],
  [
    'a token of a cloud for the auth method kubernetes',
    { ...ANY, subject: { google: { audience: 'vault.example' } } },
    /^subject\.google: is a token of a cloud, which no API server verifies: use jwt instead of kubernetes$/,
    {},
  ],
  [
    "another service's audience in a token of a cloud",
    {
      ...ANY,
      kubernetes: undefined,
      jwt: { role: 'pull' },
      subject: { azure: { application: 'api://AzureADTokenExchange' } },
    },
    /^subject\.azure\.application: expected an audience of Vault's own, got /,
    {},
  ],
  [
    'the global endpoint of STS',
    {
      ...ANY,
      kubernetes: undefined,
      jwt: { role: 'pull' },
      subject: {
        aws: { audience: 'vault.example', region: 'eu-west-1', endpoint: 'https://sts.amazonaws.com' },
      },
    },
    /^subject\.aws\.endpoint: expected STS of a region/,
    {},
  ],
  [
    'an audience that nobody uses',
    { ...POD, ...NODE },
    /^serviceAccountTokenAudience: has an effect only with identity: serviceAccount$/,
    {},
  ],
  [
    'an address without TLS',
    { ...POD, address: 'http://vault.example:8200' },
    /^address: expected an https URL without user, query and fragment; http only to loopback, got "http:\/\/vault\.example:8200"$/,
  ],
  [
    'an address with a user',
    { ...POD, address: 'https://u:p@vault.example' },
    /^address: expected an https URL/,
  ],
  [
    'authorities for an address without TLS',
    { ...POD, address: 'http://[::1]:8200', caFile: '/c' },
    /^caFile: has no effect with an address of http$/,
  ],
  [
    'a path with its mount and data',
    { ...POD, path: 'secret/data/pull/hub' },
    /^path: expected the path without its mount and data\/, such as pull\/hub, got "secret\/data\/pull\/hub"$/,
  ],
  ['the same of another mount', { ...POD, mount: 'a/b', path: 'a/b/data/hub' }, /such as hub, got/],
  [
    'a path that leads elsewhere',
    { ...POD, path: 'pull/../../auth' },
    /^path: expected a path such as pull\/docker-hub/,
  ],
  ['a path of dots', { ...POD, path: '.' }, /^path: expected/],
  ['a slash at the start', { ...POD, path: '/pull/hub' }, /without a slash at its start or end/],
  ['a query in the path', { ...POD, path: 'pull?version=1' }, /^path: expected/],
  ['a mount that leads elsewhere', { ...POD, mount: '../sys' }, /^mount: expected a mount/],
  ['a namespace that leads elsewhere', { ...POD, namespace: 'a/..' }, /^namespace: expected a namespace/],
  [
    'a version that is a number',
    { ...POD, version: 3 },
    /^version: expected a version number such as 3, got 3; put it in quotes$/,
  ],
  ['version 0', { ...POD, version: '0' }, /^version: expected/],
  ['a role with a slash', { ...POD, kubernetes: { role: 'a/b' } }, /^kubernetes\.role: expected a role/],
];

describe('is valid', () => {
  for (const [name, vault, rule] of GOOD) {
    test(name, () => assert.deepEqual(mistakesOf(vault, rule), []));
  }
});

describe('is told with what to do', () => {
  for (const [name, vault, says, rule] of BAD) {
    test(name, () => {
      const mistakes = mistakesOf(vault, rule);
      assert.equal(mistakes.length, 1, mistakes.join('\n'));
      assert.match(mistakes[0] ?? '', says);
    });
  }
});
