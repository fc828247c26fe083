// What of the settings cannot be Vault or OpenBao.

import type { VaultSettings } from '../../../config/config.ts';
import type { Contradiction } from '../../cloud/claim.ts';
import { isKeyVault } from '../azure/vault.ts';

export function claimsOf({ address }: VaultSettings): Contradiction[] {
  const { hostname } = new URL(address);
  return isKeyVault(hostname)
    ? [
        {
          field: ['address'],
          says: `${hostname} is Azure Key Vault, not Vault`,
          remedy: 'use azureKeyVault instead of vault',
        },
      ]
    : [];
}
