// Nodes of Azure AKS: KUBELET_FLAGS in /etc/default/kubelet, written once, when the node is made.
// https://github.com/Azure/AgentBaker/blob/master/parts/linux/cloud-init/artifacts/cse_config.sh (ensureKubelet)

import { takesVariable } from './kubeadm.ts';
import type { NodeProfile } from './profile.ts';
import { setUpService } from './service-setup.ts';

export const aks: NodeProfile = {
  name: 'aks',
  isHere: (host) =>
    takesVariable(host, 'KUBELET_FLAGS') &&
    (host.facts('/opt/azure/containers') ?? host.facts('/etc/kubernetes/azure.json')) !== undefined,
  lookedFor:
    '$KUBELET_FLAGS in the unit of the kubelet, with /opt/azure/containers or /etc/kubernetes/azure.json',
  traces: [],
  find: (host, overrides) =>
    setUpService(host, overrides, {
      profile: 'aks',
      variables: ['KUBELET_FLAGS'],
      defaults: {
        config: '/var/lib/kubelet/credential-provider-config.yaml',
        binDir: '/var/lib/kubelet/credential-provider',
      },
      notes: [
        'AKS writes these files when it creates a node: a node image upgrade or a scale-out brings nodes without registry-credential-provider, and the DaemonSet installs it there.',
      ],
    }),
};
