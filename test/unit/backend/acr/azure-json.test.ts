// azure.json as cloud-provider-azure reads it: which identity it names, in whatever letters and syntax, and that half a
// name is a failure. test/kubelet/azure-json.test.ts holds the reading against Go's own decoder.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { readAzureJson } from '../../../../src/backend/acr/azure-json.ts';
import { formatError, ProviderError } from '../../../../src/errors.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { backendFor, IMAGE, pullOf, TENANT, tokenOf } from './cloud.ts';

const CLIENT = '00000000-aaaa-4aaa-8aaa-000000000001';
const OTHER = '00000000-aaaa-4aaa-8aaa-000000000002';
const RESOURCE_ID =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pull';
const folder = temporaryFolder({ after });
let files = 0;

function fileOf(content: unknown): string {
  files += 1;
  return folder.write(`${files}.json`, typeof content === 'string' ? content : JSON.stringify(content));
}

const SYSTEM = 'the system-assigned managed identity (IMDS)';
const byClient = (id: string) => `the managed identity with client id ${id} (IMDS)`;
const byResource = (id: string) => `the managed identity with resource id ${id} (IMDS)`;
const application = (how: string) => `client ${CLIENT} of tenant ${TENANT} (${how})`;
const MANAGED = { useManagedIdentityExtension: true };
const PRINCIPAL = { tenantId: TENANT, aadClientId: CLIENT };

const NAMED: readonly (readonly [name: string, file: unknown, identity: string])[] = [
  [
    'a resource id under the name in another case',
    { ...MANAGED, userAssignedIdentityId: RESOURCE_ID },
    byResource(RESOURCE_ID),
  ],
  [
    'a client id under the name in small letters',
    { ...MANAGED, userassignedidentityid: CLIENT },
    byClient(CLIENT),
  ],
  [
    'all names in capitals',
    { USEMANAGEDIDENTITYEXTENSION: true, USERASSIGNEDIDENTITYID: CLIENT },
    byClient(CLIENT),
  ],
  [
    'a resource id in capitals',
    { ...MANAGED, userAssignedIdentityID: RESOURCE_ID.toUpperCase() },
    byResource(RESOURCE_ID.toUpperCase()),
  ],
  [
    'a letter that Go takes for an s',
    { ...MANAGED, 'u\u017ferAssignedIdentityID': CLIENT },
    byClient(CLIENT),
  ],
  ['no user-assigned identity', MANAGED, SYSTEM],
  ['an empty one', { ...MANAGED, userAssignedIdentityID: '' }, SYSTEM],
  ['null for one', { ...MANAGED, userAssignedIdentityID: null }, SYSTEM],
  [
    'a name twice: the last one',
    `{"useManagedIdentityExtension":true,"userAssignedIdentityID":"${OTHER}","userAssignedIdentityID":"${CLIENT}"}`,
    byClient(CLIENT),
  ],
  [
    'two spellings: the last by their bytes',
    { ...MANAGED, userAssignedIdentityId: CLIENT, userAssignedIdentityID: OTHER },
    byClient(CLIENT),
  ],
  [
    'two spellings, null the last: it says nothing',
    { ...MANAGED, userAssignedIdentityId: null, userAssignedIdentityID: CLIENT },
    byClient(CLIENT),
  ],
  [
    'a placeholder for the client beside a managed identity',
    { ...MANAGED, aadClientId: 'msi', aadClientSecret: 'msi' },
    SYSTEM,
  ],
  [
    'a managed identity before everything else',
    { ...MANAGED, ...PRINCIPAL, aadClientSecret: 's', useFederatedWorkloadIdentityExtension: true },
    SYSTEM,
  ],
  ['fields that are not known', { ...MANAGED, vnetName: 'v', tagsMap: { a: 'b' }, list: [1] }, SYSTEM],
  ['YAML', `useManagedIdentityExtension: true\nuserAssignedIdentityID: ${CLIENT}\n`, byClient(CLIENT)],
  [
    'YAML with comments, a document mark and yes',
    `# azure\n---\nuseManagedIdentityExtension: yes # on this node\nuserAssignedIdentityId: "${RESOURCE_ID}"\n`,
    byResource(RESOURCE_ID),
  ],
  [
    'YAML in braces',
    `{useManagedIdentityExtension: true, userAssignedIdentityID: ${CLIENT}}`,
    byClient(CLIENT),
  ],
  [
    'YAML with an alias',
    `id: &id ${CLIENT}\nuseManagedIdentityExtension: true\nuserAssignedIdentityID: *id\n`,
    byClient(CLIENT),
  ],
  [
    'YAML with a name twice',
    `useManagedIdentityExtension: false\nuseManagedIdentityExtension: true\n`,
    SYSTEM,
  ],
  [
    'YAML with Windows line ends and a byte order mark',
    `\ufeffuseManagedIdentityExtension: true\r\ncloud: AzurePublicCloud\r\n`,
    SYSTEM,
  ],
  [
    'a secret in YAML, in another case',
    `tenantID: ${TENANT}\naadClientID: ${CLIENT}\nAADClientSecret: "a: b # c"\n`,
    application('client secret'),
  ],
  [
    'federation before a secret',
    {
      ...PRINCIPAL,
      useFederatedWorkloadIdentityExtension: true,
      aadFederatedTokenFile: '/t',
      aadClientSecret: 's',
    },
    application('workload identity'),
  ],
  [
    'a token file that is not switched on, beside a secret',
    { ...PRINCIPAL, aadFederatedTokenFile: '/t', aadClientSecret: 's' },
    application('client secret'),
  ],
  [
    'a secret before a certificate',
    { ...PRINCIPAL, aadClientCertPath: '/c', aadClientSecret: 's' },
    application('client secret'),
  ],
  [
    'the resource manager of a public cloud',
    {
      ...PRINCIPAL,
      aadClientSecret: 's',
      resourceManagerEndpoint: 'https://management.azure.com/',
      identitySystem: 'azure_ad',
    },
    application('client secret'),
  ],
];

