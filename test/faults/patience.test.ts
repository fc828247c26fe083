// A cloud's patience and a run's time: `Retry-After` is kept to by all processes of a node, all steps of an answer share
// their further tries, and a metadata service that hangs leaves time for the credential that is kept.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { type AwsCloud, startAws } from '../clouds/aws.ts';
import { type RunResult, request, run } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import { AWS, ECR_HOST } from './outage/clouds.ts';
import { placeEntry } from './outage/entry.ts';

const PASSWORD = 'password-of-the-node';
const AT_ONCE = 8;

/** An instance, whose identity is its own. */
class Node {
  readonly #folder: TemporaryFolder;
  readonly aws: AwsCloud;

  private constructor(folder: TemporaryFolder, aws: AwsCloud) {
    this.#folder = folder;
    this.aws = aws;
  }

  static async start(context: TestContext): Promise<Node> {
    const aws = await startAws(AWS);
    context.after(() => aws.close());
    return new Node(temporaryFolder(context), aws);
  }

  /** Images of one registry, at once. */
  pulls(count: number): Promise<RunResult[]> {
    const cache = { directory: join(this.#folder.path, 'cache') };
    const config = this.#folder.write(
      'config.json',
      configText([{ name: 'ecr', matchImages: [ECR_HOST], ecr: {} }], { cache }),
    );
    return Promise.all(
      Array.from({ length: count }, (_, index) =>
        run({
          args: ['--config', config],
          input: request(`${ECR_HOST}/app-${index}`),
          env: this.aws.env,
        }),
      ),
    );
  }

  /** How often ECR was asked. */
  get asked(): number {
    return this.aws.requests.filter(({ service }) => service === 'ecr').length;
  }

  /** What is kept is due from now on. */
  makeDue(): void {
    const directory = join(this.#folder.path, 'cache');
    const [name = ''] = readdirSync(directory);
    const text = readFileSync(join(directory, name), 'utf8');
    rmSync(directory, { recursive: true });
    const { host } = new URL(this.aws.urls.ecr);
    placeEntry(text, directory, { from: host, to: host, kept: 'due' });
  }
}

const passwordOf = ({ stdout, stderr }: RunResult): string =>
  stdout === '' ? stderr : JSON.parse(stdout).auth[ECR_HOST].password;

describe('a cloud that wants to be left alone', () => {
  test('for two seconds: one process asks again then, and all get what it is given', async (context) => {
    const node = await Node.start(context);
    node.aws.services.ecr.misbehave({ kind: 'throttled', retryAfter: '2', times: 1 });
    const started = performance.now();
    const results = await node.pulls(AT_ONCE);
    assert.deepEqual([...new Set(results.map(passwordOf))], [PASSWORD]);
    assert.equal(node.asked, 2);
    assert.ok(performance.now() - started >= 2_000);
  });

  test('for thirty: nobody asks again, neither now nor in the pulls after that', async (context) => {
    const node = await Node.start(context);
    node.aws.services.ecr.misbehave({ kind: 'throttled', retryAfter: '30' });
    const results = [...(await node.pulls(AT_ONCE)), ...(await node.pulls(2))];
    for (const { exit, stderr } of results) {
      assert.equal(exit, 1);
      assert.match(stderr, /too many requests .*\[BACKEND_THROTTLED\]$/);
    }
    assert.match(results.at(-1)?.stderr ?? '', /\(remembered for another \d+ s\)/);
    assert.equal(node.asked, 1);
  });

  test('for thirty, with a credential that is due: it is given', async (context) => {
    const node = await Node.start(context);
    await node.pulls(1);
    node.makeDue();
    node.aws.services.ecr.misbehave({ kind: 'throttled', retryAfter: '30' });
    const results = await node.pulls(AT_ONCE);
    assert.deepEqual([...new Set(results.map(passwordOf))], [PASSWORD]);
    assert.equal(node.asked, 2);
  });
});

test('all steps of an answer share five further tries', async (context) => {
  const node = await Node.start(context);
  const { imds } = node.aws.services;
  const paths = [
    '/latest/api/token',
    '/latest/meta-data/iam/security-credentials/',
    '/latest/meta-data/iam/security-credentials/node',
  ];
  for (const path of paths) {
    imds.misbehave({ kind: 'failing', status: 503, path, times: 2 });
  }
  const [result] = await node.pulls(1);
  assert.match(result?.stderr ?? '', /the service failed \(status 503\).*\[IDENTITY_UNAVAILABLE\]$/);
  assert.deepEqual(
    node.aws.requests.map(({ path, status }) => [paths.indexOf(path), status]),
    [
      [0, 503],
      [0, 503],
      [0, 200],
      [1, 503],
      [1, 503],
      [1, 200],
      [2, 503],
      [2, 503],
    ],
  );
});

describe('a metadata service that hangs for an hour', () => {
  test('costs a credential that is due five of them', async (context) => {
    const node = await Node.start(context);
    await node.pulls(1);
    node.makeDue();
    node.aws.services.imds.misbehave({ kind: 'late', ms: 3_600_000 });
    const [first] = (await node.pulls(1)) as [RunResult];
    assert.equal(passwordOf(first), PASSWORD);
    assert.equal(JSON.parse(first.stdout).cacheDuration, '5m');
    assert.ok(first.ms >= 5_000, `${first.ms} ms`);

    const [next] = (await node.pulls(1)) as [RunResult];
    assert.equal(passwordOf(next), PASSWORD);
    assert.equal(node.asked, 1, 'the next pull does not try again');
  });

  test('without one, the line says what was waited for', async (context) => {
    const node = await Node.start(context);
    node.aws.services.imds.misbehave({ kind: 'late', ms: 3_600_000 });
    const [{ stderr }] = (await node.pulls(1)) as [RunResult];
    assert.match(
      stderr,
      /instance metadata token: 127\.0\.0\.1:\d+ did not answer within 5 s\).*\[IDENTITY_UNAVAILABLE\]$/,
    );
  });
});
