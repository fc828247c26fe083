// The backends of one run.

import type { Choice, PatternsOf } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import type { Deadline } from '../system/deadline.ts';
import type { Backend, Surroundings } from './backend.ts';
import { Chain, keepEnvironment } from './chain/index.ts';
import { createBackend } from './create.ts';

export type RunDeadline = Pick<Deadline, 'check' | 'remainingMs' | 'limitPart' | 'waitingFor'>;

/** Whether several rules serve a pull, or one behind which the kubelet is to try without a credential. */
export function isChain({ rules: [rule, ...others] }: Choice): boolean {
  return others.length > 0 || rule.thenAnonymous;
}

/** One for each rule, made when it is first needed; a backend may have to read a file for matching too. */
export class Backends {
  readonly #surroundings: Surroundings;
  readonly #deadline: RunDeadline | undefined;
  readonly #made = new Map<Rule, Backend>();

  constructor(surroundings: Surroundings, deadline?: RunDeadline) {
    // Of its own: a chain keeps the environment, for those too that were made before it was one.
    this.#surroundings = Object.create(surroundings) as Surroundings;
    this.#deadline = deadline;
  }

  of(rule: Rule): Backend {
    let backend = this.#made.get(rule);
    if (backend === undefined) {
      backend = createBackend(rule, this.#surroundings);
      this.#made.set(rule, backend);
    }
    return backend;
  }

  /** The rule's; or, where there are several or one without a credential is to follow, that of a chain. */
  serving(choice: Choice): Backend {
    const { rules, wholeRegistry } = choice;
    if (!isChain(choice)) {
      return this.of(rules[0]);
    }
    keepEnvironment(this.#surroundings);
    const backendOf = (each: Rule) => this.of(each);
    return new Chain({ rules, backendOf, wholeRegistry, deadline: this.#deadline });
  }

  readonly patternsOf: PatternsOf = (rule) => {
    this.#deadline?.check(); // what one rule costs is bounded, how many there are is not
    return rule.matchImages ?? this.of(rule).patterns?.() ?? [];
  };
}
