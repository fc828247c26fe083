// The metrics beside the agent, for as long as it runs: followed, written and served. Nothing here ends the agent, whose
// work is the node: what does not work is said.

import { ProviderError } from '../errors.ts';
import { type PageServer, servePage } from '../system/page-server.ts';
import { sleep } from '../system/sleep.ts';
import { CONTENT_TYPE } from './exposition.ts';
import { type Listen, urlOf } from './listen.ts';
import type { Where } from './node-facts.ts';
import { NodeMetrics } from './node-metrics.ts';
import { ShownLines } from './shown-lines.ts';
import { removeTextfile, type TextfilePlace, writeTextfile } from './textfile.ts';

export interface MetricsWanted {
  /** The folder of node_exporter's textfiles, a path of the node; undefined: none is written. */
  readonly textfileFolder: string | undefined;
  /** Where the page is served; undefined: nowhere. */
  readonly listen: Listen | undefined;
  /** Whether the log's lines are printed. */
  readonly showsLog: boolean;
}

interface MetricsOptions extends Where {
  readonly wanted: MetricsWanted;
  /** How many runs of install have ended: after each the node is looked at. */
  readonly runsEnded: () => number;
  /** Told what does not work, a line each time that it is something else. */
  readonly say: (text: string) => void;
  /** Told each line of the log, whole. */
  readonly print: (text: string) => void;
  readonly stop: AbortSignal;
  readonly waits?: Partial<Waits>;
}

/** Milliseconds between two looks. */
interface Waits {
  /** At the log. */
  readonly log: number;
  /** At the node, after which the textfile is written. */
  readonly node: number;
}

const PATH = '/metrics';
const WAITS: Waits = { log: 5_000, node: 30_000 };
/** A page that is asked for sooner again is the same. */
const PAGE_MS = 1_000;

/** Resolves when it is to end. */
export async function runMetrics(options: MetricsOptions): Promise<void> {
  const { stop } = options;
  const waits = { ...WAITS, ...options.waits };
  const metrics = new RunningMetrics(options);
  let nextLook = 0;
  let runsSeen = 0;
  try {
    while (!stop.aborted) {
      const now = performance.now();
      const isDue = now >= nextLook || options.runsEnded() !== runsSeen;
      if (isDue) nextLook = now + waits.node;
      runsSeen = options.runsEnded();
      await metrics.attempt(() => (isDue ? metrics.look() : metrics.followLog()));
      await sleep(waits.log, stop);
    }
  } catch (reason) {
    if (!stop.aborted) throw reason;
  } finally {
    await metrics.attempt(() => metrics.end());
  }
}

class RunningMetrics {
  readonly #options: MetricsOptions;
  readonly #node: NodeMetrics;
  readonly #lines: ShownLines | undefined;
  readonly #said = new Map<string, string>();
  #server: PageServer | undefined;
  #written: string | undefined;
  #page = { at: Number.NEGATIVE_INFINITY, text: '' };

  constructor(options: MetricsOptions) {
    this.#options = options;
    this.#lines = options.wanted.showsLog ? new ShownLines(options.print) : undefined;
    this.#node = new NodeMetrics({
      ...options,
      onLine: (line) => this.#lines?.show(line),
    });
  }

  /** What goes wrong is said, and ends nothing. */
  async attempt(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
      this.#say('internal', undefined);
    } catch (error) {
      this.#say('internal', describe(error));
    }
  }

  async look(): Promise<void> {
    const problems = await this.#node.look();
    this.#say('node', problems.length === 0 ? undefined : problems.join('; '));
    this.#endOfLines();
    this.#write();
    await this.#serve();
  }

  followLog(): void {
    this.#node.followLog();
    this.#endOfLines();
    this.#write();
  }

  async end(): Promise<void> {
    await this.#server?.close();
    this.#node.close();
    if (this.#textfile !== undefined) removeTextfile(this.#textfile);
  }

  get #textfile(): TextfilePlace | undefined {
    const { root, uid: owner, wanted } = this.#options;
    return wanted.textfileFolder === undefined ? undefined : { root, owner, folder: wanted.textfileFolder };
  }

  /** Tried again at each look: another process may have the port, and give it back. */
  async #serve(): Promise<void> {
    const { listen } = this.#options.wanted;
    if (listen === undefined || this.#server !== undefined) return;
    try {
      this.#server = await servePage({
        ...listen,
        path: PATH,
        contentType: CONTENT_TYPE,
        page: () => this.#newestPage(),
      });
      this.#say('port', `at ${urlOf(listen)}${PATH}`);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
      const why = code === 'EADDRINUSE' ? 'another process listens there' : code;
      this.#say('port', `not at ${urlOf(listen)}${PATH} (${why}); tried again`);
    }
  }

  #newestPage(): string {
    const at = performance.now();
    if (at - this.#page.at > PAGE_MS) {
      this.#node.followLog();
      this.#endOfLines();
      this.#page = { at, text: this.#node.text };
    }
    return this.#page.text;
  }

  #endOfLines(): void {
    const left = this.#lines?.next() ?? 0;
    if (left > 0) {
      const what = 'lines of the log that are not shown here, as they are too many or too long';
      this.#options.say(`metrics: ${what}: ${left}`);
    }
  }

  /** When something is new. */
  #write(): void {
    const textfile = this.#textfile;
    const { text } = this.#node;
    if (textfile === undefined || text === this.#written) return;
    const problem = writeTextfile(textfile, text);
    this.#say('textfile', problem);
    this.#written = problem === undefined ? text : undefined;
  }

  /** A line when it is not the one of the last time. */
  #say(about: string, text: string | undefined): void {
    if (text !== undefined && this.#said.get(about) !== text) this.#options.say(`metrics: ${text}`);
    this.#said.set(about, text ?? '');
  }
}

/** Of an error that was not foreseen its code or name alone: no other text of it is known to be free of secrets. */
function describe(error: unknown): string {
  if (error instanceof ProviderError) return error.message;
  const { code, name } = error as NodeJS.ErrnoException;
  return `internal error (${code ?? name})`;
}
