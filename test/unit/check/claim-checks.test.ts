// Settings that contradict what the names of the rule's registries tell, or where its secret is, beside those that fit.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { settingsFitRegistries, settingsFitSecrets } from '../../../src/check/claim-checks.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { brief, subjectOf } from './rule.ts';

const ECR = '*.dkr.ecr.*.amazonaws.com';
const IRELAND = '210987654321.dkr.ecr.eu-west-1.amazonaws.com';
const GOV = '*.dkr.ecr.us-gov-west-1.amazonaws.com';
const CHINA = '*.dkr.ecr.*.amazonaws.com.cn';
const role = (partition: string) => `arn:${partition}:iam::210987654321:role/pull`;

const ecr = (settings: object, ...matchImages: string[]) => ({ matchImages, ecr: settings });
const acr = (settings: object, ...matchImages: string[]) => ({ matchImages, acr: settings });
const google = (endpoints: object) => ({ matchImages: ['gcr.io'], google: { endpoints } });
const sts = (stsEndpoint: string) => ecr({ roleArn: role('aws'), stsEndpoint }, IRELAND);

type Row = readonly [name: string, rule: object, ...found: (readonly [place: string, text: RegExp])[]];

const ROWS: readonly Row[] = [
  ['a role of the registries’ partition', ecr({ roleArn: role('aws') }, ECR)],
  ['a role of another account', ecr({ roleArn: 'arn:aws:iam::000000000001:role/pull' }, IRELAND)],
  [
    'a role of aws for us-gov',
    ecr({ roleArn: role('aws') }, GOV),
    ['error ecr.roleArn', /is of the partition aws, and "\*\.dkr\.ecr\.us-gov/],
  ],
  ['a role of us-gov for us-gov', ecr({ roleArn: role('aws-us-gov') }, GOV)],
  ['a role of us-gov for patterns that may be so', ecr({ roleArn: role('aws-us-gov') }, ECR)],
  [
    'a role of aws for China',
    ecr({ roleArn: role('aws') }, CHINA),
    ['error ecr.roleArn', /amazonaws\.com\.cn" is not/],
  ],
  [
    'a role of us-gov for ECR Public',
    ecr({ roleArn: role('aws-us-gov') }, 'public.ecr.aws'),
    ['error ecr.roleArn', /public\.ecr\.aws/],
  ],
  [
    'a role of aws for the European sovereign cloud',
    ecr({ roleArn: role('aws') }, '*.dkr.ecr.*.amazonaws.eu'),
    ['error ecr.roleArn', /partition aws/],
  ],
  [
    'a role of aws for an isolated partition',
    ecr({ roleArn: role('aws') }, '*.dkr.ecr.*.c2s.ic.gov'),
    ['error ecr.roleArn', /partition aws/],
  ],
  [
    'a role that suits one of two patterns',
    ecr({ roleArn: role('aws') }, ECR, CHINA),
    ['warning ecr.roleArn', /"\*\.dkr\.ecr\.\*\.amazonaws\.com\.cn" is not/],
  ],
  [
    'a role for a registry that is named',
    ecr({ roleArn: role('aws'), registry: '210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn' }, 'quay.io'),
    ['error ecr.roleArn', /cn-north-1/],
  ],
  [
    'a choice of roles of another partition',
    {
      ...ecr({ allowedRoleArns: ['arn:aws:iam::*:role/*', 'arn:aws*:iam::*:role/*'] }, GOV),
      identity: 'serviceAccount',
    },
    ['warning ecr.allowedRoleArns[0]', /partition aws/],
  ],
  [
    'a region of STS in another partition',
    ecr({ roleArn: role('aws'), region: 'cn-north-1' }, IRELAND),
    ['error ecr.region', /partition aws-cn/],
  ],
  ['an endpoint of the region', ecr({ endpoint: 'https://api.ecr.eu-west-1.amazonaws.com' }, IRELAND)],
  [
    'an endpoint of a region that patterns may be of',
    ecr({ endpoint: 'https://api.ecr.eu-west-1.amazonaws.com' }, ECR),
  ],
  [
    'an endpoint of another region',
    ecr({ endpoint: 'https://api.ecr.us-east-1.amazonaws.com' }, IRELAND),
    ['error ecr.endpoint', /is of us-east-1/],
  ],
  [
    'a VPC endpoint of another region',
    ecr({ endpoint: 'https://vpce-0a1b-2c3d.api.ecr.us-east-1.vpce.amazonaws.com' }, IRELAND),
    ['error ecr.endpoint', /us-east-1/],
  ],
  [
    'a dual-stack endpoint of another region',
    ecr({ endpoint: 'https://ecr.us-east-1.api.aws' }, IRELAND),
    ['error ecr.endpoint', /us-east-1/],
  ],
  [
    'an endpoint of STS in the place of ECR’s',
    ecr({ endpoint: 'https://sts.eu-west-1.amazonaws.com' }, IRELAND),
    ['error ecr.endpoint', /is STS, not ECR/],
  ],
  [
    'an endpoint of ECR Public for a private registry',
    ecr({ endpoint: 'https://api.ecr-public.us-east-1.amazonaws.com' }, IRELAND),
    ['error ecr.endpoint', /ECR Public/],
  ],
  ['an endpoint of a company’s own', ecr({ endpoint: 'https://ecr.corp.example' }, IRELAND)],
  [
    'an STS of another region, which assumes the role all the same',
    sts('https://sts.us-east-1.amazonaws.com'),
  ],
  ['the global STS', sts('https://sts.amazonaws.com')],
  [
    'an STS of another partition',
    sts('https://sts.cn-north-1.amazonaws.com.cn'),
    ['error ecr.stsEndpoint', /partition aws-cn/],
  ],
  [
    'a secret store in the place of ECR',
    ecr({ endpoint: 'https://secretsmanager.eu-west-1.amazonaws.com' }, IRELAND),
    ['error ecr.endpoint', /is Secrets Manager, not ECR/],
  ],
  [
    'ECR in the place of STS',
    sts('https://api.ecr.eu-west-1.amazonaws.com'),
    ['error ecr.stsEndpoint', /is ECR, not STS/],
  ],
  [
    'an STS of another region than the rule’s own',
    ecr(
      { roleArn: role('aws'), region: 'eu-west-1', stsEndpoint: 'https://sts.us-east-1.amazonaws.com' },
      IRELAND,
    ),
    ['error ecr.stsEndpoint', /is of us-east-1, and region of eu-west-1/],
  ],
  [
    'Entra ID of the registries’ cloud',
    acr({ cloud: { authorityHost: 'https://login.microsoftonline.us' } }, '*.azurecr.us'),
  ],
  [
    'Entra ID of another cloud',
    acr({ cloud: { authorityHost: 'https://login.microsoftonline.com' } }, '*.azurecr.us'),
    ['error acr.cloud.authorityHost', /cloud of azurecr\.io, and "\*\.azurecr\.us" is not/],
  ],
  [
    'Entra ID of one of two clouds',
    acr({ cloud: { authorityHost: 'https://login.microsoftonline.com' } }, '*.azurecr.io', '*.azurecr.cn'),
    ['warning acr.cloud.authorityHost', /azurecr\.cn/],
  ],
  [
    'a resource of another cloud',
    acr({ cloud: { resource: 'https://management.chinacloudapi.cn' } }, '*.azurecr.io'),
    ['error acr.cloud.resource', /azurecr\.cn/],
  ],
  [
    'an endpoint in another cloud',
    acr({ endpoint: 'https://acme1.azurecr.us' }, 'acme1.azurecr.io'),
    ['error acr.endpoint', /azurecr\.us/],
  ],
  [
    'a resource of the cloud’s vaults, of another cloud',
    acr({ cloud: { resource: 'https://vault.azure.cn' } }, '*.azurecr.io'),
    ['error acr.cloud.resource', /azurecr\.cn/],
  ],
  ['an endpoint of a company’s own', acr({ endpoint: 'https://acr.corp.example' }, '*.azurecr.io')],
  [
    'Entra ID for a cloud of one’s own',
    acr(
      { cloud: { suffix: 'acr.corp.example', authorityHost: 'https://login.microsoftonline.com' } },
      '*.acr.corp.example',
    ),
  ],
  [
    'azure.json of another cloud',
    acr({ azureJson: '$DIR/china.json' }, '*.azurecr.io'),
    ['error acr.azureJson', /AzureChinaCloud is of the cloud of azurecr\.cn/],
  ],
  ['azure.json of the cloud', acr({ azureJson: '$DIR/china.json' }, '*.azurecr.cn')],
  [
    'azure.json of a managed identity, which asks no authority',
    acr({ azureJson: '$DIR/managed.json' }, '*.azurecr.io'),
  ],
  [
    'Google’s own services',
    google({ sts: 'https://sts.googleapis.com', iamCredentials: 'https://iamcredentials.googleapis.com' }),
  ],
  [
    'private names of Google’s services',
    google({
      sts: 'https://sts-corp.p.googleapis.com',
      oauth2: 'https://oauth2.us-east1.rep.googleapis.com',
    }),
  ],
  [
    'one of Google’s services in the place of another',
    google({ sts: 'https://iamcredentials.googleapis.com' }),
    ['error google.endpoints.sts', /is iamcredentials; name the address of sts/],
  ],
  [
    'another in the place of a third',
    google({ oauth2: 'https://sts-corp.p.googleapis.com' }),
    ['error google.endpoints.oauth2', /is sts/],
  ],
  ['a pattern of no host of the cloud says nothing', ecr({ roleArn: role('aws-cn') }, 'quay.io')],
];

const secret = (store: string, settings: object, more: object = {}) => ({
  matchImages: ['docker.io'],
  ...more,
  secret: { [store]: settings },
});
const manager = (settings: object, more: object = {}) =>
  secret('awsSecretsManager', { secretId: 'hub', region: 'eu-west-1', ...settings }, more);
const parameter = (settings: object) =>
  secret('awsParameterStore', { name: '/hub', region: 'cn-north-1', ...settings });
const global = (settings: object) =>
  secret('googleSecretManager', { project: 'my-project', secret: 'hub', ...settings });
const vault = (name: string, settings: object) =>
  secret('azureKeyVault', { vault: name, name: 'hub', ...settings });
const arn = (partition: string, region: string) =>
  `arn:${partition}:secretsmanager:${region}:210987654321:secret:hub-AbCdEf`;

const SECRETS: readonly Row[] = [
  ['a role of the secret’s partition', manager({ roleArn: role('aws') })],
  [
    'a role of another partition',
    manager({ roleArn: role('aws-cn') }),
    [
      'error secret.awsSecretsManager.roleArn',
      /role\/pull is of the partition aws-cn, and the secret, in eu-west-1, is of aws/,
    ],
  ],
  [
    'the same in China',
    parameter({ roleArn: role('aws') }),
    ['error secret.awsParameterStore.roleArn', /in cn-north-1, is of aws-cn/],
  ],
  ['a role of China there', parameter({ roleArn: role('aws-cn') })],
  [
    'a choice of roles of another partition',
    manager(
      { allowedRoleArns: ['arn:aws:iam::*:role/*', 'arn:aws-cn:iam::*:role/*', 'arn:aws*:iam::*:role/*'] },
      { identity: 'serviceAccount' },
    ),
    ['warning secret.awsSecretsManager.allowedRoleArns[1]', /partition aws-cn/],
  ],
  ['an ARN', manager({ secretId: arn('aws', 'eu-west-1') })],
  [
    'an ARN that contradicts itself',
    manager({ secretId: arn('aws', 'cn-north-1'), region: undefined }),
    [
      'error secret.awsSecretsManager.secretId',
      /its partition is aws, and its region cn-north-1 is of aws-cn/,
    ],
  ],
  [
    'an endpoint of another region',
    manager({ endpoint: 'https://secretsmanager.us-east-1.amazonaws.com' }),
    ['error secret.awsSecretsManager.endpoint', /is of us-east-1, and the secret is in eu-west-1/],
  ],
  [
    'a VPC endpoint of another region than the ARN’s',
    manager({
      secretId: arn('aws', 'eu-west-1'),
      region: undefined,
      endpoint: 'https://vpce-0a1b-2c3d.secretsmanager.us-east-1.vpce.amazonaws.com',
    }),
    ['error secret.awsSecretsManager.endpoint', /us-east-1/],
  ],
  [
    'a FIPS endpoint of the region',
    manager({ region: 'us-east-1', endpoint: 'https://secretsmanager-fips.us-east-1.amazonaws.com' }),
  ],
  ['an endpoint of a company’s own', manager({ endpoint: 'https://secrets.corp.example' })],
  [
    'the other store’s endpoint',
    manager({ endpoint: 'https://ssm.eu-west-1.amazonaws.com' }),
    ['error secret.awsSecretsManager.endpoint', /is Systems Manager, not Secrets Manager/],
  ],
  [
    'ECR in the place of a store',
    parameter({ endpoint: 'https://api.ecr.cn-north-1.amazonaws.com.cn' }),
    ['error secret.awsParameterStore.endpoint', /is ECR, not Systems Manager/],
  ],
  [
    'an STS of another region, which assumes the role all the same',
    manager({ roleArn: role('aws'), stsEndpoint: 'https://sts.us-east-1.amazonaws.com' }),
  ],
  [
    'an STS of another partition',
    manager({ roleArn: role('aws'), stsEndpoint: 'https://sts.cn-north-1.amazonaws.com.cn' }),
    ['error secret.awsSecretsManager.stsEndpoint', /of the partition aws-cn/],
  ],
  [
    'a store in the place of STS',
    manager({ roleArn: role('aws'), stsEndpoint: 'https://secretsmanager.eu-west-1.amazonaws.com' }),
    ['error secret.awsSecretsManager.stsEndpoint', /is Secrets Manager, not STS/],
  ],
  ['a global secret', global({ endpoint: 'https://secretmanager.googleapis.com' })],
  [
    'a regional one',
    global({ location: 'europe-west1', endpoint: 'https://secretmanager.europe-west1.rep.googleapis.com' }),
  ],
  [
    'a private name',
    global({ location: 'europe-west1', endpoint: 'https://secretmanager-psc.p.googleapis.com' }),
  ],
  ['a host of a company’s own', global({ endpoint: 'https://secrets.corp.example' })],
  [
    'a location’s endpoint without the location',
    global({ endpoint: 'https://secretmanager.europe-west1.rep.googleapis.com' }),
    [
      'error secret.googleSecretManager.endpoint',
      /has secrets of europe-west1, and the rule names global secrets; set location: europe-west1/,
    ],
  ],
  [
    'an endpoint of another location',
    global({ location: 'us-east1', endpoint: 'https://secretmanager.europe-west1.rep.googleapis.com' }),
    ['error secret.googleSecretManager.endpoint', /names secrets of us-east1/],
  ],
  [
    'the global endpoint for a location',
    global({ location: 'us-east1', endpoint: 'https://secretmanager.googleapis.com' }),
    ['error secret.googleSecretManager.endpoint', /has global secrets, .* leave endpoint out/],
  ],
  [
    'another of Google’s services',
    global({
      endpoint: 'https://iamcredentials.googleapis.com',
      endpoints: { sts: 'https://secretmanager.googleapis.com' },
    }),
    ['error secret.googleSecretManager.endpoints.sts', /is secretmanager; name the address of sts/],
    ['error secret.googleSecretManager.endpoint', /is iamcredentials/],
  ],
  [
    'a vault of the public cloud',
    vault('team', { cloud: { authorityHost: 'https://login.microsoftonline.com' } }),
  ],
  [
    'a vault of another cloud than Entra ID',
    vault('team.vault.azure.cn', { cloud: { authorityHost: 'https://login.microsoftonline.com' } }),
    [
      'error secret.azureKeyVault.cloud.authorityHost',
      /login\.microsoftonline\.com is of the cloud of vault\.azure\.net, and the vault is team\.vault\.azure\.cn/,
    ],
  ],
  [
    'a vault by its name, which is in the public cloud, and Entra ID of another',
    vault('team', { cloud: { authorityHost: 'https://login.microsoftonline.us' } }),
    ['error secret.azureKeyVault.cloud.authorityHost', /the vault is team\.vault\.azure\.net/],
  ],
  [
    'an endpoint in another cloud',
    vault('team.vault.usgovcloudapi.net', { endpoint: 'https://team.vault.azure.net' }),
    ['error secret.azureKeyVault.endpoint', /cloud of vault\.azure\.net/],
  ],
  ['the vaults’ own resource', vault('team', { cloud: { resource: 'https://vault.azure.net' } })],
  [
    'another resource',
    vault('team', { cloud: { resource: 'https://management.azure.com' } }),
    ['error secret.azureKeyVault.cloud.resource', /is not Key Vault, which takes tokens for https:\/\/vault/],
  ],
  [
    'a cloud of one’s own, of which nothing is known',
    vault('team', {
      cloud: { suffix: 'vault.corp.example', authorityHost: 'https://login.microsoftonline.us' },
    }),
  ],
  [
    'azure.json of another cloud',
    vault('team', { azureJson: '$DIR/china.json' }),
    ['error secret.azureKeyVault.azureJson', /AzureChinaCloud is of the cloud of vault\.azure\.cn/],
  ],
  ['azure.json of the cloud', vault('team.vault.azure.cn', { azureJson: '$DIR/china.json' })],
  [
    'Azure’s vault in the place of HashiCorp’s',
    secret('vault', {
      address: 'https://team.vault.azure.net',
      path: 'hub',
      jwt: { role: 'pull' },
      subject: { file: '/token' },
    }),
    ['error secret.vault.address', /is Azure Key Vault, not Vault; use azureKeyVault/],
  ],
  [
    'a vault of one’s own',
    secret('vault', {
      address: 'https://vault.corp.example',
      path: 'hub',
      jwt: { role: 'pull' },
      subject: { file: '/token' },
    }),
  ],
  ['another backend', ecr({ roleArn: role('aws') }, ECR)],
];

const CHECKS = [
  ['the names of registries', settingsFitRegistries, ROWS],
  ['the secret', settingsFitSecrets, SECRETS],
] as const;
for (const [what, check, rows] of CHECKS) {
  describe(`settings and ${what}`, () => {
    for (const [name, rule, ...expected] of rows) {
      test(name, (context) => {
        const folder = temporaryFolder(context);
        const id = '11111111-2222-3333-4444-555555555555';
        folder.write(
          'china.json',
          JSON.stringify({ cloud: 'AzureChinaCloud', tenantId: id, aadClientId: id, aadClientSecret: 's' }),
        );
        folder.write(
          'managed.json',
          JSON.stringify({ cloud: 'AzureChinaCloud', useManagedIdentityExtension: true }),
        );
        const subject = subjectOf([JSON.parse(JSON.stringify(rule).replaceAll('$DIR', folder.path))]);
        const found = check(subject).map(brief);
        assert.deepEqual(
          found.map(([place]) => place.replace('rules[0].', '')),
          expected.map(([place]) => place),
          JSON.stringify(found),
        );
        found.forEach(([, text], index) => {
          assert.match(text, expected[index]?.[1] as RegExp);
        });
      });
    }
  });
}
