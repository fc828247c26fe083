// Runs the parts of the executable as Node does inside it, and writes down when each began and ended, by the clock of
// process.hrtime. What only the stand-in does, reading its parts from files and writing this down, has marks around it.
// node [options of the executable] stand-in.cjs MARKS [FOLDER NAME argument...]; FOLDER holds main.js, main.cache and the
// assets. Without FOLDER, it is an empty script.

const firstLine = process.hrtime.bigint();
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { compileFunction } = require('node:vm');

const [marksFile, folder, filename, ...args] = process.argv.slice(2);
/** @type {{what: string, from: bigint, to: bigint}[]} */
const marks = [];

function during(what, work) {
  const from = process.hrtime.bigint();
  try {
    return work();
  } finally {
    marks.push({ what, from, to: process.hrtime.bigint() });
  }
}

process.on('exit', () => {
  const from = process.hrtime.bigint();
  performance.now(); // loads it
  // Node's own clock begins with Node. Whatever comes between the two clocks makes the difference smaller.
  const starts = Array.from({ length: 5 }, () => Number(process.hrtime.bigint()) - performance.now() * 1e6);
  const nodeStart = BigInt(Math.round(Math.max(...starts)));
  marks.push({ what: 'runtime', from: nodeStart, to: firstLine });
  const rows = marks.map((mark) => ({ what: mark.what, from: Number(mark.from), to: Number(mark.to) }));
  writeFileSync(marksFile, JSON.stringify(rows));
  writeFileSync(
    `${marksFile}.exit`,
    JSON.stringify({ from: Number(from), to: Number(process.hrtime.bigint()) }),
  );
});

function getRawAsset(name) {
  return during('stand-in', () => new Uint8Array(readFileSync(join(folder, name.trimEnd()))).buffer);
}

function compile(source, parameters, options) {
  const run = during(options.filename, () => compileFunction(source, parameters, options));
  if (run.cachedDataRejected !== false) throw new Error(`V8 rejected the code cache of ${options.filename}`);
  return run;
}

function compileChunk(source, parameters, options) {
  const run = compile(source, parameters, options);
  return (...given) => during(options.filename, () => run(...given));
}

if (folder !== undefined) {
  const standIns = { 'node:sea': { getRawAsset }, 'node:vm': { compileFunction: compileChunk } };
  const [source, cachedData] = during('stand-in', () => [
    readFileSync(join(folder, 'main.js'), 'latin1'),
    readFileSync(join(folder, 'main.cache')),
  ]);
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
  const main = compile(source, parameters, { filename, cachedData });
  process.argv.splice(1, Infinity, process.execPath, ...args);
  const module_ = { exports: {} };
  main(module_.exports, (id) => standIns[id] ?? require(id), module_, filename, '/');
}
