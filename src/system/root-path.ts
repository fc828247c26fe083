// Paths of a root file system that is mounted somewhere: its links mean what they mean to a process that has it as root.
// https://man7.org/linux/man-pages/man7/path_resolution.7.html

import { join } from 'node:path/posix';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { linkTarget } from './inspect.ts';

/** As many as the kernel follows. */
const MAX_LINKS = 40;

/**
 * Where the path of that root is for this process, without links, so that none leads out of it. What does not exist is
 * taken as it is written. @throws {ProviderError} HOST_ROOT_UNUSABLE for links that lead in a circle
 */
export function pathInRoot(root: string, path: string): string {
  const ahead = path.split('/');
  const done: string[] = [];
  let links = 0;
  for (let part = ahead.shift(); part !== undefined; part = ahead.shift()) {
    if (part === '..') {
      done.pop();
    } else if (part !== '' && part !== '.') {
      const target = linkTarget(join(root, ...done, part));
      if (target === undefined) {
        done.push(part);
        continue;
      }
      links += 1;
      if (links > MAX_LINKS) {
        throw new ProviderError(
          `${quote(path)} in ${quote(root)} is a symbolic link that leads back to itself`,
          {
            code: 'HOST_ROOT_UNUSABLE',
            hint: 'correct the link',
          },
        );
      }
      if (target.startsWith('/')) {
        done.length = 0;
      }
      ahead.unshift(...target.split('/'));
    }
  }
  return join(root, ...done);
}
