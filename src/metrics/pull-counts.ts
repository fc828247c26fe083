// What is counted of the pulls, from the lines of their log (docs/log.md). A line is data of any form here: what is not as
// this program writes it is counted as that, and no text of it becomes a label that is not one of a known few.

import type { CacheReport } from '../cache/node-cache.ts';
import type { ErrorCode } from '../errors.ts';
import { BACKEND_KINDS } from '../generated/backends.ts';
import { isObject, parseObject } from '../json.ts';
import { Counter, OTHER } from './counter.ts';
import type { Labels, Metric, Sample } from './exposition.ts';

/** Seconds; a run has 45 of them. */
const BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Rules that had a name since the start, over all configurations. */
const MAX_RULES = 1_000;
/** More than that is written of no run. */
const MAX_ITEMS = 50;
/** A call that takes longer is none. */
const MAX_SECONDS = 86_400;

export class PullCounts {
  readonly #rules = new Set<string>();
  readonly #requests = new Counter();
  readonly #chained = new Counter();
  readonly #outcomes = new Counter();
  readonly #troubles = new Counter();
  readonly #renewalFailures = new Counter();
  readonly #calls = new Counter();
  readonly #callSeconds = new Counter();
  readonly #durations = new Map<string, Histogram>();
  #lines = 0;
  #unreadable = 0;
  #gaps = 0;

