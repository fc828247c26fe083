// Many processes at once: one call for each identity, whatever comes of it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PullOptions, PullResult } from './node.ts';
import { Node, until } from './node.ts';

const many = (node: Node, count: number, options: (index: number) => Partial<PullOptions> = () => ({})) =>
  Promise.all(Array.from({ length: count }, (_, index) => node.pull(options(index)))) as Promise<
    PullResult[]
  >;

function passwordsOf(results: readonly PullResult[]): readonly (string | undefined)[] {
  return [...new Set(results.map(({ password }) => password))].sort();
}

describe('nothing is kept, and the cloud takes 60 ms', () => {
  for (const count of [50, 110]) {
    test(`${count} processes at once: one call`, async (context) => {
      const node = await Node.start(context);
      node.delayMs = 60;
      const results = await many(node, count);
      assert.deepEqual(passwordsOf(results), ['node 1']);
      assert.deepEqual(node.asked, ['node']);
      assert.deepEqual(node.files, ['#.json'], 'no lock and no unfinished file is left');
      assert.deepEqual([...new Set(results.flatMap(({ troubles }) => troubles))], []);

      const after = await many(node, 5); // the kubelet was restarted
      assert.deepEqual([...new Set(after.map(({ outcome }) => outcome))], ['hit']);
      assert.equal(node.asked.length, 1);
    });
  }

  test('50 processes of two identities: two calls, and each gets its own', async (context) => {
    const node = await Node.start(context);
    node.delayMs = 60;
    const identityOf = (index: number): string => (index % 2 === 0 ? 'team-a' : 'team-b');
    const results = await many(node, 50, (index) => ({ identity: identityOf(index) }));
    assert.deepEqual([...node.asked].sort(), ['team-a', 'team-b']);
    results.forEach(({ password }, index) => {
      assert.equal(password?.split(' ')[0], identityOf(index));
    });
  });
});

describe('the cloud says no', () => {
  for (const [status, code] of [
    [403, 'BACKEND_DENIED'],
    [429, 'BACKEND_THROTTLED'],
  ] as const) {
    test(`${status} to the first of 30: nobody else asks`, async (context) => {
      const node = await Node.start(context);
      node.status = status;
      const now = Date.now(); // for all: the last of them may begin when the refusal would be forgotten
      const results = await many(node, 30, () => ({ now }));
      assert.deepEqual([...new Set(results.map((result) => result.code))], [code]);
      assert.equal(node.asked.length, 1);
    });
  }

  test('503 after a while: those who have waited do not ask again', async (context) => {
    const node = await Node.start(context);
    node.status = 503;
    node.holds = true;
    const all = many(node, 20);
    await until(() => node.waiting === 19, 'all but the one that asks wait', 300_000);
    node.release();
    const results = await all;
    assert.deepEqual([...new Set(results.map((result) => result.code))], ['BACKEND_UNAVAILABLE']);
    assert.equal(node.asked.length, 1);
    assert.match(
      results.find(({ outcome }) => outcome === 'waited')?.message ?? '',
      /^cloud: status 503 \(from a call that another process made\)$/,
    );
    node.status = 200;
    assert.equal((await node.pull())?.password, 'node 2', 'and whoever comes later asks at once');
  });
});

describe('a credential that is due', () => {
  test('is given to all but the one that renews it, without waiting', async (context) => {
    const node = await Node.start(context);
    await node.pull();
    node.makeDue();
    node.holds = true;
    const renewing = node.begin();
    while (node.held.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const results = await many(node, 10);
    assert.deepEqual(passwordsOf(results), ['node 1']);
    assert.deepEqual([...new Set(results.map(({ outcome }) => outcome))], ['old']);
    node.release();
    assert.equal((await renewing.result)?.password, 'node 2');
    assert.equal((await node.pull())?.password, 'node 2');
    assert.equal(node.asked.length, 2);
  });
});
