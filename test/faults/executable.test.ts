// The executable and a cloud: one call for the whole node, what is logged of it, and what explain and cache clear say.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type AwsCloud, startAws } from '../clouds/aws.ts';
import type { Misbehaviour } from '../clouds/misbehaviour.ts';
import { EXECUTABLE, type RunResult, request, run, serviceAccountToken } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import { until } from './node.ts';

const ACCOUNT = '123456789012';
const HOST = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`;
const USER = `arn:aws:iam::${ACCOUNT}:user/node`;
const PASSWORD = 'canary-of-the-password';
const SECRET_KEY = 'canary-of-the-secret-key';

class Node {
  readonly folder: TemporaryFolder;
  readonly aws: AwsCloud;
  readonly cache: string;
  readonly log: string;
  readonly #config: string;
  env: Readonly<Record<string, string>>;

  private constructor(folder: TemporaryFolder, aws: AwsCloud) {
    this.folder = folder;
    this.aws = aws;
    this.cache = join(folder.path, 'cache');
    this.log = join(folder.path, 'log', 'pulls.json');
    this.#config = folder.write(
      'config.yaml',
      configText(
        [
          { name: 'ecr', matchImages: [HOST], ecr: {} },
          {
            name: 'static',
            matchImages: ['static.example'],
            static: { username: 'u', password: PASSWORD },
          },
        ],
        { cache: { directory: this.cache }, log: { file: this.log } },
      ),
    );
    this.env = {
      ...aws.env,
      AWS_ACCESS_KEY_ID: 'AKIANODE',
      AWS_SECRET_ACCESS_KEY: SECRET_KEY,
      HOME: '/nonexistent',
    };
  }

  static async start(context: TestContext): Promise<Node> {
    const aws = await startAws({
      users: [
        {
          arn: USER,
          accessKeyId: 'AKIANODE',
          secretAccessKey: SECRET_KEY,
          allows: ['ecr:GetAuthorizationToken'],
        },
        {
          arn: `${USER}2`,
          accessKeyId: 'AKIAOTHER',
          secretAccessKey: SECRET_KEY,
          allows: ['ecr:GetAuthorizationToken'],
        },
      ],
      passwords: { [USER]: PASSWORD },
    });
    context.after(() => aws.close());
    return new Node(temporaryFolder(context), aws);
  }

  run(args: readonly string[], input = '', env = this.env, kill?: AbortSignal): Promise<RunResult> {
    return run({
      command: [EXECUTABLE],
      args: ['--config', this.#config, ...args],
      input,
      env,
      ...(kill && { kill }),
    });
  }

  async pull(image: string, env?: Readonly<Record<string, string>>): Promise<string> {
    const { exit, stdout, stderr } = await this.run([], request(image), env);
    if (exit !== 0) {
      return stderr;
    }
    const { auth } = JSON.parse(stdout);
    return (Object.values(auth) as { password: string }[]).map(({ password }) => password).join();
  }

  /** What the log says, with times as nothing. */
  get lines(): readonly Record<string, unknown>[] {
    return readFileSync(this.log, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }
}

const images = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${HOST}/team/app-${index}`);

describe('nothing is kept', () => {
  for (const count of [50, 110]) {
    test(`${count} images at once: one call, and after a restart of the kubelet none`, async (context) => {
      const node = await Node.start(context);
      const answers = await Promise.all(images(count).map((image) => node.pull(image)));
      assert.deepEqual([...new Set(answers)], [PASSWORD]);
      assert.equal(node.aws.requests.length, 1);
      assert.equal(readdirSync(node.cache).length, 1);

      const again = await Promise.all(images(5).map((image) => node.pull(image)));
      assert.deepEqual([...new Set(again)], [PASSWORD]);
      assert.equal(node.aws.requests.length, 1);

      const { lines } = node;
      assert.equal(lines.length, count + 5, 'a line for each run');
      const outcomes = lines.map(({ cache }) => (cache as { outcome: string }).outcome);
      assert.equal(outcomes.filter((outcome) => outcome === 'asked').length, 1);
      assert.deepEqual(
        outcomes.filter((outcome) => !['asked', 'waited', 'hit'].includes(outcome)),
        [],
      );
    });
  }

  test('two identities: two calls', async (context) => {
    const node = await Node.start(context);
    const other = { ...node.env, AWS_ACCESS_KEY_ID: 'AKIAOTHER' };
    const answers = await Promise.all(
      images(20).map((image, index) => node.pull(image, index % 2 === 0 ? node.env : other)),
    );
    assert.equal(new Set(answers).size, 2);
    assert.equal(new Set(answers.filter((_, index) => index % 2 === 0)).size, 1);
    assert.equal(node.aws.requests.length, 2);
  });
});

