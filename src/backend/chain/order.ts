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
  /** For each rule, those of its credentials. */
  readonly keys: readonly (readonly string[])[];
  /** Under which the kubelet pulls without a credential at last. */
  readonly anonymousKey: string | undefined;
}

/**
 * A rule that gives none keeps its place: another entry of the kubelet's configuration may get one of it, for another
 * token, and the kubelet sorts the keys of all responses together.
 * @param counts how many credentials each rule gives
 * @throws {ProviderError} CHAIN_TOO_LONG, IMAGE_INVALID
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
    const total = sum(places) + (thenAnonymous ? 1 : 0);
    const keys = keysInOrder(image, total, type, thenAnonymous);
    if (keys !== undefined) {
      return {
        cacheKeyType: type,
        keys: counts.map((count, index) => {
          const start = sum(places.slice(0, index));
          return keys.slice(start, start + count);
        }),
        anonymousKey: thenAnonymous ? keys.at(-1) : undefined,
      };
    }
  }
  throw tooMany(image, sum(counts) + (thenAnonymous ? 1 : 0));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

function tooMany(image: ImageName, count: number): ProviderError {
  const { name } = image;
  const available = keyCount(image, 'Image');
  return available === 0
    ? new ProviderError(
        `image ${quote(name)}: the kubelet cannot look up a credential for a registry with this name`,
        {
          code: 'IMAGE_INVALID',
          hint: 'an IPv6 address needs a port, such as [::1]:443, or give the registry a host name',
        },
      )
    : new ProviderError(
        `image ${quote(name)}: ${count} credentials cannot be put in order, because the kubelet tells only ${available} keys for this name apart`,
        {
          code: 'CHAIN_TOO_LONG',
          hint: 'use fewer rules with continue, or a docker config with fewer entries for this image',
        },
      );
}
