// What stands where in the file system: for looking at a node's files, never on the kubelet's path.

import { accessSync, constants, lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';

export interface FileFacts {
  readonly kind: 'file' | 'directory' | 'pipe' | 'other';
  /** Permission bits, such as 0o755. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** When its content, owner or mode was changed last, in milliseconds since the epoch; nobody can set it. */
  readonly changedAt: number;
}

/** What a path leads to, through links; or the system's code for why nothing can be said, such as ENOENT. */
export function inspect(path: string): FileFacts | { readonly problem: string } {
  return attempt(() => {
    const stat = statSync(path);
    const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : stat.isFIFO() ? 'pipe' : 'other';
    return { kind, mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid, changedAt: stat.ctimeMs } as const;
  });
}

/** Whether a link stands there, wherever it leads. */
export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The names in a folder, each with whether it is a folder itself (a link to one is none). */
export function listFolder(
  path: string,
): readonly { readonly name: string; readonly isFolder: boolean }[] | { readonly problem: string } {
  return attempt(() =>
    readdirSync(path, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
    })),
  );
}

/** Whether both paths lead to one file or folder. */
export function isSameFile(path: string, other: string): boolean {
  const [one, two] = [attempt(() => statSync(path)), attempt(() => statSync(other))];
  return !('problem' in one || 'problem' in two) && one.dev === two.dev && one.ino === two.ino;
}

/** The names in a folder; none where it cannot be looked into. */
export function listNames(path: string): readonly string[] {
  const entries = listFolder(path);
  return 'problem' in entries ? [] : entries.map(({ name }) => name);
}

/** The path without links; undefined when it leads nowhere. */
export function realPath(path: string): string | undefined {
  const found = attempt(() => realpathSync(path));
  return typeof found === 'string' ? found : undefined;
}

/** Where a link points, as it is written; undefined when none can be read there. */
export function linkTarget(path: string): string | undefined {
  const found = attempt(() => readlinkSync(path));
  return typeof found === 'string' ? found : undefined;
}

/** Whether this process may execute the file. */
export function mayExecute(path: string): boolean {
  return attempt(() => accessSync(path, constants.X_OK)) === undefined;
}

function attempt<T>(work: () => T): T | { readonly problem: string } {
  try {
    return work();
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code ?? 'unknown error' };
  }
}