test('an outage: pulls go on with what is kept, and the log says so', async (context) => {
  const node = await Node.start(context);
  assert.equal(await node.pull(`${HOST}/app`), PASSWORD);
  node.aws.services.ecr.misbehave({ kind: 'failing', status: 500 });
  assert.equal(await node.pull(`${HOST}/other`), PASSWORD);
  assert.equal((await node.run(['cache', 'clear'])).stdout, `1 entry removed from ${node.cache}\n`);
  assert.match(await node.pull(`${HOST}/app`), /\[BACKEND_UNAVAILABLE\]$/);
  assert.deepEqual(
    node.lines.map(({ result, level, code }) => [result, level, code]),
    [
      ['credential', 'info', undefined],
      ['credential', 'info', undefined],
      ['failure', 'error', 'BACKEND_UNAVAILABLE'],
    ],
  );
});

test('a refusal is asked for once, and repeated with its reason', async (context) => {
  const node = await Node.start(context);
  const wrong = { ...node.env, AWS_SECRET_ACCESS_KEY: 'wrong' };
  const first = await node.pull(`${HOST}/app`, wrong);
  assert.match(first, /\[(BACKEND_DENIED|IDENTITY_UNAVAILABLE)\]$/);
  const asked = node.aws.requests.length;
  const second = await node.pull(`${HOST}/other`, wrong);
  assert.match(second, /\(remembered for another \d+ s\).* \[(BACKEND_DENIED|IDENTITY_UNAVAILABLE)\]$/);
  assert.equal(node.aws.requests.length, asked);
  assert.equal(
    (await node.pull(`${HOST}/app`, { ...node.env, AWS_ACCESS_KEY_ID: 'AKIAOTHER' })) !== '',
    true,
  );
});

test('a line of the log', async (context) => {
  const node = await Node.start(context);
  await node.pull(`${HOST}/app`);
  await node.pull('static.example/app');
  await node.pull('nobody.example/app');
  const [cloud, fixed, none] = node.lines as [
    Record<string, unknown>,
    Record<string, unknown>,
    Record<string, unknown>,
  ];
  const { time, ms, version, calls, ...rest } = cloud;
  assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.equal(typeof ms, 'number');
  assert.equal(typeof version, 'string');
  assert.deepEqual(
    (calls as { step: string; status: number }[]).map(({ step, status }) => [step, status]),
    [['GetAuthorizationToken', 200]],
  );
  assert.deepEqual(
    { ...rest, details: undefined },
    {
      level: 'info',
      image: `${HOST}/app`,
      rule: 'ecr',
      backend: 'ecr',
      identity: 'node',
      details: undefined,
      cache: { outcome: 'asked' },
      result: 'credential',
    },
  );
  assert.equal((rest.details as { region: string }).region, 'eu-west-1');
  assert.deepEqual([fixed.rule, fixed.cache, fixed.calls], ['static', undefined, []]);
  assert.deepEqual([none.rule, none.result], [undefined, 'none']);
});

test('explain shows what is kept, and not what is in it', async (context) => {
  const node = await Node.start(context);
  const explain = async (...args: readonly string[]) =>
    JSON.parse((await node.run(['explain', `${HOST}/app`, '-o', 'json', ...args])).stdout).nodeCache;
  assert.deepEqual(await explain(), { state: 'ask', ageSeconds: null, leftSeconds: null, reason: null });
  assert.equal(existsSync(node.cache), false);
  await node.pull(`${HOST}/app`);
  const { state, ageSeconds, leftSeconds, reason } = await explain();
  assert.deepEqual([state, reason], ['use', null]);
  assert.ok(ageSeconds < 60 && leftSeconds > 11.9 * 3600 && leftSeconds <= 12 * 3600);
  const { stdout } = await node.run(['explain', `${HOST}/app`]);
  assert.match(stdout, /^node cache: {3}would be used, issued \d+s ago, 11h 59m left$/m);
  assert.doesNotMatch(stdout, /canary/);
  assert.equal((await explain('--service-account', 'a/b')).state, 'use', 'the rule asks as the node');
});

