// One run for the kubelet: its request is read, answered within the deadline, and what happened is logged.

import type { Arguments } from './command-line/arguments.ts';
import type { Config } from './config/config.ts';
import { loadConfig } from './config/load.ts';
import { internalError, ProviderError } from './errors.ts';
import type { Notes } from './log/run-log.ts';
import { MAX_REQUEST_BYTES } from './protocol/request.ts';
import { provide } from './provide.ts';
import { openSurroundings, type RunSurroundings, remainingOf } from './surroundings.ts';
import { withDeadline } from './system/deadline.ts';
import { decodeUtf8 } from './system/utf8.ts';
import type { Outcome, World } from './world.ts';

/** @throws {ProviderError} */
export async function run(args: Pick<Arguments, 'config'>, world: World): Promise<Outcome> {
  const config = loadConfig({ flag: args.config, env: world.env });
  const opened = openSurroundings(config, world);
  const { surroundings, waitingFor } = opened;
  const notes: Notes = {};
  const remainingMs = () => remainingOf(config, world);
  const log = (failure?: unknown) => logRun(config, { ...opened, world, notes, failure });
  const checkTime = () => {
    if (remainingMs() <= 0) throw overdue(config, notes, waitingFor());
  };
  try {
    const request = await readRequest(world, remainingMs());
    const response = await withDeadline(
      remainingMs(),
      (signal) => provide(request, { config, signal, surroundings, notes, checkTime }),
      () => overdue(config, notes, waitingFor()),
    );
    world.stdout.write(response);
  } catch (error) {
    await log(error);
    throw error;
  }
  await log();
  return { text: '', exitCode: 0 };
}

/** The run is over before it had an answer. */
function overdue({ deadlineMs }: Config, { rule }: Notes, wait: string | undefined): ProviderError {
  const error = new ProviderError(
    `no answer within the deadline of ${deadlineMs / 1000} s${wait === undefined ? '' : `: ${wait}`}`,
    { code: 'DEADLINE_EXCEEDED', hint: 'the kubelet asks again at the next attempt of the pull' },
  );
  return rule === undefined ? error : error.of(`rule "${rule.name}": ${rule.backend.kind}`);
}

interface Ended extends Pick<RunSurroundings, 'surroundings' | 'cache'> {
  readonly world: World;
  readonly notes: Notes;
  /** Undefined: it was answered. */
  readonly failure: unknown;
}

/** Only where the configuration has a log; and whatever is wrong with that, the pull has had its answer. */
async function logRun({ log }: Config, { surroundings, cache, world, notes, failure }: Ended): Promise<void> {
  if (log === undefined) {
    return;
  }
  try {
    const { logRun: write } = await import('./log/run-log.ts');
    await write(log, notes, {
      at: world.now(),
      ms: world.clock(),
      calls: surroundings.network.calls,
      cache: cache(),
      failure: failure === undefined || failure instanceof ProviderError ? failure : internalError(failure),
    });
  } catch {
    // There is nowhere left to tell it.
  }
}

async function readRequest({ readStdin }: World, timeoutMs: number): Promise<string> {
  const input = await readStdin({ maxBytes: MAX_REQUEST_BYTES, timeoutMs }).catch(
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
      throw new ProviderError(`request on stdin: no end within the deadline, after ${input.received} bytes`, {
        code: 'DEADLINE_EXCEEDED',
        hint: 'close stdin after the request, as the kubelet does',
      });
    case 'bytes': {
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
