// The restart of the kubelet, and whether it is healthy afterwards.

import { ProviderError } from '../../errors.ts';
import type { Health, KubeletControl } from '../kubelet/control.ts';
import type { Transaction } from '../state/journal.ts';
import type { TransactionOptions } from './collaborators.ts';

/** @throws {ProviderError} INSTALL_ROLLED_BACK when the kubelet is not healthy with the changes */
export async function restartWithChanges(
  { restart, setup, what, changes }: Transaction,
  options: TransactionOptions,
): Promise<readonly string[]> {
  if (!restart) {
    return [];
  }
  const { say, onStep, signal } = options;
  say('restarting the kubelet');
  const reads = what === 'install';
  const health = await restartAndWait(options.control(setup), reads, signal, () => onStep('restarted'));
  if (!health.healthy) {
    health.logLines.forEach(say);
    throw new ProviderError(`${what}: the kubelet was not healthy with the changes${restOf(health.why)}`, {
      code: 'INSTALL_ROLLED_BACK',
      hint:
        changes.length > 0
          ? 'the node was restored; correct what the lines above say and run the command again'
          : 'what an earlier install --no-restart placed stays; correct what the lines above say and run the command again, or remove it with uninstall',
    });
  }
  say(`the kubelet is healthy: ${health.seen.join(', ')}`);
  onStep('healthy');
  return health.seen;
}

export async function restartAndWait(
  control: KubeletControl,
  reads: boolean,
  signal: AbortSignal,
  restarted: () => void,
): Promise<Health> {
  try {
    await control.restart(signal);
    restarted();
    return await control.waitForHealth(signal, reads);
  } catch (error) {
    if (signal.aborted) {
      return { healthy: false, why: 'this run was told to stop', logLines: [] };
    }
    if (!(error instanceof ProviderError)) throw error;
    return { healthy: false, why: error.message, logLines: error.details };
  }
}

/** What follows `the kubelet was not healthy`, with which an account of its health may begin. */
export function restOf(why: string): string {
  const begins = 'the kubelet was not healthy';
  return why.startsWith(begins) ? why.slice(begins.length) : `: ${why}`;
}
