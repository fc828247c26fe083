// What the settings of a rule say of the registries that they can be right for: partitions and regions, by Amazon's own names.

import type { EcrBackendConfig } from '../../config/config.ts';
import type { Claim } from '../cloud/claim.ts';
import { hostForms, partitionOf } from './registry.ts';

export function claimsOf(settings: EcrBackendConfig): Claim[] {
  const { roleArn, region, endpoint, stsEndpoint, allowedRoleArns = [] } = settings;
  return [
    ...roleArn.map((arn) => ofPartition(['roleArn'], arn, arn.split(':')[1] ?? '')),
    ...(region === undefined ? [] : [ofPartition(['region'], region, partitionOf(region))]),
    ...allowedRoleArns.flatMap((arn, index): Claim[] => {
      const partition = arn.split(':')[1] ?? '';
      return partition.includes('*')
        ? []
        : [{ ...ofPartition(['allowedRoleArns', String(index)], arn, partition), isChoice: true }];
    }),
    ...(endpoint === undefined ? [] : ofEndpoint('endpoint', endpoint, 'ECR', settings)),
    ...(stsEndpoint === undefined ? [] : ofEndpoint('stsEndpoint', stsEndpoint, 'STS', settings)),
  ];
}

function ofPartition(field: readonly string[], value: string, partition: string): Claim {
  return {
    field,
    says: `${value} is of the partition ${partition}`,
    fits: hostForms({ partition }),
    remedy: 'use one rule for each partition, with identities of that partition',
  };
}

const SERVICES = {
  ecr: 'ECR',
  'ecr-public': 'ECR Public',
  sts: 'STS',
  secretsmanager: 'Secrets Manager',
  ssm: 'Systems Manager',
} as const;
/** Public and private names, dual-stack ones, and those of a VPC endpoint. */
const HOST = new RegExp(
  `^(?:vpce-[a-z0-9-]+\\.)?(?:api\\.)?(${Object.keys(SERVICES).join('|')})(?:-fips)?\\.([a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2})\\.(?:vpce\\.)?[a-z.]+$`,
);

interface AmazonHost {
  readonly host: string;
  readonly service: (typeof SERVICES)[keyof typeof SERVICES];
  readonly region: string;
}

/** Undefined for a name that is not Amazon's: it says nothing. */
export function amazonHostOf(url: string): AmazonHost | undefined {
  const host = new URL(url).hostname;
  if (host === 'sts.amazonaws.com') return { host, service: 'STS', region: 'us-east-1' };
  const [, name = '', region = ''] = HOST.exec(host) ?? [];
  const [, service] = Object.entries(SERVICES).find(([each]) => each === name) ?? [];
  return service && { host, service, region };
}

function ofEndpoint(
  name: 'endpoint' | 'stsEndpoint',
  url: string,
  service: 'ECR' | 'STS',
  { region: stsRegion }: EcrBackendConfig,
): Claim[] {
  const named = amazonHostOf(url);
  if (named === undefined) {
    return [];
  }
  const { host, region } = named;
  const remedy = `name ${service} of the registries' own region, or leave ${name} out`;
  const isPublic = named.service === 'ECR Public';
  if (named.service !== service && !(isPublic && service === 'ECR')) {
    return [{ field: [name], says: `${host} is ${named.service}, not ${service}`, fits: [], remedy }];
  }
  if (service === 'STS') {
    const partition = partitionOf(region);
    const says = `${host} is of the partition ${partition}`;
    const isOther = stsRegion !== undefined && host !== 'sts.amazonaws.com' && stsRegion !== region;
    return isOther
      ? [{ field: [name], says: `${host} is of ${region}, and region of ${stsRegion}`, fits: [], remedy }]
      : [{ field: [name], says, fits: hostForms({ partition }), remedy }];
  }
  const forms = isPublic ? hostForms({ partition: 'aws' }) : hostForms({ region });
  return [
    {
      field: [name],
      says: `${host} is of ${isPublic ? 'ECR Public' : region}`,
      fits: forms.filter(([first]) => (typeof first === 'string') === isPublic),
      remedy,
    },
  ];
}
