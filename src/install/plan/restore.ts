// Restores a kubelet's configuration that cannot be read any more to what install wrote there last, which it has kept.

import { ProviderError } from '../../errors.ts';
import { isSame } from '../../system/placing.ts';
import type { Content } from '../state/content.ts';
import type { Places } from '../state/places.ts';
import { contentOf, type Installed, type Item, isKept } from '../state/record.ts';
import type { NodePlan } from './node-plan.ts';
import { problemsOf } from './refuse-broken.ts';
import { refuseOpenPlaces } from './refuse-open.ts';
import type { Reverted } from './revert.ts';
import type { StartingPoint } from './starting-point.ts';

/** Changes broken files only: what the kubelet can read stays. @throws {ProviderError} */
export function planRestore(record: Installed, start: StartingPoint): NodePlan {
  const items = start.configItems;
  refuseOpenPlaces(
    items.map(({ path }) => path),
    'install',
  );
  const restored = items.map((item) => restore(item, record, start));
  return {
    changes: restored.flatMap(({ change }) => change ?? []),
    record,
    kept: new Map(),
    restart: restored.some(({ change }) => change !== undefined),
    notes: restored.flatMap(({ note }) => note ?? []),
  };
}

function restore(item: Item, { setup }: Installed, start: StartingPoint): Reverted {
  const { role, path, ours } = item;
  const before = start.files.standing(path);
  if (isSame(before, ours)) {
    return { change: undefined, note: `${path} is unchanged since install wrote it.` };
  }
  if (before.kind === 'file' && isReadable(path, setup, start)) {
    return {
      change: undefined,
      note: `${path} was changed after install wrote it, but the kubelet can read it: it is left as it is.`,
    };
  }
  if (before.kind === 'other') {
    throw new ProviderError(`install: ${path} is neither a file nor a link`, {
      code: 'INSTALL_REFUSED',
      hint: 'move it away',
    });
  }
  const { after, note } = contentHeld(item, start.places);
  return {
    change: { role, path, before, after, why: 'restored to what install wrote last; later changes are lost' },
    note,
  };
}

function isReadable(path: string, setup: Installed['setup'], start: StartingPoint): boolean {
  try {
    return problemsOf(path, start.textAt(path), setup).length === 0;
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}

/** An earlier version kept only what was there before it; and a copy that was damaged is none. */
function contentHeld(
  { path, ours, original }: Item,
  places: Places,
): { after: Content; note: string | undefined } {
  return ours.kind !== 'file' || isKept(places, ours.digest)
    ? { after: contentOf(places, ours), note: undefined }
    : {
        after: contentOf(places, original),
        note: `Of ${path} only the content from before install was kept: run install again afterwards, to add the entries of this plugin.`,
      };
}
