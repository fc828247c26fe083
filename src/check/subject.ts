// All that `check` looks at: the kubelet, its configuration and executables, the entries that run us, and our rules.

import { basename, join } from 'node:path/posix';
import { parseArguments } from '../command-line/arguments.ts';
import { BUILT_IN, BUILT_IN_CONFIG } from '../config/built-in.ts';
import type { Config, Rule } from '../config/config.ts';
import { CONFIG_VARIABLE, findConfig, type LoadOptions } from '../config/find.ts';
import { type InspectedConfig, inspectConfig } from '../config/inspect.ts';
import { ProviderError } from '../errors.ts';
import type { FoundKubelet } from '../install/state/find-kubelet.ts';
import { type KubeletConfig, loadKubeletConfig, type Provider } from '../kubelet/config/load.ts';
import { executablePath } from '../kubelet/executable.ts';
import { NEWEST_RELEASE, type Release, releaseNamed } from '../kubelet/release.ts';
import { realPath } from '../system/inspect.ts';
import { NAME } from '../version.ts';
import type { Path } from '../yaml/path.ts';

export interface Subject {
  readonly kubelet: CheckedKubelet;
  /** Who says where the kubelet's configuration is; undefined: nobody. */
  readonly configFrom:
    | {
        readonly from: FoundKubelet['from'] | 'option' | undefined;
        readonly source: string | undefined;
      }
    | undefined;
  /** Undefined: none is known. */
  readonly kubeletConfig: KubeletConfig | undefined;
  readonly binDir: string | undefined;
  readonly entries: readonly Entry[];
  /** Ours, each once. */
  readonly configs: readonly OurConfig[];
  /** This executable. */
  readonly ownPath: string;
}

export interface CheckedKubelet {
  readonly release: Release;
  readonly releaseFrom: 'option' | 'running' | 'record' | 'unit' | 'assumed';
  /** Undefined: nothing says how the kubelet is started. */
  readonly running: KnownKubelet | undefined;
  /** Why processes that call themselves a kubelet are not believed. */
  readonly passedOver: () => readonly string[];
}

/** The kubelet of this node, as it runs or as it will be started; of one that is imagined, nothing says where it is from. */
export type KnownKubelet = Omit<FoundKubelet, 'pid' | 'from' | 'source'> &
  Partial<Pick<FoundKubelet, 'pid' | 'from' | 'source'>>;

/** An entry of the kubelet's that runs us. */
export interface Entry {
  readonly provider: Provider;
  /** Undefined: its arguments are wrong, or there is more than one default file. */
  readonly config: OurConfig | undefined;
  readonly problem: ProviderError | undefined;
  /** The configuration that the entry names, where another is checked in its place. */
  readonly readsInstead?: string;
}

export interface OurConfig extends Omit<InspectedConfig, 'lineOf'> {
  /** Path of the file, or `built-in`. */
  readonly file: string;
  /** Undefined when it has a mistake or cannot be read. */
  readonly config: Config | undefined;
  readonly problem: ProviderError | undefined;
  /** Undefined for the built-in one. */
  lineOf(path: Path): number | undefined;
}

export interface Options {
  readonly load: LoadOptions;
  readonly kubeletConfig: string | undefined;
  readonly kubeletBinDir: string | undefined;
  readonly kubeletVersion: string | undefined;
  /** The kubelet of this machine. */
  readonly running: KnownKubelet | undefined;
  readonly passedOver: () => readonly string[];
  /** This executable, by any of its names. */
  readonly ownPath: string;
  /** Where a file of ours is now that is not in its place yet. */
  readonly pathOf: (path: string) => string;
}

/** @throws {ProviderError} USAGE */
export function gather(options: Options): Subject {
  const { running, load } = options;
  const { passedOver } = options;
  const kubelet = { ...chooseRelease(options.kubeletVersion, running), running, passedOver };
  const path = options.kubeletConfig ?? running?.config;
  const kubeletConfig = path === undefined ? undefined : loadKubeletConfig(path, gateOf(kubelet));
  const binDir = options.kubeletBinDir ?? running?.binDir;
  const configs = new Map<string, OurConfig>();
  const configOf = (file: string) => {
    const config = configs.get(file) ?? lookAt(file, options.pathOf);
    configs.set(file, config);
    return config;
  };
  const wanted = load.flag;
  const entries = (kubeletConfig?.providers ?? [])
    .filter((provider) => isOurs(provider, binDir, options.ownPath))
    .map((provider) =>
      saysWhichConfig(provider, kubeletConfig)
        ? entryOf(provider, wanted, load, configOf)
        : { provider, config: undefined, problem: undefined },
    );
  if (wanted !== undefined || entries.length === 0) {
    configOf(findConfig(load) ?? BUILT_IN);
  }
  const configFrom =
    options.kubeletConfig !== undefined
      ? ({ from: 'option', source: undefined } as const)
      : running?.config === undefined
        ? undefined
        : { from: running.from, source: sourceOf(running, passedOver) };
  const { ownPath } = options;
  return { kubelet, configFrom, kubeletConfig, binDir, entries, configs: [...configs.values()], ownPath };
}

