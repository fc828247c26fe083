// Where the stores of AWS are asked: by the rules of AWS's SDK, or at an endpoint that the rule or the environment names.
// https://docs.aws.amazon.com/general/latest/gr/asm.html
// https://docs.aws.amazon.com/general/latest/gr/ssm.html

import type { AwsPlace } from '../../ecr/lent.ts';
import { partitionOf, suffixOf } from '../../ecr/lent.ts';

/** The SDK's `dualStackDnsSuffix` of each partition. */
const DUAL_STACK_SUFFIXES: Readonly<Record<string, string>> = {
  aws: 'api.aws',
  'aws-cn': 'api.amazonwebservices.com.cn',
  'aws-us-gov': 'api.aws',
  'aws-eusc': 'api.amazonwebservices.eu',
  'aws-iso': 'api.aws.ic.gov',
  'aws-iso-b': 'api.aws.scloud',
  'aws-iso-e': 'api.cloud-aws.adc-e.uk',
  'aws-iso-f': 'api.aws.hci.ic.gov',
};

/** With a path, of which there is one at least. @param service as in host names and signatures */
export function storeUrl(
  service: 'secretsmanager' | 'ssm',
  { region, fips, dualstack, endpoint }: AwsPlace,
): string {
  if (endpoint !== undefined) {
    return endpoint.endsWith('/') ? endpoint : `${endpoint}/`;
  }
  const partition = partitionOf(region);
  const suffix = dualstack ? DUAL_STACK_SUFFIXES[partition] : suffixOf(region);
  // The plain endpoints of Systems Manager are FIPS endpoints there.
  const isFipsAnyway = service === 'ssm' && partition === 'aws-us-gov' && !dualstack;
  return `https://${service}${fips && !isFipsAnyway ? '-fips' : ''}.${region}.${suffix}/`;
}
