// Which users of the machine, other than root, can write a file.

import type { FileFacts } from './inspect.ts';

/** What the process knows of where it runs. */
export interface Machine {
  /** As Node names it: `x64`, `arm64`. */
  readonly architecture: string;
  /** The user that it runs as: root on a node. Undefined where the system has no users. */
  readonly uid: number | undefined;
}

/** Which other user than root and the one that this process runs as can write it; undefined when none can. */
export function writers(
  { kind, mode, uid, gid }: FileFacts,
  machine: Machine,
  isLast: boolean,
): string | undefined {
  // In a folder such as /tmp only the owner of a file can remove it.
  const isShared = kind === 'directory' && (mode & 0o1000) !== 0 && !isLast;
  if ((mode & 0o002) !== 0 && !isShared) return `every user (mode ${mode.toString(8)})`;
  if ((mode & 0o020) !== 0 && gid !== 0 && !isShared) return `the group ${gid} (mode ${mode.toString(8)})`;
  return uid === 0 || uid === machine.uid ? undefined : `its owner, user ${uid},`;
}
