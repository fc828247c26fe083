// The set-up of a kubelet that is a service of systemd, whatever distribution has made it so.

import { ProviderError } from '../../../errors.ts';
import {
  BIN_DIR_FLAG,
  CONFIG_FLAG,
  flagValue,
  type KubeletSettings,
  kubeletArguments,
  readSettings,
} from '../../../kubelet/settings.ts';
import { type FlagPlan, type ProviderFlags, planFlags } from '../flags.ts';
import type { Host } from '../host.ts';
import { hostName } from '../node-name.ts';
import type { KubeletSetup, ProfileName } from '../node-setup.ts';
import { commandOf, findService, type SystemdService, UNIT_FOLDERS } from '../systemd/service.ts';
import { findOwnFlags, type OwnFlags } from './own-flags.ts';
import type { Overrides, SettingsOfFiles } from './profile.ts';
import { chooseFlags, formOf, logsOf, releaseOf, restartOf, sourceOf } from './setup-parts.ts';

export const DEFAULT_FLAGS: ProviderFlags = {
  config: '/etc/kubernetes/credential-providers.yaml',
  binDir: '/opt/registry-credential-provider/bin',
};

interface ServiceProfile {
  readonly profile: ProfileName;
  /** Variables by which the unit lets further flags in, the preferred first. */
  readonly variables: readonly string[];
  /** What the flags name where they name nothing yet. */
  readonly defaults: ProviderFlags;
  readonly notes: readonly string[];
}

/** @throws {ProviderError} NODE_UNSUPPORTED, USAGE */
export function setUpService(
  host: Host,
  overrides: Overrides,
  { profile, variables, defaults, notes }: ServiceProfile,
): KubeletSetup {
  const service = kubeletService(host);
  const running = host.kubelet();
  const command = service && commandOf(host, service);
  const args = kubeletArguments(command ?? []);
  const own = args === undefined ? findOwnFlags(host) : undefined;
  const settings = args === undefined ? (running ?? own?.settings) : readSettings(args, sourceOf(host));
  const unit = service?.name ?? own?.unit;
  const flags = chooseFlags(settings, overrides, defaults);
  const plan: FlagPlan | undefined =
    service === undefined || args === undefined ? undefined : planFlags(host, service.name, flags, variables);
  if (plan === undefined) {
    requireFlags(
      settings?.config ?? overrides.kubeletConfig,
      settings?.binDir ?? overrides.kubeletBinDir,
      service,
      own,
      defaults,
    );
  }
  const program = args === undefined ? undefined : command?.[0];
  return {
    profile,
    release: releaseOf(program === undefined ? '' : host.version(program), overrides) ?? running?.release(),
    tokenGate: settings?.tokenGate,
    kubeletConfig: { path: flags.config, form: formOf(host, flags.config) },
    binDir: flags.binDir,
    flagsFrom:
      plan !== undefined || isNamedBy(own?.settings, flags)
        ? 'files'
        : isNamedBy(running, flags)
          ? 'process'
          : 'operator',
    notJoined: whyNotJoined(host, service, args),
    flagFiles: plan?.files ?? [],
    restart: restartOf(host, overrides, unit, plan?.byDropIn ?? false),
    logs: logsOf(overrides, unit),
    healthUrl: overrides.healthUrl ?? settings?.healthUrl,
    kubeconfig: settings?.kubeconfig,
    nodeName: settings?.nodeName ?? hostName(host),
    notes,
  };
}

function isNamedBy(
  named: Pick<KubeletSettings, 'config' | 'binDir'> | undefined,
  flags: ProviderFlags,
): boolean {
  return named?.config === flags.config && named.binDir === flags.binDir;
}

