// Where Google's services are reached: as the configuration says, else as Google's libraries find them.
// https://github.com/googleapis/google-cloud-node-core/tree/main/packages/gcp-metadata

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { GoogleEndpoints } from '../../generated/config-types.ts';
import type { Environment } from '../../system/environment.ts';

/** Scheme, host and port of each. */
export type Endpoints = Required<GoogleEndpoints>;

export const PUBLIC_ENDPOINTS: Endpoints = {
  metadata: 'http://169.254.169.254',
  sts: 'https://sts.googleapis.com',
  iamCredentials: 'https://iamcredentials.googleapis.com',
  oauth2: 'https://oauth2.googleapis.com',
};

/**
 * The metadata server's, which Google's libraries let two variables choose, the first before the second.
 * @throws {ProviderError} CONFIG_INVALID
 */
export function metadataEndpoint({ metadata }: GoogleEndpoints, env: Environment): string {
  const variable = ['GCE_METADATA_IP', 'GCE_METADATA_HOST'].find((name) => env[name]);
  // Also where the configuration decides: the library reads the variable all the same, and stumbles.
  const chosen = variable === undefined ? undefined : originOf(variable, env[variable] as string);
  return metadata ?? chosen ?? PUBLIC_ENDPOINTS.metadata;
}

function originOf(variable: string, value: string): string {
  const text = /^https?:\/\//.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.pathname !== '/' || /[@?#]/.test(text)) {
    throw new ProviderError(`${variable}: expected HOST or HOST:PORT, got ${quote(value)}`, {
      code: 'CONFIG_INVALID',
      hint: `correct or unset ${variable}`,
    });
  }
  return url.origin;
}

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
