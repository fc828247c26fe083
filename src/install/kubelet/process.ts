// The kubelet that runs, as far as it can be seen: since when, and with which of the two flags.

import { join } from 'node:path/posix';
import { findRunningKubelet } from '../../kubelet/running.ts';
import { BIN_DIR_FLAG, CONFIG_FLAG } from '../../kubelet/settings.ts';
import { realPath } from '../../system/inspect.ts';
import { bootOf, startOfProcess, ticksSinceBoot } from '../../system/process-identity.ts';
import { NODE, type Trust } from '../../system/root-only.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import { watchKubeletProcess } from './pid.ts';

export interface SeenKubelet {
  readonly pid: number;
  /** In ticks since boot. */
  readonly start: string;
  /** What its command line names; undefined where that cannot be seen, as of a kubelet inside of k3s. */
  readonly flags: { readonly config: string | undefined; readonly binDir: string | undefined } | undefined;
}

/** Undefined: no kubelet runs, or none that this process may see. @param proc the kernel's folder of processes */
export function seeKubelet(
  setup: Pick<NodeSetup, 'profile' | 'restart'>,
  proc = '/proc',
  trust: Trust = NODE,
): SeenKubelet | undefined {
  const running = findRunningKubelet(proc, trust);
  const start = running && startOfProcess(join(proc, String(running.pid)));
  if (running !== undefined && start !== undefined) {
    const { pid, config, binDir } = running;
    return { pid, start, flags: { config, binDir } };
  }
  const inside = watchKubeletProcess(setup, { proc, trust })();
  return inside && { ...inside, flags: undefined };
}

type Paths = Pick<NodeSetup, 'kubeletConfig' | 'binDir'>;

/** Why a kubelet does not read what install placed; undefined: it does, or its flags cannot be seen. */
export function flagsProblem(
  { kubeletConfig, binDir }: Paths,
  { pid, flags }: SeenKubelet,
): string | undefined {
  if (flags === undefined) return undefined;
  const wanted = [
    [CONFIG_FLAG, flags.config, kubeletConfig.path],
    [BIN_DIR_FLAG, flags.binDir, binDir],
  ] as const;
  const wrong = wanted.filter(([, has, path]) => has === undefined || !isSamePlace(has, path));
  return wrong.length === 0
    ? undefined
    : `process ${pid} was started ${wrong
        .map(([flag, has, path]) =>
          has === undefined ? `without --${flag}=${path}` : `with --${flag}=${has}, not ${path}`,
        )
        .join(' and ')}`;
}

function isSamePlace(one: string, other: string): boolean {
  const whole = (path: string) => realPath(path) ?? path.replace(/(?<=.)\/+$/, '');
  return whole(one) === whole(other);
}

/** The two flags, as they have to be on the kubelet's command line. */
function flagsOf({ kubeletConfig, binDir }: Paths): string {
  return `--${CONFIG_FLAG}=${kubeletConfig.path} --${BIN_DIR_FLAG}=${binDir}`;
}

/** What could not be seen of how the kubelet is started; undefined: its flags were seen, on it or in its files. */
export function flagsUnseen(setup: NodeSetup, seen: SeenKubelet | undefined): string | undefined {
  return seen?.flags !== undefined || setup.flagsFrom !== 'operator'
    ? undefined
    : `whether the kubelet is started with ${flagsOf(setup)}, as it must be: no kubelet process and no unit has them`;
}

/** A moment by the kernel's own clock, which cannot be set: what must be read was in place then. */
export interface Moment {
  readonly boot: string;
  readonly ticks: number;
}

export function thisMoment(proc = '/proc'): Moment {
  return { boot: bootOf(proc), ticks: ticksSinceBoot(proc) };
}

export function isStartedSince({ boot, ticks }: Moment, { start }: SeenKubelet, proc = '/proc'): boolean {
  return bootOf(proc) !== boot || Number(start) > ticks;
}

/** Whether a kubelet has read, at its start, what was placed by then. */
export function hasRead(
  setup: NodeSetup,
  since: Moment,
  seen: SeenKubelet | undefined,
  proc = '/proc',
): boolean {
  return seen !== undefined && isStartedSince(since, seen, proc) && flagsProblem(setup, seen) === undefined;
}
