// Which hosts are Amazon's registries, and what a host tells: account, region, partition, FIPS, dual-stack.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
// https://docs.aws.amazon.com/AmazonECR/latest/public/public-ecr-requests.html
// The partitions are those of the SDK's own rules; their hosts, where AWS documents none to the public, are those
// of https://github.com/kubernetes/cloud-provider-aws/blob/master/cmd/ecr-credential-provider/main.go

export interface EcrRegistry {
  /** Of a private registry. */
  readonly account?: string;
  readonly region: string;
  /** As in ARNs: `aws-cn`. */
  readonly partition: string;
  readonly fips: boolean;
  readonly dualstack: boolean;
  readonly public: boolean;
}

interface Partition {
  readonly name: string;
  /** How its regions begin; the first partition has all that no other has. */
  readonly regions: readonly string[];
  /** Behind `<account>.dkr.ecr.<region>.` */
  readonly suffix: string;
  /** Behind `<account>.dkr-ecr.<region>.`, where AWS has said what it is. */
  readonly dualstackSuffix?: string;
}

const PARTITIONS: readonly [Partition, ...Partition[]] = [
  { name: 'aws', regions: [], suffix: 'amazonaws.com', dualstackSuffix: 'on.aws' },
  {
    name: 'aws-cn',
    regions: ['cn-'],
    suffix: 'amazonaws.com.cn',
    dualstackSuffix: 'on.amazonwebservices.com.cn',
  },
  { name: 'aws-us-gov', regions: ['us-gov-'], suffix: 'amazonaws.com', dualstackSuffix: 'on.aws' },
  { name: 'aws-eusc', regions: ['eusc-'], suffix: 'amazonaws.eu' },
  { name: 'aws-iso', regions: ['us-iso-'], suffix: 'c2s.ic.gov' },
  { name: 'aws-iso-b', regions: ['us-isob-'], suffix: 'sc2s.sgov.gov' },
  { name: 'aws-iso-e', regions: ['eu-isoe-'], suffix: 'cloud.adc-e.uk' },
  { name: 'aws-iso-f', regions: ['us-isof-'], suffix: 'csp.hci.ic.gov' },
];

/** The partition that a region is in, as the SDK sees it: whatever is of no other is of `aws`. */
export function partitionOf(region: string): string {
  return findPartition(region).name;
}

function findPartition(region: string): Partition {
  return PARTITIONS.find(({ regions }) => regions.some((start) => region.startsWith(start))) ?? PARTITIONS[0];
}

/** ECR Public has one home: https://docs.aws.amazon.com/general/latest/gr/ecr-public.html */
const PUBLIC = { region: 'us-east-1', partition: 'aws', fips: false, public: true };

/** What a host with its port, if any, tells; undefined: none of Amazon's. */
export function parseRegistry(host: string): EcrRegistry | undefined {
  switch (host) {
    case 'public.ecr.aws':
      return { ...PUBLIC, dualstack: false };
    case 'ecr-public.aws.com':
      return { ...PUBLIC, dualstack: true };
    default:
      return parsePrivate(host);
  }
}

function parsePrivate(host: string): EcrRegistry | undefined {
  const [account = '', kind = '', ...labels] = host.split('.');
  const dualstack = kind !== 'dkr';
  const [service = '', region = '', ...suffix] = dualstack ? [kind.replace(/^dkr-/, ''), ...labels] : labels;
  const partition = findPartition(region);
  const isOurs =
    /^[0-9]{12}$/.test(account) &&
    (!dualstack || kind.startsWith('dkr-')) &&
    (service === 'ecr' || service === 'ecr-fips') &&
    /^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$/.test(region) &&
    suffix.join('.') === (dualstack ? partition.dualstackSuffix : partition.suffix);
  return isOurs
    ? { account, region, partition: partition.name, fips: service === 'ecr-fips', dualstack, public: false }
    : undefined;
}

/** For `explain`. */
export function describeRegistry({
  account,
  ...registry
}: EcrRegistry): Readonly<Record<string, string | boolean>> {
  return { ...(account !== undefined && { account }), ...registry };
}
