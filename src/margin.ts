// How early a credential counts as used up: one rule for the kubelet's memory and for the node's cache.

const HOUR_MS = 3_600_000;

/** A fifth of a life and at the most an hour, so that no pull starts with its last second. In milliseconds. */
export function marginOf(lifeMs: number): number {
  return Math.min(lifeMs / 5, HOUR_MS);
}
