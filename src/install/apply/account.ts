// What is said of a run: how many files it changed, what the kubelet has read of them, and which command failed.

import { ProviderError } from '../../errors.ts';
import { flagsProblem, flagsUnseen, type SeenKubelet } from '../kubelet/process.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { NodePlan } from '../plan/node-plan.ts';
import type { Transaction } from '../state/journal.ts';

export function describeFiles({ changes }: NodePlan): string {
  return changes.length === 1 ? '1 file was changed' : `${changes.length} files were changed`;
}

/** What is true of the kubelet after the run, and what could not be seen of it. */
export function describeKubelet(
  { restart, record, changes }: NodePlan,
  setup: NodeSetup,
  looked: readonly string[],
  seen: SeenKubelet | undefined,
): string {
  if (restart) {
    return `, the kubelet was restarted and is healthy (${looked.join(', ')})`;
  }
  if (record?.unread !== undefined) {
    const when =
      setup.notJoined === undefined ? howToRestart(setup) : 'it starts when the node joins the cluster';
    return `; the kubelet has not read it yet, because it reads it only when it starts: ${when}; status then reports that it is done`;
  }
  const unseen = flagsUnseen(setup, seen) ?? (seen && flagsProblem(setup, seen));
  return `${changes.length === 0 ? '' : ', the kubelet needed no restart'}${unseen === undefined ? '' : `; not seen: ${unseen}`}`;
}

export function howToRestart({ restart }: NodeSetup): string {
  return `restart it (${restart.map((command) => command.join(' ')).join(' && ')})`;
}

/** The failure of a command. That of placing a file begins with the path, and does not know for whom. */
export function failureOf(what: Transaction['what'], error: unknown): unknown {
  return error instanceof ProviderError && error.code === 'INSTALL_FAILED' && error.message.startsWith('"')
    ? error.of(what)
    : error;
}
