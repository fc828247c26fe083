// All that `check` looks at: the kubelet, its configuration and executables, the entries that run this plugin, and the
// rules of the plugin's own configuration.

import type { Surroundings } from '../backend/backend.ts';
import { RulePatterns } from '../backend/rule-patterns.ts';
import { BUILT_IN } from '../config/built-in.ts';
import type { Config } from '../config/config.ts';
import { findConfig, type LoadOptions } from '../config/find.ts';
import { type KubeletConfig, loadKubeletConfig } from '../kubelet/config/load.ts';
import type { Machine } from '../system/permissions.ts';
import { type CheckedConfig, readCheckedConfig } from './checked-config.ts';
import { type CheckedEntry, checkedEntries } from './checked-entry.ts';
import { type CheckedKubelet, chooseRelease, type KnownKubelet, notBelieved } from './known-kubelet.ts';

export interface CheckSubject {
  readonly kubelet: CheckedKubelet;
  /** What says where the kubelet's configuration is; undefined: nothing does. */
  readonly configFrom:
    | { readonly from: KnownKubelet['from'] | 'option'; readonly source: string | undefined }
    | undefined;
  /** Undefined: none is known. */
  readonly kubeletConfig: KubeletConfig | undefined;
  readonly binDir: string | undefined;
  readonly entries: readonly CheckedEntry[];
  /** The plugin's own, each once. */
  readonly configs: readonly CheckedConfig[];
  /** Of all rules of the configurations. */
  readonly patterns: RulePatterns;
  /** For the backends, which read files and ask nothing on the network. */
  readonly surroundingsOf: (config: Config) => Surroundings;
  readonly machine: Machine;
  /** This executable. */
  readonly ownPath: string;
}

export interface SubjectOptions extends Pick<CheckSubject, 'surroundingsOf' | 'machine' | 'ownPath'> {
  readonly load: LoadOptions;
  readonly kubeletConfig: string | undefined;
  readonly kubeletBinDir: string | undefined;
  readonly kubeletVersion: string | undefined;
  /** The kubelet of this machine; undefined where none is known. */
  readonly running: KnownKubelet | undefined;
  /** Why processes that call themselves a kubelet are not believed. */
  readonly passedOver: () => readonly string[];
  /** Where a file is now that is not in its place yet. */
  readonly pathOf: (path: string) => string;
}

/** @throws {ProviderError} USAGE */
export function makeSubject(options: SubjectOptions): CheckSubject {
  const { running, load, passedOver, surroundingsOf, machine, ownPath } = options;
  const kubelet = { ...chooseRelease(options.kubeletVersion, running), running, passedOver };
  const path = options.kubeletConfig ?? running?.config;
  const gate = { release: kubelet.release, tokenGate: running?.tokenGate };
  const kubeletConfig = path === undefined ? undefined : loadKubeletConfig(path, gate);
  const binDir = options.kubeletBinDir ?? running?.binDir;
  const byFile = new Map<string, CheckedConfig>();
  const configOf = (file: string) => {
    const config = byFile.get(file) ?? readCheckedConfig(file, options.pathOf);
    byFile.set(file, config);
    return config;
  };
  const entries = kubeletConfig ? checkedEntries(kubeletConfig, { load, binDir, ownPath, configOf }) : [];
  if (load.flag !== undefined || entries.length === 0) {
    configOf(findConfig(load) ?? BUILT_IN);
  }
  const configs = [...byFile.values()];
  return {
    kubelet,
    configFrom: configFrom(options),
    kubeletConfig,
    binDir,
    entries,
    configs,
    patterns: new RulePatterns(
      configs.flatMap(({ config }) => config ?? []),
      surroundingsOf,
    ),
    surroundingsOf,
    machine,
    ownPath,
  };
}

function configFrom({ kubeletConfig, running, passedOver }: SubjectOptions): CheckSubject['configFrom'] {
  if (kubeletConfig !== undefined) {
    return { from: 'option', source: undefined };
  }
  if (running?.config === undefined) {
    return undefined;
  }
  const { from, source } = running;
  const isRead = from === 'record' || from === 'unit';
  return { from, source: isRead ? `${source}${notBelieved(passedOver())}` : source };
}