const refuse = () => assert.fail('nothing is sent');
const describeNode = (azureJson: string, rule = {}, asking: Partial<Parameters<typeof pullOf>[0]> = {}) =>
  backendFor(
    { ...rule, acr: { azureJson } },
    { env: {}, now: refuse, network: { calls: [], send: refuse } },
  ).describe(pullOf({ image: IMAGE, ...asking })).details;

describe('who is named', () => {
  for (const [name, file, identity] of NAMED) {
    test(name, () => assert.equal(describeNode(fileOf(file)).identity, identity));
  }
});

const REFUSED: readonly (readonly [name: string, file: unknown, line: RegExp, code?: string])[] = [
  [
    'a managed identity that is switched on in quotes',
    { useManagedIdentityExtension: 'true' },
    /: useManagedIdentityExtension: expected true or false, got text; write it without quotes/,
  ],
  [
    'one that is switched on by a number',
    'useManagedIdentityExtension: 1',
    /expected true or false, got a number/,
  ],
  [
    'an identity that is a number',
    'useManagedIdentityExtension: true\nuserAssignedIdentityId: 12345',
    /: userAssignedIdentityId: expected text, got a number; put the value in quotes/,
  ],
  [
    'an identity that is a list',
    { ...MANAGED, userAssignedIdentityID: [CLIENT] },
    /userAssignedIdentityID: expected text, got a list/,
  ],
  [
    'a wrong form under one of two spellings',
    { ...MANAGED, userAssignedIdentityID: {}, userAssignedIdentityId: CLIENT },
    /userAssignedIdentityID: expected text, got fields/,
  ],
  [
    "an identity's name",
    { ...MANAGED, userAssignedIdentityId: 'kubelet' },
    /has a userAssignedIdentityId that is neither a client ID nor a resource ID: "kubelet"/,
  ],
  [
    'an identity that is not switched on',
    { userAssignedIdentityId: RESOURCE_ID },
    /has neither useManagedIdentityExtension nor aadClientId, and userAssignedIdentityId alone names no identity/,
  ],
  [
    'an identity that is switched off',
    { useManagedIdentityExtension: false, userAssignedIdentityID: CLIENT },
    /userAssignedIdentityID alone names no identity/,
  ],
  [
    'a secret of no client',
    { aadClientSecret: 'cAnArY', aadClientCertPath: '/c' },
    /and aadClientSecret, aadClientCertPath alone name no identity/,
  ],
  [
    'an identity of the data plane',
    { aadMSIDataPlaneIdentityPath: '/p' },
    /and aadMSIDataPlaneIdentityPath alone names no identity/,
  ],
  [
    'a placeholder for a client',
    { ...PRINCIPAL, aadClientId: 'msi', aadClientSecret: 'cAnArY' },
    /has an aadClientId that is not a client ID: "msi"/,
  ],
  [
    'federation without a file',
    { ...PRINCIPAL, useFederatedWorkloadIdentityExtension: true, aadClientSecret: 'cAnArY' },
    /has useFederatedWorkloadIdentityExtension but no aadFederatedTokenFile/,
  ],
  [
    'a token file that is not switched on, alone',
    { ...PRINCIPAL, aadFederatedTokenFile: '/t' },
    /and aadFederatedTokenFile without useFederatedWorkloadIdentityExtension: true/,
  ],
  [
    'a token file that is relative',
    { ...PRINCIPAL, useFederatedWorkloadIdentityExtension: true, aadFederatedTokenFile: 't' },
    /aadFederatedTokenFile: expected an absolute path, got "t"/,
  ],
  [
    'a certificate that is relative',
    { ...PRINCIPAL, aadClientCertPath: 'c' },
    /aadClientCertPath: expected an absolute path/,
  ],
  ['a client without a tenant', { aadClientId: CLIENT, aadClientSecret: 'cAnArY' }, /has no tenantId/],
  [
    'a resource manager of its own',
    { ...PRINCIPAL, aadClientSecret: 'cAnArY', ResourceManagerEndpoint: 'https://management.stack.example' },
    /ResourceManagerEndpoint names a custom cloud.*acr\.cloud\.authorityHost/,
    'CONFIG_INVALID',
  ],
  [
    'AD FS',
    { ...PRINCIPAL, aadClientSecret: 'cAnArY', identitySystem: 'adfs' },
    /identitySystem names a custom cloud/,
    'CONFIG_INVALID',
  ],
  [
    'a list',
    '- useManagedIdentityExtension: true',
    /is neither a JSON object nor a YAML mapping: it has no fields/,
  ],
  ['text', 'cAnArY', /it has no fields/],
  ['nothing', '', /has neither useManagedIdentityExtension nor aadClientId;/],
  [
    'YAML with a tab',
    'useManagedIdentityExtension: true\n\taadClientSecret: cAnArY',
    /is neither a JSON object nor a YAML mapping: line [12]: /,
  ],
  [
    'JSON that is torn',
    '{"aadClientSecret": "cAnArY',
    /is neither a JSON object nor a YAML mapping: line 1: /,
  ],
];

