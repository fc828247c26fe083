// Files, folders and links that another user can write, on the way to what root reads, runs and writes.

import assert from 'node:assert/strict';
import { type Attack, FORGED, INSTALL, PLACES, RCP, type Seen } from './attack.ts';

const refused = (seen: Seen, code: RegExp = /\[INSTALL_REFUSED\]|\[NODE_UNSUPPORTED\]/): void => {
  assert.notEqual(seen.exit, 0, seen.stdout);
  assert.match(seen.stderr, code);
};

const STATE = '/var/lib/registry-credential-provider';

/** An account of an install that never was, by which it would be undone. */
const forgedTransaction = `
  cat > transaction.json << END
{"format": 1, "phase": "undoing", "what": "install", "folders": [], "restart": true, "leaving": [], "record": null,
 "sweep": {"cache": null, "log": "/etc/precious"},
 "changes": [{"role": "flags", "path": "/etc/precious", "before": {"kind": "absent"},
   "after": {"kind": "file", "digest": "$(sha256sum < /etc/precious | cut -c1-64)", "mode": 420, "uid": 0, "gid": 0}}],
 "setup": {"profile": "systemd", "release": 35, "kubeletConfig": {"path": "/etc/kubernetes/providers.yaml", "form": "file"},
   "binDir": "/home/mallory/bin", "flagFiles": [], "restart": [["/home/mallory/program"]], "logs": ["/home/mallory/program"],
   "notes": []}}
END`;

const forgedRecord = `
  digest=$(sha256sum < /etc/precious | cut -c1-64)
  cat > installed.json << END
{"format": 1, "version": "$(${RCP} version | sed 's/^[^ ]* //; s/ .*//; q')", "wanted": "w", "config": "built-in", "folders": [], "replaced": [],
 "setup": {"profile": "systemd", "release": 35, "kubeletConfig": {"path": "/home/mallory/providers.yaml", "form": "file"},
   "binDir": "/home/mallory/bin", "flagFiles": [], "restart": [["/home/mallory/program"]], "logs": ["/home/mallory/program"],
   "notes": []},
 "items": [{"role": "file", "path": "/etc/precious", "original": {"kind": "absent"},
   "ours": {"kind": "file", "digest": "$digest", "mode": 420, "uid": 0, "gid": 0}}]}
END
  cat > last-run.json << END
{"format": 1, "time": "2026-01-01T00:00:00Z", "version": "9", "wanted": "w", "outcome": "unchanged", "message": "all is well", "details": []}
END`;

