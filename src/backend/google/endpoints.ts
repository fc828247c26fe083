// Where Google's services are reached: as the configuration says, else as Google's libraries find them.

import type { GoogleEndpoints } from '../../generated/config-types.ts';
import { METADATA_SERVER } from '../cloud/metadata-endpoint.ts';

/** Scheme, host and port of each. */
export type Endpoints = Required<GoogleEndpoints>;

export const PUBLIC_ENDPOINTS: Endpoints = {
  metadata: METADATA_SERVER,
  sts: 'https://sts.googleapis.com',
  iamCredentials: 'https://iamcredentials.googleapis.com',
  oauth2: 'https://oauth2.googleapis.com',
};

/** The host, with its port if that does not go without saying, for messages. */
export function hostOf(url: string): string {
  return new URL(url).host;
}

/** Whether it is on the node or its link, where the metadata services of clouds are. */
export function isNear({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|169\.254(?:\.\d+){2}|\[::1\]|\[fe80:.*\]|\[fd00:ec2:.*\])$/.test(
    hostname,
  );
}
