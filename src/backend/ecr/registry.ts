// Which hosts are Amazon's registries, and what a host tells: account, region, partition, FIPS, dual-stack.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html
// https://docs.aws.amazon.com/AmazonECR/latest/public/public-ecr-requests.html
// The partitions are those of the SDK's own rules; their hosts, where AWS documents none to the public, are those
// of https://github.com/kubernetes/cloud-provider-aws/blob/master/cmd/ecr-credential-provider/main.go

import type { HostForm } from '../../image/host-form.ts';
import type { Details } from '../cloud/cloud-backend.ts';

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

/** Behind the region, in the names of its services: `amazonaws.com`. */
export function suffixOf(region: string): string {
  return findPartition(region).suffix;
}

function findPartition(region: string): Partition {
  return PARTITIONS.find(({ regions }) => regions.some((start) => region.startsWith(start))) ?? PARTITIONS[0];
}

/** ECR Public has one home: https://docs.aws.amazon.com/general/latest/gr/ecr-public.html */
const PUBLIC = { region: 'us-east-1', partition: 'aws', fips: false, public: true };

const ACCOUNT = '[0-9]{12}';
const REGION = '[a-z]{2,}(?:-[a-z]+)+-[0-9]{1,2}';

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
    matches(ACCOUNT, account) &&
    (!dualstack || kind.startsWith('dkr-')) &&
    (service === 'ecr' || service === 'ecr-fips') &&
    matches(REGION, region) &&
    suffix.join('.') === (dualstack ? partition.dualstackSuffix : partition.suffix);
  return isOurs
    ? { account, region, partition: partition.name, fips: service === 'ecr-fips', dualstack, public: false }
    : undefined;
}

function matches(source: string, text: string): boolean {
  return new RegExp(`^${source}$`).test(text);
}

/** The forms of all hosts that `parseRegistry` takes, or of those of one region or partition. */
export function hostForms({
  region,
  partition: only,
}: {
  region?: string;
  partition?: string;
} = {}): HostForm[] {
  const account = { name: 'an account of 12 digits', of: [ACCOUNT] };
  const ofPrivate = PARTITIONS.flatMap((partition): HostForm[] => {
    const { name, suffix, dualstackSuffix } = partition;
    if (only !== undefined && only !== name) {
      return [];
    }
    if (region !== undefined && findPartition(region) !== partition) {
      return [];
    }
    const where = region ?? {
      name: `a region of the partition ${name}`,
      of: [REGION, ...regionsOf(partition)],
    };
    return [
      ...['ecr', 'ecr-fips'].map((service) => [account, 'dkr', service, where, ...suffix.split('.')]),
      ...['dkr-ecr', 'dkr-ecr-fips']
        .filter(() => dualstackSuffix !== undefined)
        .map((service) => [account, service, where, ...(dualstackSuffix ?? '').split('.')]),
    ];
  });
  const hasPublic =
    (region ?? PUBLIC.region) === PUBLIC.region && (only ?? PUBLIC.partition) === PUBLIC.partition;
  const ofPublic = hasPublic ? ['public.ecr.aws', 'ecr-public.aws.com'] : [];
  return [...ofPrivate, ...ofPublic.map((host) => host.split('.'))];
}

/** Expressions for the beginnings of a partition's regions. */
function regionsOf({ regions }: Partition): string[] {
  const others = PARTITIONS.flatMap((other) => other.regions);
  return regions.length > 0 ? [`(?:${regions.join('|')})[a-z0-9-]*`] : [notBeginningWith(others)];
}

/** An expression for every text that begins with none of these. */
function notBeginningWith(starts: readonly string[]): string {
  const beginnings = [
    ...new Set(starts.flatMap((start) => [...start].map((_, length) => start.slice(0, length)))),
  ];
  return beginnings
    .flatMap((beginning) => {
      const taken = starts
        .filter((start) => start.startsWith(beginning))
        .map((start) => start[beginning.length]);
      const free = [...'abcdefghijklmnopqrstuvwxyz0123456789-'].filter((char) => !taken.includes(char));
      return [beginning, `${beginning}[${free.join('')}][a-z0-9-]*`];
    })
    .join('|');
}

/** What its hosts look like, for the reader of a refusal. */
export const HOSTS =
  'ACCOUNT.dkr.ecr.REGION.amazonaws.com, its FIPS and dual-stack forms and those of other partitions, public.ecr.aws';

/** For `explain`. */
export function describeRegistry(registry: EcrRegistry): Details {
  return { ...registry };
}
