// What the kubelet itself says of its health.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { otherUserListening } from '../../system/listener.ts';
import type { Network } from '../../system/network/door.ts';

/** Why /healthz does not answer as it should, in words; undefined: it does. Throws the signal's reason only. */
export async function healthzProblem(
  network: Network,
  url: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  // By a record, or by an address in the kubelet's own configuration.
  if (!isHealthUrl(url)) {
    const which = url.includes('@') ? 'a URL with a user name or password' : quote(url);
    return `${which} cannot be asked for the kubelet's health: expected an http or https URL without a password`;
  }
  const user = otherUserListening(url);
  if (user !== undefined) {
    return `${url} is answered by a program of user ${user}, not by the kubelet`;
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

/** Of HTTP, and without a password: the address is shown and recorded. */
export function isHealthUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
