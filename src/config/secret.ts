// The secret section of a rule: from the file to what the backend wants, and what a schema cannot say of it.
// The identities are those of ecr, acr and google, so what may be wrong in them is the same.

import { quote } from '../escape.ts';
import type {
  AwsParameterStoreConfig,
  AwsSecretsManagerConfig,
  AzureKeyVaultConfig,
  GoogleSecretManagerConfig,
  SecretConfig,
} from '../generated/config-types.ts';
import type { Mistake } from '../yaml/mistake.ts';
import { acr } from './acr.ts';
import type { AzureKeyVaultSettings, GoogleSecretManagerSettings, StoreSettings } from './config.ts';
import { durationOr } from './defaults.ts';
import { ecr } from './ecr.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from './endpoint.ts';
import { google } from './google.ts';
import { partitionOfArn, regionOfArn } from './secret-aws.ts';
import { checkVault, normaliseVault } from './secret-vault.ts';
import type { BackendSection, SectionCheck } from './section.ts';

type SecretCheck = SectionCheck<'secret'>;

const DEFAULT_DURATION_MS = 15 * 60_000;

export const secret: BackendSection<'secret'> = {
  normalise: ({ cacheDuration, ...stores }) => ({
    kind: 'secret',
    store: normaliseStore(stores),
    cacheDurationMs: durationOr(DEFAULT_DURATION_MS, cacheDuration),
  }),
  checks: [duration, awsIdentities, awsNames, googleIdentity, googleEndpoint, azureIdentity, vault],
};

function normaliseStore(section: Omit<SecretConfig, 'cacheDuration'>): StoreSettings {
  const { awsSecretsManager, awsParameterStore, googleSecretManager, azureKeyVault } = section;
  if (section.vault !== undefined) {
    return normaliseVault(section.vault);
  }
  if (awsSecretsManager !== undefined) {
    return { ...awsSecretsManager, kind: 'awsSecretsManager', roleArn: rolesOf(awsSecretsManager) };
  }
  if (awsParameterStore !== undefined) {
    return { ...awsParameterStore, kind: 'awsParameterStore', roleArn: rolesOf(awsParameterStore) };
  }
  if (googleSecretManager !== undefined) {
    return normaliseGoogle(googleSecretManager);
  }
  return normaliseAzure(azureKeyVault as AzureKeyVaultConfig);
}

function rolesOf({ roleArn }: AwsSecretsManagerConfig | AwsParameterStoreConfig): readonly string[] {
  return [roleArn ?? []].flat();
}

function normaliseGoogle(section: GoogleSecretManagerConfig): GoogleSecretManagerSettings {
  const { project, location, secret: name, version = 'latest', endpoint, ...identity } = section;
  const { kind, registry, metadataDockerConfig, ...settings } = google.normalise(identity);
  return { ...settings, kind: 'googleSecretManager', project, location, secret: name, version, endpoint };
}

function normaliseAzure(section: AzureKeyVaultConfig): AzureKeyVaultSettings {
  const { vault, name, version, ...identity } = section;
  const { kind, registry, ...settings } = acr.normalise(identity);
  return { ...settings, kind: 'azureKeyVault', vault: vault.toLowerCase(), name, version };
}

/** The cache keeps nothing for longer. */
const LONGEST_DURATION_MS = 24 * 3_600_000;

function duration({ cacheDuration }: Partial<SecretConfig>): ReturnType<SecretCheck> {
  return durationOr(DEFAULT_DURATION_MS, cacheDuration) <= LONGEST_DURATION_MS
    ? []
    : [{ path: ['cacheDuration'], text: `expected at most 24h, got ${quote(cacheDuration ?? '')}` }];
}

const AWS_STORES = ['awsSecretsManager', 'awsParameterStore'] as const;

function awsIdentities(...[section, rule]: Parameters<SecretCheck>): ReturnType<SecretCheck> {
  return AWS_STORES.flatMap((kind) => {
    const store = section[kind];
    return store === undefined
      ? []
      : within(
          kind,
          ecr.checks.flatMap((check) => check(store, rule)),
        );
  });
}

function awsNames({ awsSecretsManager, awsParameterStore }: Partial<SecretConfig>): ReturnType<SecretCheck> {
  return [
    ...(awsSecretsManager === undefined
      ? []
      : within('awsSecretsManager', [
          ...awsRegion('secretId', awsSecretsManager.secretId, awsSecretsManager),
          awsSecretsManager.versionId !== undefined && awsSecretsManager.versionStage !== undefined
            ? { path: ['versionStage'], text: 'has no effect with versionId, which names one version' }
            : undefined,
        ])),
    ...(awsParameterStore === undefined
      ? []
      : within('awsParameterStore', awsRegion('name', awsParameterStore.name, awsParameterStore))),
  ];
}

/** The region is in the ARN, or in the field, and roles are of the ARN's partition. */
function awsRegion(
  field: string,
  id: string | undefined,
  { region, roleArn }: Partial<AwsSecretsManagerConfig | AwsParameterStoreConfig>,
): Mistake[] {
  if (id === undefined) {
    return [];
  }
  const named = regionOfArn(id);
  if (named === undefined) {
    return region === undefined ? [{ path: [field], text: 'needs region, or the ARN, which has it' }] : [];
  }
  const partition = partitionOfArn(id);
  const other = [roleArn ?? []].flat().find((arn) => arn !== undefined && arn.split(':')[1] !== partition);
  return [
    ...(region !== undefined && region !== named
      ? [{ path: ['region'], text: `expected ${named}, as in ${field}, got ${quote(region)}` }]
      : []),
    ...(other === undefined
      ? []
      : [
          {
            path: ['roleArn'],
            text: `expected roles of the partition ${partition}, as in ${field}, got ${quote(other)}`,
          },
        ]),
  ];
}

function googleIdentity(
  ...[{ googleSecretManager }, rule]: Parameters<SecretCheck>
): ReturnType<SecretCheck> {
  return googleSecretManager === undefined
    ? []
    : within(
        'googleSecretManager',
        google.checks.flatMap((check) => check(googleSecretManager, rule)),
      );
}

function googleEndpoint({ googleSecretManager: store }: Partial<SecretConfig>): ReturnType<SecretCheck> {
  return store?.endpoint === undefined || isEndpoint(store.endpoint)
    ? []
    : [
        {
          path: ['googleSecretManager', 'endpoint'],
          text: `expected ${ENDPOINT_EXPECTED}, got ${quote(store.endpoint)}`,
        },
      ];
}

function azureIdentity(...[{ azureKeyVault }, rule]: Parameters<SecretCheck>): ReturnType<SecretCheck> {
  return azureKeyVault === undefined
    ? []
    : within(
        'azureKeyVault',
        acr.checks.flatMap((check) => check(azureKeyVault, rule)),
      );
}

function vault(...[section, rule]: Parameters<SecretCheck>): ReturnType<SecretCheck> {
  return section.vault === undefined ? [] : within('vault', checkVault(section.vault, rule));
}

function within(kind: string, mistakes: readonly (Mistake | undefined)[]): (Mistake | undefined)[] {
  return mistakes.map((mistake) => mistake && { ...mistake, path: [kind, ...mistake.path] });
}
