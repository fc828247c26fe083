// The nodes in hosts/, as distributions lay them out: SOURCES.md there says from where each is known.

import { chmodSync, cpSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Host, hostAt } from '../../src/install/node/host.ts';
import type { NodeSetup } from '../../src/install/node/node-setup.ts';
import { findNodeSetup } from '../../src/install/node/profiles/find.ts';
import type { Overrides } from '../../src/install/node/profiles/profile.ts';
import { temporaryFolder } from '../support/temporary.ts';
import type { TestEnd } from '../support/test-end.ts';

export const HOSTS = join(import.meta.dirname, 'hosts');

/** A copy that may be changed. */
export function copyHost(context: TestEnd, name: string): string {
  const folder = temporaryFolder(context).path;
  cpSync(join(HOSTS, name), folder, { recursive: true, verbatimSymlinks: true });
  return folder;
}

/** The node with that root; its files are those of whoever runs the tests. */
export function testHost(root: string): Host {
  return hostAt(root, process.getuid?.());
}

export function setupOf(root: string, overrides: Overrides = {}): NodeSetup {
  return findNodeSetup(testHost(root), overrides);
}

// A checkout has the modes that its owner's umask left; a node's files can be written by root alone.
for (const name of readdirSync(HOSTS, { recursive: true, encoding: 'utf8' })) {
  const stat = lstatSync(join(HOSTS, name));
  if (!stat.isSymbolicLink() && (stat.mode & 0o022) !== 0) chmodSync(join(HOSTS, name), stat.mode & 0o7755);
}
