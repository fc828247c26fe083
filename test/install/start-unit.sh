#!/bin/sh
# Run by real-systemd.ts in namespaces of its own: the node's files over those of this machine, and systemd as its first
# process, which starts one unit.
# $1: folder with the node's files  $2: folder that its programs write to  $3: the unit  $4: systemd
# $5: folder that its programs are in, at /mnt there
set -eu
base=$(mktemp -d)
mount -t tmpfs none "$base"
mkdir "$base/upper" "$base/work" "$base/root"
mount -t overlay -o "lowerdir=/,upperdir=$base/upper,workdir=$base/work" none "$base/root"
cp --archive "$1/." "$base/root"
cd "$base/root"
mount -t proc none proc
mount --rbind /dev dev
mount -t tmpfs none run
mount -t tmpfs none tmp
mkdir -p tmp/said tmp/upper tmp/units sys/fs/cgroup
mount --bind "$2" tmp/said
mount --bind "$base/upper" tmp/upper
mount --bind "$5" mnt
mount -t tmpfs none sys/fs/cgroup
mkdir sys/fs/cgroup/systemd
mount -t cgroup -o none,name=systemd none sys/fs/cgroup/systemd
ip link set lo up
# What a unit needs before it starts is there at once.
for target in sysinit basic shutdown multi-user network-online final umount; do
  printf '[Unit]\nDefaultDependencies=no\n' > "tmp/units/$target.target"
done
for service in containerd sandbox-image; do
  printf '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=/bin/true\n' > "tmp/units/$service.service"
done
printf '[Unit]\nDefaultDependencies=no\n[Socket]\nListenStream=/run/docker.sock\nService=containerd.service\n' > tmp/units/docker.socket
SYSTEMD_UNIT_PATH=/tmp/units:/etc/systemd/system:/usr/lib/systemd/system
export SYSTEMD_UNIT_PATH
export container=test SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_LEVEL=notice
exec chroot . "$4" --system --unit="$3"
