// Which credential helper of a docker config is asked for an image, and under which name of its registry, as docker does:
// credHelpers names the helper of a key, credsStore that of every other.
// https://github.com/docker/cli/blob/master/cli/config/configfile/file.go

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { ImageName } from '../../image/reference.ts';
import { Secret } from '../../secret.ts';
import { matchingEntries } from '../docker-entries/choose.ts';
import type { DockerConfig, Entry } from '../docker-entries/parse.ts';

/** Asked of a helper once. */
export interface HelperQuestion {
  /** Of the entry that it answers for. */
  readonly key: string;
  /** Without `docker-credential-`. */
  readonly helper: string;
  /** What `docker login` has stored the credential under: `registry.example:5000`, `https://index.docker.io/v1/`. */
  readonly serverUrl: string;
}

/** What a helper has for a registry. */
export interface HelperLogin {
  readonly username: string;
  readonly password: Secret;
}

/**
 * In the order in which the kubelet would try their answers. Without an entry for the image the store is asked for its
 * registry. @throws {ProviderError} DOCKER_CONFIG_INVALID for a helper without a name
 */
export function helperQuestions(config: DockerConfig, image: ImageName): HelperQuestion[] {
  const matching = matchingEntries(config.entries, image.name);
  const ofRegistry = serverUrlOf(image.registry);
  if (matching.length === 0) {
    const { credsStore: helper } = config;
    return helper === undefined ? [] : [{ key: ofRegistry, helper, serverUrl: ofRegistry }];
  }
  return matching.flatMap(({ key }) => {
    const helper = helperOf(config, key);
    return helper === undefined ? [] : [{ key, helper, serverUrl: key.includes('*') ? ofRegistry : key }];
  });
}

/** Under what docker keeps a registry's login. */
function serverUrlOf(registry: string): string {
  return registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
}

/**
 * The helper of an entry. An empty name is docker's way to say that this registry's password is in the file.
 * @throws {ProviderError} DOCKER_CONFIG_INVALID
 */
export function helperOf({ credHelpers, credsStore }: DockerConfig, key: string): string | undefined {
  const named = credHelpers.has(key) ? credHelpers.get(key) : credsStore;
  if (named !== undefined && typeof named !== 'string') {
    throw new ProviderError(`credHelpers: the helper of ${quote(key)} is not a string`, {
      code: 'DOCKER_CONFIG_INVALID',
      hint: 'write the name of the helper without docker-credential-',
    });
  }
  return named === '' ? undefined : named;
}

/**
 * The docker config with what the helpers have, instead of what it says itself of these entries; where a helper has
 * nothing, a password of the entry's own counts.
 */
export function withAnswers(
  { entries, credHelpers }: DockerConfig,
  answers: ReadonlyMap<HelperQuestion, HelperLogin | undefined>,
): DockerConfig {
  const answered = new Map([...answers].map(([question, login]) => [question.key, { question, login }]));
  const changed = entries.map((entry): Entry => {
    const answer = answered.get(entry.key);
    answered.delete(entry.key);
    return answer === undefined || (answer.login === undefined && hasPassword(entry))
      ? entry
      : entryOf(answer.question, answer.login);
  });
  const added = [...answered.values()].map(({ question, login }) => entryOf(question, login));
  return { entries: [...changed, ...added], credHelpers, credsStore: undefined, wrongFile: undefined };
}

function hasPassword(entry: Entry): boolean {
  return entry.kind === 'credential' && entry.password.reveal() !== '';
}

function entryOf({ key, helper, serverUrl }: HelperQuestion, login: HelperLogin | undefined): Entry {
  return login === undefined
    ? {
        kind: 'missing',
        key,
        problem: `the credential helper ${quote(helper)} has no credential for ${quote(serverUrl)}`,
      }
    : { kind: 'credential', key, ...login };
}

/** For a look at the keys of an answer that was not asked for. */
export const IMAGINED_LOGIN: HelperLogin = { username: '', password: new Secret('') };
