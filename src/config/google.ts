// The google section of a rule: from the file to what the backend wants, and what a schema cannot say of it.

import { quote } from '../escape.ts';
import type { GoogleConfig } from '../generated/config-types.ts';
import type { GoogleWorkloadIdentity } from './config.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from './endpoint.ts';
import type { BackendSection, SectionCheck } from './section.ts';
import { mayAskAs } from './sound.ts';

type GoogleCheck = SectionCheck<'google'>;

export const google: BackendSection<'google'> = {
  normalise: ({ impersonate, workloadIdentity, metadataDockerConfig = false, endpoints, ...others }) => ({
    kind: 'google',
    ...others,
    impersonate: [impersonate ?? []].flat(),
    workloadIdentity: normaliseWorkloadIdentity(workloadIdentity ?? {}),
    metadataDockerConfig,
    endpoints: { ...endpoints },
  }),
  checks: [
    oneSourceOfTheNode,
    dockerConfigStandsAlone,
    fieldsOfTheServiceAccount,
    fieldsOfTheNode,
    oneFormOfWorkloadIdentity,
    endpointsAreSafe,
  ],
};

function normaliseWorkloadIdentity({
  provider,
  ...gke
}: NonNullable<GoogleConfig['workloadIdentity']>): GoogleWorkloadIdentity {
  return provider === undefined
    ? { kind: 'gke', ...gke }
    : { kind: 'provider', name: `//iam.googleapis.com/${provider.slice(provider.indexOf('projects/'))}` };
}

function oneSourceOfTheNode({
  serviceAccount,
  credentialFile,
}: Partial<GoogleConfig>): ReturnType<GoogleCheck> {
  return serviceAccount === undefined || credentialFile === undefined
    ? []
    : [
        {
          path: ['serviceAccount'],
          text: 'is a service account of the instance, and with credentialFile the metadata server is not used; name the service account to impersonate in impersonate',
        },
      ];
}

const NOT_WITH_DOCKER_CONFIG = [
  'registry',
  'serviceAccount',
  'credentialFile',
  'impersonate',
  'workloadIdentity',
  'allowedServiceAccounts',
] as const;

function dockerConfigStandsAlone(...[section, rule]: Parameters<GoogleCheck>): ReturnType<GoogleCheck> {
  if (section.metadataDockerConfig !== true) {
    return [];
  }
  return [
    ...NOT_WITH_DOCKER_CONFIG.filter((field) => section[field] !== undefined).map((field) => ({
      path: [field],
      text: 'has no effect with metadataDockerConfig, which uses no token',
    })),
    rule.identity === 'serviceAccount'
      ? {
          path: ['metadataDockerConfig'],
          text: 'uses the identity of the node, so identity: serviceAccount has no effect; to limit the rule to some service accounts use matchServiceAccounts',
        }
      : undefined,
  ];
}

function fieldsOfTheServiceAccount(...[section, rule]: Parameters<GoogleCheck>): ReturnType<GoogleCheck> {
  return mayAskAs(rule, 'serviceAccount') || section.metadataDockerConfig === true
    ? []
    : (['workloadIdentity', 'allowedServiceAccounts'] as const)
        .filter((field) => section[field] !== undefined)
        .map((field) => ({ path: [field], text: 'has an effect only with identity: serviceAccount' }));
}

function fieldsOfTheNode(...[section, rule]: Parameters<GoogleCheck>): ReturnType<GoogleCheck> {
  return mayAskAs(rule, 'node')
    ? []
    : (['serviceAccount', 'credentialFile'] as const)
        .filter((field) => section[field] !== undefined)
        .map((field) => ({
          path: [field],
          text: 'is an identity of the node, which this rule never uses: with identity: serviceAccount it needs onMissingServiceAccount: node',
        }));
}

function oneFormOfWorkloadIdentity({ workloadIdentity }: Partial<GoogleConfig>): ReturnType<GoogleCheck> {
  return workloadIdentity?.provider === undefined
    ? []
    : (['project', 'identityProvider'] as const)
        .filter((field) => workloadIdentity[field] !== undefined)
        .map((field) => ({
          path: ['workloadIdentity', field],
          text: 'is a field of the GKE pool, and provider names another pool',
        }));
}

function endpointsAreSafe({ endpoints = {} }: Partial<GoogleConfig>): ReturnType<GoogleCheck> {
  return Object.entries(endpoints).map(([field, url]) => {
    if (url === undefined) {
      return undefined;
    }
    // The metadata server speaks http, and nothing secret is sent there.
    const [isGood, expected] =
      field === 'metadata'
        ? [URL.canParse(url), 'a URL with a host and a port that exist']
        : [isEndpoint(url), ENDPOINT_EXPECTED];
    return isGood
      ? undefined
      : { path: ['endpoints', field], text: `expected ${expected}, got ${quote(url)}` };
  });
}
