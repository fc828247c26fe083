// The `ecr` of a rule: from the file to what the backend wants, and what a schema cannot say of it.

import { quote } from '../escape.ts';
import type { EcrConfig } from '../generated/config-types.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { Path } from '../yaml/path.ts';
import type { SoundRule } from './checks.ts';
import type { EcrBackendConfig } from './config.ts';
import { DEFAULT_IDENTITY } from './defaults.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from './endpoint.ts';

export function normaliseEcr({ roleArn, ...ecr }: EcrConfig): EcrBackendConfig {
  return { kind: 'ecr', ...ecr, roleArn: [roleArn ?? []].flat() };
}

/** What a schema cannot say. */
export function checkEcr(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  const { ecr } = rule;
  if (ecr === undefined) {
    return [];
  }
  const at = (...field: Path) => [...path, 'ecr', ...field];
  return [
    ...(['endpoint', 'stsEndpoint'] as const).map((field) => {
      const url = ecr[field];
      return url === undefined || isEndpoint(url)
        ? undefined
        : { path: at(field), text: `expected ${ENDPOINT_EXPECTED}, got ${quote(url)}` };
    }),
    ...(['externalId', 'sessionName'] as const).map((field) =>
      ecr[field] === undefined || 'roleArn' in ecr
        ? undefined
        : { path: at(field), text: 'has a meaning only with roleArn' },
    ),
    ecr.allowedRoleArns === undefined || asksAs(rule, 'serviceAccount')
      ? undefined
      : { path: at('allowedRoleArns'), text: 'has a meaning only with identity: serviceAccount' },
    ecr.profile === undefined || asksAs(rule, 'node')
      ? undefined
      : { path: at('profile'), text: 'is for the node, which this rule never asks as' },
    rolesOfSeveralPartitions([ecr.roleArn ?? []].flat(), at('roleArn')),
  ];
}

/** Whether the rule may ask as them. What the schema refused is still there, as undefined: it may be anything. */
function asksAs(rule: SoundRule, who: 'node' | 'serviceAccount'): boolean {
  const { identity = 'identity' in rule ? undefined : DEFAULT_IDENTITY } = rule;
  if (identity === undefined || identity === who) {
    return true;
  }
  const { onMissingServiceAccount = 'onMissingServiceAccount' in rule ? 'node' : undefined } = rule;
  return who === 'node' && onMissingServiceAccount === 'node';
}

function rolesOfSeveralPartitions(
  roleArns: readonly (string | undefined)[],
  path: Path,
): Mistake | undefined {
  const partitions = new Set(roleArns.flatMap((arn) => arn?.split(':')[1] ?? []));
  return partitions.size < 2
    ? undefined
    : { path, text: `expected roles of one partition, got ${[...partitions].join(' and ')}` };
}
