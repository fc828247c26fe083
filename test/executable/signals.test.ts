// Whatever signal arrives, the process listens nowhere: Node opens V8's debugger on SIGUSR1 unless it is told not to, and
// any user of the node could then run code in it as root.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { constants } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { readSea } from '../../scripts/read-sea.mjs';
import { EXECUTABLE, request } from '../support/executable.ts';
import { configText, type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';

/** Each ends or stops any process. */
const UNANSWERABLE = ['SIGKILL', 'SIGSTOP'];
const STOPPING = ['SIGTSTP', 'SIGTTIN', 'SIGTTOU'];
const SIGNALS = Object.keys(constants.signals).filter(
  (name) => !UNANSWERABLE.includes(name),
) as NodeJS.Signals[];

/** Sockets of a process that wait for connections: of TCP in state 0A, and of Unix with the flag for it. */
function listening(pid: number): string[] {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).map((name) => {
      try {
        return /^socket:\[([0-9]+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1];
      } catch {
        return undefined; // closed meanwhile
      }
    }),
  );
  const table = (name: string) =>
    (existsSync(`/proc/${pid}/net/${name}`) ? readFileSync(`/proc/${pid}/net/${name}`, 'utf8') : '')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/));
  const tcp = ['tcp', 'tcp6'].flatMap((name) =>
    table(name).filter(([, , , state, , , , , , inode]) => state === '0A' && own.has(inode ?? '')),
  );
  const unix = table('unix').filter(
    ([, , , flags, , , inode]) => flags === '00010000' && own.has(inode ?? ''),
  );
  return [...tcp, ...unix].map((fields) => fields.join(' '));
}

/** Signals in one of the kernel's masks: such as those that the process has a handler for, ignores or blocks. */
function signalsIn(mask: 'SigBlk' | 'SigCgt' | 'SigIgn' | 'SigPnd' | 'ShdPnd', pid: number): string[] {
  const [, bits = ''] = new RegExp(`^${mask}:\\t([0-9a-f]+)$`, 'm').exec(statusOf(pid)) ?? [];
  return Object.entries(constants.signals).flatMap(([name, number]) =>
    (BigInt(`0x${bits}`) >> BigInt(number - 1)) & 1n ? [name] : [],
  );
}

/** Whether the process ends by it, so that nothing of it is left to listen. */
function ends(pid: number, signal: string): boolean {
  // V8 has a handler for faults of its own code, and passes others on.
  if (['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGSEGV', 'SIGBUS', 'SIGTRAP'].includes(signal)) return true;
  const harmless = ['SIGCHLD', 'SIGCONT', 'SIGURG', 'SIGWINCH', ...STOPPING];
  const held = (['SigBlk', 'SigCgt', 'SigIgn'] as const).flatMap((mask) => signalsIn(mask, pid));
  return ![...harmless, ...held].includes(signal);
}

function statusOf(pid: number): string {
  return readFileSync(`/proc/${pid}/status`, 'utf8');
}

function threads(pid: number): string[] {
  return readdirSync(`/proc/${pid}/task`).map((task) =>
    readFileSync(`/proc/${pid}/task/${task}/comm`, 'utf8').trim(),
  );
}

/** Ready to be sent a signal: it waits, for an answer or for a change. */
interface Waiting {
  readonly name: string;
  readonly skip?: string | false;
  start(): Promise<ChildProcess>;
}

describe('no signal opens a debugger, nor anything else', { concurrency: 4 }, () => {
  let folder: TemporaryFolder;
  const running = new Set<ChildProcess>();

  // It takes a connection, and never says a word.
  const cloud = createServer();

  before(async () => {
    cloud.listen(0, '127.0.0.1');
    await once(cloud, 'listening');
    folder = temporaryFolder({ after: (done) => after(() => (done as () => void)()) });
  });
  after(() => {
    cloud.close();
    for (const child of running) child.kill('SIGKILL');
  });

  const begin = (args: readonly string[], command: readonly string[] = [EXECUTABLE]): ChildProcess => {
    const { port } = cloud.address() as AddressInfo;
    const [program = '', ...first] = command;
    const child = spawn(program, [...first, ...args], {
      env: { GCE_METADATA_HOST: `127.0.0.1:${port}`, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      cwd: '/',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('close', () => running.delete(child));
    child.stderr?.resume();
    return child;
  };

  const WAITING: readonly Waiting[] = [
    {
      name: 'a run that waits for a cloud',
      start: async () => {
        const rules = [{ name: 'google', matchImages: ['europe-docker.pkg.dev'], google: {} }];
        const asked = once(cloud, 'connection');
        const child = begin([`--config=${folder.write('config.yaml', configText(rules))}`]);
        child.stdin?.end(request('europe-docker.pkg.dev/p/r/i'));
        await asked;
        return child;
      },
    },
    {
      name: 'the agent',
      skip: process.getuid?.() !== 0 && 'a mount of its own needs root',
      start: async () => {
        // What it would find out of this machine is refused; what it writes down of that goes with its mounts.
        const child = begin(
          ['install', '--watch', '--config=/no/such/file'],
          ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /var/lib && exec "$@"', 'sh', EXECUTABLE],
        );
        let said = '';
        child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
        const closed = once(child, 'close').then(() => assert.fail(said));
        while (!/waits for changes/.test(said)) {
          await Promise.race([closed, once(child.stdout as NodeJS.ReadableStream, 'data')]);
        }
        closed.catch(() => {});
        return child;
      },
    },
  ];

  for (const { name, skip, start } of WAITING) {
    test(name, { skip }, async () => {
      const child = await start();
      const pid = child.pid as number;
      const handlers = signalsIn('SigCgt', pid).filter((each) => /^SIG(?:USR[12]|QUIT|TRAP)$/.test(each));
      assert.deepEqual(handlers, []);
      const sent = SIGNALS.filter((signal) => !ends(pid, signal));
      assert.ok(
        sent.includes('SIGUSR1'),
        'it does not end by it, and Node by itself would open the debugger',
      );
      for (const signal of sent) {
        child.kill(signal);
        if (STOPPING.includes(signal)) child.kill('SIGCONT');
        await settled(pid);
        assert.deepEqual(listening(pid), [], signal);
        assert.ok(!threads(pid).some((each) => /inspector/i.test(each)), signal);
      }
      child.kill('SIGKILL');
    });
  }

  test('the runtime inside is told so', () => {
    assert.ok(readSea(readFileSync(EXECUTABLE)).execArgv.includes('--disable-sigusr1'));
  });

  test('the look at sockets sees a debugger where there is one', async () => {
    const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', '-e', 'setInterval(() => {}, 1e6)'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.add(child);
    await once(child.stderr, 'data');
    assert.equal(listening(child.pid as number).length, 1);
    child.kill('SIGKILL');
  });
});

/** Until no signal is pending for the process but those that it blocks. */
async function settled(pid: number): Promise<void> {
  const pending = () => {
    const blocked = signalsIn('SigBlk', pid);
    return [...signalsIn('SigPnd', pid), ...signalsIn('ShdPnd', pid)].some((each) => !blocked.includes(each));
  };
  while (pending()) await new Promise((resolve) => setTimeout(resolve, 2));
}
