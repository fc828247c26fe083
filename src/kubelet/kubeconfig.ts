// By what the kubelet reaches the API server: its kubeconfig, as far as certificates go.
// https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/

import { dirname, resolve } from 'node:path/posix';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { Secret } from '../secret.ts';
import { readTextFile } from '../system/files.ts';
import { NODE, rootOnly, type Trust } from '../system/root-only.ts';
import { readGoYaml } from './config/go-yaml.ts';
import type { Value } from './config/value.ts';

export interface ApiServer {
  /** `https://host:port`, perhaps with a path. */
  readonly url: string;
  /** PEM; undefined: the system's authorities count. */
  readonly authorities: string | undefined;
  /** Name in the server's certificate, where it is not the URL's. */
  readonly serverName: string | undefined;
  /** Both PEM. */
  readonly certificate: string;
  readonly key: Secret;
}

/** Why the API server cannot be asked as the kubelet, in words for a note. */
export interface NoApiServer {
  readonly problem: string;
}

/** Never throws: who cannot ask goes on without. What another user could have written is not read. */
export function readKubeconfig(path: string, trust: Trust = NODE): ApiServer | NoApiServer {
  try {
    const read = (file: string, what: string) => readTextFile(rootOnly(file, what, trust), { what }).text;
    const { value } = readGoYaml(read(path, 'kubeconfig'));
    return value === undefined
      ? { problem: `kubeconfig ${path} is not YAML` }
      : readCluster(path, value, read);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { problem: error.message };
  }
}

type Read = (file: string, what: string) => string;

function readCluster(path: string, value: Value, readFile: Read): ApiServer | NoApiServer {
  const context = entryNamed(value, 'contexts', 'context', text(value, 'current-context'));
  const cluster = entryNamed(value, 'clusters', 'cluster', text(context, 'cluster'));
  const user = entryNamed(value, 'users', 'user', text(context, 'user'));
  const url = text(cluster, 'server');
  const problem = clusterProblem(url, cluster) ?? userProblem(user);
  if (url === undefined || problem !== undefined) {
    return { problem: `kubeconfig ${path} ${problem}` };
  }
  const read = (of: Value | undefined, field: string) => readData(path, of, field, readFile);
  const certificate = read(user, 'client-certificate');
  const key = read(user, 'client-key');
  if (certificate === undefined || key === undefined) {
    return { problem: `kubeconfig ${path} has no client certificate with its key` };
  }
  return {
    url: url.replace(/\/+$/, ''),
    authorities: read(cluster, 'certificate-authority'),
    serverName: text(cluster, 'tls-server-name'),
    certificate,
    key: new Secret(key),
  };
}

function clusterProblem(url: string | undefined, cluster: Value | undefined): string | undefined {
  if (url === undefined) return 'has no current context with a server';
  if (!/^https:\/\//.test(url) || !URL.canParse(url))
    return `names a server that is not an https URL (${quote(url)})`;
  if (field(cluster, 'insecure-skip-tls-verify')?.kind === 'true')
    return 'turns off the verification of its server, which is not supported';
  return text(cluster, 'proxy-url') === undefined ? undefined : 'goes through a proxy';
}

/** Other ways to say who one is, which need programs or requests of their own. */
const OTHER_WAYS: Readonly<Record<string, string>> = {
  exec: 'a program (exec)',
  'auth-provider': 'an auth-provider',
  token: 'a token',
  tokenFile: 'a token',
  username: 'a user name',
};

function userProblem(user: Value | undefined): string | undefined {
  const way = Object.keys(OTHER_WAYS).find((name) => field(user, name) !== undefined);
  return way === undefined
    ? undefined
    : `authenticates with ${OTHER_WAYS[way]}, not with a client certificate`;
}

/** PEM from the field's `-data`, which counts first, or from the file that it names. @throws {ProviderError} */
function readData(path: string, of: Value | undefined, name: string, readFile: Read): string | undefined {
  const data = text(of, `${name}-data`);
  if (data !== undefined) {
    return Buffer.from(data, 'base64').toString('latin1');
  }
  const file = text(of, name);
  return file === undefined
    ? undefined
    : readFile(resolve(dirname(path), file), `kubeconfig ${path}: ${name}`);
}

function entryNamed(value: Value, list: string, what: string, name: string | undefined): Value | undefined {
  const entries = field(value, list);
  const found =
    entries?.kind === 'list'
      ? entries.items.find((entry) => name !== undefined && text(entry, 'name') === name)
      : undefined;
  return field(found, what);
}

function field(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'map' ? value.fields.findLast((each) => each.name === name)?.value : undefined;
}

/** Undefined also where it is empty, which to client-go is the same. */
function text(value: Value | undefined, name: string): string | undefined {
  const found = field(value, name);
  return found?.kind === 'text' && found.text !== '' ? found.text : undefined;
}
