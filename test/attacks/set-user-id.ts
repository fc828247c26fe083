// Programs that run as root whoever starts them: what they are named and given is that user's word all the same.

import assert from 'node:assert/strict';
import { type Attack, FORGED, RCP } from './attack.ts';

const started = (program: string) => `as kubelet ${program} ${FORGED}
  until grep -q mallory /proc/$!/cmdline; do sleep 0.01; done`;

export const SET_USER_ID: readonly Attack[] = [
  {
    name: 'a set-user-id program of root is started under the name kubelet',
    careless: 'install -m 4755 /usr/bin/kubelet /usr/local/bin/helper',
    early: started('/usr/local/bin/helper'),
  },
  {
    name: 'a set-user-id and set-group-id program of root is started under the name kubelet',
    careless: 'install -m 6755 /usr/bin/kubelet /usr/local/bin/helper',
    early: started('/usr/local/bin/helper'),
  },
  {
    name: 'a set-group-id program of root is started under the name kubelet',
    careless: 'install -m 2755 /usr/bin/kubelet /usr/local/bin/helper',
    early: started('/usr/local/bin/helper'),
  },
  {
    name: 'a set-user-id program that becomes root in every way is started under the name kubelet',
    careless: 'install -m 4755 /usr/local/lib/attacks/become-root /usr/local/bin/helper',
    early: started('/usr/local/bin/helper'),
  },
  {
    name: 'the same under the path of the kubelet, at a lower and at a higher number',
    careless: 'install -m 6755 /usr/local/lib/attacks/become-root /usr/local/bin/helper',
    early: `as /usr/bin/kubelet /usr/local/bin/helper ${FORGED}`,
    prepare: `as /usr/bin/kubelet /usr/local/bin/helper ${FORGED}`,
  },
  {
    name: 'the kubelet itself has the set-user-id bit',
    careless: 'chmod 4755 /usr/bin/kubelet',
    early: `goes_on /usr/bin/kubelet ${FORGED}`,
    // Then nobody can tell whose word its command line is, and what is said of the kubelet comes from its unit.
    root: `${RCP} check --output json`,
    holds: ({ stdout }) => assert.doesNotMatch(stdout, /mallory/),
  },
  {
    name: "a program of the attacker's has the set-user-id bit",
    early: `cp trap mine; chmod 6755 mine; as kubelet ./mine ${FORGED}`,
  },
  {
    name: 'the set-user-id program of the system that asks for a password waits under the name kubelet',
    early: `mkfifo wait; (sleep 1000 > wait) & (exec -a kubelet su - root < wait > /dev/null 2>&1) &
      (exec -a kubelet passwd ${FORGED} < wait > /dev/null 2>&1) & sleep 0.1`,
  },
];
