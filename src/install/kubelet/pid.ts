// The process in which this node's kubelet runs, looked for again only when the one that was known has ended.

import { findKubelets } from '../../kubelet/process.ts';
import { startOfProcess } from '../../system/process-identity.ts';
import { NODE, type Trust } from '../../system/root-only.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { ProcessIdentity } from './health.ts';

interface WatchOptions {
  /** The kernel's folder of processes. */
  readonly proc: string;
  readonly trust?: Trust;
}

/** Gives a function that looks: undefined when there is no such process, or none that is believed. */
export function watchKubeletProcess(
  setup: Pick<NodeSetup, 'profile' | 'restart'>,
  { proc, trust = NODE }: WatchOptions,
): () => ProcessIdentity | undefined {
  const unit = unitOf(setup);
  let known: ProcessIdentity | undefined;
  return () => {
    if (known === undefined || startOfProcess(`${proc}/${known.pid}`) !== known.start) {
      const found = findKubelets({ proc, trust, unit }).kubelets.find(
        (each) =>
          (each.kind === 'k3s') === (setup.profile === 'k3s') &&
          (each.hasNodeFiles || (unit !== undefined && each.unit === unit)),
      );
      known = found && { pid: found.pid, start: found.start };
    }
    return known;
  };
}

/** The service that a restart of the kubelet restarts, where it is one of systemd. */
function unitOf({ restart }: Pick<NodeSetup, 'restart'>): string | undefined {
  const [program, verb, unit] = restart.at(-1) ?? [];
  return program === 'systemctl' && verb === 'restart' ? unit : undefined;
}