/** A file without which the kubelet does not start, and which exists once the node has joined a cluster. */
function whyNotJoined(
  host: Host,
  service: SystemdService | undefined,
  args: readonly string[] | undefined,
): string | undefined {
  if (service === undefined || host.kubelet() !== undefined) {
    return undefined;
  }
  const isMissing = (path: string) => host.facts(path) === undefined;
  const valueGiven = (flag: string) => flagValue(args ?? [], flag) || undefined;
  const file = service.requiredFiles.find((path) => !/[*?[]/.test(path) && isMissing(path));
  if (file !== undefined) {
    return `${service.name} needs ${file}, which does not exist`;
  }
  const config = valueGiven('config');
  if (config !== undefined && isMissing(config)) {
    return `${service.name} starts the kubelet with --config=${config}, which does not exist`;
  }
  const kubeconfig = valueGiven('kubeconfig');
  const bootstrap = valueGiven('bootstrap-kubeconfig');
  return kubeconfig !== undefined &&
    isMissing(kubeconfig) &&
    (bootstrap === undefined || isMissing(bootstrap))
    ? `${service.name} starts the kubelet with --kubeconfig=${kubeconfig}, ${bootstrap === undefined ? 'which does not exist' : `but neither it nor ${bootstrap} exists`}`
    : undefined;
}

/** Undefined where no unit has the kubelet's own command line. @throws {ProviderError} FILE_UNREADABLE */
export function serviceSettings(host: Host): SettingsOfFiles | undefined {
  const service = kubeletService(host);
  const command = service && commandOf(host, service);
  const args = kubeletArguments(command ?? []);
  const own = args === undefined ? findOwnFlags(host) : undefined;
  if (own !== undefined) {
    const { settings, where } = own;
    return {
      settings,
      source: `the flags that ${own.distribution} has in ${where}`,
      release: () => undefined,
    };
  }
  return service === undefined || args === undefined
    ? undefined
    : {
        settings: readSettings(args, sourceOf(host)),
        source: `the unit ${service.path} with its drop-ins and environment files`,
        release: () => releaseOf(host.version(command?.[0] ?? ''), {}),
      };
}

/** The service that starts the kubelet; or that the kubelet runs in though its command line is another program's. */
export function kubeletService(host: Host): SystemdService | undefined {
  const own = host.kubelet()?.unit;
  const usual = ['kubelet.service', ...(own === undefined ? [] : [own])];
  const others = UNIT_FOLDERS.flatMap((folder) => host.list(folder)).filter((name) =>
    /kube.*\.service$/.test(name),
  );
  const services = [...new Set([...usual.toReversed(), ...others])].flatMap(
    (name) => findService(host, name) ?? [],
  );
  return (
    services.find((service) => kubeletArguments(commandOf(host, service) ?? []) !== undefined) ??
    services.find(({ name }) => usual.includes(name))
  );
}

/** Where the kubelet's command line is not written in its unit, it has to have the flags already. */
function requireFlags(
  config: string | undefined,
  binDir: string | undefined,
  service: SystemdService | undefined,
  own: OwnFlags | undefined,
  defaults: ProviderFlags,
): void {
  if (config !== undefined && binDir !== undefined) {
    return;
  }
  if (own !== undefined) {
    const paths = { config: config ?? defaults.config, binDir: binDir ?? defaults.binDir };
    throw new ProviderError(
      `this is a node of ${own.distribution}, whose kubelet gets its flags from another place: ${own.where}`,
      {
        code: 'NODE_UNSUPPORTED',
        hint: `add --${CONFIG_FLAG}=${paths.config} and --${BIN_DIR_FLAG}=${paths.binDir} there, then run install again: it finds them there and restarts ${own.unit}; --kubelet-config, --kubelet-bin-dir, --restart-command, --log-command and --health-url override what it detects`,
      },
    );
  }
  const why =
    service === undefined
      ? 'no systemd unit starts a kubelet here'
      : `${service.path} starts it through another program`;
  throw new ProviderError(`cannot tell how the kubelet of this node gets its flags: ${why}`, {
    code: 'NODE_UNSUPPORTED',
    hint: `add --${CONFIG_FLAG} and --${BIN_DIR_FLAG} where it gets its other flags, then run install again; if it has them already, name them with --kubelet-config FILE and --kubelet-bin-dir DIR${
      service === undefined ? ', and add --restart-command, --log-command and --health-url' : ''
    }`,
  });
}
