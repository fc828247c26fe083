// Whether an entry of the kubelet's configuration runs this plugin.

import { basename } from 'node:path/posix';
import { realPath } from '../system/inspect.ts';
import { NAME } from '../version.ts';
import type { Provider } from './config/provider.ts';
import { executablePath } from './executable.ts';

interface Places {
  /** Undefined: it is not known. */
  readonly binDir: string | undefined;
  /** This executable, by any of its names. */
  readonly ownPath: string;
}

/** By its name, or by where its name leads. */
export function runsThisPlugin({ name }: Pick<Provider, 'name'>, { binDir, ownPath }: Places): boolean {
  if (name.startsWith(NAME)) {
    return true;
  }
  const target = binDir === undefined ? undefined : realPath(executablePath(binDir, name));
  return target !== undefined && (basename(target).startsWith(NAME) || target === realPath(ownPath));
}
