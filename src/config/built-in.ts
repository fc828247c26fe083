// The rules that hold on a node without a configuration file: the registries of the clouds, asked as the node.

import { acr } from './acr.ts';
import type { BackendConfig, Config, Rule } from './config.ts';
import {
  DEFAULT_CACHE_DIRECTORY,
  DEFAULT_DEADLINE_MS,
  DEFAULT_GRACE_MS,
  DEFAULT_IDENTITY,
  DEFAULT_ON_MISSING_SERVICE_ACCOUNT,
} from './defaults.ts';
import { ecr } from './ecr.ts';
import { google } from './google.ts';

export const BUILT_IN = 'built-in';

// https://docs.aws.amazon.com/general/latest/gr/ecr.html and, for the partitions that are not public,
// https://github.com/awslabs/amazon-ecr-credential-helper/blob/main/ecr-login/api/client.go
const ECR = [
  '*.dkr.ecr.*.amazonaws.com',
  '*.dkr.ecr-fips.*.amazonaws.com',
  '*.dkr-ecr.*.on.aws',
  '*.dkr-ecr-fips.*.on.aws',
  '*.dkr.ecr.*.amazonaws.com.cn',
  '*.dkr-ecr.*.on.amazonwebservices.com.cn',
  '*.dkr.ecr.*.amazonaws.eu',
  '*.dkr.ecr.*.sc2s.sgov.gov',
  '*.dkr.ecr.*.c2s.ic.gov',
  '*.dkr.ecr.*.cloud.adc-e.uk',
  '*.dkr.ecr.*.csp.hci.ic.gov',
];

// The second is the first with IPv6: https://docs.aws.amazon.com/AmazonECR/latest/public/public-ecr-requests.html
const ECR_PUBLIC = ['public.ecr.aws', 'ecr-public.aws.com'];

// The last are regional: https://learn.microsoft.com/azure/container-registry/container-registry-endpoint-reference
const ACR = [
  '*.azurecr.io',
  '*.azurecr.cn',
  '*.azurecr.us',
  '*.*.geo.azurecr.io',
  '*.*.geo.azurecr.cn',
  '*.*.geo.azurecr.us',
];

// The last but one is regional: https://cloud.google.com/artifact-registry/docs/repositories/repo-locations
const GOOGLE = [
  'gcr.io',
  '*.gcr.io',
  '*-docker.pkg.dev',
  'docker.*.rep.pkg.dev',
  'container.cloud.google.com',
];

/** The configuration without a file. */
export const BUILT_IN_CONFIG: Config = {
  source: BUILT_IN,
  deadlineMs: DEFAULT_DEADLINE_MS,
  caFile: undefined,
  cache: { directory: DEFAULT_CACHE_DIRECTORY, graceMs: DEFAULT_GRACE_MS },
  log: undefined,
  rules: [
    rule('ecr', ECR, ecr.normalise({})),
    rule('ecr-public', ECR_PUBLIC, ecr.normalise({})),
    rule('acr', ACR, acr.normalise({})),
    rule('google', GOOGLE, google.normalise({})),
  ],
};

function rule(name: string, matchImages: readonly string[], backend: BackendConfig): Rule {
  return {
    name,
    matchImages,
    matchServiceAccounts: undefined,
    identity: DEFAULT_IDENTITY,
    onMissingServiceAccount: DEFAULT_ON_MISSING_SERVICE_ACCOUNT,
    continue: false,
    required: false,
    thenAnonymous: false,
    backend,
  };
}
