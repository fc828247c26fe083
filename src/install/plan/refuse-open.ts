// Files of root go only where no other user can put something in their place: on the way to them, links included, root
// alone writes.

import { ProviderError } from '../../errors.ts';
import { quote, shellWord } from '../../escape.ts';
import { inspect } from '../../system/inspect.ts';
import { type Machine, writers } from '../../system/permissions.ts';
import { followRootOnly } from '../../system/root-only.ts';

/** @param paths of files that are placed, and of links @throws {ProviderError} INSTALL_REFUSED */
export function refuseOpenPlaces(paths: readonly string[], who: 'install' | 'uninstall'): void {
  for (const path of paths) {
    const problem = followRootOnly(path).problemOnTheWay;
    if (problem !== undefined) {
      throw new ProviderError(`${who}: nothing is changed at ${quote(path)}: ${problem}`, {
        code: 'INSTALL_REFUSED',
        hint: 'a user who can write there decides what the kubelet runs as root: run chown root: and chmod go-w on what is named, or choose another place',
      });
    }
  }
}

/**
 * Files that are believed as they stand: by a variable or an argument in the kubelet's configuration another user would
 * make an executable do anything as root.
 * @throws {ProviderError} INSTALL_REFUSED
 */
export function refuseOpenFiles(files: readonly ReadFile[], machine: Machine): void {
  for (const { path: file, source } of files) {
    const facts = inspect(source);
    const who = 'problem' in facts ? undefined : writers(facts, machine, true);
    if (who !== undefined) {
      throw new ProviderError(`install: nothing is changed: ${who} can write ${quote(file)}`, {
        code: 'INSTALL_REFUSED',
        hint: `a user who can write it decides what the kubelet runs as root: review it, then run chown root: ${shellWord(file)} && chmod go-w ${shellWord(file)}`,
      });
    }
  }
}

interface ReadFile {
  readonly path: string;
  /** Where its content is read. */
  readonly source: string;
}
