// Nodes of Amazon EKS with an Amazon Linux AMI: nodeadm (AL2023) or bootstrap.sh (AL2) has set both flags, and the file
// and folder that they name.
// https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/image-credential-provider.go
// https://github.com/awslabs/amazon-eks-ami/blob/main/templates/al2/runtime/bootstrap.sh

import type { Host } from '../host.ts';
import { takesVariable } from './kubeadm.ts';
import type { NodeProfile } from './profile.ts';
import { setUpService } from './service-setup.ts';

const ROOT = '/etc/eks/image-credential-provider';

export const eks: NodeProfile = {
  name: 'eks',
  isHere: (host) => isNodeadm(host) || host.facts('/etc/eks')?.kind === 'directory',
  lookedFor: '$NODEADM_KUBELET_ARGS in the unit of the kubelet, the folder /etc/eks',
  traces: [],
  find: (host, overrides) =>
    setUpService(host, overrides, {
      profile: 'eks',
      // Not NODEADM_KUBELET_ARGS: its file is written again at every boot.
      variables: ['KUBELET_EXTRA_ARGS'],
      defaults: { config: `${ROOT}/config.json`, binDir: ROOT },
      notes: isNodeadm(host) ? NODEADM_NOTES : [],
    }),
};

const NODEADM_NOTES = [
  `nodeadm writes ${ROOT}/config.json again at every boot, without the entries of registry-credential-provider: the DaemonSet adds them again; without the DaemonSet, run install after each boot.`,
];

function isNodeadm(host: Host): boolean {
  return takesVariable(host, 'NODEADM_KUBELET_ARGS');
}
