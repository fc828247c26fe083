// The backends of one run.

import type { PatternsOf } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import type { Deadline } from '../system/deadline.ts';
import type { Backend, Surroundings } from './backend.ts';
import { createBackend } from './create.ts';

/** One for each rule, made when it is first needed; a backend may have to read a file for matching too. */
export class Backends {
  readonly #surroundings: Surroundings;
  readonly #deadline: Pick<Deadline, 'check'> | undefined;
  readonly #made = new Map<Rule, Backend>();

  constructor(surroundings: Surroundings, deadline?: Pick<Deadline, 'check'>) {
    this.#surroundings = surroundings;
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

  readonly patternsOf: PatternsOf = (rule) => {
    this.#deadline?.check(); // what one rule costs is bounded, how many there are is not
    return rule.matchImages ?? this.of(rule).patterns?.() ?? [];
  };
}
