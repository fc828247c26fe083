// Measures what names that collide cost: the parser by itself, and whole runs of the executable at the bound.
// node test/executable/measure-colliding-names.ts [RUNS], by the pinned runtime; processor time of this machine, medians.

import { execFileSync } from 'node:child_process';
import { type Way, waysTo } from '../../scripts/canned-clouds.mjs';
import { EXEC_ARGV } from '../../scripts/exec-argv.mjs';
import { MAX_NAMES } from '../../src/names.ts';
import { collidingNames, hashSeed } from '../support/colliding-names.ts';
import { request, run } from '../support/executable.ts';
import { startPaddedClouds } from '../support/padded-clouds.ts';
import { configText, temporaryFolder } from '../support/temporary.ts';

const runs = Number(process.argv[2] ?? 15);
const seed = hashSeed(EXEC_ARGV);
const ordinary = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`.padEnd(10, 'x'));
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

const PARSE = `
const text = require('node:fs').readFileSync(0, 'utf8');
const start = process.cpuUsage();
new Map(Object.entries(JSON.parse(text)));
const { user, system } = process.cpuUsage(start);
console.log((user + system) / 1000);
`;

function parse(names: readonly string[]): number {
  const input = `{${names.map((name) => `"${name}":0`)}}`;
  const once = () =>
    Number(execFileSync(process.execPath, [...EXEC_ARGV, '--eval', PARSE], { input, encoding: 'utf8' }));
  return median(Array.from({ length: 5 }, once));
}

console.log('JSON.parse and a Map, ms of processor time: names, ordinary, colliding');
for (const count of [250, 1000, 4000, 16_000]) {
  console.log(count, parse(ordinary(count)).toFixed(1), parse(collidingNames(count, seed)).toFixed(1));
}

const clouds = await startPaddedClouds();
const folder = temporaryFolder({ after: (done) => process.on('exit', done as () => void) });
const colliding = collidingNames(MAX_NAMES - 70, seed); // the answers and the request have names of their own

async function measure(name: string, prepare: (names: readonly string[]) => Parameters<typeof run>[0]) {
  const taken: [number[], number[]] = [[], []];
  for (let each = 0; each < runs; each += 1) {
    for (const [index, names] of [ordinary(colliding.length), colliding].entries()) {
      const { exit, stderr, ms } = await run(prepare(names));
      if (exit !== 0) throw new Error(`${name}: ${stderr}`);
      taken[index]?.push(ms);
    }
  }
  const [without, withThem] = taken.map(median) as [number, number];
  console.log(name, without.toFixed(0), withThem.toFixed(0), (withThem - without).toFixed(0));
}

console.log(
  `whole runs, ${colliding.length} names in each answer's body and head, ms: ordinary, colliding, difference`,
);
const STATIC = { name: 's', matchImages: ['registry.example'], static: { username: 'u', password: 'p' } };
const config = folder.write('static.json', configText([STATIC]));
await measure('request', (names) => ({
  args: ['--config', config],
  input: request('registry.example/app', {
    serviceAccountAnnotations: Object.fromEntries(names.map((name) => [name, ''])),
  }),
}));
for (const [name, { image, rule, env, request: more }] of Object.entries<Way>(waysTo(clouds.url))) {
  if (name === 'acr-pods') continue; // https only
  const file = folder.write(`${name}.json`, configText([{ name, ...rule }]));
  await measure(name, (names) => {
    clouds.pad(names);
    return { args: ['--config', file], input: request(image, more), env };
  });
}
clouds.stop();
