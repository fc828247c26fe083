// install --watch: when it applies again, and when it does not. The node is a folder, a run of install is the test's own.

import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ProviderError } from '../../../../src/errors.ts';
import { runAgent } from '../../../../src/install/outside/agent.ts';
import type { LastRun } from '../../../../src/install/state/last-run.ts';
import { standingAt } from '../../../../src/system/placing.ts';
import { recordText } from '../../../support/record.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary.ts';

const STATE = 'node/var/lib/registry-credential-provider';
const INSTALLED = '/etc/kubernetes/providers.yaml';
const LONG = 3_600_000;

type AgentOptions = Parameters<typeof runAgent>[0];

/** As the kubelet mounts a ConfigMap: each version in a folder of its own, and one link that is replaced. */
class Mount {
  readonly path: string;
  #version = 0;

  constructor(folder: TemporaryFolder, name: string) {
    this.path = join(folder.path, name);
    mkdirSync(this.path);
  }

  put(files: Readonly<Record<string, string>>): void {
    const version = `..2026_11_25_02_00_00.${this.#version}`;
    this.#version += 1;
    mkdirSync(join(this.path, version));
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(this.path, version, name), text);
    }
    symlinkSync(version, join(this.path, '..data_tmp'));
    renameSync(join(this.path, '..data_tmp'), join(this.path, '..data'));
    for (const name of Object.keys(files)) {
      rmSync(join(this.path, name), { force: true });
      symlinkSync(join('..data', name), join(this.path, name));
    }
    if (this.#version > 1) {
      rmSync(join(this.path, `..2026_11_25_02_00_00.${this.#version - 2}`), { recursive: true });
    }
  }
}

class Story {
  readonly lines: string[] = [];
  readonly config: Mount;
  readonly files: Mount;
  readonly #folder: TemporaryFolder;
  readonly #stop = new AbortController();
  /** How each further run ends; of the last one, all that follow. */
  endings: (LastRun['outcome'] | 'crash' | 'error' | 'remembered')[] = ['installed'];
  runs = 0;
  /** Kept open by a test: a run does not end before. */
  hold: Promise<void> = Promise.resolve();
  /** Milliseconds of the agent's clock; it stands still but for what a test adds. */
  now = 0;
  done: Promise<number> = Promise.resolve(-1);

