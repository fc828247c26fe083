// What undoing a change makes of each path: what stood there before, unless it was changed meanwhile.

import { entryNames, isOurs } from '../../entries/text/names.ts';
import { ProviderError } from '../../errors.ts';
import { readBytes } from '../../system/files.ts';
import { isSame, type Standing, standingAt } from '../../system/placing.ts';
import { withoutOurPart } from '../plan/revert.ts';
import { ABSENT, type Content, needsRestart, withAttributes } from '../state/content.ts';
import type { JournalChange, Transaction } from '../state/journal.ts';
import { oldPath, type Places } from '../state/places.ts';
import { readBackup } from '../state/record.ts';

export type Undoing =
  /** It is as it was before. */
  | { readonly kind: 'none' }
  /** What was kept aside is restored; where nothing was, the new file is removed. */
  | { readonly kind: 'restore' }
  /** Our part is taken out of what another has written there since. */
  | { readonly kind: 'takeOut'; readonly after: Content }
  /** Another has changed it since, and it stays. @param why undefined: it is a file as a whole */
  | { readonly kind: 'stay'; readonly why: string | undefined };

/** @throws {ProviderError} INSTALL_FAILED */
export function undoingOf(change: JournalChange, transaction: Transaction, places: Places): Undoing {
  const { role, path, before, after } = change;
  const current = standingAt(path);
  if (isSame(current, before)) return { kind: 'none' };
  if (isSame(current, after)) return { kind: 'restore' };
  if (current.kind !== 'file' || (role !== 'kubeletConfig' && role !== 'flags')) {
    return { kind: 'stay', why: undefined };
  }
  try {
    return { kind: 'takeOut', after: withoutOurs(role, change, current, transaction, places) };
  } catch (error) {
    // An undo comes to its end, whatever another has written there.
    if (!(error instanceof ProviderError) || error.code === 'INSTALL_FAILED') throw error;
    return { kind: 'stay', why: error.message };
  }
}

/** What another process has written meanwhile, without the part of this run; earlier entries of this plugin are restored. */
function withoutOurs(
  role: 'kubeletConfig' | 'flags',
  { path, before, after }: JournalChange,
  current: Standing & { readonly kind: 'file' },
  { record, setup }: Transaction,
  places: Places,
): Content {
  const earlier = before.kind === 'file' ? textAt(oldPath(path)) : undefined;
  const ours = entryNames(earlier ?? '').filter(isOurs);
  const left = withoutOurPart(role, path, setup, textAt(path), {
    before: earlier,
    after:
      role === 'flags' && after.kind === 'file'
        ? readBackup(places, after.digest).toString('utf8')
        : undefined,
    back: [...(record?.replaced ?? []), ...ours],
  });
  return left === undefined ? ABSENT : withAttributes(left, current);
}

function textAt(path: string): string {
  return readBytes(path, { what: 'install:' }).bytes.toString('utf8');
}

/** Whether the kubelet may have read what an undo takes back, and must be restarted after it. */
export function wasRead({ phase, restart, changes }: Transaction): boolean {
  const isSwitched = ({ role, path, before }: JournalChange) =>
    needsRestart(role) && !isSame(standingAt(path), before);
  return restart && (phase === 'undoing' || (phase === 'switching' && changes.some(isSwitched)));
}
