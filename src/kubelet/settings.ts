// What the kubelet's command line, and the KubeletConfiguration that it names, say of the kubelet.
// https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/
// https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/

import { basename, join } from 'node:path/posix';
import { parseYaml } from '../yaml/read.ts';
import { readGoYaml } from './config/go-yaml.ts';
import { TOKEN_GATE } from './release.ts';

export const CONFIG_FLAG = 'image-credential-provider-config';
export const BIN_DIR_FLAG = 'image-credential-provider-bin-dir';

export interface KubeletSettings {
  /** What --image-credential-provider-config and -bin-dir name, absolute. */
  readonly config: string | undefined;
  readonly binDir: string | undefined;
  /** The kubelet's own configuration: the files of --config and --config-dir, whether they can be read or not. */
  readonly ownFiles: readonly string[];
  /** Undefined where neither a flag nor the kubelet's own configuration sets it. */
  readonly tokenGate: boolean | undefined;
  /** Where it says that it is healthy; undefined when that is turned off. */
  readonly healthUrl: string | undefined;
  readonly kubeconfig: string | undefined;
  /** Undefined where it is the name of the host. */
  readonly nodeName: string | undefined;
}

export interface SettingsSource {
  /** The kubelet's working directory, which relative paths begin at. */
  readonly directory: string;
  /** Undefined where there is no such file, or it cannot be read. */
  read(path: string): string | undefined;
  /** Names of what is in a folder. */
  list(path: string): readonly string[];
}

/** The arguments of a command line that is a kubelet's. */
export function kubeletArguments([program = '', ...rest]: readonly string[]): readonly string[] | undefined {
  if (basename(program) === 'kubelet') return rest;
  return basename(program) === 'hyperkube' && rest[0] === 'kubelet' ? rest.slice(1) : undefined;
}

/** @param args what follows `kubelet` on its command line */
export function readSettings(args: readonly string[], source: SettingsSource): KubeletSettings {
  const pathOf = (flag: string) => {
    const value = flagValue(args, flag);
    return value === undefined || value === '' ? undefined : absolute(value, source.directory);
  };
  const ownFiles = configFiles(pathOf('config'), pathOf('config-dir'), source);
  const configs = ownFiles.flatMap((path) => source.read(path) ?? []);
  const nodeName = flagValue(args, 'hostname-override');
  return {
    config: pathOf(CONFIG_FLAG),
    binDir: pathOf(BIN_DIR_FLAG),
    ownFiles,
    tokenGate:
      gateInFlag(flagValue(args, 'feature-gates')) ??
      configs.reduce<boolean | undefined>((gate, text) => gateInConfig(text) ?? gate, undefined),
    healthUrl: healthUrl(args, configs),
    kubeconfig: pathOf('kubeconfig'),
    nodeName: nodeName === '' ? undefined : nodeName,
  };
}

/** `--flag=value` or `--flag value`, with `_` for `-` as the kubelet allows; of several the last counts. */
export function flagValue(args: readonly string[], flag: string): string | undefined {
  return flagValues(args, flag).at(-1);
}

/** Each value that is given for a flag, in order. */
export function flagValues(args: readonly string[], flag: string): readonly string[] {
  return args.flatMap((argument, index) => {
    const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name.replaceAll('_', '-') !== flag) return [];
    return [value ?? args[index + 1] ?? ''];
  });
}

function absolute(path: string, directory: string): string {
  return path.startsWith('/') ? path : join(directory, path);
}

/** The file of --config and then the files of --config-dir, of which later ones override earlier ones. */
function configFiles(
  config: string | undefined,
  folder: string | undefined,
  source: SettingsSource,
): readonly string[] {
  const dropIns =
    folder === undefined
      ? []
      : source
          .list(folder)
          .filter((name) => name.endsWith('.conf'))
          .toSorted()
          .map((name) => join(folder, name));
  return [...(config === undefined ? [] : [config]), ...dropIns];
}

function gateInFlag(text: string | undefined): boolean | undefined {
  const setting = text?.split(',').findLast((part) => part.trim().startsWith(`${TOKEN_GATE}=`));
  return setting === undefined ? undefined : setting.trim().slice(TOKEN_GATE.length + 1) === 'true';
}

/** `featureGates` of a KubeletConfiguration. */
function gateInConfig(text: string): boolean | undefined {
  const { value } = readGoYaml(text);
  const gates =
    value?.kind === 'map' ? value.fields.find(({ name }) => name === 'featureGates')?.value : undefined;
  const gate =
    gates?.kind === 'map' ? gates.fields.find(({ name }) => name === TOKEN_GATE)?.value : undefined;
  return gate?.kind === 'true' || gate?.kind === 'false' ? gate.kind === 'true' : undefined;
}

const DEFAULT_HEALTH = { port: 10248, address: '127.0.0.1' };

function healthUrl(args: readonly string[], configs: readonly string[]): string | undefined {
  let { port, address } = DEFAULT_HEALTH;
  for (const text of configs) {
    const { healthzPort, healthzBindAddress } = (parseYaml(text).value ?? {}) as Record<string, unknown>;
    if (typeof healthzPort === 'number') port = healthzPort;
    if (typeof healthzBindAddress === 'string' && healthzBindAddress !== '') address = healthzBindAddress;
  }
  const flag = flagValue(args, 'healthz-port');
  if (flag !== undefined && /^[0-9]+$/.test(flag)) port = Number(flag);
  address = flagValue(args, 'healthz-bind-address') || address;
  return port === 0 ? undefined : `http://${hostOf(address)}:${port}/healthz`;
}

/** Who listens on all addresses is asked on loopback. */
function hostOf(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}
