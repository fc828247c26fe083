// A node of a test's own: its files in a folder, and what the kernel tells of its processes in another.

import { chmodSync, copyFileSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Trust } from '../../src/system/root-only.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary.ts';
import type { TestEnd } from './test-end.ts';

/** Who runs the tests is root on the test's node; where that is not root, files of another user cannot be made. */
export const OWNER = process.getuid?.() ?? 0;
export const whyNoOtherUser = OWNER === 0 ? false : 'files of another user can only be made by root';
export const NOBODY = 65534;

export interface ProcessOptions {
  /** In the node's root. */
  readonly exe?: string;
  /** The link to it as the kernel writes it, where that is not the path. */
  readonly link?: string;
  readonly uids?: readonly number[];
  readonly start?: number;
  readonly state?: string;
  readonly cwd?: string;
  readonly cgroup?: string;
  /** Of the mount namespace. */
  readonly mount?: string;
  readonly user?: string;
  /** The root of the process. */
  readonly root?: string;
}

export class FakeNode {
  readonly folder: TemporaryFolder;
  readonly proc: string;
  readonly trust: Trust;

  constructor(context: TestEnd) {
    this.folder = temporaryFolder(context);
    this.proc = this.at('proc');
    this.trust = { root: this.folder.path, owner: OWNER };
    this.link('proc/self/ns/mnt', 'mnt:[1]');
    this.link('proc/self/ns/user', 'user:[1]');
    this.program('/usr/bin/kubelet');
  }

  at(path: string): string {
    return join(this.folder.path, path);
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true, mode: 0o755 });
    rmSync(this.at(path), { force: true });
    symlinkSync(target, this.at(path));
  }

  program(path: string, text = '#!/bin/sh\n', mode = 0o755): string {
    return this.folder.write(path, text, mode);
  }

  /** One that is there already is replaced. */
  add(pid: number, words: readonly string[], options: ProcessOptions = {}): void {
    const { exe = '/usr/bin/kubelet', uids = [OWNER, OWNER, OWNER, OWNER], start = pid } = options;
    const { link = this.at(exe), cwd = '/', mount = 'mnt:[1]', user = 'user:[1]', root = '' } = options;
    const folder = `proc/${pid}`;
    this.end(pid);
    const before = Array.from({ length: 18 }, () => '0').join(' ');
    this.folder.write(`${folder}/stat`, `${pid} (kube) let) ${options.state ?? 'S'} ${before} ${start} 0 0`);
    this.folder.write(`${folder}/cmdline`, words.map((word) => `${word}\0`).join(''));
    this.folder.write(`${folder}/status`, `Name:\tx\nUid:\t${uids.join('\t')}\nGid:\t0\t0\t0\t0\n`);
    this.folder.write(`${folder}/cgroup`, options.cgroup ?? '0::/system.slice/kubelet.service\n');
    this.link(`${folder}/exe`, link);
    this.link(`${folder}/cwd`, cwd);
    this.link(`${folder}/root`, this.at(root));
    this.link(`${folder}/ns/mnt`, mount);
    this.link(`${folder}/ns/user`, user);
  }

  end(pid: number): void {
    rmSync(this.at(`proc/${pid}`), { recursive: true, force: true });
  }

  chmod(path: string, mode: number): void {
    chmodSync(this.at(path), mode);
  }

  copy(from: string, path: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true, mode: 0o755 });
    copyFileSync(from, this.at(path));
  }
}
