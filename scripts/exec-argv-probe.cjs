// Writes down what can be seen of the options that this process runs with: an object of scripts/exec-argv.mjs.

const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { isIPv6 } = require('node:net');
const { getCACertificates } = require('node:tls');
const { getHeapCodeStatistics, getHeapSpaceStatistics, setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

const threads = readdirSync('/proc/self/task').map((task) =>
  readFileSync(`/proc/self/task/${task}/comm`, 'utf8'),
);
const inUse = new Set(getCACertificates('default'));
// What is behind the head of a code cache, which names the options too, holds the hashes of its names.
const codeCache = new Script('({ aName: 1, anotherName: 2 })').createCachedData().subarray(20);

/** What the baseline compiler makes of functions that are called more than a few times, and not yet hot. */
function baselineCode() {
  setFlagsFromString('--no-concurrent-sparkplug'); // else in another thread, some time later
  const functions = Array.from({ length: 1_000 }, (_, index) => new Function('a', `return a + ${index}`));
  const before = getHeapCodeStatistics().code_and_metadata_size;
  for (let calls = 0; calls < 100; calls += 1) {
    for (const each of functions) each(calls);
  }
  return getHeapCodeStatistics().code_and_metadata_size - before;
}

/** What a regular expression becomes that is used more than once. */
function patternCode() {
  const before = getHeapCodeStatistics().code_and_metadata_size;
  for (let calls = 0; calls < 3; calls += 1) isIPv6('registry.example');
  return getHeapCodeStatistics().code_and_metadata_size - before;
}

process.emitWarning('of the probe');
process.stdout.write(
  JSON.stringify({
    debuggers: threads.filter((name) => name === 'SignalInspector\n').length,
    authorities: getCACertificates('bundled').filter((each) => inUse.has(each)).length,
    hashes: createHash('sha256').update(codeCache).digest('hex'),
    workers: threads.filter((name) => name === 'V8Worker\n').length,
    youngHeap: getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size,
    patternCode: patternCode(),
    baselineCode: baselineCode(),
  }),
);
