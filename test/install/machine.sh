#!/bin/sh
# Run by machine.ts as the first process of PID and mount namespaces: a machine with a kubelet and who starts it, and a
# Pod on it, in a PID namespace of its own and with few capabilities, to which the machine's root is mounted.
# $1: root  $2: the kubelet's program, in the root  $3: its folder, with what it runs  $4: capabilities; then the Pod's
# command
set -eu
root=$1 kubelet=$2 folder=$3 capabilities=$4
shift 4
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$folder" "$root/mnt"
flags='--image-credential-provider-config=/etc/kubernetes/providers.yaml --image-credential-provider-bin-dir=/opt/bin'
# As systemd: it starts the kubelet, again when it has ended, and anew when it is told to.
(
  pid=
  while :; do
    if [ -e "$root/run/restart" ]; then
      [ -z "$pid" ] || kill -9 "$pid" 2> "$folder/kill.log" || :
      wait || :
      chroot "$root" "$kubelet" /mnt/stand-in-kubelet.ts /mnt $flags >> "$folder/kubelet.log" 2>&1 &
      pid=$!
      rm "$root/run/restart"
    elif [ -n "$pid" ] && ! kill -0 "$pid" 2> "$folder/kill.log"; then
      wait || :
      chroot "$root" "$kubelet" /mnt/stand-in-kubelet.ts /mnt $flags >> "$folder/kubelet.log" 2>&1 &
      pid=$!
    fi
    sleep 0.05
  done
) < /dev/null > /dev/null 2>&1 &
touch "$root/run/restart"
while [ -e "$root/run/restart" ]; do sleep 0.05; done
unshare --pid --fork setpriv --bounding-set="-all$capabilities" --inh-caps=-all --no-new-privs "$@"
