// An entry as a file has it, every scalar as text: what all ways of changing one work on.

import type { Path } from '../../yaml/path.ts';

export interface EntryData {
  readonly name: string;
  readonly apiVersion?: string;
  readonly matchImages?: readonly string[];
  readonly defaultCacheDuration?: string;
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly tokenAttributes?: TokenData;
}

export interface Variable {
  readonly name?: string;
  readonly value?: string;
}

interface TokenData {
  readonly requiredServiceAccountAnnotationKeys?: readonly string[];
  readonly optionalServiceAccountAnnotationKeys?: readonly string[];
  readonly [field: string]: unknown;
}

export const TOKENS = 'tokenAttributes';
export const REQUIRED = 'requiredServiceAccountAnnotationKeys';

/** The argument that names the configuration, with its value in it. */
export const CONFIG_ARGUMENT = /^(?:--config=|-c=?(?=.))/;

/** Where an entry with tokens matches the same images: the entry without them is for the other rules only. */
export const WITHOUT_TOKENS = '--rules-without-tokens';

export function at(data: EntryData, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value === null || value === undefined ? undefined : (value as Record<string, unknown>)[key],
    data,
  );
}

/** What stands for nothing in the file is nothing to the kubelet too. */
export function textAt(data: EntryData, path: Path): string | undefined {
  const value = at(data, path);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

export function listAt(data: EntryData, path: Path): readonly string[] {
  const value = at(data, path);
  return Array.isArray(value) ? value.map(String) : [];
}
