// The ecr section of a rule: from the file to what the backend wants, and what a schema cannot say of it.

import { quote } from '../escape.ts';
import type { EcrConfig } from '../generated/config-types.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from './endpoint.ts';
import type { BackendSection, SectionCheck } from './section.ts';
import { mayAskAs } from './sound.ts';

type EcrCheck = SectionCheck<'ecr'>;

export const ecr: BackendSection<'ecr'> = {
  normalise: ({ roleArn, ...others }) => ({ kind: 'ecr', ...others, roleArn: [roleArn ?? []].flat() }),
  checks: [endpointsAreSafe, fieldsOfTheRole, fieldsOfTheIdentity, rolesAreOfOnePartition],
};

function endpointsAreSafe(section: Partial<EcrConfig>): ReturnType<EcrCheck> {
  return (['endpoint', 'stsEndpoint'] as const).map((field) => {
    const url = section[field];
    return url === undefined || isEndpoint(url)
      ? undefined
      : { path: [field], text: `expected ${ENDPOINT_EXPECTED}, got ${quote(url)}` };
  });
}

function fieldsOfTheRole(section: Partial<EcrConfig>): ReturnType<EcrCheck> {
  return (['externalId', 'sessionName'] as const).map((field) =>
    section[field] === undefined || 'roleArn' in section
      ? undefined
      : { path: [field], text: 'has an effect only with roleArn' },
  );
}

function fieldsOfTheIdentity(
  ...[{ allowedRoleArns, profile }, rule]: Parameters<EcrCheck>
): ReturnType<EcrCheck> {
  return [
    allowedRoleArns === undefined || mayAskAs(rule, 'serviceAccount')
      ? undefined
      : { path: ['allowedRoleArns'], text: 'has an effect only with identity: serviceAccount' },
    profile === undefined || mayAskAs(rule, 'node')
      ? undefined
      : { path: ['profile'], text: 'is an identity of the node, which this rule never uses' },
  ];
}

function rolesAreOfOnePartition({ roleArn }: Partial<EcrConfig>): ReturnType<EcrCheck> {
  // One of them may be undefined: the schema has refused it.
  const roleArns: readonly (string | undefined)[] = [roleArn ?? []].flat();
  const partitions = new Set(roleArns.flatMap((arn) => arn?.split(':')[1] ?? []));
  return partitions.size < 2
    ? []
    : [{ path: ['roleArn'], text: `expected roles of one partition, got ${[...partitions].join(' and ')}` }];
}
