// An entry of the kubelet's configuration that runs this plugin, and the configuration that it makes the plugin read.

import { parseArguments } from '../command-line/parse.ts';
import { BUILT_IN } from '../config/built-in.ts';
import { CONFIG_VARIABLE, findConfig, type LoadOptions } from '../config/find.ts';
import { ProviderError } from '../errors.ts';
import { groupBy } from '../group-by.ts';
import type { KubeletConfig, Provider } from '../kubelet/config/load.ts';
import { runsThisPlugin } from '../kubelet/own-provider.ts';
import { realPath } from '../system/inspect.ts';
import type { CheckedConfig } from './checked-config.ts';

export interface CheckedEntry {
  readonly provider: Provider;
  /** Undefined: its arguments are wrong, or there is more than one default file. */
  readonly config: CheckedConfig | undefined;
  readonly problem: ProviderError | undefined;
  /** The configuration that the entry names, where another one is checked instead. */
  readonly readsInstead: string | undefined;
}

interface EntryOptions {
  readonly load: LoadOptions;
  readonly binDir: string | undefined;
  /** This executable, by any of its names. */
  readonly ownPath: string;
  readonly configOf: (file: string) => CheckedConfig;
}

/** The entries that run this plugin. */
export function checkedEntries(
  { providers, problems }: Pick<KubeletConfig, 'providers' | 'problems'>,
  options: EntryOptions,
): CheckedEntry[] {
  const placeOf = (file: string | undefined, index: unknown) => JSON.stringify([file, index]);
  // Of these it is not known which configuration they name.
  const unread = new Set(
    problems
      .filter(({ path = [] }) => path[2] === 'args' || path[2] === 'env')
      .map(({ file, path = [] }) => placeOf(file, path[1])),
  );
  return providers
    .filter((provider) => runsThisPlugin(provider, options))
    .map((provider) =>
      unread.has(placeOf(provider.place.file, provider.place.path[1]))
        ? { provider, config: undefined, problem: undefined, readsInstead: undefined }
        : checkedEntry(provider, options),
    );
}

function checkedEntry(provider: Provider, { load, configOf }: EntryOptions): CheckedEntry {
  const { flag: wanted } = load;
  try {
    // The kubelet runs plugins in its own directory, which is the root of the file system.
    const args = parseArguments(provider.args, () => '/');
    if (args.command !== 'provide') {
      throw new ProviderError(`expected no command or provide, got ${args.command}`, { code: 'USAGE' });
    }
    const variable = provider.env.findLast(({ name }) => name === CONFIG_VARIABLE)?.value;
    const named =
      findConfig({ ...load, flag: args.config, env: { [CONFIG_VARIABLE]: variable } }) ?? BUILT_IN;
    const differs = wanted !== undefined && (realPath(named) ?? named) !== (realPath(wanted) ?? wanted);
    return {
      provider,
      config: configOf(wanted ?? named),
      problem: undefined,
      readsInstead: differs ? named : undefined,
    };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return { provider, config: undefined, problem: error, readsInstead: undefined };
  }
}

/** The entries that make the plugin read each configuration. */
export function entriesByConfig(
  entries: readonly CheckedEntry[],
): (config: CheckedConfig) => readonly CheckedEntry[] {
  const byConfig = groupBy(entries, ({ config }) => config);
  return (config) => byConfig.get(config) ?? [];
}
