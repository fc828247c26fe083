// Whose failure it is: the only place where a rule and its backend are put before a message.

import { ProviderError } from '../../errors.ts';

/**
 * What a catch throws instead of the error: the failure with `who` before it.
 * @param who `rule "team-a": ecr`
 * @param signal its reason, the deadline's, has words of its own
 */
export function failureOf(who: string, error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) {
    return signal.reason;
  }
  return error instanceof ProviderError ? error.of(who) : error;
}
