#!/bin/sh
# The first process of a machine (machine.ts), in mount and process namespaces of its own. It ends when its
# standard input does, and the kernel then ends every other process and every mount of the machine.
set -eu
cd "$1"

# What the kubelet, containerd and we write below the usual paths stays in memory and goes with the machine.
mount -t tmpfs tmpfs private
for directory in /etc /var/lib /var/log /usr/local; do
  mkdir -p "private/upper$directory" "private/work$directory"
  mount -t overlay -o "lowerdir=$directory,upperdir=private/upper$directory,workdir=private/work$directory" \
    overlay "$directory"
done
# An overlay cannot hold the changing part of another one, and container images are overlays.
mkdir -p /var/lib/containerd
mount -t tmpfs tmpfs /var/lib/containerd
mount -t tmpfs tmpfs /run

mount --bind hosts /etc/hosts

# As systemd has it on a node: what is mounted here is seen in the containers that mount the node's root.
mount --make-rshared /

# The kubelet makes its control groups below this one, in each hierarchy (of version 2 there is one).
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  mkdir "/sys/fs/cgroup/$2"
else
  for hierarchy in /sys/fs/cgroup/*/; do mkdir "$hierarchy$2"; done
fi

# The kubelet sets these for the whole kernel, kernel.panic_on_oops among them. Here it sets copies.
mkdir private/sysctl
for name in vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops \
  kernel.keys.root_maxkeys kernel.keys.root_maxbytes; do
  file=/proc/sys/$(echo "$name" | tr . /)
  cat "$file" >"private/sysctl/$name"
  mount --bind "private/sysctl/$name" "$file"
done

echo ready
exec cat
