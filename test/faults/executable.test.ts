// The executable and a cloud: one call for the whole node, what is logged of it, and what explain and cache clear say.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type AwsCloud, startAws } from '../clouds/aws.ts';
import { EXECUTABLE, type RunResult, request, run, serviceAccountToken } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';

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

  run(args: readonly string[], input = '', env = this.env): Promise<RunResult> {
    return run({
      command: [EXECUTABLE],
      args: ['--config', this.#config, ...args],
      input,
      env,
      timeoutMs: 60_000,
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
  assert.match(second, /\(remembered, for \d+ s more\).* \[(BACKEND_DENIED|IDENTITY_UNAVAILABLE)\]$/);
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
  assert.match(stdout, /^node cache: {3}would be used, asked for \d+s ago, 11h 59m left$/m);
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

test('no secret is anywhere but in the entry', async (context) => {
  const node = await Node.start(context);
  const token = serviceAccountToken('team', 'app', 'canary-of-the-signature');
  const written: string[] = [];
  for (const env of [node.env, { ...node.env, AWS_SECRET_ACCESS_KEY: 'canary-that-is-wrong' }]) {
    for (const image of [`${HOST}/app`, 'static.example/app']) {
      const { stderr } = await node.run([], request(image, { serviceAccountToken: token }), env);
      written.push(stderr);
    }
  }
  written.push(
    readFileSync(node.log, 'utf8'),
    ...readdirSync(node.folder.path, { recursive: true, encoding: 'utf8' }),
  );
  for (const text of written) {
    assert.doesNotMatch(text, /canary/);
  }
  const entries = readdirSync(node.cache).map((name) => readFileSync(join(node.cache, name), 'utf8'));
  assert.doesNotMatch(entries.join(''), /canary-of-the-(secret|signature)|canary-that/);
  assert.match(entries.join(''), /canary-of-the-password/, 'the test would notice');
});
