// A machine for one node: processes, mounts, /etc, /var/lib, /var/log, /usr/local, /run and host names of its own; the loopback
// network is the host's, so that tests and the node's services reach each other. Whatever runs on it ends with
// it, and it ends with the test's process at the latest.
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runProgram } from '../support/run-program.ts';
import { Unavailable } from '../support/unavailable.ts';
import { removeCgroups } from './cgroups.ts';
import { type Environment, type Program, startProgram, waitForEnd } from './program.ts';

export interface Machine {
  /** A directory that the machine and the tests both see. */
  readonly directory: string;
  /** The cgroup, from the root of each hierarchy, below which the node's containers belong. */
  readonly cgroup: string;
  /** Makes the name one of its loopback network. */
  addHost(name: string): Promise<void>;
  start(name: string, command: string, args: readonly string[], env: Environment): Program;
  /** Runs a command line of the shell on it to its end; what it wrote. Fails with what it wrote to standard error. */
  run(commandLine: string): Promise<string>;
  /** Ends all that runs on it, and removes every trace. */
  stop(): Promise<void>;
}

const namespaces = ['--mount', '--pid', '--fork', '--mount-proc', '--kill-child', '--'];

/** Fails where we are not allowed to make one. */
export async function checkMachine(): Promise<void> {
  if (process.platform !== 'linux')
    throw new Unavailable(`the kubelet runs on Linux, this is ${process.platform}`);
  if (process.getuid?.() !== 0) throw new Unavailable('only root may run a kubelet and a container runtime');
  await runProgram('unshare', [...namespaces, 'true'], process.env, 10_000).catch((error) => {
    throw new Unavailable(`no namespaces to be had: ${error.message}`);
  });
}

export async function startMachine(): Promise<Machine> {
  const directory = await mkdtemp('/var/cache/registry-credential-provider-node-');
  await mkdir(join(directory, 'private'));
  await mkdir(join(directory, 'log'));
  const hosts = join(directory, 'hosts');
  await writeFile(hosts, '127.0.0.1 localhost\n');

  const logFile = (name: string) => join(directory, 'log', `${name}.log`);
  const setUp = [
    ...namespaces,
    'sh',
    join(import.meta.dirname, 'machine.sh'),
    directory,
    basename(directory),
  ];
  const first = startProgram('machine', 'unshare', setUp, process.env, logFile('machine'), 'pipe');
  const enter = [
    `--mount=/proc/${first.program.pid}/ns/mnt`,
    `--pid=/proc/${first.program.pid}/ns/pid_for_children`,
  ];
  const machine: Machine = {
    directory,
    cgroup: `/${basename(directory)}`,
    addHost: (name) => appendFile(hosts, `127.0.0.1 ${name}\n`),
    start: (name, command, args, env) =>
      startProgram(name, 'nsenter', [...enter, '--', command, ...args], env, logFile(name)).program,
    run: (commandLine) =>
      runProgram('nsenter', [...enter, '--', 'sh', '-euc', commandLine], process.env, 60_000),
    stop: async () => {
      first.child.stdin?.end();
      await waitForEnd(first.child, 60_000);
      await removeCgroups(machine.cgroup);
      await rm(directory, { recursive: true });
    },
  };
  try {
    await first.program.waitForLog(/^ready$/m, 10_000);
  } catch (error) {
    await machine.stop();
    throw error;
  }
  return machine;
}
