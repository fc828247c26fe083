// What stands where in the file system: for looking at a node's files, never on the kubelet's path.

import {
  accessSync,
  constants,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statfsSync,
  statSync,
} from 'node:fs';

export interface FileFacts {
  readonly kind: 'file' | 'directory' | 'pipe' | 'other';
  /** Permission bits, such as 0o755. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** When its content, owner or mode was changed last, in milliseconds since the epoch; no user can set it. */
  readonly changedAt: number;
}

/** What a path leads to, through links; or the system's code for why nothing can be said, such as ENOENT. */
export function inspect(path: string): FileFacts | { readonly problem: string } {
  return attempt(() => {
    const stat = statSync(path);
    const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : stat.isFIFO() ? 'pipe' : 'other';
    const { uid, gid, size, ctimeMs: changedAt } = stat;
    return { kind, mode: stat.mode & 0o7777, uid, gid, size, changedAt } as const;
  });
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

/** The system's code for why this process may not put something into the folder; undefined: it may. */
export function whyNotWritable(folder: string): string | undefined {
  return attempt(() => accessSync(folder, constants.W_OK))?.problem;
}

/** What root may still write on the file system of a folder; undefined where the system does not tell. */
export function freeSpace(folder: string): { readonly device: number; readonly bytes: number } | undefined {
  const space = attempt(() => {
    const { blocks, bfree, bsize } = statfsSync(folder);
    return blocks === 0 ? undefined : { device: statSync(folder).dev, bytes: bfree * bsize };
  });
  return space === undefined || 'problem' in space ? undefined : space;
}

interface Mount {
  readonly point: string;
  readonly options: readonly string[];
}

/**
 * The mount that a path without links is on, by the kernel's table; undefined where there is none.
 * https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
 */
export function mountAt(path: string): Mount | undefined {
  const table = attempt(() => readFileSync('/proc/self/mountinfo', 'utf8'));
  const lines = typeof table === 'string' ? table.split('\n') : [];
  return lines
    .map((line) => line.split(' '))
    .map(([, , , , point = '', options = '']) => ({
      point: point.replace(/\\([0-7]{3})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 8)),
      ),
      options: options.split(','),
    }))
    .filter(({ point }) => point === path || point === '/' || path.startsWith(`${point}/`))
    .toSorted((one, other) => one.point.length - other.point.length) // of one point, the last counts
    .at(-1);
}

function attempt<T>(work: () => T): T | { readonly problem: string } {
  try {
    return work();
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code ?? 'unknown error' };
  }
}
