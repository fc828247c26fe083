// The acr section of a rule: from the file to what the backend wants, and what a schema cannot say of it.

import { quote } from '../escape.ts';
import type { AcrConfig } from '../generated/config-types.ts';
import type { AcrNodeIdentity } from './config.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from './endpoint.ts';
import type { BackendSection, SectionCheck } from './section.ts';
import { mayAskAs } from './sound.ts';

type AcrCheck = SectionCheck<'acr'>;

export const acr: BackendSection<'acr'> = {
  normalise: (section) => {
    const { managedIdentity, workloadIdentity, servicePrincipal, azureJson, endpoint, ...others } = section;
    return { kind: 'acr', ...others, node: nodeIdentityOf(section), endpoint: endpoint?.replace(/\/$/, '') };
  },
  checks: [oneNodeIdentity, fieldsOfTheServiceAccount, apiServerIsAHost, endpointIsSafe],
};

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

function oneNodeIdentity(section: Partial<AcrConfig>): ReturnType<AcrCheck> {
  const named = NODE_IDENTITIES.filter((name) => section[name] !== undefined);
  const [, second] = named;
  return second === undefined
    ? []
    : [{ path: [second], text: `expected one identity for the node, got ${named.join(' and ')}` }];
}

function fieldsOfTheServiceAccount(...[section, rule]: Parameters<AcrCheck>): ReturnType<AcrCheck> {
  return (['clientId', 'allowedClientIds', 'identityBinding'] as const).map((field) =>
    section[field] === undefined || mayAskAs(rule, 'serviceAccount')
      ? undefined
      : { path: [field], text: 'has an effect only with identity: serviceAccount' },
  );
}

/** The pattern of the schema lets through a port above 65535 and an invalid IPv6 address. */
function apiServerIsAHost({ identityBinding }: Partial<AcrConfig>): ReturnType<AcrCheck> {
  const apiServer = identityBinding?.apiServer;
  return apiServer === undefined || URL.canParse(`https://${apiServer}/`)
    ? []
    : [
        {
          path: ['identityBinding', 'apiServer'],
          text: `expected a host or an IP address, with its port if that is not 443, got ${quote(apiServer)}`,
        },
      ];
}

function endpointIsSafe({ endpoint }: Partial<AcrConfig>): ReturnType<AcrCheck> {
  return endpoint === undefined || isEndpoint(endpoint)
    ? []
    : [{ path: ['endpoint'], text: `expected ${ENDPOINT_EXPECTED}, got ${quote(endpoint)}` }];
}
