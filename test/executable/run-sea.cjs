// Runs the parts of a single executable application as Node does inside the executable, and writes down which assets
// were read, which code caches V8 has taken, and which of Node's modules were loaded.
// node [options of the executable] run-sea.cjs FOLDER NAME TRACE [argument...]; FOLDER holds main.js, main.cache and the assets.

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { compileFunction } = require('node:vm');

const [folder, filename, traceFile, ...args] = process.argv.slice(2);
const trace = { assets: [], taken: {} };
process.on('exit', () => {
  const loaded = process.moduleLoadList.flatMap((entry) => /^NativeModule (.*)$/.exec(entry)?.[1] ?? []);
  writeFileSync(traceFile, JSON.stringify({ ...trace, loaded }));
});

function compile(source, parameters, options) {
  const run = compileFunction(source, parameters, options);
  trace.taken[options.filename] = run.cachedDataRejected === false;
  return run;
}

function getRawAsset(name) {
  trace.assets.push(name);
  return new Uint8Array(readFileSync(join(folder, name))).buffer;
}

const standIns = { 'node:sea': { getRawAsset }, 'node:vm': { compileFunction: compile } };
const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
const main = compile(readFileSync(join(folder, 'main.js'), 'utf8'), parameters, {
  filename,
  cachedData: readFileSync(join(folder, 'main.cache')),
});
process.argv.splice(1, Infinity, process.execPath, ...args);
const module_ = { exports: {} };
main(module_.exports, (id) => standIns[id] ?? require(id), module_, filename, '/');
