// Which of a configuration's rules serve an image of one of them, chosen as a pull chooses: for checks that ask it of all
// rules, so that no rule is held against each other one.

import { chooseRules, type PatternsOf } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import { commonImage } from '../image/overlap.ts';
import { PatternIndex } from '../image/pattern-index.ts';
import type { ImageName } from '../image/reference.ts';
import type { ServiceAccount } from '../protocol/service-account.ts';

export class RuleChoices {
  readonly #patternsOf: PatternsOf;
  readonly #orders: ReadonlyMap<Rule, number>;
  readonly #byPattern = new PatternIndex<Rule>();
  readonly #images: ReadonlyMap<Rule, readonly ImageName[]>;
  readonly #chosen = new Map<string, readonly Rule[]>();

  constructor(rules: readonly Rule[], patternsOf: PatternsOf) {
    this.#patternsOf = patternsOf;
    this.#orders = new Map(rules.map((rule, order) => [rule, order]));
    for (const rule of rules) {
      for (const pattern of patternsOf(rule)) this.#byPattern.add(pattern, rule);
    }
    this.#images = imagesByRule(rules, patternsOf);
  }

  /** Images of the rule's patterns, among them those that a later rule's patterns match too. */
  imagesOf(rule: Rule): readonly ImageName[] {
    return this.#images.get(rule) ?? [];
  }

  /** The rule that wins for the image, and those that follow it in a chain. */
  serversOf(image: ImageName, account: ServiceAccount | undefined): readonly Rule[] {
    const key = JSON.stringify([image.name, account?.namespace, account?.name]);
    let chosen = this.#chosen.get(key);
    if (chosen === undefined) {
      // No other rule matches the image.
      const rules = this.#byPattern.overlapping([image.name]).map(({ value }) => value);
      chosen = chooseRules(rules, { image, serviceAccount: () => account }, this.#patternsOf)?.rules ?? [];
      this.#chosen.set(key, chosen);
    }
    return chosen;
  }

  isLater(rule: Rule, than: Rule): boolean {
    return (this.#orders.get(rule) ?? -1) > (this.#orders.get(than) ?? -1);
  }
}

/** For each rule, an image of each overlap of its patterns with those of itself and of the rules after it. */
function imagesByRule(
  rules: readonly Rule[],
  patternsOf: PatternsOf,
): ReadonlyMap<Rule, readonly ImageName[]> {
  const images = new Map<Rule, readonly ImageName[]>();
  const later = new PatternIndex<string>();
  /** Where each pattern stands first from the rule on that is in hand. */
  const orders = new Map<string, number>();
  let order = rules.flatMap(patternsOf).length;
  for (const rule of rules.toReversed()) {
    const own = patternsOf(rule);
    order -= own.length;
    for (const [index, pattern] of [...own.entries()].reverse()) {
      later.add(pattern, pattern);
      orders.set(pattern, order + index);
    }
    const common = own.flatMap((pattern) =>
      later
        .overlapping([pattern])
        .toSorted((a, b) => (orders.get(a.value) ?? 0) - (orders.get(b.value) ?? 0))
        .flatMap(({ value }) => commonImage(pattern, value) ?? []),
    );
    images.set(rule, [...new Map(common.map((image) => [image.name, image])).values()]);
  }
  return images;
}

/** A service account that the rule is for. */
export function accountOf({ matchServiceAccounts }: Rule): ServiceAccount {
  const [namespace = 'a', name = 'a'] = (matchServiceAccounts?.[0] ?? 'a/a').replaceAll('*', 'a').split('/');
  return { namespace, name };
}
