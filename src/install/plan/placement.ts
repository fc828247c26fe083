// A file or link that install places: what stands there now, what is to stand there, and what uninstall restores.

import { join } from 'node:path/posix';
import { isSame, type Standing } from '../../system/placing.ts';
import { NAME } from '../../version.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import { type Content, fileOf, type Role, standingOf, withAttributes } from '../state/content.ts';
import { contentOf, type Item } from '../state/record.ts';
import type { Change } from './node-plan.ts';
import type { StartingPoint } from './starting-point.ts';
import type { Wanted, WantedText } from './wanted.ts';

export interface Placement {
  readonly role: Role;
  readonly path: string;
  readonly current: Standing;
  readonly after: Content;
  readonly original: Content;
  readonly why: string | undefined;
}

export function placeExecutable(start: StartingPoint, binDir: string, { executable }: Wanted): Placement {
  return place(start, 'executable', join(binDir, NAME), () => ({
    kind: 'file',
    ...executable,
    mode: 0o755,
    uid: 0,
    gid: 0,
  }));
}

export function placeLink(start: StartingPoint, binDir: string, name: string): Placement {
  return place(start, 'link', join(binDir, name), () => ({ kind: 'link', target: NAME }));
}

/** In the place of nothing, or of the link of an earlier run. */
export function placeCommandLink(start: StartingPoint, path: string, target: string): Placement {
  const placement = place(start, 'link', path, () => ({ kind: 'link', target }));
  return { ...placement, why: 'so that commands can be typed without their path' };
}

export function placeText(
  start: StartingPoint,
  role: 'file' | 'config',
  { path, bytes, isSecret }: WantedText,
): Placement {
  return place(start, role, path, (current) => {
    const mode = current.kind === 'file' ? current.mode : isSecret ? 0o600 : 0o644;
    // It becomes root's: its content decides what the plugin does as root, or is a secret.
    const attributes = { gid: 0, ...current, uid: 0, mode: mode & (isSecret ? 0o700 : 0o755) };
    return withAttributes(bytes, attributes);
  });
}

export function placeFlags(
  start: StartingPoint,
  { path, text, mode, why }: NodeSetup['flagFiles'][number],
): Placement {
  const placement = place(start, 'flags', start.followed(path), (current) =>
    current.kind === 'file' ? withAttributes(text, current) : fileOf(text, mode),
  );
  return { ...placement, why };
}

function place(
  start: StartingPoint,
  role: Role,
  path: string,
  contentFor: (current: Standing) => Content,
): Placement {
  const current = start.replaceable(path);
  const item = start.itemAt(path);
  const ofOthers = item === undefined || (isContent(role) && !isSame(current, item.ours));
  const original =
    item === undefined || (ofOthers && current.kind !== 'absent')
      ? start.contentOf(path, current)
      : contentOf(start.places, item.original);
  return { role, path, current, after: contentFor(current), original, why: undefined };
}

/** Whether another version of it is worth keeping; an executable or link of ours is ours in any version. */
function isContent(role: Role): boolean {
  return role !== 'executable' && role !== 'link';
}

export function itemOf({ role, path, after, original }: Placement): Item {
  return { role, path, original: standingOf(original), ours: standingOf(after) };
}

export function changeOf({ role, path, current, after, why }: Placement): Change[] {
  return isSame(current, standingOf(after)) ? [] : [{ role, path, before: current, after, why }];
}

export function keptOf(placements: readonly Placement[]): ReadonlyMap<string, Uint8Array | string> {
  return new Map(
    placements.flatMap(({ role, original, after }) => [
      ...(original.kind === 'file' ? [[original.digest, original.source] as const] : []),
      // What we wrote is needed to take exactly that out again, to tell what was changed by hand since, and to restore
      // the file when it was broken.
      ...((role === 'flags' || role === 'kubeletConfig') && after.kind === 'file'
        ? [[after.digest, after.source] as const]
        : []),
    ]),
  );
}
