// What each rule matches, for commands that look at all rules at once: its own patterns, or the keys of its file.

import type { PatternsOf } from '../config/choose-rule.ts';
import type { Config, Rule } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import type { Surroundings } from './backend.ts';
import { Backends } from './backends.ts';

export class RulePatterns {
  readonly #patterns = new Map<Rule, readonly string[]>();
  readonly #problems = new Map<Rule, ProviderError>();

  /** Reads docker configs; asks nothing on the network. */
  constructor(configs: readonly Config[], surroundingsOf: (config: Config) => Surroundings) {
    for (const config of configs) {
      const backends = new Backends(surroundingsOf(config));
      for (const rule of config.rules) {
        this.#add(rule, backends);
      }
    }
  }

  #add(rule: Rule, backends: Backends): void {
    if (rule.matchImages !== undefined) {
      this.#patterns.set(rule, rule.matchImages);
    }
    try {
      // Also where the rule has patterns of its own: whether its file is sound is known then.
      const keys = backends.of(rule).patterns?.() ?? [];
      this.#patterns.set(rule, rule.matchImages ?? keys);
    } catch (error) {
      if (!(error instanceof ProviderError)) {
        throw error;
      }
      this.#problems.set(rule, error);
    }
  }

  /** Empty where a file would have to be read that cannot be. */
  readonly patternsOf: PatternsOf = (rule) => this.#patterns.get(rule) ?? [];

  /** Why the file that a rule's patterns are in is of no use. */
  readonly problemOf = (rule: Rule): ProviderError | undefined => this.#problems.get(rule);
}
