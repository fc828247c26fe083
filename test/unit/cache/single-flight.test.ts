// An outage that lasts longer than a credential: what a service account's entry gives then, and what nothing else does.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { makeAnswer } from '../../../src/answer.ts';
import type { Credentials, Question } from '../../../src/backend/backend.ts';
import { type CacheReport, NodeCache } from '../../../src/cache/node-cache.ts';
import { type ErrorCode, ProviderError } from '../../../src/errors.ts';
import { parseImage } from '../../../src/image/reference.ts';
import { Secret } from '../../../src/secret.ts';
import { Deadline } from '../../../src/system/deadline.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const OUTAGES: readonly ErrorCode[] = [
  'NETWORK_FAILED',
  'BACKEND_UNAVAILABLE',
  'BACKEND_THROTTLED',
  'DEADLINE_EXCEEDED',
];
const ANSWERS: readonly ErrorCode[] = [
  'BACKEND_DENIED',
  'BACKEND_NOT_FOUND',
  'IDENTITY_NOT_ALLOWED',
  'IDENTITY_UNAVAILABLE',
  'RESPONSE_INVALID',
  'TLS_FAILED',
  'TOKEN_INVALID',
  'INTERNAL',
];

class Node {
  readonly #directory: string;
  now = Date.UTC(2026, 10, 24, 12);
  graceMs = 24 * HOUR;
  account = 'team-a/app';
  byToken = true;
  asked = 0;
  lifeMs = HOUR;
  anonymous = false;
  /** Undefined: the service gives a credential. */
  failing: ErrorCode | 'nothing' | undefined;
  report: CacheReport | undefined;

  constructor(context: TestContext) {
    this.#directory = join(temporaryFolder(context).path, 'cache');
  }

  async pull({ deadlineMs = 45_000 } = {}): Promise<Credentials> {
    const startedAt = performance.now();
    const cache = new NodeCache({
      directory: this.#directory,
      uid: process.geteuid?.() ?? -1,
      now: () => this.now,
      graceMs: this.graceMs,
      deadline: new Deadline(deadlineMs, () => performance.now() - startedAt),
    });
    const question: Question = {
      rule: 'rule',
      backend: 'exchange',
      registry: 'registry.example',
      key: { account: this.account },
      byToken: this.byToken,
      ask: async () => {
        this.asked += 1;
        if (this.failing === 'nothing') await new Promise(() => {});
        if (this.failing !== undefined && this.failing !== 'nothing') {
          throw new ProviderError('the service', { code: this.failing });
        }
        return this.#credentials();
      },
    };
    try {
      return await cache.through(question, new AbortController());
    } finally {
      this.report = cache.report;
    }
  }

