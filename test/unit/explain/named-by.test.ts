// What names the identity of the node, for `explain`: alike for a registry of a cloud and for a secret store of it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseConfig } from '../../../src/config/load.ts';
import { namedBy } from '../../../src/explain/named-by.ts';

const AWS = { awsSecretsManager: { secretId: 'hub', region: 'eu-west-1' } };
const GOOGLE = { project: 'my-project', secret: 'hub' };
const VAULT = { vault: 'my-vault', name: 'hub' };
const CLIENT = '11111111-2222-3333-4444-555555555555';

const ROWS: readonly (readonly [name: string, backend: object, details: object, named: string | null])[] = [
  ['ecr, a profile', { ecr: {} }, { named: 'AWS_PROFILE' }, 'AWS_PROFILE'],
  ['a store of AWS, a profile', { secret: AWS }, { named: 'AWS_PROFILE' }, 'AWS_PROFILE'],
  [
    'a store of AWS, nothing',
    { secret: AWS },
    {},
    'nothing: the default profile of the shared AWS files, else the role of the machine',
  ],
  ['acr, a field', { acr: { managedIdentity: { clientId: CLIENT } } }, {}, 'the rule (acr.managedIdentity)'],
  [
    'Key Vault, a field',
    { secret: { azureKeyVault: { ...VAULT, managedIdentity: { clientId: CLIENT } } } },
    {},
    'the rule (secret.azureKeyVault.managedIdentity)',
  ],
  ['Key Vault, nothing', { secret: { azureKeyVault: VAULT } }, {}, 'nothing: the machine'],
  [
    'Vault',
    {
      secret: {
        vault: { address: 'https://v.example', path: 'a', jwt: { role: 'a' }, subject: { file: '/t' } },
      },
    },
    {},
    'the rule (secret.vault.subject.file)',
  ],
  ['google, a file', { google: { credentialFile: '/etc/key.json' } }, {}, 'the rule (google.credentialFile)'],
  [
    'Secret Manager, a file',
    { secret: { googleSecretManager: { ...GOOGLE, credentialFile: '/etc/key.json' } } },
    {},
    'the rule (secret.googleSecretManager.credentialFile)',
  ],
  [
    'Secret Manager, a variable',
    { secret: { googleSecretManager: GOOGLE } },
    { namedBy: 'GOOGLE_APPLICATION_CREDENTIALS' },
    'GOOGLE_APPLICATION_CREDENTIALS',
  ],
  ['static', { static: { username: 'u', password: 'p' } }, {}, null],
];

function ruleWith(backend: object) {
  const { rules } = parseConfig(
    'config.json',
    JSON.stringify({
      apiVersion: 'registry-credential-provider/v1alpha1',
      kind: 'RegistryCredentialProviderConfig',
      rules: [{ name: 'a', matchImages: ['registry.example'], ...backend }],
    }),
  );
  return rules[0] as (typeof rules)[number];
}

describe('what names the identity of the node', () => {
  for (const [name, backend, details, named] of ROWS) {
    test(name, () => assert.equal(namedBy(ruleWith(backend), { asks: 'node', ...details }, {}), named));
  }

  test('nothing where the node does not ask', () => {
    assert.equal(namedBy(ruleWith({ ecr: {} }), { asks: 'serviceAccount', named: 'AWS_PROFILE' }, {}), null);
  });
});
