// What a rule may say of ACR, and the words for what it may not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';
import { configText } from '../../support/temporary.ts';

const ID = '11111111-2222-3333-4444-555555555555';

function load(acr: object, rule: object = {}) {
  const text = configText([{ name: 'a', matchImages: ['*.azurecr.io'], ...rule, acr }]);
  return parseConfig('/config.yaml', text).rules[0]?.backend;
}

function mistakesOf(acr: object, rule: object = {}): readonly string[] {
  try {
    load(acr, rule);
    return [];
  } catch (error) {
    assert.ok(error instanceof ProviderError);
    return error.details.map((detail) => detail.replace(/^\/config\.yaml:\d+: rules\[0\]\./, ''));
  }
}

test('an endpoint loses the slash at its end', () => {
  assert.deepEqual(load({ endpoint: 'http://127.0.0.1:8080/' }), {
    kind: 'acr',
    node: undefined,
    endpoint: 'http://127.0.0.1:8080',
  });
});

test('all that a rule can say', () => {
  const acr = {
    registry: 'contoso.azurecr.io',
    workloadIdentity: { clientId: ID, tenantId: 'contoso.example', tokenFile: '/token' },
    clientId: ID,
    tenantId: ID,
    allowedClientIds: [ID],
    identityBinding: { sniName: 'b.a.example', apiServer: 'api.hcp.example:6443', caFile: '/ca.crt' },
    cloud: {
      suffix: 'azurecr.corp.example',
      authorityHost: 'https://login.corp.example',
      resource: 'https://containerregistry.corp.example',
    },
    endpoint: 'https://acr.corp.example',
  };
  const { workloadIdentity, ...rest } = acr;
  assert.deepEqual(load(acr, { identity: 'serviceAccount' }), {
    kind: 'acr',
    ...rest,
    node: { kind: 'workloadIdentity', ...workloadIdentity },
  });
});

const serviceAccount = { identity: 'serviceAccount' };
const BINDING = { sniName: 'a.example', apiServer: '10.0.0.1', caFile: '/ca.crt' };
const principal = { clientId: ID, tenantId: ID };
const MISTAKES: readonly (readonly [acr: object, rule: object, ...mistakes: RegExp[]])[] = [
  [
    { managedIdentity: {}, azureJson: '/x' },
    {},
    /^acr\.azureJson: expected one identity for the node, got managedIdentity and azureJson$/,
  ],
  [
    { managedIdentity: { clientId: ID, objectId: ID } },
    {},
    /^acr\.managedIdentity: expected at most one of clientId, objectId and resourceId/,
  ],
  [
    { managedIdentity: { resourceId: 'x' } },
    {},
    /^acr\.managedIdentity\.resourceId: expected a resource ID such as \/subscriptions/,
  ],
  [{ servicePrincipal: principal }, {}, /clientSecretFile, clientCertificateFile; got none/],
  [
    { servicePrincipal: { ...principal, clientSecretFile: '/a', clientCertificateFile: '/b' } },
    {},
    /got clientSecretFile and clientCertificateFile/,
  ],
  [{ servicePrincipal: { clientId: ID, clientSecretFile: '/a' } }, {}, /servicePrincipal.*tenantId/],
  [{ clientId: ID }, {}, /^acr\.clientId: has an effect only with identity: serviceAccount$/],
  [
    { allowedClientIds: [ID] },
    {},
    /^acr\.allowedClientIds: has an effect only with identity: serviceAccount$/,
  ],
  [
    { allowedClientIds: [] },
    serviceAccount,
    /^acr\.allowedClientIds: expected a list of at least one client ID/,
  ],
  [{ identityBinding: BINDING }, serviceAccount],
  [{ identityBinding: BINDING }, { ...serviceAccount, onMissingServiceAccount: 'node' }],
  [
    { identityBinding: BINDING },
    {},
    /^acr\.identityBinding: has an effect only with identity: serviceAccount$/,
  ],
  [{ identityBinding: { ...BINDING, apiServer: '[fd00::1]:6443' } }, serviceAccount],
  ...['https://a.example', 'a.example/', 'a.example:443', '10.0.0.1', 'A.example', '', '*.example'].map(
    (sniName) =>
      [
        { identityBinding: { ...BINDING, sniName } },
        serviceAccount,
        /^acr\.identityBinding\.sniName: expected a DNS name, without scheme, port and path/,
      ] as const,
  ),
  ...[
    'https://10.0.0.1',
    '10.0.0.1/x',
    'u@a.example',
    'fd00::1',
    '10.0.0.1:65536',
    '[::g]',
    '[1:2]',
    '',
    'a b',
  ].map(
    (apiServer) =>
      [
        { identityBinding: { ...BINDING, apiServer } },
        serviceAccount,
        /^acr\.identityBinding\.apiServer: expected a host or an IP address, with its port if that is not 443/,
      ] as const,
  ),
  [
    { identityBinding: { ...BINDING, caFile: 'ca.crt' } },
    serviceAccount,
    /^acr\.identityBinding\.caFile: expected an absolute path/,
  ],
  [
    { identityBinding: { sniName: 'a.example', apiServer: '10.0.0.1' } },
    serviceAccount,
    /^acr\.identityBinding.*caFile/,
  ],
  [{ clientId: ID, allowedClientIds: [ID] }, serviceAccount],
  [{ tenantId: 'common' }, {}, /^acr\.tenantId: expected a tenant's ID/],
  [{ tenantId: '../x' }, {}, /^acr\.tenantId: expected a tenant's ID/],
  [{ tenantId: 'contoso.onmicrosoft.com' }, {}],
  [
    { endpoint: 'http://acr.corp.example' },
    {},
    /^acr\.endpoint: expected an https URL without user, .* got "http:\/\/acr\.corp\.example"$/,
  ],
  [{ endpoint: 'http://127.0.0.1.evil.example' }, {}, /^acr\.endpoint: expected an https URL/],
  [{ endpoint: 'https://user:hunter2@acr.corp.example' }, {}, /^acr\.endpoint: expected an https URL/],
  [{ endpoint: 'http://[::1]:8080' }, {}],
  [{ endpoint: 'http://localhost:8080' }, {}],
  [
    { cloud: { authorityHost: 'http://login.corp.example' } },
    {},
    /^acr\.cloud\.authorityHost: expected an https URL/,
  ],
  [
    { cloud: { suffix: '.azurecr.corp.example' } },
    {},
    /^acr\.cloud\.suffix: expected a domain such as azurecr\.corp\.example/,
  ],
  [{ cloud: { suffix: 'example' } }, {}, /^acr\.cloud\.suffix: expected a domain/],
];

for (const [acr, rule, ...expected] of MISTAKES) {
  test(`${JSON.stringify(acr)}: ${expected.length === 0 ? 'no mistake' : expected}`, () => {
    const mistakes = mistakesOf(acr, rule);
    assert.equal(mistakes.length, expected.length, mistakes.join('\n'));
    for (const [index, pattern] of expected.entries()) assert.match(mistakes[index] ?? '', pattern);
  });
}
