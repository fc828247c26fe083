// What the kubelet itself says of its health.

import { ProviderError } from '../../errors.ts';
import { otherUserListening } from '../../system/listener.ts';
import type { Network } from '../../system/network.ts';

/** Why /healthz is not well, in words; undefined: it is. Throws the signal's reason only. */
export async function healthzProblem(
  network: Network,
  url: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const user = otherUserListening(url);
  if (user !== undefined) {
    return `${url} is answered by a program of user ${user}, in the kubelet's place`;
  }
  try {
    const { status } = await network.send(
      { step: 'healthz', method: 'GET', url, kind: 'metadata', retry: 'never' },
      signal,
    );
    return status === 200 ? undefined : `${url} answers ${status}`;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof ProviderError ? error.message : Promise.reject(error);
  }
}
