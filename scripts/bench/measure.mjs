// Runs cases in turn, or many processes of a case at once, and sums up what they have taken.

import { Refusal } from './refusal.mjs';
import { summarize } from './statistics.mjs';

/**
 * @typedef {import('./cases.mjs').Case} Case
 * @typedef {import('./starter.mjs').Starter} Starter
 * @typedef {import('./statistics.mjs').Summary} Summary
 * @typedef {Awaited<ReturnType<typeof import('../canned-clouds.mjs').startCannedClouds>>} Clouds
 * @typedef {{name: string, wallMs: Summary, requests: number, calls: number}} AtOnce
 * @typedef {{name: string, wallMs: Summary, processorMs: Summary, memoryKb: Summary, faults: Summary}} Start
 */

/** Those that answer as they should; what the others answer is said. Whatever is kept, is kept then. */
export async function soundCases(starter, cases, say) {
  const sound = [];
  for (const each of cases) {
    const [{ exitCode, stdout, stderr }] = (await starter.run(runOf(each))).runs;
    if (exitCode === 0 && each.answer.test(stdout)) {
      sound.push(each);
    } else {
      say(`${each.name}: left out, as it gave another answer (exit ${exitCode}): ${stderr}${stdout}`);
    }
  }
  return sound;
}

/**
 * Round after round, so that a busy moment hits all of them.
 * @param {Starter} starter
 * @param {Case[]} cases
 * @param {{rounds: number, fresh?: boolean}} options `fresh`: nothing is kept when a run starts
 * @returns {Promise<Start[]>}
 */
export async function measureStarts(starter, cases, { rounds, fresh = false }) {
  /** @type {import('./starter.mjs').Ended[][]} */
  const ended = cases.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, each] of cases.entries()) {
      if (fresh) each.forget();
      const { runs } = await starter.run(runOf(each));
      ended[index].push(...runs.map((run) => answered(each, run)));
    }
  }
  return cases.map(({ name }, index) => {
    const of = (field) => summarize(ended[index].map((run) => run[field]));
    return {
      name,
      wallMs: of('wallMs'),
      processorMs: of('processorMs'),
      memoryKb: of('memoryKb'),
      faults: of('faults'),
    };
  });
}

/**
 * Many Pods of a node that start in the same moment, each with another image of one registry: milliseconds until the
 * last of them has its answer, and what they asked.
 * @param {Starter} starter
 * @param {Case[]} cases
 * @param {{rounds: number, count: number, fresh: boolean, clouds: Clouds}} options `fresh`: nothing is kept when they
 *     start
 * @returns {Promise<AtOnce[]>}
 */
export async function measureAtOnce(starter, cases, { rounds, count, fresh, clouds }) {
  /** @type {number[][]} */
  const walls = cases.map(() => []);
  /** @type {import('../canned-clouds.mjs').CannedRequest[][][]} */
  const asked = cases.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, each] of cases.entries()) {
      if (fresh) each.forget();
      await clouds.requests();
      const { wallMs, runs } = await starter.run(...Array.from({ length: count }, (_, i) => runOf(each, i)));
      for (const run of runs) answered(each, run);
      walls[index].push(wallMs);
      asked[index].push(await clouds.requests());
    }
  }
  return cases.map(({ name }, index) => ({ name, wallMs: summarize(walls[index]), ...most(asked[index]) }));
}

/** How many requests the rounds made at most, and how many of these were calls of a cloud's service. */
function most(rounds) {
  return {
    requests: Math.max(...rounds.map((round) => round.length)),
    calls: Math.max(...rounds.map((round) => round.filter(isCall).length)),
  };
}

/** The metadata service, which is on the node, is read. */
function isCall({ line }) {
  return line.startsWith('POST ');
}

/** What a pull asks when it runs alone. @returns {Promise<{requests: number, calls: number}>} */
export async function askedAlone(starter, each, { fresh, clouds }) {
  if (fresh) each.forget();
  await clouds.requests();
  await starter.run(runOf(each));
  return most([await clouds.requests()]);
}

/** @param {Case} options @returns {import('./starter.mjs').Run} */
export function runOf({ command, env, image, request }, index = 0) {
  const text = JSON.stringify({
    kind: 'CredentialProviderRequest',
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    image: index === 0 ? image : `${image}-${index}`,
    ...request,
  });
  return { command, env, stdin: `${text}\n` };
}

/** A run whose answer was wrong has measured something else. */
function answered({ name, answer }, run) {
  if (run.exitCode !== 0 || !answer.test(run.stdout)) {
    throw new Refusal(`${name}: expected another answer (exit ${run.exitCode}): ${run.stderr}${run.stdout}`);
  }
  return run;
}
