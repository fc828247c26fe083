// A process as a command sees it; a test may choose each part.

import type { World } from '../../src/world.ts';

export function worldOf(parts: Partial<World>): World {
  return {
    argv: [],
    env: {},
    clock: () => 0,
    now: () => 0,
    machine: { architecture: process.arch, uid: process.geteuid?.() },
    ownPath: '/no/such/executable',
    runtime: 'a test',
    readStdin: async () => ({ kind: 'bytes', bytes: Buffer.alloc(0) }),
    stdout: { write: () => {}, offer: () => {} },
    stderr: { write: () => {}, offer: () => {} },
    hasColour: async () => false,
    columns: async () => 80,
    onSignal: () => () => {},
    ...parts,
  };
}
