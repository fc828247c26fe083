// Everything that install and uninstall find out and refuse before the first file is written: a dry run does all of it too.

import { ProviderError } from '../../errors.ts';
import { VERSION } from '../../version.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { NodePlan } from '../plan/node-plan.ts';
import { planInstall } from '../plan/plan.ts';
import { refuseBroken } from '../plan/refuse-broken.ts';
import { planRestore } from '../plan/restore.ts';
import { StartingPoint } from '../plan/starting-point.ts';
import { planUninstall } from '../plan/uninstall.ts';
import { findWanted, type InstallOptions, type Wanted } from '../plan/wanted.ts';
import { type LastRun, readLastRun } from '../state/last-run.ts';
import { describeFiles, describeKubelet, howToRestart } from './account.ts';
import { refuseErrors } from './check-outcome.ts';
import type { Collaborators, RunOptions } from './collaborators.ts';
import type { NodeState } from './node-state.ts';
import { describeRemaining } from './remaining.ts';
import type { Work } from './transaction.ts';
import { withRestart } from './unread.ts';

interface Prepared {
  readonly plan: NodePlan;
  /** Undefined: nothing is to be done. */
  readonly work: Work | undefined;
  /** How it ended, once it is done. @param seen of the kubelet after its restart */
  readonly account: (seen: readonly string[]) => readonly [LastRun['outcome'], message: string];
  /** What it leaves to do by hand, in clauses. */
  readonly remaining: readonly string[];
}

export type Prepare = (
  collaborators: Collaborators,
  node: NodeState,
  /** Told what is wanted as soon as that is known. */
  wants: (digest: string) => void,
) => Prepared | Promise<Prepared>;

/** What an earlier run has said still holds, and stays written down. */
export class NotTriedAgain extends ProviderError {}

export function prepareInstall(options: InstallOptions & RunOptions): Prepare {
  return async (collaborators, node, wants) => {
    const { files, record } = node;
    const setup = await collaborators.findSetup(files);
    const wanted = findWanted(options, { setup, files, ...collaborators });
    wants(wanted.digest);
    if (options.unattended) refuseAgain(wanted, collaborators);
    if (!options.noRestart) refuseUnjoined(setup);
    refuseBroken('install', setup, new StartingPoint(files, record, collaborators.places));
    const seen = collaborators.kubelet(setup);
    const plan = withRestart(
      planInstall(wanted, { setup, files, record, ...collaborators }),
      record,
      seen,
      options.noRestart,
    );
    const isInPlace = plan.changes.length === 0 && !plan.restart;
    const isRecorded = JSON.stringify(record) === JSON.stringify(plan.record);
    return {
      plan,
      work: isInPlace && isRecorded ? undefined : installing(plan, setup, node, collaborators),
      account: (looked) => {
        const kubelet = describeKubelet(plan, setup, looked, collaborators.kubelet(setup));
        return isInPlace
          ? ['unchanged', `nothing to do: version ${VERSION} and this configuration are in place${kubelet}`]
          : ['installed', `version ${VERSION} is in place: ${describeFiles(plan)}${kubelet}`];
      },
      remaining: describeRemaining(options, wanted, setup, plan),
    };
  };
}

function installing(
  plan: NodePlan,
  setup: NodeSetup,
  { undone }: NodeState,
  collaborators: Collaborators,
): Work {
  const check: Work['check'] = (staged) =>
    refuseErrors(plan, { ...collaborators, what: 'install', setup, undone, staged, mayHaveNone: false });
  return { what: 'install', plan, setup, check, leaving: [], sweep: null };
}

export function prepareUninstall({ noRestart }: Pick<RunOptions, 'noRestart'>): Prepare {
  return (collaborators, { files, record, undone }) => {
    if (record === undefined) {
      return {
        plan: { ...NOTHING, notes: ['No install is recorded on this node.'] },
        work: undefined,
        account: () => ['uninstalled', 'nothing to do: no install is recorded on this node'],
        remaining: [],
      };
    }
    const setup = collaborators.adjustSetup(record.setup);
    const start = new StartingPoint(files, record, collaborators.places);
    refuseBroken('uninstall', setup, start);
    const { plan: planned, mayHaveNone, sweep } = planUninstall(record, start);
    // Prepared, and never joined since: there is no kubelet that could have read it.
    const neverRan =
      record.unread !== undefined &&
      setup.notJoined !== undefined &&
      collaborators.kubelet(setup) === undefined;
    const plan = { ...planned, restart: planned.restart && !noRestart && !neverRan };
    return {
      plan,
      work: {
        what: 'uninstall',
        plan,
        setup,
        check: (staged) =>
          refuseErrors(plan, { ...collaborators, what: 'uninstall', setup, undone, staged, mayHaveNone }),
        leaving: record.folders,
        sweep,
      },
      account: (looked) => [
        'uninstalled',
        `version ${record.version} was removed from this node: ${describeFiles(plan)}${
          plan.restart
            ? `, the kubelet was restarted and is healthy (${looked.join(', ')})`
            : planned.restart && !neverRan
              ? `; the kubelet was not restarted (--no-restart) and still uses the earlier configuration: ${howToRestart(setup)}`
              : ', the kubelet needed no restart'
        }`,
      ],
      remaining: [],
    };
  };
}

/** The kubelet's configuration as install wrote it last, where it cannot be read any more. */
export function prepareRestore({ noRestart }: Pick<RunOptions, 'noRestart'>): Prepare {
  return (collaborators, node, wants) => {
    const { files, record } = node;
    if (record === undefined) {
      throw new ProviderError(
        '--restore-kubelet-config: no install is recorded on this node, so there is no copy to restore',
        {
          code: 'INSTALL_REFUSED',
          hint: 'correct the file by hand, or restore it from a backup of yours; registry-credential-provider check names each line',
        },
      );
    }
    wants(record.wanted);
    const setup = collaborators.adjustSetup(record.setup);
    const seen = collaborators.kubelet(setup);
    const plan = withRestart(
      planRestore(record, new StartingPoint(files, record, collaborators.places)),
      record,
      seen,
      noRestart,
    );
    return {
      plan,
      work: plan.changes.length === 0 ? undefined : installing(plan, setup, node, collaborators),
      account: (looked) =>
        plan.changes.length === 0
          ? ['unchanged', `nothing to restore: ${plan.notes.join(' ')}`]
          : [
              'installed',
              `the kubelet's configuration was restored to what install wrote last: ${describeFiles(plan)}${describeKubelet(plan, setup, looked, seen)}`,
            ],
      remaining: [],
    };
  };
}

const NOTHING: NodePlan = { changes: [], record: undefined, kept: new Map(), restart: false, notes: [] };

/** @throws {NotTriedAgain} */
function refuseAgain({ digest }: Wanted, { places }: Collaborators): void {
  const last = readLastRun(places);
  if (last?.outcome === 'rolledBack' && last.wanted === digest) {
    throw new NotTriedAgain(
      `install: not retried, because the same change was rolled back before: ${last.message}`,
      {
        code: 'INSTALL_ROLLED_BACK',
        hint: 'change the configuration or the version, or run install on the node by hand',
      },
    );
  }
}

/** A kubelet that cannot run yet would be restarted and waited for in vain. @throws {ProviderError} INSTALL_REFUSED */
function refuseUnjoined({ notJoined }: NodeSetup): void {
  if (notJoined !== undefined) {
    throw new ProviderError(`install: this node has not joined a cluster: ${notJoined}`, {
      code: 'INSTALL_REFUSED',
      hint: 'let it join first (kubeadm join, or whatever starts its kubelet), or prepare it with --no-restart',
    });
  }
}
