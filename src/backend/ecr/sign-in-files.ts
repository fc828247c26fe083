// The files that a sign-in leaves for AWS's SDK to read, which reads whatever stands there, and would wait for a pipe
// beyond the end of the run.

import { join } from 'node:path/posix';
import type { Environment } from '../../system/environment.ts';
import { homeDirectory } from '../../system/home.ts';
import { inspect, listNames } from '../../system/inspect.ts';

/** The first in their folder that is no file; undefined: all are. */
export async function oddSignInFile(kind: 'sso' | 'login', env: Environment): Promise<string | undefined> {
  const named = kind === 'login' ? env.AWS_LOGIN_CACHE_DIRECTORY : undefined;
  const folder = named ?? join((await homeDirectory(env)) ?? '/', '.aws', kind, 'cache');
  return listNames(folder)
    .map((name) => join(folder, name))
    .find((path) => {
      const facts = inspect(path);
      return !('problem' in facts) && facts.kind !== 'file' && facts.kind !== 'directory';
    });
}
