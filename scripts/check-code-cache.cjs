// Tells whether V8 takes the code caches, run by the runtime and with the options that a node runs them with.
// node check-code-cache.cjs FOLDER MAIN; FOLDER as that of warm-up.cjs.

const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { compileFunction } = require('node:vm');

const [folder, main] = process.argv.slice(2);
for (const name of readdirSync(folder).filter((file) => file.endsWith('.cache'))) {
  const filename = name.replace(/cache$/, 'js');
  const parameters = [
    'exports',
    'require',
    'module',
    ...(filename === `${main}.js` ? ['__filename', '__dirname'] : []),
  ];
  const { cachedDataRejected } = compileFunction(readFileSync(join(folder, filename), 'utf8'), parameters, {
    filename,
    cachedData: readFileSync(join(folder, name)),
  });
  if (cachedDataRejected !== false) {
    throw new Error(`V8 does not take the code cache of ${filename}`);
  }
}
