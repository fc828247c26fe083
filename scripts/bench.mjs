// Measures what the kubelet waits for: whole processes, in turn with an empty script on the same stripped runtime.
// Clouds answer on loopback, at once. node scripts/bench.mjs [--runs N] [--against EXECUTABLE]; needs `npm run build`.
// Prints tables with the goals, and each case beside the other executable; never fails.

import { spawn, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startCannedClouds, waysTo } from './canned-clouds.mjs';
import { openFilledPipe } from './filled-pipe.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EXECUTABLE = join(ROOT, 'dist/registry-credential-provider');
const BUNDLE = join(ROOT, 'dist/registry-credential-provider.cjs');
const RUNTIME = join(ROOT, 'build', process.arch, 'node');
const GOALS = { time: 1.25, memory: 1.15, size: 1.06, ecr: 2, acr: 2.5, google: 2.5 };
/** Of what needs no network. */
const AT_HAND = { timeGoal: GOALS.time, memoryGoal: GOALS.memory };
const AT_ONCE = 50;
/** Of the wall time of as many empty scripts, where the node keeps what one of them is told. */
const AT_ONCE_GOAL = 1.4;
/** Milliseconds that a cloud in the same region takes; and what a kept answer may take of a run that asks it. */
const AWAY_MS = 60;
const AWAY_GOAL = 0.5;
const IMAGE = 'harbor.corp.example:8443/team/app/image';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '30' }, against: { type: 'string' } },
});
const runs = Math.max(1, Number.parseInt(values.runs, 10) || 30);

