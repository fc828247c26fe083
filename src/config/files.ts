// Which files a configuration names, and which of them hold a secret: the schema says so of each field.

import { FILES } from '../generated/config-facts.ts';
import type { RegistryCredentialProviderConfig } from '../generated/config-types.ts';
import type { Path } from '../yaml/path.ts';
import { placeOf } from './mistake.ts';

/** A file that is read. */
export interface ReferencedFile {
  readonly path: string;
  /** Where the configuration names it: `['rules', 1, 'static', 'passwordFile']`. */
  readonly field: Path;
  readonly isSecret: boolean;
}

/** @param config valid, as its file has it */
export function filesIn(config: RegistryCredentialProviderConfig): ReferencedFile[] {
  const files: ReferencedFile[] = [];
  mapFiles(config, [], (file) => {
    files.push(file);
    return file.path;
  });
  return files;
}

/** The configuration with the files that it names elsewhere: for reading them before they are in their places. */
export function withFilesAt(
  config: RegistryCredentialProviderConfig,
  pathOf: (path: string) => string,
): RegistryCredentialProviderConfig {
  return mapFiles(config, [], ({ path }) => pathOf(path)) as RegistryCredentialProviderConfig;
}

function mapFiles(value: unknown, field: Path, change: (file: ReferencedFile) => string): unknown {
  if (typeof value === 'string') {
    const file = FILES.get(placeOf(field));
    return file === undefined ? value : change({ path: value, field, isSecret: file.isSecret });
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => mapFiles(item, [...field, index], change));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, mapFiles(each, [...field, name], change)]),
  );
}
