// Processes of another user that look like a kubelet, beside the real one.

import assert from 'node:assert/strict';
import { type Attack, FLAGS, FORGED, RCP } from './attack.ts';

/** Names by which a kubelet, or what has one inside, is known. */
const NAMES = [
  ['/usr/bin/kubelet', ''],
  ['hyperkube', 'kubelet'],
  ['k3s server', ''],
  ['k3s', 'agent'],
  ['/var/lib/rancher/rke2/bin/kubelet', '--root-dir=/var/lib/kubelet'],
  ['/var/lib/k0s/bin/kubelet', '--root-dir=/var/lib/k0s/kubelet'],
  ['/snap/microk8s/current/kubelite', '--kubelet-args-file=/home/mallory/args'],
] as const;

export const PROCESSES: readonly Attack[] = [
  {
    name: 'a process is named kubelet and has flags, at a higher number than the kubelet',
    prepare: `as kubelet ./trap --image-credential-provider-config=/etc/hostname --image-credential-provider-bin-dir=/tmp`,
  },
  {
    name: 'a process is named kubelet and has flags, at a lower number than the kubelet',
    early: `as kubelet ./trap ${FORGED}`,
  },
  {
    name: 'a process at a number beyond 1000 is named kubelet, whose own number is 900',
    pids: { kubelet: 900, attacker: 1000 },
    prepare: `as kubelet ./trap ${FORGED}`,
  },
  ...NAMES.map(
    ([name, argument]): Attack => ({
      name: `a process is named ${name} ${argument}`.trim(),
      early: `as '${name}' ./trap ${argument} ${FORGED}`,
      prepare: `as '${name}' ./trap ${argument} ${FORGED}`,
    }),
  ),
  {
    name: 'a process is named kubelet while no kubelet runs',
    kubelet: 'none',
    prepare: `as kubelet ./trap ${FORGED}`,
  },
  {
    name: 'the program is a copy in a sticky folder, under the name kubelet',
    early: `cp trap /tmp/kubelet; goes_on /tmp/kubelet ${FORGED}`,
  },
  {
    name: "the program lies in a folder of the attacker's below a folder of root's",
    careless: 'mkdir -p /opt/tools; chown nobody /opt/tools',
    early: `cp trap /opt/tools/kubelet; goes_on /opt/tools/kubelet ${FORGED}`,
  },
  {
    name: 'the program is removed after its start',
    early: `cp trap gone; as kubelet ./gone ${FORGED}; rm gone`,
  },
  {
    name: 'the program has the name of one that was removed',
    early: `cp trap 'kubelet (deleted)'; as kubelet './kubelet (deleted)' ${FORGED}`,
  },
  {
    name: 'the program lies in memory only',
    early: `goes_on perl -e '
      my $name = "kubelet"; my $fd = syscall 319, $name, 0; open my $to, ">&=", $fd; open my $from, "<", "trap";
      local $/; print $to scalar <$from>; open my $program, "<", "/proc/self/fd/$fd"; close $to;
      exec { "/proc/self/fd/" . fileno $program } "kubelet", split / /, "${FORGED}"'
    until grep -q mallory /proc/$!/cmdline && readlink /proc/$!/exe | grep -q memfd; do sleep 0.01; done`,
  },
  {
    name: "root's own kubelet program is run by another user, with flags of its own",
    early: `goes_on /usr/bin/kubelet ${FORGED}; goes_on /usr/bin/kubelet --config=/home/mallory/config.yaml ${FORGED}`,
  },
  {
    name: 'a process is root in a user namespace of its own',
    needsUserNamespaces: true,
    early: `goes_on unshare --user --map-root-user /usr/bin/kubelet ${FORGED}
      until [ "$(readlink /proc/$!/exe)" = /usr/bin/kubelet ]; do sleep 0.01; done`,
  },
  {
    name: 'a process has another program mounted over the real one in a mount namespace of its own',
    needsUserNamespaces: true,
    early: `goes_on unshare --user --map-root-user --mount sh -c '
        mount --bind /home/mallory/trap /usr/bin/kubelet && mount --bind /home/mallory /etc/kubernetes &&
        exec /usr/bin/kubelet ${FLAGS}'
      until [ "$(readlink /proc/$!/exe)" = /usr/bin/kubelet ]; do sleep 0.01; done`,
  },
  {
    name: 'a process is the first of a PID namespace of its own',
    needsUserNamespaces: true,
    early: `goes_on unshare --user --map-root-user --pid --fork /usr/bin/kubelet ${FORGED}
      until grep -q . /proc/$!/task/$!/children; do sleep 0.01; done`,
  },
  {
    name: 'a process has a root folder of its own',
    needsUserNamespaces: true,
    early: `mkdir -p jail/usr/bin; cp trap jail/usr/bin/kubelet
      goes_on unshare --user --map-root-user --root=/home/mallory/jail /usr/bin/kubelet ${FORGED}
      until tr '\\0' ' ' < /proc/$!/cmdline | grep -q '^/usr/bin/kubelet'; do sleep 0.01; done`,
  },
  {
    name: "a container's root runs a kubelet of the container's",
    careless: `mkdir -p /var/lib/container/usr/bin /var/lib/container/home/mallory
      cp /home/mallory/trap /var/lib/container/usr/bin/kubelet
      chroot /var/lib/container /usr/bin/kubelet ${FORGED} < /dev/null > /dev/null 2>&1 &
      until tr '\\0' ' ' < /proc/$!/cmdline | grep -q '^/usr/bin/kubelet'; do sleep 0.01; done`,
  },
  {
    name: "a container's root runs a kubelet of the container's in a mount namespace of its own",
    careless: `mkdir -p /var/lib/container/usr/bin /var/lib/container/home/mallory
      cp /home/mallory/trap /var/lib/container/usr/bin/kubelet
      unshare --mount chroot /var/lib/container /usr/bin/kubelet ${FORGED} < /dev/null > /dev/null 2>&1 &
      until tr '\\0' ' ' < /proc/$!/cmdline | grep -q '^/usr/bin/kubelet'; do sleep 0.01; done`,
  },
  {
    name: 'a command line has line breaks and control characters',
    early: `as kubelet ./trap "$(printf '%s\\n\\033[2J\\033]0;owned\\007' --image-credential-provider-config=/home/mallory/x)" --hostname-override="$(printf '\\033[31m')"`,
  },
  {
    name: 'a command line has 900,000 characters',
    early: `long=$(head -c 100000 /dev/zero | tr '\\0' a)
      as kubelet ./trap ${FORGED} $long $long $long $long $long $long $long $long $long`,
  },
  {
    name: 'a command line is larger than any file that we read',
    early: `long=$(head -c 120000 /dev/zero | tr '\\0' a)
      as kubelet ./trap ${FORGED} $long $long $long $long $long $long $long $long $long $long`,
  },
  {
    name: 'a command line was written anew as one text without an end',
    early: `goes_on perl -e '$0 = "kubelet ${FORGED}"; sleep 1000'
      until grep -q mallory /proc/$!/cmdline; do sleep 0.01; done`,
  },
  {
    name: 'a command line is empty',
    early: `as '' ./trap ${FORGED}`,
  },
  {
    name: 'a process named kubelet has ended, and nobody has asked how',
    early: `goes_on bash -c '(exec -a kubelet /home/mallory/trap --version) & exec sleep 1000'
      until grep -l '^State:.Z' /proc/[0-9]*/status; do sleep 0.01; done`,
  },
  {
    name: 'processes named kubelet come and go all the time',
    early: `goes_on bash -c 'while :; do (exec -a kubelet timeout 0.01 ./trap ${FORGED}); (exec -a kubelet /bin/true ${FORGED}); done'`,
    root: `for i in 1 2 3 4 5 6; do ${RCP} check --output json > /run/report || exit 1
        grep -q '"config": "/etc/kubernetes/providers.yaml"' /run/report || exit 2
      done`,
    holds: ({ exit }) => assert.equal(exit, 0),
  },
  {
    name: 'three hundred processes are named kubelet',
    early: `for i in $(seq 300); do bash -c 'exec -a kubelet ./trap ${FORGED}' > /dev/null 2>&1 & done
      until [ "$(grep -l mallory /proc/[0-9]*/cmdline | wc -l)" -ge 300 ]; do sleep 0.05; done`,
  },
  {
    name: 'the flags of a process named kubelet lead to pipes and devices',
    early: `mkfifo fifo; ln -s /dev/zero zero
      as kubelet ./trap --config=/home/mallory/fifo --image-credential-provider-config=/home/mallory/fifo --image-credential-provider-bin-dir=/home/mallory
      as kubelet ./trap --config=/home/mallory/zero --config-dir=/dev --image-credential-provider-config=/home/mallory/zero --image-credential-provider-bin-dir=/proc/self`,
  },
  {
    name: "the flags of a process named kubelet lead to root's secrets",
    early: `as kubelet ./trap --config=/root/private/key --image-credential-provider-config=/root/private/key --image-credential-provider-bin-dir=/root/private`,
  },
  {
    name: 'the flags of a process named kubelet begin at its own folder',
    early: `as kubelet ./trap --image-credential-provider-config=providers.yaml --image-credential-provider-bin-dir=bin`,
  },
  {
    name: 'a process only has the short name that the kernel shows',
    early: `goes_on perl -e 'open my $c, ">", "/proc/self/comm"; print $c "kubelet"; close $c; sleep 1000'
      until [ "$(cat /proc/$!/comm)" = kubelet ]; do sleep 0.01; done`,
  },
  {
    name: 'a process has a short name that looks like the lines in which the kernel tells of a user, and of an end',
    early: `user=$(printf 'x\\nUid:\\t0\\t0\\t0\\t0'); cp trap "$user"; as kubelet "./$user" ${FORGED}
      cp trap ') Z 1 (1) 0'; as kubelet './) Z 1 (1) 0' ${FORGED}; grep -h -E '^(Name|State)' /proc/$!/status`,
  },
  {
    name: 'a process is in a control group of the name kubelet.service',
    careless: `mkdir -p /run/groups; mount -t cgroup -o none,name=rcp-attacks none /run/groups
      mkdir -p /run/groups/system.slice/kubelet.service /run/groups/evil/kube-evil.service
      chown -R nobody /run/groups/system.slice /run/groups/evil`,
    early: `echo $$ > /run/groups/system.slice/kubelet.service/cgroup.procs; as kubelet ./trap ${FORGED}
      echo $$ > /run/groups/evil/kube-evil.service/cgroup.procs; as kubelet ./trap ${FORGED}`,
    root: `${RCP} check --output json; code=$?
      for process in $(cat /run/groups/system.slice/*/cgroup.procs /run/groups/evil/*/cgroup.procs); do kill -9 $process; done
      for folder in system.slice/kubelet.service system.slice evil/kube-evil.service evil; do
        until rmdir /run/groups/$folder 2> /dev/null; do sleep 0.02; done
      done
      exit $code`,
    findsKubelet: true,
  },
];