const folder = mkdtempSync(join(tmpdir(), 'rcp-bench-'));
const clouds = await startCannedClouds();
const awayClouds = await startCannedClouds(AWAY_MS);
try {
  const runtime = copied(RUNTIME, 'node');
  const { programs, away } = prepare(runtime, EXECUTABLE, '');
  const former = values.against === undefined ? [] : prepare(runtime, values.against, 'former-').ownPrograms;
  const all = [...programs, ...former];
  for (const program of [...all, ...away]) {
    checkOnce(program);
  }
  const times = measureTimes(all);
  const peaks = await measurePeaks(all);
  printTimes(programs, times, peaks);
  if (former.length > 0) printAgainst(all, times, peaks);
  printAway(away, measureTimes(away));
  await printAtOnce(programs);
  printSizes();
} finally {
  clouds.stop();
  awayClouds.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Executables are copied: how much of a file is in memory, and in how large pieces, depends on its past. */
function copied(path, name) {
  const copy = join(folder, name);
  copyFileSync(path, copy);
  return copy;
}

/** @param prefix of the names of its files: those of two executables stand beside each other */
function prepare(runtime, path, prefix) {
  const executable = copied(path, `${prefix}registry-credential-provider`);
  const file = (name, content) => {
    const path = join(folder, `${prefix}${name}`);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const empty = file('empty.js', '');
  const password = file('password', 'secret\n');
  const dockerConfig = file('config.json', dockerConfigText());
  const staticConfig = file('static.yaml', configText('harbor.corp.example:8443', staticRule(password)));
  const noRuleConfig = file('no-rule.yaml', configText('other.corp.example', staticRule(password)));
  const dockerRule = `    dockerConfig:\n      path: ${dockerConfig}\n`;
  const dockerConfigFile = file('docker-config.yaml', configText('harbor.corp.example:8443', dockerRule));
  const reference = { name: 'empty script', command: [runtime, empty], answer: /^$/ };
  const ownPrograms = [
    { name: 'no rule', command: [executable, '--config', noRuleConfig], answer: /"auth":\{\}/, ...AT_HAND },
    { name: 'static', command: [executable, '--config', staticConfig], answer: /"secret"/, ...AT_HAND },
    {
      name: 'docker config',
      command: [executable, '--config', dockerConfigFile],
      answer: /"from-docker-config"/,
      ...AT_HAND,
    },
    ...Object.entries(waysTo(clouds.url)).flatMap(([name, way]) =>
      cloudPrograms(name, way, { executable, file, prefix }),
    ),
  ];
  const bundle = {
    name: 'static, .cjs',
    command: [runtime, BUNDLE, '--config', staticConfig],
    answer: /"secret"/,
  };
  const away = cloudPrograms(`ecr-${AWAY_MS}ms-away`, waysTo(awayClouds.url).ecr, {
    executable,
    file,
    prefix,
  });
  return { ownPrograms, programs: [reference, ...ownPrograms, bundle], away };
}

/** One that asks the cloud each time, and one that the node's cache answers. */
function cloudPrograms(name, { image, rule, env, request }, { executable, file, prefix }) {
  const directory = join(folder, `${prefix}cache-${name}`);
  const program = (suffix, cache) => ({
    name: `${name}${suffix}`,
    image,
    env,
    request,
    command: [
      executable,
      '--config',
      file(`${name}${suffix}.yaml`, configText(image.split('/')[0], ruleText(rule), cache)),
    ],
    answer: /"username":"[^"]+","password":"[^"]+"/,
  });
  return [
    { ...program('', '{ enabled: false }'), timeGoal: GOALS[name] },
    {
      ...program(', kept', `{ directory: ${directory} }`),
      ...AT_HAND,
      forget: () => rmSync(directory, { recursive: true, force: true }),
      atOnceGoal: AT_ONCE_GOAL,
    },
  ];
}

function staticRule(passwordFile) {
  return `    static:\n      username: robot$puller\n      passwordFile: ${passwordFile}\n`;
}

function ruleText({ matchImages: _, ...rule }) {
  return Object.entries(rule)
    .map(([key, value]) => `    ${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

/** Ten rules, as on a node that pulls from a few clouds and a few registries; the last but one is the one meant. */
function configText(pattern, rule, cache = '{ enabled: false }') {
  const others = Array.from(
    { length: 8 },
    (_, index) => `  - name: other-${index} # of team ${index}
    matchImages:
      - "*.team-${index}.example"
      - registry.example:${5000 + index}/team-${index}/
    static: { username: puller, password: not-this-one }
`,
  );
  return `# what a node has
apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
deadline: 45s
cache: ${cache}

rules:
${others.join('')}  - name: the-one
    matchImages: ["${pattern}"]
${rule}  - name: last
    matchImages: ["*.last.example"]
    static: { username: u, password: p }
`;
}

function dockerConfigText() {
  const auth = (password) => ({ auth: Buffer.from(`robot:${password}`).toString('base64') });
  return JSON.stringify({
    auths: {
      'https://index.docker.io/v1/': auth('not-this-one'),
      'registry.example': auth('not-this-one'),
      'harbor.corp.example:8443': auth('from-docker-config'),
    },
  });
}

function openRequest({ image = IMAGE, request: more = {} }) {
  const request = {
    kind: 'CredentialProviderRequest',
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    image,
    ...more,
  };
  return openFilledPipe(join(folder, 'stdin'), `${JSON.stringify(request)}\n`);
}

function checkOnce(program) {
  const {
    name,
    command: [file, ...args],
    env = {},
    answer,
  } = program;
  const stdin = openRequest(program);
  const { status, stdout, stderr } = spawnSync(file, args, {
    stdio: [stdin, 'pipe', 'pipe'],
    env,
    encoding: 'utf8',
  });
  closeSync(stdin);
  if (status !== 0 || stderr !== '' || !answer.test(stdout)) {
    console.log(`${name}: expected another answer (exit ${status}): ${stderr}${stdout}`);
  }
}

/**
 * Milliseconds of each program's runs, by the clock and of processors; round after round, so that a busy moment
 * hits them all.
 */
function measureTimes(programs) {
  const times = programs.map(() => Object.assign([], { processor: 0 }));
  for (let round = 0; round < runs; round += 1) {
    programs.forEach((program, index) => {
      const {
        command: [file, ...args],
        env = {},
      } = program;
      const stdin = openRequest(program);
      const processorBefore = childrensProcessorTime();
      const started = process.hrtime.bigint();
      spawnSync(file, args, { stdio: [stdin, 'ignore', 'ignore'], env });
      times[index].push(Number(process.hrtime.bigint() - started) / 1e6);
      times[index].processor += (childrensProcessorTime() - processorBefore) / runs;
      closeSync(stdin);
    });
  }
  return times;
}

/** Milliseconds in user and kernel mode of all children that have ended, in steps of 10. */
function childrensProcessorTime() {
  const afterName = readFileSync('/proc/self/stat', 'latin1').replace(/^.*\) /s, '');
  const [user, kernel] = afterName.split(' ').slice(13, 15).map(Number);
  return (user + kernel) * 10;
}

/** Peak memory in kB: Linux tells a process's highest so far, and the last look before its end may come early. */
async function measurePeaks(programs) {
  const peaks = [];
  for (const program of programs) {
    const found = [];
    for (let round = 0; round < 10; round += 1) {
      const { child, ended } = start(program);
      found.push(watchPeak(child.pid));
      await ended;
    }
    peaks.push(Math.max(...found));
  }
  return peaks;
}

function start(program) {
  const {
    command: [file, ...args],
    env = {},
  } = program;
  const stdin = openRequest(program);
  const child = spawn(file, args, { stdio: [stdin, 'ignore', 'ignore'], env });
  closeSync(stdin);
  return { child, ended: new Promise((resolve) => child.on('close', resolve)) };
}

/** Blocks until the process has ended. */
function watchPeak(pid) {
  let peak = 0;
  for (;;) {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(status);
    if (match === null) {
      return peak;
    }
    peak = Number(match[1]);
  }
}

function printTimes(programs, times, peaks) {
  const [referenceTimes] = times;
  const [referencePeak] = peaks;
  console.log(`${runs} runs each, in turn; ratios to an empty script on the same stripped runtime`);
  if (loadavg()[0] > availableParallelism() / 2) {
    console.log(
      'This machine is busy with other programs: processor times are more reliable than wall times.',
    );
  }
  console.log('');
  const rows = programs.map(({ name, timeGoal, memoryGoal }, index) => {
    const ratio = median(times[index]) / median(referenceTimes);
    const memory = peaks[index] / referencePeak;
    return [
      name,
      `${median(times[index]).toFixed(1)} ms`,
      `${mean(times[index]).toFixed(1)} ms`,
      `${Math.min(...times[index]).toFixed(1)} ms`,
      ratio.toFixed(2),
      (mean(times[index]) / mean(referenceTimes)).toFixed(2),
      timeGoal === undefined ? '' : verdict(ratio, timeGoal),
      `${times[index].processor.toFixed(1)} ms`,
      (times[index].processor / referenceTimes.processor).toFixed(2),
      `${(peaks[index] / 1024).toFixed(1)} MB`,
      memory.toFixed(2),
      memoryGoal === undefined ? '' : verdict(memory, memoryGoal),
    ];
  });
  printTable([
    [
      '',
      'median',
      'mean',
      'least',
      'ratio',
      'of means',
      'goal',
      'processor',
      'ratio',
      'peak memory',
      'ratio',
      'goal',
    ],
    ...rows,
  ]);
}

/** Each case of this executable as a ratio to the same case of the other one, run in turn with it. */
function printAgainst(programs, times, peaks) {
  const former = new Map(programs.map((program, index) => [program.name, { program, index }]));
  const ratio = (a, b) => (a / b).toFixed(2);
  const rows = programs.flatMap(({ name }, index) => {
    const other = former.get(name)?.index ?? index;
    return other === index
      ? []
      : [
          [
            name,
            ratio(median(times[index]), median(times[other])),
            ratio(Math.min(...times[index]), Math.min(...times[other])),
            ratio(times[index].processor, times[other].processor),
            ratio(peaks[index], peaks[other]),
          ],
        ];
  });
  console.log('');
  printTable([['beside the other executable', 'median', 'least', 'processor', 'peak memory'], ...rows]);
  console.log(
    `Size in bytes: ${statSync(EXECUTABLE).size}, of the other executable ${statSync(values.against ?? '').size}`,
  );
}

/**
 * What the node's cache saves where the cloud is not on loopback.
 * @param {{name: string}[]} programs
 * @param {number[][]} times
 */
function printAway([asking, kept], [askingTimes, keptTimes]) {
  const row = ({ name }, times) => [name, `${median(times).toFixed(1)} ms`];
  const ratio = median(keptTimes) / median(askingTimes);
  console.log('');
  printTable([
    ['asked each time, and cached', 'median', 'ratio', 'goal'],
    [...row(asking, askingTimes), '', ''],
    [...row(kept, keptTimes), ratio.toFixed(2), verdict(ratio, AWAY_GOAL)],
  ]);
}

/** Many Pods of a node that start in the same moment: what passes until the last of them has its answer. */
async function printAtOnce(programs) {
  const seconds = programs.map(() => []);
  for (let round = 0; round < 3; round += 1) {
    for (const [index, program] of programs.entries()) {
      program.forget?.();
      const started = process.hrtime.bigint();
      await Promise.all(Array.from({ length: AT_ONCE }, () => start(program).ended));
      seconds[index].push(Number(process.hrtime.bigint() - started) / 1e9);
    }
  }
  console.log('');
  printTable([
    [`${AT_ONCE} at once`, 'median', 'ratio', 'goal'],
    ...programs.map(({ name, forget, atOnceGoal }, index) => {
      const ratio = median(seconds[index]) / median(seconds[0]);
      return [
        forget === undefined ? name : `${name} by one of them`,
        `${median(seconds[index]).toFixed(2)} s`,
        ratio.toFixed(2),
        atOnceGoal === undefined ? '' : verdict(ratio, atOnceGoal),
      ];
    }),
  ]);
}

function printSizes() {
  const runtime = statSync(RUNTIME).size;
  const size = (path) => statSync(path).size;
  console.log('');
  printTable([
    ['', 'bytes', 'ratio', 'goal'],
    ['stripped runtime', `${runtime}`, '', ''],
    [
      'executable',
      `${size(EXECUTABLE)}`,
      (size(EXECUTABLE) / runtime).toFixed(3),
      verdict(size(EXECUTABLE) / runtime, GOALS.size),
    ],
    ['.cjs', `${size(BUNDLE)}`, '', ''],
  ]);
}

function verdict(ratio, goal) {
  return `${ratio <= goal ? 'met' : 'MISSED'} (${goal})`;
}

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    console.log(cells.join('  ').trimEnd());
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
