// Which profile a node is of, and what it says of the node.

import { ProviderError } from '../../../errors.ts';
import { quote } from '../../../escape.ts';
import type { Host } from '../host.ts';
import { type NodeSetup, PROFILES } from '../node-setup.ts';
import { aks } from './aks.ts';
import { eks } from './eks.ts';
import { kind } from './kind.ts';
import { kubeadm } from './kubeadm.ts';
import { minikube } from './minikube.ts';
import type { NodeProfile, Overrides, SettingsOfFiles } from './profile.ts';
import { k3s, rancherSettings, rke2 } from './rancher.ts';
import { refuse } from './refusals.ts';
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
  const profile = named ?? TRIED.find((each) => each.isHere(host)) ?? systemd;
  return profile.find(host, overrides);
}

function profileNamed(name: string): NodeProfile {
  const profile = TRIED.find((each) => each.name === name);
  if (profile === undefined) {
    throw new ProviderError(`--profile: expected one of ${PROFILES.join(', ')}, got ${quote(name)}`, {
      code: 'USAGE',
      hint: 'without it, the profile is found out',
    });
  }
  return profile;
}

/** What the files of this node say of its kubelet; undefined where they say nothing. @throws {ProviderError} FILE_UNREADABLE */
export function settingsOfFiles(host: Host): SettingsOfFiles | undefined {
  return rancherSettings(host) ?? serviceSettings(host);
}
