// All metrics of one node: what is counted of its pulls, and what its files tell.

import { basename, dirname, join } from 'node:path/posix';
import type { Life } from '../cache/renewal.ts';
import type { LogSettings } from '../config/config.ts';
import type { InstallStatus } from '../generated/install-status-types.ts';
import { groupBy } from '../group-by.ts';
import { LineFollower } from '../system/line-follower.ts';
import { NotUsable } from '../system/private-directory.ts';
import { pathInRoot } from '../system/root-path.ts';
import { VERSION } from '../version.ts';
import { formatMetrics, type Labels, type Metric, type Sample } from './exposition.ts';
import { type NodeFacts, NodeReader, type Where } from './node-facts.ts';
import { PullCounts } from './pull-counts.ts';

interface NodeMetricsOptions extends Where {
  /** Told of each line of the log that was counted. */
  readonly onLine: (line: string) => void;
}

/** Longer than what a run writes: 50 calls, and 20 rules of a chain with a message of 4096 characters each. */
const MAX_LINE_BYTES = 1024 * 1024;
const MAX_BYTES_PER_LOOK = 64 * 1024 * 1024;

const NOTHING: NodeFacts = { config: undefined, status: undefined, kept: undefined, problems: [] };

export class NodeMetrics {
  readonly #options: NodeMetricsOptions;
  readonly #startedAt: number;
  /** By a clock that is never set. */
  readonly #startedAtTick = performance.now();
  readonly #reader: NodeReader;
  readonly #counts = new PullCounts();
  #facts = NOTHING;
  #lookedAt: number | undefined;
  #settings: LogSettings | undefined;
  #log: { readonly path: string; readonly follower: LineFollower } | undefined;
  /** Why the log is not followed. */
  #logProblem: string | undefined;

  constructor(options: NodeMetricsOptions) {
    this.#options = options;
    this.#startedAt = options.now();
    this.#reader = new NodeReader(options);
  }

  /** Looks at the node's files, and at the log. @returns what could not be read, in words */
  async look(): Promise<readonly string[]> {
    this.#facts = await this.#reader.read();
    const { config } = this.#facts.config ?? {};
    if (config !== undefined) this.#counts.allow(config.rules.map(({ name }) => name));
    // What cannot be read now, in the middle of an install for instance, is as it was.
    if (config !== undefined) this.#follow(config.log);
    this.followLog();
    this.#lookedAt = this.#options.now();
    return [...this.#facts.problems, ...(this.#logProblem === undefined ? [] : [this.#logProblem])];
  }

  /** Counts what was added to the log. */
  followLog(): void {
    if (this.#log === undefined) return;
    const { path, follower } = this.#log;
    this.#logProblem = undefined;
    try {
      follower.look();
    } catch (error) {
      if (!(error instanceof NotUsable)) throw error;
      this.#logProblem = `the log ${path} ${error.message}: pulls are not counted`;
    }
  }

  get text(): string {
    return formatMetrics([...this.#counts.metrics, ...this.#state()]);
  }

  close(): void {
    this.#log?.follower.close();
    this.#log = undefined;
  }

  #follow(log: LogSettings | undefined): void {
    this.#settings = log;
    const path = log?.target.kind === 'file' ? log.target.path : undefined;
    if (path === this.#log?.path) return;
    this.followLog(); // what was added to the one that is left
    this.close();
    this.#logProblem = undefined;
    if (path !== undefined) this.#log = { path, follower: this.#followerOf(path) };
  }

  #followerOf(path: string): LineFollower {
    const { root, uid, now, onLine } = this.#options;
    const elapsed = performance.now() - this.#startedAtTick;
    return new LineFollower(join(pathInRoot(root, dirname(path)), basename(path)), {
      uid,
      // By the clock of now: a node's clock may be set only after this process has started. It tells whole milliseconds, and a
      // file that was made in that of the start is older.
      since: now() + 1 - elapsed,
      now,
      maxLineBytes: MAX_LINE_BYTES,
      maxBytesPerLook: MAX_BYTES_PER_LOOK,
      onLine: (line) => {
        if (this.#counts.count(line) && line !== undefined) onLine(line);
      },
      onGap: () => this.#counts.countGap(),
    });
  }

  #state(): Metric[] {
    const { config, status, kept = [] } = this.#facts;
    const ofRules = groupBy(kept, ({ rule }) => this.#counts.nameOf(rule));
    const byRule = (value: (lives: readonly Life[]) => number): Sample[] =>
      [...ofRules]
        .sort()
        .map(([rule, those]) => ({ labels: { rule }, value: value(those.map(({ life }) => life)) }));
    return [
      gauge(
        'credentials',
        'Credentials in the node-wide cache that a pull may still get, by the rule that got them.',
        byRule((lives) => lives.length),
      ),
      gauge(
        'oldest_credential_issued_timestamp_seconds',
        'When the oldest of these credentials was issued.',
        byRule((lives) => Math.min(...lives.map(({ issuedAt }) => issuedAt)) / 1000),
      ),
      gauge(
        'next_expiry_timestamp_seconds',
        'When the first of these credentials expires; in the past while an expired one is used in an outage.',
        byRule((lives) => Math.min(...lives.map(({ expiresAt }) => expiresAt)) / 1000),
      ),
      gauge(
        'log_followed',
        'Whether the pulls of this node are counted: 0 without a log in a file, or if it cannot be read.',
        [{ labels: this.#logLabels(), value: this.#isFollowed ? 1 : 0 }],
      ),
      gauge(
        'install_ok',
        'Whether the node has what was wanted last, and its kubelet is healthy with it: what the command status reports.',
        [{ labels: {}, value: status?.ok ? 1 : 0 }],
      ),
      ...(status === undefined ? [] : installMetrics(status, config?.digest)),
      gauge('build_info', 'Version of the process that writes these metrics.', [
        { labels: { version: VERSION }, value: 1 },
      ]),
      gauge('last_look_timestamp_seconds', 'When the node was last looked at.', of(this.#lookedAt)),
      gauge('start_timestamp_seconds', 'When this process began to count.', of(this.#startedAt)),
    ];
  }

  get #isFollowed(): boolean {
    return this.#log !== undefined && this.#logProblem === undefined;
  }

  #logLabels(): Labels {
    return { target: this.#settings?.target.kind ?? 'none', level: this.#settings?.level ?? '' };
  }
}

function installMetrics({ problems, unseen, installed, lastRun }: InstallStatus, config = ''): Metric[] {
  return [
    gauge('install_problems', 'Problems that the command status reports.', [
      { labels: {}, value: problems.length },
    ]),
    gauge('install_unseen', 'What the command status could not check.', [
      { labels: {}, value: unseen.length },
    ]),
    gauge(
      'installed_info',
      'Version of the executable that is installed, and the digest of the file with its rules.',
      installed === null ? [] : [{ labels: { version: installed.version, config }, value: 1 }],
    ),
    gauge(
      'install_last_run_timestamp_seconds',
      'When install or uninstall last ended on this node, by its outcome.',
      lastRun === null
        ? []
        : [{ labels: { outcome: lastRun.outcome }, value: Date.parse(lastRun.time) / 1000 }],
    ),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, help, type: 'gauge', samples };
}

/** Milliseconds as seconds; undefined: not yet. */
function of(ms: number | undefined): Sample[] {
  return ms === undefined ? [] : [{ labels: {}, value: ms / 1000 }];
}
