// Azure Container Registry: the node's or a service account's identity becomes a refresh token of the registry.

import type { AcrBackendConfig, Rule } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import type { Backend, Surroundings } from '../backend.ts';
import { CloudBackend, type Plan } from '../cloud/cloud-backend.ts';
import { type AzureJson, readAzureJson } from './azure-json.ts';
import { type Authority, askRegistry, type Question } from './exchange.ts';
import { type AcrIdentity, chooseIdentity, describeIdentity } from './identity.ts';
import { type AcrRegistry, describeHosts, parseRegistry } from './registry.ts';

/** In all clouds: it is an application of Microsoft's in every tenant. */
const RESOURCE = 'https://containerregistry.azure.net';

export function createAcrBackend(
  rule: Rule,
  settings: AcrBackendConfig,
  surroundings: Surroundings,
): Backend {
  const who = `rule "${rule.name}": acr`;
  const { registry, cloud } = settings;
  return new CloudBackend<AcrRegistry>(rule, surroundings, {
    hosts: describeHosts(cloud?.suffix),
    registry,
    parseRegistry: (host) => parseRegistry(host, cloud?.suffix),
    describeRegistry: ({ loginServer, cloud, region }) => ({
      loginServer,
      cloud,
      ...(region !== undefined && { region }),
    }),
    plan: (registry, asker) => {
      refuseClosedCloud(registry, who);
      const { env } = surroundings;
      const azureJson =
        settings.node?.kind === 'azureJson' ? readAzureJson(settings.node.path, who) : undefined;
      const identity = chooseIdentity(asker, { who, settings, env, azureJson });
      const question: Question = {
        who,
        identity,
        registry,
        endpoint: settings.endpoint ?? `https://${registry.loginServer}`,
        authority: authorityOf({ who, identity, registry, settings, env, azureJson }),
        resource: (cloud?.resource ?? RESOURCE).replace(/\/$/, ''),
      };
      return planOf(question, azureJson);
    },
  });

  function planOf(question: Question, azureJson: AzureJson | undefined): Plan {
    const { identity, authority, endpoint, resource } = question;
    return {
      details: {
        identity: describeIdentity(identity),
        ...(identity.kind === 'application' && { authority: authority.host }),
        ...(settings.endpoint !== undefined && { endpoint }),
        ...(azureJson !== undefined && { azureJson: `${azureJson.path}: ${azureJson.read}` }),
      },
      key: {
        backend: 'acr',
        loginServer: question.registry.loginServer,
        endpoint,
        authority: authority.host,
        resource,
        identity: keyOf(identity),
      },
      ask: (signal) => askRegistry(question, surroundings, signal),
    };
  }
}

/** What of the identity decides the answer. */
function keyOf(identity: AcrIdentity): Plan['key'] {
  if (identity.kind === 'managedIdentity') {
    const { source, endpoint, header, id, tenantId } = identity;
    return { kind: 'managedIdentity', source, endpoint, header, idKind: id?.kind, id: id?.value, tenantId };
  }
  const { clientId, tenantId, proof } = identity;
  if (proof.kind !== 'serviceAccount') {
    const secret = proof.kind === 'secret' ? proof.secret : undefined;
    return { kind: proof.kind, clientId, tenantId, path: proof.path, secret };
  }
  const { namespace, name, uid, issuer, audiences } = proof.asker.account;
  return { kind: proof.kind, clientId, tenantId, namespace, name, uid, issuer, audiences };
}

/** No network is asked: nothing answers there any more. */
function refuseClosedCloud({ cloud, loginServer }: AcrRegistry, who: string): void {
  if (cloud === 'AzureGermanCloud') {
    throw new ProviderError(
      `${who}: ${quote(loginServer)} is in AzureGermanCloud, which was closed in October 2021`,
      {
        code: 'HOST_REFUSED',
        hint: 'name the registry that took its place, in the image or with acr.registry',
      },
    );
  }
}

// https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
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
  readonly who: string;
  readonly identity: AcrIdentity;
  readonly registry: AcrRegistry;
  readonly settings: AcrBackendConfig;
  readonly env: Environment;
  readonly azureJson: AzureJson | undefined;
}

/** @throws {ProviderError} CONFIG_INVALID when an application must be asked for and nobody says where */
function authorityOf({ who, identity, registry, settings, env, azureJson }: AuthorityOptions): Authority {
  const told = settings.cloud?.authorityHost ?? (env.AZURE_AUTHORITY_HOST || undefined);
  if (told !== undefined && !/^https:\/\/[^\s/?#@]+\/?$/.test(told) && identity.kind === 'application') {
    throw new ProviderError(`${who}: AZURE_AUTHORITY_HOST: expected an https URL, got ${quote(told)}`, {
      code: 'IDENTITY_UNAVAILABLE',
      hint: 'set it to https://HOST/, or unset it',
    });
  }
  const named = told === undefined && identity.kind === 'application' ? azureJson : undefined;
  const unsupported = named?.unsupportedAuthority;
  if (unsupported !== undefined) {
    throw new ProviderError(
      `${who}: azureJson ${quote(named?.path ?? '')}: ${unsupported} names a cloud of its own, which is not looked up`,
      { code: 'CONFIG_INVALID', hint: 'name where its Entra ID is with acr.cloud.authorityHost' },
    );
  }
  const cloud = named?.cloud === undefined ? registry.cloud : CLOUD_NAMES[named.cloud.toLowerCase()];
  const host = told?.replace(/\/$/, '') ?? AUTHORITY_HOSTS[cloud ?? ''];
  if (host === undefined && identity.kind === 'application') {
    throw new ProviderError(
      `${who}: nothing says where Entra ID of ${quote(named?.cloud ?? registry.suffix)} is`,
      {
        code: 'CONFIG_INVALID',
        hint: 'name it with acr.cloud.authorityHost',
      },
    );
  }
  return { host: host ?? '', trusted: !Object.values(AUTHORITY_HOSTS).includes(host ?? '') };
}
