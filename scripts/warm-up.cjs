// Runs the bundle once, inside the runtime that will carry it, and writes V8's code cache of it: with all
// functions that this run has compiled, and those of the run before.
// node warm-up.cjs BUNDLE NAME OUTPUT PREVIOUS-OR-EMPTY [argument...]

const { readFileSync, writeFileSync } = require('node:fs');
const { compileFunction } = require('node:vm');

const [bundle, filename, output, previous, ...args] = process.argv.slice(2);
const source = readFileSync(bundle, 'utf8');
// As Node compiles the main script of a single executable application.
const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];

function compile(cachedData) {
  return compileFunction(source, parameters, { filename, cachedData, produceCachedData: true });
}

const run = compile(previous === '' ? undefined : readFileSync(previous));
if (previous !== '' && run.cachedDataRejected !== false) {
  throw new Error('V8 rejected the code cache of the run before');
}
// V8 finds what it has compiled of this source already, and the cache holds all of it.
process.on('exit', () => writeFileSync(output, compile().cachedData));

process.argv.splice(1, Infinity, process.execPath, ...args);
const module_ = { exports: {} };
run(module_.exports, require, module_, filename, '/');
