// Regions and the names under which AWS's services are reached there, partition by partition, as the SDK has them.
// A name that mixes two partitions is none.

interface Partition {
  readonly regions: string;
  readonly suffix: string;
  readonly dualStackSuffix: string;
}

const PARTITIONS: readonly Partition[] = [
  { regions: 'cn', suffix: 'amazonaws.com.cn', dualStackSuffix: 'api.amazonwebservices.com.cn' },
  { regions: 'eusc', suffix: 'amazonaws.eu', dualStackSuffix: 'api.amazonwebservices.eu' },
  { regions: 'us-iso', suffix: 'c2s.ic.gov', dualStackSuffix: 'api.aws.ic.gov' },
  { regions: 'us-isob', suffix: 'sc2s.sgov.gov', dualStackSuffix: 'api.aws.scloud' },
  { regions: 'eu-isoe', suffix: 'cloud.adc-e.uk', dualStackSuffix: 'api.cloud-aws.adc-e.uk' },
  { regions: 'us-isof', suffix: 'csp.hci.ic.gov', dualStackSuffix: 'api.aws.hci.ic.gov' },
  // aws and aws-us-gov have the same names.
  { regions: '(?:us|us-gov|eu|ap|sa|ca|me|af|il|mx)', suffix: 'amazonaws.com', dualStackSuffix: 'api.aws' },
];

const area = ({ regions }: Partition): string => `${regions}-(?:de-)?[a-z]+-[0-9]+`;

/** Of registry hosts in the region. */
export function suffixOf(region: string): string {
  const partition = PARTITIONS.find((candidate) => new RegExp(`^${area(candidate)}$`).test(region));
  return partition?.suffix ?? 'amazonaws.com';
}

/** Hosts that begin so, in every region of every partition; the port of https may be written. */
export function hostsOf(plain: string, dualStack: string = plain): RegExp {
  const forms = PARTITIONS.flatMap((partition) => [
    `${plain}\\.${area(partition)}\\.${literal(partition.suffix)}`,
    `${dualStack}\\.${area(partition)}\\.${literal(partition.dualStackSuffix)}`,
  ]);
  return new RegExp(`^(?:${forms.join('|')})(?::443)?$`);
}

/** The region that a host of a service names. */
export const regionIn = (host: string): string | undefined =>
  /\.([a-z]{2,4}(?:-[a-z]+)*-[0-9]+)\./.exec(host)?.[1];

const literal = (text: string): string => text.replaceAll('.', '\\.');
