// The configuration of k3s and RKE2: a file, the files of the folder beside it, and the command line, which overrides.
// https://docs.k3s.io/installation/configuration#configuration-file
// How they are put together: https://github.com/k3s-io/k3s/blob/main/pkg/configfilearg/parser.go

import { join } from 'node:path/posix';
import { ProviderError } from '../../../errors.ts';
import { quote } from '../../../escape.ts';
import { flagValues } from '../../../kubelet/settings.ts';
import { parseYaml } from '../../../yaml/read.ts';
import type { Host } from '../host.ts';

export interface RancherConfig {
  /** Of a setting that has one value; undefined where it is not set. */
  value(name: string): string | undefined;
  /** Of a setting that may be repeated. */
  values(name: string): readonly string[];
}

/**
 * @param file the configuration file, which need not be there
 * @param args what follows `k3s server` on the command line
 * @param ignored a file of the folder that is looked through
 * @throws {ProviderError} NODE_UNSUPPORTED for a file that k3s could not read either
 */
export function readRancherConfig(
  host: Host,
  file: string,
  args: readonly string[],
  ignored?: string,
): RancherConfig {
  const folder = `${file}.d`;
  const dropIns = host
    .list(folder)
    .filter((name) => /\.ya?ml$/i.test(name))
    .map((name) => join(folder, name));
  const settings = new Map<string, readonly string[]>();
  for (const path of [file, ...dropIns].filter((each) => each !== ignored)) {
    for (const [key, value] of fieldsOf(path, host.read(path) ?? '')) {
      const name = key.replace(/\+$/, '');
      settings.set(name, key.endsWith('+') ? [...(settings.get(name) ?? []), ...value] : value);
    }
  }
  const values = (name: string) => [...(settings.get(name) ?? []), ...flagValues(args, name)];
  return { values, value: (name) => values(name).at(-1) };
}

function fieldsOf(path: string, text: string): readonly (readonly [string, readonly string[]])[] {
  const { value, mistakes } = parseYaml(text);
  if (mistakes.length > 0 || (value !== undefined && !isFields(value))) {
    throw new ProviderError(`${quote(path)} cannot be read: it is not YAML with fields`, {
      code: 'NODE_UNSUPPORTED',
      hint: 'correct it; k3s and RKE2 cannot read it either',
    });
  }
  return Object.entries(value ?? {}).map(([name, field]) => [
    name,
    (Array.isArray(field) ? field : [field]).map(textOf),
  ]);
}

/** Of a setting's value; values with parts are not used. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
