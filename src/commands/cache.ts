// cache clear: removes cached credentials, so that the next pull calls its cloud.

import { clear } from '../cache/contents.ts';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { loadConfig } from '../config/load.ts';
import { ProviderError } from '../errors.ts';
import { escapeControls, quote } from '../escape.ts';
import { cachePlace } from '../surroundings.ts';
import { NotUsable } from '../system/private-directory.ts';
import type { Outcome, World } from '../world.ts';
import { runInside } from './in-host-root.ts';

/** @throws {ProviderError} FILE_UNREADABLE for a directory that cannot be used */
export async function clearCache(
  { config: flag, registry, hostRoot }: ArgumentsOf<'cache clear'>,
  world: World,
): Promise<Outcome> {
  if (hostRoot !== undefined) return runInside({ config: flag, hostRoot }, world);
  const config = loadConfig({ flag, env: world.env });
  const place = cachePlace(config, world);
  if (place === undefined) {
    return { text: 'The cache is disabled in the configuration: there is nothing to clear.\n', exitCode: 0 };
  }
  const { directory } = place;
  try {
    const count = clear(place, registry?.toLowerCase());
    const of = registry === undefined ? '' : ` of ${escapeControls(registry)}`;
    const entries = count === 1 ? 'entry' : 'entries';
    return { text: `${count} ${entries}${of} removed from ${escapeControls(directory)}\n`, exitCode: 0 };
  } catch (error) {
    if (!(error instanceof NotUsable)) {
      throw error;
    }
    throw new ProviderError(`cache: ${quote(directory)} ${error.message}`, {
      code: 'FILE_UNREADABLE',
      hint: 'run as root; the directory must belong to root, with mode 0700: correct that, or remove the directory, and the next pull creates it',
      cause: error,
    });
  }
}
