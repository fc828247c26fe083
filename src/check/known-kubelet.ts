// The kubelet that is checked, and its release.

import { NEWEST_RELEASE, type Release, releaseNamed } from '../kubelet/release.ts';
import type { ProviderSettings } from '../kubelet/running.ts';

/** The kubelet of this node, as it runs or as it will be started. */
export interface KnownKubelet extends Omit<ProviderSettings, 'pid'> {
  /** Undefined: it does not run. */
  readonly pid: number | undefined;
  /** What says how it is started; undefined for one that is only assumed. */
  readonly from: 'process' | 'record' | 'unit' | undefined;
  /** For a reader. */
  readonly source: string | undefined;
  /** As install has recorded it; absent: there is no record to read. */
  readonly recordedRelease?: () => Release | undefined;
}

export interface CheckedKubelet {
  readonly release: Release;
  readonly releaseFrom: 'option' | 'running' | 'record' | 'unit' | 'assumed';
  /** Undefined: nothing says how the kubelet is started. */
  readonly running: KnownKubelet | undefined;
  /** Why processes that call themselves a kubelet are not believed. */
  readonly passedOver: () => readonly string[];
}

/** @throws {ProviderError} USAGE for a version that is not one */
export function chooseRelease(
  option: string | undefined,
  running: KnownKubelet | undefined,
): Pick<CheckedKubelet, 'release' | 'releaseFrom'> {
  if (option !== undefined) {
    return { release: releaseNamed(option), releaseFrom: 'option' };
  }
  const { from } = running ?? {};
  const release = running?.release();
  if (release !== undefined) {
    return { release, releaseFrom: from === undefined || from === 'process' ? 'running' : from };
  }
  const recorded = running?.recordedRelease?.();
  return recorded === undefined
    ? { release: NEWEST_RELEASE, releaseFrom: 'assumed' }
    : { release: recorded, releaseFrom: 'record' };
}

const MAX_REASONS = 3;

/** A few are named: every user may start as many processes of that name as it likes. */
export function notBelieved(reasons: readonly string[]): string {
  const more = reasons.length > MAX_REASONS ? `; and ${reasons.length - MAX_REASONS} more` : '';
  return reasons.length === 0
    ? ''
    : `; not accepted as the kubelet: ${reasons.slice(0, MAX_REASONS).join('; ')}${more}`;
}
