// The set-up of a kubelet that is a service of systemd, whatever distribution has made it so.

import { ProviderError } from '../../../errors.ts';
import type { Release } from '../../../kubelet/release.ts';
import {
  flagValue,
  type KubeletSettings,
  kubeletArguments,
  readSettings,
} from '../../../kubelet/settings.ts';
import { type FlagPlan, type Flags, planFlags } from '../flags.ts';
import type { Host } from '../host.ts';
import { hostName } from '../node-name.ts';
import type { NodeSetup, ProfileName } from '../node-setup.ts';
import { commandOf, findService, type Service, UNIT_FOLDERS } from '../systemd/service.ts';
import type { Overrides } from './profile.ts';
import { chooseFlags, formOf, logsOf, releaseOf, restartOf, sourceOf } from './setup-parts.ts';

export const DEFAULT_FLAGS: Flags = {
  config: '/etc/kubernetes/credential-providers.yaml',
  binDir: '/opt/registry-credential-provider/bin',
};

export interface ServiceProfile {
  readonly profile: ProfileName;
  /** Variables by which the unit lets further flags in, the preferred first. */
  readonly variables: readonly string[];
  /** What the flags name where they name nothing yet. */
  readonly defaults: Flags;
  readonly notes: readonly string[];
}

/** @throws {ProviderError} NODE_UNSUPPORTED, USAGE */
export function setUpService(
  host: Host,
  overrides: Overrides,
  { profile, variables, defaults, notes }: ServiceProfile,
): NodeSetup {
  const service = kubeletService(host);
  const running = host.kubelet();
  const command = service && commandOf(host, service);
  const args = kubeletArguments(command ?? []);
  const settings = args === undefined ? running : readSettings(args, sourceOf(host));
  const flags = chooseFlags(settings, overrides, defaults);
  const plan: FlagPlan | undefined =
    service === undefined || args === undefined ? undefined : planFlags(host, service.name, flags, variables);
  if (plan === undefined) {
    requireFlags(
      settings?.config ?? overrides.kubeletConfig,
      settings?.binDir ?? overrides.kubeletBinDir,
      service,
    );
  }
  const program = args === undefined ? undefined : command?.[0];
  return {
    profile,
    release: releaseOf(program === undefined ? '' : host.version(program), overrides) ?? running?.release(),
    tokenGate: settings?.tokenGate,
    kubeletConfig: { path: flags.config, form: formOf(host, flags.config) },
    binDir: flags.binDir,
    flagsFrom: plan !== undefined ? 'files' : isNamedBy(running, flags) ? 'process' : 'operator',
    notJoined: whyNotJoined(host, service, args),
    flagFiles: plan?.files ?? [],
    restart: restartOf(host, overrides, service?.name, plan?.byDropIn ?? false),
    logs: logsOf(overrides, service?.name),
    healthUrl: overrides.healthUrl ?? settings?.healthUrl,
    kubeconfig: settings?.kubeconfig,
    nodeName: settings?.nodeName ?? hostName(host),
    notes,
  };
}

function isNamedBy(running: Pick<KubeletSettings, 'config' | 'binDir'> | undefined, flags: Flags): boolean {
  return running?.config === flags.config && running.binDir === flags.binDir;
}

/** What a kubelet's start ends with where it is missing: whoever lets the node join a cluster makes it. */
function whyNotJoined(
  host: Host,
  service: Service | undefined,
  args: readonly string[] | undefined,
): string | undefined {
  if (service === undefined || host.kubelet() !== undefined) {
    return undefined;
  }
  const isMissing = (path: string) => host.facts(path) === undefined;
  const valueGiven = (flag: string) => flagValue(args ?? [], flag) || undefined;
  const file = service.requiredFiles.find((path) => !/[*?[]/.test(path) && isMissing(path));
  if (file !== undefined) {
    return `${service.name} needs ${file}, which is not there`;
  }
  const config = valueGiven('config');
  if (config !== undefined && isMissing(config)) {
    return `${service.name} starts the kubelet with --config=${config}, which is not there`;
  }
  const kubeconfig = valueGiven('kubeconfig');
  const bootstrap = valueGiven('bootstrap-kubeconfig');
  return kubeconfig !== undefined &&
    isMissing(kubeconfig) &&
    (bootstrap === undefined || isMissing(bootstrap))
    ? `${service.name} starts the kubelet with --kubeconfig=${kubeconfig}, and ${bootstrap === undefined ? 'it is not there' : `neither it nor ${bootstrap} is there`}`
    : undefined;
}

/** What the next start of a kubelet will be told, by files alone. */
export interface SettingsOfFiles {
  readonly settings: KubeletSettings;
  /** Which files say so, for a reader. */
  readonly source: string;
  /** Asks the program. */
  readonly release: () => Release | undefined;
}

/** Undefined where no unit has the kubelet's own command line. @throws {ProviderError} FILE_UNREADABLE */
export function serviceSettings(host: Host): SettingsOfFiles | undefined {
  const service = kubeletService(host);
  const command = service && commandOf(host, service);
  const args = kubeletArguments(command ?? []);
  return service === undefined || args === undefined
    ? undefined
    : {
        settings: readSettings(args, sourceOf(host)),
        source: `the unit ${service.path} with its drop-ins and environment files`,
        release: () => releaseOf(host.version(command?.[0] ?? ''), {}),
      };
}

/** The service that starts the kubelet; or that the kubelet runs in though its command line is another program's. */
export function kubeletService(host: Host): Service | undefined {
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
  service: Service | undefined,
): void {
  if (config !== undefined && binDir !== undefined) {
    return;
  }
  const why =
    service === undefined
      ? 'no unit of systemd starts one here'
      : `${service.path} starts it by another program`;
  throw new ProviderError(`how the kubelet of this node gets its flags is not known: ${why}`, {
    code: 'NODE_UNSUPPORTED',
    hint: 'give it --image-credential-provider-config and --image-credential-provider-bin-dir in the way in which it gets its other flags, restart it, then install again',
  });
}
