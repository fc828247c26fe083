// Settings of a cloud's rule, against what the names of its registries tell: partitions, regions and clouds.

import { readAzureJson } from '../backend/acr/azure-json.ts';
import { claimsOf as acrClaims } from '../backend/acr/claims.ts';
import type { Claim } from '../backend/cloud/claim.ts';
import { claimsOf as ecrClaims } from '../backend/ecr/claims.ts';
import { claimsOf as googleClaims } from '../backend/google/claims.ts';
import type { AcrBackendConfig, BackendConfig, Rule } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { hostsOfForms } from '../image/host-form.ts';
import type { Path } from '../yaml/path.ts';
import { type CheckedConfig, placeOf, rulesOf } from './checked-config.ts';
import { cloudHostsOf } from './cloud-hosts.ts';
import { type Finding, finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

export function settingsFitRegistries({ configs }: CheckSubject): Finding[] {
  return configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule, path }) =>
      claimsOf(rule.backend).flatMap((claim) => contradicted(config, rule, path, claim)),
    ),
  );
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
function cloudOfFile({ node }: AcrBackendConfig): string | undefined {
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
  const { kind } = rule.backend;
  const field = [...path, kind, ...claim.field.map((each) => (/^[0-9]+$/.test(each) ? Number(each) : each))];
  const whom = claim.fits.length === 0 ? '' : `, and ${wrong.map((each) => quote(each)).join(', ')} is not`;
  return [
    finding('setting-contradicts-registry', {
      ...placeOf(config, field),
      what: `rule ${quote(rule.name)}: ${kind}.${claim.field.join('.')}: ${claim.says}${whom}`,
      remedy: claim.remedy,
      severity: isWarning ? 'warning' : undefined,
    }),
  ];
}
