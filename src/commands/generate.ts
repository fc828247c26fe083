// generate: the kubelet's configuration, and the API server's grant, that our rules need.

import { resolve } from 'node:path';
import type { Arguments } from '../arguments.ts';
import type { Surroundings } from '../backend/backend.ts';
import { CLOUDS } from '../backend/cloud/conventions.ts';
import { BUILT_IN } from '../config/built-in.ts';
import type { Config } from '../config/config.ts';
import { type LoadOptions, loadConfig } from '../config/load.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { formatRelease, NEWEST_RELEASE, releaseNamed, TOKENS_KNOWN } from '../kubelet/release.ts';
import { readTextFile } from '../system/files.ts';
import { kubeletConfigText } from './generate/kubelet-config.ts';
import { mergeKubeletConfig } from './generate/merge.ts';
import { audiencesOf, planEntries } from './generate/plan.ts';
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
  if (args.tokens && release < TOKENS_KNOWN) {
    throw new ProviderError(
      `--tokens: kubelet ${formatRelease(release)} has no service account tokens for plugins`,
      {
        code: 'USAGE',
        hint: `they came with ${formatRelease(TOKENS_KNOWN)}`,
      },
    );
  }
  const config = loadConfig(load);
  const { patternsOf, problemOf } = new RulePatterns([config], surroundingsOf);
  const unknown = config.rules.find(
    (rule) => rule.matchImages === undefined && problemOf(rule) !== undefined,
  );
  if (unknown !== undefined) {
    throw problemOf(unknown);
  }
  const plan = planEntries(config, { patternsOf, tokens: args.tokens, audiences: audiencesNamed(args) });
  if (plan.entries.length === 0) {
    throw new ProviderError(`${config.source}: there is no image that the kubelet could ask us about`, {
      code: 'USAGE',
      hint:
        plan.leftOut.length > 0
          ? 'every rule needs service account tokens: add --tokens'
          : 'add a rule that matches one',
    });
  }
  const ours = kubeletConfigText(plan, { config: sourceOf(config), release });
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
  return rbacText(audiencesOf(config, audiencesNamed(args)), sourceOf(config));
}

/** The kubelet runs us elsewhere, so the path must be whole. */
function sourceOf({ source }: Config): string {
  return source === BUILT_IN ? source : resolve(source);
}

/** @throws {ProviderError} USAGE */
function audiencesNamed({ audiences }: Arguments): ReadonlyMap<string, string> {
  return new Map(
    audiences.map((text) => {
      const [, kind = '', audience = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
      if (!CLOUDS.some((cloud) => cloud === kind) || audience === '') {
        throw new ProviderError(
          `--audience: expected CLOUD=AUDIENCE with ${CLOUDS.join(', ')} for CLOUD, got ${quote(text)}`,
          { code: 'USAGE', hint: 'for instance --audience google=my-project.svc.id.goog' },
        );
      }
      return [kind, audience];
    }),
  );
}
