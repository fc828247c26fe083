// The credential file that names the node's identity: the rule's, else the environment's where the rule names none.

import type { GoogleBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { Environment } from '../../system/environment.ts';
import { readTextFile } from '../../system/files.ts';
import { parseCredentialFile } from './credential-file.ts';
import type { CredentialFile } from './identity.ts';

interface NamedFile extends CredentialFile {
  readonly path: string;
  readonly mode: number;
  /** Undefined: the rule names it. */
  readonly variable: typeof VARIABLE | undefined;
}

/** By which Google's libraries are told of a credential file. */
const VARIABLE = 'GOOGLE_APPLICATION_CREDENTIALS';
const HINT = `name the identity in the rule (google.credentialFile, or google.serviceAccount for one of the machine's), or unset ${VARIABLE} for the kubelet`;

/**
 * Undefined: no file is named.
 * @throws {ProviderError} FILE_UNREADABLE, IDENTITY_UNAVAILABLE
 */
export function namedFile(
  { credentialFile, serviceAccount }: Pick<GoogleBackendConfig, 'credentialFile' | 'serviceAccount'>,
  env: Environment,
): NamedFile | undefined {
  if (credentialFile !== undefined) {
    return read(credentialFile, undefined);
  }
  const path = serviceAccount === undefined ? env[VARIABLE] : undefined;
  return path ? readOfVariable(path) : undefined;
}

function readOfVariable(path: string): NamedFile {
  const unavailable = (message: string, hint: string, cause?: unknown) =>
    new ProviderError(message, { code: 'IDENTITY_UNAVAILABLE', hint, cause });
  if (!path.startsWith('/')) {
    throw unavailable(`${VARIABLE} ${quote(path)}: expected an absolute path`, HINT);
  }
  try {
    return read(path, VARIABLE);
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'FILE_UNREADABLE') {
      throw unavailable(error.message, `${error.hint}; ${HINT}`, error.cause);
    }
    throw error;
  }
}

function read(path: string, variable: NamedFile['variable']): NamedFile {
  const what = variable ?? 'credentialFile';
  const { text, mode } = readTextFile(path, { what });
  return { ...parseCredentialFile(path, text, what), path, mode, variable };
}
