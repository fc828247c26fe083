// Programs of others: what they print, and that nothing of them stays.

import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { lookAtExecutable, runCommand, runProbe, runShell } from '../../../src/system/program.ts';
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
  const started = performance.now();
  const result = await run(`sleep 600 & echo $! > ${pidFile}; echo done`);
  assert.deepEqual(result, { kind: 'exited', exit: 0, stdout: Buffer.from('done\n') });
  assert.ok(performance.now() - started < 300_000);
  await gone(Number(readFileSync(pidFile, 'utf8')));
});

test('what fled from its group is not waited for either', async (context) => {
  const pidFile = join(temporaryFolder(context).path, 'pid');
  const started = performance.now();
  const result = await run(`setsid sleep 600 & echo $! > ${pidFile}; echo done`);
  const took = performance.now() - started;
  process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL'); // throws where it is gone
  assert.deepEqual(result, { kind: 'exited', exit: 0, stdout: Buffer.from('done\n') });
  assert.ok(took < 300_000);
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

const command = (line: string, timeoutMs = 60_000) =>
  runCommand(['/bin/sh', '-c', line], {
    env: { PATH: '/usr/bin:/bin' },
    signal: never,
    timeoutMs,
    maxBytes: 10,
  });

test('a command: how it ends, and the last of both its outputs', async () => {
  assert.deepEqual(await command('echo 0123456789; echo abc >&2'), {
    problem: undefined,
    stdout: Buffer.from('123456789\n'),
    stderr: Buffer.from('abc\n'),
  });
  assert.equal((await command('exit 3')).problem, 'exit 3');
  assert.equal((await command('kill -TERM $$')).problem, 'ended by SIGTERM');
  const missing = await runCommand(['/nonexistent'], {
    env: {},
    signal: never,
    timeoutMs: 1000,
    maxBytes: 1,
  });
  assert.equal(missing.problem, 'ENOENT');
});

test('what a command leaves running goes on', async (context) => {
  const pidFile = join(temporaryFolder(context).path, 'pid');
  assert.equal((await command(`sleep 600 >/dev/null 2>&1 & echo $! > ${pidFile}`)).problem, undefined);
  process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL'); // throws where it is gone
});

test('a command that does not end in time is killed', async () => {
  assert.equal((await command('sleep 600', 100)).problem, 'did not end within 0.1 s');
});

test('a probe: its own name, an empty environment, and only the file that was looked at', (context) => {
  const folder = temporaryFolder(context);
  const file = folder.write('program', '#!/bin/sh\necho "$1 $HOME"; exit 4\n', 0o755);
  const looked = lookAtExecutable(file);
  assert.ok(looked);
  const ended = { code: 4, stdout: 'version \n', stderr: '', problem: undefined };
  assert.deepEqual(runProbe(file, [file, 'version']), ended);
  assert.deepEqual(runProbe(file, [file, 'version'], looked), ended);
  chmodSync(file, 0o711);
  assert.equal(runProbe(file, [file], looked).problem, 'ENOENT');
  assert.equal(lookAtExecutable(folder.path), undefined);
});

/** A process that init has not yet taken over may still be a zombie. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    if (stat === '' || / Z /.test(stat)) return;
    await delay(5);
  }
}
