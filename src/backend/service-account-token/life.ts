// How long a service account token can still be used.
// https://www.rfc-editor.org/rfc/rfc7519#section-4.1

import { ProviderError } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';

/** The kubelet replaces a token after a day, however long it lives. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * When the token ends, at the latest a day from now. A node whose clock is behind takes it for no younger than it is:
 * by the clock of the API server it lives from `iat` to `exp`.
 * @param now milliseconds since the epoch
 * @throws {ProviderError} TOKEN_INVALID: it has expired, or does not say when it expires
 */
export function endOfToken({ exp, iat }: JsonObject, now: number): Date {
  if (typeof exp !== 'number' || !Number.isFinite(exp)) {
    throw new ProviderError('the service account token does not say when it expires (exp)', {
      code: 'TOKEN_INVALID',
      hint: "check the token issuer of this cluster: the API server's tokens always expire",
    });
  }
  const leftMs = exp * 1000 - now;
  if (leftMs <= 0) {
    throw new ProviderError(`the service account token expired ${agoText(-leftMs)} ago`, {
      code: 'TOKEN_INVALID',
      hint: "check the node's clock, and whether the kubelet reaches the API server, which renews the token",
    });
  }
  const ownMs = typeof iat === 'number' && iat < exp ? (exp - iat) * 1000 : LONGEST_MS;
  return new Date(now + Math.min(leftMs, ownMs, LONGEST_MS));
}

function agoText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
