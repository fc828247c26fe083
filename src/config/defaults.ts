// What holds where the file says nothing. The schema says the same, which a test compares.

import { parseGoDuration } from '../protocol/go-duration.ts';
import type { Rule } from './config.ts';

export const DEFAULT_DEADLINE_MS = 45_000;
/** For a credential that does not say when it expires. */
export const DEFAULT_CACHE_DURATION_MS = 300_000;
export const DEFAULT_IDENTITY = 'node';
export const DEFAULT_ON_MISSING_SERVICE_ACCOUNT = 'deny';

/** The kubelet kills the process after a minute, and all that it wrote is lost. */
export const KUBELET_TIMEOUT_MS = 60_000;

/** Gone with the node's memory, as `/run` is. */
export const DEFAULT_CACHE_DIRECTORY = '/run/registry-credential-provider';
/** A day: longer than the outages of a cloud. */
export const DEFAULT_GRACE_MS = 24 * 3_600_000;
export const LONGEST_GRACE_MS = 7 * DEFAULT_GRACE_MS;
export const DEFAULT_LOG_LEVEL = 'info';
export const DEFAULT_LOG_MAX_SIZE = '10Mi';

/** @param text a duration that the schema and the checks have accepted */
export function durationOr(defaultMs: number, text: string | undefined): number {
  return (text === undefined ? undefined : parseGoDuration(text)) ?? defaultMs;
}

/** Milliseconds for which the kubelet may use a credential of the rule that does not expire by itself. */
export function cacheDurationOf({ backend }: Pick<Rule, 'backend'>): number {
  return 'cacheDurationMs' in backend ? backend.cacheDurationMs : DEFAULT_CACHE_DURATION_MS;
}
