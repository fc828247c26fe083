// What of the settings contradicts where a secret of AWS is: its partition and region, by Amazon's own names.

import type { AwsParameterStoreSettings, AwsSecretsManagerSettings } from '../../../config/config.ts';
import { partitionOfArn, regionOfArn } from '../../../config/secret-aws.ts';
import type { Contradiction } from '../../cloud/claim.ts';
import { amazonHostOf } from '../../ecr/claims.ts';
import { partitionOf } from '../../ecr/lent.ts';

export function claimsOf(store: AwsSecretsManagerSettings | AwsParameterStoreSettings): Contradiction[] {
  const { roleArn, allowedRoleArns = [], endpoint, stsEndpoint } = store;
  const [idField, id, service] =
    store.kind === 'awsSecretsManager'
      ? (['secretId', store.secretId, 'Secrets Manager'] as const)
      : (['name', store.name, 'Systems Manager'] as const);
  const region = regionOfArn(id) ?? store.region;
  if (region === undefined) {
    return [];
  }
  const partition = partitionOf(region);
  const own = `the secret, in ${region}, is of ${partition}`;
  const isOther = (named: string | undefined) => named !== undefined && named !== partition;
  return [
    ...(isOther(partitionOfArn(id))
      ? [
          {
            field: [idField],
            says: `its partition is ${partitionOfArn(id)}, and its region ${region} is of ${partition}`,
            remedy: 'correct the ARN',
          },
        ]
      : []),
    ...roleArn
      .filter((arn) => isOther(partitionOfArn(arn)))
      .map((arn) => otherPartition('roleArn', arn, partitionOfArn(arn), own)),
    ...allowedRoleArns.flatMap((arn, index): Contradiction[] => {
      const named = partitionOfArn(arn);
      return isOther(named) && !named?.includes('*')
        ? [{ ...otherPartition(`allowedRoleArns.${index}`, arn, named, own), isChoice: true }]
        : [];
    }),
    ...otherHost('endpoint', endpoint, service, (host) =>
      host.region === region ? undefined : `is of ${host.region}, and the secret is in ${region}`,
    ),
    ...otherHost('stsEndpoint', stsEndpoint, 'STS', (host) =>
      isOther(partitionOf(host.region))
        ? `is of the partition ${partitionOf(host.region)}, and ${own}`
        : undefined,
    ),
  ];
}

function otherPartition(field: string, arn: string, partition = '', own = ''): Contradiction {
  return {
    field: field.split('.'),
    says: `${arn} is of the partition ${partition}, and ${own}`,
    remedy: 'name identities of the partition of the secret, or correct its region',
  };
}

function otherHost(
  field: string,
  url: string | undefined,
  service: 'Secrets Manager' | 'Systems Manager' | 'STS',
  elsewhere: (host: NonNullable<ReturnType<typeof amazonHostOf>>) => string | undefined,
): Contradiction[] {
  const named = url === undefined ? undefined : amazonHostOf(url);
  if (named === undefined) {
    return [];
  }
  const says = named.service === service ? elsewhere(named) : `is ${named.service}, not ${service}`;
  return says === undefined
    ? []
    : [
        {
          field: [field],
          says: `${named.host} ${says}`,
          remedy: `name ${service} of the secret's own region, or leave ${field} out`,
        },
      ];
}
