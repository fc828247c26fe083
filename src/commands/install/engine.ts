// install and uninstall from beginning to end: lock, what an earlier run left, what is wanted, the plan, the change, and
// the account of it.

import type { Surroundings } from '../../backend/backend.ts';
import type { Config } from '../../config/config.ts';
import { formatError, ProviderError } from '../../errors.ts';
import { removeFile, removeFolderIfEmpty } from '../../system/placing.ts';
import { VERSION } from '../../version.ts';
import { keepsKubeletDown } from '../check/finding.ts';
import type { Machine } from '../check/permissions.ts';
import { readTransaction } from './journal.ts';
import { type LastRun, readLastRun, writeLastRun } from './last-run.ts';
import { withLock } from './lock.ts';
import type { NodeSetup } from './node-setup.ts';
import { type CheckContext, checkNode, checkOutcome, describeFinding, judge } from './outcome.ts';
import { lastRunPath, type Places } from './places.ts';
import { type Plan, planInstall } from './plan.ts';
import { readInstalled } from './record.ts';
import { carryOut, recover, type TransactionOptions } from './transaction.ts';
import { planUninstall } from './uninstall-plan.ts';
import { findWanted, type InstallOptions, type Wanted } from './wanted.ts';

export type { InstallOptions };

/** What a run works with. */
export interface Collaborators extends TransactionOptions {
  /** How this node's kubelet is set up. @throws {ProviderError} where we cannot work */
  readonly findSetup: () => NodeSetup | Promise<NodeSetup>;
  /** What the command line says of it, over what was recorded. */
  readonly adjustSetup: (setup: NodeSetup) => NodeSetup;
  readonly surroundingsOf: (config: Config) => Surroundings;
  readonly machine: Machine;
  /** This executable. */
  readonly ownPath: string;
  readonly now: () => Date;
  /** How long to wait for another run on this node. */
  readonly waitMs: number;
}

export interface RunOptions {
  /** Nobody looks on: what was undone for an unhealthy kubelet is not tried again until something else is wanted. */
  readonly unattended: boolean;
}

/**
 * Brings the node to what is wanted, or leaves it as it was.
 * @throws {ProviderError} why the node is as it was; it is in last-run.json too
 */
export function install(options: InstallOptions & RunOptions, given: Collaborators): Promise<LastRun> {
  return recorded(given, async (collaborators, wants) => {
    await recover(collaborators);
    const setup = await collaborators.findSetup();
    const wanted = findWanted(options, { setup, ...collaborators });
    wants(wanted.digest);
    if (options.unattended) refuseAgain(wanted, collaborators);
    const { places } = collaborators;
    const record = readInstalled(places);
    const plan = planInstall(wanted, { setup, record, places });
    plan.notes.forEach(collaborators.say);
    const isInPlace = plan.changes.length === 0;
    if (!isInPlace || JSON.stringify(record) !== JSON.stringify(plan.record)) {
      const check = () => refuseErrors(plan, { ...collaborators, setup, mayHaveNone: false });
      await carryOut({ what: 'install', plan, setup, check, leaving: [], sweep: null }, collaborators);
    }
    return isInPlace
      ? ['unchanged', `nothing to do: version ${VERSION} and what is wanted are in place`]
      : ['installed', `version ${VERSION} is in place: ${summaryOf(plan)}`];
  });
}

/**
 * Takes off the node what `install` has put there.
 * @throws {ProviderError} why the node is as it was; it is in last-run.json too
 */
export function uninstall(given: Collaborators): Promise<LastRun> {
  return recorded(given, async (collaborators) => {
    await recover(collaborators);
    const { places } = collaborators;
    const record = readInstalled(places);
    if (record === undefined) {
      return ['uninstalled', 'nothing to do: no install is recorded on this node'];
    }
    const setup = collaborators.adjustSetup(record.setup);
    const { plan, mayHaveNone, sweep } = planUninstall(record, places);
    plan.notes.forEach(collaborators.say);
    const check = () => refuseErrors(plan, { ...collaborators, setup, mayHaveNone });
    const leaving = record.folders;
    await carryOut({ what: 'uninstall', plan, setup, check, leaving, sweep }, collaborators);
    return ['uninstalled', `version ${record.version} is off this node: ${summaryOf(plan)}`];
  });
}

/** What `install` would do. Changes nothing. @throws {ProviderError} */
export async function planOfInstall(options: InstallOptions, collaborators: Collaborators): Promise<Plan> {
  const { places } = collaborators;
  refusePending(places);
  const setup = await collaborators.findSetup();
  const wanted = findWanted(options, { setup, ...collaborators });
  return planInstall(wanted, { setup, record: readInstalled(places), places });
}

