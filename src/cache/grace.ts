// Whose credential may be used after its end, while the service that gives it cannot be reached: docs/images-on-the-node.md.

import type { Question } from '../backend/backend.ts';
import type { KeptCredentials } from './entry.ts';

/**
 * Milliseconds after its end. Only for a service account's token: the kubelet compares the account with its record of the
 * pull, and lets an image of the node start. Without a token it asks nothing, and an anonymous pull may work.
 */
export function graceOf(
  { byToken }: Pick<Question, 'byToken'>,
  { credentials, refused }: KeptCredentials,
  graceMs: number,
): number {
  return byToken && !refused && credentials.entries.length > 0 ? graceMs : 0;
}
