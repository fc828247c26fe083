#!/bin/sh
# Run by readme.test.ts in mount and process namespaces of its own: makes a node of this machine, with an /etc, /opt and
# /run of its own, and runs what README.md types there.
# $1: a folder with what is to be in /etc, and 0.sh, 1.sh, ... whose outputs are left beside them; $2: the executable
set -eu
folder=$1 executable=$2
mkdir "$folder/private"
mount -t tmpfs tmpfs "$folder/private"
mkdir "$folder/private/upper" "$folder/private/work"
mount -t overlay -o "lowerdir=/etc,upperdir=$folder/private/upper,workdir=$folder/private/work" overlay /etc
for place in /opt /run; do mount -t tmpfs -o mode=0755 tmpfs "$place"; done
mkdir -p /opt/registry-credential-provider/bin
cp "$executable" /opt/registry-credential-provider/bin/registry-credential-provider
cp -r "$folder/etc/." /etc/
cd /
for script in "$folder"/*.sh; do
  sh "$script" > "${script%.sh}.out" 2>&1 || echo "exit code $?" >> "${script%.sh}.out"
done
