// A file of the state folder: replaced as a whole, and believed only where root alone could write it.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { parseObject } from '../../json.ts';
import { readBytes } from '../../system/files.ts';
import { moveInto, writeNew } from '../../system/placing.ts';
import { otherWriterOf } from '../../system/root-only.ts';
import { newPath } from './places.ts';

/**
 * What we have written to the state folder.
 * @param hasForm whether the value is what this version writes there
 * @throws {ProviderError} INSTALL_REFUSED when it is none of ours, FILE_UNREADABLE
 */
export function readState<T extends { readonly format: 1 }>(
  path: string,
  hasForm: (value: unknown) => boolean,
): T | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  // What it says is done as root: files come and go, and commands are run.
  const who = otherWriterOf(path);
  if (who !== undefined) {
    throw new ProviderError(`install: ${quote(path)} is not trusted: ${who}`, {
      code: 'INSTALL_REFUSED',
      hint: 'find out what wrote it; if it is not from a run of install, move it away, and let only root write there',
    });
  }
  const value = parseObject(text);
  if (value?.format !== 1 || !hasForm(value)) {
    const what =
      value === undefined
        ? 'is not a JSON object: it was truncated or overwritten'
        : value.format === 1
          ? 'lacks a field that install writes there'
          : `is of another version of install (format ${describeFormat(value.format)}; this version writes format 1)`;
    throw new ProviderError(`install: ${quote(path)} ${what}`, {
      code: 'INSTALL_REFUSED',
      hint: 'run the version that wrote it, or restore it from a backup; or move it away, and remove by hand what install placed (docs/upgrade.md)',
    });
  }
  return value as T;
}

function describeFormat(format: unknown): string {
  return typeof format === 'number' ? String(format) : 'none';
}

/** Undefined: there is no such file. @throws {ProviderError} FILE_UNREADABLE */
function readIfThere(path: string): string | undefined {
  try {
    return readBytes(path, { what: 'install:', maxBytes: 16 * 1024 * 1024 }).bytes.toString('utf8');
  } catch (error) {
    if (error instanceof ProviderError && (error.cause as NodeJS.ErrnoException)?.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Replaces it as a whole. @throws {ProviderError} INSTALL_FAILED */
export function writeState(path: string, value: object): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  writeNew(newPath(path), Buffer.from(text), { mode: 0o600, uid: 0, gid: 0 });
  moveInto(newPath(path), path);
}
