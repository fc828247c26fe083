// The static section of a rule: from the file to what the backend wants.

import { Secret } from '../secret.ts';
import type { FileReference } from './config.ts';
import { DEFAULT_CACHE_DURATION_MS, durationOr } from './defaults.ts';
import type { BackendSection } from './section.ts';

/** `static` is a reserved word. */
export const fixed: BackendSection<'static'> = {
  normalise: ({ username, usernameFile, password, passwordFile, cacheDuration }) => ({
    kind: 'static',
    username: username === undefined ? fileReference(usernameFile) : { text: username },
    password: password === undefined ? fileReference(passwordFile) : { secret: new Secret(password) },
    cacheDurationMs: durationOr(DEFAULT_CACHE_DURATION_MS, cacheDuration),
  }),
  checks: [],
};

function fileReference(file: string | undefined): FileReference {
  if (file === undefined) {
    throw new Error('a static rule with neither a value nor a file passed validation');
  }
  return { file };
}
