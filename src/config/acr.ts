// The acr section of a rule: from the file to what the backend wants, and what a schema cannot say of it.

import { quote } from '../escape.ts';
import type { AcrConfig } from '../generated/config-types.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { Path } from '../yaml/path.ts';
import type { SoundRule } from './checks.ts';
import type { AcrBackendConfig, AcrNodeIdentity } from './config.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from './endpoint.ts';

export function normaliseAcr(acr: AcrConfig): AcrBackendConfig {
  const { registry, clientId, tenantId, allowedClientIds, cloud, endpoint } = acr;
  const node = nodeIdentityOf(acr);
  return {
    kind: 'acr',
    ...(registry !== undefined && { registry }),
    ...(node !== undefined && { node }),
    ...(clientId !== undefined && { clientId }),
    ...(tenantId !== undefined && { tenantId }),
    ...(allowedClientIds !== undefined && { allowedClientIds }),
    ...(cloud !== undefined && { cloud: { ...cloud } }),
    ...(endpoint !== undefined && { endpoint: withoutSlash(endpoint) }),
  };
}

function nodeIdentityOf({
  managedIdentity,
  workloadIdentity,
  servicePrincipal,
  azureJson,
}: AcrConfig): AcrNodeIdentity | undefined {
  if (managedIdentity !== undefined) {
    return { kind: 'managedIdentity', ...managedIdentity };
  }
  if (workloadIdentity !== undefined) {
    return { kind: 'workloadIdentity', ...workloadIdentity };
  }
  if (servicePrincipal !== undefined) {
    return { kind: 'servicePrincipal', ...servicePrincipal };
  }
  return azureJson === undefined ? undefined : { kind: 'azureJson', path: azureJson };
}

const NODE_IDENTITIES = ['managedIdentity', 'workloadIdentity', 'servicePrincipal', 'azureJson'] as const;

/** What a schema cannot say. */
export function checkAcr(rule: SoundRule, path: Path): (Mistake | undefined)[] {
  const { acr } = rule;
  if (acr === undefined) {
    return [];
  }
  const at = (field: string) => [...path, 'acr', field];
  const { endpoint } = acr;
  return [
    oneNodeIdentity(acr, at),
    ...(['clientId', 'allowedClientIds'] as const).map((field) =>
      acr[field] === undefined || mayBeServiceAccount(rule)
        ? undefined
        : { path: at(field), text: 'has a meaning only with identity: serviceAccount' },
    ),
    endpoint === undefined || isEndpoint(endpoint)
      ? undefined
      : { path: at('endpoint'), text: `expected ${ENDPOINT_EXPECTED}, got ${quote(endpoint)}` },
  ];
}

function oneNodeIdentity(acr: Partial<AcrConfig>, at: (field: string) => Path): Mistake | undefined {
  const named = NODE_IDENTITIES.filter((name) => acr[name] !== undefined);
  return named.length < 2
    ? undefined
    : {
        path: at(named[1] as string),
        text: `expected one identity for the node, got ${named.join(' and ')}`,
      };
}

// What the schema refused is still there, as undefined: it may have been meant.
function mayBeServiceAccount(rule: SoundRule): boolean {
  return rule.identity === 'serviceAccount' || (rule.identity === undefined && 'identity' in rule);
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}
