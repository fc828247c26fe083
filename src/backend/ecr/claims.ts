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

const SERVICE = '((?:api\\.)?ecr(?:-fips|-public)?|sts(?:-fips)?)';
/** Public and private names, dual-stack ones, and those of a VPC endpoint. */
const HOST = new RegExp(
  `^(?:vpce-[a-z0-9-]+\\.)?${SERVICE}\\.([a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2})\\.(?:vpce\\.)?[a-z.]+$`,
);

/** A name that is not Amazon's says nothing. */
function ofEndpoint(
  name: 'endpoint' | 'stsEndpoint',
  url: string,
  service: 'ECR' | 'STS',
  { region: stsRegion }: EcrBackendConfig,
): Claim[] {
  const host = new URL(url).hostname;
  const [, found, region] = host === 'sts.amazonaws.com' ? ['', 'sts', 'us-east-1'] : (HOST.exec(host) ?? []);
  if (found === undefined || region === undefined) {
    return [];
  }
  const is = found.startsWith('sts') ? 'STS' : 'ECR';
  const remedy = `name ${service} of the registries' own region, or leave ${name} out`;
  if (is !== service) {
    return [{ field: [name], says: `${host} is ${is}, not ${service}`, fits: [], remedy }];
  }
  if (service === 'STS') {
    const partition = partitionOf(region);
    const says = `${host} is of the partition ${partition}`;
    const isOther = stsRegion !== undefined && host !== 'sts.amazonaws.com' && stsRegion !== region;
    return isOther
      ? [{ field: [name], says: `${host} is of ${region}, and region of ${stsRegion}`, fits: [], remedy }]
      : [{ field: [name], says, fits: hostForms({ partition }), remedy }];
  }
  const isPublic = found.endsWith('-public');
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
