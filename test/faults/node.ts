// A node for the cache's processes: a directory, and a cloud on loopback that counts what it is asked.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { build } from 'esbuild';
import type { CacheReport } from '../../src/cache/node-cache.ts';
import type { CacheStep } from '../../src/cache/single-flight.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { ROOT } from '../support/executable.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { makeDue } from './outage/entry.ts';

export interface PullOptions {
  readonly directory: string;
  readonly url: string;
  readonly identity: string;
  /** Ends itself by SIGKILL, or stops itself by SIGSTOP, when the cache comes to this step. */
  readonly killAt?: CacheStep;
  readonly stopAt?: CacheStep;
  /** Ten minutes by default: what waits for a lock until half of it is over is seen on the busiest machine. */
  readonly deadlineMs?: number;
  /** The cache's clock stands at this time; absent: it goes. */
  readonly now?: number;
}

export interface PullResult {
  readonly password?: string;
  readonly code?: ErrorCode;
  readonly message?: string;
  readonly outcome: CacheReport['outcome'] | 'none';
  readonly troubles: readonly string[];
  readonly ms: number;
  /** Of the processor, which other work on the machine does not add to. */
  readonly cpuMs: number;
}

/** Begins the name of the file by which a process tells that it waits. */
export const WAITS = 'waits-';

export class Node {
  directory: string;
  readonly #folder: string;
  readonly #server: Server;
  readonly #program: string;
  /** Identities, in the order in which the cloud was asked. */
  readonly asked: string[] = [];
  /** How long the cloud takes. */
  delayMs = 0;
  lifeMs = 12 * 60 * 60_000;
  /** What the cloud answers when not a credential. */
  status = 200;
  /** Answers that wait until the test lets them go. */
  readonly held: (() => void)[] = [];
  holds = false;

  private constructor(folder: string, program: string, server: Server) {
    this.#folder = folder;
    this.directory = join(folder, 'cache');
    this.#program = program;
    this.#server = server;
  }

  static async start(context: TestContext): Promise<Node> {
    const { path } = temporaryFolder(context);
    const program = join(path, 'pull.cjs');
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['test/faults/pull.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: program,
      logLevel: 'error',
    });
    const server = createServer();
    const node = new Node(path, program, server);
    server.on('request', ({ url = '' }, response) => node.#answer(url.slice(1), response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    context.after(() => {
      server.closeAllConnections();
      server.close();
    });
    return node;
  }

  /** A run, to its end. Undefined: it was killed. */
  async pull(options: Partial<PullOptions> = {}): Promise<PullResult | undefined> {
    return this.begin(options).result;
  }

  begin(options: Partial<PullOptions> = {}): {
    readonly child: ChildProcess;
    readonly result: Promise<PullResult | undefined>;
  } {
    const { port } = this.#server.address() as AddressInfo;
    const all: PullOptions = {
      directory: this.directory,
      url: `http://127.0.0.1:${port}/`,
      identity: 'node',
      ...options,
    };
    const child = spawn(process.execPath, [this.#program, JSON.stringify(all)], {
      env: {},
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    const result = once(child, 'close').then(([, signal]) =>
      signal === null ? (JSON.parse(text) as PullResult) : undefined,
    );
    return { child, result };
  }

  /** Makes what is kept so old that it needs renewal. */
  makeDue(): void {
    makeDue(this.directory);
  }

  /** How many processes have begun to wait for another one. */
  get waiting(): number {
    return readdirSync(this.#folder).filter((name) => name.startsWith(WAITS)).length;
  }

  /** Lets those answers go that wait, and all further ones. */
  release(): void {
    this.holds = false;
    for (const answer of this.held.splice(0)) answer();
  }

  /** Names of the directory, its hashes shortened. */
  get files(): readonly string[] {
    return readdirSync(this.directory)
      .map((name) =>
        name.replace(/^[0-9a-f]{64}/, '#').replace(/\.by\..*|\.\d.*\.tmp$/, (end) => end.slice(-4)),
      )
      .sort();
  }

  #answer(identity: string, response: ServerResponse): void {
    this.asked.push(identity);
    const number = this.asked.length;
    const answer = () => {
      response.writeHead(this.status);
      response.end(JSON.stringify({ password: `${identity} ${number}`, lifeMs: this.lifeMs }));
    };
    if (this.holds) {
      this.held.push(answer);
    } else {
      setTimeout(answer, this.delayMs);
    }
  }
}

/** Waits until something holds. */
export async function until(condition: () => boolean, what: string, timeoutMs = 30_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > end) {
      throw new Error(`${what}: not within ${timeoutMs} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
