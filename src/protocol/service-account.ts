// Who a service account token speaks for. The kubelet got it from the API server and handed it to us, so the
// signature need not be checked to choose a rule; whoever is sent the token checks it.
// https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#service-account-tokens

import { ProviderError } from '../errors.ts';
import type { Secret } from '../secret.ts';
import { claimsOf, objectOf } from './jwt-claims.ts';

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
  /** Of the service account, not the Pod: one that was deleted and made again has another. */
  readonly uid?: string;
  /** Who issued the token, and for whom, as in its claims. */
  readonly issuer?: string;
  readonly audiences?: readonly string[];
}

const SUBJECT = /^system:serviceaccount:([a-z0-9][a-z0-9.-]{0,252}):([a-z0-9][a-z0-9.-]{0,252})$/;

/**
 * Reads whom the token speaks for from its claims.
 * @throws {ProviderError} TOKEN_INVALID when the token is no JWT of a service account.
 */
export function serviceAccountOf(token: Secret): ServiceAccount {
  const claims = claimsOf(token.reveal());
  const match = SUBJECT.exec(textOf(claims.sub) ?? '');
  if (match === null) {
    throw new ProviderError(
      'request on stdin: serviceAccountToken: expected a JWT of the API server with the subject system:serviceaccount:NAMESPACE:NAME, got something else',
      {
        code: 'TOKEN_INVALID',
        hint: 'a rule for service accounts cannot be decided without it; check what issues the tokens of this cluster',
      },
    );
  }
  const uid = textOf(objectOf(objectOf(claims['kubernetes.io']).serviceaccount).uid);
  const issuer = textOf(claims.iss);
  return {
    namespace: match[1] as string,
    name: match[2] as string,
    ...(uid !== undefined && { uid }),
    ...(issuer !== undefined && { issuer }),
    audiences: [claims.aud].flat().filter((audience) => typeof audience === 'string'),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
