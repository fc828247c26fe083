// One run for the kubelet: read its request, answer it within the deadline, log what happened.

import type { ArgumentsOf } from './command-line/arguments.ts';
import type { Config } from './config/config.ts';
import { loadConfig } from './config/load.ts';
import { asProviderError, ProviderError } from './errors.ts';
import type { Notes } from './log/run-log.ts';
import { hasTooManyNames, MAX_NAMES } from './names.ts';
import { MAX_REQUEST_BYTES, REPORT_VARIABLE } from './protocol/request.ts';
import { provide } from './provide.ts';
import { openSurroundings, type RunSurroundings } from './surroundings.ts';
import { Deadline } from './system/deadline.ts';
import { decodeUtf8 } from './system/utf8.ts';
import type { Outcome, World } from './world.ts';

/** @throws {ProviderError} */
export async function run(args: ArgumentsOf<'provide'>, world: World): Promise<Outcome> {
  const config = loadConfig({ flag: args.config, env: world.env });
  const notes: Notes = {};
  const deadline = new Deadline(config.deadlineMs, world.clock, () => whoseRun(notes));
  const { surroundings, ...report } = openSurroundings(config, world, deadline);
  const log = (failure?: unknown) => logRun(config, { world, report, notes, failure });
  try {
    const request = await readRequest(world, deadline);
    const response = await deadline.limit((stop) =>
      provide(request, { config, stop, surroundings, notes, deadline }),
    );
    world.stdout.write(response);
  } catch (error) {
    await log(error);
    throw error;
  }
  await log();
  return { text: '', exitCode: 0 };
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

async function readRequest({ readStdin }: World, deadline: Deadline): Promise<string> {
  const input = await readStdin({ maxBytes: MAX_REQUEST_BYTES, timeoutMs: deadline.remainingMs() }).catch(
    (error: NodeJS.ErrnoException) => {
      throw new ProviderError(`request on stdin: cannot be read (${error.code ?? error.name})`, {
        code: 'REQUEST_INVALID',
        hint: 'connect stdin to a pipe or a file',
        cause: error,
      });
    },
  );
  switch (input.kind) {
    case 'tooLarge':
      throw new ProviderError(`request on stdin: larger than ${MAX_REQUEST_BYTES} bytes`, {
        code: 'REQUEST_TOO_LARGE',
        hint: 'send one CredentialProviderRequest and nothing else',
      });
    case 'timedOut':
      throw new ProviderError(
        `request on stdin: did not end within the deadline; ${input.received} bytes were read`,
        {
          code: 'DEADLINE_EXCEEDED',
          hint: 'close stdin after the request, as the kubelet does',
        },
      );
    case 'bytes': {
      if (hasTooManyNames(input.bytes)) {
        throw new ProviderError(`request on stdin: it has more than ${MAX_NAMES} names and values`, {
          code: 'REQUEST_TOO_LARGE',
          hint: 'send one CredentialProviderRequest and nothing else',
        });
      }
      const text = decodeUtf8(input.bytes);
      if (text === undefined) {
        throw new ProviderError('request on stdin: not UTF-8 text', {
          code: 'REQUEST_INVALID',
          hint: 'send one CredentialProviderRequest as JSON in UTF-8',
        });
      }
      return text;
    }
  }
}
