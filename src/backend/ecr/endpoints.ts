// Where ECR and STS are asked: by the SDK's own rules, or at an endpoint that the rule or the environment names.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html

import type { EcrBackendConfig } from '../../config/config.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from '../../config/endpoint.ts';
import { ProviderError } from '../../errors.ts';
import type { Environment } from '../../system/environment.ts';
import { vpcEndpoint } from '../cloud/values.ts';
import { type EcrRegistry, partitionOf, suffixOf } from './registry.ts';

/** Where a service of AWS is, as plain data. */
export interface AwsPlace {
  readonly region: string;
  readonly fips: boolean;
  readonly dualstack: boolean;
  /** A URL instead of the SDK's rules. */
  readonly endpoint: string | undefined;
}

/** What to do where the service cannot be reached: in a subnet without a way out, AWS's own way is an endpoint there. */
export function endpointAdvice(
  service: 'ecr.api' | 'sts',
  { region, endpoint }: AwsPlace,
): string | undefined {
  return endpoint === undefined
    ? vpcEndpoint(`${region.startsWith('cn-') ? 'cn.' : ''}com.amazonaws.${region}.${service}`)
    : undefined;
}

/** Region, or the host of an endpoint of the user's: what a reader wants to know. */
export function nameOf({ region, endpoint }: AwsPlace): string {
  return endpoint === undefined ? region : new URL(endpoint).host;
}

/** A URL of the service, by what is known without the SDK; undefined: its rules decide. */
export function knownUrl(service: 'api.ecr' | 'sts', place: AwsPlace): string | undefined {
  const { endpoint, region, fips, dualstack } = place;
  const byRules = fips || dualstack ? undefined : `https://${service}.${region}.${suffixOf(region)}`;
  return endpoint ?? byRules;
}

/** @throws {ProviderError} CONFIG_INVALID for an endpoint or a region of STS that cannot be */
export function placesOf(
  settings: EcrBackendConfig,
  registry: EcrRegistry,
  env: Environment,
): { readonly ecr: AwsPlace; readonly sts: AwsPlace } {
  const common = {
    fips: registry.fips || isOn(env.AWS_USE_FIPS_ENDPOINT),
    dualstack: registry.dualstack || isOn(env.AWS_USE_DUALSTACK_ENDPOINT),
  };
  const variable = registry.public ? 'AWS_ENDPOINT_URL_ECR_PUBLIC' : 'AWS_ENDPOINT_URL_ECR';
  return {
    ecr: { ...common, region: registry.region, endpoint: settings.endpoint ?? endpointIn(env, variable) },
    sts: {
      ...common,
      region: stsRegion(settings, registry, env),
      endpoint: settings.stsEndpoint ?? endpointIn(env, 'AWS_ENDPOINT_URL_STS'),
    },
  };
}

/** STS by itself, where no registry says which. @throws {ProviderError} CONFIG_INVALID */
export function stsPlace(
  settings: Pick<AwsPlace, 'region'> & { readonly endpoint?: string | undefined },
  env: Environment,
): AwsPlace {
  return servicePlace(settings, 'AWS_ENDPOINT_URL_STS', env);
}

/**
 * A service that is asked in a region which the rule names.
 * @param variable that names its endpoint where the rule does not
 * @throws {ProviderError} CONFIG_INVALID
 */
export function servicePlace(
  { region, endpoint }: Pick<AwsPlace, 'region'> & { readonly endpoint?: string | undefined },
  variable: string,
  env: Environment,
): AwsPlace {
  return {
    region,
    fips: isOn(env.AWS_USE_FIPS_ENDPOINT),
    dualstack: isOn(env.AWS_USE_DUALSTACK_ENDPOINT),
    endpoint: endpoint ?? endpointIn(env, variable),
  };
}

function isOn(value: string | undefined): boolean {
  return value === 'true';
}

function endpointIn(env: Environment, variable: string): string | undefined {
  if (isOn(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)) {
    return undefined;
  }
  const name = [variable, 'AWS_ENDPOINT_URL'].find((candidate) => env[candidate]);
  const value = name && env[name];
  if (name === undefined || value === undefined || isEndpoint(value)) {
    return value;
  }
  // The value is not shown: it may hold a password.
  throw new ProviderError(`${name}: expected ${ENDPOINT_EXPECTED}`, {
    code: 'CONFIG_INVALID',
    hint: 'correct the variable, or unset it',
  });
}

function stsRegion({ region }: EcrBackendConfig, registry: EcrRegistry, env: Environment): string {
  if (region !== undefined && partitionOf(region) !== registry.partition) {
    throw new ProviderError(
      `ecr.region ${region} is in the partition ${partitionOf(region)}, but the registry is in ${registry.partition}`,
      {
        code: 'CONFIG_INVALID',
        hint: 'use one rule for each partition',
        isContradiction: true,
      },
    );
  }
  return region ?? (registry.public ? publicStsRegion(env) : registry.region);
}

/** The host of ECR Public tells nothing: the node's own region is the nearest, where the environment names it. */
function publicStsRegion({ AWS_REGION, AWS_DEFAULT_REGION }: Environment): string {
  const region = AWS_REGION || AWS_DEFAULT_REGION || '';
  const isUsable = /^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}$/.test(region) && partitionOf(region) === 'aws';
  return isUsable ? region : 'us-east-1';
}
