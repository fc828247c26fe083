// The claims of a JSON Web Token, for what needs no proof of them: https://www.rfc-editor.org/rfc/rfc7519

import { isObject, type JsonObject, parseObject } from '../json.ts';
import { hasTooManyNames } from '../names.ts';

/** Longer than any issuer's, and short enough for a header. */
const MAX_LENGTH = 16_384;

/** Whether the text has the form of a signed JWT: it goes into headers as it is. */
export function isJwt(text: string): boolean {
  return text.length <= MAX_LENGTH && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

/** Empty when the text is no JWT, or has too many claims. Nothing is verified. */
export function claimsOf(token: string): JsonObject {
  const payload = payloadOf(token);
  return (!hasTooManyNames(payload) && parseObject(payload.toString('utf8'))) || {};
}

/** Whether that is why `claimsOf` finds none. */
export function hasTooManyClaims(token: string): boolean {
  return hasTooManyNames(payloadOf(token));
}

function payloadOf(token: string): Buffer {
  const parts = token.split('.');
  return Buffer.from(parts.length === 3 ? (parts[1] as string) : '', 'base64url');
}

/** The value itself when it is an object, else an empty one. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
