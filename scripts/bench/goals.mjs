// What is aimed at, as ratios measured in one run. A goal that is missed is said, and fails nothing.

/** To an empty script on the same stripped runtime with its own defaults. */
export const AT_HAND = { wall: 0.9, processor: 0.9, memory: 1.12 };

/** The same, of what asks a cloud that answers at once; by the names of scripts/canned-clouds.mjs. */
export const ASKED = {
  ecr: { wall: 1.7, processor: 1.7 },
  acr: { wall: 1.7, processor: 1.7 },
  google: { wall: 1.5, processor: 1.5 },
  exchange: { wall: 1.5, processor: 1.5 },
};

/** To as many empty scripts at once: pulls from one registry, with nothing cached. */
export const AT_ONCE = { wall: 1.2 };

/** To the stripped runtime. */
export const SIZE = 1.06;

/** To the vendor's plugin, the cloud 60 ms away. */
export const BESIDE_PEER = {
  'first pull': { wall: 1.5, calls: 1 },
  'pull after a restart of the kubelet': { wall: 0.4, calls: 0 },
  '50 at once, nothing kept': { wall: 1.5, calls: 1 },
  '50 at once after a restart': { wall: 1.3, calls: 0 },
};

/** @param {number} ratio @param {number | undefined} goal */
export function verdict(ratio, goal) {
  return goal === undefined ? '' : `${ratio <= goal ? 'met' : 'MISSED'} (${goal})`;
}

/** @param {number} calls @param {number | undefined} goal */
export function callsVerdict(calls, goal) {
  return goal === undefined || calls <= goal ? `${calls}` : `${calls}, MISSED (${goal})`;
}
