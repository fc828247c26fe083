// What is published of a node: its log is followed, a textfile written, a page served, lines printed.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeEntry } from '../../../src/cache/entry.ts';
import { headOf } from '../../../src/cache/key.ts';
import type { InstallStatus } from '../../../src/generated/install-status-types.ts';
import { type MetricsWanted, runMetrics } from '../../../src/metrics/run-metrics.ts';
import { Secret } from '../../../src/secret.ts';
import { ROOT } from '../../support/executable.ts';
import { findFreePort } from '../../support/port.ts';
import { recordText } from '../../support/record.ts';
import { configText, ROOT_ONLY, type TemporaryFolder, temporaryFolder } from '../../support/temporary.ts';

const CONFIG = '/etc/registry-credential-provider/config.yaml';
const LOG = '/var/log/pulls/pulls.json';
const CACHE = '/run/cache';
const TEXTFILES = '/var/lib/textfiles';
const PREFIX = 'registry_credential_provider_';

const RULES = [
  { name: 'harbor', matchImages: ['harbor.example'], static: { username: 'u', passwordFile: '/x' } },
];
const STATUS: InstallStatus = {
  ok: true,
  summary: 'fine',
  problems: [],
  unseen: ['one'],
  kubelet: null,
  version: '1',
  installed: null,
  lastRun: {
    time: '2026-11-29T00:00:00Z',
    version: '1',
    wanted: 'x',
    outcome: 'installed',
    message: '',
    details: [],
    remaining: [],
  },
};
const INSTALLED: NonNullable<InstallStatus['installed']> = {
  version: '0.1.0',
  wanted: 'x',
  profile: 'eks',
  kubeletConfig: '/k',
  binDir: '/b',
  entries: [],
  replaced: [],
  files: [],
};
const NOTHING: MetricsWanted = { textfileFolder: undefined, listen: undefined, showsLog: false };

class Story {
  readonly folder: TemporaryFolder;
  readonly said: string[] = [];
  readonly printed: string[] = [];
  status: InstallStatus = STATUS;
  runsEnded = 0;
  /** Milliseconds between two looks at the node. */
  node = 20;
  now: () => number = Date.now;
  readonly #stop = new AbortController();
  #done: Promise<void> = Promise.resolve();

  constructor(context: TestContext) {
    this.folder = temporaryFolder(context, ROOT_ONLY);
    this.configure({ log: { file: LOG } });
    for (const path of [LOG, `${TEXTFILES}/x`]) mkdirSync(join(this.at(path), '..'), { recursive: true });
    context.after(() => this.end());
  }

  at(path: string): string {
    return join(this.folder.path, path);
  }

  configure(extra: object, rules: readonly object[] = RULES): void {
    this.folder.write(CONFIG.slice(1), configText(rules, { cache: { directory: CACHE }, ...extra }));
    this.folder.write('var/lib/registry-credential-provider/installed.json', recordText({ config: CONFIG }));
  }

  begin(wanted: Partial<MetricsWanted>): void {
    const uid = process.getuid?.() ?? -1;
    this.#done = runMetrics({
      wanted: { ...NOTHING, ...wanted },
      runsEnded: () => this.runsEnded,
      root: this.folder.path,
      uid,
      now: () => this.now(),
      status: async () => this.status,
      say: (text) => this.said.push(text),
      print: (text) => this.printed.push(text),
      stop: this.#stop.signal,
      waits: { log: 10, node: this.node },
    });
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  log(...lines: readonly (object | string)[]): void {
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    appendFileSync(this.at(LOG), `${text}\n`, { mode: 0o600 });
  }

  /** A credential in the cache. @param from and @param to of its life, in minutes from now */
  keep(name: string, rule: string | undefined, from: number, to: number) {
    const now = Date.now();
    const life = { issuedAt: now + from * 60_000, expiresAt: now + to * 60_000 };
    const expiresAt = new Date(life.expiresAt);
    const secret = new Secret('canary-password');
    const entries = [{ username: 'canary-user', password: secret, expiresAt, key: undefined }];
    const head = headOf({ backend: 'ecr', registry: 'r.example', key: { name } });
    const kept = { life, credentials: { scope: 'registry' as const, entries }, refused: false };
    const text = encodeEntry(head, { kept, failure: undefined }, rule);
    this.folder.write(`${CACHE.slice(1)}/${head.name}.json`, text);
    chmodSync(this.at(CACHE), 0o700);
    return life;
  }

  get textfile(): string {
    return readFileSync(this.at(`${TEXTFILES}/registry-credential-provider.prom`), 'utf8');
  }

  /** Waits until the textfile has the sample. */
  async untilWritten(sample: string): Promise<void> {
    await until(() => existsSync(this.at(`${TEXTFILES}/registry-credential-provider.prom`)), 'the textfile');
    await until(() => this.textfile.includes(`\n${PREFIX}${sample}\n`), sample);
  }
}

