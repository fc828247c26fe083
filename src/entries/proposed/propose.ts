// Rules for what a node's kubelet is configured with already. What the rules do not do is told by the same judgements as when
// `install` replaces the entries.

import { cloudOf, conventionOf } from '../../backend/cloud/conventions.ts';
import type { PatternsOf } from '../../config/choose-rule.ts';
import { parseConfig } from '../../config/load.ts';
import { ProviderError } from '../../errors.ts';
import { quote, shellWord } from '../../escape.ts';
import { CLOUDS } from '../../generated/backends.ts';
import { withoutPassword } from '../../image/lint.ts';
import type { KubeletConfig, Provider } from '../../kubelet/config/load.ts';
import type { Path } from '../../yaml/path.ts';
import { isLost, judgeReplaced, type Replaced } from '../replaced/replaced.ts';
import { carriedVariables } from '../replaced/variables.ts';
import { isOurs } from '../text/names.ts';
import { type EntryPlan, planEntries } from '../wanted/plan.ts';
import { FoundEntry } from './found-entry.ts';
import { orderRules, type RuleOfEntry } from './order.ts';
import { pluginOf } from './plugin.ts';
import { FILL_IN, type FieldNote, type ProposedRule, withStandIns } from './proposal.ts';
import { entryTitle, proposalText } from './text.ts';

interface ProposedConfig {
  readonly text: string;
  /** What a person should know beside it, in whole sentences. */
  readonly notes: readonly string[];
}

/** No node has as many. */
const MAX_PATTERNS = 1000;

/** @param kubelet without problems @throws {ProviderError} USAGE when no entry has a counterpart, or there are too many */
export function proposeConfig({ path, files, providers }: KubeletConfig): ProposedConfig {
  const others = providers.filter(({ name }) => !isOurs(name));
  const patterns = others.reduce((sum, { matchImages }) => sum + matchImages.length, 0);
  if (patterns > MAX_PATTERNS) {
    throw new ProviderError(
      `${quote(path)} has ${patterns} patterns, and rules are proposed for at most ${MAX_PATTERNS}`,
      { code: 'USAGE', hint: 'keep only the entries that the rules are to replace in a copy of the file' },
    );
  }
  const names = new Set<string>();
  const found = others.map((provider) => proposeEntry(new FoundEntry(provider, names)));
  const ordered = orderRules(found.flatMap(({ entry, rules }) => rules.map((rule) => ({ entry, rule }))));
  const { judged, plan } = judge(others, ordered);
  const whereOf = (provider: Provider, field: Path): string => {
    const line = `line ${provider.place.lineOf(...field)}`;
    return files.length > 1 ? `${quote(provider.place.file)}, ${line}` : line;
  };
  const entries = found.map((each) => {
    const lines = linesFor(each, { judged, whereOf });
    return { ...each, lines, where: whereOf(each.entry.provider, []) };
  });
  const first = new Map(ordered.toReversed().map(({ entry, rule }) => [entry, rule]));
  const withRule = entries.filter(({ entry }) => first.has(entry));
  const without = entries.filter(({ entry }) => !first.has(entry));
  const withoutRule = without.map(({ entry, reason, lines, where }) => [
    `No rule for ${entryTitle(entry.provider.name)} (${where}): ${reason ?? 'none of its patterns has a counterpart'}.`,
    `Its patterns are ${entry.provider.matchImages.map((each) => quote(withoutPassword(each))).join(', ')}.`,
    ...lines,
  ]);
  if (ordered.length === 0) throw nothingProposed(path, withoutRule);
  const text = proposalText({
    source: path,
    installOptions: installOptions(
      plan,
      withRule.map(({ entry }) => entry.provider),
    ),
    hasLoss: judged.some(
      (each) => isLost(each) && withRule.some(({ entry }) => entry.provider.name === each.entry),
    ),
    withoutRule,
    rules: ordered.map(({ entry, rule, alsoFor, continues }) => {
      const of = withRule.find((each) => each.entry === entry);
      return {
        ...rule,
        fields: continues ? { continue: true, ...rule.fields } : rule.fields,
        comments: [
          `From ${entryTitle(entry.provider.name)} (${of?.where}).`,
          ...(of?.guess ?? []),
          ...rule.comments,
          ...alsoForLines(alsoFor, continues),
          ...(first.get(entry) === rule ? (of?.lines ?? []) : []),
        ],
      };
    }),
  });
  return {
    text,
    notes: notesOn(
      text,
      without.map(({ entry }) => entry),
    ),
  };
}

