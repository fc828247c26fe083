// Files of root go only where no other user can put something in their place: on the way to them, links included, root
// alone writes.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { followRootOnly } from '../../system/root-only.ts';

/** @param paths of files that are placed, and of links @throws {ProviderError} INSTALL_REFUSED */
export function refuseOpenPlaces(paths: readonly string[], who: 'install' | 'uninstall'): void {
  for (const path of paths) {
    const problem = followRootOnly(path).problemOnTheWay;
    if (problem !== undefined) {
      throw new ProviderError(`${who}: nothing is changed at ${quote(path)}: ${problem}`, {
        code: 'INSTALL_REFUSED',
        hint: 'who can write there decides what the kubelet runs as root: chown root: and chmod go-w what is named, or name another place',
      });
    }
  }
}
