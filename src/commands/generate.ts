// generate: rules for what the kubelet is configured with; the kubelet's configuration, and the API server's grant, that
// rules need.

import { RulePatterns } from '../backend/rule-patterns.ts';
import { chooseRelease, notBelieved } from '../check/known-kubelet.ts';
import type { ArgumentsOf } from '../command-line/arguments.ts';
import { loadConfig } from '../config/load.ts';
import { describeChanges } from '../entries/entry/field-change.ts';
import { mergeKubeletConfig } from '../entries/merge/merge.ts';
import { refuseProblems, refuseUnloadable } from '../entries/merge/refuse.ts';
import { proposeConfig } from '../entries/proposed/propose.ts';
import { replaceFile } from '../entries/replace-file.ts';
import { describeNotThere, describeReplaced, isLost, judgeReplaced } from '../entries/replaced/replaced.ts';
import { carriedVariables } from '../entries/replaced/variables.ts';
import { isOurs } from '../entries/text/names.ts';
import { describeAudienceConflicts } from '../entries/wanted/audience-conflicts.ts';
import { audiencesOf } from '../entries/wanted/plan.ts';
import { rbacText } from '../entries/wanted/rbac.ts';
import { audiencesNamed, wantedEntries } from '../entries/wanted/wanted-entries.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { findKubelet } from '../install/state/find-kubelet.ts';
import { newPath } from '../install/state/places.ts';
import { loadKubeletConfig, loadKubeletConfigText } from '../kubelet/config/load.ts';
import { NEWEST_RELEASE, releaseNamed } from '../kubelet/release.ts';
import { kubeletsPassedOver } from '../kubelet/running.ts';
import { surroundingsOf } from '../surroundings.ts';
import { readTextFile } from '../system/files.ts';
import type { Outcome, World } from '../world.ts';

interface Generated {
  readonly text: string;
  /** What a person should know of it, in whole sentences. */
  readonly notes: readonly string[];
}

/** @throws {ProviderError} */
export async function generateConfig(
  args: ArgumentsOf<'generate config'>,
  { stderr }: World,
): Promise<Outcome> {
  const running = args.fromKubeletConfig === undefined ? findKubelet() : undefined;
  const path = args.fromKubeletConfig ?? running?.config;
  if (path === undefined) {
    throw new ProviderError(
      `generate config: no kubelet that has a configuration of plugins was found here${notBelieved(kubeletsPassedOver())}`,
      { code: 'USAGE', hint: 'name the file or directory with --from-kubelet-config' },
    );
  }
  const { release } = chooseRelease(args.kubeletVersion, running);
  const kubelet = loadKubeletConfig(path, { release, tokenGate: true });
  refuseProblems('generate config: the kubelet refuses the file', kubelet, 'correct the file first');
  const { text, notes } = proposeConfig(kubelet);
  const outcome = deliver(text, args);
  for (const note of notes) stderr.write(`${note}\n`);
  return outcome;
}

/** @throws {ProviderError} */
export async function generateKubeletConfig(
  args: ArgumentsOf<'generate kubelet-config'>,
  world: World,
): Promise<Outcome> {
  const release = args.kubeletVersion === undefined ? NEWEST_RELEASE : releaseNamed(args.kubeletVersion);
  const config = loadConfig({ flag: args.config, env: world.env });
  const patterns = new RulePatterns([config], surroundingsOf(world));
  const { plan, text: ours } = wantedEntries(config, {
    release,
    tokens: args.tokens,
    audiences: audiencesNamed(args.audience),
    patterns,
    source: config.source,
    madeBy: 'generate kubelet-config',
  });
  // Whoever asks for tokens before they work by themselves has set the gate.
  const kubelet = { release, tokenGate: true };
  const { text, notes } = args.merge === undefined ? { text: ours, notes: [] } : merged(args.merge);
  if (args.write !== undefined) {
    refuseUnloadable({ file: args.write, text, kubelet, who: '--write' });
  }
  const outcome = deliver(text, args);
  const conflicts = describeAudienceConflicts(plan, patterns.patternsOf);
  for (const note of [...conflicts, ...notes]) world.stderr.write(`${note}\n`);
  return outcome;

  function merged(file: string): Generated {
    const { replace, acceptLoss } = args;
    const there = readTextFile(file, { what: "--merge: the kubelet's configuration" }).text;
    const { providers } = loadKubeletConfigText(file, there, kubelet);
    const going = providers.filter(({ name }) => replace.includes(name) && !isOurs(name));
    const env = carriedVariables(going, file);
    const outcome = mergeKubeletConfig({ file, text: there, ours, kubelet, replace, env });
    const found = judgeReplaced(going, {
      plan,
      patternsOf: patterns.patternsOf,
      staying: providers.filter(({ name }) => !isOurs(name) && !replace.includes(name)),
      env: [...providers.filter(({ name }) => isOurs(name)).flatMap((each) => each.env), ...env],
    });
    const lost = [
      ...found.filter(isLost).map(describeReplaced),
      ...outcome.lost.map(({ entry, what }) => `entry ${quote(entry)}, which is removed: ${what}`),
    ];
    if (lost.length > 0 && !acceptLoss) {
      throw new ProviderError(`--merge: this would be lost: ${lost.join(' | ')}`, {
        code: 'USAGE',
        hint: 'do what each item says, or accept the loss with --accept-loss',
        details: lost,
        summary: '--merge: nothing was generated, because this would be lost',
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

/** @throws {ProviderError} */
export async function generateRbac(args: ArgumentsOf<'generate rbac'>, { env }: World): Promise<Outcome> {
  const config = loadConfig({ flag: args.config, env });
  return deliver(rbacText(audiencesOf(config, audiencesNamed(args.audience)), config.source), args);
}

/** Prints the text, or replaces the file that --write names. */
function deliver(text: string, { write }: { readonly write: string | undefined }): Outcome {
  if (write === undefined) return { text, exitCode: 0 };
  replaceFile(write, text, newPath);
  return { text: '', exitCode: 0 };
}
