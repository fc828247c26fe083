// What is asked of Azure Key Vault, where and as whom: everything that decides the answer, as plain data.

import type { AzureKeyVaultSettings } from '../../../config/config.ts';
import type { Environment } from '../../../system/environment.ts';
import {
  type AcrIdentity,
  type Authority,
  authorityOf,
  describeIdentity,
  identityKey,
  identityOf,
  readAzureJson,
} from '../../acr/lent.ts';
import type { QuestionKey } from '../../backend.ts';
import type { Asker } from '../../cloud/asker.ts';
import type { Details } from '../../cloud/cloud-backend.ts';
import { parseVault } from './vault.ts';

export interface AzureSecretQuestion {
  readonly identity: AcrIdentity;
  readonly authority: Authority;
  /** For whom the token of Entra ID is made. */
  readonly resource: string;
  /** URL of the vault, without a slash at its end. */
  readonly endpoint: string;
  readonly host: string;
  readonly name: string;
  /** Undefined: the current one. */
  readonly version: string | undefined;
  /** What was read of the node's azure.json, for `explain`; undefined: the rule names none. */
  readonly azureJson: string | undefined;
}

/** @throws {ProviderError} FILE_UNREADABLE, CONFIG_INVALID, and as identityOf */
export function questionOf(
  settings: AzureKeyVaultSettings,
  asker: Asker,
  env: Environment,
): AzureSecretQuestion {
  const { cloud, name, version } = settings;
  const vault = parseVault(settings.vault, cloud?.suffix);
  const azureJson = settings.node?.kind === 'azureJson' ? readAzureJson(settings.node.path) : undefined;
  const identity = identityOf(settings, asker, { env, azureJson });
  return {
    identity,
    authority: authorityOf({ identity, registry: vault, settings, env, azureJson }),
    resource: (cloud?.resource ?? vault.resource).replace(/\/$/, ''),
    endpoint: settings.endpoint ?? `https://${vault.host}`,
    host: vault.host,
    name,
    version,
    azureJson: azureJson && `${azureJson.path}: ${azureJson.read}`,
  };
}

/** For `explain`. */
export function describeQuestion(question: AzureSecretQuestion): Details {
  const { identity, authority, endpoint, host, name, version, azureJson } = question;
  return {
    store: 'Key Vault',
    vault: host,
    secret: name,
    version,
    identity: describeIdentity(identity),
    authority: identity.kind === 'application' ? authority.host : undefined,
    identityBinding:
      identity.kind === 'boundIdentity'
        ? `${identity.binding.sniName} at ${identity.binding.apiServer}`
        : undefined,
    endpoint: endpoint === `https://${host}` ? undefined : endpoint,
    azureJson,
  };
}

/** For the cache. */
export function keyOf(question: AzureSecretQuestion): QuestionKey {
  const { identity, authority, resource, endpoint, host, name, version } = question;
  return {
    host,
    endpoint,
    name,
    version,
    resource,
    authority: authority.host,
    identity: identityKey(identity),
  };
}
