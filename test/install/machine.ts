// A node's root file system with glibc and few programs, a stand-in kubelet on it, and Pods that have it mounted.

import { execFileSync, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXECUTABLE } from '../support/executable.ts';
import { findFreePort } from '../support/port.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary.ts';
import type { TestEnd } from '../support/test-end.ts';
import type { Plan } from './stand-in-kubelet.ts';

export const NAME = 'registry-credential-provider';
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Why there can be none here; undefined: there can. */
export function whyNoMachine(): string | undefined {
  return process.getuid?.() === 0 ? undefined : 'namespaces and a root of its own need root';
}

const LOADERS: Readonly<Record<string, string>> = {
  x64: '/lib64/ld-linux-x86-64.so.2',
  arm64: '/lib/ld-linux-aarch64.so.1',
};
const PROGRAMS = ['/bin/sh', '/bin/cat', '/bin/sleep', '/usr/bin/touch', '/usr/bin/tail', '/usr/sbin/chroot'];

export interface Pod {
  /** What it has written so far. */
  readonly output: { text: string };
  readonly exit: Promise<number | null>;
  /** As the kubelet ends a Pod. */
  terminate(): void;
}

export class Machine {
  readonly folder: TemporaryFolder;
  readonly #port: number;

  private constructor(folder: TemporaryFolder, port: number) {
    this.folder = folder;
    this.#port = port;
  }

  /** As a distribution lays it out, whose links are absolute. */
  static async make(context: TestEnd): Promise<Machine> {
    const folder = temporaryFolder(context);
    const machine = new Machine(folder, await findFreePort());
    for (const name of [
      'proc',
      'dev',
      'run',
      'tmp',
      'mnt',
      'etc',
      'usr/bin',
      'usr/sbin',
      'usr/lib',
      'var/lib',
      'opt/bin',
    ]) {
      mkdirSync(machine.at(name), { recursive: true });
    }
    for (const name of ['bin', 'sbin', 'lib']) symlinkSync(`usr/${name}`, machine.at(name));
    symlinkSync('/usr/lib', machine.at('lib64'));
    for (const program of PROGRAMS) {
      copyFileSync(realpathSync(program), machine.at(join('usr', program.replace('/usr/', '/'))));
    }
    const loader = LOADERS[process.arch] as string;
    for (const library of [loader, ...librariesOf([EXECUTABLE, process.execPath, ...PROGRAMS])]) {
      copyFileSync(realpathSync(library), machine.at(join('usr/lib', basename(library))));
    }
    mkdirSync(join(folder.path, 'kubelet/proc'), { recursive: true });
    copyFileSync(here('stand-in-kubelet.ts'), join(folder.path, 'kubelet/stand-in-kubelet.ts'));
    // Its own file, of root and in root's folders, or no process is believed to be the kubelet.
    copyFileSync(process.execPath, machine.at('usr/bin/kubelet'));
    machine.write(
      'etc/kubernetes/providers.yaml',
      JSON.stringify({
        apiVersion: 'kubelet.config.k8s.io/v1',
        kind: 'CredentialProviderConfig',
        providers: [
          {
            name: 'other',
            apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
            matchImages: ['other.example'],
            defaultCacheDuration: '1m',
          },
        ],
      }),
      0o640,
    );
    machine.write('opt/bin/other', '#!/bin/sh\nexit 1\n', 0o755);
    machine.plan({ healthz: 200 });
    return machine;
  }

  get root(): string {
    return this.at('');
  }

  /** Path outside of what is in the machine; no link on the way. */
  at(name: string): string {
    return join(this.folder.path, 'root', name);
  }

  write(name: string, content: string, mode = 0o644): string {
    return this.folder.write(join('root', name), content, mode);
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(this.at(name));
  }

  plan(plan: Omit<Plan, 'port'>): void {
    this.folder.write('kubelet/plan.json', JSON.stringify({ ...plan, port: this.#port }));
  }

  /** All that is in it, but for what is mounted. */
  names(): string[] {
    return ['etc', 'opt', 'var', 'run', 'usr/bin']
      .flatMap((folder) =>
        readdirSync(this.at(folder), { recursive: true }).map((name) => `${folder}/${name}`),
      )
      .sort();
  }

  /** How this machine's kubelet is set up, which no profile would find. */
  get options(): string[] {
    return [
      '--profile=systemd',
      '--kubelet-config=/etc/kubernetes/providers.yaml',
      '--kubelet-bin-dir=/opt/bin',
      '--kubelet-version=1.37',
      ...this.control,
    ];
  }

  get control(): string[] {
    return [
      '--restart-command=touch /run/restart; while [ -e /run/restart ]; do sleep 0.05; done',
      '--log-command=cat /tmp/kubelet.log',
      `--health-url=http://127.0.0.1:${this.#port}/healthz`,
      '--health-timeout=120s',
    ];
  }

  /** @param capabilities such as `,+sys_chroot`; without `sys_ptrace`, the kernel does not tell whose process is what */
  pod(context: TestEnd, args: readonly string[], capabilities = ',+sys_chroot,+sys_ptrace'): Pod {
    const kubelet = join(this.folder.path, 'kubelet');
    const machine = [this.root, '/usr/bin/kubelet', kubelet, capabilities];
    const child = spawn(
      'unshare',
      [
        ...['--pid', '--fork', '--kill-child', '--mount', '--propagation=private'],
        ...['sh', here('machine.sh'), ...machine, EXECUTABLE, ...args],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }, cwd: '/' },
    );
    const output = { text: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output.text += text));
    }
    const exit = new Promise<number | null>((resolve) => child.on('close', resolve));
    context.after(async () => {
      child.kill('SIGKILL'); // and with it all processes of the machine
      await exit;
    });
    return { output, exit, terminate: () => process.kill(this.#agent(), 'SIGTERM') };
  }

  /** The first process of the Pod, as it is numbered here. */
  #agent(): number {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const found = pids.find((pid) => {
      const words = commandLine(pid);
      return words[0] === EXECUTABLE && words.includes(`--host-root=${this.root}`);
    });
    if (found === undefined) throw new Error('the Pod does not run');
    return Number(found);
  }
}

function commandLine(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function librariesOf(programs: readonly string[]): string[] {
  const output = programs.map((program) => execFileSync('ldd', [program], { encoding: 'utf8' })).join('\n');
  return [...new Set([...output.matchAll(/=> (\/\S+)/g)].map((match) => match[1] as string))];
}