async function until(what: () => boolean, name: string): Promise<void> {
  for (let left = 3_000; !what(); left -= 1) {
    assert.ok(left > 0, name);
    await delay(10);
  }
}

const PULL = { result: 'credential', rule: 'harbor', backend: 'static', ms: 20 };
const counted = (number: number) =>
  `requests_total{rule="harbor",backend="static",result="credential",code=""} ${number}`;

describe('the textfile', { timeout: 120_000 }, () => {
  test('has what was logged since the beginning, also after a rotation', async (context) => {
    const story = new Story(context);
    story.log(PULL, PULL);
    story.begin({ textfileFolder: TEXTFILES });
    await story.untilWritten('log_followed{target="file",level="info"} 1');
    story.log(PULL);
    await story.untilWritten(counted(1));
    story.log(PULL);
    renameSync(story.at(LOG), `${story.at(LOG)}.1`);
    story.log(PULL, 'torn');
    await story.untilWritten(counted(3));
    await story.untilWritten('log_unreadable_lines_total 1');
    assert.match(story.textfile, /^registry_credential_provider_log_gaps_total 0$/m);
    assert.deepEqual(story.said, []);
  });

  test('has no pull of before the beginning, although the clock was set only after it', async (context) => {
    const story = new Story(context);
    story.log(PULL, PULL);
    let calls = 0;
    story.now = () => (calls++ === 0 ? 0 : Date.now());
    story.begin({ textfileFolder: TEXTFILES });
    await story.untilWritten('log_followed{target="file",level="info"} 1');
    story.log(PULL);
    await story.untilWritten(counted(1));
  });

  test('has the last lines of a log that the configuration leaves, and those of the next', async (context) => {
    const story = new Story(context);
    const next = '/var/log/pulls/next.json';
    story.begin({ textfileFolder: TEXTFILES });
    await story.untilWritten('log_followed{target="file",level="info"} 1');
    story.configure({ log: { file: next } });
    story.log(PULL);
    story.folder.write(next.slice(1), `${JSON.stringify(PULL)}\n`);
    await story.untilWritten(counted(2));
  });

  test('is readable by all, stands alone in its folder, and is gone at the end', async (context) => {
    const story = new Story(context);
    story.begin({ textfileFolder: TEXTFILES });
    await story.untilWritten('install_ok 1');
    const file = story.at(`${TEXTFILES}/registry-credential-provider.prom`);
    assert.equal(statSync(file).mode & 0o7777, 0o644);
    await story.end();
    assert.deepEqual(readdirSync(story.at(TEXTFILES)), []);
  });

  test('replaces what stands at its name, and follows no link there', async (context) => {
    const story = new Story(context);
    const other = story.folder.write('other', 'untouched');
    symlinkSync(other, story.at(`${TEXTFILES}/registry-credential-provider.prom`));
    symlinkSync(other, story.at(`${TEXTFILES}/.registry-credential-provider.new`));
    story.begin({ textfileFolder: TEXTFILES });
    await story.untilWritten('install_ok 1');
    assert.equal(readFileSync(other, 'utf8'), 'untouched');
  });

  test('has the state of the install, and follows it', async (context) => {
    const story = new Story(context);
    story.begin({ textfileFolder: TEXTFILES });
    await story.untilWritten('install_ok 1');
    await story.untilWritten('install_unseen 1');
    await story.untilWritten('install_last_run_timestamp_seconds{outcome="installed"} 1795910400');
    story.status = { ...STATUS, ok: false, problems: ['a', 'b'], installed: INSTALLED };
    await story.untilWritten('install_ok 0');
    await story.untilWritten('install_problems 2');
    assert.match(story.textfile, /_installed_info\{version="0\.1\.0",config="sha256:[0-9a-f]{64}"\} 1$/m);
  });

  test('has it as soon as a run of install has ended', async (context) => {
    const story = new Story(context);
    story.node = 3_600_000;
    story.begin({ textfileFolder: TEXTFILES });
    await story.untilWritten('install_ok 1');
    story.status = { ...STATUS, ok: false };
    await delay(100);
    assert.match(story.textfile, /_install_ok 1$/m);
    story.runsEnded += 1;
    await story.untilWritten('install_ok 0');
  });

  test('has the credentials that are kept, by rule, and none of their text', async (context) => {
    const story = new Story(context);
    const [old, young] = [story.keep('a', 'harbor', -90, 30), story.keep('b', 'harbor', -10, 20)];
    story.keep('over', 'harbor', -200, -100);
    story.keep('of an earlier configuration', 'gone', -1, 5);
    story.keep('of an earlier version', undefined, -1, 5);
    story.folder.write(`${CACHE.slice(1)}/${'0'.repeat(64)}.json`, '{"torn');
    story.begin({ textfileFolder: TEXTFILES });
    await story.untilWritten('credentials{rule="harbor"} 2');
    await story.untilWritten('credentials{rule="other"} 1');
    await story.untilWritten('credentials{rule=""} 1');
    await story.untilWritten(
      `oldest_credential_issued_timestamp_seconds{rule="harbor"} ${old.issuedAt / 1000}`,
    );
    await story.untilWritten(`next_expiry_timestamp_seconds{rule="harbor"} ${young.expiresAt / 1000}`);
    assert.doesNotMatch(story.textfile, /canary|r\.example/);
    rmSync(story.at(CACHE), { recursive: true });
    await until(() => !story.textfile.includes('credentials{'), 'an empty cache');
  });

  const UNUSABLE: Readonly<Record<string, readonly [(folder: string) => void, RegExp]>> = {
    'does not exist': [(folder) => rmSync(folder, { recursive: true }), /does not exist: create it/],
    'other users can write': [
      (folder) => chmodSync(folder, 0o777),
      /as other users could: every user can write/,
    ],
    'is a file': [
      (folder) => {
        rmSync(folder, { recursive: true });
        appendFileSync(folder, '');
      },
      /is not a folder/,
    ],
  };
  for (const [what, [make, message]] of Object.entries(UNUSABLE)) {
    test(`is not written where the folder ${what}; it is said once, and written when it is corrected`, async (context) => {
      const story = new Story(context);
      make(story.at(TEXTFILES));
      story.begin({ textfileFolder: TEXTFILES });
      await until(() => story.said.length > 0, 'a line');
      await delay(200);
      assert.equal(story.said.length, 1, story.said.join('\n'));
      assert.match(story.said[0] ?? '', message);
      rmSync(story.at(TEXTFILES), { recursive: true, force: true });
      mkdirSync(story.at(TEXTFILES), { mode: 0o755 });
      await story.untilWritten('install_ok 1');
    });
  }

  test('says that pulls are not counted, when the log is in the journal, absent or not usable', async (context) => {
    const story = new Story(context);
    story.configure({ log: { journald: true, level: 'warning' } });
    story.begin({ textfileFolder: TEXTFILES });
    await story.untilWritten('log_followed{target="journald",level="warning"} 0');
    story.configure({});
    await story.untilWritten('log_followed{target="none",level=""} 0');
    mkdirSync(story.at(LOG));
    story.configure({ log: { file: LOG } });
    await story.untilWritten('log_followed{target="file",level="info"} 0');
    assert.match(story.said.join('\n'), /the log \S+ is not a file: pulls are not counted/);
    rmSync(story.at(LOG), { recursive: true });
    story.log(PULL);
    await story.untilWritten(counted(1));
  });
});

