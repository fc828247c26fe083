// Tells that something in folders has changed, where the system tells it: not on every kind of mount.
// https://nodejs.org/api/fs.html#caveats

import { watch } from 'node:fs';

/** @returns a function that ends it. A folder that cannot be watched is left out: the caller looks now and then anyway. */
export function watchFolders(paths: readonly string[], onChange: () => void): () => void {
  const watchers = paths.flatMap((path) => {
    try {
      const watcher = watch(path, onChange);
      watcher.on('error', () => watcher.close());
      return [watcher];
    } catch {
      return [];
    }
  });
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}
