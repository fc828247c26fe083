// Reads the entries of a docker config: config.json and .dockercfg, told apart by their content.
// https://kubernetes.io/docs/concepts/containers/images/#config-json

import { isUtf8 } from 'node:buffer';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { isObject, type JsonObject, parseJson, typeName } from '../../json.ts';
import { Secret } from '../../secret.ts';
import { type Advice, notJson, withoutEntries } from './advice.ts';

export interface UsableEntry {
  readonly kind: 'credential';
  readonly key: string;
  readonly username: string;
  readonly password: Secret;
}

/**
 * An entry that cannot be used: it is malformed (`bad`), holds what the kubelet cannot use (`unsupported`), its password
 * is kept by a credential helper (`inHelper`), or the helper has none (`missing`).
 */
export interface UnusableEntry {
  readonly kind: 'bad' | 'unsupported' | 'inHelper' | 'missing';
  readonly key: string;
  /** Why, without a secret. */
  readonly problem: string;
}

export type Entry = UsableEntry | UnusableEntry;

export interface DockerConfig {
  readonly entries: readonly Entry[];
  /** By the keys that they are for: the names of credential helpers, which are strings in a sound file. */
  readonly credHelpers: ReadonlyMap<string, unknown>;
  /** The credential store that the file names for every registry without an entry. */
  readonly credsStore: string | undefined;
  /** Without entries: what the file is instead, if that can be told. */
  readonly wrongFile: Advice | undefined;
}

/**
 * @param source how the file is called in messages
 * @throws {ProviderError} DOCKER_CONFIG_INVALID when the whole is no docker config; a single bad entry is
 * returned as such, so that it spoils only itself.
 */
export function parseDockerConfig(text: string, source: string): DockerConfig {
  const file = parseFile(text, source);
  const auths = field(file, 'auths');
  const credHelpers = field(file, 'credHelpers');
  const credsStore = field(file, 'credsStore');
  const isConfigJson = [auths, credHelpers, credsStore].some((value) => value !== undefined);
  const logins = isConfigJson ? (auths ?? {}) : legacyLogins(file);
  if (!isObject(logins)) {
    throw invalid(source, `auths: expected an object, got ${typeName(logins)}`);
  }
  const store = typeof credsStore === 'string' && credsStore !== '' ? credsStore : undefined;
  const helpers = new Map(isObject(credHelpers) ? Object.entries(credHelpers) : []);
  const count = Object.keys(logins).length + helpers.size;
  if (count > MAX_ENTRIES) {
    throw invalid(source, `it has ${count} entries, and at most ${MAX_ENTRIES} are allowed`);
  }
  return {
    entries: [
      ...Object.entries(logins).map(([key, login]) => parseEntry(key, login ?? {}, helpers.get(key), store)),
      ...[...helpers]
        .filter(([key]) => !Object.hasOwn(logins, key))
        .map(([key, helper]) => helperEntry(key, helper)),
    ],
    credHelpers: helpers,
    credsStore: store,
    wrongFile: count === 0 ? withoutEntries(text) : undefined,
  };
}

/** No login of docker's ever makes so many, and each is looked at in each pull. */
const MAX_ENTRIES = 10_000;

/** What of a file without `auths` is an entry of .dockercfg: the settings of a config.json are none. */
function legacyLogins(file: JsonObject): JsonObject {
  const isLogin = (key: string, value: unknown) =>
    !/^\.docker(?:configjson|cfg)$/.test(key) &&
    (/[.:/]|^localhost$/.test(key) ||
      (!SETTINGS.has(key.toLowerCase()) &&
        isObject(value) &&
        LOGIN_FIELDS.some((name) => field(value, name) !== undefined)));
  return Object.fromEntries(Object.entries(file).filter(([key, value]) => isLogin(key, value)));
}

const LOGIN_FIELDS = ['auth', 'username', 'password', 'email', 'identitytoken', 'registrytoken'];
/** Those that hold objects, whose names are their owner's: https://github.com/docker/cli/blob/master/cli/config/configfile/file.go */
const SETTINGS: ReadonlySet<string> = new Set([
  'aliases',
  'features',
  'httpheaders',
  'kubernetes',
  'plugins',
  'proxies',
]);

