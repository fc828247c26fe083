// k3s and RKE2, whose own configuration has the kubelet's flags; both look for a file and a folder of their own by default.
// https://docs.k3s.io/cli/agent https://docs.rke2.io/reference/linux_agent_config
// When they pass the flags on: https://github.com/k3s-io/k3s/blob/main/pkg/daemons/agent/agent.go (ImageCredProvAvailable)

import { join } from 'node:path/posix';
import {
  BIN_DIR_FLAG,
  CONFIG_FLAG,
  flagValue,
  type KubeletSettings,
  readSettings,
} from '../../../kubelet/settings.ts';
import { HEADER, hasText, type ProviderFlags } from '../flags.ts';
import type { Host } from '../host.ts';
import { hostName } from '../node-name.ts';
import type { CommandLine, KubeletSetup, WantedFile } from '../node-setup.ts';
import { commandOf, findService, type SystemdService, variablesOf } from '../systemd/service.ts';
import type { NodeProfile, Overrides, SettingsOfFiles } from './profile.ts';
import { type RancherConfig, readRancherConfig } from './rancher-config.ts';
import { chooseFlags, formOf, isEnabled, logsOf, releaseOf, restartOf, sourceOf } from './setup-parts.ts';

const DEFAULTS: ProviderFlags = {
  config: '/var/lib/rancher/credentialprovider/config.yaml',
  binDir: '/var/lib/rancher/credentialprovider/bin',
};

/** Behind all other files of the folder. */
const DROP_IN = 'zz-registry-credential-provider.yaml';

interface Distribution {
  readonly name: 'k3s' | 'rke2';
  readonly server: string;
  readonly agent: string;
  readonly configVariable: string;
  readonly notes: readonly string[];
}

const K3S: Distribution = {
  name: 'k3s',
  server: 'k3s.service',
  agent: 'k3s-agent.service',
  configVariable: 'K3S_CONFIG_FILE',
  notes: [
    'The kubelet is part of k3s, so k3s is restarted; on a server that restarts the API server too. Containers keep running.',
  ],
};

const RKE2: Distribution = {
  name: 'rke2',
  server: 'rke2-server.service',
  agent: 'rke2-agent.service',
  configVariable: 'RKE2_CONFIG_FILE',
  notes: ['RKE2 is restarted, and the kubelet with it. Containers keep running.'],
};

const DISTRIBUTIONS = [K3S, RKE2] as const;

export const k3s = profileOf(K3S);
export const rke2 = profileOf(RKE2);

function profileOf(distribution: Distribution): NodeProfile {
  return {
    name: distribution.name,
    isHere: (host) => serviceOf(host, distribution) !== undefined,
    lookedFor: `${distribution.server}, ${distribution.agent}`,
    // Without systemd another program starts it, which the operator names.
    traces: [
      `/etc/rancher/${distribution.name}/config.yaml`,
      `/var/lib/rancher/${distribution.name}`,
      `/usr/local/bin/${distribution.name}`,
      `/usr/bin/${distribution.name}`,
    ],
    find: (host, overrides) => find(host, overrides, distribution),
  };
}

function whyNotStarted(host: Host, { name }: Distribution, dataDir: string): string | undefined {
  const kubeconfig = join(dataDir, 'agent/kubelet.kubeconfig');
  return host.kubelet() !== undefined || host.facts(kubeconfig) !== undefined
    ? undefined
    : `${name} has not run yet: ${kubeconfig} does not exist`;
}

/** Packages of RKE2 bring both services, and one of them is enabled. */
function serviceOf(host: Host, { name, server, agent }: Distribution): SystemdService | undefined {
  const services = [server, agent].flatMap((each) => findService(host, each) ?? []);
  const isServer = host.facts(`/var/lib/rancher/${name}/server`) !== undefined;
  return (
    services.find((service) => isEnabled(host, service.name)) ??
    services.find((service) => service.name === (isServer ? server : agent)) ??
    services[0]
  );
}

/** What the configuration of k3s or RKE2 is, wherever it is. */
function readAll(host: Host, distribution: Distribution) {
  const service = serviceOf(host, distribution);
  const [program, , ...args] = (service && commandOf(host, service)) ?? [];
  const file = configFile(host, service, args, distribution);
  const config = readRancherConfig(host, file, args);
  const dataDir = config.value('data-dir') || `/var/lib/rancher/${distribution.name}`;
  const kubelet = readKubelet(host, config, dataDir);
  return { service, program, args, file, config, dataDir, kubelet };
}

/** The settings that k3s or RKE2 would give its kubelet now; undefined where neither is here. @throws {ProviderError} */
export function rancherSettings(host: Host): SettingsOfFiles | undefined {
  const distribution = DISTRIBUTIONS.find((each) => serviceOf(host, each) !== undefined);
  if (distribution === undefined) return undefined;
  const { program, file, config, kubelet } = readAll(host, distribution);
  const own = {
    config: config.value(CONFIG_FLAG) || DEFAULTS.config,
    binDir: config.value(BIN_DIR_FLAG) || DEFAULTS.binDir,
  };
  const arePassed = host.facts(own.config)?.kind === 'file' && host.facts(own.binDir)?.kind === 'directory';
  return {
    settings: {
      ...kubelet,
      config: kubelet.config ?? (arePassed ? own.config : undefined),
      binDir: kubelet.binDir ?? (arePassed ? own.binDir : undefined),
    },
    source: `the configuration of ${distribution.name} (${file} and the files beside it)`,
    release: () => releaseOf(program === undefined ? '' : host.version(program), {}),
  };
}

