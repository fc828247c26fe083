// What is asked of Amazon, where and as whom: everything that decides the answer, as plain data.

import type { EcrBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { Secret } from '../../secret.ts';
import type { Environment } from '../../system/environment.ts';
import type { QuestionKey } from '../backend.ts';
import type { Asker } from '../cloud/asker.ts';
import type { Details } from '../cloud/cloud-backend.ts';
import { type AwsPlace, placesOf } from './endpoints.ts';
import { type EcrIdentity, identityOf } from './identity.ts';
import { describeNamed, incomplete, type Named, namedIn } from './named.ts';
import type { EcrRegistry } from './registry.ts';
import { sharedFileTexts } from './shared-file-paths.ts';

/** As whom AWS is asked. */
export interface AwsIdentity {
  readonly identity: EcrIdentity;
  /** For the node. */
  readonly named: Named;
  /** Where roles are assumed. */
  readonly sts: AwsPlace;
  readonly externalId: string | undefined;
  readonly sessionName: string | undefined;
}

export interface EcrQuestion extends AwsIdentity {
  readonly registry: EcrRegistry;
  /** ECR, or ECR Public. */
  readonly ecr: AwsPlace;
}

/** @throws {ProviderError} CONFIG_INVALID for a role, an endpoint or a region of STS that cannot be, and as identityOf */
export function questionOf(
  settings: EcrBackendConfig,
  registry: EcrRegistry,
  asker: Asker,
  env: Environment,
): EcrQuestion {
  const identity = identityOf(settings, asker);
  refuseOtherPartition(identity, registry, 'registry');
  return {
    registry,
    identity,
    named: identity.kind === 'node' ? namedIn(env, identity.profile) : { kind: 'none' },
    ...placesOf(settings, registry, env),
    externalId: settings.externalId,
    sessionName: settings.sessionName,
  };
}

/**
 * No partition knows the identities of another: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 * @throws {ProviderError} CONFIG_INVALID
 */
export function refuseOtherPartition(
  { roles }: EcrIdentity,
  { partition }: Pick<EcrRegistry, 'partition'>,
  what: 'registry' | 'secret',
): void {
  const other = roles.find((role) => role.split(':')[1] !== partition);
  if (other !== undefined) {
    throw new ProviderError(
      `the role ${other} is in the partition ${other.split(':')[1]}, but the ${what} is in ${partition}`,
      {
        code: 'CONFIG_INVALID',
        hint: `use a role of the ${what}'s partition, in ecr.roleArn or in the service account's annotation`,
        isContradiction: true,
      },
    );
  }
}

export function describeQuestion({ identity, named, ecr, sts }: EcrQuestion, env: Environment): Details {
  const { roles } = identity;
  const asksSts = roles.length > 0;
  return {
    profile: identity.kind === 'node' ? identity.profile : undefined,
    named: identity.kind === 'node' ? describeNamed(named, env) : undefined,
    role: asksSts ? roles.join(' -> ') : undefined,
    stsRegion: asksSts ? sts.region : undefined,
    endpoint: ecr.endpoint,
    stsEndpoint: asksSts ? sts.endpoint : undefined,
  };
}

export function warningsOf({ named }: EcrQuestion): readonly string[] {
  return named.kind === 'half' ? [incomplete(named).message] : [];
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
 * For the cache. The account is not in it: ECR gives one token for all registries of the region that the identity may
 * pull from.
 */
export function keyOf({ registry, ecr, ...asked }: EcrQuestion, env: Environment): QuestionKey {
  return { public: registry.public, ecr: { ...ecr }, ...awsIdentityKey(asked, env) };
}

/** What decides whose keys they are, for the cache. */
export function awsIdentityKey(
  { identity, named, sts, externalId, sessionName }: AwsIdentity,
  env: Environment,
): QuestionKey {
  const common = { sts: { ...sts }, externalId, sessionName, roles: identity.roles };
  if (identity.kind === 'serviceAccount') {
    const { namespace, name, uid, issuer, audiences } = identity.asker.account;
    return { ...common, identity: 'serviceAccount', account: { namespace, name, uid, issuer, audiences } };
  }
  return { ...common, identity: 'node', ...nodeKey({ named, profile: identity.profile }, env) };
}

/** What chooses the node's identity, for the cache. @param profile the rule's */
export function nodeKey(
  { named, profile }: { readonly named: Named; readonly profile: string | undefined },
  env: Environment,
): QuestionKey {
  const plain = VARIABLES.map((name) => [name, env[name]]);
  const secret = SECRETS.map((name) => [name, env[name] ? new Secret(env[name]) : undefined]);
  return {
    // With the kind, since what is named by half has no answer of what is named whole, or of nothing.
    named: named.kind,
    profile,
    env: Object.fromEntries([...plain, ...secret].filter(([, value]) => value !== undefined)),
    // What the files say, where they may name the identity: another text is another question.
    files: named.kind === 'profile' || named.kind === 'none' ? sharedFileTexts(env) : {},
  };
}
