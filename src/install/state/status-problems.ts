// Why this node has not what was wanted last: the last run, its record, the files, each in words.

import { basename, extname, join } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { digestOfFile } from '../../system/placing.ts';
import { pathInRoot } from '../../system/root-path.ts';
import { VERSION } from '../../version.ts';
import type { DatedRecord } from './item-state.ts';
import type { LastRun } from './last-run.ts';
import { PLACES } from './places.ts';

/** The files of --files. */
export interface WantedFiles {
  readonly folder: string;
  readonly paths: readonly string[];
}

export const DIFFERENCES = {
  changed: 'was changed by another program or user',
  missing: 'is missing',
} as const;

export function runProblems(run: LastRun | undefined): string[] {
  switch (run?.outcome) {
    case undefined:
      return ['install has not run on this node yet'];
    case 'uninstalled':
      return [`uninstalled at ${run.time}: ${run.message}`];
    case 'refused':
      return [`refused at ${run.time}: ${run.message}`];
    case 'rolledBack':
      return [`rolled back at ${run.time}: ${run.message}`];
    default:
      return [];
  }
}

export function recordProblems(record: DatedRecord | undefined, run: LastRun | undefined): string[] {
  if (record === undefined) {
    return run === undefined || run.outcome === 'uninstalled' ? [] : ['nothing is installed on this node'];
  }
  const { version, wanted } = record.installed;
  if (version !== VERSION) {
    return [`the node runs ${version}, not ${VERSION}`];
  }
  return run !== undefined && run.wanted !== wanted
    ? ['the node does not have what the last run should have installed']
    : [];
}

export function configProblems(root: string, config: string | undefined): string[] {
  if (config === undefined) {
    return [];
  }
  const extension = ['.yml', '.json'].includes(extname(config)) ? extname(config) : '.yaml';
  const path = join(PLACES.config, `config${extension}`);
  return isSameContent(config, pathInRoot(root, path)) ? [] : [`${path} is not yet updated from ${config}`];
}

export function fileProblems(
  root: string,
  files: WantedFiles | undefined,
  record: DatedRecord | undefined,
): string[] {
  if (files === undefined) {
    return [];
  }
  const wanted = files.paths.map((source) => ({ source, path: join(PLACES.config, basename(source)) }));
  const placed = record?.installed.items.filter(({ role }) => role === 'file') ?? [];
  return [
    ...wanted
      .filter(({ source, path }) => !isSameContent(source, pathInRoot(root, path)))
      .map(({ source, path }) => `${path} is not yet updated from ${source}`),
    ...placed
      .filter(({ path }) => !wanted.some((each) => each.path === path))
      .map(({ path }) => `${path} still exists, but is not in ${files.folder}`),
  ];
}

/** False also when one of them is not there. */
function isSameContent(a: string, b: string): boolean {
  try {
    return digestOfFile(a) === digestOfFile(b);
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}
