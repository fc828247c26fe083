// Each credential at each host, in the order of a pull: the kubelet tries one credential after the other, and containerd
// each of them at the mirrors and then at the registry.

import type { Network } from '../system/network/door.ts';
import type { RegistryLogin } from './login.ts';
import type { Attempt } from './outcome.ts';
import { attemptPull, isLoopback, type PulledImage, type RegistryHost } from './registry-attempt.ts';

export interface VerifiedAttempt extends Attempt {
  /** Position in the list of credentials, from 1; null: without one. */
  readonly credential: number | null;
  readonly username: string | null;
  readonly host: string;
  readonly mirror: boolean;
}

interface VerifyOptions {
  /** Mirrors, and the registry. */
  readonly hosts: readonly RegistryHost[];
  readonly image: PulledImage;
  /** Empty: one attempt is made without. */
  readonly logins: readonly RegistryLogin[];
  readonly networkFor: (host: RegistryHost) => Network;
  readonly signal: AbortSignal;
  /** For all attempts together. */
  readonly timeoutMs: number;
  readonly maxAttempts: number;
}

interface VerifiedPull {
  readonly attempts: readonly VerifiedAttempt[];
  /** Why further attempts were not made, which a pull would make: `after 120 s`. Undefined: all were. */
  readonly cut: string | undefined;
}

/** Up to the first that would pull, as in a pull. @throws the signal's reason */
export async function verifyPull(options: VerifyOptions): Promise<VerifiedPull> {
  const { timeoutMs, signal } = options;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs);
  const attempts: VerifiedAttempt[] = [];
  try {
    const isCut = await attemptAll(attempts, options, AbortSignal.any([signal, late.signal]));
    return { attempts, cut: isCut ? `after ${attempts.length} attempts` : undefined };
  } catch (error) {
    signal.throwIfAborted();
    if (!late.signal.aborted) throw error;
    return { attempts, cut: `after ${timeoutMs / 1000} s` };
  } finally {
    clearTimeout(timer);
  }
}

/** @returns whether there would be more attempts than are made @throws the signal's reason */
async function attemptAll(
  attempts: VerifiedAttempt[],
  { hosts, image, logins, networkFor, maxAttempts }: VerifyOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const tries: readonly (RegistryLogin | undefined)[] = logins.length === 0 ? [undefined] : logins;
  for (const [index, login] of tries.entries()) {
    // containerd takes no notice of a password without a user name.
    const used = login?.username === '' ? undefined : login;
    for (const host of hosts) {
      if (attempts.length === maxAttempts) return true;
      const attempt = await attemptAt(networkFor(host), host, image, used, signal);
      attempts.push({
        ...attempt,
        credential: login === undefined ? null : index + 1,
        username: login?.username ?? null,
        host: new URL(host.origin).host,
        mirror: host.mirrorOf !== undefined,
      });
      if (isGood(attempt)) return false;
    }
  }
  return false;
}

export function isGood({ outcome }: Pick<Attempt, 'outcome'>): boolean {
  return outcome === 'pulled' || outcome === 'noneWanted';
}

/** A registry on this machine may have no TLS: containerd then asks it without. */
async function attemptAt(
  network: Network,
  host: RegistryHost,
  image: PulledImage,
  login: RegistryLogin | undefined,
  signal: AbortSignal,
): Promise<Attempt> {
  const attempt = await attemptPull(network, host, image, login, signal);
  const { protocol, hostname } = new URL(host.origin);
  const isPlain =
    protocol === 'https:' &&
    isLoopback(hostname) &&
    (attempt.outcome === 'tls' || attempt.outcome === 'unreachable');
  if (!isPlain || attempt.detail.includes('certificate')) return attempt;
  const origin = host.origin.replace(/^https/, 'http');
  return attemptPull(network, { ...host, origin }, image, login, signal);
}
