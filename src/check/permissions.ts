// Who on a node can read and write a file, beside root.

import type { FileFacts } from '../system/inspect.ts';

/** What the process knows of where it runs. */
export interface Machine {
  /** As Node names it: `x64`, `arm64`. */
  readonly architecture: string;
  /** Who runs `check`; undefined where there are no users. On a node it is root. */
  readonly uid: number | undefined;
}

/** Who beside root, and beside the one who looks, can write it; undefined when nobody can. */
export function writers(
  { kind, mode, uid, gid }: FileFacts,
  machine: Machine,
  isLast: boolean,
): string | undefined {
  // In a folder such as /tmp nobody can take away what is another's.
  const isShared = kind === 'directory' && (mode & 0o1000) !== 0 && !isLast;
  if ((mode & 0o002) !== 0 && !isShared) return `everybody (mode ${mode.toString(8)})`;
  if ((mode & 0o020) !== 0 && gid !== 0 && !isShared) return `the group ${gid} (mode ${mode.toString(8)})`;
  return uid === 0 || uid === machine.uid ? undefined : `its owner, user ${uid},`;
}
