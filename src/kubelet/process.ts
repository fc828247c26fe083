// Which processes of a node are its kubelet, k3s or kubelite. A name on a command line proves nothing: what counts is who
// the process is, and that root alone could have put its executable where it is.
// https://man7.org/linux/man-pages/man5/proc_pid_status.5.html https://man7.org/linux/man-pages/man7/cgroups.7.html

import { basename, join } from 'node:path/posix';
import { isDeepStrictEqual } from 'node:util';
import { quote } from '../escape.ts';
import { readBytes } from '../system/files.ts';
import { isSameFile, linkTarget, listNames } from '../system/inspect.ts';
import { startOfProcess } from '../system/process-identity.ts';
import { type ExecutableFile, lookAtExecutable, runProbe } from '../system/program.ts';
import { followRootOnly, type Trust } from '../system/root-only.ts';

export interface KubeletProcess {
  readonly pid: number;
  /** In ticks since boot: a number is used again. */
  readonly start: string;
  readonly kind: 'kubelet' | 'k3s' | 'kubelite';
  /** What follows the program's name on its command line. */
  readonly args: readonly string[];
  /** The service of systemd in whose control group it is. */
  readonly unit: string | undefined;
  /** Whether it has the node's files, so that its paths mean what they mean to us; in a container it has others. */
  readonly hasNodeFiles: boolean;
  /** The folder in which the kernel tells of it. */
  readonly folder: string;
  /** What its executable prints when it is asked for its version; empty when it does not tell. */
  version(): string;
}

interface KubeletSearch {
  /** Where the kernel tells of processes. */
  readonly proc: string;
  /** Where the node's root file system is, and whose its files must be. */
  readonly trust: Trust;
  /** The service that starts the kubelet, where it is known: its process wins. */
  readonly unit?: string | undefined;
}

interface FoundKubelets {
  /** The one that is the node's comes first. */
  readonly kubelets: readonly KubeletProcess[];
  /** Those that call themselves a kubelet and are not believed. */
  readonly passedOver: readonly { readonly pid: number; readonly why: string }[];
}

export function findKubelets({ proc, trust, unit }: KubeletSearch): FoundKubelets {
  const kubelets: KubeletProcess[] = [];
  const passedOver: { pid: number; why: string }[] = [];
  const node = namespacesOfNode(proc, trust.root);
  const pids = listNames(proc).filter((name) => /^[1-9][0-9]*$/.test(name));
  for (const pid of pids.map(Number).sort((one, other) => one - other)) {
    const found = judge({ pid, folder: join(proc, String(pid)), trust, node });
    if (typeof found === 'string') passedOver.push({ pid, why: found });
    else if (found !== undefined) kubelets.push(found);
  }
  return { kubelets: kubelets.sort((one, other) => compare(one, other, unit)), passedOver };
}

