// Where the kubelet of this node has its configuration of providers, also when it is down: what it says itself while it
// runs, else what install has recorded, else what its unit and the files of its flags say.

import { ProviderError } from '../../errors.ts';
import type { Release } from '../../kubelet/release.ts';
import type { ProviderSettings } from '../../kubelet/running.ts';
import { type Host, hostAt } from '../node/host.ts';
import { settingsOfFiles } from '../node/profiles/find.ts';
import { installedPath, PLACES, placesIn } from './places.ts';
import { type Installed, readInstalled } from './record.ts';

export interface FoundKubelet extends Omit<ProviderSettings, 'pid'> {
  /** Undefined: no kubelet runs here, or none that this process may see. */
  readonly pid: number | undefined;
  readonly from: 'process' | 'record' | 'unit';
  /** For a reader: `by the flags of the running kubelet (process 4711)`. */
  readonly source: string;
  /** As install has recorded it: it counts where the kubelet's executable does not tell. */
  readonly recordedRelease: () => Release | undefined;
}

/**
 * Undefined: nothing says where. Reads only, and never throws: what cannot be read says nothing.
 * @param root where the node's root file system is mounted
 */
export function findKubelet(root = '/', host: Host = hostOf(root)): FoundKubelet | undefined {
  const running = host.kubelet();
  const found = [
    () =>
      running && {
        ...running,
        from: 'process' as const,
        source: `by the flags of the running kubelet (process ${running.pid})`,
      },
    () => byRecord(root, host),
    () => byUnit(host),
  ]
    .map((look) => unlessUnreadable(look))
    .find((each) => each?.config !== undefined || each?.binDir !== undefined);
  return (
    found && {
      ...found,
      pid: running?.pid,
      recordedRelease: () => unlessUnreadable(() => readInstalled(placesIn(root)))?.setup.release,
    }
  );
}

/** No program of a node is run from outside of its root. */
function hostOf(root: string): Host {
  return root === '/' ? hostAt() : { ...hostAt(root), version: () => '' };
}

type Found = Omit<FoundKubelet, 'pid' | 'recordedRelease'>;

function byRecord(root: string, host: Host): Found | undefined {
  const record = readInstalled(placesIn(root));
  return (
    record && {
      ...settingsOf(record),
      // A record does not say which files these are: the unit does.
      ownFiles: unlessUnreadable(() => settingsOfFiles(host)?.settings.ownFiles) ?? [],
      from: 'record',
      source: `by the record of the last install (${installedPath(PLACES)})`,
    }
  );
}

function settingsOf({ setup }: Installed): Pick<Found, 'config' | 'binDir' | 'tokenGate' | 'release'> {
  const { kubeletConfig, binDir, tokenGate, release } = setup;
  return { config: kubeletConfig.path, binDir, tokenGate, release: () => release };
}

function byUnit(host: Host): Found | undefined {
  const found = settingsOfFiles(host);
  return found && { ...found.settings, release: found.release, from: 'unit', source: `by ${found.source}` };
}

/** Undefined also where it cannot be read: then it is looked for elsewhere. */
function unlessUnreadable<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}
