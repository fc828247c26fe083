// A pull up to where it would leave this node: it reads each file as a pull does, and sends nothing. Of the SDKs, it
// loads AWS's parser of the shared files, where there are such files.

import type { Rule } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import { readAuthorities } from '../system/network/authorities.ts';
import type { HttpRequest } from '../system/network/door.ts';
import type { PullRequest, Surroundings } from './backend.ts';
import { createBackend } from './create.ts';

/**
 * Why the pull would fail before its first request; undefined: it would send one.
 * @param authorities given where the files of certificate authorities are to be read too
 */
export async function failureBeforeAsking(
  rule: Rule,
  pull: PullRequest,
  { env, now }: Surroundings,
  authorities?: { readonly caFile: string | undefined },
): Promise<ProviderError | undefined> {
  const end = new AbortController();
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const leave = (): Promise<never> => {
    arrive();
    return new Promise(() => undefined);
  };
  const send = ({ ahead }: HttpRequest) => (ahead ? new Promise<never>(() => undefined) : leave());
  const network = { calls: [], send, leave };
  try {
    const backend = createBackend(rule, { env, now, network, leave });
    const asks = await Promise.race([
      backend.getCredentials(pull, end).then(() => false),
      arrived.then(() => true),
    ]);
    if (asks && authorities !== undefined) {
      readAuthorities({ env, ...authorities, systemBundles: [] });
    }
    return undefined;
  } catch (error) {
    if (error instanceof ProviderError) {
      return error;
    }
    throw error;
  } finally {
    end.abort();
  }
}
