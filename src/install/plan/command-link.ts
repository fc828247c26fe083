// The link in a folder of PATH by which commands are typed without their path. It is a convenience: it takes the place of
// nothing, it is left out where root alone does not decide what stands there, and no run is refused because of it.

import { dirname, join } from 'node:path/posix';
import { quote } from '../../escape.ts';
import { inspect, linkTarget, whyNotWritable } from '../../system/inspect.ts';
import { isSame } from '../../system/placing.ts';
import { followRootOnly } from '../../system/root-only.ts';
import { NAME } from '../../version.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import { type Item, isCommandLink } from '../state/record.ts';
import { type Placement, placeCommandLink } from './placement.ts';
import type { StartingPoint } from './starting-point.ts';

interface CommandLink {
  readonly placements: readonly Placement[];
  /** Why there is none, in whole sentences. */
  readonly notes: readonly string[];
}

const NONE: CommandLink = { placements: [], notes: [] };

export function planCommandLink(
  { commandDir, binDir }: Pick<NodeSetup, 'commandDir' | 'binDir'>,
  start: StartingPoint,
): CommandLink {
  const executable = join(binDir, NAME);
  const path = commandDir && join(commandDir, NAME);
  if (path === undefined || placeOf(path) === placeOf(executable)) return NONE;
  const without = (why: string): CommandLink => ({
    placements: [],
    notes: [
      `No link was made in ${commandDir}, because ${why}: type commands as ${executable}, or name another directory of PATH with --link.`,
    ],
  });
  const problem = whyNotTouched(path);
  if (problem !== undefined) return without(problem);
  const current = start.files.standing(path);
  const link = { kind: 'link', target: executable } as const;
  const item = start.itemAt(path);
  if (current.kind !== 'absent' && (item === undefined || !isSame(current, item.ours))) {
    // Made by hand, it leads where ours would, and stays the operator's.
    return isSame(current, link) ? NONE : without(`${path} exists and is not from install`);
  }
  return { placements: [placeCommandLink(start, path, executable)], notes: [] };
}

/**
 * Why a link that an earlier run made is not removed, as a whole sentence: another user decides by now what stands there, or
 * nothing can be written. Undefined: it can be.
 */
export function whyKept(item: Item, setup: Pick<NodeSetup, 'binDir'>): string | undefined {
  const problem = isCommandLink(item, setup) ? whyNotTouched(item.path) : undefined;
  return problem === undefined ? undefined : `${item.path} is left as it is, because ${problem}.`;
}

/** Without links on the way: two names of one folder have one place, at which the link would lead to itself. */
function placeOf(path: string): string {
  return join(followRootOnly(dirname(path)).real, NAME);
}

/** Who beside root decides what stands at the path, or what keeps root from changing it. */
function whyNotTouched(path: string): string | undefined {
  return followRootOnly(path).problemOnTheWay ?? whyUnwritable(dirname(path));
}

/** Of the folder, or of the nearest above it that is there. */
function whyUnwritable(folder: string): string | undefined {
  const facts = inspect(folder);
  if ('problem' in facts) {
    return facts.problem === 'ENOENT' && linkTarget(folder) === undefined
      ? whyUnwritable(dirname(folder))
      : `${quote(folder)} cannot be examined (${facts.problem})`;
  }
  if (facts.kind !== 'directory') return `${quote(folder)} is not a directory`;
  const problem = whyNotWritable(folder);
  return problem === undefined
    ? undefined
    : problem === 'EROFS'
      ? `${quote(folder)} is on a read-only file system`
      : `${quote(folder)} cannot be written (${problem})`;
}
