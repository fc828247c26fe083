// The nodes in hosts/, as distributions lay them out: SOURCES.md there says from where each is known.

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { hostAt } from '../../src/commands/install/host.ts';
import type { NodeSetup } from '../../src/commands/install/node-setup.ts';
import { findNodeSetup } from '../../src/commands/install/profiles/find.ts';
import type { Overrides } from '../../src/commands/install/profiles/profile.ts';
import { temporaryFolder } from '../support/temporary.ts';
import type { TestEnd } from '../support/test-end.ts';

export const HOSTS = join(import.meta.dirname, 'hosts');

/** A copy that may be changed. */
export function copyHost(context: TestEnd, name: string): string {
  const folder = temporaryFolder(context).path;
  cpSync(join(HOSTS, name), folder, { recursive: true, verbatimSymlinks: true });
  return folder;
}

export function setupOf(root: string, overrides: Overrides = {}): NodeSetup {
  return findNodeSetup(hostAt(root), overrides);
}
