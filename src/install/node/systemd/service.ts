// A service of systemd as it would be started now: its unit file and drop-ins, in the order in which they count.
// https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Unit%20File%20Load%20Path

import { basename, join } from 'node:path/posix';
import type { Host } from '../host.ts';
import { hostName } from '../node-name.ts';
import { parseEnvironmentFile } from './environment-file.ts';
import { type Directive, parseUnit } from './unit-file.ts';
import { expandVariables, splitWords, type Variables } from './words.ts';

/** Of two files with one name, the one in the earlier folder counts. */
export const UNIT_FOLDERS = [
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/transient',
  '/etc/systemd/system',
  '/run/systemd/system',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
] as const;

export interface SystemdService {
  /** With its ending: `kubelet.service`. */
  readonly name: string;
  /** Of the unit file itself. */
  readonly path: string;
  /** The last ExecStart= as it is written; undefined where there is none. */
  readonly execStart: string | undefined;
  /** Variables that Environment= sets. */
  readonly environment: Variables;
  /** What EnvironmentFile= names, without the dash that lets it be missing. Files override `environment`. */
  readonly environmentFiles: readonly string[];
  /** Those of them that may not be missing. */
  readonly requiredFiles: readonly string[];
}

/**
 * Undefined where there is no such unit, or it is masked.
 * @param ignored a drop-in that is looked through, by its path
 */
export function findService(host: Host, name: string, ignored?: string): SystemdService | undefined {
  const path = UNIT_FOLDERS.map((folder) => join(folder, name)).find(
    (candidate) => host.facts(candidate)?.kind === 'file' || host.linkTarget(candidate) !== undefined,
  );
  const text = path === undefined || isMasked(host, path) ? undefined : host.read(path);
  if (path === undefined || text === undefined) {
    return undefined;
  }
  const dropIns = findDropIns(host, name).filter((dropIn) => dropIn !== ignored);
  const texts = [text, ...dropIns.map((dropIn) => host.read(dropIn) ?? '')];
  return { name, path, ...merge(texts.flatMap(parseUnit), (text) => expandSpecifiers(text, host, name)) };
}

function isMasked(host: Host, path: string): boolean {
  return host.linkTarget(path) === '/dev/null';
}

/** By file name, whichever folder they are in; those of the service itself before those for all services. */
function findDropIns(host: Host, name: string): readonly string[] {
  const byName = new Map<string, string>();
  const folders = [`${name}.d`, 'service.d'].flatMap((folder) =>
    UNIT_FOLDERS.map((each) => join(each, folder)),
  );
  for (const folder of folders) {
    for (const file of host.list(folder)) {
      if (file.endsWith('.conf') && !byName.has(file)) byName.set(file, join(folder, file));
    }
  }
  return [...byName.values()]
    .toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1))
    .filter((path) => !isMasked(host, path));
}

/** An empty assignment forgets those before it. */
function merge(
  directives: readonly Directive[],
  expand: (text: string) => string,
): Pick<SystemdService, 'execStart' | 'environment' | 'environmentFiles' | 'requiredFiles'> {
  const all = (name: string) => {
    const values = directives
      .filter((directive) => directive.section === 'Service' && directive.name === name)
      .map(({ value }) => value);
    return values.slice(values.lastIndexOf('') + 1);
  };
  const assignments = all('Environment').flatMap((value) => splitWords(value) ?? []);
  return {
    execStart: all('ExecStart').at(-1),
    environment: new Map(
      assignments.flatMap((word) => {
        const equals = word.indexOf('=');
        return equals > 0 ? [[word.slice(0, equals), expand(word.slice(equals + 1))]] : [];
      }),
    ),
    environmentFiles: all('EnvironmentFile').map((value) => expand(value.replace(/^-/, ''))),
    requiredFiles: all('EnvironmentFile')
      .filter((value) => !value.startsWith('-'))
      .map(expand),
  };
}

/**
 * Those that units of kubelets have, in paths of environment files and as the node's name. Others stay as they are.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Specifiers
 */
function expandSpecifiers(text: string, host: Host, name: string): string {
  return text.replace(/%([%nNpHl])/g, (_, specifier: string) => {
    switch (specifier) {
      case '%':
        return '%';
      case 'n':
        return name;
      case 'H':
        return hostName(host);
      case 'l':
        return hostName(host).replace(/\..*/, '');
      default:
        return name.replace(/\.service$/, '');
    }
  });
}

/** The variables that the service's program is started with. */
export function variablesOf(host: Host, service: SystemdService): Variables {
  const variables = new Map(service.environment);
  for (const path of service.environmentFiles) {
    for (const { name, value } of parseEnvironmentFile(host.read(path) ?? '')) variables.set(name, value);
  }
  return variables;
}

/** Program and arguments; undefined where systemd would not make sense of them either. */
export function commandOf(host: Host, service: SystemdService): readonly string[] | undefined {
  const { prefixes, command } = splitPrefixes(service.execStart ?? '');
  const words = splitWords(command)?.map((word) => expandSpecifiers(word, host, service.name));
  if (words === undefined || words.length === 0) {
    return undefined;
  }
  // A colon turns variables off; with an at sign the second word is the program's argv[0].
  const expanded = prefixes.includes(':') ? words : expandVariables(words, variablesOf(host, service));
  return prefixes.includes('@') ? expanded.toSpliced(1, 1) : expanded;
}

/** The characters before the program say how systemd runs it. */
export function splitPrefixes(execStart: string): { readonly prefixes: string; readonly command: string } {
  const [prefixes = ''] = /^[-@:+!|]*/.exec(execStart) ?? [];
  return { prefixes, command: execStart.slice(prefixes.length) };
}