function find(host: Host, overrides: Overrides, distribution: Distribution): KubeletSetup {
  const { name } = distribution;
  const { service, program, args, file, config, dataDir, kubelet } = readAll(host, distribution);
  const dropIn = join(`${file}.d`, DROP_IN);
  const found = {
    config: kubelet.config ?? config.value(CONFIG_FLAG),
    binDir: kubelet.binDir ?? config.value(BIN_DIR_FLAG),
  };
  const flags = chooseFlags(found, overrides, DEFAULTS);
  const wanted = flagFile(host, readRancherConfig(host, file, args, dropIn), flags, dropIn);
  const running = host.kubelet();
  return {
    profile: name,
    release: releaseOf(program === undefined ? '' : host.version(program), overrides) ?? running?.release(),
    tokenGate: running?.tokenGate ?? kubelet.tokenGate,
    kubeletConfig: { path: flags.config, form: formOf(host, flags.config) },
    binDir: flags.binDir,
    flagsFrom: 'files',
    notJoined: whyNotStarted(host, distribution, dataDir),
    flagFiles: wanted === undefined || hasText(host.read(dropIn), wanted.text) ? [] : [wanted],
    restart: restartOf(host, overrides, service?.name, false),
    logs: logs(overrides, service, distribution, dataDir),
    healthUrl: overrides.healthUrl ?? (running === undefined ? kubelet.healthUrl : running.healthUrl),
    kubeconfig: running?.kubeconfig ?? join(dataDir, 'agent/kubelet.kubeconfig'),
    nodeName: running?.nodeName ?? (config.value('node-name') || hostName(host)),
    notes: distribution.notes,
  };
}

function configFile(
  host: Host,
  service: SystemdService | undefined,
  args: readonly string[],
  { name, configVariable }: Distribution,
): string {
  const short = args.indexOf('-c');
  return (
    (service && (variablesOf(host, service).get(configVariable) || undefined)) ??
    flagValue(args, 'config') ??
    (short < 0 ? undefined : args[short + 1]) ??
    `/etc/rancher/${name}/config.yaml`
  );
}

/** The settings of the embedded kubelet, without the flags that are options of k3s or RKE2 itself. */
function readKubelet(host: Host, config: RancherConfig, dataDir: string): KubeletSettings {
  const args = config.values('kubelet-arg').map((arg) => `--${arg.replace(/^--/, '')}`);
  return readSettings([`--config-dir=${join(dataDir, 'agent/etc/kubelet.conf.d')}`, ...args], sourceOf(host));
}

/**
 * Undefined where the kubelet gets both flags already: by two settings of k3s and RKE2, which pass them on if the file and
 * the folder exist; or by two arguments for the kubelet, which they do not check.
 */
function flagFile(
  host: Host,
  config: RancherConfig,
  flags: ProviderFlags,
  path: string,
): WantedFile | undefined {
  const args = config.values('kubelet-arg').map((arg) => `--${arg.replace(/^--/, '')}`);
  const wanted = [
    [CONFIG_FLAG, flags.config, DEFAULTS.config],
    [BIN_DIR_FLAG, flags.binDir, DEFAULTS.binDir],
  ] as const;
  const unpassed = wanted.filter(([flag, value]) => flagValue(args, flag) !== value);
  const byArguments = unpassed.length < wanted.length || formOf(host, flags.config) === 'directory';
  const unset = wanted.filter(([flag, value, fallback]) => (config.value(flag) || fallback) !== value);
  const missing = byArguments ? unpassed : unset;
  if (missing.length === 0) {
    return undefined;
  }
  const lines = byArguments
    ? ['kubelet-arg+:', ...missing.map(([flag, value]) => `  - ${JSON.stringify(`${flag}=${value}`)}`)]
    : missing.map(([flag, value]) => `${flag}: ${JSON.stringify(value)}`);
  return {
    path,
    text: `${[HEADER, ...lines].join('\n')}\n`,
    mode: 0o644,
    why: byArguments
      ? 'arguments for the kubelet, added to those of the other files'
      : 'where the credential providers and their configuration are',
  };
}

/** RKE2's kubelet is a process with a log file of its own. */
function logs(
  overrides: Overrides,
  service: SystemdService | undefined,
  { name }: Distribution,
  dataDir: string,
): CommandLine | undefined {
  return name === 'rke2' && overrides.logCommand === undefined
    ? ['tail', '-n', '50', join(dataDir, 'agent/logs/kubelet.log')]
    : logsOf(overrides, service?.name);
}
