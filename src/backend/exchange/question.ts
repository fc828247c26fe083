// What is asked of a registry's token service, where and as whom: everything that decides the answer, as plain data.

import type { ExchangeBackendConfig, ExchangeForm } from '../../config/config.ts';
import type { Environment } from '../../system/environment.ts';
import type { QuestionKey } from '../backend.ts';
import type { Asker } from '../cloud/asker.ts';
import type { Details } from '../cloud/cloud-backend.ts';
import { isOwnToken, ownTokenKey } from '../cloud/own-token.ts';
import { formOf } from './forms/forms.ts';
import { type ExchangeIdentity, identityOf, subjectText } from './identity.ts';
import type { ExchangeRegistry } from './registry.ts';
import {
  cloudSubjectKey,
  cloudSubjectWarnings,
  describeCloudSubject,
  type Subject,
} from './subject-token.ts';

export interface ExchangeQuestion {
  readonly identity: ExchangeIdentity;
  readonly form: ExchangeForm;
  /** URL that the form's own path is added to, without a slash at its end. */
  readonly endpoint: string;
}

/** @throws {ProviderError} as identityOf */
export function questionOf(
  settings: ExchangeBackendConfig,
  { host }: ExchangeRegistry,
  asker: Asker,
  env: Environment,
): ExchangeQuestion {
  const { form } = settings;
  return {
    identity: identityOf(settings, asker, env),
    form,
    endpoint: form.endpoint ?? formOf(form.kind).endpoint ?? `https://${host}`,
  };
}

export function describeQuestion(
  { identity: { subject, who }, form, endpoint }: ExchangeQuestion,
  env: Environment,
): Details {
  return {
    form: form.kind,
    token: subjectText(subject),
    ...describeSubject(subject, env),
    as: who,
    endpoint: form.kind === 'tokenEndpoint' ? endpoint : new URL(endpoint).host,
  };
}

function describeSubject(subject: Subject, env: Environment): Details {
  return isOwnToken(subject) ? {} : describeCloudSubject(subject, env);
}

export function warningsOf({ identity: { subject } }: ExchangeQuestion): readonly string[] {
  return isOwnToken(subject) ? [] : cloudSubjectWarnings(subject);
}

/** For the cache. */
export function keyOf(
  { identity: { subject, who }, form, endpoint }: ExchangeQuestion,
  env: Environment,
): QuestionKey {
  return {
    form: form.kind,
    endpoint,
    who,
    subject: isOwnToken(subject) ? ownTokenKey(subject) : cloudSubjectKey(subject, env),
    settings: settingsKey(form),
  };
}

/** All that the request and the reading of its answer depend on, but what is named already. */
function settingsKey(form: ExchangeForm): QuestionKey {
  switch (form.kind) {
    case 'tokenEndpoint': {
      const { client, username, ...others } = form.settings;
      const { id, secret } = client ?? {};
      return { ...others, username: { ...username }, client: { id, ...secret } };
    }
    case 'jfrog': {
      const { identityMapping, projectKey, applicationKey, audience } = form.settings;
      return { identityMapping, projectKey, applicationKey, audience };
    }
    case 'cloudsmith':
      return { organization: form.settings.organization };
    case 'dockerHub': {
      const { organization, connection, lifetime } = form.settings;
      return { organization, connection, lifetime };
    }
    case 'quay':
    case 'chainguard':
    case 'artifactKeeper':
    case 'yandex':
      return {};
  }
}
