// Nodes of minikube: minikube start writes the kubelet's whole command line into a drop-in, so the drop-in of install sets
// it again.
// https://github.com/kubernetes/minikube/blob/master/pkg/minikube/bootstrapper/bsutil/ktmpl/kubelet.go

import { commandOf } from '../systemd/service.ts';
import type { NodeProfile } from './profile.ts';
import { DEFAULT_FLAGS, kubeletService, setUpService } from './service-setup.ts';

export const minikube: NodeProfile = {
  name: 'minikube',
  isHere: (host) => {
    const service = kubeletService(host);
    const [program = ''] = (service && commandOf(host, service)) ?? [];
    return program.startsWith('/var/lib/minikube/binaries/');
  },
  lookedFor: 'a unit that starts a kubelet of /var/lib/minikube/binaries',
  traces: [],
  find: (host, overrides) =>
    setUpService(host, overrides, {
      profile: 'minikube',
      variables: [],
      defaults: DEFAULT_FLAGS,
      notes: [
        "minikube start writes the kubelet's command line again, but the drop-in still has the earlier one: run install again after it, or give the flags to minikube itself (minikube start --extra-config=kubelet.image-credential-provider-config=… --extra-config=kubelet.image-credential-provider-bin-dir=…); then no drop-in is needed.",
        'Only /data, /var/lib/minikube and some other folders of a minikube virtual machine survive its restart.',
      ],
    }),
};
