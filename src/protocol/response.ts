// CredentialProviderResponse, our answer.
// https://kubernetes.io/docs/reference/config-api/kubelet-credentialprovider.v1/

import type { Secret } from '../secret.ts';
import { formatGoDuration } from './go-duration.ts';
import type { ApiVersion } from './request.ts';

export type CacheKeyType = 'Image' | 'Registry';

interface AuthEntry {
  /** The key of `auth`: a pattern that the kubelet matches against the image. */
  readonly key: string;
  readonly username: string;
  readonly password: Secret;
}

/** What the kubelet is told. `Global` is never an answer: a credential is for one registry at the most. */
export interface Answer {
  readonly cacheKeyType: CacheKeyType;
  /** Milliseconds that the kubelet may use the answer; 0 keeps it from caching. */
  readonly cacheDurationMs: number;
  readonly auth: readonly AuthEntry[];
}

/** No credential for this image, and nothing for the kubelet to remember. */
export const NO_CREDENTIAL: Answer = { cacheKeyType: 'Image', cacheDurationMs: 0, auth: [] };

/** The answer as the one line of JSON that the kubelet reads, secrets included. */
export function encodeResponse(
  apiVersion: ApiVersion,
  { cacheKeyType, cacheDurationMs, auth }: Answer,
): string {
  const entries = auth.map(
    ({ key, username, password }) => [key, { username, password: password.reveal() }] as const,
  );
  return `${JSON.stringify({
    apiVersion,
    kind: 'CredentialProviderResponse',
    cacheKeyType,
    cacheDuration: formatGoDuration(cacheDurationMs),
    auth: Object.fromEntries(entries),
  })}\n`;
}
