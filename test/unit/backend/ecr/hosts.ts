// Hosts of Amazon's registries, and hosts that only look like one.

import type { EcrRegistry } from '../../../../src/backend/ecr/registry.ts';

type Row = readonly [
  host: string,
  region: string,
  partition: string,
  marks: readonly ('fips' | 'dualstack' | 'public')[],
];

const ACCOUNT = '123456789012';

// The forms that AWS documents, once for each partition that has them.
const ROWS: readonly Row[] = [
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'eu-west-1', 'aws', []],
  ['123456789012.dkr.ecr.ap-southeast-7.amazonaws.com', 'ap-southeast-7', 'aws', []],
  ['123456789012.dkr.ecr.mx-central-1.amazonaws.com', 'mx-central-1', 'aws', []],
  ['123456789012.dkr.ecr.xx-somewhere-new-12.amazonaws.com', 'xx-somewhere-new-12', 'aws', []],
  ['123456789012.dkr.ecr-fips.us-east-1.amazonaws.com', 'us-east-1', 'aws', ['fips']],
  ['123456789012.dkr-ecr.eu-west-1.on.aws', 'eu-west-1', 'aws', ['dualstack']],
  ['123456789012.dkr-ecr-fips.us-west-2.on.aws', 'us-west-2', 'aws', ['fips', 'dualstack']],
  ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'cn-north-1', 'aws-cn', []],
  ['123456789012.dkr.ecr.cn-northwest-1.amazonaws.com.cn', 'cn-northwest-1', 'aws-cn', []],
  ['123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn', 'cn-north-1', 'aws-cn', ['dualstack']],
  ['123456789012.dkr.ecr.us-gov-west-1.amazonaws.com', 'us-gov-west-1', 'aws-us-gov', []],
  ['123456789012.dkr.ecr-fips.us-gov-east-1.amazonaws.com', 'us-gov-east-1', 'aws-us-gov', ['fips']],
  ['123456789012.dkr-ecr.us-gov-west-1.on.aws', 'us-gov-west-1', 'aws-us-gov', ['dualstack']],
  ['123456789012.dkr-ecr-fips.us-gov-west-1.on.aws', 'us-gov-west-1', 'aws-us-gov', ['fips', 'dualstack']],
  ['123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1', 'aws-eusc', []],
  ['123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1', 'aws-iso', []],
  ['123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov', 'us-isob-east-1', 'aws-iso-b', []],
  ['123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk', 'eu-isoe-west-1', 'aws-iso-e', []],
  ['123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov', 'us-isof-south-1', 'aws-iso-f', []],
  ['public.ecr.aws', 'us-east-1', 'aws', ['public']],
  ['ecr-public.aws.com', 'us-east-1', 'aws', ['public', 'dualstack']],
];

export const OURS: readonly (readonly [host: string, registry: EcrRegistry])[] = ROWS.map(
  ([host, region, partition, marks]) => [
    host,
    {
      ...(!marks.includes('public') && { account: ACCOUNT }),
      region,
      partition,
      fips: marks.includes('fips'),
      dualstack: marks.includes('dualstack'),
      public: marks.includes('public'),
    },
  ],
);

/** What was done to a good host. */
export const OTHERS: readonly (readonly [what: string, host: string])[] = [
  ['a suffix behind it', '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example'],
  ['a hyphen in place of the dot', '123456789012.dkr.ecr.eu-west-1.amazonaws.com-evil.example'],
  ['a label before it', 'evil.123456789012.dkr.ecr.eu-west-1.amazonaws.com'],
  ['another host, the good one its path', 'evil.example/123456789012.dkr.ecr.eu-west-1.amazonaws.com'],
  ['a good host as user', '123456789012.dkr.ecr.eu-west-1.amazonaws.com@evil.example'],
  ['a user', 'user@123456789012.dkr.ecr.eu-west-1.amazonaws.com'],
  ['a good host as fragment', 'evil.example#.dkr.ecr.eu-west-1.amazonaws.com'],
  ['a port', '123456789012.dkr.ecr.eu-west-1.amazonaws.com:443'],
  ['another port', '123456789012.dkr.ecr.eu-west-1.amazonaws.com:8443'],
  ['a scheme', 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com'],
  ['a trailing dot', '123456789012.dkr.ecr.eu-west-1.amazonaws.com.'],
  ['upper case', '123456789012.DKR.ECR.eu-west-1.amazonaws.com'],
  ['a line end', '123456789012.dkr.ecr.eu-west-1.amazonaws.com\n'],
  ['a space', ' 123456789012.dkr.ecr.eu-west-1.amazonaws.com'],
  ['11 digits', '12345678901.dkr.ecr.eu-west-1.amazonaws.com'],
  ['13 digits', '1234567890123.dkr.ecr.eu-west-1.amazonaws.com'],
  ['digits of another script', '١٢٣٤٥٦٧٨٩٠١٢.dkr.ecr.eu-west-1.amazonaws.com'],
  ['a letter in the account', '12345678901o.dkr.ecr.eu-west-1.amazonaws.com'],
  ['no account', 'dkr.ecr.eu-west-1.amazonaws.com'],
  ['no region', '123456789012.dkr.ecr.amazonaws.com'],
  ['an empty region', '123456789012.dkr.ecr..amazonaws.com'],
  ['two labels as region', '123456789012.dkr.ecr.eu.west-1.amazonaws.com'],
  ['a region that is none', '123456789012.dkr.ecr.evil.amazonaws.com'],
  ['an underscore in the region', '123456789012.dkr.ecr.eu_west-1.amazonaws.com'],
  ['the API of the same region', 'api.ecr.eu-west-1.amazonaws.com'],
  ['another service', '123456789012.s3.eu-west-1.amazonaws.com'],
  ['another service of the name', '123456789012.dkr.ecr-public.us-east-1.amazonaws.com'],
  ['a lookalike suffix', '123456789012.dkr.ecr.eu-west-1.amazonaws.co'],
  ['a longer suffix', '123456789012.dkr.ecr.eu-west-1.xamazonaws.com'],
  ['a Cyrillic letter', '123456789012.dkr.ecr.eu-west-1.аmazonaws.com'],
  ['a region of another partition', '123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn'],
  ['China under the public suffix', '123456789012.dkr.ecr.cn-north-1.amazonaws.com'],
  ['a sovereign region under the public suffix', '123456789012.dkr.ecr.eusc-de-east-1.amazonaws.com'],
  ['a secret region under another suffix', '123456789012.dkr.ecr.us-iso-east-1.sc2s.sgov.gov'],
  ['dual-stack under the plain suffix', '123456789012.dkr-ecr.eu-west-1.amazonaws.com'],
  ['plain under the dual-stack suffix', '123456789012.dkr.ecr.eu-west-1.on.aws'],
  ['dual-stack without on.', '123456789012.dkr-ecr.eu-west-1.aws'],
  ['dual-stack of the API', '123456789012.dkr-ecr.eu-west-1.api.aws'],
  ['dual-stack where AWS documents none', '123456789012.dkr-ecr.eusc-de-east-1.on.amazonwebservices.eu'],
  ['dual-stack and nothing behind it', '123456789012.dkr-ecr.us-iso-east-1'],
  ['ECR Public below another', 'public.ecr.aws.evil.example'],
  ['a label before ECR Public', 'evil.public.ecr.aws'],
  ['ECR Public with a port', 'public.ecr.aws:443'],
  ['the gallery', 'gallery.ecr.aws'],
  ['ECR Public misspelt', 'public-ecr.aws'],
  ['nothing', ''],
  ['dots', '....'],
];
