// As whom the exchange is made: whose token is sent, and for whom at the provider the credential is.

import type { ExchangeBackendConfig } from '../../config/config.ts';
import { needsWho } from '../../config/exchange-forms.ts';
import { matchesWildcard } from '../../config/wildcard.ts';
import { ProviderError } from '../../errors.ts';
import type { Environment } from '../../system/environment.ts';
import { missingAnnotation, readAnnotation } from '../cloud/annotations.ts';
import type { Asker } from '../cloud/asker.ts';
import { isOwnToken, ownTokenText, tokenOfAccount } from '../cloud/own-token.ts';
import { formOf } from './forms/forms.ts';
import { cloudSubjectOf, cloudSubjectText, type Subject } from './subject-token.ts';

export interface ExchangeIdentity {
  readonly subject: Subject;
  /** Such as a robot account; undefined: the token alone tells. */
  readonly who: string | undefined;
}

/** @throws {ProviderError} ANNOTATION_INVALID, ANNOTATION_MISSING, IDENTITY_NOT_ALLOWED, IDENTITY_UNAVAILABLE, TOKEN_INVALID */
export function identityOf(
  settings: ExchangeBackendConfig,
  asker: Asker,
  env: Environment,
): ExchangeIdentity {
  return { subject: subjectOf(settings, asker, env), who: whoOf(settings, asker) };
}

function subjectOf(
  { subject = {}, tokenAudience }: ExchangeBackendConfig,
  asker: Asker,
  env: Environment,
): Subject {
  if (asker.kind === 'serviceAccount') {
    return tokenOfAccount(asker, tokenAudience ?? '');
  }
  if (subject.file !== undefined) {
    return { kind: 'file', path: subject.file };
  }
  const ofCloud = cloudSubjectOf(subject, 'exchange', env);
  if (ofCloud !== undefined) {
    return ofCloud;
  }
  throw new ProviderError('the rule names no token that proves the node', {
    code: 'IDENTITY_UNAVAILABLE',
    hint: 'set exchange.subject',
  });
}

function whoOf({ form }: ExchangeBackendConfig, asker: Asker): string | undefined {
  const { who } = formOf(form.kind);
  if (who === undefined) {
    return undefined;
  }
  const field = `exchange.${who.field}`;
  if (asker.kind === 'node') {
    if (form.who === undefined && needsWho(form.kind)) {
      throw new ProviderError('the rule does not say for whom the credential is', {
        code: 'IDENTITY_UNAVAILABLE',
        hint: `set ${field}`,
      });
    }
    return form.who;
  }
  const chosen = readAnnotation(asker, {
    ...who,
    allowList: { field: `exchange.${who.allowedField}`, entries: form.allowed, allows: matchesWildcard },
  });
  const named = chosen ?? form.who;
  if (named === undefined && needsWho(form.kind)) {
    throw missingAnnotation(asker, who, who.placeholder);
  }
  return named;
}

/** For messages and `explain`: `service account team-a/app as my-team+puller`. */
export function identityText({ subject, who }: ExchangeIdentity): string {
  return who === undefined ? subjectText(subject) : `${subjectText(subject)} as ${who}`;
}

export function subjectText(subject: Subject): string {
  return isOwnToken(subject) ? ownTokenText(subject) : cloudSubjectText(subject);
}
