// Azure Key Vault: who asks, what is sent, and what each refusal says.

import assert from 'node:assert/strict';
import { after, describe, type TestContext, test } from 'node:test';
import { parseVault } from '../../../../src/backend/secret/azure/vault.ts';
import type { AzureVault } from '../../../clouds/azure/directory.ts';
import type { Misbehaviour } from '../../../clouds/misbehaviour.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { OTHER_TENANT, SECRET, startAcrCloud, TENANT, tokenOf } from '../acr/cloud.ts';
import { credentialsOf, failureAtDeadline, failureOf, LATE, type SecretPull, SLOW } from './stores.ts';

const CANARY = 'canary-password';
const OLD = '0123456789abcdef0123456789abcdef';
const NEW = 'fedcba9876543210fedcba9876543210';
const SECRETS: AzureVault['secrets'] = {
  hub: [
    { version: OLD, value: 'puller:old' },
    { version: NEW, value: `puller:${CANARY}` },
  ],
  off: [{ version: NEW, value: `puller:${CANARY}`, disabled: true }],
};

const readers: string[] = [];
const VAULT: AzureVault = { host: 'team.vault.azure.net', tenant: TENANT, readers, secrets: SECRETS };
/** As a test changes it: MSAL asks one metadata service for the life of the process, so there is one Azure. */
const vault = { ...VAULT, firewalled: false };
const { azure, ids, env, caFile } = await startAcrCloud({ after }, { vaults: [vault] });
readers.push(ids.system, ids.user, ids.application, ids.bound);

function start(context: TestContext, change: Partial<AzureVault> = {}) {
  Object.assign(vault, VAULT, { firewalled: false }, change);
  azure.journal.clear();
  context.after(() => azure.services['key-vault'].behave());
  /** MSAL keeps the token of the system's own for the life of the process. */
  const who = (fields: object) =>
    'servicePrincipal' in fields || 'tenantId' in fields ? {} : { managedIdentity: { clientId: ids.user } };
  return (fields: object = {}, more: Partial<SecretPull> = {}): SecretPull => ({
    secret: {
      azureKeyVault: {
        vault: 'team',
        name: 'hub',
        endpoint: azure.urls['key-vault'],
        ...who(fields),
        ...fields,
      },
    },
    env,
    caFile,
    ...more,
  });
}

const GOOD = [['puller', CANARY]];

describe('a secret is read', () => {
  test('as a managed identity, with one request for it', async (context) => {
    const rule = start(context);
    assert.deepEqual(await credentialsOf(rule()), GOOD);
    const asked = azure.requests.filter(({ service }) => service === 'key-vault');
    assert.deepEqual(
      asked.map(({ method, path }) => `${method} ${path}`),
      ['GET /secrets/hub'],
    );
  });
  test('a version of it', async (context) => {
    const rule = start(context);
    assert.deepEqual(await credentialsOf(rule({ version: OLD })), [['puller', 'old']]);
  });
  test('as an application', async (context) => {
    const rule = start(context);
    const clientSecretFile = temporaryFolder(context).write('secret', SECRET);
    const servicePrincipal = { clientId: ids.application, tenantId: TENANT, clientSecretFile };
    assert.deepEqual(await credentialsOf(rule({ servicePrincipal })), GOOD);
  });
  test('as the Pod, by workload identity', async (context) => {
    const rule = start(context);
    const pod = {
      rule: { identity: 'serviceAccount' },
      token: tokenOf(),
      annotations: { 'azure.workload.identity/client-id': ids.application },
    };
    assert.deepEqual(await credentialsOf(rule({ tenantId: TENANT }, pod)), GOOD);
    const line = await failureOf(rule({ tenantId: TENANT, allowedClientIds: [ids.user] }, pod));
    assert.match(line, /is not in secret\.azureKeyVault\.allowedClientIds of the rule/);
  });
});

