// For whom a service account token is: one that others take as well is not sent, because whoever is sent it could use it there.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { JsonObject } from '../../json.ts';
import { claimsOf, isJwt } from '../../protocol/jwt-claims.ts';
import { ownerOfAudience } from '../../protocol/known-audiences.ts';
import type { Secret } from '../../secret.ts';

const MAX_SHOWN = 3;

/** Of tokens that are kept in Secrets. Whatever they are for, the API server takes them. */
const LEGACY_ISSUER = 'kubernetes/serviceaccount';

/** Refuses what is no JWT, or not for the audience alone. @throws {ProviderError} TOKEN_INVALID, AUDIENCE_REFUSED */
export function requireTokenFor(token: Secret, audience: string): void {
  if (!isJwt(token.reveal())) {
    throw new ProviderError('the service account token is not a JWT, or has more than 16384 characters', {
      code: 'TOKEN_INVALID',
      hint: 'check the token issuer of this cluster',
    });
  }
  requireAudience(claimsOf(token.reveal()), audience);
}

/**
 * Refuses a token that is not for the audience alone.
 * @param claims of the token
 * @param audience that the rule names
 * @throws {ProviderError} AUDIENCE_REFUSED
 */
export function requireAudience({ aud, iss }: JsonObject, audience: string): void {
  const audiences = [aud ?? []].flat();
  if (audience === iss) {
    throw refused(
      `the audience ${quote(audience)} is the issuer of the token, and the API server takes its tokens`,
      "choose an audience for this rule alone, in the rule and in the kubelet's configuration",
    );
  }
  if (audiences.length > 0 && audiences.every((each) => each === audience)) {
    return;
  }
  throw refused(
    `the service account token is for ${describe(audiences)}, and the rule is for ${quote(audience)} alone`,
    `in the kubelet's configuration, set serviceAccountTokenAudience to ${audience} in an entry for the images of this rule (generate kubelet-config --tokens writes it)`,
  );
}

/**
 * Refuses a token that the API server or a cloud would take as well, where the rule names no audience.
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#manual-secret-management-for-serviceaccounts
 * @param claims of the token
 * @param what the start of the sentence: `subject token "/run/node.jwt"`
 * @throws {ProviderError} AUDIENCE_REFUSED
 */
export function refuseKnownAudiences({ aud, iss }: JsonObject, what: string): void {
  if (iss === LEGACY_ISSUER) {
    throw refused(
      `${what} is from the Secret of a service account and for no audience: whoever is sent it could use it at the Kubernetes API server`,
      'write a token for an audience of its own',
    );
  }
  const audiences = [aud ?? []].flat().filter((each): each is string => typeof each === 'string');
  const known = audiences.find((each) => each === iss || ownerOfAudience(each) !== undefined);
  if (known !== undefined) {
    const owner = ownerOfAudience(known) ?? 'its issuer';
    throw refused(
      `${what} is for the audience ${quote(known)}: whoever is sent it could use it at ${owner}`,
      'write a token for an audience of its own',
    );
  }
}

function refused(message: string, hint: string): ProviderError {
  return new ProviderError(message, { code: 'AUDIENCE_REFUSED', hint });
}

function describe(audiences: readonly unknown[]): string {
  if (audiences.length === 0) return 'no audience';
  const shown = audiences.slice(0, MAX_SHOWN).map((each) => {
    if (typeof each !== 'string') return 'an audience that is not text';
    const owner = ownerOfAudience(each);
    return owner === undefined ? quote(each) : `${quote(each)} (${owner})`;
  });
  const more = audiences.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
