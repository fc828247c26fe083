// generate: the kubelet's configuration, and the API server's grant, that our rules need.

import type { Surroundings } from '../backend/backend.ts';
import { RulePatterns } from '../backend/rule-patterns.ts';
import type { Arguments } from '../command-line/arguments.ts';
import type { Config } from '../config/config.ts';
import { type LoadOptions, loadConfig } from '../config/load.ts';
import { audiencesNamed, wantedEntries } from '../entries/entries.ts';
import { describeChanges } from '../entries/entry.ts';
import { isOurs, mergeKubeletConfig, refuseUnloadable } from '../entries/merge.ts';
import { audiencesOf } from '../entries/plan.ts';
import { rbacText } from '../entries/rbac.ts';
import { replaceFile } from '../entries/replace-file.ts';
import {
  carriedVariables,
  describeNotThere,
  describeReplaced,
  isLost,
  judgeReplaced,
} from '../entries/replaced.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { loadKubeletConfigText } from '../kubelet/config/load.ts';
import { NEWEST_RELEASE, releaseNamed } from '../kubelet/release.ts';
import { readTextFile } from '../system/files.ts';

export interface GenerateOptions {
  readonly load: LoadOptions;
  /** For the backends that know their patterns from a file. Nothing is asked on the network. */
  readonly surroundingsOf: (config: Config) => Surroundings;
}

export interface Generated {
  /** For stdout; empty where it was written to a file. */
  readonly text: string;
  /** What a person should know of it, in whole sentences. */
  readonly notes: readonly string[];
}

/** @throws {ProviderError} */
export function generateKubeletConfig(args: Arguments, options: GenerateOptions): Generated {
  const release = args.kubeletVersion === undefined ? NEWEST_RELEASE : releaseNamed(args.kubeletVersion);
  const config = loadConfig(options.load);
  const patterns = new RulePatterns([config], options.surroundingsOf);
  const { plan, text: ours } = wantedEntries(config, {
    release,
    tokens: args.tokens,
    audiences: audiencesNamed(args),
    patterns,
    source: config.source,
    madeBy: 'generate kubelet-config',
  });
  // Whoever asks for tokens before they work by themselves has set the gate.
  const kubelet = { release, tokenGate: true };
  const { text, notes } = args.merge === undefined ? alone(args, ours) : merged(args, args.merge);
  if (args.write === undefined) return { text, notes };
  refuseUnloadable({ file: args.write, text, kubelet, who: '--write' });
  replaceFile(args.write, text);
  return { text: '', notes };

  function merged({ replace, acceptLoss }: Arguments, file: string): Generated {
    const there = readTextFile(file, { what: "--merge: the kubelet's configuration" }).text;
    const { providers } = loadKubeletConfigText(file, there, kubelet);
    const going = providers.filter(({ name }) => replace.includes(name) && !isOurs(name));
    const env = carriedVariables(going, file);
    const outcome = mergeKubeletConfig({ file, text: there, ours, kubelet, replace, env });
    const found = going.flatMap((provider) =>
      judgeReplaced(provider, {
        plan,
        patternsOf: patterns.patternsOf,
        staying: providers.filter(({ name }) => !isOurs(name) && !replace.includes(name)),
        env: [...providers.filter(({ name }) => isOurs(name)).flatMap((each) => each.env), ...env],
      }),
    );
    const lost = [
      ...found.filter(isLost).map(describeReplaced),
      ...outcome.lost.map(({ entry, what }) => `entry ${quote(entry)}, which goes: ${what}`),
    ];
    if (lost.length > 0 && !acceptLoss) {
      throw new ProviderError(`--merge: this would be lost: ${lost.join(' | ')}`, {
        code: 'USAGE',
        hint: 'do what each of them says, or lose it with --accept-loss',
        details: lost,
        summary: '--merge: nothing was generated, as all of this would be lost',
      });
    }
    return {
      text: outcome.text,
      notes: [
        ...describeChanges(outcome.changes),
        ...found.map(describeReplaced),
        ...describeNotThere(
          replace,
          providers.map(({ name }) => name).filter((name) => !isOurs(name)),
        ),
      ],
    };
  }
}

function alone({ replace, acceptLoss }: Arguments, text: string): Generated {
  if (replace.length > 0 || acceptLoss) {
    throw new ProviderError(`--${replace.length > 0 ? 'replace' : 'accept-loss'} needs --merge`, {
      code: 'USAGE',
      hint: "name the kubelet's configuration that the entry is in: --merge FILE",
    });
  }
  return { text, notes: [] };
}

/** @throws {ProviderError} */
export function generateRbac(args: Arguments, { load }: GenerateOptions): Generated {
  const config = loadConfig(load);
  const text = rbacText(audiencesOf(config, audiencesNamed(args)), config.source);
  if (args.write === undefined) return { text, notes: [] };
  replaceFile(args.write, text);
  return { text: '', notes: [] };
}
