// A configuration of this plugin as `check` reads it: with all mistakes, and with the line of each field.

import { BUILT_IN, BUILT_IN_CONFIG } from '../config/built-in.ts';
import type { Config, Rule } from '../config/config.ts';
import { type InspectedConfig, inspectConfig } from '../config/inspect.ts';
import { ProviderError } from '../errors.ts';
import type { Path } from '../yaml/path.ts';

export interface CheckedConfig extends Omit<InspectedConfig, 'lineOf'> {
  /** Path of the file, or `built-in`. */
  readonly file: string;
  /** Undefined when it has a mistake or cannot be read. */
  readonly config: Config | undefined;
  readonly problem: ProviderError | undefined;
  /** Undefined for the built-in one. */
  lineOf(path: Path): number | undefined;
}

/** @param pathOf where a file is now that is not in its place yet */
export function readCheckedConfig(file: string, pathOf: (path: string) => string): CheckedConfig {
  if (file === BUILT_IN) {
    return { ...NOTHING_FOUND, file, config: BUILT_IN_CONFIG };
  }
  try {
    return { file, ...inspectConfig(file, pathOf), problem: undefined };
  } catch (error) {
    if (!(error instanceof ProviderError)) {
      throw error;
    }
    return { ...NOTHING_FOUND, file, problem: error };
  }
}

const NOTHING_FOUND = {
  config: undefined,
  mistakes: [],
  files: [],
  secrets: new Set<string>(),
  problem: undefined,
  lineOf: () => undefined,
} as const;

/** Each rule of the configuration with its place. */
export function rulesOf({ config }: CheckedConfig): readonly { readonly rule: Rule; readonly path: Path }[] {
  return (config?.rules ?? []).map((rule, index) => ({ rule, path: ['rules', index] }));
}

/** Where a finding about the field is. */
export function placeOf(
  { file, lineOf }: CheckedConfig,
  path: Path,
): { readonly file: string; readonly line: number | undefined; readonly path: Path } {
  return { file, line: lineOf(path), path };
}
