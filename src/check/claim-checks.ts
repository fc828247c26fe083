// Settings of a cloud's rule, against what the names of its registries tell, or where its secret is: partitions, regions and
// clouds.

import { readAzureJson } from '../backend/acr/azure-json.ts';
import { claimsOf as acrClaims } from '../backend/acr/claims.ts';
import type { Claim, Contradiction } from '../backend/cloud/claim.ts';
import { claimsOf as ecrClaims } from '../backend/ecr/claims.ts';
import { claimsOf as googleClaims } from '../backend/google/claims.ts';
import { claimsOf as awsSecretClaims } from '../backend/secret/aws/claims.ts';
import { claimsOf as azureSecretClaims } from '../backend/secret/azure/claims.ts';
import { claimsOf as googleSecretClaims } from '../backend/secret/google/claims.ts';
import { claimsOf as vaultClaims } from '../backend/secret/vault/claims.ts';
import type { AcrBackendConfig, BackendConfig, Rule, StoreSettings } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { hostsOfForms } from '../image/host-form.ts';
import type { Path } from '../yaml/path.ts';
import { type CheckedConfig, placeOf, rulesOf } from './checked-config.ts';
import { cloudHostsOf } from './cloud-hosts.ts';
import { type Finding, type FindingCode, finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

export function settingsFitRegistries({ configs }: CheckSubject): Finding[] {
  return configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule, path }) =>
      claimsOf(rule.backend).flatMap((claim) => contradicted(config, rule, path, claim)),
    ),
  );
}

export function settingsFitSecrets({ configs }: CheckSubject): Finding[] {
  return configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule, path }) => {
      if (rule.backend.kind !== 'secret') return [];
      const { store } = rule.backend;
      return contradictionsOf(store).map((wrong) =>
        contradiction('setting-contradicts-secret', config, rule, path, ['secret', store.kind], {
          ...wrong,
          isWarning: wrong.isChoice === true,
        }),
      );
    }),
  );
}

function contradictionsOf(store: StoreSettings): Contradiction[] {
  switch (store.kind) {
    case 'awsSecretsManager':
    case 'awsParameterStore':
      return awsSecretClaims(store);
    case 'googleSecretManager':
      return googleSecretClaims(store);
    case 'azureKeyVault':
      return azureSecretClaims(store, cloudOfFile(store));
    case 'vault':
      return vaultClaims(store);
  }
}

function claimsOf(backend: BackendConfig): Claim[] {
  switch (backend.kind) {
    case 'ecr':
      return ecrClaims(backend);
    case 'acr':
      return acrClaims(backend, cloudOfFile(backend));
    case 'google':
      return googleClaims(backend);
    case 'exchange':
    case 'dockerConfig':
    case 'secret':
    case 'serviceAccountToken':
    case 'static':
      return [];
    default:
      return backend satisfies never;
  }
}

/** Undefined also where the file is of no use, which is found elsewhere, or asks no authority. */
function cloudOfFile({ node }: Pick<AcrBackendConfig, 'node'>): string | undefined {
  if (node?.kind !== 'azureJson') {
    return undefined;
  }
  try {
    const file = readAzureJson(node.path);
    return file.node().kind === 'application' ? file.cloud : undefined;
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

/** An error where it can be right for none of the rule's registries. */
function contradicted(config: CheckedConfig, rule: Rule, path: Path, claim: Claim): Finding[] {
  const hosts = cloudHostsOf(rule.backend);
  if (hosts === undefined) {
    return [];
  }
  const targets = hosts.registry === undefined ? (rule.matchImages ?? []) : [hosts.registry];
  const own = targets.filter((pattern) => hostsOfForms(pattern, hosts.forms).length > 0);
  const wrong = own.filter((pattern) => hostsOfForms(pattern, claim.fits).length === 0);
  if (wrong.length === 0) {
    return [];
  }
  const isWarning = claim.isChoice || wrong.length < own.length;
  const whom = claim.fits.length === 0 ? '' : `, and ${wrong.map((each) => quote(each)).join(', ')} is not`;
  return [
    contradiction('setting-contradicts-registry', config, rule, path, [rule.backend.kind], {
      ...claim,
      says: `${claim.says}${whom}`,
      isWarning,
    }),
  ];
}

function contradiction(
  code: FindingCode,
  config: CheckedConfig,
  { name }: Rule,
  path: Path,
  section: readonly string[],
  { field, says, remedy, isWarning }: Contradiction & { readonly isWarning: boolean },
): Finding {
  const full = [...section, ...field];
  const place = [...path, ...full.map((each) => (/^[0-9]+$/.test(each) ? Number(each) : each))];
  return finding(code, {
    ...placeOf(config, place),
    what: `rule ${quote(name)}: ${full.join('.')}: ${says}`,
    remedy,
    severity: isWarning ? 'warning' : undefined,
  });
}
