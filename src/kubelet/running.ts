// The kubelet that runs on this machine, by what the kernel tells of it: its flags, and by them its release and gate.

import { basename, join } from 'node:path/posix';
import { readBytes } from '../system/files.ts';
import { linkTarget, listFolder } from '../system/inspect.ts';
import { runProgram } from '../system/run-program.ts';
import { readGoYaml } from './config/go-yaml.ts';
import { parseRelease, type Release, TOKEN_GATE } from './release.ts';

export interface RunningKubelet {
  readonly pid: number;
  /** What --image-credential-provider-config and -bin-dir name, absolute. */
  readonly config: string | undefined;
  readonly binDir: string | undefined;
  /** Undefined where neither a flag nor the kubelet's own configuration sets it. */
  readonly tokenGate: boolean | undefined;
  /** Asks the kubelet's executable; undefined when it does not tell. */
  release(): Release | undefined;
}

/** Undefined when there is none, or none that we may look at. `proc`: where the kernel tells of processes. */
export function findRunningKubelet(proc = '/proc'): RunningKubelet | undefined {
  const entries = listFolder(proc);
  const pids =
    'problem' in entries ? [] : entries.map(({ name }) => name).filter((name) => /^[0-9]+$/.test(name));
  const ours = mountNamespace(join(proc, 'self'));
  for (const pid of pids) {
    const theirs = mountNamespace(join(proc, pid));
    if (ours !== undefined && theirs !== undefined && theirs !== ours) {
      continue; // a kubelet in a container, such as kind's: its paths are not ours
    }
    const args = kubeletArguments(readText(join(proc, pid, 'cmdline')) ?? '');
    if (args !== undefined) {
      return describe(join(proc, pid), Number(pid), args);
    }
  }
  return undefined;
}

function mountNamespace(folder: string): string | undefined {
  return linkTarget(join(folder, 'ns/mnt'));
}

/** The arguments of a command line that is a kubelet's. */
function kubeletArguments(commandLine: string): readonly string[] | undefined {
  const [program = '', first = '', ...rest] = commandLine.split('\0');
  if (basename(program) === 'kubelet') return [first, ...rest];
  return basename(program) === 'hyperkube' && first === 'kubelet' ? rest : undefined;
}

function describe(folder: string, pid: number, args: readonly string[]): RunningKubelet {
  const directory = linkTarget(join(folder, 'cwd')) ?? '/';
  const pathOf = (flag: string) => {
    const value = flagValue(args, flag);
    return value === undefined || value === ''
      ? undefined
      : value.startsWith('/')
        ? value
        : join(directory, value);
  };
  const ownConfig = pathOf('config');
  return {
    pid,
    config: pathOf('image-credential-provider-config'),
    binDir: pathOf('image-credential-provider-bin-dir'),
    tokenGate:
      gateInFlag(flagValue(args, 'feature-gates')) ??
      (ownConfig === undefined ? undefined : gateInConfig(ownConfig)),
    release: () => parseRelease(runProgram(join(folder, 'exe'), ['--version']).stdout),
  };
}

/** `--flag=value` or `--flag value`; of several the last counts. */
function flagValue(args: readonly string[], flag: string): string | undefined {
  const values = args.flatMap((argument, index) => {
    if (argument.startsWith(`--${flag}=`)) return [argument.slice(flag.length + 3)];
    return argument === `--${flag}` ? [args[index + 1] ?? ''] : [];
  });
  return values.at(-1);
}

function gateInFlag(text: string | undefined): boolean | undefined {
  const setting = text?.split(',').findLast((part) => part.trim().startsWith(`${TOKEN_GATE}=`));
  return setting === undefined ? undefined : setting.trim().slice(TOKEN_GATE.length + 1) === 'true';
}

/** `featureGates` of the KubeletConfiguration. */
function gateInConfig(path: string): boolean | undefined {
  const { value } = readGoYaml(readText(path) ?? '');
  const gates =
    value?.kind === 'map' ? value.fields.find(({ name }) => name === 'featureGates')?.value : undefined;
  const gate =
    gates?.kind === 'map' ? gates.fields.find(({ name }) => name === TOKEN_GATE)?.value : undefined;
  return gate?.kind === 'true' || gate?.kind === 'false' ? gate.kind === 'true' : undefined;
}

/** Undefined where nothing can be read, such as of a process that has just ended. */
function readText(path: string): string | undefined {
  try {
    return readBytes(path, { what: 'process' }).bytes.toString('utf8');
  } catch {
    return undefined;
  }
}
