// Runs the main script once, inside the runtime that will carry it, and writes V8's code caches of it and of the
// chunks that it loads: with all functions that this run has compiled, and those of the runs before.
// node warm-up.cjs FOLDER MAIN WRITTEN [argument...]; FOLDER holds the sources, NAME.js, and the caches, NAME.cache; MAIN is
// a NAME; WRITTEN says whose caches are written: names with commas between them, or `all`.

const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { compileFunction } = require('node:vm');

const [folder, main, written, ...args] = process.argv.slice(2);
const compiled = [];

const bytesOf = (name) => {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
};

function compile(source, parameters, options) {
  const { filename, cachedData } = options;
  const run = compileFunction(source, parameters, options);
  if (cachedData.length > 0 && run.cachedDataRejected !== false) {
    throw new Error(`V8 rejected the code cache of ${filename} of the run before`);
  }
  compiled.push({ source, parameters, filename });
  return run;
}

const isWritten = ({ filename }) =>
  written === 'all' || written.split(',').includes(filename.replace(/\.js$/, ''));

// V8 finds what it has compiled of a source already, and the cache holds all of it.
process.on('exit', () => {
  for (const { source, parameters, filename } of compiled.filter(isWritten)) {
    const { cachedData = Buffer.alloc(0) } = compileFunction(source, parameters, {
      filename,
      produceCachedData: true,
    });
    writeFileSync(join(folder, filename.replace(/js$/, 'cache')), cachedData);
  }
});

/** What only a single executable application has, in its place; and the compiler, to know what it was given. */
const STAND_INS = {
  'node:sea': { getRawAsset: (name) => new Uint8Array(bytesOf(name.trimEnd())).buffer },
  'node:vm': { compileFunction: compile },
};

// As Node compiles the main script of a single executable application.
const run = compile(
  readFileSync(join(folder, `${main}.js`), 'utf8'),
  ['exports', 'require', 'module', '__filename', '__dirname'],
  { filename: `${main}.js`, cachedData: bytesOf(`${main}.cache`) },
);
process.argv.splice(1, Infinity, process.execPath, ...args);
const module_ = { exports: {} };
run(module_.exports, (id) => STAND_INS[id] ?? require(id), module_, `${main}.js`, '/');
