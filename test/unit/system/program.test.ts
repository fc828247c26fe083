// Programs of others: what they print, and that nothing of them stays.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { runShell } from '../../../src/system/program.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const never = new AbortController().signal;
const run = (commandLine: string, env: Readonly<Record<string, string>> = {}, maxBytes = 1000) =>
  runShell(commandLine, { env, signal: never, maxBytes });

test('what it prints, and how it ends', async () => {
  assert.deepEqual(await run('printf hello'), { kind: 'exited', exit: 0, stdout: Buffer.from('hello') });
  assert.deepEqual(await run('printf hello; exit 7'), {
    kind: 'exited',
    exit: 7,
    stdout: Buffer.from('hello'),
  });
  assert.deepEqual(await run('kill -TERM $$'), { kind: 'killed', by: 'SIGTERM' });
  assert.equal((await run('/nonexistent/program')).kind, 'exited');
});

test('it has our environment and nothing else, and no stdin to wait for', async () => {
  const result = await run('cat; printf "$A$HOME"; pwd', { A: 'b' });
  assert.deepEqual(result, { kind: 'exited', exit: 0, stdout: Buffer.from('b/\n') });
});

test('what it writes to stderr goes nowhere', async (context) => {
  const written: unknown[] = [];
  context.mock.method(process.stderr, 'write', (chunk: unknown) => written.push(chunk));
  await run('echo secret >&2');
  assert.deepEqual(written, []);
});

test('more than is wanted is a failure, at once', async () => {
  assert.deepEqual(await run('yes', {}, 10_000), { kind: 'tooMuch' });
});

test('what it leaves running ends with it, and is not waited for', async (context) => {
  const folder = temporaryFolder(context);
  const pidFile = join(folder.path, 'pid');
  const started = Date.now();
  const result = await run(`sleep 600 & echo $! > ${pidFile}; echo done`);
  assert.deepEqual(result, { kind: 'exited', exit: 0, stdout: Buffer.from('done\n') });
  assert.ok(Date.now() - started < 10_000);
  await gone(Number(readFileSync(pidFile, 'utf8')));
});

test('what fled from its group is not waited for either', async () => {
  const started = Date.now();
  const result = await run('setsid sleep 15 & echo done');
  assert.deepEqual(result, { kind: 'exited', exit: 0, stdout: Buffer.from('done\n') });
  assert.ok(Date.now() - started < 10_000);
});

test('the end of the run ends it and all that it has started', async (context) => {
  const folder = temporaryFolder(context);
  const pidFile = join(folder.path, 'pid');
  const controller = new AbortController();
  const over = new Error('the run is over');
  const running = runShell(`sleep 600 & echo $! > ${pidFile}.part; mv ${pidFile}.part ${pidFile}; wait`, {
    env: { PATH: '/usr/bin:/bin' },
    signal: controller.signal,
    maxBytes: 10,
  });
  while (!existsSync(pidFile)) await delay(5);
  controller.abort(over);
  await assert.rejects(running, over);
  await gone(Number(readFileSync(pidFile, 'utf8')));
  await assert.rejects(runShell('true', { env: {}, signal: controller.signal, maxBytes: 1 }), over);
});

/** A process that init has not yet taken over may still be a zombie. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    if (stat === '' || / Z /.test(stat)) return;
    await delay(5);
  }
}
