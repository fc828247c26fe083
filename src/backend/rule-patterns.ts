// What each rule matches, for commands that look at all rules at once: its own patterns, or the keys of its file.

import type { PatternsOf } from '../config/choose-rule.ts';
import type { Config, Rule } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import type { Surroundings } from './backend.ts';
import { Backends } from './backends.ts';

export class RulePatterns {
  readonly #patterns = new Map<Rule, readonly string[]>();
  readonly #problems = new Map<Rule, ProviderError>();

  /** Reads docker configs; uses no network. */
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
      // Also if the rule has patterns of its own: this tells whether its file is valid.
      const keys = backends.of(rule).patterns?.() ?? [];
      this.#patterns.set(rule, rule.matchImages ?? keys);
    } catch (error) {
      if (!(error instanceof ProviderError)) {
        throw error;
      }
      this.#problems.set(rule, error);
    }
  }

  /** Empty if a file that is needed cannot be read. */
  readonly patternsOf: PatternsOf = (rule) => this.#patterns.get(rule) ?? [];

  /** Why the file with a rule's patterns cannot be used. */
  readonly problemOf = (rule: Rule): ProviderError | undefined => this.#problems.get(rule);
}