function alsoForLines(rules: readonly string[], continues: boolean): string[] {
  if (rules.length === 0) return [];
  const asked = `The kubelet asked for some of these images also the ${rules.length === 1 ? 'entry of the rule' : 'entries of the rules'} ${rules.join(', ')}`;
  return [
    continues
      ? `${asked}: with continue both credentials are tried, this one first. Remove it if one is enough.`
      : `${asked}, which the rule below continues with. For the service accounts of this rule it is the only one.`,
  ];
}

interface EntryProposal {
  readonly entry: FoundEntry;
  readonly rules: readonly ProposedRule[];
  readonly notes: readonly FieldNote[];
  /** Why there is no rule. */
  readonly reason: string | undefined;
  /** Said where the program is not known. */
  readonly guess: readonly string[];
}

function proposeEntry(entry: FoundEntry): EntryProposal {
  const { name, propose } = pluginOf(entry);
  const proposal = propose(entry);
  if (typeof proposal === 'string') return { entry, rules: [], notes: [], reason: proposal, guess: [] };
  const mistaken = proposal.rules.map((rule) => ({ rule, mistake: mistakeIn(rule) }));
  const mistake = mistaken.find((each) => each.mistake !== undefined)?.mistake;
  return {
    entry,
    rules: mistaken.filter((each) => each.mistake === undefined).map(({ rule }) => rule),
    notes: proposal.notes,
    reason: mistake && `its settings make a rule that is refused, by ${mistake}`,
    guess:
      name === undefined
        ? [
            'Its program is not known here: the rule is a guess from its patterns. Check which identity it uses.',
          ]
        : [],
  };
}

