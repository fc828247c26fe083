// Where the two shared AWS files are, and what they say now, for the key of the cache.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html

import { Secret } from '../../secret.ts';
import type { Environment } from '../../system/environment.ts';
import { exists, readTextFile } from '../../system/files.ts';

export const CONFIG = 'AWS_CONFIG_FILE';
export const CREDENTIALS = 'AWS_SHARED_CREDENTIALS_FILE';

/** @param home undefined: not known yet; then undefined where the path needs it */
export function pathIn(
  home: string | undefined,
  env: Environment,
  variable: string,
  name: string,
): string | undefined {
  const named = env[variable];
  if (named && !named.startsWith('~/')) return named;
  return home && `${home}/${named ? named.slice(2) : `.aws/${name}`}`;
}

/**
 * What the files say of the identity: another text is another question. Undefined where a file is not there, or cannot be
 * read, which is said when it is asked for. Without HOME it is root's folder, as the kubelet runs as root.
 */
export function sharedFileTexts(
  env: Environment,
): Readonly<Record<'config' | 'credentials', Secret | undefined>> {
  const text = (variable: string, name: string) => textOf(pathIn(env.HOME || '/root', env, variable, name));
  return { config: text(CONFIG, 'config'), credentials: text(CREDENTIALS, 'credentials') };
}

function textOf(path = ''): Secret | undefined {
  try {
    // On most nodes there is none, and an error would be made at each pull.
    if (!exists(path)) return undefined;
    return new Secret(readTextFile(path, { what: 'shared AWS file' }).text);
  } catch {
    return undefined;
  }
}