/** What `uninstall` would do. Changes nothing. @throws {ProviderError} */
export function planOfUninstall({ places }: Collaborators): Plan {
  refusePending(places);
  const record = readInstalled(places);
  return record === undefined
    ? {
        changes: [],
        record,
        kept: new Map(),
        restart: false,
        notes: ['No install is recorded on this node.'],
      }
    : planUninstall(record, places).plan;
}

/** What stands on the disk in the middle of a change is not what the next run begins with. */
function refusePending(places: Places): void {
  if (readTransaction(places) !== undefined) {
    throw new ProviderError(
      '--dry-run: a run of install or uninstall is under way, or was ended in the middle',
      {
        code: 'INSTALL_BUSY',
        hint: 'wait until it has ended; if none runs, run install, which first undoes what is half done',
      },
    );
  }
}

/** Runs the work under the lock, and writes down how it ended. */
async function recorded(
  given: Collaborators,
  work: (
    collaborators: Collaborators,
    wants: (digest: string) => void,
  ) => Promise<readonly [LastRun['outcome'], message: string]>,
): Promise<LastRun> {
  const { places, now, onStep } = given;
  const details: string[] = [];
  let wanted = '';
  const collaborators = {
    ...given,
    say: (line: string) => {
      details.push(line);
      given.say(line);
    },
  };
  const told = (outcome: LastRun['outcome'], message: string): LastRun => {
    const time = now().toISOString();
    return { time, version: VERSION, wanted, outcome, message, details: details.slice(-MAX_DETAILS) };
  };
  const run = await withLock(collaborators, async () => {
    try {
      const last = told(...(await work(collaborators, (digest) => (wanted = digest))));
      if (last.outcome === 'uninstalled') removeFile(lastRunPath(places));
      else writeLastRun(places, last);
      return last;
    } catch (error) {
      if (error instanceof ProviderError && !(error instanceof NotTriedAgain)) {
        const outcome = error.code === 'INSTALL_ROLLED_BACK' ? 'rolledBack' : 'refused';
        writeLastRun(places, told(outcome, formatError(error)));
      }
      throw error;
    }
  });
  if (run.outcome === 'uninstalled' && removeFolderIfEmpty(places.state)) {
    onStep('stateRemoved');
  }
  return run;
}

/** Lines of a run that are kept for `status`. */
const MAX_DETAILS = 200;

/** What an earlier run has said still holds, and stays written down. */
class NotTriedAgain extends ProviderError {}

function refuseAgain({ digest }: Wanted, { places, now }: Collaborators): void {
  const last = readLastRun(places);
  if (last?.outcome === 'rolledBack' && last.wanted === digest) {
    writeLastRun(places, { ...last, time: now().toISOString() });
    throw new NotTriedAgain(`install: not tried again, since it was undone before: ${last.message}`, {
      code: 'INSTALL_ROLLED_BACK',
      hint: 'change what is wanted, or run install on the node by hand',
    });
  }
}

/** @throws {ProviderError} INSTALL_REFUSED */
async function refuseErrors(
  { changes, record }: Plan,
  context: CheckContext & Pick<Collaborators, 'say'>,
): Promise<void> {
  const { refused, isDownAlready, ofOthers } = judge(
    await checkNode(context),
    // Without us only the kubelet's own start counts; there is nothing of ours left to be right or wrong.
    (await checkOutcome(context, changes)).filter(
      (finding) => record !== undefined || keepsKubeletDown(finding),
    ),
  );
  for (const finding of ofOthers) {
    context.say(`not ours, and as before: ${describeFinding(finding)}`);
  }
  if (refused.length === 0) {
    return;
  }
  const lines = refused.map(describeFinding);
  lines.forEach(context.say);
  throw new ProviderError(
    `install: nothing was changed: ${refused.length === 1 ? lines[0] : `${refused.length} errors were found in what would come out`}`,
    {
      code: 'INSTALL_REFUSED',
      hint: isDownAlready
        ? 'the kubelet would not start with what is there already; correct that first'
        : 'correct this and run it again; registry-credential-provider check tells more',
    },
  );
}

function summaryOf({ changes, restart }: Plan): string {
  const what = changes.length === 1 ? '1 file was' : `${changes.length} files were`;
  return `${what} changed, the kubelet ${restart ? 'was restarted and is well' : 'needed no restart'}`;
}