  /** Names that lines may have from now on, beside those that they could have before. */
  allow(rules: readonly string[]): void {
    for (const rule of rules) {
      if (this.#rules.size < MAX_RULES) this.#rules.add(rule);
    }
  }

  /** The label of a rule: its name, if it is known. @param rule undefined: none */
  nameOf(rule: unknown): string {
    return rule === undefined ? '' : oneOf(this.#rules, rule);
  }

  /** @param line undefined: something that is not a whole line. @returns whether it is a line of a run */
  count(line: string | undefined): boolean {
    const run = line === undefined ? undefined : parseObject(line);
    const result = run && resultOf(run);
    if (run === undefined || result === undefined) {
      this.#unreadable += 1;
      return false;
    }
    this.#lines += 1;
    const of = this.#whose(run);
    this.#requests.add({ ...of, ...result });
    this.#durationsOf(of.backend).observe(secondsIn(run.ms));
    for (const link of objectsIn(run.chain)) {
      const linkResult = resultOf(link);
      if (linkResult !== undefined) this.#chained.add({ ...this.#whose(link), ...linkResult });
    }
    this.#countCache(of, run.cache);
    this.#countCalls(of, run.calls);
    return true;
  }

  /** Lines may have been lost. */
  countGap(): void {
    this.#gaps += 1;
  }

  get metrics(): Metric[] {
    return [
      counter(
        'requests_total',
        'Runs of the plugin for a pull, by rule, backend, result and error code.',
        this.#requests,
      ),
      counter(
        'chained_rules_total',
        'Rules that were asked as part of a chain, by result and error code.',
        this.#chained,
      ),
      {
        name: 'request_duration_seconds',
        help: 'Duration of a run of the plugin for a pull.',
        type: 'histogram',
        samples: [...this.#durations]
          .sort()
          .flatMap(([backend, histogram]) => histogram.samplesOf({ backend })),
      },
      counter('cache_outcomes_total', 'What the node-wide cache did for a run.', this.#outcomes),
      counter(
        'cache_troubles_total',
        'Problems of the node-wide cache; each costs at most one call.',
        this.#troubles,
      ),
      counter(
        'renewal_failures_total',
        'Runs that got an old or expired credential because no new one could be had, by error code.',
        this.#renewalFailures,
      ),
      counter(
        'upstream_calls_total',
        'Requests that were sent to clouds and token services, by the class of the HTTP status.',
        this.#calls,
      ),
      counter('upstream_call_seconds_total', 'Time that these requests took.', this.#callSeconds),
      single('log_lines_total', 'Lines of the log that were counted.', this.#lines),
      single(
        'log_unreadable_lines_total',
        'Lines of the log that are not of a run: torn by a full disk, or written by another program.',
        this.#unreadable,
      ),
      single(
        'log_gaps_total',
        'Times that lines of the log may have been lost before they were counted.',
        this.#gaps,
      ),
    ];
  }

  #countCache(of: Labels, cache: unknown): void {
    if (!isObject(cache)) return;
    this.#outcomes.add({ ...of, outcome: oneOf(OUTCOMES, cache.outcome) });
    const troubles = Array.isArray(cache.troubles) ? Math.min(cache.troubles.length, MAX_ITEMS) : 0;
    if (troubles > 0) this.#troubles.add(of, troubles);
    if (isObject(cache.failure)) {
      this.#renewalFailures.add({ ...of, code: oneOf(CODES, cache.failure.code) });
    }
  }

  #countCalls(of: Labels, calls: unknown): void {
    for (const { status, ms } of objectsIn(calls)) {
      this.#calls.add({ ...of, status: classOf(status) });
      this.#callSeconds.add(of, secondsIn(ms));
    }
  }

  #whose({ rule, backend }: Readonly<Record<string, unknown>>): {
    readonly rule: string;
    readonly backend: string;
  } {
    return {
      rule: this.nameOf(rule),
      backend: backend === undefined ? '' : oneOf(BACKENDS, backend),
    };
  }

  #durationsOf(backend: string): Histogram {
    const histogram = this.#durations.get(backend) ?? new Histogram();
    this.#durations.set(backend, histogram);
    return histogram;
  }
}

class Histogram {
  /** In each bucket alone. */
  readonly #counts = BUCKETS.map(() => 0);
  #count = 0;
  #sum = 0;

  observe(seconds: number): void {
    const bucket = BUCKETS.findIndex((bound) => seconds <= bound);
    if (bucket !== -1) this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count += 1;
    this.#sum += seconds;
  }

  samplesOf(labels: Labels): Sample[] {
    let below = 0;
    const buckets = BUCKETS.map((bound, index) => {
      below += this.#counts[index] ?? 0;
      return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: below };
    });
    return [
      ...buckets,
      { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: this.#count },
      { suffix: '_sum', labels, value: this.#sum },
      { suffix: '_count', labels, value: this.#count },
    ];
  }
}

/** Undefined: it has none, so it is no line of a run. */
function resultOf({ result, code }: Readonly<Record<string, unknown>>): Labels | undefined {
  switch (result) {
    case 'credential':
    case 'none':
      return { result, code: '' };
    case 'failure':
      return { result, code: oneOf(CODES, code) };
    default:
      return undefined;
  }
}

function oneOf(known: ReadonlySet<string>, value: unknown): string {
  return typeof value === 'string' && known.has(value) ? value : OTHER;
}

function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.slice(0, MAX_ITEMS).filter(isObject) : [];
}

/** `2xx`; `none`: there was no answer. */
function classOf(status: unknown): string {
  const first = typeof status === 'number' ? Math.trunc(status / 100) : 0;
  return first >= 1 && first <= 5 ? `${first}xx` : 'none';
}

function secondsIn(ms: unknown): number {
  return typeof ms === 'number' && ms >= 0 ? Math.min(ms / 1000, MAX_SECONDS) : 0;
}

function counter(name: string, help: string, { samples }: Counter): Metric {
  return { name, help, type: 'counter', samples };
}

function single(name: string, help: string, value: number): Metric {
  return { name, help, type: 'counter', samples: [{ labels: {}, value }] };
}

const BACKENDS: ReadonlySet<string> = new Set(BACKEND_KINDS);

const OUTCOMES = keysOf<CacheReport['outcome']>({
  hit: true,
  old: true,
  expired: true,
  asked: true,
  renewed: true,
  waited: true,
  remembered: true,
  off: true,
});

const CODES = keysOf<ErrorCode>({
  USAGE: true,
  CONFIG_NOT_FOUND: true,
  CONFIG_UNREADABLE: true,
  CONFIG_INVALID: true,
  REQUEST_INVALID: true,
  REQUEST_TOO_LARGE: true,
  IMAGE_INVALID: true,
  RULE_NEEDS_IMAGE: true,
  TOKEN_INVALID: true,
  DEADLINE_EXCEEDED: true,
  FILE_UNREADABLE: true,
  SECRET_INVALID: true,
  DOCKER_CONFIG_INVALID: true,
  DOCKER_CONFIG_NO_ENTRY: true,
  DOCKER_CONFIG_UNSUPPORTED: true,
  HELPER_FAILED: true,
  HOST_REFUSED: true,
  AUDIENCE_REFUSED: true,
  SERVICE_ACCOUNT_MISSING: true,
  ANNOTATION_MISSING: true,
  ANNOTATION_INVALID: true,
  IDENTITY_NOT_ALLOWED: true,
  IDENTITY_UNAVAILABLE: true,
  CHAIN_TOO_LONG: true,
  BACKEND_DENIED: true,
  BACKEND_NOT_FOUND: true,
  BACKEND_THROTTLED: true,
  BACKEND_UNAVAILABLE: true,
  RESPONSE_INVALID: true,
  NETWORK_FAILED: true,
  TLS_FAILED: true,
  INSTALL_REFUSED: true,
  INSTALL_FAILED: true,
  INSTALL_ROLLED_BACK: true,
  INSTALL_BUSY: true,
  NODE_UNSUPPORTED: true,
  OUTPUT_FAILED: true,
  RESTART_FAILED: true,
  HOST_ROOT_UNUSABLE: true,
  INTERNAL: true,
});

/** All of a closed union: the compiler names one that is missing. */
function keysOf<Name extends string>(names: Readonly<Record<Name, true>>): ReadonlySet<string> {
  return new Set(Object.keys(names));
}
