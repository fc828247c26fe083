// The kubelet that runs on this machine, by what the kernel tells of it: its flags, and by them its release and gate.

import { join } from 'node:path/posix';
import { readBytes } from '../system/files.ts';
import { isSameFile, linkTarget, listNames } from '../system/inspect.ts';
import { runProgram } from '../system/run-program.ts';
import { parseRelease, type Release } from './release.ts';
import { type KubeletSettings, kubeletArguments, readSettings } from './settings.ts';

export interface RunningKubelet extends KubeletSettings {
  readonly pid: number;
  /** What follows `kubelet` on its command line. */
  readonly args: readonly string[];
  /** Asks the kubelet's executable; undefined when it does not tell. */
  release(): Release | undefined;
}

/** What of a kubelet says how it loads its credential providers: of one that runs, or of one as it will run. */
export type ProviderSettings = Pick<RunningKubelet, 'pid' | 'config' | 'binDir' | 'tokenGate' | 'release'>;

/** Undefined when there is none, or none that we may look at. `proc`: where the kernel tells of processes. */
export function findRunningKubelet(proc = '/proc'): RunningKubelet | undefined {
  const pids = listNames(proc).filter((name) => /^[0-9]+$/.test(name));
  const namespaces = ourNamespaces(proc);
  for (const pid of pids) {
    const theirs = mountNamespace(join(proc, pid));
    if (namespaces.length > 0 && theirs !== undefined && !namespaces.includes(theirs)) {
      continue; // a kubelet in a container, such as kind's: its paths are not ours
    }
    const words = (readText(join(proc, pid, 'cmdline')) ?? '').replace(/\0$/, '').split('\0');
    const args = kubeletArguments(words);
    if (args !== undefined) {
      return describe(join(proc, pid), Number(pid), args);
    }
  }
  return undefined;
}

/**
 * The mount namespaces in which a path means what it means to us: our own; and that of the first process where its root
 * is ours, as it is for a container that sees the node's processes and has changed its root to the node's.
 */
function ourNamespaces(proc: string): readonly string[] {
  const ours = mountNamespace(join(proc, 'self'));
  if (ours === undefined) return [];
  const first = isSameFile('/', join(proc, '1/root')) ? mountNamespace(join(proc, '1')) : undefined;
  return first === undefined ? [ours] : [ours, first];
}

function mountNamespace(folder: string): string | undefined {
  return linkTarget(join(folder, 'ns/mnt'));
}

function describe(folder: string, pid: number, args: readonly string[]): RunningKubelet {
  const settings = readSettings(args, {
    directory: linkTarget(join(folder, 'cwd')) ?? '/',
    read: readText,
    list: listNames,
  });
  return {
    ...settings,
    pid,
    args,
    release: () => parseRelease(runProgram(join(folder, 'exe'), ['--version']).stdout),
  };
}

/** Undefined where nothing can be read, such as of a process that has just ended. */
function readText(path: string): string | undefined {
  try {
    return readBytes(path, { what: 'process' }).bytes.toString('utf8');
  } catch {
    return undefined;
  }
}
