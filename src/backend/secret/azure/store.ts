// A secret of Azure Key Vault.

import type { AzureKeyVaultSettings } from '../../../config/config.ts';
import type { Surroundings } from '../../backend.ts';
import type { Asker } from '../../cloud/asker.ts';
import type { StoredSecret } from '../stored-secret.ts';
import { describeQuestion, keyOf, questionOf } from './question.ts';
import { readSecret } from './read.ts';

/** @throws {ProviderError} */
export function azureSecret(
  settings: AzureKeyVaultSettings,
  asker: Asker,
  surroundings: Surroundings,
): StoredSecret {
  const question = questionOf(settings, asker, surroundings.env);
  return {
    name: `${question.name} of ${question.host}`,
    details: describeQuestion(question),
    warnings: [],
    key: keyOf(question),
    read: (signal) => readSecret(question, surroundings, signal),
  };
}
