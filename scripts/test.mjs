// Sets up what the tests need and runs them: `npm test` all, `npm run check` (--quick) those that take seconds.
// Names of suites as arguments run only these: `npm test -- kubelet`. Under CI=true a skipped test is a failure.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runtimePath } from './runtime.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

/** Folders of test/, in the order in which they run; the slow ones start many processes, or bring programs of others. */
const SUITES = {
  unit: 'quick',
  e2e: 'quick',
  docs: 'slow',
  troubleshooting: 'slow',
  recipe: 'slow',
  executable: 'slow',
  arm64: 'slow',
  release: 'slow',
  faults: 'slow',
  install: 'slow',
  attacks: 'slow',
  'third-party': 'slow',
  deploy: 'slow',
  kubelet: 'slow',
  node: 'slow',
};

/**
 * Of the quick suites, what the quick gate leaves out: servers and processes by the dozen, counts of all that runs, long
 * searches for hostile input, whole programs.
 */
const NOT_QUICK =
  /^test\/(unit\/(clouds|system\/network|system\/log-file|config\/hostile|linear\.test)|e2e\/(?!scenarios))/;

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const named = args.filter((arg) => !arg.startsWith('-'));
const unknown = named.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}
const suites =
  named.length > 0 ? named : Object.keys(SUITES).filter((name) => !quick || SUITES[name] === 'quick');

const startedAt = Date.now();
if (named.length === 0) {
  step('generated files are up to date', process.execPath, ['scripts/generate.mjs', '--check']);
  step('style', join('node_modules', '.bin', 'biome'), ['ci', '--reporter=summary']);
  const tsc = join('node_modules', '.bin', 'tsc');
  step('types', tsc, ['--project', '.']);
  // What also runs on Node 20 is held to what that has of the language's library.
  for (const folder of ['src', 'scripts']) step(`types of ${folder}/`, tsc, ['--project', folder]);
}
step('build', process.execPath, ['esbuild.mjs']);
if (named.length === 0 && !quick) buildAhead();

/** @type {{passed: number, failed: number, skipped: {suite: string, name: string, reason: string}[]}} */
const total = { passed: 0, failed: 0, skipped: [] };
for (const suite of suites) {
  const result = runSuite(suite);
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped.push(...result.skipped.map((skip) => ({ suite, ...skip })));
}
report();

function step(what, command, commandArgs) {
  console.log(`\n== ${what}`);
  const { status, error } = spawnSync(command, commandArgs, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`\n${what}: failed${error === undefined ? '' : ` (${error.message})`}`);
    process.exit(1);
  }
}

/**
 * Builds what the last suites need while the first ones leave a processor idle: a kubelet takes minutes, once on a machine.
 * A suite that comes to it sooner waits; what cannot be built, the suites themselves say.
 */
function buildAhead() {
  const command = '"$0" test/kubelet/build.ts; "$0" test/node/prepare.ts';
  const child = spawn('nice', ['-n', '19', 'sh', '-c', command, runtimePath(process.arch)], {
    stdio: 'ignore',
    detached: true,
    env: testEnvironment(),
  });
  child.on('error', () => {});
  const { pid } = child;
  if (pid === undefined) return;
  process.on('exit', () => {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  });
}

function runSuite(suite) {
  console.log(`\n== test/${suite}`);
  const files = readdirSync(join('test', suite), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('test', suite, file))
    .filter((file) => !quick || !NOT_QUICK.test(file))
    .sort();
  mkdirSync('build', { recursive: true });
  const summaryFile = join('build', `test-${suite}.json`);
  rmSync(summaryFile, { force: true });
  // One file at a time where a file has the machine to itself: a kubelet, or 50 processes at once.
  // The quick gate takes every processor, where Node by itself would leave one alone.
  const atOnce = SUITES[suite] === 'slow' ? 1 : quick ? availableParallelism() : undefined;
  const concurrency = atOnce === undefined ? [] : [`--test-concurrency=${atOnce}`];
  const reporters = [
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./scripts/test-summary.mjs',
    `--test-reporter-destination=${summaryFile}`,
  ];
  const { status } = spawnSync(
    runtimePath(process.arch),
    ['--test', ...concurrency, ...reporters, ...files],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: testEnvironment(),
    },
  );
  const result = JSON.parse(readFileSync(summaryFile, 'utf8'));
  if (status !== 0 && result.failed === 0) {
    console.error(`test/${suite}: the test runner itself failed (exit ${status})`);
    result.failed += 1;
  }
  return result;
}

/** The developer's environment, less what changes how Node behaves or how we find our configuration. */
function testEnvironment() {
  const removed = /^(NODE_|REGISTRY_CREDENTIAL_PROVIDER_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !removed.test(name)));
}

function report() {
  const { passed, failed, skipped } = total;
  if (skipped.length > 0) {
    console.log('\nSkipped:');
    for (const { suite, name, reason } of skipped) {
      console.log(`  test/${suite}: ${name}: ${reason}`);
    }
  }
  console.log(`\n${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
  console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  if (skipped.length > 0 && process.env.CI === 'true') {
    console.error('In CI a skipped test is a failure.');
    process.exit(1);
  }
  if (passed === 0) {
    console.error('No test ran.');
    process.exit(1);
  }
  process.exit(failed === 0 ? 0 : 1);
}
