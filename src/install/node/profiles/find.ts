// Which profile a node is of, and what it says of the node.

import { ProviderError } from '../../../errors.ts';
import { quote } from '../../../escape.ts';
import type { Host } from '../host.ts';
import { type NodeSetup, PROFILES } from '../node-setup.ts';
import { aks } from './aks.ts';
import { commandDirOf } from './command-dir.ts';
import { eks } from './eks.ts';
import { kind } from './kind.ts';
import { kubeadm } from './kubeadm.ts';
import { minikube } from './minikube.ts';
import type { NodeProfile, Overrides, SettingsOfFiles } from './profile.ts';
import { k3s, rancherSettings, rke2 } from './rancher.ts';
import { refuse } from './refusals.ts';
import { refuseDirectory } from './refuse-directory.ts';
import { serviceSettings } from './service-setup.ts';
import { systemd } from './systemd.ts';

/** In the order in which they are tried: kind's and minikube's nodes are kubeadm's too, and all are systemd's. */
const TRIED: readonly NodeProfile[] = [k3s, rke2, minikube, kind, eks, aks, kubeadm, systemd];

/**
 * How this node's kubelet is set up, and what would change that. Reads only.
 * @throws {ProviderError} NODE_UNSUPPORTED, with what to do instead; USAGE for an override that does not fit
 */
export function findNodeSetup(host: Host, overrides: Overrides = {}): NodeSetup {
  const named = overrides.profile === undefined ? undefined : profileNamed(overrides.profile);
  // Also where a profile is named: one DaemonSet for a cluster meets nodes of several kinds.
  refuse(host);
  if (named !== undefined && overrides.noRestart !== true) refuseAbsent(host, named);
  const profile = named ?? TRIED.find((each) => each.isHere(host)) ?? systemd;
  const setup = { ...profile.find(host, overrides), commandDir: commandDirOf(host, overrides) };
  refuseDirectory(host, setup);
  return setup;
}

/** No kubelet would read what is written for a distribution that is not on this node. */
function refuseAbsent(host: Host, { name, isHere, lookedFor, traces }: NodeProfile): void {
  if (isHere(host) || traces.some((path) => host.facts(path) !== undefined)) {
    return;
  }
  throw new ProviderError(
    `--profile ${name}: this is not a node of ${name}: not found: ${[lookedFor, ...traces].join(', ')}`,
    {
      code: 'NODE_UNSUPPORTED',
      hint: 'leave --profile out, and the profile is detected; to prepare a node for a distribution that is installed later, add --no-restart',
    },
  );
}

function profileNamed(name: string): NodeProfile {
  const profile = TRIED.find((each) => each.name === name);
  if (profile === undefined) {
    throw new ProviderError(`--profile: expected one of ${PROFILES.join(', ')}, got ${quote(name)}`, {
      code: 'USAGE',
      hint: 'leave it out, and the profile is detected',
    });
  }
  return profile;
}

/** What the files of this node say of its kubelet; undefined where they say nothing. @throws {ProviderError} FILE_UNREADABLE */
export function settingsOfFiles(host: Host): SettingsOfFiles | undefined {
  return rancherSettings(host) ?? serviceSettings(host);
}
