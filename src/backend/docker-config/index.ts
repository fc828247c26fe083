// dockerConfig: every entry of a docker config file that matches the image, in the kubelet's order.

import type { DockerConfigBackendConfig } from '../../config/config.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { coverage } from '../../image/pattern.ts';
import { authKeyFor, lookupKeys, normalizeAuthKey } from '../../kubelet/keyring.ts';
import { modeWarnings, readTextFile } from '../../system/files.ts';
import type { Backend, Credential, Credentials, Description, PullRequest } from '../backend.ts';
import {
  type DockerConfig,
  type Entry,
  parseDockerConfig,
  type UnusableEntry,
  type UsableEntry,
} from './entries.ts';

export class DockerConfigBackend implements Backend {
  readonly #rule: string;
  readonly #path: string;
  #file: DockerConfig | undefined;
  #mode = 0;

  constructor(rule: string, { path }: DockerConfigBackendConfig) {
    this.#rule = rule;
    this.#path = path;
  }

  patterns(): readonly string[] {
    return this.#read().entries.flatMap(({ key }) => asPattern(key) ?? []);
  }

  async getCredentials(pull: PullRequest): Promise<Credentials> {
    return this.#find(pull).credentials;
  }

  describe(pull: PullRequest): Description {
    const { credentials, unusable } = this.#find(pull);
    return {
      details: { path: this.#path },
      scope: credentials.scope,
      keys: credentials.entries.flatMap(({ key }) => key ?? []),
      warnings: [
        ...modeWarnings(this.#path, this.#mode),
        ...unusable.map(
          ({ key, problem }) => `${this.#path}: the entry ${quote(key)} is left out: ${problem}`,
        ),
      ],
    };
  }

  #find({ image }: PullRequest): { credentials: Credentials; unusable: readonly UnusableEntry[] } {
    const { entries, credsStore } = this.#read();
    const matching = matchingEntries(entries, image.name);
    const usable = matching.filter((entry) => entry.kind === 'credential');
    const unusable = matching.filter((entry) => entry.kind !== 'credential');
    if (usable.length === 0) {
      throw this.#noneUsable(image.name, unusable[0], credsStore);
    }
    return { credentials: { entries: withKeys(usable), scope: scopeOf(entries, image.registry) }, unusable };
  }

  /** Once a run, so that choosing the rule and answering see the same file. */
  #read(): DockerConfig {
    if (this.#file === undefined) {
      const what = `rule "${this.#rule}": dockerConfig`;
      const { text, mode } = readTextFile(this.#path, { what });
      this.#mode = mode;
      this.#file = parseDockerConfig(text, `${what} ${quote(this.#path)}`);
    }
    return this.#file;
  }

  #noneUsable(
    image: string,
    first: UnusableEntry | undefined,
    credsStore: string | undefined,
  ): ProviderError {
    const where = `rule "${this.#rule}": dockerConfig ${quote(this.#path)}`;
    if (first === undefined) {
      const store =
        credsStore === undefined ? '' : `, and its credential store ${quote(credsStore)} cannot be asked`;
      return new ProviderError(`${where} has no entry that matches ${quote(image)}${store}`, {
        code: 'DOCKER_CONFIG_NO_ENTRY',
        hint: "add one for the image's registry, or narrow the rule's matchImages",
      });
    }
    const entry = `${where}: the entry ${quote(first.key)} that matches ${quote(image)}`;
    return first.kind === 'unsupported'
      ? new ProviderError(`${entry} cannot be used: ${first.problem}`, {
          code: 'DOCKER_CONFIG_UNSUPPORTED',
          hint: 'write username and password, or auth, into the entry',
        })
      : new ProviderError(`${entry} is malformed: ${first.problem}`, {
          code: 'DOCKER_CONFIG_INVALID',
          hint: 'log in again with docker, or correct the entry',
        });
  }
}

/** In the order in which the kubelet would try them. */
function matchingEntries(entries: readonly Entry[], image: string): Entry[] {
  const keys = lookupKeys([...new Set(entries.map(({ key }) => key))], image);
  return keys.flatMap((key) => entries.filter((entry) => entry.key === key));
}

/** Each credential under a key that the kubelet reads as the file's own; two that are alike stay two. */
function withKeys(entries: readonly UsableEntry[]): Credential[] {
  const taken = new Set<string>();
  const credentials: Credential[] = [];
  for (const { key: fileKey, username, password } of entries) {
    const key = authKeyFor(asPattern(fileKey) ?? fileKey, taken);
    if (key !== undefined) {
      taken.add(key);
      credentials.push({ key, username, password });
    }
  }
  return credentials;
}

/** `registry` when no key looks at the path: then every image of the registry finds the same entries. */
function scopeOf(entries: readonly Entry[], registry: string): Credentials['scope'] {
  const patterns = entries.flatMap(({ key }) => asPattern(key) ?? []);
  return patterns.every((pattern) => coverage(pattern, registry) !== 'some') ? 'registry' : 'image';
}

/** The key as a pattern. Docker's name for Docker Hub stands for `docker.io`, which is what images say. */
function asPattern(key: string): string | undefined {
  const normalized = normalizeAuthKey(key);
  return normalized === 'index.docker.io' ? 'docker.io' : normalized;
}
