// cache clear: forgets what the node was given, so that the next pull asks its cloud.

import type { NodeCache } from '../cache/node-cache.ts';
import type { Arguments } from '../command-line/arguments.ts';
import type { Config } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import { escapeControls, quote } from '../escape.ts';
import { NotUsable } from '../system/private-directory.ts';

/**
 * @returns what to tell
 * @throws {ProviderError} FILE_UNREADABLE for a directory that cannot be used
 */
export async function clearCache(
  config: Config,
  { registry }: Arguments,
  openCache: (config: Config) => Promise<NodeCache | undefined>,
): Promise<string> {
  const cache = await openCache(config);
  if (cache === undefined) {
    return 'The configuration turns the cache off: there is nothing to clear.\n';
  }
  const directory = config.cache?.directory ?? '';
  try {
    const count = cache.clear(registry?.toLowerCase());
    const of = registry === undefined ? '' : ` of ${escapeControls(registry)}`;
    return `${count} ${count === 1 ? 'entry' : 'entries'}${of} removed from ${escapeControls(directory)}\n`;
  } catch (error) {
    if (!(error instanceof NotUsable)) {
      throw error;
    }
    throw new ProviderError(`cache: ${quote(directory)} ${error.message}`, {
      code: 'FILE_UNREADABLE',
      hint: 'run as root, which owns it, or remove it',
      cause: error,
    });
  }
}
