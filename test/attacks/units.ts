// Units of systemd, and what they name, that another user has written.

import assert from 'node:assert/strict';
import { type Attack, FORGED, INSTALL, RCP, type Seen } from './attack.ts';

const UNIT = '/etc/systemd/system/kubelet.service';

/** Neither the flags of the attacker nor its program are taken for the node's. */
const notTaken = ({ stdout, stderr, exit }: Seen): void => {
  assert.doesNotMatch(stdout, /home\/mallory\/(providers|bin|program)/, stdout + stderr);
  if (exit !== 0) assert.match(stderr, /\[(NODE_UNSUPPORTED|FILE_UNREADABLE|INSTALL_REFUSED)\]/);
};

const DRY_RUN = `${RCP} install ${INSTALL} --dry-run`;

export const UNITS: readonly Attack[] = [
  {
    name: "the kubelet's unit is the attacker's file",
    careless: `chown nobody ${UNIT}`,
    prepare: `cat > ${UNIT} << END
[Service]
ExecStart=/home/mallory/trap ${FORGED}
END`,
    root: DRY_RUN,
    holds: notTaken,
  },
  {
    name: "the kubelet's unit starts a program of the attacker's under the name kubelet, and no kubelet runs",
    kubelet: 'none',
    careless: `mkdir -p /opt/tools; cp /home/mallory/trap /opt/tools/kubelet; chown -R nobody /opt/tools
      sed -i 's#/usr/bin/kubelet#/opt/tools/kubelet#' ${UNIT}`,
    root: DRY_RUN,
    holds: notTaken,
  },
  {
    name: "the kubelet's unit has a drop-in of the attacker's",
    careless: `mkdir ${UNIT}.d; touch ${UNIT}.d/10-flags.conf; chown nobody ${UNIT}.d/10-flags.conf`,
    prepare: `cat > ${UNIT}.d/10-flags.conf << END
[Service]
ExecStart=
ExecStart=/home/mallory/trap ${FORGED}
END`,
    root: DRY_RUN,
    holds: notTaken,
  },
  {
    name: "the folder of the unit's drop-ins is the attacker's",
    careless: `mkdir ${UNIT}.d; chown nobody ${UNIT}.d`,
    prepare: `cat > ${UNIT}.d/10-flags.conf << END
[Service]
ExecStart=
ExecStart=/usr/bin/kubelet ${FORGED}
END`,
    root: DRY_RUN,
    holds: notTaken,
  },
  {
    name: "the unit takes the kubelet's flags from an environment file in the attacker's folder",
    careless: `cat > ${UNIT} << END
[Service]
EnvironmentFile=-/home/mallory/kubelet.env
ExecStart=/usr/bin/kubelet \\$KUBELET_EXTRA_ARGS
END`,
    prepare: `echo 'KUBELET_EXTRA_ARGS=${FORGED}' > kubelet.env`,
    root: DRY_RUN,
    holds: notTaken,
  },
  {
    name: "the unit's environment file in the attacker's folder is a pipe",
    careless: `cat > ${UNIT} << END
[Service]
EnvironmentFile=-/home/mallory/kubelet.env
ExecStart=/usr/bin/kubelet \\$KUBELET_EXTRA_ARGS
END`,
    prepare: 'mkfifo kubelet.env',
    root: DRY_RUN,
    holds: notTaken,
  },
  {
    name: "the unit's environment file is a link of the attacker's to a secret of root's",
    careless: `mkdir -p /etc/default; cat > ${UNIT} << END
[Service]
EnvironmentFile=-/home/mallory/kubelet.env
ExecStart=/usr/bin/kubelet \\$KUBELET_EXTRA_ARGS
END`,
    prepare: 'ln -s /root/private/key kubelet.env',
    root: DRY_RUN,
    holds: (seen) => {
      notTaken(seen);
      assert.doesNotMatch(seen.stdout + seen.stderr, /secret-canary/);
    },
  },
  {
    name: "another unit whose name has kube in it is the attacker's, and the kubelet has none",
    careless: `rm ${UNIT}; touch /etc/systemd/system/kube-node.service; chown nobody /etc/systemd/system/kube-node.service`,
    prepare: `cat > /etc/systemd/system/kube-node.service << END
[Service]
ExecStart=/usr/bin/kubelet ${FORGED}
END`,
    root: DRY_RUN,
    holds: notTaken,
  },
  {
    name: 'the attacker has units of its own, as each user may',
    careless: `rm ${UNIT}`,
    kubelet: 'none',
    prepare: `for folder in .config/systemd/user .local/share/systemd/user; do
        mkdir -p $folder; printf '[Service]\\nExecStart=/usr/bin/kubelet ${FORGED}\\n' > $folder/kubelet.service; done`,
    root: `HOME=/home/mallory XDG_CONFIG_HOME=/home/mallory/.config ${DRY_RUN}`,
    holds: notTaken,
  },
  {
    name: "k3s takes its configuration from a folder of the attacker's",
    careless: `mkdir -p /etc/rancher/k3s/config.yaml.d; chown nobody /etc/rancher/k3s/config.yaml.d
      cp /usr/bin/kubelet /usr/local/bin/k3s; rm ${UNIT}
      printf '[Service]\\nExecStart=/usr/local/bin/k3s server\\n' > /etc/systemd/system/k3s.service`,
    kubelet: 'none',
    prepare: `cat > /etc/rancher/k3s/config.yaml.d/10-mine.yaml << END
image-credential-provider-config: /home/mallory/providers.yaml
image-credential-provider-bin-dir: /home/mallory/bin
data-dir: /home/mallory
END`,
    root: `${RCP} install --config=/etc/registry-credential-provider/config.yaml --restart-command=true --health-timeout=1s --dry-run`,
    holds: notTaken,
  },
  {
    name: "the kubelet's own configuration is the attacker's file, and names another place for health",
    careless: 'chown nobody /var/lib/kubelet/config.yaml',
    prepare: `printf 'kind: KubeletConfiguration\\nhealthzPort: 1\\nfeatureGates: {KubeletServiceAccountTokenForCredentialProviders: true}\\n' > /var/lib/kubelet/config.yaml`,
    root: DRY_RUN,
    holds: notTaken,
  },
];
