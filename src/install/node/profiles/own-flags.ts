// Distributions that start the kubelet by a program of theirs, and keep its flags in a place of their own.
// https://microk8s.io/docs/configuring-services https://docs.k0sproject.io/stable/cli/k0s_worker/

import { flagValue, type KubeletSettings, readSettings } from '../../../kubelet/settings.ts';
import type { Host } from '../host.ts';
import { commandOf, findService } from '../systemd/service.ts';
import { sourceOf } from './setup-parts.ts';

export interface OwnFlags {
  readonly distribution: string;
  /** Where they are, for a reader: `/var/snap/microk8s/current/args/kubelet, one a line`. */
  readonly where: string;
  /** Which service of systemd restarts the kubelet. */
  readonly unit: string;
  /** What they say, as far as it is in files. */
  readonly settings: KubeletSettings;
}

/** Undefined on any other node. @throws {ProviderError} FILE_UNREADABLE */
export function findOwnFlags(host: Host): OwnFlags | undefined {
  return microK8s(host) ?? k0s(host);
}

const MICROK8S = '/var/snap/microk8s/current';

function microK8s(host: Host): OwnFlags | undefined {
  const file = `${MICROK8S}/args/kubelet`;
  const text = host.read(file);
  if (text === undefined) return undefined;
  const args = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('-'))
    .flatMap((line) => line.split(/\s+/))
    .map((word) => word.replace(/\$\{?SNAP_DATA\}?/g, MICROK8S));
  return {
    distribution: 'MicroK8s',
    where: `${file}, one a line`,
    unit: 'snap.microk8s.daemon-kubelite.service',
    settings: readSettings(args, sourceOf(host)),
  };
}

function k0s(host: Host): OwnFlags | undefined {
  const service = ['k0sworker.service', 'k0scontroller.service']
    .map((name) => findService(host, name))
    .find((found) => found !== undefined);
  if (service === undefined) return undefined;
  const extra = flagValue(commandOf(host, service) ?? [], 'kubelet-extra-args') ?? '';
  return {
    distribution: 'k0s',
    where: `--kubelet-extra-args="…" on the command line of k0s in ${service.path} (k0s install worker --force --kubelet-extra-args="…")`,
    unit: service.name,
    settings: readSettings(extra.split(/\s+/), sourceOf(host)),
  };
}
