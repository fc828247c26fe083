# Run by journal.test.ts in mount, PID and network namespaces of its own: systemd-journald as it is, runs of the plugin, and
# what journalctl finds of them.
# $1: folder with the plugin's configuration and requests, and for what came of it  $2: executable
set -eu
scene=$1 executable=$2
mount -t tmpfs -o mode=0755 none /run
mkdir -p /run/systemd/journal /run/log/journal /run/etc
[ -s /etc/machine-id ] || { echo 0123456789abcdef0123456789abcdef > /run/etc/id; mount --bind /run/etc/id /etc/machine-id; }
printf '[Journal]\nStorage=volatile\nReadKMsg=no\nAudit=no\nForwardToSyslog=no\nRateLimitBurst=0\n' > /run/etc/journald.conf
mount --bind /run/etc/journald.conf /etc/systemd/journald.conf
/lib/systemd/systemd-journald 2> "$scene/journald.log" &
until [ -S /run/systemd/journal/socket ] && [ -S /run/systemd/journal/stdout ]; do sleep 0.05; done

pull() {
  env -i "$executable" --config "$scene/config.yaml" < "$scene/$1.json" > "$scene/$2.out" 2> "$scene/$2.err" || :
}
pull fails fails
pull works works
pull chain chain
pull hostile hostile

# In the place of logger: none that is believed, and one that does not know the option.
cp /usr/bin/true /run/etc/open
chmod 0777 /run/etc/open
mount --bind /run/etc/open /usr/bin/logger
pull fails open
printf '#!/bin/sh\nexit 1\n' > /run/etc/other
chmod 0755 /run/etc/other
mount --bind /run/etc/other /usr/bin/logger
pull fails other

journal() { journalctl --directory=/run/log/journal --output=json --no-pager "$@"; }
# What is on the way to the journal by its stream.
until [ "$(journal SYSLOG_IDENTIFIER=registry-credential-provider | wc -l)" -ge 6 ]; do sleep 0.1; done
journal SYSLOG_IDENTIFIER=registry-credential-provider > "$scene/all"
journal CODE=FILE_UNREADABLE > "$scene/by-code"
journal RULE=harbor > "$scene/by-rule"
journal CODE=EVIL > "$scene/evil"
