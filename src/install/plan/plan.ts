// From what is wanted and what stands on the node to the changes of an install, in their order, and to the record of them.

import { join } from 'node:path/posix';
import { BUILT_IN } from '../../config/built-in.ts';
import { isConfigFile } from '../../kubelet/config/load.ts';
import type { Machine } from '../../system/permissions.ts';
import { VERSION } from '../../version.ts';
import type { NodeFiles } from '../node/node-files.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import { needsRestart, ROLES } from '../state/content.ts';
import type { Places } from '../state/places.ts';
import type { Installed } from '../state/record.ts';
import { planCommandLink } from './command-link.ts';
import { planKubeletConfig } from './kubelet-config.ts';
import { refuseLosses } from './losses.ts';
import type { NodePlan } from './node-plan.ts';
import {
  changeOf,
  itemOf,
  keptOf,
  type Placement,
  placeExecutable,
  placeFlags,
  placeLink,
  placeText,
} from './placement.ts';
import { refuseOpenFiles, refuseOpenPlaces } from './refuse-open.ts';
import { revert } from './revert.ts';
import { StartingPoint } from './starting-point.ts';
import type { Wanted } from './wanted.ts';

interface PlanOptions {
  readonly setup: NodeSetup;
  readonly files: NodeFiles;
  readonly record: Installed | undefined;
  readonly places: Places;
  readonly machine: Machine;
  /** Told what is known of a plan that is refused; that of another is in its notes. */
  readonly say: (line: string) => void;
}

/** @throws {ProviderError} INSTALL_REFUSED, or of the kubelet's configuration that is there */
export function planInstall(
  wanted: Wanted,
  { setup, files, record, places, machine, say }: PlanOptions,
): NodePlan {
  const start = new StartingPoint(files, record, places);
  refuseOpen(wanted, setup, start, machine);
  const config = planKubeletConfig(setup, start, wanted);
  const command = planCommandLink(setup, start);
  const placements: readonly Placement[] = [
    placeExecutable(start, setup.binDir, wanted),
    ...wanted.links.map((name) => placeLink(start, setup.binDir, name)),
    ...command.placements,
    ...(wanted.files ?? []).map((file) => placeText(start, 'file', file)),
    ...(wanted.config === undefined ? [] : [placeText(start, 'config', wanted.config)]),
    ...config.placements,
    ...setup.flagFiles.map((file) => placeFlags(start, file)),
  ];
  const paths = new Set(placements.map(({ path }) => path));
  const others = record?.items.filter(({ path }) => !paths.has(path)) ?? [];
  const staying = others.filter(
    ({ role, path }) =>
      role === 'flags' || path === wanted.configInForce || (role === 'file' && wanted.files === undefined),
  );
  const { acceptLoss } = wanted;
  const accepted = refuseLosses(config.losses, config.notes, { record, acceptLoss, say });
  const going = others.filter((item) => !staying.includes(item)).reverse();
  const reverted = record === undefined ? [] : going.map((item) => revert(item, record, start));
  const changes = [...placements.flatMap(changeOf), ...reverted.flatMap(({ change }) => change ?? [])];
  refuseOpenPlaces(
    [...placements, ...changes].map(({ path }) => path),
    'install',
  );
  return {
    changes,
    record: {
      format: 1,
      version: VERSION,
      wanted: wanted.digest,
      // Which flags the kubelet lacked, and what was to be known then, says nothing of the node as it is.
      setup: { ...setup, flagFiles: [], notes: [] },
      config: wanted.configInForce,
      items: [...placements.map(itemOf), ...staying].sort(
        (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role),
      ),
      folders: record?.folders ?? [],
      replaced: [...wanted.replace],
      accepted: wanted.replace.length > 0 ? accepted : undefined,
      unread: undefined,
    },
    kept: keptOf(placements),
    restart: changes.some(({ role }) => needsRestart(role)),
    notes: [...setup.notes, ...command.notes, ...config.notes, ...reverted.flatMap(({ note }) => note ?? [])],
  };
}

/** @throws {ProviderError} INSTALL_REFUSED where another user decides what is read */
function refuseOpen(
  wanted: Wanted,
  { kubeletConfig, flagFiles }: NodeSetup,
  start: StartingPoint,
  machine: Machine,
): void {
  // By their own names: what they lead to is read and written next.
  refuseOpenPlaces(
    [
      kubeletConfig.path,
      ...flagFiles.map(({ path }) => path),
      ...(wanted.configInForce === BUILT_IN ? [] : [wanted.configInForce]),
    ],
    'install',
  );
  // A configuration that is placed becomes root's.
  const read = [
    ...(kubeletConfig.form === 'file' ? [kubeletConfig.path] : namesOfConfigs(start, kubeletConfig.path)),
    ...(wanted.config === undefined ? [wanted.configInForce] : []),
  ];
  refuseOpenFiles(
    read.map((path) => ({ path, source: start.files.sourceOf(start.followed(path)) })),
    machine,
  );
}

function namesOfConfigs(start: StartingPoint, folder: string): readonly string[] {
  const names = start.files.entries(folder).map(({ name }) => name);
  return names.filter(isConfigFile).map((name) => join(folder, name));
}
