// Nodes of kind, which are containers: kubeadm's unit, in an image that kind has prepared.
// https://github.com/kubernetes-sigs/kind/tree/main/images/base/files

import { KUBEADM_VARIABLES } from './kubeadm.ts';
import type { NodeProfile } from './profile.ts';
import { DEFAULT_FLAGS, setUpService } from './service-setup.ts';

export const kind: NodeProfile = {
  name: 'kind',
  isHere: (host) => host.facts('/kind')?.kind === 'directory',
  lookedFor: 'the folder /kind',
  traces: [],
  find: (host, overrides) =>
    setUpService(host, overrides, {
      profile: 'kind',
      variables: KUBEADM_VARIABLES,
      defaults: DEFAULT_FLAGS,
      notes: [
        'A kind node is a container: kind delete cluster deletes it with everything that is installed in it.',
      ],
    }),
};
