// AWS credentials as they go from an identity to the request that they sign.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { isPlainText, isToken } from '../cloud/values.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | undefined;
  /** Whose they are, as far as it is known without asking: an ARN, or where they come from. Nothing secret. */
  readonly who: string;
}

/** As a source has them: anything, or nothing. */
interface RawKeys {
  readonly id: unknown;
  readonly secret: unknown;
  /** An empty one is none. */
  readonly token?: unknown;
}

/** Undefined: these are not keys. @param whose from the id, made safe for a line */
export function keysFrom(
  { id, secret, token }: RawKeys,
  whose: (id: string) => string,
): AwsCredentials | undefined {
  const session = token === undefined || token === null || token === '' ? undefined : token;
  if (!isKey(id) || !isKey(secret) || !(session === undefined || isToken(session))) {
    return undefined;
  }
  return {
    accessKeyId: id,
    secretAccessKey: new Secret(secret),
    sessionToken: session === undefined ? undefined : new Secret(session),
    who: whose(quote(id, 40).slice(1, -1)),
  };
}

function isKey(value: unknown): value is string {
  return isPlainText(value) && value.trim() === value;
}

/** Why one of the places where the node's identity may come from has none. */
export interface Absent {
  /** As an item of a list: `no AWS_ACCESS_KEY_ID in the environment`. */
  readonly reason: string;
  readonly hint: string | undefined;
  /** It is set up, and does not work: not the same as a node without an identity. */
  readonly broken: boolean;
}

export function isAbsent(result: AwsCredentials | Absent): result is Absent {
  return 'reason' in result;
}

/** An identity that is named and cannot be had: no other is used instead, and the message says so. */
export class NamedIdentityError extends ProviderError {
  constructor(message: string, hint: string | undefined, cause?: unknown) {
    super(`${message}, and no other identity is used instead`, {
      code: 'IDENTITY_UNAVAILABLE',
      hint,
      cause,
    });
  }
}

/** An identity that cannot be had. */
export function unavailable(message: string, hint: string, cause?: unknown): ProviderError {
  return new ProviderError(message, { code: 'IDENTITY_UNAVAILABLE', hint, cause });
}

export function isAbsentList(found: AwsCredentials | readonly Absent[]): found is readonly Absent[] {
  return Array.isArray(found);
}

/** No place has any. */
export function noIdentity(absent: readonly Absent[]): ProviderError {
  const reasons = absent.map(({ reason }, index) => `(${index + 1}) ${reason}`).join(', ');
  const hint = absent.findLast((link) => link.hint !== undefined)?.hint;
  return unavailable(
    `the node has no AWS identity: ${reasons}`,
    hint ?? 'give the node an identity, such as an instance profile, or set AWS_ variables for the kubelet',
  );
}
