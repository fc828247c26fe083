// Which key each credential of a chain gets.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import type { ImageName } from '../../image/reference.ts';
import type { CacheKeyType } from '../../protocol/response.ts';
import { keyCount, keysInOrder } from './keys.ts';

interface OrderOptions {
  readonly cacheKeyType: CacheKeyType;
  readonly thenAnonymous: boolean;
}

interface Order {
  /** `Image` also where a registry has too few keys. */
  readonly cacheKeyType: CacheKeyType;
  /** For each rule, those of its credentials: of the first ones, where there are too few keys for all. */
  readonly keys: readonly (readonly string[])[];
  /** Under which the kubelet pulls without a credential at last. */
  readonly anonymousKey: string | undefined;
}

/**
 * A rule that gives none keeps its place: another entry of the kubelet's configuration may get one of it, for another
 * token, and the kubelet sorts the keys of all responses together.
 * @param counts how many credentials each rule gives
 * @throws {ProviderError} IMAGE_INVALID
 */
export function orderOf(
  image: ImageName,
  counts: readonly number[],
  { cacheKeyType, thenAnonymous }: OrderOptions,
): Order {
  const withPlaces = counts.map((count) => Math.max(count, 1));
  const ways: readonly (readonly [places: readonly number[], cacheKeyType: CacheKeyType])[] = [
    [withPlaces, cacheKeyType],
    // An image has more keys than its registry.
    [withPlaces, 'Image'],
    [counts, 'Image'],
  ];
  for (const [places, type] of ways) {
    const keys = keysInOrder(image, sum(places) + (thenAnonymous ? 1 : 0), type, thenAnonymous);
    if (keys !== undefined) {
      return order(keys, counts, places, type, thenAnonymous);
    }
  }
  const available = keyCount(image, 'Image');
  if (available === 0) throw withoutKeys(image);
  const places = cutToFit(counts, available - (thenAnonymous ? 1 : 0));
  return order(keysInOrder(image, available, 'Image') ?? [], places, places, 'Image', thenAnonymous);
}

function order(
  keys: readonly string[],
  counts: readonly number[],
  places: readonly number[],
  cacheKeyType: CacheKeyType,
  thenAnonymous: boolean,
): Order {
  return {
    cacheKeyType,
    keys: counts.map((count, index) => {
      const start = sum(places.slice(0, index));
      return keys.slice(start, start + count);
    }),
    anonymousKey: thenAnonymous ? keys.at(-1) : undefined,
  };
}

/**
 * The rules that give the most lose their last ones, so that no rule's many take away another's few: whoever may write
 * the docker config of one rule is not to decide about the others'.
 */
function cutToFit(counts: readonly number[], available: number): readonly number[] {
  const left = [...counts];
  for (let excess = sum(counts) - available; excess > 0; excess -= 1) {
    const most = left.lastIndexOf(Math.max(...left));
    left[most] = (left[most] ?? 0) - 1;
  }
  return left;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function withoutKeys({ name }: ImageName): ProviderError {
  return new ProviderError(
    `image ${quote(name)}: the kubelet cannot look up a credential for a registry with this name`,
    {
      code: 'IMAGE_INVALID',
      hint: 'an IPv6 address needs a port, such as [::1]:443, or give the registry a host name',
    },
  );
}
