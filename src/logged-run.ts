// One run, for the kubelet or another client: with its deadline, what it may use, and a line in the log at its end.

import type { Surroundings } from './backend/backend.ts';
import type { Config } from './config/config.ts';
import { asProviderError } from './errors.ts';
import type { Notes } from './log/run-log.ts';
import { REPORT_VARIABLE } from './protocol/request.ts';
import { openSurroundings, type RunSurroundings } from './surroundings.ts';
import { Deadline } from './system/deadline.ts';
import type { World } from './world.ts';

interface RunParts {
  readonly deadline: Deadline;
  /** Collects what becomes known of the run, for the log. */
  readonly notes: Notes;
  readonly surroundings: Surroundings;
}

/** What the work returns. @throws what the work throws, after the line is written */
export async function runLogged<T>(
  config: Config,
  world: World,
  work: (parts: RunParts) => Promise<T>,
): Promise<T> {
  const notes: Notes = {};
  const deadline = new Deadline(config.deadlineMs, world.clock, () => whoseRun(notes));
  const { surroundings, ...report } = openSurroundings(config, world, deadline);
  const log = (failure?: unknown) => logRun(config, { world, report, notes, failure });
  let result: T;
  try {
    result = await work({ deadline, notes, surroundings });
  } catch (error) {
    await log(error);
    throw error;
  }
  await log();
  return result;
}

function whoseRun({ rule }: Notes): string | undefined {
  return rule && `rule "${rule.name}": ${rule.backend.kind}`;
}

interface Ended {
  readonly report: Omit<RunSurroundings, 'surroundings'>;
  readonly world: World;
  readonly notes: Notes;
  /** Undefined: it was answered. */
  readonly failure: unknown;
}

/** Only if the configuration has a log, or the command `try` asks. A log that cannot be written never fails the pull. */
async function logRun({ log }: Config, { report, world, notes, failure }: Ended): Promise<void> {
  const isTried = world.env[REPORT_VARIABLE] === '3';
  if (log === undefined && !isTried) {
    return;
  }
  try {
    const { logRun: write, reportRun } = await import('./log/run-log.ts');
    const end = {
      at: world.now(),
      ms: world.clock(),
      calls: report.calls(),
      cache: report.cacheReport(),
      failure: failure === undefined ? undefined : asProviderError(failure),
    };
    if (isTried) reportRun(notes, end);
    if (log !== undefined) await write(log, notes, end);
  } catch {
    // There is no other place to report it.
  }
}
