// Which identity the rule and the environment name for the node, before a file is read or a host is asked. Pure.
// The order is that of AWS's SDK for Go, whose plugin most nodes had before; docs/decisions/0009-*.md says where we are
// stricter: what is named by half is a failure, and no other identity is used instead.
// https://github.com/aws/aws-sdk-go-v2/blob/main/config/resolve_credentials.go
// https://github.com/aws/aws-sdk-go-v2/blob/main/config/env_config.go

import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import { NamedIdentityError } from './credentials.ts';

export type ProfileField =
  | 'ecr.profile'
  | 'exchange.subject.aws.profile'
  | 'secret.vault.subject.aws.profile';

export interface NamedProfile {
  readonly name: string;
  /** What names it: a variable, or a field of the rule. */
  readonly by: 'AWS_PROFILE' | 'AWS_DEFAULT_PROFILE' | `${ProfileField} of the rule`;
}

/** A variable whose identity is incomplete without another. */
interface HalfNamed {
  readonly kind: 'half';
  readonly is: string;
  readonly lacks: string;
}

/** The variables that hold keys. */
interface KeyVariables {
  readonly kind: 'keys';
  readonly id: string;
  readonly secret: string;
}

export type Named =
  | (KeyVariables & { readonly profile: NamedProfile | undefined })
  | HalfNamed
  | {
      readonly kind: 'webIdentity';
      readonly tokenFile: string;
      readonly roleArn: string;
      readonly profile: NamedProfile | undefined;
    }
  | { readonly kind: 'profile'; readonly profile: NamedProfile }
  /** What the default profile gives, else the container, else the instance. */
  | { readonly kind: 'none' };

/** Each is read by the SDK for Go; the second where the first is not set. An empty variable is one that is not set. */
const ID = ['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY'] as const;
const SECRET = ['AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY'] as const;
const PROFILE = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'] as const;

/**
 * @param profile the rule's: it, and nothing of the environment
 * @param field that names it
 */
export function namedIn(
  env: Environment,
  profile: string | undefined,
  field: ProfileField = 'ecr.profile',
): Named {
  if (profile !== undefined) {
    return { kind: 'profile', profile: { name: profile, by: `${field} of the rule` } };
  }
  const byEnvironment = profileIn(env);
  const { AWS_ROLE_ARN: roleArn, AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile } = env;
  const keys = keysIn(env);
  if (keys !== undefined) {
    return keys.kind === 'half' ? keys : { ...keys, profile: byEnvironment };
  }
  if (tokenFile && roleArn) {
    return { kind: 'webIdentity', tokenFile, roleArn, profile: byEnvironment };
  }
  if (tokenFile || roleArn) {
    return tokenFile
      ? half('AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN')
      : half('AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE');
  }
  return byEnvironment === undefined ? { kind: 'none' } : { kind: 'profile', profile: byEnvironment };
}

/** Undefined: none of them is set. */
export function keysIn(env: Environment): KeyVariables | HalfNamed | undefined {
  const id = ID.find((name) => env[name]);
  const secret = SECRET.find((name) => env[name]);
  if (id !== undefined && secret !== undefined) {
    return { kind: 'keys', id, secret };
  }
  if (id !== undefined || secret !== undefined) {
    return id === undefined ? half(secret as string, ID[0]) : half(id, SECRET[0]);
  }
  if (env.AWS_SESSION_TOKEN) {
    return half('AWS_SESSION_TOKEN', `${ID[0]} and ${SECRET[0]}`);
  }
  return undefined;
}

/** The variable that names an endpoint of container credentials; then no instance is asked, whatever it answers. */
export function containerIn(env: Environment): string | undefined {
  return ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].find(
    (name) => env[name],
  );
}

/** By which names an operator finds it, for `explain`; undefined: nothing of the environment names anything. */
export function describeNamed(named: Named, env: Environment): string | undefined {
  switch (named.kind) {
    case 'keys':
      return `keys (${named.id} and ${named.secret})`;
    case 'half':
      return `incomplete identity (${named.is} without ${named.lacks})`;
    case 'webIdentity':
      return 'web identity (AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN)';
    case 'profile':
      return `profile ${quote(named.profile.name)} (${named.profile.by})`;
    case 'none': {
      const files = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'].filter((name) => env[name]);
      const container = containerIn(env);
      const names = [
        ...(files.length > 0 ? [`profile "default" (${files.join(' and ')})`] : []),
        ...(container === undefined ? [] : [`container credentials (${container})`]),
      ];
      return names.length === 0 ? undefined : names.join(', else ');
    }
  }
}

function profileIn(env: Environment): NamedProfile | undefined {
  const by = PROFILE.find((name) => env[name]);
  return by && { name: env[by] as string, by };
}

function half(is: string, lacks: string): HalfNamed {
  return { kind: 'half', is, lacks };
}

export function incomplete({ is, lacks }: HalfNamed): NamedIdentityError {
  return new NamedIdentityError(
    `${is} is set without ${lacks}: this identity is incomplete`,
    `set ${lacks} too, or unset ${is}`,
  );
}
