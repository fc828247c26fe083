// Modules that a chunk has to have and its usual path does not use: loaded when something of them is first asked for,
// whatever imports them at its top. An SDK's own modules import, for their whole cloud, what takes milliseconds to
// load: node:https and tls, zlib, child_process, or a package for certificates.

import { execFileSync } from 'node:child_process';
import { runtimePath } from './runtime.mjs';

/** Node's, but those that are a function or a class (`events`, `stream`), and those that every start has loaded. */
const BUILT_IN = new Set([
  'buffer', // its lazy parts, which bundlers and TypeScript's helpers touch all at once, load web streams
  'child_process',
  'crypto',
  'dns',
  'fs/promises',
  'http',
  'http2',
  'https',
  'net',
  'os',
  'readline',
  'stream/web',
  'tls',
  'tty',
  'util', // the same: worker_threads, and tty for process.stderr
  'worker_threads',
  'zlib',
]);

/** Node's that every start has loaded, and whose members the helpers of bundlers would copy one by one. */
const LOADED = new Set(['path', 'process']);

/** Packages, each with who imports it for what. */
const PACKAGES = new Set([
  'ecdsa-sig-formatter', // google-auth-library, to verify tokens
  'http-proxy-agent', // @typespec/ts-http-runtime, for its own HTTP client, which gives way to ours
  'https-proxy-agent', // the same
  'jsonwebtoken', // @azure/msal-node, to sign with a certificate
  'open', // @azure/identity, to log in with a browser
]);

/** A mark on what is imported by ECMAScript modules. */
const INHERITED = '?inherited';

export function lazyModules() {
  return {
    name: 'lazy modules',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /^[@\w]/ }, async ({ path, kind, resolveDir, namespace, importer }) => {
        const name = path.replace(/^node:/, '');
        if (LOADED.has(name)) {
          return namespace === 'loaded'
            ? { path, external: true }
            : { path: `node:${name}`, namespace: 'loaded' };
        }
        if (BUILT_IN.has(name)) {
          return namespace === 'lazy'
            ? { path, external: true }
            : {
                path: `node:${name}`,
                namespace: 'lazy',
                suffix: kind === 'import-statement' ? INHERITED : '',
              };
        }
        if (!PACKAGES.has(path) || importer === '') {
          return undefined;
        }
        const real = await resolve(path, { kind, resolveDir });
        return real.errors.length > 0 ? real : { path: real.path, namespace: 'lazy' };
      });
      onLoad({ filter: /./, namespace: 'loaded' }, ({ path }) => ({
        contents: heir(path),
        resolveDir: '/',
      }));
      onLoad({ filter: /./, namespace: 'lazy' }, ({ path, suffix }) => ({
        contents: standIn(path, `require(${JSON.stringify(path)})`, suffix),
        resolveDir: '/',
      }));
    },
  };
}

/** What stands for a file of ECMAScript modules until something of it is asked for. @param real loads it */
export function standInFor(path, real) {
  return standIn(path, real, INHERITED);
}

/**
 * A CommonJS module of the same exports, each of which loads the real one. Those for ECMAScript modules are inherited:
 * esbuild copies a module's own for each file that imports it, which for all files of an SDK took 4 ms. What is
 * required has them as its own, since TypeScript's helpers look there.
 */
function standIn(path, real, suffix) {
  const exports = exportsOf(path).map((name) =>
    name === '__esModule'
      ? '__esModule: true'
      : `get ${JSON.stringify(name)}() { return ${real}[${JSON.stringify(name)}]; }`,
  );
  const object = `{ ${exports.join(', ')} }`;
  return `module.exports = ${suffix === INHERITED ? `Object.create(${object})` : object};`;
}

/** Has all that the module has, and nothing of its own to copy but what makes a module of it to those helpers. */
function heir(path) {
  return `const real = require(${JSON.stringify(path)});
    module.exports = Object.create(real, { __esModule: { value: true }, default: { value: real } });`;
}

const found = new Map();

/** As the runtime that will run them sees them. */
function exportsOf(path) {
  if (!found.has(path)) {
    const script = `
      const module = require(${JSON.stringify(path)});
      if (typeof module !== 'object') throw new Error('a function, for which a stand-in would have to be one');
      console.log(JSON.stringify(Object.getOwnPropertyNames(module)))`;
    const args = ['--no-warnings', '--eval', script];
    found.set(path, JSON.parse(execFileSync(runtimePath(process.arch), args, { env: {}, encoding: 'utf8' })));
  }
  return found.get(path);
}
