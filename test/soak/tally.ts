// What the soak counts, for its summary and its bounds.

export class Tally {
  readonly #numbers = new Map<string, number>();

  of(what: string): number {
    return this.#numbers.get(what) ?? 0;
  }

  add(what: string, number = 1): void {
    this.#numbers.set(what, this.of(what) + number);
  }

  /** Of all that come, the largest counts. */
  most(what: string, number: number): void {
    this.#numbers.set(what, Math.max(this.of(what), number));
  }

  /** A line for each, sorted. */
  toString(): string {
    const width = Math.max(0, ...[...this.#numbers.keys()].map((what) => what.length));
    return [...this.#numbers]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([what, number]) => `${what.padEnd(width)} ${String(number).padStart(9)}\n`)
      .join('');
  }
}
