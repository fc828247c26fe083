// Whether a person sits at the other end.

import { fstatSync } from 'node:fs';

export async function isTerminal(descriptor: 0 | 1 | 2): Promise<boolean> {
  // node:tty loads Node's sockets, 3 ms, so a pipe never gets that far.
  return fstatSync(descriptor).isCharacterDevice() && (await import('node:tty')).isatty(descriptor);
}
