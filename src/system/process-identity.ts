// Which process this is, so that another one can tell whether it still runs: its number alone is used again.
// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html

import { readFileSync, readlinkSync, statSync } from 'node:fs';

/**
 * `4711.8841234.4026531836-23.<boot id>`: number, start in clock ticks since boot, whose numbers they are, boot.
 * Undefined where there is no /proc to tell.
 */
export function identifyProcess(): string | undefined {
  try {
    const stat = parseStat(readFileSync('/proc/self/stat', 'latin1'));
    return stat && [stat.pid, stat.startedAt, ...surroundings()].join('.');
  } catch {
    return undefined;
  }
}

/**
 * Whether the process of that identity still runs. `unknown`: it lives, or lived, where it cannot be seen.
 * What is no identity names no process.
 */
export function isRunning(identity: string): boolean | 'unknown' {
  const [pid = '', startedAt, namespace, boot] = identity.split('.');
  if (!/^[1-9][0-9]*$/.test(pid)) {
    return false;
  }
  const [ourNamespace, ourBoot] = surroundings();
  if (boot !== ourBoot) {
    return false;
  }
  if (!areSameNumbers(namespace ?? '', ourNamespace)) {
    return 'unknown';
  }
  try {
    const stat = parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
    return stat !== undefined && stat.startedAt === startedAt && !ENDED.includes(stat.state);
  } catch {
    return false;
  }
}

/** When the process of a folder such as /proc/4711 was started, in ticks since boot; undefined when it has ended. */
export function startOfProcess(folder: string): string | undefined {
  try {
    const stat = parseStat(readFileSync(`${folder}/stat`, 'latin1'));
    return stat === undefined || ENDED.includes(stat.state) ? undefined : stat.startedAt;
  } catch {
    return undefined;
  }
}

/** Which start of the machine this is; empty where the kernel does not tell. */
export function bootOf(proc: string): string {
  try {
    return readFileSync(`${proc}/sys/kernel/random/boot_id`, 'latin1').trim();
  } catch {
    return '';
  }
}

/** Of such a tick there are 100 in a second for programs, on every machine. */
const TICKS_PER_SECOND = 100;

/** As the kernel counts the start of a process. */
export function ticksSinceBoot(proc: string): number {
  try {
    const [seconds = ''] = readFileSync(`${proc}/uptime`, 'latin1').split(' ');
    return Math.ceil(Number(seconds) * TICKS_PER_SECOND);
  } catch {
    return Number.MAX_SAFE_INTEGER; // then only another start of the machine counts
  }
}

/** Zombie and dead: only its parent has not looked yet. */
const ENDED = 'ZXx';

let known: readonly [namespace: string, boot: string] | undefined;

/**
 * Whose numbers /proc tells: those of the PID namespace that it was mounted in. A Pod that has made the node's root its
 * own sees the node's /proc, and so the node's numbers, from a namespace of its own; which is the node's it may not look
 * up, but the file system is the same. So both are told: `<inode of the namespace, where it is known>-<file system>`.
 * https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
function whoseNumbers(): string {
  const [, numbers = ''] = /^NSpid:\s*(.*)$/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
  const isOurs = numbers.trim().split(/\s+/).length === 1;
  const namespace = isOurs ? readlinkSync('/proc/self/ns/pid').replace(/\D/g, '') : '';
  return `${namespace}-${statSync('/proc').dev}`;
}

function areSameNumbers(some: string, others: string): boolean {
  const [namespace, fileSystem] = some.split('-');
  const [otherNamespace, otherFileSystem] = others.split('-');
  return (
    (fileSystem !== undefined && fileSystem === otherFileSystem) ||
    (namespace !== '' && namespace === otherNamespace)
  );
}

/** Where this process's number means something: they never change. */
function surroundings(): readonly [namespace: string, boot: string] {
  known ??= [whoseNumbers(), readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()];
  return known;
}

/** The second field, a program's name in parentheses, may hold anything, parentheses and spaces too. */
function parseStat(text: string): { pid: string; state: string; startedAt: string } | undefined {
  const end = text.lastIndexOf(')');
  const fields = text.slice(end + 2).split(' ');
  const [state] = fields;
  const startedAt = fields[19];
  return state === undefined || startedAt === undefined
    ? undefined
    : { pid: text.slice(0, text.indexOf(' ')), state, startedAt };
}
