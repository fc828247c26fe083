// install and uninstall from beginning to end: lock, what an earlier run left, what is wanted, the plan, the change, and
// the account of it.

import { formatError, ProviderError } from '../../errors.ts';
import { removeFile, removeFolderIfEmpty } from '../../system/placing.ts';
import { VERSION } from '../../version.ts';
import type { InstallOptions } from '../plan/wanted.ts';
import type { Transaction } from '../state/journal.ts';
import { type LastRun, readLastRun, writeLastRun } from '../state/last-run.ts';
import { withLock } from '../state/lock.ts';
import { lastRunPath } from '../state/places.ts';
import { failureOf } from './account.ts';
import { checkPlaces } from './check-places.ts';
import type { Collaborators, RunOptions } from './collaborators.ts';
import { nodeAsItStands } from './node-state.ts';
import { NotTriedAgain, type Prepare, prepareInstall, prepareRestore, prepareUninstall } from './prepare.ts';
import { recover } from './recover.ts';
import { carryOut } from './transaction.ts';
import { noteUnread } from './unread.ts';

/**
 * Brings the node to what is wanted, or leaves it as it was.
 * @throws {ProviderError} why the node is as it was; it is in last-run.json too
 */
export function install(options: InstallOptions & RunOptions, given: Collaborators): Promise<LastRun> {
  return run('install', prepareInstall(options), given);
}

/**
 * Takes off the node what `install` has put there.
 * @throws {ProviderError} why the node is as it was; it is in last-run.json too
 */
export function uninstall(options: Pick<RunOptions, 'noRestart'>, given: Collaborators): Promise<LastRun> {
  return run('uninstall', prepareUninstall(options), given);
}

/**
 * Puts back what `install` wrote last into the kubelet's configuration, where that cannot be read any more.
 * @throws {ProviderError} why the node is as it was; it is in last-run.json too
 */
export function restoreKubeletConfig(
  options: Pick<RunOptions, 'noRestart'>,
  given: Collaborators,
): Promise<LastRun> {
  return run('install', prepareRestore(options), given);
}

function run(what: Transaction['what'], prepare: Prepare, given: Collaborators): Promise<LastRun> {
  const running = recorded(what, given, async (collaborators, wants) => {
    await recover(collaborators);
    const { places } = collaborators;
    const { plan, work, account, remaining } = await prepare(collaborators, nodeAsItStands(places), wants);
    plan.notes.forEach(collaborators.say);
    if (work === undefined) {
      return [...account([]), remaining];
    }
    checkPlaces(plan, places);
    const seen = await carryOut(work, collaborators);
    noteUnread(plan, places);
    return [...account(seen), remaining];
  });
  return running.catch((error) => {
    throw failureOf(what, error); // that of the lock, and of the account itself
  });
}

/** Runs the work under the lock, and writes down how it ended. */
async function recorded(
  what: Transaction['what'],
  given: Collaborators,
  work: (
    collaborators: Collaborators,
    wants: (digest: string) => void,
  ) => Promise<readonly [LastRun['outcome'], message: string, remaining: readonly string[]]>,
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
  const told = (outcome: LastRun['outcome'], message: string, remaining: readonly string[] = []): LastRun => {
    const time = now().toISOString();
    const said = details.slice(-MAX_DETAILS);
    return { time, version: VERSION, wanted, outcome, message, details: said, remaining };
  };
  const run = await withLock(collaborators, async () => {
    try {
      const last = told(...(await work(collaborators, (digest) => (wanted = digest))));
      if (last.outcome === 'uninstalled') removeFile(lastRunPath(places));
      else writeLastRun(places, last);
      return last;
    } catch (cause) {
      const error = failureOf(what, cause);
      if (error instanceof NotTriedAgain) {
        const last = readLastRun(places);
        if (last !== undefined) writeLastRun(places, { ...last, time: now().toISOString() });
      } else if (error instanceof ProviderError) {
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
