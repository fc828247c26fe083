// Who a service account token speaks for. The kubelet got it from the API server and handed it to us, so the
// signature need not be checked to choose a rule; whoever is sent the token checks it.
// https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#service-account-tokens

import { ProviderError } from '../errors.ts';
import type { Secret } from '../secret.ts';

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

const SUBJECT = /^system:serviceaccount:([a-z0-9][a-z0-9.-]{0,252}):([a-z0-9][a-z0-9.-]{0,252})$/;

/**
 * Reads the service account from the token's `sub` claim.
 * @throws {ProviderError} TOKEN_INVALID when the token is no JWT of a service account.
 */
export function serviceAccountOf(token: Secret): ServiceAccount {
  const subject = subjectOf(token.reveal());
  const match = typeof subject === 'string' ? SUBJECT.exec(subject) : null;
  if (match === null) {
    throw new ProviderError(
      'request on stdin: serviceAccountToken: expected a JWT of the API server with the subject system:serviceaccount:NAMESPACE:NAME, got something else',
      {
        code: 'TOKEN_INVALID',
        hint: 'a rule with matchServiceAccounts cannot be decided without it; check what issues the tokens of this cluster',
      },
    );
  }
  return { namespace: match[1] as string, name: match[2] as string };
}

function subjectOf(token: string): unknown {
  const parts = token.split('.');
  if (parts.length !== 3) {
    return undefined;
  }
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] as string, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as { sub?: unknown }).sub : undefined;
  } catch {
    return undefined; // not JSON: no subject
  }
}
