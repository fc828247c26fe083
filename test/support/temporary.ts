// A folder of its own for a test, gone when the test is over.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestEnd } from './test-end.ts';

export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file, with mode 0600 unless told, and gives its path. */
  readonly write: (name: string, content: string | Uint8Array, mode?: number) => string;
}

/** Where root alone can write, for tests that run as root; for others there is no such place. */
export const ROOT_ONLY = process.getuid?.() === 0 ? '/run' : tmpdir();

/** @param where a folder in which root alone can write, where that counts, as in /tmp everybody can */
export function temporaryFolder(context: TestEnd, where = tmpdir()): TemporaryFolder {
  const path = mkdtempSync(join(where, 'rcp-test-'));
  context.after(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content, mode = 0o600) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
      writeFileSync(file, content);
      chmodSync(file, mode);
      return file;
    },
  };
}

/**
 * A configuration with these rules, as JSON, which is YAML too. It keeps nothing between runs, unless `extra` says so:
 * the node's own directory is not for tests.
 */
export function configText(rules: readonly object[], extra: object = {}): string {
  return JSON.stringify({
    apiVersion: 'registry-credential-provider/v1alpha1',
    kind: 'RegistryCredentialProviderConfig',
    cache: { enabled: false },
    ...extra,
    rules,
  });
}
