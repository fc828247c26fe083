// What a run consists of, and how long each part of it takes.

/** In the order in which they happen. */
export const PHASES = {
  spawn: 'the system starts the process and links it',
  runtime: 'Node and V8 start, up to the first line',
  script:
    'this plugin: its code caches, configuration, rules, cache; of an exchange, which has no SDK, the request too',
  sdk: "the cloud's SDK is read from its code cache and evaluated",
  calls: 'the SDK makes its requests and reads the answers; Node loads its network modules',
  waiting: 'the clouds answer',
  exit: 'the process ends',
};

/** @typedef {Record<keyof typeof PHASES, number>} Phases milliseconds */

/** @param {Phases} phases */
export function totalOf(phases) {
  return Object.keys(PHASES).reduce((sum, phase) => sum + phases[phase], 0);
}
