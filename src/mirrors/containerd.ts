// To which hosts containerd shows the credential of a registry: to each that the registry's hosts.toml names.

import { ProviderError } from '../errors.ts';
import { readTextFile } from '../system/files.ts';
import { inspect, listNames } from '../system/inspect.ts';
import { hostsIn, type NamedHosts } from './hosts-toml.ts';

/** Where distributions have containerd's configuration. */
const CONFIGS = [
  '/etc/containerd/config.toml',
  '/var/lib/rancher/k3s/agent/etc/containerd/config.toml',
  '/var/lib/rancher/rke2/agent/etc/containerd/config.toml',
  '/var/snap/microk8s/current/args/containerd.toml',
];

/** containerd's own default. */
const DEFAULT_ROOTS = ['/etc/containerd/certs.d', '/etc/docker/certs.d'];

export type ShownTo =
  /** Only the registry itself, as far as these folders tell. */
  | { readonly kind: 'registry'; readonly folders: readonly string[] }
  | ({ readonly kind: 'hosts'; readonly file: string } & NamedHosts)
  | { readonly kind: 'unreadable'; readonly problem: string };

/**
 * @param registry host, with port if it has one
 * @param root before every path, for tests
 */
export function findShownTo(registry: string, root = ''): ShownTo {
  const folders = rootsOf(root);
  const folder = folders
    .flatMap((each) => hostFolders(registry).map((name) => `${each}/${name}`))
    .find((path) => !('problem' in inspect(root + path)));
  const file = `${folder}/hosts.toml`;
  if (folder === undefined || 'problem' in inspect(root + file)) {
    return { kind: 'registry', folders };
  }
  try {
    const { text } = readTextFile(root + file, { what: "containerd's" });
    return text === '' ? { kind: 'registry', folders } : { kind: 'hosts', file, ...hostsIn(text, registry) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { kind: 'unreadable', problem: error.message };
  }
}

/** More than any node has: each is a folder of its own. */
const MAX_REGISTRIES = 200;

/**
 * The registries for which containerd has a hosts.toml, as the names of their folders say; `_default` is for all others.
 * @param root before every path
 */
export function mirroredRegistries(root = ''): readonly string[] {
  const names = rootsOf(root).flatMap((folder) =>
    listNames(root + folder)
      .filter((name) => !('problem' in inspect(`${root}${folder}/${name}/hosts.toml`)))
      .map((name) => name.replace(/_(\d+)_$/, ':$1')),
  );
  return [...new Set(names)].slice(0, MAX_REGISTRIES);
}

/** The folders that `config_path` names, of any plugin of containerd; its default where none does. */
function rootsOf(root: string): readonly string[] {
  const named = CONFIGS.flatMap((path) => {
    const text = 'problem' in inspect(root + path) ? '' : readQuietly(root + path);
    return [...text.matchAll(/^[ \t]*config_path[ \t]*=[ \t]*["']([^"'\n]*)["']/gm)].flatMap(
      ([, paths = '']) => paths.split(':').filter((each) => each.startsWith('/')),
    );
  });
  return named.length === 0 ? DEFAULT_ROOTS : [...new Set(named)];
}

function readQuietly(path: string): string {
  try {
    return readTextFile(path, { what: "containerd's configuration" }).text;
  } catch (error) {
    if (error instanceof ProviderError) return '';
    throw error;
  }
}

/** The names of a registry's folder, in containerd's order: a port may be written as `_PORT_`. */
function hostFolders(registry: string): readonly string[] {
  const colon = registry.lastIndexOf(':');
  const withPort = colon > 0 ? [`${registry.slice(0, colon)}_${registry.slice(colon + 1)}_`] : [];
  return [...withPort, registry, '_default'];
}
