// Nodes that cannot be changed from the inside: the platform that creates them configures their kubelet, and undoes or
// forbids other changes. What each offers instead is from its own documentation; docs/install.md has the links.

import { ProviderError } from '../../../errors.ts';
import type { Host } from '../host.ts';
import { readSystem } from './system-release.ts';

interface Refusal {
  readonly what: string;
  isHere(host: Host, system: ReadonlyMap<string, string>): boolean;
  readonly why: string;
  /** An imperative clause without a full stop. */
  readonly instead: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'a node of GKE',
    isHere: (host) =>
      host.facts('/home/kubernetes/kube-env') !== undefined ||
      host.facts('/etc/srv/kubernetes/cri_auth_config.yaml') !== undefined,
    why: 'GKE sets up the kubelet and its credential provider again at each boot and upgrade',
    instead:
      "grant the node's service account roles/artifactregistry.reader for Artifact Registry and gcr.io; reach other registries through a remote repository of Artifact Registry, or by imagePullSecrets",
  },
  {
    what: "Google's Container-Optimized OS",
    isHere: (_host, system) => system.get('ID') === 'cos',
    why: 'its root file system is read-only, and /etc is created again at each boot',
    instead:
      'add the executable, the configuration and the flags where the machine is set up (cloud-init), or use imagePullSecrets',
  },
  {
    what: 'Bottlerocket',
    isHere: (_host, system) => system.get('ID') === 'bottlerocket',
    why: 'it runs only the credential providers of its own image',
    instead:
      'set settings.kubernetes.credential-providers.ecr-credential-provider (enabled, image-patterns) for ECR, and settings.container-registry.credentials or imagePullSecrets for other registries',
  },
  {
    what: 'Talos Linux',
    isHere: (_host, system) => /^talos/i.test(system.get('ID') ?? system.get('NAME') ?? ''),
    why: 'it is read-only and has neither shell nor systemd',
    instead:
      'add the executable to /usr/local/lib/kubelet/credentialproviders with a system extension, and the output of registry-credential-provider generate kubelet-config with a KubeCredentialProviderConfig document (before Talos 1.14: machine.kubelet.credentialProviderConfig)',
  },
  {
    what: 'a node of OpenShift',
    isHere: (host, system) =>
      system.has('OPENSHIFT_VERSION') ||
      system.get('ID') === 'rhcos' ||
      host.facts('/etc/machine-config-daemon') !== undefined,
    why: "the Machine Config Operator owns the kubelet's unit and files, and marks a node as degraded when its files differ",
    instead:
      'roll out the executable, the configuration and a drop-in of kubelet.service with a MachineConfig (registry-credential-provider generate kubelet-config prints what the kubelet needs)',
  },
];

/** @throws {ProviderError} NODE_UNSUPPORTED, with what to do instead */
export function refuse(host: Host): void {
  const system = readSystem(host);
  const refusal = REFUSALS.find(({ isHere }) => isHere(host, system));
  if (refusal !== undefined) {
    throw new ProviderError(`this is ${refusal.what}: install does not change it, because ${refusal.why}`, {
      code: 'NODE_UNSUPPORTED',
      hint: refusal.instead,
    });
  }
  const mount = mountOf(host, '/etc');
  if (mount?.readOnly) {
    throw new ProviderError('/etc of this node is mounted read-only, so install cannot change it', {
      code: 'NODE_UNSUPPORTED',
      hint: "add the executable, the configuration and the kubelet's flags to the image or the settings that this system is built from; registry-credential-provider generate kubelet-config prints what the kubelet needs",
    });
  }
}

interface Mount {
  readonly point: string;
  readonly readOnly: boolean;
}

/** The mount that a path is on, by the kernel's table. https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
function mountOf(host: Host, path: string): Mount | undefined {
  const table = host.read('/proc/self/mountinfo') ?? '';
  return table
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, , , , point = '', options = '']) => ({ point, readOnly: options.split(',').includes('ro') }))
    .filter(({ point }) => point === path || point === '/' || path.startsWith(`${point}/`))
    .toSorted((one, two) => one.point.length - two.point.length)
    .at(-1);
}
