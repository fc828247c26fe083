// In which folder a link to the executable is found by whoever types its name: one of root's PATH that is not the
// distribution's own.

import type { Host } from '../host.ts';
import type { Overrides } from './profile.ts';
import { readSystem } from './system-release.ts';

/** Undefined: none is wanted. @throws {ProviderError} FILE_UNREADABLE */
export function commandDirOf(
  host: Host,
  { link, noLink = false }: Pick<Overrides, 'link' | 'noLink'>,
): string | undefined {
  if (noLink) return undefined;
  // Flatcar's /usr is read-only, with all of /usr/local, and its PATH has a folder for what is added.
  return link ?? (readSystem(host).get('ID') === 'flatcar' ? '/opt/bin' : '/usr/local/bin');
}
