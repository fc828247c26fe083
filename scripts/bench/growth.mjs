// How a pull grows with what it reads, and with the processes beside it: sizes of several magnitudes, in turn.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waysTo } from '../canned-clouds.mjs';
import { caseOfConfig, caseOfWay, REGISTRY } from './cases.mjs';
import { configOfRules, dockerConfigText, ruleText } from './config-text.mjs';
import { measureAtOnce, measureStarts, runOf } from './measure.mjs';

/**
 * @typedef {{size: number, wallMs: number, processorMs: number | undefined}} Point medians; of many processes no
 *     processor time
 * @typedef {{name: string, points: Point[]}} Line
 * @typedef {{what: string, lines: Line[]}} Growth `what` there is more and more of
 */

const MAGNITUDES = [1, 10, 100, 1_000, 10_000];
const ENTRIES = [...MAGNITUDES, 100_000];
const PROCESSES = [1, 10, 25, 50, 110];
const ROUNDS_AT_ONCE = 3;

/**
 * @param {import('./starter.mjs').Starter} starter
 * @param {{
 *   empty: import('./cases.mjs').Case, executable: string, folder: import('./cases.mjs').CaseFolder, rounds: number,
 *   clouds: import('./measure.mjs').Clouds,
 * }} means
 * @returns {Promise<Growth[]>}
 */
export async function measureGrowth(starter, { empty, executable, folder, rounds, clouds }) {
  const pull = { executable, folder, way: waysTo(clouds.url).ecr };
  const staticCase = { ...caseOfRules(10, pull), name: 'static' };
  const ecr = caseOfWay('ECR, nothing kept', pull.way, {
    ...pull,
    cache: folder.pathOf('cache-growth'),
    goal: undefined,
  });
  const entries = [];
  for (const count of ENTRIES) entries.push(await caseOfEntries(starter, count, pull));
  const inTurn = async (name, sizes, cases, fresh = false) => {
    const starts = await measureStarts(starter, cases, { rounds, fresh });
    return { name, points: starts.map((start, index) => pointOf(sizes[index], start)) };
  };
  const rules = MAGNITUDES.map((count) => caseOfRules(count, pull));
  const keys = MAGNITUDES.map((count) => caseOfKeys(count, pull));
  const atOnce = [];
  for (const each of [empty, staticCase, ecr]) atOnce.push(await lineAtOnce(starter, each, clouds));
  return [
    { what: 'rules', lines: [await inTurn('static', MAGNITUDES, rules)] },
    { what: 'keys of the docker config', lines: [await inTurn('docker config', MAGNITUDES, keys)] },
    { what: 'processes at once', lines: atOnce },
    {
      what: 'entries in the cache',
      lines: [
        await inTurn('ECR, kept', ENTRIES, entries),
        await inTurn('ECR, asked and written', ENTRIES, entries, true),
      ],
    },
  ];
}

function pointOf(size, { wallMs, processorMs }) {
  return { size, wallMs: wallMs.median, processorMs: processorMs.median };
}

/** @returns {Promise<Line>} */
async function lineAtOnce(starter, each, clouds) {
  const points = [];
  for (const count of PROCESSES) {
    const options = { rounds: ROUNDS_AT_ONCE, count, fresh: true, clouds };
    const [{ wallMs }] = await measureAtOnce(starter, [each], options);
    points.push({ size: count, wallMs: wallMs.median, processorMs: undefined });
  }
  return { name: each.name, points };
}

function caseOfRules(count, { executable, folder }) {
  const rule = ruleText({ static: { username: 'u', password: 'the-one' } });
  const config = configOfRules(count, REGISTRY, rule);
  const name = `static, ${count} rules`;
  return caseOfConfig([executable], folder, { name, config, answer: /"the-one"/, goal: undefined });
}

function caseOfKeys(count, { executable, folder }) {
  const path = folder.write(`docker-${count}.json`, dockerConfigText(REGISTRY, count));
  const config = configOfRules(1, REGISTRY, ruleText({ dockerConfig: { path } }));
  const name = `docker config, ${count} keys`;
  return caseOfConfig([executable], folder, {
    name,
    config,
    answer: /"from-docker-config"/,
    goal: undefined,
  });
}

/** A pull that the cache answers, with so many entries in it; to forget is to remove that one. */
async function caseOfEntries(starter, count, { executable, folder, way }) {
  const cache = folder.pathOf(`cache-of-${count}`);
  const name = `ECR, ${count} entries`;
  const each = caseOfWay(name, way, { executable, folder, cache, goal: undefined });
  await starter.run(runOf(each));
  const own = readdirSync(cache);
  fill(cache, count - 1);
  const forget = () => {
    for (const file of own) rmSync(join(cache, file), { force: true });
  };
  return { ...each, forget };
}

/** With entries of other pulls, which expire in an hour: their names are hashes. */
function fill(cache, count) {
  mkdirSync(cache, { recursive: true });
  const expiry = Date.now() / 1000 + 3600;
  for (let index = 0; index < count; index += 1) {
    const path = join(cache, `${createHash('sha256').update(`${index}`).digest('hex')}.json`);
    writeFileSync(path, '{}', { mode: 0o600 });
    utimesSync(path, expiry, expiry);
  }
}
