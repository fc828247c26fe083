// What a profile is: one way in which a distribution sets its kubelet up.

import type { Release } from '../../../kubelet/release.ts';
import type { KubeletSettings } from '../../../kubelet/settings.ts';
import type { Host } from '../host.ts';
import type { KubeletSetup, ProfileName } from '../node-setup.ts';

/** What the operator says of the node, instead of what would be detected. Not checked yet. */
export interface Overrides {
  readonly profile?: string | undefined;
  readonly kubeletConfig?: string | undefined;
  readonly kubeletBinDir?: string | undefined;
  readonly kubeletVersion?: string | undefined;
  readonly restartCommand?: string | undefined;
  readonly logCommand?: string | undefined;
  readonly healthUrl?: string | undefined;
  /** Folder of PATH for the link to the executable, and whether there is to be none. */
  readonly link?: string | undefined;
  readonly noLink?: boolean;
  /** The node is prepared for what is not on it yet. */
  readonly noRestart?: boolean;
}

export interface NodeProfile {
  readonly name: ProfileName;
  /** Whether this node is of this kind, which the profiles before it were not. */
  isHere(host: Host): boolean;
  /** What `isHere` looks for, for a reader. */
  readonly lookedFor: string;
  /** Paths of which each shows that the operator may name this profile where `isHere` finds nothing. */
  readonly traces: readonly string[];
  /** @throws {ProviderError} NODE_UNSUPPORTED, USAGE, FILE_UNREADABLE */
  find(host: Host, overrides: Overrides): KubeletSetup;
}

/** The settings with which the kubelet starts next, by files alone. */
export interface SettingsOfFiles {
  readonly settings: KubeletSettings;
  /** Which files say so, for a reader. */
  readonly source: string;
  /** Asks the program. */
  readonly release: () => Release | undefined;
}
