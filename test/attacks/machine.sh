#!/bin/sh
# Run by machine.ts as the first process of mount, PID, network, IPC and UTS namespaces: a node of its own, which goes
# with its end. On it runs a kubelet, user nobody prepares an attack, root runs a command, and what came of it is kept.
# $1: folder with the node's files, over those of this machine  $2: folder with the scripts of the attack, and for what
# came of it  $3: Node
set -eu
files=$1 scene=$2 node=$3
base=$scene/base
mkdir "$base"
mount -t tmpfs none "$base"
mkdir "$base/upper" "$base/work" "$base/root"
chmod 0755 "$base/upper"
mount -t overlay -o "lowerdir=/,upperdir=$base/upper,workdir=$base/work" none "$base/root"
cd "$base/root"
mount -t tmpfs -o mode=0700 none root
mount -t tmpfs -o mode=0755 none opt
cp -a "$files/root/." .
mkdir -p old scene canary
touch usr/local/bin/node usr/local/sbin/registry-credential-provider
mount --bind "$node" usr/local/bin/node
mount --bind "$files/registry-credential-provider" usr/local/sbin/registry-credential-provider
mount --bind "$scene" scene
mount -t proc none proc
mount --rbind /dev dev
mount -t tmpfs -o mode=1777 none dev/shm
mount -t tmpfs -o mode=0755 none run
mount -t tmpfs -o mode=1777 none tmp
mount -t tmpfs -o mode=1777 none var/tmp
mount -t tmpfs -o mode=1777 none canary
mount -t tmpfs -o mode=0755 none home
pivot_root . old
umount --lazy old
cd /
rmdir old
ip link set lo up
chmod 0700 scene
mkdir -m 0755 home/mallory
cp -R usr/local/lib/attacks/home/. home/mallory
chown -R nobody:nogroup home/mallory
mkdir -m 0700 root/private
echo "$(cat usr/local/lib/attacks/secret)" > root/private/key
chmod 0600 root/private/key
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

as_nobody() {
  [ ! -e "scene/$1" ] || (
    cp "scene/$1" "run/$1"
    chmod 0644 "run/$1"
    cd /home/mallory
    timeout -s KILL 60 setpriv --reuid=nobody --regid=nogroup --clear-groups --inh-caps=-all \
      env -i PATH="$PATH" HOME=/home/mallory bash -eu -c ". /usr/local/lib/attacks/attack.sh; . /run/$1" \
      < /dev/null > "/scene/$1.log" 2>&1 || {
      cat "/scene/$1.log" >&2
      exit 1
    }
  )
}
next_pid() {
  # Where the kernel lets nobody choose, they follow each other.
  [ ! -e "scene/$1" ] || [ ! -e /proc/sys/kernel/ns_last_pid ] || echo $(($(cat "scene/$1") - 1)) > /proc/sys/kernel/ns_last_pid
}
roots_files() {
  find /canary /home /tmp /var/tmp /dev/shm -uid 0 | sort
}
listening() {
  awk '$4 == "0A" { print $2, $8 }' /proc/net/tcp /proc/net/tcp6 | sort
}

[ ! -e scene/careless ] || sh -eu scene/careless
as_nobody early
next_pid kubelet-pid
[ ! -e scene/kubelet ] || sh -eu scene/kubelet
next_pid attacker-pid
as_nobody prepare
roots_files > scene/before
listening > scene/listening-before
touch run/marker
sleep 0.02
code=0
timeout -s KILL 120 sh -u scene/root < /dev/null > scene/stdout 2> scene/stderr || code=$?
echo "$code" > scene/exit
roots_files > scene/after
listening > scene/listening-after
comm -13 scene/before scene/after > scene/roots
find /etc /opt /root /usr/bin/kubelet /usr/local/bin /usr/local/sbin /var/lib/registry-credential-provider /var/spool/cron \
  -cnewer run/marker ! -type d > scene/changed 2> scene/find.log || :
# What nobody can read of what is root's.
setpriv --reuid=nobody --regid=nogroup --clear-groups --inh-caps=-all \
  find /etc/registry-credential-provider /home /tmp /var/tmp /dev/shm /canary /run /opt \
  /var/lib/registry-credential-provider -type f -readable -exec grep -l -F -f /usr/local/lib/attacks/pattern {} + \
  > scene/leaked 2> scene/find.log || :
