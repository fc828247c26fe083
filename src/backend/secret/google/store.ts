// A secret of Google Secret Manager.

import type { GoogleSecretManagerSettings } from '../../../config/config.ts';
import type { Surroundings } from '../../backend.ts';
import type { Asker } from '../../cloud/asker.ts';
import { warningsOf } from '../../google/lent.ts';
import type { StoredSecret } from '../stored-secret.ts';
import { describeQuestion, keyOf, questionOf } from './question.ts';
import { readSecret } from './read.ts';

/** @throws {ProviderError} */
export function googleSecret(
  settings: GoogleSecretManagerSettings,
  asker: Asker,
  surroundings: Surroundings,
): StoredSecret {
  const question = questionOf(settings, asker, surroundings.env);
  return {
    name: question.name,
    details: describeQuestion(question),
    warnings: warningsOf(question),
    key: keyOf(question, surroundings.env),
    read: (signal) => readSecret(question, surroundings, signal),
  };
}
