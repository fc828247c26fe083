// generate: the kubelet's configuration, and the API server's grant, that our rules need.

import type { Arguments } from '../arguments.ts';
import type { Surroundings } from '../backend/backend.ts';
import type { Config } from '../config/config.ts';
import { type LoadOptions, loadConfig } from '../config/load.ts';
import { NEWEST_RELEASE, releaseNamed } from '../kubelet/release.ts';
import { readTextFile } from '../system/files.ts';
import { audiencesNamed, wantedEntries } from './generate/entries.ts';
import { mergeKubeletConfig } from './generate/merge.ts';
import { audiencesOf } from './generate/plan.ts';
import { rbacText } from './generate/rbac.ts';
import { RulePatterns } from './rule-patterns.ts';

export interface GenerateOptions {
  readonly load: LoadOptions;
  /** For the backends that know their patterns from a file. Nothing is asked on the network. */
  readonly surroundingsOf: (config: Config) => Surroundings;
}

/** @throws {ProviderError} */
export function generateKubeletConfig(args: Arguments, { load, surroundingsOf }: GenerateOptions): string {
  const release = args.kubeletVersion === undefined ? NEWEST_RELEASE : releaseNamed(args.kubeletVersion);
  const config = loadConfig(load);
  const { text: ours } = wantedEntries(config, {
    release,
    tokens: args.tokens,
    audiences: audiencesNamed(args),
    patterns: new RulePatterns([config], surroundingsOf),
    source: config.source,
    madeBy: 'generate kubelet-config',
  });
  return args.merge === undefined
    ? ours
    : mergeKubeletConfig({
        file: args.merge,
        text: readTextFile(args.merge, { what: "--merge: the kubelet's configuration" }).text,
        ours,
        // Whoever asks for tokens before they work by themselves has set the gate.
        kubelet: { release, tokenGate: true },
      });
}

/** @throws {ProviderError} */
export function generateRbac(args: Arguments, { load }: GenerateOptions): string {
  const config = loadConfig(load);
  return rbacText(audiencesOf(config, audiencesNamed(args)), config.source);
}