describe('each refusal', () => {
  const REFUSED: Readonly<Record<string, readonly [fields: object, RegExp, Partial<AzureVault>?]>> = {
    'no role': [
      {},
      /secret hub at localhost:\d+ for the managed identity with client id [-0-9a]+ \(IMDS\): the identity may not read the secret \(Azure RBAC\).*Key Vault Secrets User.*\[BACKEND_DENIED\]$/,
      { readers: [] },
    ],
    firewall: [
      {},
      /the vault's firewall does not let the node in \(ForbiddenByFirewall, status 403\): "the vault sees the node as 203\.0\.113\.7".*\[BACKEND_DENIED\]$/,
      { firewalled: true },
    ],
    'another tenant': [
      {},
      /the token is of another tenant than the vault \(AKV10032, status 401\).*\[BACKEND_DENIED\]$/,
      { tenant: OTHER_TENANT },
    ],
    'another resource': [
      { cloud: { resource: 'https://management.azure.com' } },
      /the vault rejected the identity's token .*cloud\.resource.*\[BACKEND_DENIED\]$/,
    ],
    'no secret': [{ name: 'none' }, /has no such secret, or the secret was deleted .*\[BACKEND_NOT_FOUND\]$/],
    'no version': [
      { version: OLD.replace('0', '9') },
      /\(SecretNotFound, status 404\).*\[BACKEND_NOT_FOUND\]$/,
    ],
    disabled: [{ name: 'off' }, /is disabled \(SecretDisabled, status 403\).*\[BACKEND_DENIED\]$/],
  };
  for (const [name, [fields, expected, change]] of Object.entries(REFUSED)) {
    test(name, async (context) => {
      const rule = start(context, change);
      const line = await failureOf(rule(fields));
      assert.match(line, expected);
      assert.ok(!line.includes(CANARY), line);
    });
  }
});

test('the deadline ends a store that does not answer', async (context) => {
  const rule = start(context);
  azure.services['key-vault'].misbehave({ kind: 'blackHole' });
  assert.equal(await failureAtDeadline(rule(), LATE), LATE);
});

test('a late answer is one', async (context) => {
  const rule = start(context);
  azure.services['key-vault'].misbehave(SLOW);
  assert.deepEqual(await credentialsOf(rule()), GOOD);
});

describe('a store in trouble', () => {
  const TROUBLE: Readonly<Record<string, readonly [Misbehaviour, RegExp]>> = {
    throttled: [{ kind: 'throttled' }, /\(Throttled, status 429\).*\[BACKEND_THROTTLED\]$/],
    failing: [{ kind: 'failing', status: 503 }, /\[BACKEND_UNAVAILABLE\]$/],
    'an access policy': [
      {
        kind: 'refusing',
        status: 403,
        code: 'AccessDenied',
        message: 'The user … does not have secrets get',
      },
      /no access policy of the vault allows the identity to get secrets \(AccessDenied, status 403\)/,
    ],
    'a page': [{ kind: 'page' }, /\[RESPONSE_INVALID\]$/],
    'an end instead of an answer': [{ kind: 'reset' }, /\[NETWORK_FAILED\]$/],
    torn: [{ kind: 'torn' }, /\[(?:RESPONSE_INVALID|NETWORK_FAILED)\]$/],
    'a redirect': [{ kind: 'redirecting', to: 'https://elsewhere.example/' }, /is not followed/],
    'another secret': [
      { kind: 'changed', members: { id: `https://team.vault.azure.net/secrets/other/${NEW}` } },
      /the response contains another secret, or another version of it.*\[RESPONSE_INVALID\]$/,
    ],
  };
  for (const [name, [misbehaviour, expected]] of Object.entries(TROUBLE)) {
    test(name, async (context) => {
      const rule = start(context);
      azure.services['key-vault'].misbehave(misbehaviour);
      const line = await failureOf(rule());
      assert.match(line, expected);
      assert.ok(!line.includes(CANARY), line);
    });
  }
});

test('the host of a vault, and for whom its tokens are', () => {
  const of = (vault: string, suffix?: string) => {
    const { host, resource, cloud } = parseVault(vault, suffix);
    return [host, resource, cloud];
  };
  assert.deepEqual(of('team'), ['team.vault.azure.net', 'https://vault.azure.net', 'AzurePublicCloud']);
  assert.deepEqual(of('team.vault.azure.cn'), [
    'team.vault.azure.cn',
    'https://vault.azure.cn',
    'AzureChinaCloud',
  ]);
  assert.deepEqual(of('team.vault.usgovcloudapi.net'), [
    'team.vault.usgovcloudapi.net',
    'https://vault.usgovcloudapi.net',
    'AzureUSGovernmentCloud',
  ]);
  assert.deepEqual(of('team.vault.azure.cn', 'vault.corp.example'), of('team.vault.azure.cn'));
  assert.deepEqual(of('team', 'vault.corp.example'), [
    'team.vault.corp.example',
    'https://vault.corp.example',
    'private',
  ]);
});
