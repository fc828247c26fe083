// The kubelet that runs on this machine, by what the kernel tells of it: its flags, and by them its release and gate.

import { join } from 'node:path/posix';
import { ProviderError } from '../errors.ts';
import { readTextFile } from '../system/files.ts';
import { linkTarget, listNames } from '../system/inspect.ts';
import { followRootOnly, NODE, rootOnly, type Trust } from '../system/root-only.ts';
import { findKubelets, type KubeletProcess, readProcess } from './process.ts';
import { parseRelease, type Release } from './release.ts';
import { flagValue, type KubeletSettings, readSettings } from './settings.ts';

export interface RunningKubelet extends KubeletSettings {
  readonly pid: number;
  /** What follows `kubelet` on its command line. */
  readonly args: readonly string[];
  /** The service of systemd that it runs in. */
  readonly unit: string | undefined;
  /** Its working directory, which its plugins have too. */
  directory(): string;
  /** Asks the kubelet's executable; undefined when it does not tell. */
  release(): Release | undefined;
  /** What it hands on to the plugins that it runs, beside the variables of their entries; empty: it cannot be told. */
  environment(): Readonly<Record<string, string>>;
}

/** What of a kubelet says how it loads its credential providers: of one that runs, or of one as it will run. */
export type ProviderSettings = Pick<RunningKubelet, 'pid' | 'config' | 'binDir' | 'tokenGate' | 'release'> &
  Partial<Pick<RunningKubelet, 'environment' | 'ownFiles' | 'directory' | 'kubeconfig' | 'nodeName'>>;

/** Undefined when there is none that is believed, or that has this node's files. `proc`: where the kernel tells. */
export function findRunningKubelet(proc = '/proc', trust: Trust = NODE): RunningKubelet | undefined {
  const kubelet = findKubelets({ proc, trust }).kubelets.find(
    ({ kind, hasNodeFiles }) => kind !== 'k3s' && hasNodeFiles,
  );
  return kubelet && describe(kubelet, trust);
}

/** A kubelet's process by what it hands on to plugins. */
export type KubeletEnvironment = Pick<RunningKubelet, 'pid' | 'environment' | 'directory'>;

/** As findRunningKubelet; also of k3s and RKE2, whose process is the kubelet, and has its flags from elsewhere. */
export function findKubeletEnvironment(proc = '/proc', trust: Trust = NODE): KubeletEnvironment | undefined {
  const kubelet = findKubelets({ proc, trust }).kubelets.find(({ hasNodeFiles }) => hasNodeFiles);
  return (
    kubelet && {
      pid: kubelet.pid,
      directory: () => directoryOf(kubelet),
      environment: () => environmentOf(kubelet),
    }
  );
}

/** Of each process that calls itself a kubelet and is not believed, or is another node's: why, in words. */
export function kubeletsPassedOver(proc = '/proc', trust: Trust = NODE): readonly string[] {
  const { kubelets, passedOver } = findKubelets({ proc, trust });
  return [
    ...kubelets
      .filter(({ hasNodeFiles }) => !hasNodeFiles)
      .map(({ pid }) => `process ${pid}: its file system is not that of this node, as in a container`),
    ...passedOver.map(({ pid, why }) => `process ${pid}: ${why}`),
  ];
}

function describe(kubelet: KubeletProcess, trust: Trust): RunningKubelet {
  const args = kubelet.kind === 'kubelite' ? kubeliteArguments(kubelet, trust) : kubelet.args;
  const settings = readSettings(args, {
    directory: directoryOf(kubelet),
    read: (path) => readText(path, trust),
    list: (path) => listNames(join(trust.root, followRootOnly(path, trust).real)),
  });
  const { pid, unit } = kubelet;
  return {
    ...settings,
    pid,
    args,
    unit,
    directory: () => directoryOf(kubelet),
    release: () => parseRelease(kubelet.version()),
    environment: () => environmentOf(kubelet),
  };
}

function directoryOf({ folder }: Pick<KubeletProcess, 'folder'>): string {
  return linkTarget(join(folder, 'cwd')) ?? '/';
}

/**
 * MicroK8s has the kubelet inside of kubelite, and its flags in a file, one a line, with variables of the process.
 * https://github.com/canonical/microk8s/blob/master/microk8s-resources/wrappers/run-kubelite-with-args
 */
function kubeliteArguments({ args, folder }: KubeletProcess, trust: Trust): readonly string[] {
  const file = flagValue(args, 'kubelet-args-file');
  const lines = (file === undefined ? '' : (readText(file, trust) ?? '')).split('\n');
  const variables = environmentOf({ folder });
  return lines
    .map((line) => line.trim())
    .filter((line) => line.startsWith('-'))
    .flatMap((line) => line.split(/\s+/))
    .map((word) => word.replace(/\$\{?([A-Z_]+)\}?/g, (whole, name: string) => variables[name] ?? whole));
}

function environmentOf({ folder }: Pick<KubeletProcess, 'folder'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readProcess(join(folder, 'environ'))
      .split('\0')
      .filter((text) => text.includes('='))
      .map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  );
}

/** Undefined also for a file that another user could have written: nothing is believed that it says. */
function readText(path: string, trust: Trust): string | undefined {
  try {
    return readTextFile(rootOnly(path, 'file of the kubelet', trust), { what: 'file of the kubelet' }).text;
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}
