// Which file is the configuration.

import { join } from 'node:path';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import type { Environment } from '../system/environment.ts';
import { exists } from '../system/files.ts';

export const CONFIG_VARIABLE = 'REGISTRY_CREDENTIAL_PROVIDER_CONFIG';
export const DEFAULT_DIRECTORY = '/etc/registry-credential-provider';
const DEFAULT_NAMES = ['config.yaml', 'config.yml', 'config.json'];

export interface LoadOptions {
  /** The value of --config, absolute by now. */
  readonly flag: string | undefined;
  readonly env: Environment;
  /** Where the default files are looked for. */
  readonly directory?: string;
  /** Where a path is looked for; by default where it says. */
  readonly sourceOf?: (path: string) => string;
}

/**
 * Path of the configuration file; undefined when there is none, and the built-in rules hold.
 * @throws {ProviderError} CONFIG_NOT_FOUND, CONFIG_UNREADABLE, CONFIG_INVALID (more than one)
 */
export function findConfig({
  flag,
  env,
  directory = DEFAULT_DIRECTORY,
  sourceOf = (path) => path,
}: LoadOptions): string | undefined {
  if (flag !== undefined) {
    return flag;
  }
  const named = env[CONFIG_VARIABLE];
  if (named === undefined || named === '') {
    return findDefault(directory, sourceOf);
  }
  if (!named.startsWith('/')) {
    throw new ProviderError(`${CONFIG_VARIABLE}: expected an absolute path, got ${quote(named)}`, {
      code: 'CONFIG_NOT_FOUND',
      hint: 'give an absolute path: the kubelet chooses the working directory of the plugin',
    });
  }
  return named;
}

function findDefault(directory: string, sourceOf: (path: string) => string): string | undefined {
  const found = DEFAULT_NAMES.map((name) => join(directory, name)).filter((path) => isThere(sourceOf(path)));
  if (found.length > 1) {
    throw new ProviderError(`configuration: found ${found.map((path) => quote(path)).join(' and ')}`, {
      code: 'CONFIG_INVALID',
      hint: 'keep one of them, or name one with --config',
    });
  }
  return found[0];
}

// A link that leads nowhere is there: to fall back to the built-in rules would hide the mistake.
function isThere(path: string): boolean {
  try {
    return exists(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ProviderError(`configuration ${quote(path)} cannot be accessed (${code ?? 'unknown error'})`, {
      code: 'CONFIG_UNREADABLE',
      hint: 'run as root, or correct the mode of its directory',
      cause: error,
    });
  }
}
