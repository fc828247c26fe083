// The log's lines on the agent's own stdout, where a cluster collects them: few enough at once, and nothing in them that
// a terminal obeys.

import { escapeJson } from '../escape.ts';

/** A longer one would be cut by the container runtime, and be no JSON then: 16 KiB with its own time and stream. */
const MAX_LINE = 16_000;
/** Of one look at the log. */
const MAX_LINES = 1_000;

export class ShownLines {
  readonly #print: (text: string) => void;
  #shown = 0;
  #left = 0;

  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  show(line: string): void {
    if (this.#shown < MAX_LINES && line.length <= MAX_LINE) {
      this.#shown += 1;
      this.#print(`${escapeJson(line)}\n`);
    } else {
      this.#left += 1;
    }
  }

  /** At the end of a look. @returns how many lines of it were not shown */
  next(): number {
    const left = this.#left;
    this.#shown = 0;
    this.#left = 0;
    return left;
  }
}