  #credentials(): Credentials {
    if (this.anonymous) return { scope: 'registry', entries: [], anonymousForMs: this.lifeMs };
    const password = new Secret(`password ${this.asked}`);
    const expiresAt = new Date(this.now + this.lifeMs);
    return { scope: 'registry', entries: [{ username: 'robot', password, expiresAt }] };
  }

  async refuses(): Promise<ErrorCode> {
    const error = await this.pull().then(
      () => assert.fail('a credential was given'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ProviderError, String(error));
    return error.code;
  }

  entryFile(): string {
    const [name = ''] = readdirSync(this.#directory).filter((file) => file.endsWith('.json'));
    return join(this.#directory, name);
  }
}

/** A node whose only credential has expired an hour ago. */
async function expired(context: TestContext): Promise<Node> {
  const node = new Node(context);
  await node.pull();
  node.now += 2 * HOUR;
  return node;
}

function passwordOf({ entries }: Credentials): string | undefined {
  return entries[0]?.password.reveal();
}

describe('a service that cannot be reached', () => {
  for (const code of OUTAGES) {
    test(`${code}: the expired credential, kept by the kubelet for half a minute`, async (context) => {
      const node = await expired(context);
      node.failing = code;
      const credentials = await node.pull();
      assert.equal(passwordOf(credentials), 'password 1');
      assert.equal(node.asked, 2);
      assert.equal(node.report?.outcome, 'expired');
      assert.equal(node.report?.failure?.code, code);
      const answer = makeAnswer(credentials, {
        image: parseImage('registry.example/app'),
        wholeRegistry: true,
        cacheDurationMs: 300_000,
        now: node.now,
      });
      assert.equal(answer.cacheDurationMs, 30_000);
      assert.deepEqual(node.report?.troubles, []);
    });
  }

  test('other Pods of the account do not wait for it again, and half a minute later one does', async (context) => {
    const node = await expired(context);
    node.failing = 'NETWORK_FAILED';
    await node.pull();
    node.now += 29 * SECOND;
    assert.equal(passwordOf(await node.pull()), 'password 1');
    assert.deepEqual([node.asked, node.report?.outcome], [2, 'expired']);
    node.now += 2 * SECOND;
    await node.pull();
    assert.equal(node.asked, 3);
  });

  test('the first pull after the outage gets a new credential', async (context) => {
    const node = await expired(context);
    node.failing = 'NETWORK_FAILED';
    await node.pull();
    node.failing = undefined;
    node.now += 31 * SECOND;
    assert.equal(passwordOf(await node.pull()), 'password 3');
    assert.equal(node.report?.outcome, 'asked');
  });

  test('the grace ends, however long the outage lasts', async (context) => {
    const node = await expired(context);
    node.failing = 'NETWORK_FAILED';
    for (let hour = 0; hour < 23; hour += 1) {
      await node.pull();
      node.now += HOUR - SECOND;
    }
    node.now += 23 * SECOND;
    assert.equal(await node.refuses(), 'NETWORK_FAILED');
  });

  test('a call without an end leaves time to answer', async (context) => {
    const node = await expired(context);
    node.failing = 'nothing';
    assert.equal(passwordOf(await node.pull({ deadlineMs: 40 })), 'password 1');
    assert.equal(node.report?.failure?.code, 'DEADLINE_EXCEEDED');
  });

  test('the file stays for the grace and ten minutes', async (context) => {
    const node = new Node(context);
    await node.pull();
    assert.equal(statSync(node.entryFile()).mtimeMs, node.now + HOUR + 24 * HOUR);
    node.now += 2 * HOUR;
    node.failing = 'NETWORK_FAILED';
    await node.pull();
    assert.equal(statSync(node.entryFile()).mtimeMs, node.now - HOUR + 24 * HOUR);
  });
});

describe('an answer of the service is never bridged', () => {
  for (const code of ANSWERS) {
    test(code, async (context) => {
      const node = await expired(context);
      node.failing = code;
      assert.equal(await node.refuses(), code);
    });
  }

  test('nor is it while it is remembered, and in the outage that follows it', async (context) => {
    const node = await expired(context);
    node.failing = 'BACKEND_DENIED';
    await node.refuses();
    node.failing = 'NETWORK_FAILED';
    node.now += 9 * SECOND;
    assert.equal(await node.refuses(), 'BACKEND_DENIED');
    assert.equal(node.asked, 2);
    node.now += 2 * SECOND;
    assert.equal(await node.refuses(), 'NETWORK_FAILED');
    assert.doesNotMatch(readFileSync(node.entryFile(), 'utf8'), /password 1/);
  });

  test('nor one to a renewal, when the credential has expired in the meantime', async (context) => {
    const node = new Node(context);
    await node.pull();
    node.now += HOUR - 60 * SECOND;
    node.failing = 'BACKEND_DENIED';
    assert.equal(passwordOf(await node.pull()), 'password 1');
    node.failing = 'NETWORK_FAILED';
    node.now += 11 * SECOND;
    assert.equal(passwordOf(await node.pull()), 'password 1', 'it is valid');
    node.now += HOUR;
    assert.equal(await node.refuses(), 'NETWORK_FAILED');
  });

  test('an invalid response does not end the grace', async (context) => {
    const node = await expired(context);
    node.failing = 'RESPONSE_INVALID';
    await node.refuses();
    node.failing = 'NETWORK_FAILED';
    assert.equal(passwordOf(await node.pull()), 'password 1');
  });
});

describe('nobody else gets it', () => {
  const ROWS: readonly (readonly [name: string, change: (node: Node) => void])[] = [
    ['without a token', (node) => (node.byToken = false)],
    ['another service account', (node) => (node.account = 'team-b/app')],
    ['a grace of 0', (node) => (node.graceMs = 0)],
  ];
  for (const [name, change] of ROWS) {
    test(name, async (context) => {
      const node = await expired(context);
      node.failing = 'NETWORK_FAILED';
      change(node);
      assert.equal(await node.refuses(), 'NETWORK_FAILED');
    });
  }

  test('that there is no credential is no credential', async (context) => {
    const node = new Node(context);
    node.anonymous = true;
    await node.pull();
    node.now += 2 * HOUR;
    node.failing = 'NETWORK_FAILED';
    assert.equal(await node.refuses(), 'NETWORK_FAILED');
  });

  test('the clock was set back by an hour', async (context) => {
    const node = new Node(context);
    await node.pull();
    node.now -= HOUR;
    node.failing = 'NETWORK_FAILED';
    assert.equal(await node.refuses(), 'NETWORK_FAILED');
  });
});
