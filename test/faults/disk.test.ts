// What can be wrong with the disk below the cache: it costs at most the call that would have been saved.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { Node, type PullOptions } from './node.ts';

const MOUNTS = canMount() ? false : 'needs root and the right to mount';
const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root';

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Gives the node's cache a file system of its own. */
function mountTmpfs(context: TestContext, node: Node, options: string): void {
  const path = mkdtempSync(join(tmpdir(), 'rcp-tmpfs-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `mode=700,${options}`, 'tmpfs', path]);
  context.after(() => {
    execFileSync('umount', ['-l', path]);
    rmdirSync(path);
  });
  node.directory = path;
}

describe('a disk that is', { skip: MOUNTS }, () => {
  test('full: each pull asks and is answered', async (context) => {
    const node = await Node.start(context);
    mountTmpfs(context, node, 'size=64k');
    assert.throws(() => writeFileSync(join(node.directory, 'filler'), Buffer.alloc(128 * 1024)), {
      code: 'ENOSPC',
    });
    for (const number of [1, 2]) {
      const result = await node.pull();
      assert.equal(result?.password, `node ${number}`);
      assert.deepEqual(result?.troubles, ['entry is on a disk that is full']);
    }
    assert.deepEqual(readdirSync(node.directory), ['filler']);
  });

  test('full, with an entry that is due: it is renewed, and the old entry stays whole', async (context) => {
    const node = await Node.start(context);
    mountTmpfs(context, node, 'size=64k');
    await node.pull();
    node.makeDue();
    assert.throws(() => writeFileSync(join(node.directory, 'filler'), Buffer.alloc(128 * 1024)), {
      code: 'ENOSPC',
    });
    assert.equal((await node.pull())?.password, 'node 2');
    node.status = 503;
    assert.equal((await node.pull())?.password, 'node 1');
  });

  test('out of inodes: each pull asks and is answered', async (context) => {
    const node = await Node.start(context);
    mountTmpfs(context, node, 'nr_inodes=2');
    writeFileSync(join(node.directory, 'filler'), '');
    const result = await node.pull();
    assert.equal(result?.password, 'node 1');
    assert.deepEqual(result?.troubles, ['lock cannot be used (ENOSPC)', 'entry is on a disk that is full']);
  });

  test('read-only: entries are used, and nothing else', async (context) => {
    const node = await Node.start(context);
    mountTmpfs(context, node, 'size=1m');
    await node.pull();
    execFileSync('mount', ['-o', 'remount,ro', node.directory]);
    assert.equal((await node.pull())?.outcome, 'hit');
    const other = await node.pull({ identity: 'other' });
    assert.equal(other?.password, 'other 2');
    assert.deepEqual(other?.troubles, [
      'lock cannot be used (EROFS)',
      'entry is on a disk that is read-only',
    ]);
  });

  test('read-only, where the directory would be made', async (context) => {
    const node = await Node.start(context);
    mountTmpfs(context, node, 'size=1m,ro');
    const result = await node.pull({ directory: join(node.directory, 'cache') });
    assert.equal(result?.outcome, 'off');
    assert.equal(result?.password, 'node 1');
    assert.deepEqual(result?.troubles, ['directory is on a disk that is read-only']);
  });
});

test('a directory that may not be made', { skip: NOT_ROOT }, async (context) => {
  const node = await Node.start(context);
  const result = await node.pull({ directory: '/proc/cache' });
  assert.equal(result?.outcome, 'off');
  assert.equal(result?.password, 'node 1');
  assert.equal(existsSync('/proc/cache'), false);
});

test('100,000 stale entries slow no pull, and go a few at a time', async (context) => {
  const node = await Node.start(context);
  mkdirSync(node.directory, { mode: 0o700 });
  execFileSync(
    'sh',
    [
      '-c',
      'seq 100000 | awk \'{ printf "%064d.json\\n", $1 }\' | xargs touch -d "2 days ago" && chmod 600 *1.json',
    ],
    { cwd: node.directory },
  );
  const asked = await node.pull();
  assert.equal(asked?.password, 'node 1');
  assert.deepEqual(asked?.troubles, []);
  const hit = await node.pull();
  assert.equal(hit?.outcome, 'hit');
  const left = readdirSync(node.directory).length;
  assert.ok(left < 100_001 && left >= 99_801, `${left} are left`);
  // A walk through all of them would take many times as long. Of a few runs the quickest counts: what else the machine
  // does can only add to what a run takes.
  const cpuMs = async (pull: (attempt: number) => Partial<PullOptions>): Promise<number> => {
    const results = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) results.push(await node.pull(pull(attempt)));
    return Math.min(...results.map((result) => result?.cpuMs ?? Infinity));
  };
  const empty = await cpuMs((attempt) => ({ directory: `${node.directory}-empty-${attempt}` }));
  for (const took of [await cpuMs((attempt) => ({ identity: `${attempt}` })), await cpuMs(() => ({}))]) {
    assert.ok(took < empty * 2 + 100, `${took} ms of the processor, with an empty directory ${empty} ms`);
  }
});
