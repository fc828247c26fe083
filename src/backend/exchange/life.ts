// What an answer says of a credential's end: in a field of its own, or in the claims of a JWT.

import type { JsonObject } from '../../json.ts';
import { claimsOf } from '../../protocol/jwt-claims.ts';
import type { ToldEnd } from '../cloud/values.ts';

/** Of a number of seconds, be it written as text; undefined: it is none. */
export function endBySeconds(seconds: unknown): ToldEnd | undefined {
  const isNumber =
    typeof seconds === 'number' || (typeof seconds === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(seconds));
  return isNumber ? { lastsMs: Number(seconds) * 1000 } : undefined;
}

/** Of a token that is a JWT; undefined: it is none, or has no such claim. */
export function endByClaim(token: unknown, claim = 'exp'): ToldEnd | undefined {
  const claims = typeof token === 'string' ? claimsOf(token) : {};
  const end = memberOf(claims, claim);
  const { iat } = claims;
  return typeof end === 'number'
    ? { endsAt: end * 1000, servedAt: typeof iat === 'number' ? iat * 1000 : Number.NaN }
    : undefined;
}

/** What a path of names with dots between them leads to. A name may have dots of its own: `https://acme.example/user`. */
export function memberOf(object: unknown, path: string): unknown {
  if (hasOwn(object, path)) return object[path];
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot);
    const found = hasOwn(object, name) ? memberOf(object[name], path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function hasOwn(value: unknown, name: string): value is JsonObject {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}
