// Where the time of a pull goes: the parts of the executable, run by stand-in.cjs on the same runtime with the same
// options. What the stand-in does for itself is taken out; the sum stands beside the whole run of the executable.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waysTo } from '../canned-clouds.mjs';
import { readSea } from '../read-sea.mjs';
import { runOf } from './measure.mjs';
import { PHASES } from './phases.mjs';
import { median } from './statistics.mjs';

const STAND_IN = fileURLToPath(new URL('stand-in.cjs', import.meta.url));
const STAND_IN_MARK = 'stand-in';
/** The marks of the clouds' SDKs; other chunks are this plugin's own code. */
const SDKS = new Set(Object.values(waysTo('')).flatMap(({ chunks }) => chunks.map((name) => `${name}.js`)));

/**
 * @typedef {import('./phases.mjs').Phases} Phases
 * @typedef {{name: string, phases: Phases, executableMs: number}} Where medians; `executableMs`: of the whole run of
 *     the executable itself
 * @typedef {import('./cases.mjs').Case} Case
 */

/**
 * @param {import('./starter.mjs').Starter} starter
 * @param {{
 *   empty: Case, cases: Case[], executable: string, runtime: string,
 *   folder: import('./cases.mjs').CaseFolder, rounds: number, clouds: import('./measure.mjs').Clouds,
 * }} means
 * @returns {Promise<Where[]>}
 */
export async function measureWhere(starter, { empty, cases, executable, runtime, folder, rounds, clouds }) {
  const { parts, name, execArgv } = unpack(executable, folder.pathOf('parts'));
  const marks = folder.pathOf('marks.json');
  const subjects = [
    { whole: empty, marked: { ...empty, command: [runtime, STAND_IN, marks] } },
    ...cases.map((each) => ({
      whole: each,
      marked: {
        ...each,
        command: [runtime, ...execArgv, STAND_IN, marks, parts, name, ...each.command.slice(1)],
      },
    })),
  ];
  /** @type {{phases: Phases[], wholes: number[]}[]} */
  const found = subjects.map(() => ({ phases: [], wholes: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { whole, marked }] of subjects.entries()) {
      found[index].wholes.push((await starter.run(runOf(whole))).wallMs);
      await clouds.requests();
      const [run] = (await starter.run(runOf(marked))).runs;
      if (run.exitCode !== 0 || !whole.answer.test(run.stdout)) {
        throw new Error(`${whole.name}, in parts: expected another answer: ${run.stderr}${run.stdout}`);
      }
      found[index].phases.push(phasesOf(run, { marks, requests: await clouds.requests() }));
    }
  }
  return subjects.map(({ whole }, index) => ({
    name: whole.name,
    phases: medians(found[index].phases),
    executableMs: median(found[index].wholes),
  }));
}

/** Writes what is in the executable to a folder. */
function unpack(path, parts) {
  const { name, source, codeCache, assets, execArgv } = readSea(readFileSync(path));
  mkdirSync(parts);
  const files = new Map(assets).set('main.js', source).set('main.cache', codeCache);
  for (const [file, content] of files) {
    writeFileSync(join(parts, file), content);
  }
  return { parts, name: name.replace(/\.js$/, ''), execArgv };
}

/** @returns {Phases} */
function phasesOf({ startedAtNs, endedAtNs }, { marks: file, requests }) {
  const marks = JSON.parse(readFileSync(file, 'utf8'));
  const exit = JSON.parse(readFileSync(`${file}.exit`, 'utf8'));
  const runtime = marks.find(({ what }) => what === 'runtime');
  const isSdk = ({ what }) => SDKS.has(what);
  const begin = marks.find(isSdk)?.from;
  const isWithin = (one, other) => one !== other && other.from <= one.from && one.to <= other.to;
  const within = (mark) => marks.filter((other) => isWithin(other, mark));
  const outer = (spans) => spans.filter((one) => !spans.some((other) => isWithin(one, other)));
  const own = sum(marks.filter(({ what }) => what === STAND_IN_MARK));
  const sdk = sum(marks.filter(isSdk)) - sum(outer(marks.filter(isSdk).flatMap(within)));
  const waiting = sum(requests.map(({ askedAtNs, answeredAtNs }) => ({ from: askedAtNs, to: answeredAtNs })));
  const calls =
    begin === undefined
      ? 0
      : exit.from - begin - sum(outer(marks.filter(({ from }) => from >= begin))) - waiting;
  const phases = {
    spawn: runtime.from - startedAtNs,
    runtime: runtime.to - runtime.from,
    script: exit.from - runtime.to - sdk - calls - waiting - own,
    sdk,
    calls,
    waiting,
    exit: endedAtNs - exit.to,
  };
  return /** @type {Phases} */ (inMs(phases));
}

function sum(spans) {
  return spans.reduce((total, { from, to }) => total + to - from, 0);
}

function inMs(phases) {
  return Object.fromEntries(Object.entries(phases).map(([name, ns]) => [name, ns / 1e6]));
}

/** @returns {Phases} */
function medians(all) {
  return /** @type {Phases} */ (
    Object.fromEntries(Object.keys(PHASES).map((name) => [name, median(all.map((phases) => phases[name]))]))
  );
}
