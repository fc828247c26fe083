// generate: rules for what the kubelet is configured with; the kubelet's configuration, and the API server's grant, that
// rules need.

import { isDeepStrictEqual } from 'node:util';
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
import { configOf } from '../entries/text/config-data.ts';
import { entryNames, isOurs } from '../entries/text/names.ts';
import { describeAudienceConflicts } from '../entries/wanted/audience-conflicts.ts';
import { audiencesOf } from '../entries/wanted/plan.ts';
import { rbacText } from '../entries/wanted/rbac.ts';
import { audiencesNamed, wantedEntries } from '../entries/wanted/wanted-entries.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { findKubelet } from '../install/state/find-kubelet.ts';
import { newPath } from '../install/state/places.ts';
import { type Kubelet, loadKubeletConfig, loadKubeletConfigText } from '../kubelet/config/load.ts';
import { NEWEST_RELEASE, releaseNamed } from '../kubelet/release.ts';
import { kubeletsPassedOver } from '../kubelet/running.ts';
import { surroundingsOf } from '../surroundings.ts';
import { readTextFile } from '../system/files.ts';
import { inspect } from '../system/inspect.ts';
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
    refuseOverwriting(args.write, text, { ours, kubelet, args });
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

interface Overwriting {
  /** This plugin's entries alone. */
  readonly ours: string;
  readonly kubelet: Kubelet;
  readonly args: Pick<ArgumentsOf<'generate kubelet-config'>, 'merge' | 'replace'>;
}

/** A file that the kubelet can read is not replaced by one without what others have put into it. @throws {ProviderError} USAGE */
function refuseOverwriting(file: string, text: string, { ours, kubelet, args }: Overwriting): void {
  const facts = inspect(file);
  if ('problem' in facts || facts.kind !== 'file') return;
  const there = readTextFile(file, { what: '--write' }).text;
  if (loadKubeletConfigText(file, there, kubelet).problems.length > 0) return;
  const staying = new Set([...entryNames(text), ...args.replace]);
  const lost = entryNames(there).filter((name) => !isOurs(name) && !staying.has(name));
  const isByHand =
    args.merge === undefined &&
    lost.length === 0 &&
    !isDeepStrictEqual(
      configOf(mergeKubeletConfig({ file, text: there, ours, kubelet, who: '--write' }).text),
      configOf(ours),
    );
  if (lost.length === 0 && !isByHand) return;
  const what = isByHand
    ? 'what was added by hand to its entries of this plugin'
    : `its entries ${lost.map((name) => quote(name)).join(', ')}`;
  throw new ProviderError(`--write: ${quote(file)}: ${what} would be lost`, {
    code: 'USAGE',
    hint: `add --merge ${file} to keep them, or write to another file`,
  });
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
