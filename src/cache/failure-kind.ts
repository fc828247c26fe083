// Which failures are worth remembering, and which are over at the next attempt.

import type { ErrorCode } from '../errors.ts';
import type { FailureKind } from './renewal.ts';

/** The cloud has answered, or there is nobody to ask as: only a change of somebody's settings helps. */
const LASTING: readonly ErrorCode[] = [
  'ANNOTATION_INVALID',
  'ANNOTATION_MISSING',
  'BACKEND_DENIED',
  'BACKEND_NOT_FOUND',
  'CONFIG_INVALID',
  'HOST_REFUSED',
  'IDENTITY_NOT_ALLOWED',
  'IDENTITY_UNAVAILABLE',
  'TOKEN_INVALID',
];

export function failureKind(code: ErrorCode): FailureKind {
  if (code === 'BACKEND_THROTTLED') {
    return 'throttled';
  }
  return LASTING.includes(code) ? 'lasting' : 'passing';
}