describe('what is refused', () => {
  for (const [name, file, line, code = 'IDENTITY_UNAVAILABLE'] of REFUSED) {
    test(name, () => {
      assert.throws(
        () => describeNode(fileOf(file)),
        (error) => {
          assert.ok(error instanceof ProviderError, String(error));
          assert.equal(error.code, code, formatError(error));
          assert.match(formatError(error), line);
          assert.doesNotMatch(formatError(error), /cAnArY/);
          return true;
        },
      );
    });
  }
});

describe('when the Pod asks, only tenant and cloud count', () => {
  const pod = {
    rule: { identity: 'serviceAccount' } as const,
    annotations: { 'azure.workload.identity/client-id': CLIENT },
  };
  const asked = (file: unknown) => {
    const azureJson = fileOf(file);
    const {
      identity,
      authority,
      azureJson: read,
    } = describeNode(azureJson, pod.rule, { token: tokenOf(), annotations: pod.annotations });
    return { identity, authority, read: String(read).replace(`${azureJson}: `, '') };
  };
  const expected = {
    identity: application('service account team-a/puller'),
    authority: 'https://login.microsoftonline.com',
    read: `tenantId=${TENANT}`,
  };

  for (const [name, file] of [
    ['nothing else', { tenantId: TENANT }],
    ['a managed identity', { tenantId: TENANT, ...MANAGED, userAssignedIdentityID: OTHER }],
    ['half an identity', { tenantId: TENANT, aadClientSecret: 'cAnArY' }],
    [
      'an identity of a wrong form',
      { tenantId: TENANT, useManagedIdentityExtension: 'true', aadClientId: 5 },
    ],
    ['YAML', `tenantid: ${TENANT}\nuserAssignedIdentityID: 5\n`],
  ] as const) {
    test(name, () => {
      const read = name === 'YAML' ? `tenantid=${TENANT}` : expected.read;
      assert.deepEqual(asked(file), { ...expected, read });
    });
  }

  test('its cloud', () => {
    const { authority, read } = asked({ tenantId: TENANT, Cloud: 'AzureChinaCloud' });
    assert.equal(authority, 'https://login.partner.microsoftonline.cn');
    assert.equal(read, `tenantId=${TENANT}, Cloud=AzureChinaCloud`);
  });

  test('a cloud that is not known, and a tenant that is no text, are failures all the same', () => {
    assert.throws(() => asked({ tenantId: TENANT, cloud: 'AzureStackCloud' }), { code: 'CONFIG_INVALID' });
    assert.throws(() => asked({ tenantId: 5 }), { code: 'IDENTITY_UNAVAILABLE' });
    assert.throws(() => asked({ tenantId: TENANT, resourceManagerEndpoint: 'https://stack.example' }), {
      code: 'CONFIG_INVALID',
    });
  });

  test('a file without a tenant asks for the annotation', () => {
    assert.throws(() => asked(MANAGED), { code: 'ANNOTATION_MISSING' });
  });
});

