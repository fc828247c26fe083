// Who a service account token speaks for. The kubelet got it from the API server and handed it to this plugin, so the
// signature need not be checked to choose a rule; whoever is sent the token checks it.
// https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#service-account-tokens

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { MAX_NAMES } from '../names.ts';
import type { Secret } from '../secret.ts';
import { claimsOf, hasTooManyClaims, objectOf } from './jwt-claims.ts';
import { isNamespace, isServiceAccountName } from './service-account-name.ts';

/** One that is only imagined, as by `explain`, has its two names and nothing of a token's. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
  /** Of the service account, not the Pod: one that was deleted and made again has another. */
  readonly uid?: string | undefined;
  /** Who issued the token, and for whom, as in its claims. */
  readonly issuer?: string | undefined;
  readonly audiences?: readonly string[];
}

const SUBJECT = /^system:serviceaccount:([^:]*):([^:]*)$/;
/** The API server's are UUIDs. */
const UID = /^[0-9A-Za-z][0-9A-Za-z-]{0,127}$/;

/**
 * Reads whom the token speaks for from its claims.
 * @throws {ProviderError} TOKEN_INVALID when the token is no JWT of a service account, or names what cannot be one.
 */
export function serviceAccountOf(token: Secret): ServiceAccount {
  const claims = claimsOf(token.reveal());
  const [, namespace, name] = SUBJECT.exec(textOf(claims.sub) ?? '') ?? [];
  if (namespace === undefined || name === undefined) {
    if (hasTooManyClaims(token.reveal())) {
      throw invalid(`has more than ${MAX_NAMES} claims and audiences`);
    }
    throw invalid(
      'expected a JWT of the API server with the subject system:serviceaccount:NAMESPACE:NAME, got something else',
    );
  }
  if (!isNamespace(namespace)) throw invalid(`${quote(namespace)} cannot be the name of a namespace`);
  if (!isServiceAccountName(name)) throw invalid(`${quote(name)} cannot be the name of a service account`);
  const uid = objectOf(objectOf(claims['kubernetes.io']).serviceaccount).uid;
  if (uid !== undefined && !(typeof uid === 'string' && UID.test(uid))) {
    throw invalid('the uid of the service account is not valid');
  }
  const issuer = textOf(claims.iss);
  return {
    namespace,
    name,
    uid,
    issuer,
    audiences: [claims.aud].flat().filter((audience) => typeof audience === 'string'),
  };
}

function invalid(what: string): ProviderError {
  return new ProviderError(`request on stdin: serviceAccountToken: ${what}`, {
    code: 'TOKEN_INVALID',
    hint: 'rules for service accounts need a valid token; check the token issuer of this cluster',
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
