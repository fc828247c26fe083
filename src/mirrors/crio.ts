// Which hosts CRI-O asks for an image, and which of them it shows the kubelet's credential: none whose name differs from
// that in the image. https://github.com/containers/image/issues/2949

import { ProviderError } from '../errors.ts';
import type { ImageName } from '../image/reference.ts';
import { readTextFile } from '../system/files.ts';
import { inspect, listNames } from '../system/inspect.ts';
import { hostsFor, type RegistryTable, tableFor, tablesIn } from './registries-conf.ts';

const MAIN_FILE = '/etc/containers/registries.conf';
/** Read after it, in the order of their names. */
const FOLDER = '/etc/containers/registries.conf.d';
const MAX_FILES = 100;

interface CrioRegistries {
  /** One for each prefix: that of the last file that has it. */
  readonly tables: readonly (RegistryTable & { readonly file: string })[];
  /** Files that cannot be read, or not as a whole. */
  readonly problems: readonly string[];
}

export interface CrioHosts {
  readonly file: string;
  /** In the order in which they are asked. */
  readonly shown: readonly string[];
  /** They are asked without a credential. */
  readonly withheld: readonly string[];
}

/** @param root before every path */
export function readCrioRegistries(root = ''): CrioRegistries {
  const names = listNames(root + FOLDER)
    .filter((name) => name.endsWith('.conf'))
    .toSorted();
  const files = [MAIN_FILE, ...names.slice(0, MAX_FILES).map((name) => `${FOLDER}/${name}`)];
  const read = files
    .filter((file) => !('problem' in inspect(root + file)))
    .map((file) => ({ file, ...readTables(root, file) }));
  const tables = read.flatMap(({ file, tables }) => tables.map((table) => ({ ...table, file })));
  return {
    tables: [...new Map(tables.map((table) => [table.prefix, table])).values()],
    problems: [
      ...read.flatMap(({ problem }) => problem ?? []),
      ...(names.length > MAX_FILES ? [`${FOLDER} has more than ${MAX_FILES} files`] : []),
    ],
  };
}

function readTables(
  root: string,
  file: string,
): { readonly tables: readonly RegistryTable[]; readonly problem: string | undefined } {
  try {
    const { tables, isPartial } = tablesIn(readTextFile(root + file, { what: "CRI-O's" }).text);
    return {
      tables,
      problem: isPartial ? `${file} has registries in a form that is not read here` : undefined,
    };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { tables: [], problem: error.message };
  }
}

/** Undefined: the image's registry alone is asked. */
export function crioHostsOf(
  { tables }: CrioRegistries,
  { name, registry }: ImageName,
): CrioHosts | undefined {
  const table = tableFor(tables, name);
  if (table === undefined) return undefined;
  const hosts = hostsFor(table, name);
  return {
    file: table.file,
    shown: hosts.filter((host) => host === registry),
    withheld: hosts.filter((host) => host !== registry),
  };
}
