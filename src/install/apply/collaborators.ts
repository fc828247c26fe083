// What install and uninstall work with, and what is asked of them.

import type { Surroundings } from '../../backend/backend.ts';
import type { Config } from '../../config/config.ts';
import type { Machine } from '../../system/permissions.ts';
import type { KubeletControl } from '../kubelet/control.ts';
import type { SeenKubelet } from '../kubelet/process.ts';
import type { NodeFiles } from '../node/node-files.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { RunStep, Sweep } from '../state/journal.ts';
import type { Places } from '../state/places.ts';

/** What the change of a node works with, and its undoing. */
export interface TransactionOptions {
  readonly places: Places;
  readonly control: (setup: NodeSetup) => KubeletControl;
  /** Tells the operator what is in progress; one line. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
  /** Removes the cache and log of our runs. */
  readonly sweep: (sweep: Sweep) => Promise<void>;
  /** For tests: where a run is. */
  readonly onStep: (step: RunStep) => void;
}

export interface Collaborators extends TransactionOptions {
  /** How this node's kubelet is set up. @throws {ProviderError} where we cannot work */
  readonly findSetup: (files: NodeFiles) => NodeSetup | Promise<NodeSetup>;
  /** What the command line says of it, over what was recorded. */
  readonly adjustSetup: (setup: NodeSetup) => NodeSetup;
  /** The kubelet that runs. */
  readonly kubelet: (setup: NodeSetup) => SeenKubelet | undefined;
  readonly surroundingsOf: (config: Config) => Surroundings;
  readonly machine: Machine;
  /** This executable. */
  readonly ownPath: string;
  readonly now: () => Date;
  /** How long to wait for another run on this node. */
  readonly waitMs: number;
}

export interface RunOptions {
  /** No operator looks on: what was undone for an unhealthy kubelet is not tried again until something else is wanted. */
  readonly unattended: boolean;
  /** The kubelet is left alone, and reads what was placed whenever it is started next. */
  readonly noRestart: boolean;
}
