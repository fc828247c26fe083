// Where a machine asks its cloud about itself: as the configuration says, else as the cloud's libraries find it.
// https://github.com/googleapis/google-cloud-node-core/tree/main/packages/gcp-metadata

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';

/** Of each cloud. */
export const METADATA_SERVER = 'http://169.254.169.254';

/**
 * Google's, which its libraries let two variables choose, the first before the second.
 * @throws {ProviderError} CONFIG_INVALID
 */
export function googleMetadata(configured: string | undefined, env: Environment): string {
  return chosen(['GCE_METADATA_IP', 'GCE_METADATA_HOST'], configured, env);
}

/** Azure's. @throws {ProviderError} CONFIG_INVALID */
export function azureMetadata(configured: string | undefined, env: Environment): string {
  return chosen(['AZURE_POD_IDENTITY_AUTHORITY_HOST'], configured, env);
}

function chosen(names: readonly string[], configured: string | undefined, env: Environment): string {
  const variable = names.find((name) => env[name]);
  // Also where the configuration decides: Google's library reads the variable all the same, and stumbles.
  const named = variable === undefined ? undefined : originOf(variable, env[variable] as string);
  return configured ?? named ?? METADATA_SERVER;
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
