// From a file to a Config: find, read, parse, hold against the schema, check, fill in defaults.

import { ProviderError } from '../errors.ts';
import type { RegistryCredentialProviderConfig } from '../generated/config-types.ts';
import { validateConfig } from '../generated/config-validator.js';
import { readTextFile } from '../system/files.ts';
import { BUILT_IN_CONFIG } from './built-in.ts';
import { checkConfig, type SoundConfig } from './checks.ts';
import type { Config } from './config.ts';
import { findConfig, type LoadOptions } from './find.ts';
import { formatPath, invalidConfig, type Mistake } from './mistake.ts';
import { normaliseConfig } from './normalise.ts';
import { parsePlainYaml } from './plain-yaml.ts';
import { type SchemaMistake, schemaMistakes, valueAt } from './schema-mistakes.ts';
import { parseYaml } from './yaml.ts';

export type { LoadOptions };

// Nobody mends more at once, and a hostile file has a hundred thousand.
const MAX_ERRORS = 500;

/**
 * The configuration that holds, or the built-in one.
 * @throws {ProviderError} CONFIG_NOT_FOUND, CONFIG_UNREADABLE, CONFIG_INVALID (with all mistakes)
 */
export function loadConfig(options: LoadOptions): Config {
  const file = findConfig(options);
  return file === undefined ? BUILT_IN_CONFIG : parseConfig(file, read(file));
}

/** The text of a configuration file as a Config. @throws {ProviderError} CONFIG_INVALID (with all mistakes) */
export function parseConfig(file: string, text: string): Config {
  const plain = parsePlainYaml(text);
  if (plain !== undefined && validateConfig(plain) && checkConfig(plain).length === 0) {
    return normaliseConfig(file, plain);
  }
  const { value, mistakes, lineOf } = parseYaml(text);
  const all =
    mistakes.length > 0 && value === undefined ? mistakes : [...mistakes, ...findMistakes(value, mistakes)];
  if (all.length > 0) {
    throw invalidConfig(file, all, lineOf);
  }
  return normaliseConfig(file, value as RegistryCredentialProviderConfig);
}

/** Mistakes beside those that are already known. */
function findMistakes(value: unknown, known: readonly Mistake[]): Mistake[] {
  const wrong = describeWrongFile(value);
  if (wrong !== undefined) {
    return [{ path: [], text: wrong, line: 1 }];
  }
  if (validateConfig(value)) {
    return checkConfig(value);
  }
  const errors = validateConfig.errors ?? [];
  const fromSchema = schemaMistakes(errors.slice(0, MAX_ERRORS), value);
  // What a bad alias stood for is missing now, and said already.
  const isKnown = ({ path }: Mistake) =>
    valueAt(value, path) === undefined &&
    known.some((mistake) => formatPath(mistake.path) === formatPath(path));
  const news = fromSchema.filter((mistake) => !isKnown(mistake));
  return errors.length > MAX_ERRORS ? news : [...news, ...checkConfig(soundPart(value, fromSchema))];
}

function describeWrongFile(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return 'is empty; expected apiVersion, kind and rules';
  }
  return (value as { kind?: unknown }).kind === 'CredentialProviderConfig'
    ? "is the kubelet's configuration (kind CredentialProviderConfig); expected kind RegistryCredentialProviderConfig"
    : undefined;
}

// Takes out of the value what the schema refuses: the checks then need not look at types.
function soundPart(value: unknown, mistakes: readonly SchemaMistake[]): SoundConfig {
  for (const { path, spoils } of mistakes) {
    const field = path.at(-1);
    if (spoils && field === undefined) {
      return {};
    }
    const parent = valueAt(value, path.slice(0, -1));
    if (spoils && field !== undefined && typeof parent === 'object' && parent !== null) {
      (parent as Record<string | number, unknown>)[field] = undefined;
    }
  }
  return value as SoundConfig;
}

function read(file: string): string {
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
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error.cause,
    });
  }
}
