// What the kubelet reads at its start only: whether a run restarts it, and what it has not read yet where it does not.

import { hasRead, type SeenKubelet, thisMoment } from '../kubelet/process.ts';
import type { NodePlan } from '../plan/node-plan.ts';
import { needsRestart } from '../state/content.ts';
import { installedPath, type Places } from '../state/places.ts';
import { type Installed, readInstalled } from '../state/record.ts';
import { writeState } from '../state/state-file.ts';

/** The plan with the restart that it needs, or the record of what is not read yet. */
export function withRestart(
  plan: NodePlan,
  record: Installed | undefined,
  seen: SeenKubelet | undefined,
  noRestart: boolean,
): NodePlan {
  if (plan.record === undefined) return plan;
  const before = record?.unread;
  const isUnread = before !== undefined && !hasRead(plan.record.setup, before, seen);
  const isNeeded = plan.restart || isUnread;
  return {
    ...plan,
    restart: isNeeded && !noRestart,
    record: {
      ...plan.record,
      unread: isNeeded && noRestart ? (plan.restart ? thisMoment() : before) : undefined,
    },
    notes: [
      ...plan.notes,
      ...(isNeeded && noRestart
        ? [`The kubelet reads this only when it starts, and is not restarted (--no-restart).`]
        : []),
      ...(isNeeded && !plan.restart && !noRestart
        ? ['The kubelet has not yet read what an earlier install --no-restart placed.']
        : []),
    ],
  };
}

/** A kubelet that was started while the files were switched may have read what was there before. */
export function noteUnread({ record, changes }: NodePlan, places: Places): void {
  if (record?.unread !== undefined && changes.some(({ role }) => needsRestart(role))) {
    writeState(installedPath(places), { ...readInstalled(places), unread: thisMoment() });
  }
}
