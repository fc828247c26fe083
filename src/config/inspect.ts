// A configuration that is looked at, not used: what is wrong with it, what it names, and where each thing stands.

import type { Mistake } from '../yaml/mistake.ts';
import type { Path } from '../yaml/path.ts';
import { parseYaml } from '../yaml/read.ts';
import type { Config } from './config.ts';
import { filesIn, type ReferencedFile, withFilesAt } from './files.ts';
import { readConfig } from './load.ts';
import { normaliseConfig } from './normalise.ts';
import { findMistakes, isValid } from './validate.ts';
import { secretsIn } from './without-secrets.ts';

export interface InspectedConfig {
  /** Undefined when there is a mistake. */
  readonly config: Config | undefined;
  readonly mistakes: readonly Mistake[];
  /** Those of a configuration without mistakes. */
  readonly files: readonly ReferencedFile[];
  /** The passwords that are written in it. */
  readonly secrets: ReadonlySet<string>;
  lineOf(path: Path): number;
}

/**
 * @param pathOf where a file is to be read that is not in its place yet, the configuration's own included
 * @throws {ProviderError} CONFIG_NOT_FOUND, CONFIG_UNREADABLE
 */
export function inspectConfig(file: string, pathOf: (path: string) => string): InspectedConfig {
  const source = pathOf(file);
  return inspectText(source, readConfig(source), pathOf);
}

/** @param source how the configuration is called */
export function inspectText(source: string, text: string, pathOf: (path: string) => string): InspectedConfig {
  const { value, mistakes, lineOf } = parseYaml(text);
  const secrets = secretsIn(value);
  if (mistakes.length === 0 && isValid(value)) {
    const readable = withFilesAt(value, pathOf);
    const config = normaliseConfig(source, readable);
    return { config, mistakes, files: filesIn(readable), secrets, lineOf };
  }
  const all = [...mistakes, ...findMistakes(value, mistakes)];
  return { config: undefined, mistakes: all, files: [], secrets, lineOf };
}
