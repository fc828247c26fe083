// The keys under which the kubelet tries several credentials for one image in the order that is meant. It sorts keys
// backwards by their bytes, tries all that match, and a response has one credential for each key.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/keyring.go

import { coverage, parsePattern } from '../../image/pattern.ts';
import type { ImageName } from '../../image/reference.ts';
import { authKeyFor, lookupKeys } from '../../kubelet/keyring.ts';
import type { CacheKeyType } from '../../protocol/response.ts';

/**
 * Different keys, in the order in which the kubelet tries them: each matches the image, or with `Registry` every image of
 * its registry. The plain ones, which name whole parts of the image, where they suffice.
 * @param lastIsWidest the last key comes after those of other plugins too, as far as possible
 * @returns undefined: so many cannot be told apart
 */
export function keysInOrder(
  image: ImageName,
  count: number,
  cacheKeyType: CacheKeyType,
  lastIsWidest = false,
): readonly string[] | undefined {
  for (const steps of [wholeParts, everyCharacter]) {
    const keys = usableKeys(steps(image, cacheKeyType), image, cacheKeyType);
    if (keys.length >= count) {
      const chosen = keys.slice(0, count);
      return lastIsWidest ? [...chosen.slice(0, -1), ...keys.slice(-1)] : chosen;
    }
  }
  return undefined;
}

/** How many keys there are for an image. */
export function keyCount(image: ImageName, cacheKeyType: CacheKeyType): number {
  return usableKeys(everyCharacter(image, cacheKeyType), image, cacheKeyType).length;
}

/** `reg.example/team/app`, `reg.example/team`, `reg.example`, `*.example`, `*.*`. */
function wholeParts({ registry, path }: ImageName, cacheKeyType: CacheKeyType): string[] {
  const parts = path.split('/');
  const paths = parts.map((_, index) => `${registry}/${parts.slice(0, parts.length - index).join('/')}`);
  return [...(cacheKeyType === 'Image' ? paths : []), registry, ...globs(registry, [0])];
}

/** The same, and between them all that end within a part: `reg.example/team/ap`, `re*.example`. */
function everyCharacter({ name, registry }: ImageName, cacheKeyType: CacheKeyType): string[] {
  const paths = Array.from({ length: name.length - registry.length }, (_, cut) =>
    name.slice(0, name.length - cut),
  );
  return [...(cacheKeyType === 'Image' ? paths : []), registry, ...globs(registry)];
}

/**
 * The host with its labels replaced by `*`, from the left. A `*` sorts before each letter and digit, and before the dot.
 * @param lengths how much of a label is left before its `*`; by default any
 */
function globs(registry: string, lengths?: readonly number[]): string[] {
  const { labels, port } = parsePattern(registry) ?? { labels: [], port: '' };
  // Go's parser takes only addresses in brackets, and as such they have no wildcards.
  if (registry.startsWith('[')) return [];
  return labels.flatMap((label, index) =>
    (lengths ?? Array.from({ length: label.length + 1 }, (_, cut) => label.length - cut)).map((length) => {
      const host = [
        ...labels.slice(0, index).map(() => '*'),
        `${label.slice(0, length)}*`,
        ...labels.slice(index + 1),
      ];
      return `${host.join('.')}${port === '' ? '' : `:${port}`}`;
    }),
  );
}

/** Those that the kubelet tries one after the other, and for all that is cached together. */
function usableKeys(
  patterns: readonly string[],
  { name, registry }: ImageName,
  cacheKeyType: CacheKeyType,
): string[] {
  const keys: string[] = [];
  let latest: string | undefined;
  for (const pattern of patterns) {
    const key = authKeyFor(pattern);
    const isDescending = latest === undefined || pattern < latest;
    const matches = cacheKeyType === 'Image' || coverage(pattern, registry) === 'all';
    if (key !== undefined && isDescending && matches && lookupKeys([key], name).length > 0) {
      keys.push(key);
      latest = pattern;
    }
  }
  return keys;
}
