// From the record of what is ours to the changes that take it away, in the reverse order of its coming.

import { BUILT_IN, BUILT_IN_CONFIG } from '../../config/built-in.ts';
import type { Config } from '../../config/config.ts';
import { parseConfig } from '../../config/load.ts';
import { ProviderError } from '../../errors.ts';
import { readTextFile } from '../../system/files.ts';
import { needsRestart } from '../state/content.ts';
import type { Sweep } from '../state/journal.ts';
import type { Installed } from '../state/record.ts';
import type { NodePlan } from './node-plan.ts';
import { refuseOpenPlaces } from './refuse-open.ts';
import { revert } from './revert.ts';
import type { StartingPoint } from './starting-point.ts';

export interface UninstallPlan {
  readonly plan: NodePlan;
  /** Whether the kubelet may be left without such a configuration, as it was before install. */
  readonly mayHaveNone: boolean;
  readonly sweep: Sweep;
}

/** @throws {ProviderError} INSTALL_REFUSED when the part of this plugin cannot be told from the rest of a file */
export function planUninstall(record: Installed, start: StartingPoint): UninstallPlan {
  const { items, config } = record;
  const configs = items.filter(({ role }) => role === 'kubeletConfig');
  const reverted = configs.map((item) => ({ item, ...revert(item, record, start) }));
  const staying = reverted.filter(
    ({ item: { path, original }, change }) =>
      original.kind === 'absent' && (change?.after ?? start.files.standing(path)).kind !== 'absent',
  );
  // Another author's entries are in a file that only our flags make the kubelet read.
  const keepsFlags = staying.length > 0;
  const others = items.filter(({ role }) => role !== 'kubeletConfig' && !(keepsFlags && role === 'flags'));
  const all = items
    .filter((item) => configs.includes(item) || others.includes(item))
    .map((item) => reverted.find((each) => each.item === item) ?? { item, ...revert(item, record, start) })
    .reverse();
  const changes = all.flatMap(({ change }) => change ?? []);
  refuseOpenPlaces(
    changes.map(({ path }) => path),
    'uninstall',
  );
  return {
    plan: {
      changes,
      record: undefined,
      kept: new Map(),
      restart: changes.some(({ role }) => needsRestart(role)),
      notes: [
        ...all.flatMap(({ note }) => note ?? []),
        ...staying.map(
          ({ item: { path } }) =>
            `The kubelet keeps its flags, because ${path} has entries of other plugins.`,
        ),
      ],
    },
    mayHaveNone: configs.every(({ original }) => original.kind === 'absent') && !keepsFlags,
    sweep: sweepOf(config, start),
  };
}

/** What the runs of our configuration have written beside it. */
function sweepOf(path: string, { files }: StartingPoint): Sweep {
  const config = path === BUILT_IN ? BUILT_IN_CONFIG : readConfig(path, files.sourceOf(path));
  const { log } = config ?? {};
  return {
    cache: config?.cache?.directory ?? null,
    log: log?.target.kind === 'file' ? log.target.path : null,
  };
}

/** Undefined where it cannot be read any more: then what it said is not known. */
function readConfig(path: string, source: string): Config | undefined {
  try {
    return parseConfig(path, readTextFile(source, { what: 'configuration' }).text);
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}