function sourceOf({ from, source }: KnownKubelet, passedOver: Options['passedOver']): string | undefined {
  return from === 'record' || from === 'unit' ? `${source}${notBelieved(passedOver())}` : source;
}

/** Anyone may start as many processes of that name as it likes: a few are named. */
export function notBelieved(reasons: readonly string[]): string {
  const more = reasons.length > MAX_REASONS ? `; and ${reasons.length - MAX_REASONS} more` : '';
  return reasons.length === 0
    ? ''
    : `; not believed to be the kubelet: ${reasons.slice(0, MAX_REASONS).join('; ')}${more}`;
}

const MAX_REASONS = 3;

function gateOf({ release, running }: CheckedKubelet) {
  const tokenGate = running?.tokenGate;
  return { release, ...(tokenGate !== undefined && { tokenGate }) };
}

function chooseRelease(
  option: string | undefined,
  running: KnownKubelet | undefined,
): Pick<CheckedKubelet, 'release' | 'releaseFrom'> {
  if (option !== undefined) {
    return { release: releaseNamed(option), releaseFrom: 'option' };
  }
  const { from } = running ?? {};
  const release = running?.release();
  return release === undefined
    ? { release: NEWEST_RELEASE, releaseFrom: 'assumed' }
    : { release, releaseFrom: from === undefined || from === 'process' ? 'running' : from };
}

/** Whether its arguments and variables could be read. */
function saysWhichConfig({ place }: Provider, config: KubeletConfig | undefined): boolean {
  return !config?.problems.some(
    ({ file, path = [] }) =>
      file === place.file && path[1] === place.path[1] && (path[2] === 'args' || path[2] === 'env'),
  );
}

/** By its name, or by where its name leads. */
function isOurs({ name }: Provider, binDir: string | undefined, ownPath: string): boolean {
  if (name.startsWith(NAME)) {
    return true;
  }
  const target = binDir === undefined ? undefined : realPath(executablePath(binDir, name));
  return target !== undefined && (basename(target).startsWith(NAME) || target === realPath(ownPath));
}

function entryOf(
  provider: Provider,
  wanted: string | undefined,
  load: LoadOptions,
  configOf: (file: string) => OurConfig,
): Entry {
  try {
    const { command, config: flag } = parseArguments(provider.args);
    if (command !== undefined && command !== 'provide') {
      throw new ProviderError(`expected no command or provide, got ${command}`, { code: 'USAGE' });
    }
    const variable = provider.env.findLast(({ name }) => name === CONFIG_VARIABLE)?.value;
    // The kubelet runs us in its own directory, which is the root of the file system.
    const absolute = flag === undefined || flag.startsWith('/') ? flag : join('/', flag);
    const named = findConfig({ ...load, flag: absolute, env: { [CONFIG_VARIABLE]: variable } }) ?? BUILT_IN;
    const differs = wanted !== undefined && (realPath(named) ?? named) !== (realPath(wanted) ?? wanted);
    return {
      provider,
      config: configOf(wanted ?? named),
      problem: undefined,
      ...(differs && { readsInstead: named }),
    };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return { provider, config: undefined, problem: error };
  }
}

function lookAt(file: string, pathOf: (path: string) => string): OurConfig {
  if (file === BUILT_IN) {
    return { ...NOTHING_FOUND, file, config: BUILT_IN_CONFIG };
  }
  try {
    return { file, ...inspectConfig(file, pathOf), problem: undefined };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return { ...NOTHING_FOUND, file, problem: error };
  }
}

const NOTHING_FOUND = {
  config: undefined,
  mistakes: [],
  files: [],
  secrets: new Set<string>(),
  problem: undefined,
  lineOf: () => undefined,
} as const;

/** Each rule of the configuration with its place. */
export function rulesOf({ config }: OurConfig): readonly { readonly rule: Rule; readonly path: Path }[] {
  return (config?.rules ?? []).map((rule, index) => ({ rule, path: ['rules', index] }));
}