  constructor(context: TestContext) {
    this.#folder = temporaryFolder(context);
    this.config = new Mount(this.#folder, 'config');
    this.files = new Mount(this.#folder, 'files');
    this.config.put({ 'config.yaml': 'one' });
    this.files.put({ password: 'one' });
    this.changeNode('as it was');
    context.after(() => this.stop());
  }

  /** @param more such as a clock of the test's own */
  begin(waits: AgentOptions['waits'], more: Partial<AgentOptions> = {}): void {
    this.done = runAgent({
      sources: { config: join(this.config.path, 'config.yaml'), files: this.files.path },
      root: join(this.#folder.path, 'node'),
      install: (onLine) => this.#install(onLine),
      say: (line) => this.lines.push(line),
      stop: this.#stop.signal,
      waits: { poll: 50, settle: 10, retry: LONG, maxRetry: LONG, refused: LONG, repair: LONG, ...waits },
      ...more,
    });
    this.done.catch(() => {});
  }

  stop(): void {
    this.#stop.abort();
  }

  changeNode(text: string): string {
    return this.#folder.write(join('node', INSTALLED), text);
  }

  async #install(onLine: (line: string) => void): Promise<number> {
    const ending = this.endings[Math.min(this.runs, this.endings.length - 1)];
    this.runs += 1;
    await this.hold;
    if (ending === 'error') {
      throw new ProviderError('the disk is full', { code: 'INSTALL_FAILED' });
    }
    if (ending === 'crash') return 137;
    if (ending === 'remembered') return 1;
    const run = {
      format: 1,
      outcome: ending,
      time: String(this.runs),
      version: '1',
      wanted: 'x',
      message: 'm',
    };
    this.#folder.write(join(STATE, 'last-run.json'), JSON.stringify({ ...run, details: [] }));
    onLine(`${ending}: as it is`);
    if (ending === 'refused' || ending === 'rolledBack') return 1;
    const path = this.changeNode('ours');
    const original = { kind: 'absent' } as const;
    const items = [{ role: 'kubeletConfig', path: INSTALLED, original, ours: standingAt(path) }] as const;
    this.#folder.write(join(STATE, 'installed.json'), recordText({ items }));
    return 0;
  }

  async untilRuns(count: number): Promise<void> {
    while (this.runs < count) await delay(10);
    await this.untilQuiet();
  }

  /** Waits for the line that tells of waiting after the newest run. */
  async untilQuiet(): Promise<void> {
    while (this.lines.filter((line) => / waits for changes/.test(line)).length < this.runs) await delay(10);
  }

  said(): string[] {
    return this.lines.map((line) => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ /, '').replace(/\n$/, ''));
  }
}

/** Long enough for many polls, so that a run that should not be would have been. */
const WHILE = 500;

describe('install --watch', { concurrency: 8, timeout: 60_000 }, () => {
  test('it applies once, says so in lines with the time first, and ends at once when told to', async (context) => {
    const story = new Story(context);
    story.begin({});
    await story.untilRuns(1);
    await delay(WHILE);
    story.stop();
    assert.equal(await story.done, 0);
    assert.deepEqual(story.said(), [
      'installed: as it is',
      'waits for changes',
      'stops, as requested; the node is not changed',
    ]);
    for (const line of story.lines) assert.match(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ [^\n]+\n$/);
  });

  test('a ConfigMap that flips', async (context) => {
    const story = new Story(context);
    story.begin({ poll: LONG }); // told by the system, not found by looking
    await story.untilRuns(1);
    story.config.put({ 'config.yaml': 'two' });
    await story.untilRuns(2);
    assert.ok(story.said().includes('the configuration or the files have changed'));
  });

  test('a Secret of files, found by looking', async (context) => {
    const story = new Story(context);
    story.begin({});
    await story.untilRuns(1);
    story.files.put({ password: 'one', another: 'two' });
    await story.untilRuns(2);
    await delay(WHILE);
    assert.equal(story.runs, 2);
  });

  test('a flip to the same contents is none', async (context) => {
    const story = new Story(context);
    story.begin({});
    await story.untilRuns(1);
    story.config.put({ 'config.yaml': 'one' });
    await delay(WHILE);
    assert.equal(story.runs, 1);
  });

  test('a change during a run is not lost', async (context) => {
    const story = new Story(context);
    const { promise, resolve: go } = Promise.withResolvers<void>();
    story.hold = promise;
    story.begin({});
    while (story.runs < 1) await delay(10);
    story.config.put({ 'config.yaml': 'two' });
    go();
    await story.untilRuns(2);
    await delay(WHILE);
    assert.equal(story.runs, 2);
  });

  test('told to end in the middle of a run: after it, and not before', async (context) => {
    const story = new Story(context);
    const { promise, resolve: go } = Promise.withResolvers<void>();
    story.hold = promise;
    story.begin({});
    while (story.runs < 1) await delay(10);
    story.stop();
    let ended = false;
    void story.done.then(() => {
      ended = true;
    });
    await delay(WHILE);
    assert.equal(ended, false);
    go();
    assert.equal(await story.done, 0);
    assert.deepEqual(story.said(), ['installed: as it is', 'stops, as requested; the node is not changed']);
  });

  test('somebody else changes what is ours, time and again: ever slower', async (context) => {
    const story = new Story(context);
    story.begin({ repair: 700, maxRepair: LONG }, { now: () => story.now });
    await story.untilRuns(1);
    story.changeNode('by nodeadm');
    await story.untilRuns(2);
    assert.ok(
      story.said().includes(`another program or user has changed ${INSTALLED}`),
      story.said().join('\n'),
    );
    story.now = 699;
    story.changeNode('by nodeadm');
    await delay(WHILE);
    assert.equal(story.runs, 2);
    story.now = 700;
    await story.untilRuns(3);
    assert.ok(story.said().includes(`another program or user has changed ${INSTALLED} (2 times so far)`));
  });

  test('the same file again, with another time, is no change', async (context) => {
    const story = new Story(context);
    story.begin({});
    await story.untilRuns(1);
    story.changeNode('ours');
    await delay(WHILE);
    assert.equal(story.runs, 1);
  });

  for (const ending of ['rolledBack', 'refused'] as const) {
    test(`${ending}: not again, unless something else is wanted`, async (context) => {
      const story = new Story(context);
      story.endings = [ending, 'installed'];
      story.begin({});
      await story.untilRuns(1);
      story.changeNode('by somebody');
      await delay(WHILE);
      assert.equal(story.runs, 1);
      story.config.put({ 'config.yaml': 'better' });
      await story.untilRuns(2);
      assert.ok(
        story
          .said()
          .includes(
            ending === 'rolledBack'
              ? 'waits for changes; this change is not tried again'
              : 'waits for changes; tries again in 3600 s',
          ),
      );
    });
  }

  test('a roll-back that an earlier run has left: asked for again after a while, for the node to decide', async (context) => {
    const story = new Story(context);
    story.endings = ['rolledBack', 'remembered', 'remembered', 'installed'];
    story.begin({ refused: 200 });
    await story.untilRuns(1);
    await delay(WHILE);
    assert.equal(story.runs, 1);
    story.config.put({ 'config.yaml': 'two' });
    await story.untilRuns(4);
  });

  test('a refusal is looked at again after a while', async (context) => {
    const story = new Story(context);
    story.endings = ['refused', 'installed'];
    story.begin({ refused: 200 });
    await story.untilRuns(2);
    assert.equal(story.said().at(-1), 'waits for changes');
  });

  for (const [ending, line] of [
    ['crash', undefined],
    ['error', 'the disk is full [INSTALL_FAILED]'],
  ] as const) {
    test(`${ending}: again, ever later`, async (context) => {
      const story = new Story(context);
      story.endings = [ending, ending, ending, 'installed'];
      story.begin({ retry: 100, maxRetry: 200 });
      await story.untilRuns(4);
      assert.deepEqual(
        story.said().filter((each) => each.startsWith('waits')),
        [0.1, 0.2, 0.2].map((s) => `waits for changes; tries again in ${s} s`).concat('waits for changes'),
      );
      if (line !== undefined) assert.ok(story.said().includes(line));
    });
  }

  test('what only its command line can mend ends it', async (context) => {
    const folder = temporaryFolder(context);
    const error = new ProviderError('--host-root: no', { code: 'HOST_ROOT_UNUSABLE' });
    const agent = runAgent({
      sources: { config: undefined, files: undefined },
      root: folder.path,
      install: () => Promise.reject(error),
      say: () => {},
      stop: new AbortController().signal,
    });
    await assert.rejects(agent, error);
  });

  test('a configuration that is not there yet is one that changes', async (context) => {
    const story = new Story(context);
    rmSync(join(story.config.path, basename('config.yaml')));
    story.begin({});
    await story.untilRuns(1);
    story.config.put({ 'config.yaml': 'one' });
    await story.untilRuns(2);
  });
});
