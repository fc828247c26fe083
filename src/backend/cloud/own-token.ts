// A token that is sent to whoever the rule names: the Pod's own, or one that an agent has written for the node.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { MAX_NAMES } from '../../names.ts';
import { claimsOf, hasTooManyClaims } from '../../protocol/jwt-claims.ts';
import { Secret } from '../../secret.ts';
import { readTextFile } from '../../system/files.ts';
import type { QuestionKey } from '../backend.ts';
import { accountText, type ServiceAccountAsker } from './asker.ts';
import { refuseKnownAudiences, requireTokenFor } from './token-audience.ts';
import { isToken } from './values.ts';

export type OwnToken =
  | { readonly kind: 'serviceAccount'; readonly asker: ServiceAccountAsker }
  | { readonly kind: 'file'; readonly path: string };

/**
 * Whoever is sent a token could use it wherever else its audiences are trusted.
 * @throws {ProviderError} TOKEN_INVALID, AUDIENCE_REFUSED
 */
export function tokenOfAccount(asker: ServiceAccountAsker, audience: string): OwnToken {
  // Without one, the service account is imagined.
  if (asker.token !== undefined) {
    requireTokenFor(asker.token, audience);
  }
  return { kind: 'serviceAccount', asker };
}

/** Whether no cloud is asked for it. */
export function isOwnToken<T extends { readonly kind: string }>(source: OwnToken | T): source is OwnToken {
  return source.kind === 'serviceAccount' || source.kind === 'file';
}

/** For messages and `explain`. */
export function ownTokenText(source: OwnToken): string {
  return source.kind === 'file' ? `the token in ${quote(source.path)}` : accountText(source.asker.account);
}

/** For the cache. */
export function ownTokenKey(source: OwnToken): QuestionKey {
  if (source.kind === 'file') {
    return { kind: source.kind, path: source.path };
  }
  const { namespace, name, uid, issuer, audiences } = source.asker.account;
  return { kind: source.kind, namespace, name, uid, issuer, audiences };
}

/** @throws {ProviderError} FILE_UNREADABLE, SECRET_INVALID, AUDIENCE_REFUSED */
export function readOwnToken(source: OwnToken): Secret {
  if (source.kind === 'file') {
    return fromFile(source.path);
  }
  const { token } = source.asker;
  if (token === undefined) {
    throw new Error('an imagined service account asks for no credential');
  }
  return token;
}

function fromFile(path: string): Secret {
  const what = 'subject token';
  const text = readTextFile(path, { what }).text.trim();
  const problem = problemOf(text);
  if (problem !== undefined) {
    throw new ProviderError(`${what} ${quote(path)} ${problem}`, {
      code: 'SECRET_INVALID',
      hint: 'check the program that writes the file',
    });
  }
  refuseKnownAudiences(claimsOf(text), `${what} ${quote(path)}`);
  return new Secret(text);
}

function problemOf(text: string): string | undefined {
  if (text === '') return 'is empty';
  if (!isToken(text)) return 'does not contain a token';
  // Its audiences would be unknown.
  return hasTooManyClaims(text) ? `has more than ${MAX_NAMES} claims and audiences` : undefined;
}

/**
 * What whoever is sent the token compares: its claims are no secret, and without the signature they are no token.
 * @param now milliseconds since the epoch
 */
export function factsOf(token: Secret, now: number): string[] {
  const { iss, aud, sub, exp } = claimsOf(token.reveal());
  const names = [
    ['issuer', iss],
    ['audience', [aud].flat().slice(0, 3).join(' and ')],
    ['subject', sub],
  ].flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [`${name} ${value.slice(0, 200)}`] : [],
  );
  const goneMs = typeof exp === 'number' ? now - exp * 1000 : -1;
  const gone = goneMs < 0 ? [] : [`expired ${Math.floor(goneMs / 60_000)} min ago by this node's clock`];
  return [...names, ...gone];
}
