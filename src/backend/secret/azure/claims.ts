// What of the settings contradicts where a vault of Azure Key Vault is: its cloud, by Microsoft's own names.

import type { AzureKeyVaultSettings } from '../../../config/config.ts';
import { type AzureSetting, azureSettings } from '../../acr/claims.ts';
import type { Contradiction } from '../../cloud/claim.ts';
import { parseVault } from './vault.ts';

/** @param cloudOfFile what azure.json says, where an application is asked for by it */
export function claimsOf(settings: AzureKeyVaultSettings, cloudOfFile: string | undefined): Contradiction[] {
  const { host, suffix } = parseVault(settings.vault, settings.cloud?.suffix);
  return azureSettings(settings, cloudOfFile).flatMap((setting) =>
    setting.cloud.vaults === suffix
      ? ofResource(setting, suffix)
      : [
          {
            field: setting.field,
            says: `${setting.value} is of the cloud of ${setting.cloud.vaults}, and the vault is ${host}`,
            remedy: 'write the host of the vault, or the cloud that it is in',
          },
        ],
  );
}

/** Of the vault's own cloud. */
function ofResource({ field, value }: AzureSetting, suffix: string): Contradiction[] {
  return field.at(-1) === 'resource' && value !== suffix
    ? [
        {
          field,
          says: `${value} is not Key Vault, which takes tokens for https://${suffix} only`,
          remedy: 'leave resource out',
        },
      ]
    : [];
}
