// One run for the kubelet: read its request, answer it within the deadline.

import type { ArgumentsOf } from './command-line/arguments.ts';
import { loadConfig } from './config/load.ts';
import { ProviderError } from './errors.ts';
import { runLogged } from './logged-run.ts';
import { hasTooManyNames, MAX_NAMES } from './names.ts';
import { MAX_REQUEST_BYTES } from './protocol/request.ts';
import { provide } from './provide.ts';
import type { Deadline } from './system/deadline.ts';
import { decodeUtf8 } from './system/utf8.ts';
import type { Outcome, World } from './world.ts';

/** @throws {ProviderError} */
export async function run(args: ArgumentsOf<'provide'>, world: World): Promise<Outcome> {
  const config = loadConfig({ flag: args.config, env: world.env });
  await runLogged(config, world, async ({ deadline, notes, surroundings }) => {
    const request = await readRequest(world, deadline);
    const response = await deadline.limit((stop) =>
      provide(request, {
        config,
        rulesWithoutTokens: args.rulesWithoutTokens,
        stop,
        surroundings,
        notes,
        deadline,
      }),
    );
    world.stdout.write(response);
  });
  return { text: '', exitCode: 0 };
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
