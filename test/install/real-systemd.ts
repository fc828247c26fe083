// A node whose first process is systemd itself, in namespaces of its own: a distribution's files over those of this
// machine, and programs of ours in the place of the kubelet.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPrograms } from '../support/debian.ts';
import type { TestEnd } from '../support/test-end.ts';
import { Unavailable } from '../support/unavailable.ts';

const SCRIPT = join(import.meta.dirname, 'start-unit.sh');
const SYSTEMD = '/lib/systemd/systemd';
const TIMEOUT_MS = 300_000;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Why there can be none here, for `skip`. */
export async function whyNoSystemd(): Promise<string | false> {
  if (process.getuid?.() !== 0) {
    return 'systemd as the first process of namespaces needs root';
  }
  try {
    const { root } = await findPrograms({ [SYSTEMD]: 'systemd', unshare: 'util-linux', ip: 'iproute2' });
    return root === '/'
      ? false
      : "systemd is not installed, and does not run from Debian's package unpacked elsewhere";
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
}

export interface NodeFiles {
  /** Its files, laid over those of this machine. */
  readonly root: string;
  /** What is started first. */
  readonly unit: string;
  /** Folder that is its /mnt. */
  readonly programs: string;
}

export class SystemdNode {
  /** Its /tmp/said, for its programs to write to. */
  readonly said: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #output = '';

  private constructor({ root, unit, programs }: NodeFiles) {
    this.said = mkdtempSync(join(tmpdir(), 'rcp-said-'));
    this.#child = spawn(
      'unshare',
      [
        ...['--pid', '--fork', '--mount', '--propagation=private', '--uts', '--ipc', '--net', '--kill-child'],
        ...['sh', SCRIPT, root, this.said, unit, SYSTEMD, programs],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH } },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (data) => {
        this.#output += data;
      });
    }
    this.#ended = new Promise((resolve) => this.#child.on('close', () => resolve()));
  }

  /** It goes with the end of the test, and all its processes with it. */
  static start(context: TestEnd, files: NodeFiles): SystemdNode {
    const node = new SystemdNode(files);
    context.after(async () => {
      node.#child.kill('SIGKILL');
      await node.#ended;
      rmSync(node.said, { recursive: true, force: true });
    });
    return node;
  }

  /** Waits for something that its programs bring about. */
  async until(happened: () => boolean, what: string): Promise<void> {
    const end = Date.now() + TIMEOUT_MS;
    while (!happened()) {
      if (this.#child.exitCode !== null || Date.now() > end) {
        throw new Error(`never happened: ${what}: ${this.#output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Its root folder, as seen from here. */
  get root(): string {
    return `/proc/${this.#firstProcess()}/root`;
  }

  /** Runs a program on it to its end, as root. */
  run(command: readonly string[]): Promise<{ exit: number | null; stdout: string; stderr: string }> {
    const args = [
      '--target',
      this.#firstProcess(),
      '--mount',
      '--uts',
      '--ipc',
      '--net',
      '--pid',
      '--root',
      '--wd=/',
    ];
    const child = spawn('nsenter', [...args, ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH },
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exit) => resolve({ exit, ...output }));
    });
  }

  #firstProcess(): string {
    const { pid } = this.#child;
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  }
}

/** Tells what it was started with, under its own name and in one piece. */
const TELLS = `#!/bin/sh
printf '%s\\0' "$0" "$@" > /tmp/said/part && mv /tmp/said/part /tmp/said/argv
`;

/** Program and arguments that systemd starts a unit with. @param program it is replaced by one that tells */
export async function argumentsBySystemd(
  context: TestEnd,
  { root, unit, program }: { readonly root: string; readonly unit: string; readonly program: string },
): Promise<readonly string[]> {
  writeFileSync(join(root, program), TELLS, { mode: 0o755 });
  const node = SystemdNode.start(context, { root, unit, programs: '/mnt' });
  const file = join(node.said, 'argv');
  await node.until(() => existsSync(file), `start of ${unit}`);
  return readFileSync(file, 'utf8').split('\0').slice(0, -1);
}
