// Nodes that kubeadm has joined: the unit takes KUBELET_EXTRA_ARGS from /etc/default/kubelet (deb) or
// /etc/sysconfig/kubelet (rpm), which no program of kubeadm's writes.
// https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/#the-kubelet-drop-in-file-for-systemd

import type { Host } from '../host.ts';
import { standingVariable } from '../systemd/words.ts';
import type { NodeProfile } from './profile.ts';
import { DEFAULT_FLAGS, kubeletService, setUpService } from './service-setup.ts';

export const KUBEADM_VARIABLES = ['KUBELET_EXTRA_ARGS'];

export const kubeadm: NodeProfile = {
  name: 'kubeadm',
  isHere: (host) => takesVariable(host, 'KUBELET_KUBEADM_ARGS'),
  lookedFor: '$KUBELET_KUBEADM_ARGS in the unit of the kubelet',
  traces: [],
  find: (host, overrides) =>
    setUpService(host, overrides, {
      profile: 'kubeadm',
      variables: KUBEADM_VARIABLES,
      defaults: DEFAULT_FLAGS,
      notes: [
        'kubeadm upgrade and kubeadm reset do not change the file that has the flags: a later kubeadm join on this node still has them.',
      ],
    }),
};

/** Whether the kubelet's unit has a variable as an argument of its own. */
export function takesVariable(host: Host, name: string): boolean {
  const words = kubeletService(host)?.execStart?.split(/\s+/) ?? [];
  return words.some((word) => standingVariable(word) === name);
}
