// Which failures are remembered, and which may be gone at the next attempt.

import type { ErrorCode } from '../errors.ts';
import type { FailureKind } from './renewal.ts';

/**
 * The cloud refused, or there is no identity: only a change of settings helps. CONFIG_INVALID is not here: such a mistake,
 * as in HTTPS_PROXY, is found without a call, so that remembering it saves none, and it would outlive its correction.
 */
const LASTING: readonly ErrorCode[] = [
  'ANNOTATION_INVALID',
  'ANNOTATION_MISSING',
  'BACKEND_DENIED',
  'BACKEND_NOT_FOUND',
  'HOST_REFUSED',
  'IDENTITY_NOT_ALLOWED',
  'IDENTITY_UNAVAILABLE',
  'TOKEN_INVALID',
];

/** The service did not answer, or answered that it has failed. TLS is not here: whoever broke it may be no outage. */
const UNREACHABLE: readonly ErrorCode[] = ['BACKEND_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'NETWORK_FAILED'];

export function failureKind(code: ErrorCode): FailureKind {
  if (code === 'BACKEND_THROTTLED') {
    return 'throttled';
  }
  if (UNREACHABLE.includes(code)) {
    return 'unreachable';
  }
  return LASTING.includes(code) ? 'lasting' : 'passing';
}