function parseFile(text: string, source: string): JsonObject {
  const value = parseJson(text);
  if (value === undefined) {
    const { problem, hint } = notJson(text);
    throw invalid(source, problem, hint);
  }
  if (!isObject(value)) {
    throw typeof value === 'string' && value.trimStart().startsWith('{')
      ? invalid(
          source,
          'it is JSON inside a string of JSON',
          'take it out: jq --raw-output . FILE > NEW-FILE',
        )
      : invalid(source, `expected an object, got ${typeName(value)}`);
  }
  return value;
}

function parseEntry(key: string, login: unknown, helper: unknown, store: string | undefined): Entry {
  if (!isObject(login)) {
    return { kind: 'bad', key, problem: `expected an object, got ${typeName(login)}` };
  }
  const [auth, username, password] = ['auth', 'username', 'password'].map((name) => field(login, name) ?? '');
  if (typeof auth !== 'string' || typeof username !== 'string' || typeof password !== 'string') {
    return { kind: 'bad', key, problem: 'auth, username and password must be strings' };
  }
  const decoded = auth === '' ? { username, password: new Secret(password) } : decodeAuth(auth);
  if (decoded === undefined) {
    return { kind: 'bad', key, problem: notAuth(auth) };
  }
  if (decoded.password.reveal() === '') {
    const elsewhere = whereSecretIs(key, login, helper, store);
    if (elsewhere !== undefined) {
      return elsewhere;
    }
  }
  if (decoded.username === '' && decoded.password.reveal() !== '') {
    // Whoever runs the container ignores the password then, and pulls anonymously.
    return { kind: 'bad', key, problem: NO_USER };
  }
  return { kind: 'credential', key, ...decoded };
}

function notAuth(auth: string): string {
  return /^\s*(?:\$\{?\w+\}?|\{\{.*\}\}|<[^<>]*>)\s*$/.test(auth)
    ? 'auth is a placeholder that nothing has filled in'
    : 'auth is not base64 of username:password in UTF-8';
}

const NO_USER =
  'it has a password and an empty user name; a shell takes $NAME in double quotes for a variable, so write $oauthtoken and the like in single quotes';

/** Where the secret of an entry without a password is, if neither the kubelet nor this program can read it there. */
function whereSecretIs(
  key: string,
  login: JsonObject,
  helper: unknown,
  store: string | undefined,
): UnusableEntry | undefined {
  for (const name of ['identitytoken', 'registrytoken']) {
    const token = field(login, name);
    if (token !== undefined && token !== '') {
      const problem = `it holds ${name === 'identitytoken' ? 'an' : 'a'} ${name}, which the kubelet cannot use`;
      return { kind: 'unsupported', key, problem };
    }
  }
  if (helper !== undefined) {
    return helperEntry(key, helper);
  }
  return store === undefined
    ? undefined
    : { kind: 'inHelper', key, problem: `its password is in the credential store ${quote(store)}` };
}

function helperEntry(key: string, helper: unknown): UnusableEntry {
  return { kind: 'inHelper', key, problem: helperProblem(helper) };
}

function helperProblem(helper: unknown): string {
  return `its password comes from ${typeof helper === 'string' ? `the credential helper ${quote(helper)}` : `a credential helper whose name is not a string`}`;
}

/** Padded or not, line ends allowed anywhere, as Go's decoder takes it; the first colon separates. */
function decodeAuth(auth: string): { username: string; password: Secret } | undefined {
  const padded = auth.trim().endsWith('=');
  const text = auth.replace(/[\r\n]/g, '');
  const pattern = padded
    ? /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)$/
    : /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3})?$/;
  if (!pattern.test(text)) {
    return undefined;
  }
  const bytes = Buffer.from(text, 'base64');
  const colon = bytes.indexOf(':');
  if (colon < 0 || !isUtf8(bytes)) {
    return undefined;
  }
  return {
    username: bytes.toString('utf8', 0, colon),
    password: new Secret(bytes.toString('utf8', colon + 1)),
  };
}

/** A field in any letter case, the last one if there are several: so Go, and with it docker, reads JSON. */
export function field(object: JsonObject, name: string): unknown {
  let found: unknown;
  for (const key of Object.keys(object)) {
    if (key.toLowerCase() === name.toLowerCase() && object[key] !== null) {
      found = object[key];
    }
  }
  return found;
}

function invalid(source: string, problem: string, hint?: string): ProviderError {
  return new ProviderError(`${source} is not a docker config: ${problem}`, {
    code: 'DOCKER_CONFIG_INVALID',
    hint:
      hint ??
      'name a config.json or .dockercfg as `docker login` writes it or a Kubernetes pull secret contains it',
  });
}
