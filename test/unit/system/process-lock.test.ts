// The lock between processes: who gets it, and what becomes of it when its holder is gone. Whole processes that are
// killed at each step are in test/faults/.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { identifyProcess, isRunning } from '../../../src/system/process-identity.ts';
import { type Busy, type Lock, stateOfLock, takeLock } from '../../../src/system/process-lock.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const SELF = identifyProcess() as string;
const [PID, STARTED, NAMESPACE, BOOT] = SELF.split('.') as [string, string, string, string];

const isLock = (lock: Lock | Busy): lock is Lock => 'release' in lock;
const take = (path: string, self = SELF): Lock | Busy => takeLock(path, { self, now: Date.now });

/** A process that lives until the test ends, or is killed; its identity. */
async function living(context: TestContext): Promise<{ child: ChildProcess; identity: string }> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  context.after(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') as string[];
  return { child, identity: [child.pid, fields[19], NAMESPACE, BOOT].join('.') };
}

describe('a process', () => {
  test('knows who it is, and that it runs', () => {
    assert.equal(PID, String(process.pid));
    assert.equal(isRunning(SELF), true);
  });

  const rows: Readonly<Record<string, [identity: string, expected: ReturnType<typeof isRunning>]>> = {
    'another start of the same number': [[PID, Number(STARTED) + 1, NAMESPACE, BOOT].join('.'), false],
    'a number that nobody has': [['4194305', STARTED, NAMESPACE, BOOT].join('.'), false],
    'another boot': [[PID, STARTED, NAMESPACE, 'x'].join('.'), false],
    'another PID namespace': [[PID, STARTED, '1', BOOT].join('.'), 'unknown'],
    'another PID namespace of another boot': [[PID, STARTED, '1', 'x'].join('.'), false],
    nothing: ['', false],
    'a path': ['../../etc/passwd', false],
    'a number with a path': [`1/../self.${STARTED}.${NAMESPACE}.${BOOT}`, false],
    'less than an identity': [PID, false],
  };
  for (const [name, [identity, expected]] of Object.entries(rows)) {
    test(name, () => assert.equal(isRunning(identity), expected));
  }

  test('that has ended, though its parent has not looked yet', async (context) => {
    // The shell becomes a program that waits for nobody, so its child, which ends then, stays a zombie.
    const child = '(until grep -qx sleep /proc/$$/comm; do sleep 0.01; done)';
    const parent = spawn('sh', ['-c', `${child} & echo $!; exec sleep 60`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    context.after(() => parent.kill('SIGKILL'));
    const pid = String((await once(parent.stdout, 'data'))[0]).trim();
    const fields = () =>
      readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') as string[];
    while (fields()[0] !== 'Z') {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal(isRunning([pid, fields()[19], NAMESPACE, BOOT].join('.')), false);
  });
});

describe('a lock', () => {
  test('is for one at a time', (context) => {
    const path = join(temporaryFolder(context).path, 'lock');
    const lock = take(path);
    assert.ok(isLock(lock));
    assert.deepEqual(take(path), { heldBy: SELF });
    lock.release();
    assert.ok(isLock(take(path)));
  });

  test('of a process that lives is respected, and taken over the moment it is gone', async (context) => {
    const folder = temporaryFolder(context).path;
    const path = join(folder, 'lock');
    const { child, identity } = await living(context);
    symlinkSync(identity, path);
    assert.deepEqual(take(path), { heldBy: identity });
    assert.equal(stateOfLock(path, identity, Date.now()), 'held');
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(stateOfLock(path, identity, Date.now()), 'dead');
    const lock = take(path);
    assert.ok(isLock(lock));
    assert.equal(readlinkSync(path), SELF);
    assert.equal(stateOfLock(path, identity, Date.now()), 'taken');
    lock.release();
    assert.equal(stateOfLock(path, identity, Date.now()), 'free');
    assert.deepEqual(readdirSync(folder), []);
  });

  test('of another container counts for as long as a run may take', (context) => {
    const path = join(temporaryFolder(context).path, 'lock');
    const foreign = [PID, STARTED, '1', BOOT].join('.');
    symlinkSync(foreign, path);
    const { mtimeMs } = lstatSync(path);
    const at = (now: number) => takeLock(path, { self: SELF, now: () => now });
    assert.deepEqual(at(mtimeMs + 60_000), { heldBy: foreign });
    assert.ok(isLock(at(mtimeMs + 60_001)));
  });

  for (const [name, put] of Object.entries({
    'a link that names no process': (path: string) => symlinkSync('/etc/passwd', path),
    'a file': (path: string) => writeFileSync(path, ''),
    'the lock of an earlier boot': (path: string) =>
      symlinkSync([PID, STARTED, NAMESPACE, 'earlier'].join('.'), path),
  })) {
    test(`in whose place is ${name} is taken`, (context) => {
      const folder = temporaryFolder(context).path;
      const path = join(folder, 'lock');
      put(path);
      const lock = take(path);
      assert.ok(isLock(lock));
      lock.release();
      assert.deepEqual(readdirSync(folder), []);
    });
  }

  test('in whose place is a directory cannot be had, and nothing is left of the attempt', (context) => {
    const folder = temporaryFolder(context).path;
    const path = join(folder, 'lock');
    mkdirSync(path);
    assert.throws(() => take(path), { code: 'EISDIR' });
    assert.deepEqual(readdirSync(folder), ['lock']);
  });

  test('whose successor died while succeeding is taken, and so is that of the second', (context) => {
    const folder = temporaryFolder(context).path;
    const path = join(folder, 'lock');
    const dead = ['4194305', STARTED, NAMESPACE, BOOT].join('.');
    for (const name of ['lock', 'lock.next', 'lock.next.next']) {
      symlinkSync(dead, join(folder, name));
    }
    const lock = take(path);
    assert.ok(isLock(lock));
    lock.release();
    assert.deepEqual(readdirSync(folder), []);
  });

  test('that is being taken over by a process that lives is waited for', async (context) => {
    const folder = temporaryFolder(context).path;
    const path = join(folder, 'lock');
    const { identity } = await living(context);
    const dead = ['4194305', STARTED, NAMESPACE, BOOT].join('.');
    symlinkSync(dead, path);
    symlinkSync(identity, `${path}.next`);
    assert.deepEqual(take(path), { heldBy: dead });
    assert.equal(stateOfLock(path, dead, Date.now()), 'dead');
  });

  test('is not released by one who has lost it', (context) => {
    const path = join(temporaryFolder(context).path, 'lock');
    const lock = take(path, ['4194305', STARTED, NAMESPACE, BOOT].join('.'));
    assert.ok(isLock(lock));
    assert.ok(isLock(take(path)));
    lock.release();
    assert.equal(readlinkSync(path), SELF);
  });
});