test('docs/monitoring.md names every metric, and no other', async (context) => {
  const story = new Story(context);
  const failure = { result: 'failure', code: 'NETWORK_FAILED' };
  const cache = { outcome: 'old', troubles: ['x'], failure };
  const chain = [{ ...PULL, ...failure }];
  story.begin({ textfileFolder: TEXTFILES });
  await story.untilWritten('log_followed{target="file",level="info"} 1');
  story.log({ ...PULL, cache, chain, calls: [{ step: 's', ms: 1 }] });
  story.keep('a', 'harbor', -10, 10);
  story.status = { ...STATUS, installed: INSTALLED };
  await story.untilWritten('credentials{rule="harbor"} 1');
  await story.untilWritten('install_ok 1');
  await until(() => story.textfile.includes('_installed_info{'), 'what is installed');
  await story.untilWritten(counted(1));
  const documented = readFileSync(join(ROOT, 'docs/monitoring.md'), 'utf8')
    .split('\n')
    .filter((line) => / \| (?:counter|gauge|histogram) \| /.test(line))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));
  const published = [...story.textfile.matchAll(/^# TYPE registry_credential_provider_(\w+) /gm)];
  assert.deepEqual(published.map(([, name]) => name).sort(), documented.sort());
});

describe('the page', { timeout: 120_000 }, () => {
  test('is what the textfile is, for GET and HEAD, and nothing else is answered', async (context) => {
    const story = new Story(context);
    const port = await findFreePort();
    story.begin({ listen: { address: '127.0.0.1', port } });
    await until(() => story.said.includes(`metrics: at http://127.0.0.1:${port}/metrics`), 'the port');
    const page = await fetch(`http://127.0.0.1:${port}/metrics`);
    assert.equal(page.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    assert.match(await page.text(), /^registry_credential_provider_install_ok 1$/m);
    const ask = async (path: string, method = 'GET') =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;
    assert.equal(await ask('/metrics?x=y', 'HEAD'), 200);
    assert.equal(await ask('/metrics', 'POST'), 405);
    assert.equal(await ask('/'), 404);
    assert.equal(await ask('/metricsx'), 404);
    await story.end();
    await assert.rejects(fetch(`http://127.0.0.1:${port}/metrics`));
  });

  test('counts what was logged just before', async (context) => {
    const story = new Story(context);
    const port = await findFreePort();
    story.log(PULL);
    story.begin({ listen: { address: '127.0.0.1', port } });
    await until(() => story.said.length > 0, 'the port');
    story.log(PULL, PULL);
    const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    assert.ok(page.includes(counted(2)), page);
  });

  test('waits for a port that another process has', async (context) => {
    const story = new Story(context);
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    story.begin({ listen: { address: '127.0.0.1', port } });
    await until(() => story.said.some((line) => line.includes('another process listens there')), 'a line');
    other.close();
    await until(() => story.said.includes(`metrics: at http://127.0.0.1:${port}/metrics`), 'the port');
  });

  test('no client holds it: connections that say nothing or nonsense end', async (context) => {
    const story = new Story(context);
    const port = await findFreePort();
    story.begin({ listen: { address: '127.0.0.1', port } });
    await until(() => story.said.length > 0, 'the port');
    const sockets: Socket[] = [];
    context.after(() => {
      for (const socket of sockets) socket.destroy();
    });
    for (const text of ['', 'GET /metrics HT', 'nonsense\r\n\r\n', `GET /${'x'.repeat(100_000)}`]) {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      socket.write(text);
      socket.resume();
      sockets.push(socket);
    }
    await until(() => sockets.every(({ destroyed }) => destroyed), 'the end of all connections');
    assert.equal((await fetch(`http://127.0.0.1:${port}/metrics`)).status, 200);
  });
});

describe('the lines of the log', { timeout: 120_000 }, () => {
  test('are printed as they are, but for what a terminal obeys, and no others', async (context) => {
    const story = new Story(context);
    story.log({ ...PULL, image: 'before' });
    story.begin({ showsLog: true, textfileFolder: TEXTFILES });
    await story.untilWritten('install_ok 1');
    const raw = '{"result":"none","image":"a\u0085\u202eb"}';
    story.log(PULL, 'no line', raw, { result: 'none', image: 'x'.repeat(20_000) });
    await until(() => story.said.length > 0, 'what is left out');
    assert.deepEqual(story.printed, [
      `${JSON.stringify(PULL)}\n`,
      '{"result":"none","image":"a\\u0085\\u202eb"}\n',
    ]);
    assert.match(story.said[0] ?? '', /^metrics: lines of the log that are not shown here.*: 1$/);
  });

  test('are not more at once than a bound', async (context) => {
    const story = new Story(context);
    story.begin({ showsLog: true, textfileFolder: TEXTFILES });
    await story.untilWritten('install_ok 1');
    story.log(...Array.from({ length: 1_500 }, () => PULL));
    await story.untilWritten(counted(1_500));
    await until(() => story.said.length > 0, 'what is left out');
    assert.equal(story.printed.length, 1_000);
    assert.match(story.said[0] ?? '', /: 500$/);
  });
});
