// Starts a unit of a node's files by systemd itself, as the first process of namespaces of its own, and tells with what
// arguments its program was started.

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPrograms } from '../support/debian.ts';
import { Unavailable } from '../support/unavailable.ts';

const SCRIPT = join(import.meta.dirname, 'start-unit.sh');
const SYSTEMD = '/lib/systemd/systemd';
const TIMEOUT_MS = 30_000;

/** Tells what it was started with, under its own name and in one piece. */
const PROGRAM = `#!/bin/sh
printf '%s\\0' "$0" "$@" > /tmp/said/part && mv /tmp/said/part /tmp/said/argv
`;

/** @throws {Unavailable} */
export async function findSystemd(): Promise<string> {
  if (process.getuid?.() !== 0) {
    throw new Unavailable('systemd as the first process of namespaces needs root');
  }
  const { root } = await findPrograms({ [SYSTEMD]: 'systemd', '/usr/bin/unshare': 'util-linux' });
  if (root !== '/') {
    throw new Unavailable(
      "systemd is not installed, and does not run from Debian's package unpacked elsewhere",
    );
  }
  return SYSTEMD;
}

/**
 * Program and arguments.
 * @param root the node's files; the program is replaced by one that tells
 */
export async function argumentsBySystemd(
  systemd: string,
  { root, unit, program }: { readonly root: string; readonly unit: string; readonly program: string },
): Promise<readonly string[]> {
  const said = mkdtempSync(join(tmpdir(), 'rcp-said-'));
  writeFileSync(join(root, program), PROGRAM);
  chmodSync(join(root, program), 0o755);
  const child = spawn(
    'unshare',
    [
      ...['--pid', '--fork', '--mount', '--propagation=private', '--uts', '--ipc', '--net', '--kill-child'],
      ...['sh', SCRIPT, root, said, unit, systemd],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  try {
    const until = Date.now() + TIMEOUT_MS;
    while (!existsSync(join(said, 'argv'))) {
      if (child.exitCode !== null || Date.now() > until) {
        throw new Error(`systemd did not start ${unit}: ${output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return readFileSync(join(said, 'argv'), 'utf8').split('\0').slice(0, -1);
  } finally {
    child.kill('SIGKILL'); // and with it the first process of the namespaces, and all others there
    await ended;
    rmSync(said, { recursive: true, force: true });
  }
}
