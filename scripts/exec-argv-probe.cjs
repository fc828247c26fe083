// Writes down what can be seen of the options that this process runs with: an object of scripts/exec-argv.mjs.

const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { constants } = require('node:os');
const { getCACertificates } = require('node:tls');
const { getHeapSpaceStatistics } = require('node:v8');
const { Script } = require('node:vm');

const status = readFileSync('/proc/self/status', 'utf8');
const [, handled = ''] = /^SigCgt:\t([0-9a-f]+)$/m.exec(status) ?? [];
const threads = readdirSync('/proc/self/task').map((task) =>
  readFileSync(`/proc/self/task/${task}/comm`, 'utf8'),
);
const inUse = new Set(getCACertificates('default'));
// What is behind the head of a code cache, which names the options too, holds the hashes of its names.
const codeCache = new Script('({ aName: 1, anotherName: 2 })').createCachedData().subarray(20);

process.emitWarning('of the probe');
process.stdout.write(
  JSON.stringify({
    handlesSigusr1: ((BigInt(`0x${handled}`) >> BigInt(constants.signals.SIGUSR1 - 1)) & 1n) === 1n,
    authorities: getCACertificates('bundled').filter((each) => inUse.has(each)).length,
    hashes: createHash('sha256').update(codeCache).digest('hex'),
    workers: threads.filter((name) => name === 'V8Worker\n').length,
    youngHeap: getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size,
  }),
);
