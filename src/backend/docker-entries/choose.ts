// Which entries of a docker config an image gets: all that match, in the kubelet's order.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { coverage } from '../../image/pattern.ts';
import type { ImageName } from '../../image/reference.ts';
import { AuthKeys, lookupKeys } from '../../kubelet/keyring.ts';
import type { Credential, Credentials } from '../backend.ts';
import { nearestKey, orCloud } from './advice.ts';
import { asPattern } from './key.ts';
import type { DockerConfig, Entry, UnusableEntry, UsableEntry } from './parse.ts';

interface ChosenEntries {
  readonly credentials: Credentials;
  /** Entries that match too, and cannot be used. */
  readonly unusable: readonly UnusableEntry[];
}

const IN_FILE = 'write username and password, or auth, into the entry';

/**
 * @param where how messages name the docker config, the rule included
 * @param instead what to do about a password that is kept by a credential helper
 * @throws {ProviderError} DOCKER_CONFIG_NO_ENTRY, DOCKER_CONFIG_UNSUPPORTED, DOCKER_CONFIG_INVALID
 */
export function chooseEntries(
  {
    entries,
    credsStore,
    wrongFile,
  }: Pick<DockerConfig, 'entries' | 'credsStore'> & Partial<Pick<DockerConfig, 'wrongFile'>>,
  image: ImageName,
  where: string,
  instead = IN_FILE,
): ChosenEntries {
  const matching = matchingEntries(entries, image.name);
  const usable = matching.filter((entry) => entry.kind === 'credential');
  const unusable = matching.filter((entry) => entry.kind !== 'credential');
  if (usable.length === 0) {
    throw noneUsable(where, image.name, { entries, first: unusable[0], credsStore, wrongFile, instead });
  }
  return { credentials: { entries: withKeys(usable), scope: scopeOf(entries, image.registry) }, unusable };
}

interface NothingToUse extends Pick<DockerConfig, 'entries' | 'credsStore' | 'wrongFile'> {
  /** Of the entries that match. */
  readonly first: UnusableEntry | undefined;
  readonly instead: string;
}

function noneUsable(
  where: string,
  image: string,
  { entries, first, credsStore, wrongFile, instead }: NothingToUse,
): ProviderError {
  if (wrongFile !== undefined) {
    return new ProviderError(`${where} has no entry that matches ${quote(image)}: ${wrongFile.problem}`, {
      code: 'DOCKER_CONFIG_NO_ENTRY',
      hint: wrongFile.hint,
    });
  }
  if (first === undefined) {
    const store =
      credsStore === undefined ? '' : `, and its credential store ${quote(credsStore)} cannot be used`;
    const other = credsStore === undefined || instead === IN_FILE ? '' : `, or ${instead}`;
    const near = nearestKey(entries, image);
    const nearly = near === undefined ? '' : `; ${near}`;
    return new ProviderError(`${where} has no entry that matches ${quote(image)}${store}${nearly}`, {
      code: 'DOCKER_CONFIG_NO_ENTRY',
      hint: `${orCloud(image)}add one under the image's own registry, also if a mirror serves it${other}, or narrow the rule's matchImages`,
    });
  }
  const cloud = orCloud(image);
  const entry = `${where}: the entry ${quote(first.key)} that matches ${quote(image)}`;
  switch (first.kind) {
    case 'bad':
      return new ProviderError(`${entry} is malformed: ${first.problem}`, {
        code: 'DOCKER_CONFIG_INVALID',
        hint: 'log in again with docker, or correct the entry',
      });
    case 'missing':
      return new ProviderError(`${where}: ${first.problem}`, {
        code: 'DOCKER_CONFIG_NO_ENTRY',
        hint: "store one with this helper, as the kubelet's user, or narrow the rule's matchImages",
      });
    case 'unsupported':
    case 'inHelper':
      return new ProviderError(`${entry} cannot be used: ${first.problem}`, {
        code: 'DOCKER_CONFIG_UNSUPPORTED',
        hint: `${cloud}${first.kind === 'inHelper' ? instead : IN_FILE}`,
      });
  }
}

/** In the order in which the kubelet would try them. */
export function matchingEntries(entries: readonly Entry[], image: string): Entry[] {
  const byKey = new Map<string, Entry[]>();
  for (const entry of entries) {
    const alike = byKey.get(entry.key);
    if (alike === undefined) byKey.set(entry.key, [entry]);
    else alike.push(entry);
  }
  return lookupKeys([...byKey.keys()], image).flatMap((key) => byKey.get(key) ?? []);
}

/** Each credential under a key that the kubelet reads as the file's own; two that are alike stay two. */
function withKeys(entries: readonly UsableEntry[]): Credential[] {
  const keys = new AuthKeys();
  return entries.flatMap(({ key: fileKey, username, password }) => {
    const key = keys.keyFor(asPattern(fileKey) ?? fileKey);
    return key === undefined ? [] : [{ key, username, password }];
  });
}

/** `registry` when no key looks at the path: then every image of the registry finds the same entries. */
function scopeOf(entries: readonly Entry[], registry: string): Credentials['scope'] {
  const patterns = entries.flatMap(({ key }) => asPattern(key) ?? []);
  return patterns.every((pattern) => coverage(pattern, registry) !== 'some') ? 'registry' : 'image';
}
