// The one switch from the settings of a rule to the store that has the secret.

import type { StoreSettings } from '../../config/config.ts';
import type { Surroundings } from '../backend.ts';
import type { Asker } from '../cloud/asker.ts';
import { awsSecret } from './aws/store.ts';
import { azureSecret } from './azure/store.ts';
import { googleSecret } from './google/store.ts';
import type { StoredSecret } from './stored-secret.ts';
import { vaultSecret } from './vault/store.ts';

/** Reads no network. @throws {ProviderError} when the reading would fail for a reason that is plain before it */
export function storedSecret(
  settings: StoreSettings,
  asker: Asker,
  surroundings: Surroundings,
): StoredSecret {
  switch (settings.kind) {
    case 'awsSecretsManager':
    case 'awsParameterStore':
      return awsSecret(settings, asker, surroundings);
    case 'googleSecretManager':
      return googleSecret(settings, asker, surroundings);
    case 'azureKeyVault':
      return azureSecret(settings, asker, surroundings);
    case 'vault':
      return vaultSecret(settings, asker, surroundings);
  }
}
