// A secret of a KV engine of HashiCorp Vault or OpenBao.

import type { VaultSettings } from '../../../config/config.ts';
import type { Surroundings } from '../../backend.ts';
import type { Asker } from '../../cloud/asker.ts';
import type { StoredSecret } from '../stored-secret.ts';
import { describeQuestion, keyOf, questionOf, warningsOf } from './question.ts';

/** @throws {ProviderError} */
export function vaultSecret(settings: VaultSettings, asker: Asker, surroundings: Surroundings): StoredSecret {
  const { env } = surroundings;
  const question = questionOf(settings, asker, env);
  const name = `${question.mount}/${question.path} of ${new URL(question.address).host}`;
  return {
    name,
    details: describeQuestion(question, env),
    warnings: warningsOf(question),
    key: keyOf(question, env),
    sent: asker.kind === 'serviceAccount' ? asker.token : undefined,
    // Other stores need nothing of it.
    read: async (signal) => (await import('./read.ts')).readSecret(question, name, surroundings, signal),
  };
}
