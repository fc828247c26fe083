// What the agent's metrics count of the soak's pulls: its log, followed while runs write it, rotate it and are killed.

import { formatMetrics, type Metric } from '../../src/metrics/exposition.ts';
import { PullCounts } from '../../src/metrics/pull-counts.ts';
import { LineFollower } from '../../src/system/line-follower.ts';

/** Far more often than the log is rotated. */
const LOOK_MS = 250;

export class Counted {
  readonly #counts = new PullCounts();
  readonly #follower: LineFollower;
  readonly #timer: NodeJS.Timeout;

  constructor(log: string, rules: readonly string[]) {
    this.#counts.allow(rules);
    this.#follower = new LineFollower(log, {
      uid: process.getuid?.() ?? -1,
      since: 0,
      now: Date.now,
      maxLineBytes: 1024 * 1024,
      maxBytesPerLook: 64 * 1024 * 1024,
      onLine: (line) => this.#counts.count(line),
      onGap: () => this.#counts.countGap(),
    });
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  look(): void {
    this.#follower.look();
  }

  /** Lines by what the cache did, as the tally has them: `none`, of a run without it. */
  get outcomes(): ReadonlyMap<string, number> {
    const outcomes = new Map<string, number>([['none', this.#numberOf('log_lines_total')]]);
    for (const { labels, value } of this.#samplesOf('cache_outcomes_total')) {
      const { outcome = '' } = labels;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + value);
      outcomes.set('none', (outcomes.get('none') ?? 0) - value);
    }
    return outcomes;
  }

  get torn(): number {
    return this.#numberOf('log_unreadable_lines_total');
  }

  get gaps(): number {
    return this.#numberOf('log_gaps_total');
  }

  get page(): string {
    return formatMetrics(this.#counts.metrics);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#follower.close();
  }

  #samplesOf(name: string): Metric['samples'] {
    return this.#counts.metrics.find((metric) => metric.name === name)?.samples ?? [];
  }

  #numberOf(name: string): number {
    return this.#samplesOf(name)[0]?.value ?? 0;
  }
}
