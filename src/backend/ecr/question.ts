// What is asked of Amazon, where and as whom: everything that decides the answer, as plain data.

import type { EcrBackendConfig } from '../../config/config.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from '../../config/endpoint.ts';
import { ProviderError } from '../../errors.ts';
import { Secret } from '../../secret.ts';
import type { Environment } from '../../system/environment.ts';
import type { PlanKey } from '../backend.ts';
import type { EcrIdentity } from './identity.ts';
import { type Named, namedIn } from './named.ts';
import { type EcrRegistry, partitionOf } from './registry.ts';
import type { Place } from './sts.ts';

export interface Question {
  readonly registry: EcrRegistry;
  readonly identity: EcrIdentity;
  /** For the node. */
  readonly named: Named;
  /** ECR, or ECR Public. */
  readonly ecr: Place;
  /** Where roles are assumed. */
  readonly sts: Place;
  readonly externalId: string | undefined;
  readonly sessionName: string | undefined;
}

/**
 * @param who `rule "team-a": ecr`
 * @throws {ProviderError} CONFIG_INVALID for a role, an endpoint or a region of STS that cannot be
 */
export function questionOf(
  who: string,
  settings: EcrBackendConfig,
  registry: EcrRegistry,
  identity: EcrIdentity,
  env: Environment,
): Question {
  refuseOtherPartition(who, identity, registry);
  const { region } = registry;
  const common = {
    fips: registry.fips || isOn(env.AWS_USE_FIPS_ENDPOINT),
    dualstack: registry.dualstack || isOn(env.AWS_USE_DUALSTACK_ENDPOINT),
  };
  const endpoint = (own: string | undefined, variable: string) => own ?? endpointIn(who, env, variable);
  return {
    registry,
    identity,
    named: identity.kind === 'node' ? namedIn(env, identity.profile) : { kind: 'none' },
    ecr: {
      ...common,
      region,
      endpoint: endpoint(
        settings.endpoint,
        registry.public ? 'AWS_ENDPOINT_URL_ECR_PUBLIC' : 'AWS_ENDPOINT_URL_ECR',
      ),
    },
    sts: {
      ...common,
      region: stsRegion(who, settings, registry, env),
      endpoint: endpoint(settings.stsEndpoint, 'AWS_ENDPOINT_URL_STS'),
    },
    externalId: settings.externalId,
    sessionName: settings.sessionName,
  };
}

/** No partition knows the identities of another: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function refuseOtherPartition(who: string, { roles }: EcrIdentity, { partition }: EcrRegistry): void {
  const other = roles.find((role) => role.split(':')[1] !== partition);
  if (other !== undefined) {
    throw new ProviderError(
      `${who}: the role ${other} is of the partition ${other.split(':')[1]}, and the registry of ${partition}`,
      {
        code: 'CONFIG_INVALID',
        hint: "name a role of the registry's partition, in ecr.roleArn or the service account's annotation",
      },
    );
  }
}

function isOn(value: string | undefined): boolean {
  return value === 'true';
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function endpointIn(who: string, env: Environment, variable: string): string | undefined {
  if (isOn(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)) {
    return undefined;
  }
  const [name, value] =
    [variable, 'AWS_ENDPOINT_URL']
      .map((candidate) => [candidate, env[candidate]] as const)
      .find(([, text]) => text) ?? [];
  if (name === undefined || value === undefined || isEndpoint(value)) {
    return value;
  }
  // The value is not shown: it may hold a password.
  throw new ProviderError(`${who}: ${name}: expected ${ENDPOINT_EXPECTED}`, {
    code: 'CONFIG_INVALID',
    hint: 'correct the variable, or unset it',
  });
}

function stsRegion(
  who: string,
  { region }: EcrBackendConfig,
  registry: EcrRegistry,
  env: Environment,
): string {
  if (region !== undefined && partitionOf(region) !== registry.partition) {
    throw new ProviderError(
      `${who}: ecr.region ${region} is of the partition ${partitionOf(region)}, and the registry of ${registry.partition}`,
      {
        code: 'CONFIG_INVALID',
        hint: 'give the registries of each partition a rule of their own',
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

/**
 * What of the environment chooses the node's identity. A session token is not of it: it comes with keys that no other
 * session has.
 */
const VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_ACCESS_KEY',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
  'AWS_LOGIN_CACHE_DIRECTORY',
  'HOME',
] as const;

/** Of these there is a digest. */
const SECRETS = ['AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'] as const;

/**
 * For the plan. The account is not in it: ECR gives one token for all registries of the region that the identity may
 * pull from.
 */
export function keyOf({ registry, identity, named, ecr, sts, ...rest }: Question, env: Environment): PlanKey {
  const common = {
    public: registry.public,
    ecr: { ...ecr },
    sts: { ...sts },
    ...rest,
    roles: identity.roles,
  };
  if (identity.kind === 'node') {
    const plain = VARIABLES.map((name) => [name, env[name]]);
    const secret = SECRETS.map((name) => [name, env[name] ? new Secret(env[name]) : undefined]);
    const variables = Object.fromEntries([...plain, ...secret]);
    // With the kind, since what is named by half has no answer of what is named whole, or of nothing.
    return { ...common, identity: 'node', named: named.kind, profile: identity.profile, env: variables };
  }
  const { namespace, name, uid, issuer, audiences } = identity.asker.account;
  return { ...common, identity: 'serviceAccount', account: { namespace, name, uid, issuer, audiences } };
}
