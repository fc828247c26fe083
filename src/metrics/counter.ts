// Numbers that only grow, each under its labels.

import type { Labels, Sample } from './exposition.ts';

/** What stands for a name that is not known, or for which there is no room. */
export const OTHER = 'other';

/** Of one counter. Beyond it only the rule tells nothing any more: the values of all other labels are few. */
const MAX_SERIES = 2_000;

export class Counter {
  readonly #series = new Map<string, { readonly labels: Labels; value: number }>();

  add(labels: Labels, value = 1): void {
    const key = JSON.stringify(labels);
    const known = this.#series.get(key);
    if (known !== undefined) {
      known.value += value;
    } else if (this.#series.size < MAX_SERIES || labels.rule === undefined || labels.rule === OTHER) {
      this.#series.set(key, { labels, value });
    } else {
      this.add({ ...labels, rule: OTHER }, value);
    }
  }

  /** Sorted, so that two pages can be compared. */
  get samples(): Sample[] {
    return [...this.#series]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { labels, value }]) => ({ labels, value }));
  }
}
