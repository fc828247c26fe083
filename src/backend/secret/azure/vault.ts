// Which hosts are vaults of Azure Key Vault, and of which cloud each is.
// https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#dns-suffixes-for-object-identifiers

import type { AcrRegistry } from '../../acr/lent.ts';

interface KeyVault {
  readonly host: string;
  /** For whom a token must be. */
  readonly resource: string;
  readonly cloud: AcrRegistry['cloud'];
  readonly suffix: string;
}

const CLOUDS: Readonly<Record<string, KeyVault['cloud']>> = {
  'vault.azure.net': 'AzurePublicCloud',
  'vault.azure.cn': 'AzureChinaCloud',
  'vault.usgovcloudapi.net': 'AzureUSGovernmentCloud',
};

/** Whether a host is a vault of one of Microsoft's own clouds. */
export function isKeyVault(host: string): boolean {
  return Object.keys(CLOUDS).some((suffix) => host.endsWith(`.${suffix}`));
}

/**
 * @param vault its name, which is in the public cloud, or its host
 * @param privateSuffix of a cloud of the configuration's own, in place of the public ones
 */
export function parseVault(vault: string, privateSuffix: string | undefined): KeyVault {
  const [name = '', ...rest] = vault.split('.');
  const suffix = rest.length > 0 ? rest.join('.') : (privateSuffix ?? 'vault.azure.net');
  const cloud = CLOUDS[suffix] ?? 'private';
  return { host: `${name}.${suffix}`, resource: `https://${suffix}`, cloud, suffix };
}
