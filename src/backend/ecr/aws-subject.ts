// A token that proves the node's identity at Amazon to others: what is asked for, as plain data. STS signs it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html

import type { AwsSubjectConfig } from '../../generated/config-types.ts';
import { parseGoDuration } from '../../protocol/go-duration.ts';
import type { Environment } from '../../system/environment.ts';
import type { QuestionKey } from '../backend.ts';
import type { Details } from '../cloud/cloud-backend.ts';
import { type AwsPlace, stsPlace } from './endpoints.ts';
import { describeNamed, incomplete, type Named, namedIn, type ProfileField } from './named.ts';
import { nodeKey } from './question.ts';

export interface AwsSubject {
  readonly kind: 'aws';
  readonly audience: string;
  readonly algorithm: 'RS256' | 'ES384';
  /** Undefined: STS chooses. */
  readonly durationSeconds: number | undefined;
  /** The rule's. */
  readonly profile: string | undefined;
  readonly named: Named;
  readonly sts: AwsPlace;
}

/**
 * @param profileField of the rule, for messages
 * @throws {ProviderError} CONFIG_INVALID for an endpoint that cannot be
 */
export function awsSubjectOf(
  settings: AwsSubjectConfig,
  profileField: ProfileField,
  env: Environment,
): AwsSubject {
  const { audience, signingAlgorithm: algorithm = 'RS256', lifetime, profile } = settings;
  return {
    kind: 'aws',
    audience,
    algorithm,
    durationSeconds: lifetime === undefined ? undefined : Math.floor((parseGoDuration(lifetime) ?? 0) / 1000),
    profile,
    named: namedIn(env, profile, profileField),
    sts: stsPlace(settings, env),
  };
}

export function awsSubjectKey(subject: AwsSubject, env: Environment): QuestionKey {
  const { kind, audience, algorithm, durationSeconds, sts } = subject;
  return { kind, audience, algorithm, durationSeconds, sts: { ...sts }, ...nodeKey(subject, env) };
}

/** For `explain`. */
export function describeAwsSubject({ profile, named, sts }: AwsSubject, env: Environment): Details {
  return {
    profile,
    named: describeNamed(named, env),
    stsRegion: sts.region,
    stsEndpoint: sts.endpoint,
  };
}

export function awsSubjectWarnings({ named }: AwsSubject): readonly string[] {
  return named.kind === 'half' ? [incomplete(named).message] : [];
}
