// Whether a descriptor is a terminal, and shows colour.

import { fstatSync } from 'node:fs';
import type { Environment } from './environment.ts';

export async function isTerminal(descriptor: 0 | 1 | 2): Promise<boolean> {
  // node:tty loads Node's sockets, 3 ms, so a pipe never gets that far.
  return fstatSync(descriptor).isCharacterDevice() && (await import('node:tty')).isatty(descriptor);
}

/** Whether stdout is a terminal whose owner has not asked for text without colour: https://no-color.org */
export async function hasColour({ NO_COLOR, TERM }: Environment): Promise<boolean> {
  return !NO_COLOR && TERM !== 'dumb' && (await isTerminal(1));
}
