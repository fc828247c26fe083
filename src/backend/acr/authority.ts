// Where Entra ID is asked: the authority of the registry's cloud, unless the rule, the environment or azure.json names it.
// https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud

import type { AcrBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import type { AzureJson } from './azure-json.ts';
import type { AcrIdentity } from './identity.ts';
import type { AcrRegistry } from './registry.ts';

export interface Authority {
  readonly host: string;
  /** Named by the operator, so that no other service need be asked about it. */
  readonly trusted: boolean;
}

const AUTHORITY_HOSTS: Readonly<Record<string, string>> = {
  AzurePublicCloud: 'https://login.microsoftonline.com',
  AzureChinaCloud: 'https://login.partner.microsoftonline.cn',
  AzureUSGovernmentCloud: 'https://login.microsoftonline.us',
};

/** Other names of the same in azure.json, which knows no case. */
const CLOUD_NAMES: Readonly<Record<string, string>> = {
  azurecloud: 'AzurePublicCloud',
  azurepubliccloud: 'AzurePublicCloud',
  azurechinacloud: 'AzureChinaCloud',
  azureusgovernment: 'AzureUSGovernmentCloud',
  azureusgovernmentcloud: 'AzureUSGovernmentCloud',
};

interface AuthorityOptions {
  readonly identity: AcrIdentity;
  /** Or a vault, which is in a cloud too. */
  readonly registry: Pick<AcrRegistry, 'cloud' | 'suffix'>;
  readonly settings: Pick<AcrBackendConfig, 'cloud'>;
  readonly env: Environment;
  readonly azureJson: AzureJson | undefined;
}

/** @throws {ProviderError} CONFIG_INVALID when an application must be asked for and nothing says where */
export function authorityOf({ identity, registry, settings, env, azureJson }: AuthorityOptions): Authority {
  const told = settings.cloud?.authorityHost ?? (env.AZURE_AUTHORITY_HOST || undefined);
  if (told !== undefined && !/^https:\/\/[^\s/?#@]+\/?$/.test(told) && identity.kind === 'application') {
    throw new ProviderError(`AZURE_AUTHORITY_HOST: expected an https URL, got ${quote(told)}`, {
      code: 'IDENTITY_UNAVAILABLE',
      hint: 'set it to https://HOST/, or unset it',
    });
  }
  const named = told === undefined && identity.kind === 'application' ? azureJson : undefined;
  const unsupported = named?.unsupportedAuthority;
  if (unsupported !== undefined) {
    throw new ProviderError(
      `azureJson ${quote(named?.path ?? '')}: ${unsupported} names a custom cloud, whose endpoints are not looked up`,
      { code: 'CONFIG_INVALID', hint: 'set acr.cloud.authorityHost to the address of its Entra ID' },
    );
  }
  const cloud = named?.cloud === undefined ? registry.cloud : CLOUD_NAMES[named.cloud.toLowerCase()];
  const host = told?.replace(/\/$/, '') ?? AUTHORITY_HOSTS[cloud ?? ''];
  if (host === undefined && identity.kind === 'application') {
    throw new ProviderError(
      `the address of Entra ID is not known for ${quote(named?.cloud ?? registry.suffix)}`,
      {
        code: 'CONFIG_INVALID',
        hint: 'set acr.cloud.authorityHost',
      },
    );
  }
  return { host: host ?? '', trusted: !Object.values(AUTHORITY_HOSTS).includes(host ?? '') };
}
