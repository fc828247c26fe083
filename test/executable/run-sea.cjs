// Runs the parts of a single executable application as Node does inside the executable, and writes down what that does:
// which assets were read and connections begun, which code caches V8 has taken, which of Node's modules were loaded, which paths were given to
// node:fs, which programs and threads were started; and the modules that say themselves that they are evaluated.
// The file TRACE.waits says that it waits for another process.
// node [options of the executable] run-sea.cjs FOLDER NAME TRACE [argument...]; FOLDER holds main.js, main.cache and the assets.

const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { compileFunction } = require('node:vm');

const [folder, filename, traceFile, ...args] = process.argv.slice(2);
const trace = { assets: [], inOrder: [], taken: {}, files: [], programs: [], evaluated: [] };
globalThis.evaluated = trace.evaluated;
process.on('exit', () => {
  const loaded = process.moduleLoadList.flatMap((entry) => /^NativeModule (.*)$/.exec(entry)?.[1] ?? []);
  const threads = readdirSync('/proc/self/task').map((id) =>
    readFileSync(`/proc/self/task/${id}/comm`, 'latin1').trim(),
  );
  writeFileSync(
    traceFile,
    JSON.stringify({ ...trace, evaluated: [...new Set(trace.evaluated)], loaded, threads }),
  );
});

function compile(source, parameters, options) {
  const run = compileFunction(source, parameters, options);
  trace.taken[options.filename] = run.cachedDataRejected === false;
  return run;
}

function getRawAsset(paddedName) {
  const name = paddedName.trimEnd();
  trace.assets.push(name);
  trace.inOrder.push(name);
  return new Uint8Array(readFileSync(join(folder, name))).buffer;
}

/** The same module, whose functions write down what they are given first, where that is a text. */
function watched(module_, list) {
  return new Proxy(module_, {
    get(target, name) {
      const value = target[name];
      if (typeof value === 'object' && name === 'promises') return watched(value, list);
      if (typeof value !== 'function') return value;
      return (first, ...rest) => {
        if (typeof first === 'string') {
          list.push(`${name} ${first}`);
          if (name === 'readlinkSync' && first.endsWith('.lock')) writeFileSync(`${traceFile}.waits`, '');
        }
        return value.call(target, first, ...rest);
      };
    },
  });
}

/** What each TCP connection of Node's begins with, whether node:net is used or not. */
const { TCP } = process.binding('tcp_wrap');
for (const name of ['connect', 'connect6']) {
  const begin = TCP.prototype[name];
  TCP.prototype[name] = function (...given) {
    trace.inOrder.push('a connection');
    return begin.apply(this, given);
  };
}

const STAND_INS = {
  'node:sea': () => ({ getRawAsset }),
  'node:vm': () => ({ compileFunction: compile }),
  'node:fs': () => watched(require('node:fs'), trace.files),
  'node:fs/promises': () => watched(require('node:fs/promises'), trace.files),
  'node:child_process': () => watched(require('node:child_process'), trace.programs),
};
const made = new Map();

function requireOrStandIn(id) {
  const name = id.startsWith('node:') ? id : `node:${id}`;
  if (STAND_INS[name] === undefined) return require(id);
  if (!made.has(name)) made.set(name, STAND_INS[name]());
  return made.get(name);
}

const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
const main = compile(readFileSync(join(folder, 'main.js'), 'utf8'), parameters, {
  filename,
  cachedData: readFileSync(join(folder, 'main.cache')),
});
process.argv.splice(1, Infinity, process.execPath, ...args);
const module_ = { exports: {} };
main(module_.exports, requireOrStandIn, module_, filename, '/');