/** The fields of a rule that the loader refuses. Values are not shown: a setting that is wrong may be a secret. */
function mistakeIn(rule: ProposedRule): string | undefined {
  try {
    loaded([rule]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const fields = (error.details ?? []).map(
      (detail) => /: rules\[0\]\.?([\w.[\]]*)/.exec(detail)?.[1] || 'the rule',
    );
    return [...new Set(fields)].join(', ');
  }
}

function loaded(rules: readonly ProposedRule[]) {
  return parseConfig(
    'proposal',
    JSON.stringify({
      apiVersion: 'registry-credential-provider/v1alpha1',
      kind: 'RegistryCredentialProviderConfig',
      rules: rules.map(({ name, matchImages, fields }) => ({
        name,
        matchImages,
        ...(withStandIns(fields) as object),
      })),
    }),
  );
}

/** What is said of each setting of the entries when the rules replace them. */
function judge(providers: readonly Provider[], ordered: readonly RuleOfEntry[]): Judgement {
  if (ordered.length === 0) return { judged: [], plan: undefined };
  const config = loaded(ordered.map(({ rule }) => rule));
  const patternsOf: PatternsOf = (rule) => rule.matchImages ?? [];
  const audiences = new Map(
    ordered.flatMap(({ entry: { audience }, rule: { fields } }) =>
      CLOUDS.flatMap((cloud): [string, string][] =>
        audience !== undefined && fields[cloud] !== undefined ? [[cloud, audience]] : [],
      ),
    ),
  );
  const plan = planEntries(config, { patternsOf, tokens: true, audiences });
  return {
    plan,
    judged: providers.flatMap((provider) =>
      judgeReplaced([provider], {
        plan,
        patternsOf,
        staying: [],
        env: carriedVariables(providers, provider.place.file),
      }),
    ),
  };
}

interface Judgement {
  readonly judged: readonly Replaced[];
  /** Undefined: there is no rule. */
  readonly plan: EntryPlan | undefined;
}

/** What `install` needs to be told, so that the rules replace these entries. */
function installOptions(plan: EntryPlan | undefined, providers: readonly Provider[]): string {
  const tokens =
    plan?.entries.flatMap((entry) =>
      entry.tokens === undefined ? [] : { ...entry, tokens: entry.tokens },
    ) ?? [];
  const audiences = tokens.flatMap(({ rules, tokens: { audience } }) =>
    rules.flatMap(({ backend }) => {
      const usual = conventionOf(backend)?.audience;
      const cloud = CLOUDS.find((each) => each === cloudOf(backend));
      return cloud !== undefined && usual !== undefined && usual !== audience
        ? [`--audience ${shellWord(`${cloud}=${audience}`)}`]
        : [];
    }),
  );
  return [
    ...(tokens.length > 0 ? ['--tokens'] : []),
    ...new Set(audiences),
    ...providers.map(({ name }) => `--replace ${shellWord(name)}`),
  ].join(' ');
}

interface Context {
  readonly judged: readonly Replaced[];
  readonly whereOf: (provider: Provider, field: Path) => string;
}

/** What is said of an entry: each setting that no rule has as it stands, with its line. */
function linesFor({ entry, notes, rules, reason }: EntryProposal, { judged, whereOf }: Context): string[] {
  const { provider } = entry;
  const key = (field: Path) => field.join('.');
  const noted = new Set(notes.map(({ field }) => key(field)));
  const ofEntry = judged.filter(({ entry: name }) => name === provider.name);
  const said = (rules.length === 0 ? [] : ofEntry)
    .filter(({ field }) => !noted.has(key(field)))
    .flatMap((each): string[] => {
      const where = `${each.what} (${whereOf(provider, each.field)})`;
      if (isLost(each)) {
        return [`No counterpart: ${where}${each.hint === undefined ? '' : `; ${each.hint}`}.`];
      }
      return each.counterpart?.startsWith("env of this plugin's entries")
        ? [
            `Kept: ${where}, which install --replace copies into the new entry of the kubelet's configuration.`,
          ]
        : [];
    });
  return [
    ...(rules.length > 0 && reason !== undefined ? [`A rule of it is left out: ${reason}.`] : []),
    ...notes.map(({ field, text }) => `${nameOf(provider, field)} (${whereOf(provider, field)}): ${text}.`),
    ...said,
  ];
}

function nameOf({ matchImages }: Provider, [field, index]: Path): string {
  if (field === 'matchImages') return `Pattern ${quote(withoutPassword(matchImages[Number(index)] ?? ''))}`;
  if (field === 'args') return 'Argument';
  return index === 'serviceAccountTokenAudience' ? 'Audience' : 'Annotation';
}

function nothingProposed(path: string, withoutRule: readonly (readonly string[])[]): ProviderError {
  const details = withoutRule.flat();
  const summary = `${quote(path)}: no entry of it has a counterpart among the rules`;
  return new ProviderError([summary, ...details].join(' | '), {
    code: 'USAGE',
    hint: 'write the rules by hand; run registry-credential-provider help config for every field',
    details,
    summary,
  });
}

function notesOn(text: string, without: readonly FoundEntry[]): string[] {
  const places = text
    .split('\n')
    .flatMap((line, index) => (line.includes(`${FILL_IN}: `) ? [index + 1] : []));
  return [
    ...(places.length === 0
      ? []
      : [
          `To be filled in, marked "${FILL_IN}": line ${places.join(', ')}. Until then check reports an error.`,
        ]),
    ...without.map(({ provider }) => `No rule for ${entryTitle(provider.name)}: the last comments say why.`),
  ];
}
