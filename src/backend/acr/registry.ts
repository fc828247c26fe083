// Which hosts are login servers of Azure Container Registry, and what their names tell.
// https://learn.microsoft.com/azure/container-registry/container-registry-endpoint-reference

import type { HostForm } from '../../image/host-form.ts';
import type { Details } from '../cloud/cloud-backend.ts';

export interface AcrRegistry {
  readonly loginServer: string;
  /** The registry's label: its name, with the hash of its domain name label if it has one. */
  readonly name: string;
  /** What follows name and region: `azurecr.io`. */
  readonly suffix: string;
  /** Of a regional endpoint, the login server of one geo-replica. */
  readonly region: string | undefined;
  /** As azure.json calls it; `private` where the configuration says what its suffix is. */
  readonly cloud: CloudName;
}

type CloudName =
  | 'AzurePublicCloud'
  | 'AzureChinaCloud'
  | 'AzureUSGovernmentCloud'
  | 'AzureGermanCloud'
  | 'private';

const CLOUDS: Readonly<Record<string, CloudName>> = {
  'azurecr.io': 'AzurePublicCloud',
  'azurecr.cn': 'AzureChinaCloud',
  'azurecr.us': 'AzureUSGovernmentCloud',
  'azurecr.de': 'AzureGermanCloud',
};

/** For the reader of a refusal. */
export function describeHosts(privateSuffix: string | undefined): string {
  return privateSuffix === undefined
    ? 'NAME.azurecr.io and NAME.REGION.geo.azurecr.io, the same with .cn and .us'
    : `NAME.${privateSuffix} and NAME.REGION.geo.${privateSuffix}`;
}

/** Letters and digits, and behind a hyphen the hash of a domain name label. */
const NAME = '[a-z0-9]{5,50}(?:-[a-z0-9]+)?';
const REGION = '[a-z0-9]{1,63}';

/** The forms of all hosts that `parseRegistry` takes, but for those of a cloud that was closed. */
export function hostForms(privateSuffix?: string): HostForm[] {
  const suffixes =
    privateSuffix === undefined
      ? Object.keys(CLOUDS).filter((suffix) => CLOUDS[suffix] !== 'AzureGermanCloud')
      : [privateSuffix];
  const name = {
    name: 'the name of a registry, of 5 to 50 letters and digits',
    of: [NAME, '[a-z0-9-]{1,63}'],
  };
  const region = { name: 'a region', of: [REGION] };
  return suffixes.flatMap((suffix) => {
    const labels = suffix.split('.');
    return [
      [name, ...labels],
      [name, region, 'geo', ...labels],
      [name, 'geo', ...labels],
    ];
  });
}

/**
 * What the host of a login server tells; undefined: it is none. A port is never part of one, and a data endpoint
 * (`NAME.REGION.data.azurecr.io`) is where a login server sends its clients for layers.
 * @param privateSuffix of a cloud of the configuration's own, in place of the public ones
 */
export function parseRegistry(host: string, privateSuffix?: string): AcrRegistry | undefined {
  const suffixes = privateSuffix === undefined ? Object.keys(CLOUDS) : [privateSuffix];
  const suffix = suffixes.find((candidate) => host.endsWith(`.${candidate}`));
  if (suffix === undefined) {
    return undefined;
  }
  const [name = '', ...rest] = host.slice(0, -suffix.length - 1).split('.');
  const geo = rest.pop();
  const [region, ...more] = rest;
  const isRegistry =
    name.length <= 63 &&
    new RegExp(`^${NAME}$`).test(name) &&
    (geo === undefined || geo === 'geo') &&
    (region === undefined || new RegExp(`^${REGION}$`).test(region)) &&
    more.length === 0;
  if (!isRegistry) {
    return undefined;
  }
  const cloud = CLOUDS[suffix] ?? 'private';
  return { loginServer: host, name, suffix, region, cloud };
}

/** For `explain`. */
export function describeRegistry({ loginServer, cloud, region }: AcrRegistry): Details {
  return { loginServer, cloud, region };
}
