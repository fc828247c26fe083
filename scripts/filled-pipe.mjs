// Standard input as the kubelet gives it to a plugin that it starts: a pipe, not the socket of Node's spawn().

import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, writeSync } from 'node:fs';

/**
 * Opens a pipe with all of the content in it and its writer gone, so that no run depends on who is faster.
 * @param path of the named pipe, made when it is not there
 * @param content what fits into a pipe, 64 KiB
 * @returns the descriptor of the reader, to be closed
 */
export function openFilledPipe(path, content) {
  if (!existsSync(path)) {
    execFileSync('mkfifo', [path]);
  }
  const writer = openSync(path, constants.O_RDWR);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  writeSync(writer, content);
  closeSync(writer);
  return reader;
}
