// The way back for a kubelet's configuration that somebody has broken: what install wrote there last, which it has kept.

import { ProviderError } from '../../errors.ts';
import { isSame, standingAt } from '../../system/placing.ts';
import type { Change, Content } from '../state/content.ts';
import type { Places } from '../state/places.ts';
import { contentOf, type Installed, type Item, isKept } from '../state/record.ts';
import type { Plan } from './plan.ts';
import { problemsIn } from './refuse-broken.ts';
import { refuseOpenPlaces } from './refuse-open.ts';

/** Changes broken files only: what the kubelet can read stays, whoever has changed it. @throws {ProviderError} */
export function planRestore(record: Installed, places: Places): Plan {
  const items = record.items.filter(({ role }) => role === 'kubeletConfig');
  refuseOpenPlaces(
    items.map(({ path }) => path),
    'install',
  );
  const restored = items.map((item) => restore(item, record, places));
  return {
    changes: restored.flatMap(({ change }) => change ?? []),
    record,
    kept: new Map(),
    restart: restored.some(({ change }) => change !== undefined),
    notes: restored.flatMap(({ note }) => note ?? []),
  };
}

function restore(
  item: Item,
  { setup }: Installed,
  places: Places,
): { readonly change?: Change; readonly note?: string } {
  const { role, path, ours } = item;
  const before = standingAt(path);
  if (isSame(before, ours)) {
    return { note: `${path} is as install wrote it.` };
  }
  if (before.kind === 'file' && isReadable(path, setup)) {
    return { note: `${path} was changed since, the kubelet can read it, and it stays as it is.` };
  }
  if (before.kind === 'other') {
    throw new ProviderError(`install: ${path} is neither a file nor a link`, {
      code: 'INSTALL_REFUSED',
      hint: 'move it away',
    });
  }
  const { after, note } = contentHeld(item, places);
  return {
    change: { role, path, before, after, why: 'as install wrote it last; what was changed since is lost' },
    ...(note !== undefined && { note }),
  };
}

function isReadable(path: string, setup: Installed['setup']): boolean {
  try {
    return problemsIn(path, setup).length === 0;
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}

/** An earlier version kept only what was there before it; and a copy that was damaged is none. */
function contentHeld({ path, ours, original }: Item, places: Places): { after: Content; note?: string } {
  return ours.kind !== 'file' || isKept(places, ours.digest)
    ? { after: contentOf(places, ours) }
    : {
        after: contentOf(places, original),
        note: `Of ${path} only what was there before install is held: run install afterwards, as before, for our entries.`,
      };
}
