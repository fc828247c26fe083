// Images of a service account that a credential without a token would make usable by every Pod of the node.

import { needsToken } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import { WITHOUT_TOKENS } from '../entries/text/entry-data.ts';
import { quote } from '../escape.ts';
import { commonImage } from '../image/overlap.ts';
import { matchesPattern } from '../image/pattern.ts';
import { PatternIndex } from '../image/pattern-index.ts';
import type { ImageName } from '../image/reference.ts';
import type { Provider } from '../kubelet/config/load.ts';
import { type CheckedConfig, placeOf, rulesOf } from './checked-config.ts';
import { type CheckedEntry, entriesByConfig } from './checked-entry.ts';
import { type Finding, finding } from './finding.ts';
import { accountOf, RuleChoices } from './rule-choices.ts';
import type { CheckSubject } from './subject.ts';

/** Of each rule that asks as a service account and gets tokens: the entries that may pull its images as the node. */
export function imagesStayWithTheirAccount(subject: CheckSubject): Finding[] {
  const { configs, entries, patterns, kubeletConfig } = subject;
  const own = new Map(entries.map((entry) => [entry.provider, entry]));
  const plain = new PatternIndex<Provider>();
  for (const provider of kubeletConfig?.providers ?? []) {
    if (provider.tokenAttributes !== undefined) continue;
    for (const pattern of provider.matchImages) plain.add(pattern, provider);
  }
  const entriesOf = entriesByConfig(entries);
  return configs.flatMap((config) => {
    const withTokens = patternsWithTokens(entriesOf(config));
    const chains = new Chains(config, patterns.patternsOf);
    return rulesOf(config).flatMap(({ rule, path }) => {
      const images = patterns.patternsOf(rule);
      if (rule.identity !== 'serviceAccount' || !images.some((image) => withTokens.overlaps(image))) {
        return [];
      }
      const overlapping = [...new Set(plain.overlapping(images).map(({ value }) => value))];
      const place = placeOf(config, [...path, 'identity']);
      const opening = overlapping.filter((provider) => opens(rule, provider, own.get(provider)));
      const others = overlapping.filter((provider) => own.has(provider) && !opening.includes(provider));
      return [
        ...(opening.length === 0 ? [] : [openFinding(rule, place, opening)]),
        ...others.flatMap((provider) => chains.findings(rule, place, provider)),
      ];
    });
  });
}

function patternsWithTokens(entries: readonly CheckedEntry[]): PatternIndex<undefined> {
  return PatternIndex.of(
    entries.flatMap(({ provider }) => (provider.tokenAttributes === undefined ? [] : provider.matchImages)),
  );
}

/** Another plugin's answer is not known: it may be the node's credential. This plugin's own is, by its arguments. */
function opens(
  { onMissingServiceAccount, matchServiceAccounts }: Rule,
  { args }: Provider,
  own: CheckedEntry | undefined,
): boolean {
  // Without a token a rule for some accounts does not win: which later one does is a finding of its own.
  const asNode = onMissingServiceAccount === 'node' && matchServiceAccounts === undefined;
  return own === undefined || (asNode && !args.includes(WITHOUT_TOKENS));
}

function openFinding(rule: Rule, place: Place, providers: readonly Provider[]): Finding {
  const names = providers.map(({ name }) => quote(name)).join(', ');
  return finding('images-open', {
    ...place,
    what: `images of rule ${quote(rule.name)} also match the kubelet's ${providers.length === 1 ? 'entry' : 'entries'} ${names} without tokens, which may give the node's credential for them`,
    remedy: `remove these images from matchImages of ${names}; where the entry is of this plugin, the argument ${WITHOUT_TOKENS} does it too`,
  });
}

type Place = ReturnType<typeof placeOf>;

/** The rules of a configuration whose credentials follow each other. */
class Chains {
  readonly #patternsOf: (rule: Rule) => readonly string[];
  readonly #choices: RuleChoices;
  readonly #continuing = new PatternIndex<Rule>();

  constructor(config: CheckedConfig, patternsOf: (rule: Rule) => readonly string[]) {
    this.#patternsOf = patternsOf;
    const rules = rulesOf(config).map(({ rule }) => rule);
    this.#choices = new RuleChoices(rules, patternsOf);
    for (const rule of rules.filter((each) => each.continue)) {
      for (const pattern of patternsOf(rule)) this.#continuing.add(pattern, rule);
    }
  }

  /** What this plugin gives in an entry without tokens for images of the rule, by other rules of its chains. */
  findings(rule: Rule, place: Place, { name, args, matchImages }: Provider): Finding[] {
    const images = this.#imagesOf(rule, matchImages);
    const givers = images.flatMap((image) => {
      const chain = this.#choices.serversOf(image, accountOf(rule));
      return chain.length < 2 || !chain.includes(rule)
        ? []
        : givenWithoutToken(this.#choices.serversOf(image, undefined), args.includes(WITHOUT_TOKENS)).filter(
            (each) => each !== rule && chain.includes(each),
          );
    });
    const names = [...new Set(givers)].map((giver) => quote(giver.name));
    return names.length === 0
      ? []
      : [
          finding('images-open', {
            ...place,
            what: `images of rule ${quote(rule.name)} also match the kubelet's entry ${quote(name)} without tokens, which gives every Pod the credential of ${names.length === 1 ? 'rule' : 'rules'} ${names.join(', ')} for them, in the same chain`,
            // Without a token, a rule for some service accounts is not asked, whatever it requires.
            remedy: `remove these images from matchImages of ${quote(name)}${rule.matchServiceAccounts === undefined ? `; or set required: true in rule ${quote(rule.name)}, and the argument ${WITHOUT_TOKENS} in the entry` : ''}`,
          }),
        ];
  }

  /** Of each overlap with the entry, and with a rule before or after it, one that the entry matches. */
  #imagesOf(rule: Rule, matchImages: readonly string[]): readonly ImageName[] {
    const own = this.#patternsOf(rule);
    const continuing = this.#continuing.overlapping(own).map(({ value }) => value);
    if (continuing.length === 0) return []; // it is in no chain
    const withEntry = own.flatMap((pattern) =>
      matchImages.flatMap((other) => commonImage(pattern, other) ?? []),
    );
    return [...new Set([rule, ...continuing])]
      .flatMap((each) => this.#choices.imagesOf(each))
      .filter(({ name }) => matchImages.some((pattern) => matchesPattern(pattern, name)))
      .concat(withEntry);
  }
}

/** Of the rules chosen for a pull without a token those that give a credential. */
function givenWithoutToken(rules: readonly Rule[], rulesWithoutTokens: boolean): readonly Rule[] {
  const lacksToken = (rule: Rule) =>
    needsToken(rule) && (rulesWithoutTokens || rule.onMissingServiceAccount === 'deny');
  return rules.some((rule) => rule.required && lacksToken(rule))
    ? []
    : rules.filter((rule) => !lacksToken(rule) && rule.onMissingServiceAccount !== 'anonymous');
}
