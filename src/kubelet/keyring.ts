// What the kubelet makes of the keys of `auth`: BasicDockerKeyring.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/keyring.go

import { fromBytes, toBytes } from '../image/go-bytes.ts';
import { GoUrlError, parseGoUrl } from '../image/go-url.ts';
import { matchesParts } from '../image/pattern.ts';
import { parsePattern, parsePatternBytes } from '../image/pattern-parts.ts';

const DOCKER_HUB_KEY = 'index.docker.io';

/** The pattern that the kubelet keeps for a key; undefined when it ignores the key because it is no URL. */
export function normalizeAuthKey(key: string): string | undefined {
  const bytes = normalizeToBytes(key);
  return bytes === undefined ? undefined : fromBytes(bytes);
}

/**
 * Those of the keys whose credentials the kubelet uses for the image (a full name), in the order that it tries
 * them: backwards by the bytes of the normalized key. Keys that normalize alike
 * keep their order here; of one response the kubelet tries them in any.
 */
export function lookupKeys(keys: readonly string[], image: string): string[] {
  return lookupEntries(
    keys.map((key) => ({ key })),
    image,
  ).map(({ key }) => key);
}

/** The same for what stands under the keys: of several providers, in the order of their entries. */
export function lookupEntries<T extends { readonly key: string }>(given: readonly T[], image: string): T[] {
  const entries = given.flatMap((entry) => {
    const bytes = normalizeToBytes(entry.key);
    return bytes === undefined ? [] : [{ entry, bytes }];
  });
  const imageParts = parsePattern(image);
  const matching = entries.filter(({ bytes }) => {
    // What was percent-decoded once is decoded again here, as in the kubelet.
    const keyParts = parsePatternBytes(bytes);
    return keyParts !== undefined && imageParts !== undefined && matchesParts(keyParts, imageParts);
  });
  const used =
    matching.length > 0 || !isDockerHub(image)
      ? matching
      : entries.filter(({ bytes }) => bytes === DOCKER_HUB_KEY);
  return used.sort((a, b) => (a.bytes < b.bytes ? 1 : a.bytes > b.bytes ? -1 : 0)).map(({ entry }) => entry);
}

/**
 * A key that the kubelet normalizes to exactly this text: mostly the text itself. undefined when the kubelet keeps no
 * such pattern, as for "host/", which it shortens to "host".
 */
export function authKeyFor(normalized: string): string | undefined {
  return new AuthKeys().keyFor(normalized);
}

/** Keys of one answer, where several may have to mean the same. */
export class AuthKeys {
  /** By what they are normalized to: how many are used. */
  readonly #used = new Map<string, number>();
  readonly #spellings = new Map<string, readonly string[]>();

  /** As `authKeyFor`, and another one each time. */
  keyFor(normalized: string): string | undefined {
    const used = this.#used.get(normalized) ?? 0;
    this.#used.set(normalized, used + 1);
    if (used === 0 && normalizeAuthKey(normalized) === normalized) return normalized;
    const spellings = this.#spellingsOf(normalized);
    // The kubelet drops a query, so there is no end of spellings.
    const [plainest] = spellings.map((key) => `${key}?${used - spellings.length + 2}`);
    return spellings[used] ?? plainest;
  }

  #spellingsOf(normalized: string): readonly string[] {
    let spellings = this.#spellings.get(normalized);
    if (spellings === undefined) {
      const all = [...new Set([normalized, ...spell(normalized)])];
      spellings = all.filter((key) => normalizeAuthKey(key) === normalized);
      this.#spellings.set(normalized, spellings);
    }
    return spellings;
  }
}

/** Texts of which the kubelet may keep `normalized`, the plainest first. */
function spell(normalized: string): string[] {
  const slash = normalized.indexOf('/');
  const host = escapeHost(slash === -1 ? normalized : normalized.slice(0, slash));
  const path = slash === -1 ? '' : escapePath(normalized.slice(slash));
  // The kubelet cuts "/v1" or "/v2" off a path that goes on with a slash.
  const rest = path === '' ? '/' : path;
  return ['', '/v2', '/v1'].flatMap((version) => {
    const key = version === '' ? host + path : host + version + rest;
    return [key, `https://${key}`, `http://${key}`];
  });
}

function normalizeToBytes(key: string): string | undefined {
  try {
    const scheme = ['https://', 'http://'].find((prefix) => key.startsWith(prefix)) ?? '';
    const { host, path } = parseGoUrl(toBytes(key.slice(scheme.length)));
    const effective = path.startsWith('/v1/') || path.startsWith('/v2/') ? path.slice(3) : path;
    return effective === '/' ? host : host + effective;
  } catch (error) {
    if (error instanceof GoUrlError) return undefined;
    throw error;
  }
}

/** Whether the image is Docker Hub's: by name, or because its first part is no registry. */
function isDockerHub(image: string): boolean {
  const slash = image.indexOf('/');
  const first = slash === -1 ? image : image.slice(0, slash);
  if (first === '') return false;
  return slash === -1 || first === 'docker.io' || first === DOCKER_HUB_KEY || !/[.:]/.test(first);
}

function escapeHost(text: string): string {
  // A space and a further bracket occur in the zone of an IPv6 address only.
  return text
    .replaceAll('%', '%25')
    .replaceAll(' ', '%20')
    .replaceAll(/(?!^)\[/g, '%5B');
}

function escapePath(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go's parser refuses controls that are not escaped
  return text.replace(/[%?#\u0000-\u001f\u007f]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
