// Random choices that come out the same in every run.

export type Random = ReturnType<typeof createRandom>;

/** A small generator (mulberry32) with the choices that the tests need. */
export function createRandom(seed: number) {
  let state = seed;
  /** At least 0, less than 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  /** At least `low`, at most `high`. */
  const integer = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const chance = (probability: number) => next() < probability;
  const pick = <T>(values: readonly T[]): T => values[integer(0, values.length - 1)] as T;
  const list = <T>(low: number, high: number, make: () => T): T[] =>
    Array.from({ length: integer(low, high) }, make);
  return { integer, chance, pick, list };
}
