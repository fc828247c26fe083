// Any other node whose kubelet is a service of systemd: flags by a variable that the unit has for it, or by a drop-in
// that sets its command line again. The unit itself is never edited.

import type { NodeProfile } from './profile.ts';
import { DEFAULT_FLAGS, setUpService } from './service-setup.ts';

export const systemd: NodeProfile = {
  name: 'systemd',
  isHere: () => true,
  lookedFor: 'nothing',
  traces: [],
  find: (host, overrides) =>
    setUpService(host, overrides, {
      profile: 'systemd',
      variables: [
        'KUBELET_EXTRA_ARGS',
        'KUBELET_EXTRA_FLAGS',
        'KUBELET_FLAGS',
        'KUBELET_ARGS',
        'KUBELET_OPTS',
      ],
      defaults: DEFAULT_FLAGS,
      notes: [],
    }),
};
