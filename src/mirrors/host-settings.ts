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
  readonly isServer: boolean;
}

const TABLE = /^\[\s*host\s*\.\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*\](?:\s*#.*)?$/;
const SETTING = /^([\w-]+)\s*=\s*(.*)$/;

/**
 * In the order in which they are asked; the last is the registry's own server.
 * @param file whose text it is
 * @param registry whose file it is, with port if it has one
 */
export function hostSettingsIn(text: string, file: string, registry: string): readonly HostSettings[] {
  const top = new Map<string, string>();
  const tables: { readonly url: string; readonly settings: Map<string, string> }[] = [];
  let settings: Map<string, string> | undefined = top;
  for (const line of joinLists(text).map((each) => each.trim())) {
    if (line.startsWith('[')) {
      const [, ...urls] = TABLE.exec(line) ?? [];
      const url = urls.find((each) => each !== undefined);
      settings = url === undefined ? undefined : new Map();
      if (url !== undefined && settings !== undefined) tables.push({ url, settings });
      continue;
    }
    const [, name, value = ''] = SETTING.exec(line) ?? [];
    if (name !== undefined) settings?.set(name, value);
  }
  const [server] = textsIn(top.get('server') ?? '');
  return [
    ...tables.map((each) => settingsOf(each.url, each.settings, file, false)),
    settingsOf(server === undefined || server === '' ? registry : server, top, file, true),
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
  const capabilities = settings.get('capabilities');
  return {
    origin: `${scheme}${host}`,
    path: isTrue('override_path') ? path.replace(/\/$/, '') : withVersion(path.replace(/\/$/, '')),
    authorities: textsIn(settings.get('ca') ?? '').map((each) => resolve(dirname(file), each)),
    skipsVerify: isTrue('skip_verify'),
    resolves: capabilities === undefined || textsIn(capabilities).includes('resolve'),
    isServer,
  };
}

function withVersion(path: string): string {
  return path.endsWith('/v2') ? path : `${path}/v2`;
}

function textsIn(value: string): string[] {
  return [...value.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '');
}
