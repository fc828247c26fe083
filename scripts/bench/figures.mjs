// All that is measured in one run, as plain data.

import { existsSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCannedClouds } from '../canned-clouds.mjs';
import { CaseFolder, casesAtHand, casesOfClouds, emptyScript } from './cases.mjs';
import { measureGrowth } from './growth.mjs';
import { manyAtOnce } from './many-at-once.mjs';
import { measureStarts, soundCases } from './measure.mjs';
import { measureBeside } from './peer.mjs';
import { measureWhere } from './where.mjs';

/**
 * What was not asked for is undefined.
 * @typedef {import('./measure.mjs').Start & {goal: import('./cases.mjs').Goal | undefined}} JudgedStart
 * @typedef {{processor: string, processors: number, kernel: string, architecture: string, busy: boolean}} Machine
 * @typedef {{starts: JudgedStart[], against: import('./measure.mjs').Start[]}} Starts
 * @typedef {{
 *   machine: Machine, runs: number, sizes: Record<'runtime' | 'executable' | 'bundle', number>,
 *   sizeAgainst: number | undefined, starts: Starts | undefined, atOnce: import('./many-at-once.mjs').ManyAtOnce | undefined,
 *   delayMs: number, beside: import('./peer.mjs').Beside[] | undefined,
 *   growth: import('./growth.mjs').Growth[] | undefined,
 *   where: import('./where.mjs').Where[] | undefined,
 * }} Figures
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXECUTABLE = join(ROOT, 'dist/registry-credential-provider');
const BUNDLE = join(ROOT, 'dist/registry-credential-provider.cjs');
const RUNTIME = join(ROOT, 'build', process.arch, 'node');
/** What is looked at in parts. */
const CASES_IN_PARTS = ['static', 'ecr, kept', 'ecr', 'acr', 'google', 'exchange'];

export function isBuilt() {
  return [EXECUTABLE, BUNDLE, RUNTIME].every((path) => existsSync(path));
}

/**
 * @param {import('./options.mjs').Options} options
 * @param {{
 *   starter: import('./starter.mjs').Starter, path: string, peer: string | undefined, say: (text: string) => void,
 * }} means `path`: of a folder for files; `say`: what is noticed on the way
 * @returns {Promise<Figures>}
 */
export async function measureFigures(options, { starter, path, peer, say }) {
  const machine = thisMachine();
  const has = (part) => options.parts.includes(part);
  const clouds = await startCannedClouds();
  const remoteClouds = await startCannedClouds(options.delayMs);
  try {
    const folder = new CaseFolder(path);
    const runtime = folder.copy(RUNTIME, 'node');
    const executable = folder.copy(EXECUTABLE, 'registry-credential-provider');
    const isWanted = ({ name }) => options.only?.some((text) => name.includes(text)) ?? true;
    const empty = emptyScript(runtime, folder);
    const casesOf = (program, place) =>
      [...casesAtHand([program], place), ...casesOfClouds(program, place, clouds.url)].filter(isWanted);
    const own = await soundCases(starter, casesOf(executable, folder), say);
    const starts = async () => {
      const place = new CaseFolder(join(path, 'against'));
      const against =
        options.against === undefined
          ? undefined
          : place.copy(options.against, 'registry-credential-provider');
      const others = against === undefined ? [] : await soundCases(starter, casesOf(against, place), say);
      const plain = plainBundle(runtime, new CaseFolder(join(path, 'plain'))).filter(isWanted);
      return startsInTurn([empty, ...own, ...plain], others, { starter, rounds: options.runs });
    };
    return {
      machine,
      runs: options.runs,
      sizes: { runtime: sizeOf(RUNTIME), executable: sizeOf(EXECUTABLE), bundle: sizeOf(BUNDLE) },
      sizeAgainst: options.against === undefined ? undefined : sizeOf(options.against),
      starts: has('starts') ? await starts() : undefined,
      atOnce: has('at-once')
        ? await manyAtOnce([empty, ...own], { starter, rounds: Math.ceil(options.runs / 6), clouds })
        : undefined,
      delayMs: options.delayMs,
      beside: has('beside')
        ? await measureBeside(starter, {
            peer,
            executable,
            folder,
            clouds: remoteClouds,
            rounds: options.runs,
          })
        : undefined,
      growth: has('growth')
        ? await measureGrowth(starter, {
            empty,
            executable,
            folder,
            rounds: Math.ceil(options.runs / 3),
            clouds,
          })
        : undefined,
      where: has('where')
        ? await measureWhere(starter, {
            empty,
            cases: own.filter(({ name }) => CASES_IN_PARTS.includes(name)),
            executable,
            runtime,
            folder,
            rounds: Math.ceil(options.runs / 2),
            clouds,
          })
        : undefined,
    };
  } finally {
    clouds.stop();
    remoteClouds.stop();
  }
}

function sizeOf(path) {
  return statSync(path).size;
}

/** @returns {Machine} */
function thisMachine() {
  return {
    processor: cpus()[0].model,
    processors: availableParallelism(),
    kernel: `Linux ${release().split('.', 2).join('.')}`,
    architecture: process.arch,
    busy: loadavg()[0] > availableParallelism() / 2,
  };
}

/** What people run who have Node. */
function plainBundle(runtime, folder) {
  return casesAtHand([runtime, BUNDLE], folder)
    .filter(({ name }) => name === 'static')
    .map((each) => ({ ...each, name: 'static, .cjs', goal: undefined }));
}

/** @returns {Promise<Starts>} */
async function startsInTurn(cases, others, { starter, rounds }) {
  const starts = await measureStarts(starter, [...cases, ...others], { rounds });
  return {
    starts: cases.map(({ goal }, index) => ({ ...starts[index], goal })),
    against: starts.slice(cases.length),
  };
}
