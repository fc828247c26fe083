// AWS credentials as they go from an identity to the request that they sign.

import type { Secret } from '../../secret.ts';

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
  /** Whose they are, as far as it is known without asking: an ARN, or where they come from. Nothing secret. */
  readonly who: string;
}

/** Why one of the places where the node's identity may come from has none. */
export interface Absent {
  /** As an item of a list: `no AWS_ACCESS_KEY_ID in the environment`. */
  readonly reason: string;
  readonly hint?: string;
  /** Somebody has set it up, and it does not work: not the same as a node without an identity. */
  readonly broken: boolean;
}

export function isAbsent(result: AwsCredentials | Absent): result is Absent {
  return 'reason' in result;
}
