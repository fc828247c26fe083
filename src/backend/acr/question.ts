// What is asked of Azure, where and as whom: everything that decides the answer, as plain data.

import type { AcrBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import type { QuestionKey } from '../backend.ts';
import type { Asker } from '../cloud/asker.ts';
import type { Details } from '../cloud/cloud-backend.ts';
import { type Authority, authorityOf } from './authority.ts';
import { readAzureJson } from './azure-json.ts';
import { type AcrIdentity, describeIdentity, identityOf } from './identity.ts';
import type { AcrRegistry } from './registry.ts';

export interface AcrQuestion {
  readonly identity: AcrIdentity;
  readonly registry: AcrRegistry;
  /** URL of the registry, without a slash at its end. */
  readonly endpoint: string;
  readonly authority: Authority;
  /** For whom the token of Entra ID is made. */
  readonly resource: string;
  /** What was read of the node's azure.json, for `explain`; undefined: the rule names none. */
  readonly azureJson: string | undefined;
}

/** In all clouds: it is an application of Microsoft's in every tenant. */
const RESOURCE = 'https://containerregistry.azure.net';

/** @throws {ProviderError} HOST_REFUSED, FILE_UNREADABLE, CONFIG_INVALID, and as identityOf */
export function questionOf(
  settings: AcrBackendConfig,
  registry: AcrRegistry,
  asker: Asker,
  env: Environment,
): AcrQuestion {
  refuseClosedCloud(registry);
  const azureJson = settings.node?.kind === 'azureJson' ? readAzureJson(settings.node.path) : undefined;
  const identity = identityOf(settings, asker, { env, azureJson });
  const authority = authorityOf({ identity, registry, settings, env, azureJson });
  return {
    identity,
    registry,
    endpoint: settings.endpoint ?? `https://${registry.loginServer}`,
    authority,
    resource: (settings.cloud?.resource ?? RESOURCE).replace(/\/$/, ''),
    azureJson: azureJson && `${azureJson.path}: ${azureJson.read}`,
  };
}

/** No network is asked: nothing answers there any more. */
function refuseClosedCloud({ cloud, loginServer }: AcrRegistry): void {
  if (cloud === 'AzureGermanCloud') {
    throw new ProviderError(
      `${quote(loginServer)} is in AzureGermanCloud, which was closed in October 2021`,
      {
        code: 'HOST_REFUSED',
        hint: 'use the registry that replaced it, in the image or in acr.registry',
      },
    );
  }
}

export function describeQuestion(question: AcrQuestion): Details {
  const { identity, authority, endpoint, registry, azureJson } = question;
  return {
    identity: describeIdentity(identity),
    authority: identity.kind === 'application' ? authority.host : undefined,
    identityBinding:
      identity.kind === 'boundIdentity'
        ? `${identity.binding.sniName} at ${identity.binding.apiServer}`
        : undefined,
    endpoint: endpoint === `https://${registry.loginServer}` ? undefined : endpoint,
    azureJson,
  };
}

/** For the cache. */
export function keyOf({ registry, endpoint, authority, resource, identity }: AcrQuestion): QuestionKey {
  return {
    loginServer: registry.loginServer,
    endpoint,
    authority: authority.host,
    resource,
    identity: identityKey(identity),
  };
}

/** Whose token it is, for the cache. */
export function identityKey(identity: AcrIdentity): QuestionKey {
  if (identity.kind === 'managedIdentity') {
    const { source, endpoint, header, id, tenantId } = identity;
    return { kind: 'managedIdentity', source, endpoint, header, idKind: id?.kind, id: id?.value, tenantId };
  }
  if (identity.kind === 'boundIdentity') {
    const { kind, clientId, tenantId, asker, binding } = identity;
    const { sniName, apiServer } = binding;
    const { namespace, name, uid, issuer, audiences } = asker.account;
    const key = { kind, clientId, tenantId, sniName, apiServer };
    return { ...key, namespace, name, uid, issuer, audiences };
  }
  const { clientId, tenantId, proof } = identity;
  if (proof.kind !== 'serviceAccount') {
    const secret = proof.kind === 'secret' ? proof.secret : undefined;
    return { kind: proof.kind, clientId, tenantId, path: proof.path, secret };
  }
  const { namespace, name, uid, issuer, audiences } = proof.asker.account;
  return { kind: proof.kind, clientId, tenantId, namespace, name, uid, issuer, audiences };
}
