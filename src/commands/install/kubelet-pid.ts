// The process in which this node's kubelet runs, found anew only when the one that was known has ended.
// https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html

import { basename, join } from 'node:path/posix';
import { findRunningKubelet } from '../../kubelet/running.ts';
import { readBytes } from '../../system/files.ts';
import { listFolder } from '../../system/inspect.ts';
import { startOfProcess } from '../../system/process-identity.ts';
import type { ProcessIdentity } from './health.ts';
import type { ProfileName } from './node-setup.ts';

/**
 * Gives a function that looks: undefined when there is no such process, or none that we may see.
 * @param proc where the kernel tells of processes
 */
export function watchKubeletProcess(profile: ProfileName, proc: string): () => ProcessIdentity | undefined {
  let known: ProcessIdentity | undefined;
  const identify = (pid: number): ProcessIdentity | undefined => {
    const start = startOfProcess(join(proc, String(pid)));
    return start === undefined ? undefined : { pid, start };
  };
  return () => {
    const again = known && identify(known.pid);
    if (again === undefined || again.start !== known?.start) {
      const pid = findRunningKubelet(proc)?.pid ?? (profile === 'k3s' ? findK3s(proc) : undefined);
      known = pid === undefined ? undefined : identify(pid);
    }
    return known;
  };
}

/** k3s has the kubelet inside. It writes its command line anew, as one text with spaces. */
function findK3s(proc: string): number | undefined {
  const entries = listFolder(proc);
  const pids = 'problem' in entries ? [] : entries.map(({ name }) => name);
  const found = pids.find((pid) => {
    const [program = '', command] = /^[0-9]+$/.test(pid) ? commandLine(join(proc, pid)).split(/[\0 ]/) : [];
    return basename(program) === 'k3s' && (command === 'server' || command === 'agent');
  });
  return found === undefined ? undefined : Number(found);
}

/** Empty where nothing can be read, such as of a process that has just ended. */
function commandLine(folder: string): string {
  try {
    return readBytes(join(folder, 'cmdline'), { what: 'process' }).bytes.toString('utf8');
  } catch {
    return '';
  }
}
