// What the settings of a rule say of the registries that they can be right for: clouds, by Microsoft's own names.

import type { AcrBackendConfig } from '../../config/config.ts';
import type { Claim } from '../cloud/claim.ts';
import { hostForms } from './registry.ts';

/** Of a cloud, what its registries and its vaults end with, and where its services are. */
interface AzureCloud {
  readonly registries: string;
  readonly vaults: string;
  readonly hosts: readonly string[];
  /** As azure.json names it, in lower case. */
  readonly names: readonly string[];
}

const CLOUDS: readonly AzureCloud[] = [
  {
    registries: 'azurecr.io',
    vaults: 'vault.azure.net',
    hosts: [
      'login.microsoftonline.com',
      'login.windows.net',
      'management.azure.com',
      'management.core.windows.net',
    ],
    names: ['azurecloud', 'azurepubliccloud'],
  },
  {
    registries: 'azurecr.cn',
    vaults: 'vault.azure.cn',
    hosts: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn', 'management.chinacloudapi.cn'],
    names: ['azurechinacloud'],
  },
  {
    registries: 'azurecr.us',
    vaults: 'vault.usgovcloudapi.net',
    hosts: ['login.microsoftonline.us', 'management.usgovcloudapi.net'],
    names: ['azureusgovernment', 'azureusgovernmentcloud'],
  },
];

/** A setting, and the cloud that it names. */
export interface AzureSetting {
  readonly field: readonly string[];
  readonly value: string;
  readonly cloud: AzureCloud;
}

export function claimsOf(settings: AcrBackendConfig, cloudOfFile: string | undefined): Claim[] {
  return azureSettings(settings, cloudOfFile).map(({ field, value, cloud: { registries } }) => ({
    field,
    says: `${value} is of the cloud of ${registries}`,
    fits: hostForms(registries),
    remedy: 'use one rule for each cloud',
  }));
}

/** @param cloudOfFile what azure.json says, where an application is asked for by it */
export function azureSettings(
  { cloud, endpoint }: Pick<AcrBackendConfig, 'cloud' | 'endpoint'>,
  cloudOfFile: string | undefined,
): AzureSetting[] {
  // Nothing is known of a cloud of one's own.
  if (cloud?.suffix !== undefined) {
    return [];
  }
  const name = cloud?.authorityHost === undefined ? cloudOfFile?.toLowerCase() : undefined;
  const ofFile = name === undefined ? undefined : CLOUDS.find(({ names }) => names.includes(name));
  return [
    ...ofUrl(['cloud', 'authorityHost'], cloud?.authorityHost),
    ...ofUrl(['cloud', 'resource'], cloud?.resource),
    ...ofUrl(['endpoint'], endpoint),
    ...(ofFile === undefined
      ? []
      : [{ field: ['azureJson'], value: `its cloud ${cloudOfFile}`, cloud: ofFile }]),
  ];
}

function ofUrl(field: readonly string[], url: string | undefined): AzureSetting[] {
  if (url === undefined || !URL.canParse(url)) {
    return [];
  }
  const { hostname } = new URL(url);
  const cloud = CLOUDS.find(
    ({ registries, vaults, hosts }) =>
      [...hosts, vaults].includes(hostname) ||
      [registries, vaults].some((suffix) => hostname.endsWith(`.${suffix}`)),
  );
  return cloud === undefined ? [] : [{ field, value: hostname, cloud }];
}
