// What a profile is: one way in which a distribution sets its kubelet up.

import type { Host } from '../host.ts';
import type { NodeSetup, ProfileName } from '../node-setup.ts';

/** What the operator says of the node, in the place of what would be found out. Not checked yet. */
export interface Overrides {
  readonly profile?: string | undefined;
  readonly kubeletConfig?: string | undefined;
  readonly kubeletBinDir?: string | undefined;
  readonly kubeletVersion?: string | undefined;
  readonly restartCommand?: string | undefined;
  readonly logCommand?: string | undefined;
  readonly healthUrl?: string | undefined;
}

export interface Profile {
  readonly name: ProfileName;
  /** Whether this node is of this kind, which the profiles before it were not. */
  isHere(host: Host): boolean;
  /** @throws {ProviderError} NODE_UNSUPPORTED, USAGE, FILE_UNREADABLE */
  find(host: Host, overrides: Overrides): NodeSetup;
}
