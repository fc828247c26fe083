// The end of a connection, however it ends.

import type { Socket } from 'node:net';

/** Resolves when it is closed, also when it was reset, as by a peer that has not read all; `once` fails with that error. */
export function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.on('error', () => {}).once('close', () => resolve());
  });
}