export const FOLDERS: readonly Attack[] = [
  {
    name: "the group that the attacker is in can write the executables' folder, and it has put a neighbour there",
    careless: 'chgrp nogroup /opt/plugins; chmod 0775 /opt/plugins',
    prepare:
      'rm -f /opt/plugins/other; cp program /opt/plugins/other; cp program /opt/plugins/registry-credential-provider-2',
    root: `${RCP} check --output json`,
    holds: ({ stdout }) => assert.match(stdout, /writable-by-others/),
  },
  {
    name: "everybody can write the executables' folder, and ours was replaced there",
    careless: `chmod 0777 /opt/plugins
      sed 's/"other"/"registry-credential-provider"/' /etc/kubernetes/providers.yaml > /run/p; cp /run/p /etc/kubernetes/providers.yaml`,
    prepare: 'cp program /opt/plugins/registry-credential-provider',
    root: `${RCP} check --output json`,
    holds: ({ stdout }) => assert.match(stdout, /writable-by-others/),
  },
  {
    name: "the executables' folder is sticky, and a program of the attacker's lies in it under our name",
    careless: `chmod 1777 /opt/plugins
      sed 's/"other"/"registry-credential-provider"/' /etc/kubernetes/providers.yaml > /run/p; cp /run/p /etc/kubernetes/providers.yaml`,
    prepare: 'cp program /opt/plugins/registry-credential-provider',
    root: `${RCP} check --output json`,
    holds: ({ stdout }) => assert.match(stdout, /writable-by-others/),
  },
  {
    name: "a link of root's in the executables' folder leads to a program of the attacker's",
    careless: `ln -s /home/mallory/program /opt/plugins/registry-credential-provider
      sed 's/"other"/"registry-credential-provider"/' /etc/kubernetes/providers.yaml > /run/p; cp /run/p /etc/kubernetes/providers.yaml`,
    root: `${RCP} check --output json`,
    holds: ({ stdout }) => assert.match(stdout, /writable-by-others/),
  },
  {
    name: "the folder above the executables' is the attacker's, who has put another one in its place",
    careless: 'mv /opt/plugins /opt/real; chown nobody /opt',
    prepare: 'ln -s /home/mallory/bin /opt/plugins; cp program bin/other',
    root: `${RCP} check --output json`,
    holds: ({ stdout }) => assert.match(stdout, /writable-by-others/),
  },
  {
    name: "our configuration is a link of root's to a file of the attacker's",
    careless: `mv /etc/registry-credential-provider/config.yaml /home/mallory/config.yaml; chown nobody /home/mallory/config.yaml
      ln -s /home/mallory/config.yaml /etc/registry-credential-provider/config.yaml`,
    root: `${RCP} check --kubelet-config /etc/kubernetes/providers.yaml --kubelet-bin-dir /opt/plugins --output json`,
    holds: ({ stdout }) => assert.match(stdout, /writable-by-others/),
  },
  {
    name: "root types check in the attacker's folder, which has files of all names that somebody may look for",
    prepare: `mkdir -p node_modules/yaml node_modules/diff .config etc/registry-credential-provider
      echo 'require("fs").writeFileSync("/canary/loaded", "")' | tee index.js node_modules/yaml/index.js node_modules/diff/index.js preload.js > /dev/null
      echo '{"name": "yaml", "main": "index.js"}' | tee package.json node_modules/yaml/package.json > /dev/null
      echo '{"nodeOptions": {"require": "./preload.js"}}' > node.config.json
      echo 'NODE_OPTIONS=--require=/home/mallory/preload.js' > .env
      echo 'kind: Evil' | tee config.yaml config.json registry-credential-provider.yaml > /dev/null`,
    root: `cd /home/mallory; ${RCP} check --output json`,
    findsKubelet: true,
  },
  {
    name: "root types install in the attacker's folder, with that first in PATH",
    kubelet: 'healthy',
    prepare:
      'for name in sh systemctl journalctl kubelet chroot tail true cat restart-kubelet; do cp program $name; done',
    root: `cd /home/mallory; PATH=/home/mallory:$PATH; export PATH; ${RCP} install ${INSTALL.replace('restart-kubelet', '/usr/local/sbin/restart-kubelet')}`,
    mayChange: PLACES,
    holds: ({ exit, stderr }) => assert.equal(exit, 0, stderr),
  },
  {
    name: "the state folder is the attacker's, with an account of a change that is to be undone",
    careless: `echo precious > /etc/precious; mkdir ${STATE}; chown nobody ${STATE}; chmod 0700 ${STATE}`,
    prepare: `cd ${STATE}; ${forgedTransaction}`,
    root: `${RCP} install ${INSTALL}`,
    holds: (seen) => refused(seen),
  },
  {
    name: "the state folder is root's again, and in it lies the attacker's account of a change that is to be undone",
    careless: `echo precious > /etc/precious; mkdir ${STATE}; chmod 0777 ${STATE}`,
    prepare: `cd ${STATE}; ${forgedTransaction}`,
    root: `chmod 0700 ${STATE}; ${RCP} install ${INSTALL}`,
    mayChange: /registry-credential-provider\/last-run\.json/,
    holds: (seen) => refused(seen),
  },
  {
    name: "the state folder is root's again, and in it lies the attacker's account of what is installed",
    careless: `echo precious > /etc/precious; mkdir ${STATE}; chmod 0777 ${STATE}`,
    prepare: `cd ${STATE}; ${forgedRecord}`,
    root: `chmod 0700 ${STATE}; ${RCP} uninstall`,
    mayChange: /registry-credential-provider\/last-run\.json/,
    holds: (seen) => refused(seen),
  },
  {
    name: "the account in the state folder is a link to a file of the attacker's",
    careless: `echo precious > /etc/precious; mkdir -m 0700 ${STATE}; ln -s /home/mallory/installed.json ${STATE}/installed.json`,
    prepare: forgedRecord,
    root: `${RCP} uninstall`,
    mayChange: /registry-credential-provider\/last-run\.json/,
    holds: (seen) => refused(seen),
  },
  {
    name: "the state folder was open for a while, and the backup of the kubelet's configuration was replaced",
    kubelet: 'healthy',
    root: `${RCP} install ${INSTALL} || exit 1
      chmod 0777 ${STATE} ${STATE}/backup
      setpriv --reuid=nobody --regid=nogroup --clear-groups sh -c 'cd ${STATE}/backup; for name in *; do
        mv $name ../kept-$name; cp /home/mallory/providers.yaml $name; chmod 0644 $name; done'
      chmod 0700 ${STATE} ${STATE}/backup
      echo oops >> /etc/kubernetes/providers.yaml
      ${RCP} install --restore-kubelet-config --restart-command=restart-kubelet && echo restored
      ${RCP} uninstall --restart-command=restart-kubelet && echo removed; cat /etc/kubernetes/providers.yaml`,
    mayChange: PLACES,
    holds: ({ stdout, stderr }) => {
      assert.match(stdout, /is in place/, stderr);
      assert.doesNotMatch(stdout, /mallory|^restored$|^removed$/m, stdout + stderr);
    },
  },
  {
    name: 'status is told by a forged account that all is well',
    careless: `echo precious > /etc/precious; mkdir ${STATE}; chown nobody ${STATE}`,
    prepare: `cd ${STATE}; ${forgedRecord}`,
    root: `${RCP} status`,
    holds: ({ exit, stdout }) => {
      assert.notEqual(exit, 0, stdout);
      assert.doesNotMatch(stdout, /installed as wanted/);
    },
  },
  {
    name: 'status is told by a forged account with pipes in the place of files',
    careless: `mkdir ${STATE}; chown nobody ${STATE}`,
    prepare: `cd ${STATE}; mkfifo installed.json last-run.json`,
    root: `${RCP} status`,
    holds: ({ exit }) => assert.notEqual(exit, 0),
  },
  {
    name: "the attacker's lock stands in the state folder, of a process that lives",
    careless: `mkdir ${STATE}; chown nobody ${STATE}`,
    prepare: `ln -s "$(awk '{ print $1 "." $22 }' /proc/self/stat).$(readlink /proc/self/ns/pid | tr -cd 0-9)-0.$(cat /proc/sys/kernel/random/boot_id)" ${STATE}/lock`,
    root: `${RCP} install ${INSTALL}`,
    holds: (seen) => refused(seen),
  },
  {
    name: "install --host-root meets a state folder of the attacker's, who swaps what is staged there",
    careless: `mkdir ${STATE}; chown nobody ${STATE}; chmod 0700 ${STATE}`,
    prepare: `goes_on bash -c 'while :; do for folder in ${STATE}/from-outside-*; do
        [ ! -e "$folder/registry-credential-provider" ] || [ -e "$folder.away" ] || {
          mv "$folder" "$folder.away"; mkdir -p "$folder"; cp program "$folder/registry-credential-provider"; }; done; done'`,
    root: `${RCP} install --host-root=/ ${INSTALL}`,
    holds: (seen) => refused(seen, /\[(INSTALL_REFUSED|HOST_ROOT_UNUSABLE)\]/),
  },
  {
    name: "install is to put us into a folder of the attacker's",
    careless: 'chown nobody /opt/plugins',
    root: `${RCP} install ${INSTALL}`,
    mayChange: /registry-credential-provider\//,
    holds: (seen) => refused(seen),
  },
  {
    name: "install is to put us into a folder of the attacker's, who swaps what is staged there for links",
    careless: 'chown nobody /opt/plugins; echo precious > /etc/precious; chmod 0600 /etc/precious',
    prepare: `goes_on bash -c 'cd /opt/plugins; while :; do
        for name in .registry-credential-provider.rcp-new registry-credential-provider; do
          [ ! -s $name ] || { rm -f $name; ln /etc/precious $name || ln -s /etc/precious $name; }; done; done'`,
    root: `for i in 1 2 3; do ${RCP} install ${INSTALL} && exit 0; done
      stat -c '%a %u' /etc/precious | grep -qx '600 0' || touch /canary/precious
      exit 1`,
    mayChange: /registry-credential-provider\//,
    holds: (seen) => refused(seen),
  },
  {
    name: 'a pipe, a folder and a link stand where install puts its files together, in a sticky folder',
    careless: 'chmod 1777 /opt/plugins',
    prepare: `ln -s /etc/cron.d/evil /opt/plugins/registry-credential-provider
      ln -s /etc/cron.d/evil /opt/plugins/.registry-credential-provider.rcp-new; mkfifo /opt/plugins/.registry-credential-provider.rcp-old`,
    root: `${RCP} install ${INSTALL}`,
    mayChange: /registry-credential-provider\//,
    holds: (seen) => refused(seen),
  },
  {
    name: "the kubelet's configuration lies in a folder of the attacker's, as a link to root's jobs",
    careless:
      'mkdir -p /etc/cron.d; cp /etc/kubernetes/providers.yaml /etc/cron.d/job; chown nobody /etc/kubernetes',
    prepare: 'rm -f /etc/kubernetes/providers.yaml; ln -s /etc/cron.d/job /etc/kubernetes/providers.yaml',
    root: `${RCP} install ${INSTALL}`,
    mayChange: /registry-credential-provider\//,
    holds: (seen) => refused(seen),
  },
  {
    name: "our configuration's folder is the attacker's",
    careless: 'chown nobody /etc/registry-credential-provider',
    prepare: `cd /etc/registry-credential-provider; mv config.yaml old.yaml; ln -s /root/private/key config.yaml`,
    root: `${RCP} install ${INSTALL}`,
    mayChange: /registry-credential-provider\//,
    holds: (seen) => refused(seen, /\[INSTALL_REFUSED\]|\[CONFIG_INVALID\]/),
  },
  {
    name: "our configuration's folder is the attacker's, who has put a whole one of its own there",
    careless: 'chown nobody /etc/registry-credential-provider',
    prepare: `cd /etc/registry-credential-provider; rm -f config.yaml
      echo '{"apiVersion": "registry-credential-provider/v1alpha1", "kind": "RegistryCredentialProviderConfig", "rules":
        [{"name": "r", "matchImages": ["r.example"], "static": {"username": "u", "passwordFile": "/root/private/key"}}]}' > config.yaml`,
    root: `${RCP} install ${INSTALL.replace(/--config=\S+ /, '')}`,
    mayChange: /registry-credential-provider\//,
    holds: (seen) => refused(seen),
  },
  {
    name: "what install is to bring lies in a folder of the attacker's, as pipes, devices and files without end",
    prepare: `mkdir files; mkfifo files/pipe; ln -s /dev/zero files/zero; ln -s files/loop files/loop; ln -s /proc/self/environ files/environ
      truncate --size=100G files/large`,
    root: `timeout 60 ${RCP} install ${INSTALL} --files=/home/mallory/files`,
    mayChange: /registry-credential-provider\//,
    holds: (seen) => refused(seen, /\[[A-Z_]+\]/),
  },
  {
    name: "root's own configuration is given as a pipe of the attacker's",
    prepare: 'mkfifo pipe',
    root: `${RCP} install ${INSTALL.replace(/--config=\S+/, '--config=/home/mallory/pipe')}; a=$?; ${RCP} check --config=/home/mallory/pipe; b=$?
      ${RCP} status --config=/home/mallory/pipe --files=/home/mallory; c=$?
      [ $a != 0 ] && [ $b != 0 ] && [ $c != 0 ] || touch /canary/taken`,
    mayChange: /registry-credential-provider\//,
  },
  {
    name: 'the kubelet runs, and a backup of its configuration is planted beside it in a sticky folder',
    careless: `mkdir -m 1777 /etc/kubernetes/shared; cp /etc/kubernetes/providers.yaml /etc/kubernetes/shared/
      sed -i 's#kubernetes/providers#kubernetes/shared/providers#' /usr/local/sbin/restart-kubelet /etc/systemd/system/kubelet.service`,
    prepare: `ln -s /root/private/key /etc/kubernetes/shared/.providers.yaml.rcp-old
      ln -s /etc/cron.d/evil /etc/kubernetes/shared/.providers.yaml.rcp-new`,
    root: `${RCP} install ${INSTALL}`,
    mayChange: /registry-credential-provider\/|\/plugins\//,
  },
  {
    name: "a link of the attacker's, under our name, leads to a program of root's that check would run",
    careless: `printf '#!/bin/sh\\ntouch /canary/was-run\\n' > /usr/local/sbin/dangerous; chmod 0755 /usr/local/sbin/dangerous
      sed 's/"other"/"registry-credential-provider"/' /etc/kubernetes/providers.yaml > /run/p; cp /run/p /etc/kubernetes/providers.yaml
      chown nobody /opt/plugins`,
    prepare: 'ln -s /usr/local/sbin/dangerous /opt/plugins/registry-credential-provider',
    root: `${RCP} check --output json`,
    holds: ({ stdout }) => assert.match(stdout, /writable-by-others/),
  },
  {
    name: "files of the attacker's stand where install puts secrets and our configuration",
    kubelet: 'healthy',
    careless: `mkdir -m 0700 /srv/files; echo secret-canary-new > /srv/files/new.password; cp /etc/registry-credential-provider/config.yaml /srv/config.yaml
      cd /etc/registry-credential-provider; touch new.password; chmod 0666 new.password config.yaml; chown nobody new.password config.yaml`,
    root: `${RCP} install ${INSTALL.replace('/etc/registry-credential-provider', '/srv')} --files=/srv/files
      stat -c '%n %u %a' /etc/registry-credential-provider/*`,
    mayChange: PLACES,
    holds: ({ stdout, stderr }) => {
      assert.match(stdout, /is in place/, stderr);
      assert.match(stdout, /config\.yaml 0 644\n(?:.*\n)*.*new\.password 0 600$/m);
    },
  },
  {
    name: 'what install puts together is watched for secrets',
    kubelet: 'healthy',
    careless: `mkdir -m 0755 /srv/files; echo secret-canary-new > /srv/files/new.password; chmod 0644 /srv/files/new.password; chmod 0700 /srv`,
    prepare: `goes_on bash -c 'while :; do find /etc/registry-credential-provider /opt /etc/kubernetes /var/lib/registry-credential-provider -type f -readable \
        -exec grep -l "secret-[c]anary" {} + > /dev/null 2>&1 && touch /home/mallory/seen; done'`,
    root: `${RCP} install ${INSTALL} --files=/srv/files; [ ! -e /home/mallory/seen ] || touch /canary/seen`,
    mayChange: PLACES,
    holds: ({ stdout, stderr }) => assert.match(stdout, /is in place/, stderr),
  },
  {
    name: "the log that an uninstall takes away lies behind a link of the attacker's",
    kubelet: 'healthy',
    careless: `echo precious > /etc/precious; mkdir /tmp/logs
      sed -i 's#"cache":#"log":{"file":"/tmp/logs/precious"},"cache":#' /etc/registry-credential-provider/config.yaml`,
    root: `${RCP} install ${INSTALL} || exit 1
      rmdir /tmp/logs; setpriv --reuid=nobody --clear-groups ln -s /etc /tmp/logs
      ${RCP} uninstall; cat /etc/precious`,
    mayChange: PLACES,
    holds: ({ stdout, stderr }) => assert.match(stdout, /removed from this node[\s\S]*precious/, stderr),
  },
  {
    name: 'generate is to write over a link that the attacker has put into a sticky folder',
    prepare:
      'ln -s /etc/kubernetes/providers.yaml /tmp/out.yaml; ln -s /etc/cron.d/evil /tmp/.out.yaml.rcp-new',
    root: `${RCP} generate kubelet-config --write /tmp/out.yaml; true`,
    holds: ({ stderr }) => assert.match(stderr, /is a link of user 65534, and this process is root/),
  },
  {
    name: 'the completion of a shell meets files whose names are commands',
    prepare: `touch '$(touch \\canary)' '\`touch pwned\`'; mkdir 'a;touch x'`,
    root: `cd /home/mallory; ${RCP} completion bash > /run/completion
      bash -c '. /run/completion; COMP_WORDS=(registry-credential-provider check --config ""); COMP_CWORD=3; _registry_credential_provider
        COMP_WORDS=(registry-credential-provider ""); COMP_CWORD=1; _registry_credential_provider; printf "%s\\n" "\${COMPREPLY[@]}"'`,
    holds: ({ stdout }) => assert.match(stdout, /^check$/m),
  },
];

void FORGED;
