// A token that a file holds, which a variable or a profile names: a web identity's, or a container's authorization.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { Secret } from '../../secret.ts';
import { readTextFile } from '../../system/files.ts';
import { unavailable } from './credentials.ts';

/** @throws {ProviderError} IDENTITY_UNAVAILABLE where the file gives no token */
export function readTokenFile(path: string, what: string): Secret {
  const token = read(path, what).trim();
  if (!/^[!-~]([ -~]*[!-~])?$/.test(token)) {
    throw unavailable(
      `${what} ${quote(path)} ${token === '' ? 'is empty' : 'contains more than a token'}`,
      'write only the token into it',
    );
  }
  return new Secret(token);
}

function read(path: string, what: string): string {
  try {
    return readTextFile(path, { what }).text;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw unavailable(error.message, error.hint ?? 'correct it', error);
  }
}
