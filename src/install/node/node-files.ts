// The files of the node as a plan finds them: as they stand, or as they would be once a killed run is undone.

import { listFolder, realPath } from '../../system/inspect.ts';
import { type Standing, standingAt } from '../../system/placing.ts';

export interface NodeFiles {
  /** What stands at the path, not followed when it is a link. @throws {ProviderError} INSTALL_FAILED */
  standing(path: string): Standing;
  /** Where the content of the path is read; leads nowhere where nothing stands. */
  sourceOf(path: string): string;
  /** The path without links; undefined when it leads nowhere. */
  real(path: string): string | undefined;
  /** What is in a folder; nothing where it cannot be listed. */
  entries(folder: string): readonly FolderEntry[];
}

interface FolderEntry {
  readonly name: string;
  /** A link to a folder is none. */
  readonly isFolder: boolean;
}

export const AS_IT_STANDS: NodeFiles = {
  standing: standingAt,
  sourceOf: (path) => path,
  real: realPath,
  entries: (folder) => {
    const entries = listFolder(folder);
    return 'problem' in entries ? [] : entries;
  },
};
