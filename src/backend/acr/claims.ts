// What the settings of a rule say of the registries that they can be right for: clouds, by Microsoft's own names.

import type { AcrBackendConfig } from '../../config/config.ts';
import type { Claim } from '../cloud/claim.ts';
import { hostForms } from './registry.ts';

/** Of each cloud, what its registries end with, and where its services are. */
const CLOUDS: readonly (readonly [suffix: string, hosts: readonly string[]])[] = [
  [
    'azurecr.io',
    ['login.microsoftonline.com', 'login.windows.net', 'management.azure.com', 'management.core.windows.net'],
  ],
  [
    'azurecr.cn',
    ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn', 'management.chinacloudapi.cn'],
  ],
  ['azurecr.us', ['login.microsoftonline.us', 'management.usgovcloudapi.net']],
];

/** As azure.json names clouds, in lower case. */
const NAMES: Readonly<Record<string, string>> = {
  azurecloud: 'azurecr.io',
  azurepubliccloud: 'azurecr.io',
  azurechinacloud: 'azurecr.cn',
  azureusgovernment: 'azurecr.us',
  azureusgovernmentcloud: 'azurecr.us',
};

/** @param cloudOfFile what azure.json says, where an application is asked for by it */
export function claimsOf({ cloud, endpoint }: AcrBackendConfig, cloudOfFile: string | undefined): Claim[] {
  // Nothing is known of a cloud of one's own.
  if (cloud?.suffix !== undefined) {
    return [];
  }
  const fileSuffix = cloud?.authorityHost === undefined ? NAMES[cloudOfFile?.toLowerCase() ?? ''] : undefined;
  return [
    ...ofUrl(['cloud', 'authorityHost'], cloud?.authorityHost),
    ...ofUrl(['cloud', 'resource'], cloud?.resource),
    ...ofUrl(['endpoint'], endpoint),
    ...(fileSuffix === undefined ? [] : [claim(['azureJson'], `its cloud ${cloudOfFile}`, fileSuffix)]),
  ];
}

function ofUrl(field: readonly string[], url: string | undefined): Claim[] {
  if (url === undefined || !URL.canParse(url)) {
    return [];
  }
  const { hostname } = new URL(url);
  const [suffix] =
    CLOUDS.find(([own, hosts]) => hosts.includes(hostname) || hostname.endsWith(`.${own}`)) ?? [];
  return suffix === undefined ? [] : [claim(field, hostname, suffix)];
}

function claim(field: readonly string[], value: string, suffix: string): Claim {
  return {
    field,
    says: `${value} is of the cloud of ${suffix}`,
    fits: hostForms(suffix),
    remedy: 'use one rule for each cloud',
  };
}
