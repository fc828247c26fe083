// What is asked of Google Secret Manager, where and as whom: everything that decides the answer, as plain data.

import type { GoogleSecretManagerSettings } from '../../../config/config.ts';
import type { Environment } from '../../../system/environment.ts';
import type { QuestionKey } from '../../backend.ts';
import type { Asker } from '../../cloud/asker.ts';
import type { Details } from '../../cloud/cloud-backend.ts';
import {
  describeQuestion as describeIdentity,
  type GoogleQuestion,
  questionOf as identityQuestionOf,
  keyOf as keyOfIdentity,
} from '../../google/lent.ts';

export interface GoogleSecretQuestion extends GoogleQuestion {
  /** `projects/my-project/secrets/hub/versions/latest` */
  readonly name: string;
  /** Without a slash at its end. */
  readonly endpoint: string;
}

/** @throws {ProviderError} as the identity's question */
export function questionOf(
  settings: GoogleSecretManagerSettings,
  asker: Asker,
  env: Environment,
): GoogleSecretQuestion {
  const { project, location, secret, version, endpoint } = settings;
  const parent = location === undefined ? `projects/${project}` : `projects/${project}/locations/${location}`;
  // https://cloud.google.com/secret-manager/regional-secrets/access-secret-version-rs
  const host =
    location === undefined ? 'secretmanager.googleapis.com' : `secretmanager.${location}.rep.googleapis.com`;
  return {
    ...identityQuestionOf(settings, asker, env),
    name: `${parent}/secrets/${secret}/versions/${version}`,
    endpoint: endpoint?.replace(/\/+$/, '') ?? `https://${host}`,
  };
}

/** For `explain`. */
export function describeQuestion(question: GoogleSecretQuestion): Details {
  return {
    store: 'Secret Manager',
    secret: question.name,
    host: new URL(question.endpoint).host,
    ...describeIdentity(question),
  };
}

/** For the cache. */
export function keyOf(question: GoogleSecretQuestion, env: Environment): QuestionKey {
  const { name, endpoint } = question;
  return { name, endpoint, ...keyOfIdentity(question, env) };
}