test('explain names what was read as the file spells it, and no secret', () => {
  const azureJson = fileOf({
    ...MANAGED,
    userAssignedIdentityId: RESOURCE_ID,
    TENANTID: TENANT,
    aadClientSecret: 'cAnArY',
  });
  assert.equal(
    describeNode(azureJson).azureJson,
    `${azureJson}: TENANTID=${TENANT}, useManagedIdentityExtension=true, userAssignedIdentityId=${RESOURCE_ID}`,
  );
  const principal = fileOf({ ...PRINCIPAL, AADCLIENTSECRET: 'cAnArY' });
  assert.match(String(describeNode(principal).azureJson), /AADCLIENTSECRET \(secret\)$/);
});

test('a JSON file of thousands of fields is read', () => {
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`field${index}`, index]));
  const file = readAzureJson(fileOf({ ...many, ...MANAGED }));
  assert.deepEqual(file.node(), { kind: 'managedIdentity', id: undefined });
});

test('YAML is read up to 64 KiB: more is no azure.json, and takes long', () => {
  const text = 'useManagedIdentityExtension: true\n';
  const long = text + '#'.repeat(64 * 1024);
  assert.equal(readAzureJson(fileOf(text + '#'.repeat(60 * 1024))).node().kind, 'managedIdentity');
  assert.throws(() => readAzureJson(fileOf(long)), {
    code: 'IDENTITY_UNAVAILABLE',
    message: /more than 65536 characters, and the file is not JSON$/,
  });
});
