// Who asks Amazon, as plain data: the node or a service account, and the roles on the way. Pure.

import type { EcrBackendConfig } from '../../config/config.ts';
import { matchesWildcard } from '../../config/wildcard.ts';
import type { ServiceAccount } from '../../protocol/service-account.ts';
import { sha256 } from '../../sha256.ts';
import {
  ANNOTATION_KEYS,
  type AnnotationForm,
  missingAnnotation,
  readAnnotation,
} from '../cloud/annotations.ts';
import type { Asker, ServiceAccountAsker } from '../cloud/asker.ts';

export type EcrIdentity =
  | {
      readonly kind: 'node';
      readonly profile: string | undefined;
      /** Each assumed by the one before it. */
      readonly roles: readonly string[];
    }
  | {
      readonly kind: 'serviceAccount';
      readonly asker: ServiceAccountAsker;
      /** The first takes the token, each further one is assumed by the one before it. */
      readonly roles: readonly [string, ...string[]];
    };

export const DEFAULT_SESSION_NAME = 'registry-credential-provider';

/** As in the schema of the configuration. */
const ROLE_ARN = /^arn:aws[-a-z]*:iam::[0-9]{12}:role\/([!-~]*\/)?[\w+=,.@-]{1,64}$/;

/** What of a rule names the identity. */
type IdentitySettings = Pick<EcrBackendConfig, 'profile' | 'roleArn' | 'allowedRoleArns'>;

/** @throws {ProviderError} ANNOTATION_MISSING, ANNOTATION_INVALID, IDENTITY_NOT_ALLOWED */
export function identityOf(settings: IdentitySettings, asker: Asker): EcrIdentity {
  return asker.kind === 'node'
    ? { kind: 'node', profile: settings.profile, roles: settings.roleArn }
    : { kind: 'serviceAccount', asker, roles: rolesOf(settings, asker) };
}

function rolesOf(
  { roleArn, allowedRoleArns }: IdentitySettings,
  asker: ServiceAccountAsker,
): readonly [string, ...string[]] {
  const form: AnnotationForm = {
    keys: ANNOTATION_KEYS.awsRole,
    pattern: ROLE_ARN,
    expected: 'an IAM role ARN',
    allowList: { field: 'ecr.allowedRoleArns', entries: allowedRoleArns, allows: matchesArn },
  };
  const [first, ...rest] = [readAnnotation(asker, form) ?? roleArn].flat();
  if (first === undefined) {
    throw missingAnnotation(asker, form, 'ROLE_ARN');
  }
  return [first, ...rest];
}

/** `*` never reaches over a colon, so that no account or partition is allowed by accident. */
function matchesArn(pattern: string, arn: string): boolean {
  const patterns = pattern.split(':');
  const parts = arn.split(':');
  return (
    patterns.length === parts.length &&
    patterns.every((part, index) => matchesWildcard(part, parts[index] as string))
  );
}

/** What a session of the identity is called where its roles are assumed; `configured`: for the node. */
export function sessionNameOf(identity: EcrIdentity, configured: string = DEFAULT_SESSION_NAME): string {
  return identity.kind === 'node' ? configured : nameOfAccount(identity.asker.account);
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const MAX_SESSION_NAME = 64;

/**
 * `NAMESPACE.NAME`: no namespace has a dot. One that is too long is cut, and ends in what only it has; the `=` is in
 * no name that is whole.
 */
function nameOfAccount({ namespace, name }: ServiceAccount): string {
  const whole = `${namespace}.${name}`;
  if (whole.length <= MAX_SESSION_NAME) {
    return whole;
  }
  const tail = `=${sha256(whole).slice(0, 16)}`;
  return whole.slice(0, MAX_SESSION_NAME - tail.length) + tail;
}
