// --write FILE: a file replaced by another text, whole or not at all. What reads it meets the old one or the new one.

import { dirname } from 'node:path/posix';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { inspect, realPath } from '../system/inspect.ts';
import { digestOf, moveInto, removeFile, standingAt, writeNew } from '../system/placing.ts';
import { checkWayTo, NotUsable } from '../system/private-directory.ts';

/**
 * A link stays, and what it leads to is replaced. Mode and owner of a file that is there stay.
 * @param newPath where the new content of a file is written before it is moved into its place
 * @throws {ProviderError}
 */
export function replaceFile(path: string, text: string, newPath: (path: string) => string): void {
  const target = realPath(path) ?? path;
  const folder = inspect(dirname(target));
  if ('problem' in folder || folder.kind !== 'directory') {
    throw new ProviderError(
      `--write: ${quote(path)}: the directory ${quote(dirname(target))} does not exist`,
      {
        code: 'USAGE',
        hint: 'create the directory, or correct the path',
      },
    );
  }
  refuseOtherUsers(path);
  try {
    const standing = standingAt(target);
    if (standing.kind === 'other' || standing.kind === 'link') {
      throw new ProviderError(`--write: ${quote(path)} is neither a file nor a link to one`, {
        code: 'USAGE',
        hint: 'name a file',
      });
    }
    if (standing.kind === 'file' && standing.digest === digestOf(text)) {
      return;
    }
    const { mode, uid, gid } = standing.kind === 'file' ? standing : { mode: 0o644 };
    try {
      writeNew(newPath(target), Buffer.from(text), { mode, uid, gid });
      moveInto(newPath(target), target);
    } catch (error) {
      removeQuietly(newPath(target));
      throw error;
    }
  } catch (error) {
    throw error instanceof ProviderError && error.code !== 'USAGE' ? error.of('--write') : error;
  }
}

/** As root, links of other users are not followed: they say what is replaced. @throws {ProviderError} USAGE */
function refuseOtherUsers(path: string): void {
  const facts = inspect('/proc/self');
  if ('problem' in facts || facts.uid !== 0) return;
  try {
    checkWayTo(path, 0);
  } catch (error) {
    if (!(error instanceof NotUsable)) throw error;
    throw new ProviderError(`--write: ${quote(path)} ${error.message}, and this process is root`, {
      code: 'USAGE',
      hint: 'use a file in a directory that no other user can write',
      cause: error,
    });
  }
}

function removeQuietly(path: string): void {
  try {
    removeFile(path);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
  }
}