/** By what tells most first; at last the oldest, and the smallest number. */
function compare(one: KubeletProcess, other: KubeletProcess, unit: string | undefined): number {
  const ranks = [one, other].map((each) => [
    each.hasNodeFiles ? 0 : 1,
    unit !== undefined && each.unit === unit ? 0 : 1,
    each.unit === 'kubelet.service' ? 0 : 1,
    each.unit === undefined ? 1 : 0,
    Number(each.start),
    each.pid,
  ]);
  const [first = [], second = []] = ranks;
  return first.map((rank, index) => rank - (second[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

interface Candidate {
  readonly pid: number;
  readonly folder: string;
  readonly trust: Trust;
  readonly node: Namespaces;
}

/** Undefined: it does not call itself a kubelet. A text: it does, and this is why it is not believed. */
function judge({ pid, folder, trust, node }: Candidate): KubeletProcess | string | undefined {
  const before = tellingsOf(folder, trust);
  const { start, words, link, users } = before;
  if (start === undefined || users === undefined) return undefined; // it has ended
  if (users.some((user) => user !== trust.owner)) {
    return isNamedSo(folder, link) ? `it runs as user ${[...new Set(users)].join(', ')}` : undefined;
  }
  const path = link === undefined ? undefined : pathOfExecutable(link, folder, trust.root);
  const called = roleOf(basename(words[0] ?? ''), words);
  const role = path === undefined ? undefined : roleOf(basename(path), words);
  if ((called ?? role) === undefined) return undefined;
  if (path === undefined)
    return 'its executable cannot be seen by this user; run as root, or give CAP_SYS_PTRACE';
  if (role === undefined) return `its executable is ${quote(path)}`;
  const user = linkTarget(join(folder, 'ns/user'));
  if (user !== node.user) return 'it is in a user namespace of its own';
  const mount = linkTarget(join(folder, 'ns/mnt'));
  const hasNodeFiles =
    isSameFile(trust.root, join(folder, 'root')) &&
    (node.mounts.length === 0 || (mount !== undefined && node.mounts.includes(mount)));
  const file = lookAtExecutable(join(folder, 'exe'));
  if (file === undefined) return `its executable ${quote(path)} cannot be opened`;
  const problem = problemOfExecutable(file, link as string, path, { ...trust, root: join(folder, 'root') });
  if (problem !== undefined) return problem;
  // What was read is of one process and one program: its number is used again, and what a user has started may become
  // another program, and root's, in the meantime.
  if (!isDeepStrictEqual(tellingsOf(folder, trust), before)) return undefined;
  return {
    ...role,
    pid,
    start,
    folder,
    hasNodeFiles,
    unit: unitOf(folder),
    version: () =>
      startOfProcess(folder) === start
        ? runProbe(join(folder, 'exe'), [words[0] as string, ...role.version], file).stdout
        : '',
  };
}

/**
 * What the kernel tells of a process, each part at its own moment. A command line is read from the memory of the process:
 * another user's is left alone, as it may lie in a file whose reading that user, or a file system that hangs, holds up.
 */
function tellingsOf(folder: string, { owner }: Trust) {
  const users = userIds(folder);
  return {
    start: startOfProcess(folder),
    words: users?.every((user) => user === owner) ? commandLine(folder) : [],
    link: linkTarget(join(folder, 'exe')),
    users,
  };
}

/** By what the kernel itself keeps of it. */
function isNamedSo(folder: string, link = ''): boolean {
  const [, name = ''] = /^Name:\t(.*)$/m.exec(readProcess(join(folder, 'status'))) ?? [];
  return [name, basename(link.replace(DELETED, ''))].some((each) => KUBELET.test(each));
}

/** What the kernel adds to the path of a file that was removed, or replaced by an upgrade, while it runs. */
const DELETED = / \(deleted\)$/;

/** As the process has it: `/usr/bin/kubelet`. */
function pathOfExecutable(link: string, folder: string, root: string): string {
  // A test's process has its files below the folder that is the root of the test's node.
  const paths = link.startsWith(`${root}/`) ? [link, link.slice(root.length)] : [link];
  const there = paths.find((path) => isSameFile(join(folder, 'root', path), join(folder, 'exe')));
  return there ?? link.replace(DELETED, '');
}

function problemOfExecutable(
  file: ExecutableFile,
  link: string,
  path: string,
  trust: Trust,
): string | undefined {
  const mode = file.mode.toString(8);
  if (file.uid !== trust.owner) return `its executable ${quote(path)} belongs to user ${file.uid}`;
  if ((file.mode & 0o6000) !== 0)
    return `its executable ${quote(path)} is run as another user (mode ${mode})`;
  if ((file.mode & 0o022) !== 0) return `other users can write its executable ${quote(path)} (mode ${mode})`;
  const way = followRootOnly(path, trust);
  if (way.problem !== undefined) return `other users can change its executable: ${way.problem}`;
  const isThere = way.facts?.ino === file.ino && way.facts.dev === file.dev;
  return isThere || DELETED.test(link) ? undefined : `its executable is not what ${quote(path)} is`;
}

interface Role extends Pick<KubeletProcess, 'kind' | 'args'> {
  /** What asks it for its version. */
  readonly version: readonly string[];
}

/** Releases may stand behind the name: kubelet-1.34.2. */
const KUBELET = /^\.?kubelet(?:[-_.]v?[0-9][^/]*|-wrapped)?$/;

/** What a program of that name, with that command line, is on a node; undefined: no kubelet. */
function roleOf(name: string, [own = '', ...rest]: readonly string[]): Role | undefined {
  if (KUBELET.test(name)) return asKubelet('kubelet', rest, []);
  if (name === 'hyperkube') {
    if (basename(own) === 'kubelet') return asKubelet('kubelet', rest, []);
    return rest[0] === 'kubelet' ? asKubelet('kubelet', rest.slice(1), ['kubelet']) : undefined;
  }
  if (name === 'kubelite') return asKubelet('kubelite', rest, []);
  // k3s writes its command line as one text with spaces: `/usr/local/bin/k3s server`.
  const [program = '', command = '', ...args] = [own, ...rest].join(' ').trim().split(' ');
  return /^k3s(?:-server|-agent)?(?: |$)/.test(name) &&
    /^k3s(?:-server|-agent)?$/.test(basename(program)) &&
    /^(?:server|agent)$/.test(command)
    ? { kind: 'k3s', args, version: ['--version'] }
    : undefined;
}

/** Undefined for one that only tells something and ends. */
function asKubelet(kind: Role['kind'], args: readonly string[], before: readonly string[]): Role | undefined {
  return args.some((each) => /^(?:--version(?:=true|=raw)?|--help|-h)$/.test(each))
    ? undefined
    : { kind, args, version: [...before, '--version'] };
}

interface Namespaces {
  /**
   * The mount namespaces in which a path means what it means to us: our own; and that of the first process where its
   * root is the node's, as it is for a container that sees the node's processes and has changed its root to the node's.
   */
  readonly mounts: readonly string[];
  readonly user: string | undefined;
}

function namespacesOfNode(proc: string, root: string): Namespaces {
  const own = linkTarget(join(proc, 'self/ns/mnt'));
  const first = isSameFile(root, join(proc, '1/root')) ? linkTarget(join(proc, '1/ns/mnt')) : undefined;
  return {
    mounts: own === undefined ? [] : first === undefined ? [own] : [own, first],
    user: linkTarget(join(proc, 'self/ns/user')),
  };
}

/** Real, effective, saved and that for files, as they are in our user namespace. */
function userIds(folder: string): readonly number[] | undefined {
  const [, ...ids] =
    /^Uid:\t([0-9]+)\t([0-9]+)\t([0-9]+)\t([0-9]+)$/m.exec(readProcess(join(folder, 'status'))) ?? [];
  return ids.length === 4 ? ids.map(Number) : undefined;
}

/**
 * Of a service of the system. Whoever may make control groups chooses their names, so that the name of a unit says
 * nothing of who started a process: its file must be root's too.
 */
function unitOf(folder: string): string | undefined {
  for (const line of readProcess(join(folder, 'cgroup')).split('\n')) {
    const parts = line.replace(/^[0-9]+:[^:]*:/, '').split('/');
    const at = parts.findIndex((part) => part.endsWith('.service'));
    const isOfUserOrPod = parts.slice(0, at).some((part) => /^user(?:-[^/]*)?\.slice$|^kubepods/.test(part));
    if (at >= 0 && !isOfUserOrPod && /^[A-Za-z0-9:_.\\@-]+$/.test(parts[at] as string)) return parts[at];
  }
  return undefined;
}

function commandLine(folder: string): readonly string[] {
  return readProcess(join(folder, 'cmdline')).replace(/\0$/, '').split('\0');
}

/** What the kernel tells in a file of a process. Empty where nothing can be read, such as of one that has just ended. */
export function readProcess(path: string): string {
  try {
    return readBytes(path, { what: 'process' }).bytes.toString('utf8');
  } catch {
    return '';
  }
}
