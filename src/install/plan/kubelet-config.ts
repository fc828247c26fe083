// The kubelet's configuration of providers as it is to be: our entries in one file, entries that are replaced in none.

import { dirname, join } from 'node:path/posix';
import { entryNames, isOurs } from '../../entries/text/names.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { NAME } from '../../version.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import { ConfigFilePlan } from './config-file-plan.ts';
import type { Loss } from './losses.ts';
import type { Placement } from './placement.ts';
import { edit } from './refuse-broken.ts';
import type { StartingPoint } from './starting-point.ts';
import type { Wanted } from './wanted.ts';

interface PlannedKubeletConfig {
  /** The file with our entries, and in a folder the others that lose one. */
  readonly placements: readonly Placement[];
  readonly notes: readonly string[];
  readonly losses: readonly Loss[];
}

/** @throws {ProviderError} INSTALL_REFUSED, CONFIG_INVALID, FILE_UNREADABLE */
export function planKubeletConfig(
  setup: NodeSetup,
  start: StartingPoint,
  wanted: Wanted,
): PlannedKubeletConfig {
  const { path, form } = setup.kubeletConfig;
  const plan = new ConfigFilePlan(setup, start, wanted);
  if (form === 'file') {
    const file = start.followed(path);
    return { placements: [edit(path, () => plan.withEntries(file, [file]))], ...plan };
  }
  const files = start.configFilesIn(path);
  const main = mainFile(start, path, files);
  // One that has lost its only entry is gone, and still loses it.
  const gone = start.configItems.map((item) => item.path).filter((file) => dirname(file) === path);
  const all = [...new Set([...files, ...gone])];
  const losing = all.filter((file) => file !== main).flatMap((file) => plan.withoutEntries(file) ?? []);
  const withEntries = edit(main, () => plan.withEntries(main, [...new Set([main, ...files])]));
  return { placements: [withEntries, ...losing], ...plan };
}

/** Where our entries are already; two files with the same entry would keep the kubelet from starting. */
function mainFile(start: StartingPoint, folder: string, files: readonly string[]): string {
  const having = files.filter((file) => entryNames(start.textAt(file)).some(isOurs));
  const recorded = having.find((file) => start.itemAt(file) !== undefined);
  const usual = join(folder, `${NAME}.yaml`);
  const main = recorded ?? (having.length === 1 ? having[0] : undefined) ?? usual;
  const second = having.find((file) => file !== main);
  if (second !== undefined) {
    throw new ProviderError(
      `install: ${quote(second)} and ${quote(main)} both have entries for this plugin`,
      {
        code: 'INSTALL_REFUSED',
        hint: `remove them from ${second}`,
      },
    );
  }
  return main;
}
