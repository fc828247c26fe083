// A secret of AWS Secrets Manager, or a parameter of Parameter Store.

import type { Surroundings } from '../../backend.ts';
import type { Asker } from '../../cloud/asker.ts';
import type { StoredSecret } from '../stored-secret.ts';
import { type AwsStoreSettings, describeQuestion, keyOf, questionOf, warningsOf } from './question.ts';
import { readSecret } from './read.ts';

/** @throws {ProviderError} */
export function awsSecret(
  settings: AwsStoreSettings,
  asker: Asker,
  surroundings: Surroundings,
): StoredSecret {
  const { env } = surroundings;
  const question = questionOf(settings, asker, env);
  return {
    name: `${question.input.SecretId ?? question.input.Name}`,
    details: describeQuestion(question, env),
    warnings: warningsOf(question),
    key: keyOf(question, env),
    read: (signal) => readSecret(question, surroundings, signal),
  };
}