test('cache clear of one registry, and wrongly asked', async (context) => {
  const node = await Node.start(context);
  await node.pull(`${HOST}/app`);
  const clear = (...args: readonly string[]) => node.run(['cache', ...args]);
  assert.equal(
    (await clear('clear', '--registry', 'other.example')).stdout,
    `0 entries of other.example removed from ${node.cache}\n`,
  );
  assert.equal(
    (await clear('clear', '--registry', HOST.toUpperCase())).stdout,
    `1 entry of ${HOST.toUpperCase()} removed from ${node.cache}\n`,
  );
  assert.equal((await clear('show')).exit, 2);
});

/** All that stands on the disk, by its path: contents, and what links say. Paths are part of it. */
function everythingBelow(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    found[path] = entry.isSymbolicLink()
      ? readlinkSync(path)
      : entry.isFile()
        ? readFileSync(path, 'utf8')
        : '';
  }
  return found;
}

describe('no secret is anywhere but in the entry', () => {
  const token = serviceAccountToken('team', 'app', 'canary-of-the-signature');
  const wrong = { AWS_SECRET_ACCESS_KEY: 'canary-that-is-wrong' };
  const TROUBLE: readonly (readonly [what: string, misbehaviour: Misbehaviour | undefined, env?: object])[] =
    [
      ['all is well', undefined],
      ['the key is refused', undefined, wrong],
      [
        'the cloud repeats what it was sent',
        { kind: 'refusing', status: 400, code: 'AccessDeniedException', message: 'canary-in-the-message' },
      ],
      [
        'the cloud answers what it should not',
        { kind: 'changed', members: { canary: 'canary-in-the-body' } },
      ],
      [
        'the cloud answers something else',
        { kind: 'answer', answer: { status: 200, body: 'canary-in-the-body' } },
      ],
      ['the answer is torn', { kind: 'torn' }],
    ];

  for (const [what, misbehaviour, env] of TROUBLE) {
    test(what, async (context) => {
      const node = await Node.start(context);
      if (misbehaviour !== undefined) {
        node.aws.services.ecr.misbehave(misbehaviour);
      }
      for (const image of [`${HOST}/app`, 'static.example/app']) {
        const pulled = request(image, { serviceAccountToken: token });
        const { stderr } = await node.run([], pulled, { ...node.env, ...env });
        assert.doesNotMatch(stderr, /canary/);
      }
      for (const [path, text] of Object.entries(everythingBelow(node.folder.path))) {
        assert.doesNotMatch(path, /canary/);
        if (path.startsWith(node.cache)) {
          assert.doesNotMatch(text, /canary-(of-the-(secret|signature)|that|in)/, path);
        } else if (!path.endsWith('config.yaml')) {
          assert.doesNotMatch(text, /canary/, path);
        }
      }
    });
  }

  test('the entry does hold it: the canary can sing', async (context) => {
    const node = await Node.start(context);
    await node.pull(`${HOST}/app`);
    const entries = Object.entries(everythingBelow(node.cache));
    assert.match(entries.map(([, text]) => text).join(), /canary-of-the-password/);
  });

  test('a run is killed while it holds the lock', async (context) => {
    const node = await Node.start(context);
    node.aws.services.ecr.misbehave({ kind: 'blackHole' });
    const killed = new AbortController();
    const pulled = request(`${HOST}/app`, { serviceAccountToken: token });
    const ended = node.run([], pulled, node.env, killed.signal);
    await until(() => node.aws.requests.length === 1, 'it asks');
    killed.abort();
    assert.deepEqual([(await ended).signal, (await ended).stderr], ['SIGKILL', '']);
    const left = everythingBelow(node.cache);
    assert.equal(Object.keys(left).length, 1);
    for (const [path, holder] of Object.entries(left)) {
      assert.match(path, /\/cache\/[0-9a-f]{64}\.lock$/);
      assert.match(holder, /^\d+\.\d+\.\d+-\d+\.[0-9a-f-]{36}$/, 'process, start, namespace and /proc, boot');
    }
  });
});
