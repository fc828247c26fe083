// As whom the exchange is made: whose token is sent, and for whom at the provider the credential is.

import type { ExchangeBackendConfig } from '../../config/config.ts';
import { needsWho } from '../../config/exchange-forms.ts';
import { matchesWildcard } from '../../config/wildcard.ts';
import { ProviderError } from '../../errors.ts';
import type { Environment } from '../../system/environment.ts';
import { missingAnnotation, readAnnotation } from '../cloud/annotations.ts';
import type { Asker } from '../cloud/asker.ts';
import { azureMetadata, googleMetadata } from '../cloud/metadata-endpoint.ts';
import { type OwnToken, ownTokenText, tokenOfAccount } from '../cloud/own-token.ts';
import { type AwsSubject, awsSubjectOf } from '../ecr/aws-subject.ts';
import { formOf } from './forms/forms.ts';

export interface ExchangeIdentity {
  readonly subject: Subject;
  /** Such as a robot account; undefined: the token alone tells. */
  readonly who: string | undefined;
}

/** Where the token comes from that is exchanged. */
export type Subject =
  | OwnToken
  | {
      readonly kind: 'google';
      /** Scheme, host and port of the metadata server. */
      readonly endpoint: string;
      readonly account: string;
      readonly audience: string;
    }
  | {
      readonly kind: 'azure';
      readonly endpoint: string;
      readonly clientId: string | undefined;
      readonly application: string;
    }
  | AwsSubject;

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
  const { file, google, azure, aws } = subject;
  if (file !== undefined) {
    return { kind: 'file', path: file };
  }
  if (google !== undefined) {
    const { audience, serviceAccount: account = 'default' } = google;
    return { kind: 'google', endpoint: googleMetadata(google.endpoint, env), account, audience };
  }
  if (azure !== undefined) {
    const { application, clientId } = azure;
    return { kind: 'azure', endpoint: azureMetadata(azure.endpoint, env), clientId, application };
  }
  if (aws !== undefined) {
    return awsSubjectOf(aws, env);
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
  switch (subject.kind) {
    case 'serviceAccount':
    case 'file':
      return ownTokenText(subject);
    case 'google':
      return `the node's service account ${subject.account} at Google`;
    case 'azure':
      return `the node's managed identity${subject.clientId === undefined ? '' : ` ${subject.clientId}`}`;
    case 'aws':
      return "the node's identity at AWS";
  }
}
