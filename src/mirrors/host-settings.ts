// How containerd asks each host of a hosts.toml: below which path, trusting whom.
// https://github.com/containerd/containerd/blob/main/docs/hosts.md

import { dirname, resolve } from 'node:path/posix';

export interface HostSettings {
  /** `https://mirror.example:5000`. */
  readonly origin: string;
  /** Before the repository: `/v2`, or below a prefix. */
  readonly path: string;
  /** PEM files of the authorities that are trusted for it. */
  readonly authorities: readonly string[];
  /** containerd does not verify its certificate. */
  readonly skipsVerify: boolean;
  /** Whether it is asked which manifest a tag is. */
  readonly resolves: boolean;
  /** Whether it is asked for anything in a pull: not if it is for pushes alone. */
  readonly isAsked: boolean;
  readonly isServer: boolean;
}

/** Docker Hub, whose images have another name. */
const HUB_ORIGIN = 'https://registry-1.docker.io';

/** Whom containerd asks if it is told of no other server. @param registry with port if it has one */
export function originOfRegistry(registry: string): string {
  return registry === 'docker.io' ? HUB_ORIGIN : `https://${registry}`;
}

/** `[host."https://mirror.example"]`, and its own tables, such as `.header`. */
const TABLE = /^\[\s*host\s*\.\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*([.\]])/;
const SETTING = /^([\w-]+)\s*=\s*(.*)$/;

/**
 * In the order in which they are asked; the last is the registry's own server.
 * @param file whose text it is
 * @param registry whose file it is, with port if it has one
 */
export function hostSettingsIn(text: string, file: string, registry: string): readonly HostSettings[] {
  const top = new Map<string, string>();
  const tables = new Map<string, Map<string, string>>();
  let settings: Map<string, string> | undefined = top;
  for (const line of joinLists(text).map((each) => each.trim())) {
    if (line.startsWith('[')) {
      const [, double, single, bare, end] = TABLE.exec(line) ?? [];
      const url = double ?? single ?? bare;
      const table = url === undefined ? undefined : (tables.get(url) ?? new Map<string, string>());
      if (url !== undefined && table !== undefined) tables.set(url, table);
      settings = end === ']' ? table : undefined;
      continue;
    }
    const [, name, value = ''] = SETTING.exec(line) ?? [];
    if (name !== undefined) settings?.set(name, value);
  }
  const [server] = textsIn(top.get('server') ?? '');
  const own = settingsOf(server || originOfRegistry(registry), top, file, true);
  return [
    ...[...tables].map(([url, table]) => settingsOf(url, table, file, false)),
    // It can do anything if it is not named.
    server ? own : { ...own, path: '/v2', resolves: true, isAsked: true },
  ];
}

/** Lines: a list may go on over several, which become one; one that does not end stays as it is. */
function joinLists(text: string): string[] {
  const lines: string[] = [];
  let list: string[] = [];
  for (const line of text.split('\n')) {
    const bare = line.replace(/"[^"]*"|'[^']*'/g, '');
    if (list.length === 0 && !/^[^[=]*=\s*\[/.test(bare)) {
      lines.push(line);
      continue;
    }
    list.push(line);
    if (bare.includes(']')) {
      lines.push(list.join(' '));
      list = [];
    }
  }
  return [...lines, ...list];
}

function settingsOf(
  url: string,
  settings: ReadonlyMap<string, string>,
  file: string,
  isServer: boolean,
): HostSettings {
  const [, scheme = 'https://', host = '', path = ''] =
    /^(https?:\/\/)?(?:[^/@]*@)?([^/]*)([^?#]*)/.exec(url) ?? [];
  const isTrue = (name: string) => /^true\b/.test(settings.get(name) ?? '');
  const capabilities = textsIn(settings.get('capabilities') ?? '').map((each) => each.toLowerCase());
  const may = (capability: string) => capabilities.length === 0 || capabilities.includes(capability);
  return {
    origin: `${scheme}${host}`,
    path: isTrue('override_path') ? path.replace(/\/$/, '') : withVersion(path.replace(/\/$/, '')),
    authorities: textsIn(settings.get('ca') ?? '').map((each) => resolve(dirname(file), each)),
    skipsVerify: isTrue('skip_verify'),
    resolves: may('resolve'),
    isAsked: may('resolve') || may('pull'),
    isServer,
  };
}

function withVersion(path: string): string {
  return path.endsWith('/v2') ? path : `${path}/v2`;
}

function textsIn(value: string): string[] {
  return [...value.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '');
}
