// Whether a name is taken in the file system.

import { lstatSync } from 'node:fs';

/** True also for a symbolic link that leads nowhere. @throws what lstat(2) says, when the directory cannot be looked into */
export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
