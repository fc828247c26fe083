// From a backend's credentials to the kubelet's answer: under which key, and for how long.

import type { Credential, Credentials } from './backend/backend.ts';
import { ProviderError } from './errors.ts';
import { quote } from './escape.ts';
import type { ImageName } from './image/reference.ts';
import { authKeyFor, lookupKeys } from './kubelet/keyring.ts';
import { marginOf } from './margin.ts';
import type { Answer, CacheKeyType } from './protocol/response.ts';

interface AnswerOptions {
  readonly image: ImageName;
  /** Every image of the registry would get the same rule. */
  readonly wholeRegistry: boolean;
  /** Milliseconds for a credential that does not expire by itself; those of a chain have `cacheAtMostMs` too. */
  readonly cacheDurationMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export function makeAnswer(credentials: Credentials, options: AnswerOptions): Answer {
  const cacheKeyType = cacheKeyTypeOf(credentials.scope, options.wholeRegistry);
  if (credentials.entries.length === 0) {
    return { cacheKeyType, cacheDurationMs: credentials.anonymousForMs ?? 0, auth: [] };
  }
  const durations = credentials.entries.map((credential) => lifetimeMs(credential, options));
  return {
    cacheKeyType,
    cacheDurationMs: Math.min(...durations, credentials.cacheAtMostMs ?? Infinity),
    auth: credentials.entries.map(({ key = keyFor(options.image, cacheKeyType), username, password }) => ({
      key,
      username,
      password,
    })),
  };
}

/** `Registry` only when neither the choice of the rule nor the backend looks at the image's path. */
export function cacheKeyTypeOf(scope: Credentials['scope'], wholeRegistry: boolean): CacheKeyType {
  return wholeRegistry && scope === 'registry' ? 'Registry' : 'Image';
}

/**
 * The auth key, as wide as the kubelet's cache key: with a narrower one, a cached answer would mean an anonymous pull.
 * @throws {ProviderError} IMAGE_INVALID for a host that the kubelet cannot look up under its own name
 */
export function keyFor({ registry, name }: ImageName, cacheKeyType: CacheKeyType): string {
  const key = authKeyFor(cacheKeyType === 'Registry' ? registry : name);
  if (key === undefined || lookupKeys([key], name).length === 0) {
    throw new ProviderError(
      `image ${quote(name)}: the kubelet cannot look up a credential for a registry with this name`,
      {
        code: 'IMAGE_INVALID',
        hint: 'an IPv6 address needs a port, such as [::1]:443, or give the registry a host name',
      },
    );
  }
  return key;
}

/** The remaining life less the margin. */
function lifetimeMs({ expiresAt }: Credential, { cacheDurationMs, now }: AnswerOptions): number {
  if (expiresAt === undefined) {
    return cacheDurationMs;
  }
  const remaining = Math.max(0, expiresAt.getTime() - now);
  return Math.floor(remaining - marginOf(remaining));
}
