// How the last run of `install` or `uninstall` ended, for `status` and for the next run.

import { ProviderError } from '../../errors.ts';
import { readTextFile } from '../../system/files.ts';
import { isLastRun } from './format.ts';
import { lastRunPath, type Places } from './places.ts';
import { readState, writeState } from './state-file.ts';

export interface LastRun {
  /** RFC 3339. */
  readonly time: string;
  /** Of the executable that ran. */
  readonly version: string;
  /** Digest over all that was wanted: executable, rules, files, options. Empty: it was not known yet. */
  readonly wanted: string;
  readonly outcome: 'installed' | 'unchanged' | 'refused' | 'rolledBack' | 'uninstalled' | 'dryRun';
  /** One line: what happened, why, what to do. */
  readonly message: string;
  /** Findings, the kubelet's log lines. */
  readonly details: readonly string[];
  /** What is left to do by hand, in clauses. Undefined: a version that did not say. */
  readonly remaining: readonly string[] | undefined;
}

/** Undefined: none is known. */
export function readLastRun(places: Places): LastRun | undefined {
  try {
    return readState<LastRun & { readonly format: 1 }>(lastRunPath(places), isLastRun);
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

/** How a dry run ended that stays, from the file that it was told. Undefined: it has not ended yet. */
export function readResult(path: string): LastRun | undefined {
  try {
    const value: unknown = JSON.parse(readTextFile(path, { what: '--dry-run-result:' }).text);
    return isLastRun(value) ? (value as LastRun) : undefined;
  } catch (error) {
    if (error instanceof ProviderError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** @throws {ProviderError} INSTALL_FAILED */
export function writeResult(path: string, run: LastRun): void {
  writeState(path, { format: 1, ...run });
}

/** Nothing depends on it, so that a full disk is no failure here. */
export function writeLastRun(places: Places, run: LastRun): void {
  try {
    writeState(lastRunPath(places), { format: 1, ...run });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
}
