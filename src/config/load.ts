// From a file to a Config: find, read, parse, hold against the schema, check, fill in defaults.

import { ProviderError } from '../errors.ts';
import { readTextFile } from '../system/files.ts';
import { parsePlainYaml } from '../yaml/plain.ts';
import { parseYaml } from '../yaml/read.ts';
import { BUILT_IN_CONFIG } from './built-in.ts';
import type { Config } from './config.ts';
import { findConfig, type LoadOptions } from './find.ts';
import { invalidConfig } from './mistake.ts';
import { normaliseConfig } from './normalise.ts';
import { findMistakes, isValid } from './validate.ts';

export type { LoadOptions };

/**
 * The configuration that holds, or the built-in one.
 * @throws {ProviderError} CONFIG_NOT_FOUND, CONFIG_UNREADABLE, CONFIG_INVALID (with all mistakes)
 */
export function loadConfig(options: LoadOptions): Config {
  const file = findConfig(options);
  return file === undefined ? BUILT_IN_CONFIG : parseConfig(file, readConfig(file));
}

/** The text of a configuration file as a Config. @throws {ProviderError} CONFIG_INVALID (with all mistakes) */
export function parseConfig(file: string, text: string): Config {
  const plain = parsePlainYaml(text);
  if (plain !== undefined && isValid(plain)) {
    return normaliseConfig(file, plain);
  }
  const { value, mistakes, lineOf } = parseYaml(text);
  if (mistakes.length === 0 && isValid(value)) {
    return normaliseConfig(file, value);
  }
  throw invalidConfig(file, [...mistakes, ...findMistakes(value, mistakes)], lineOf);
}

/** @throws {ProviderError} CONFIG_NOT_FOUND, CONFIG_UNREADABLE */
export function readConfig(file: string): string {
  try {
    return readTextFile(file, { what: 'configuration' }).text;
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    const missing = ['ENOENT', 'ENOTDIR'].includes(
      (error.cause as NodeJS.ErrnoException | undefined)?.code ?? '',
    );
    throw new ProviderError(error.message, {
      code: missing ? 'CONFIG_NOT_FOUND' : 'CONFIG_UNREADABLE',
      hint: error.hint,
      cause: error.cause,
    });
  }
}
