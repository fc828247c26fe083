// How AWS's SDK is bundled for a chunk: in its builds for runtimes without Node's own modules. They want what we give
// it anyway (a way to send requests, credentials, a hash), and evaluate neither HTTP, TLS nor files of Node's, which is
// half of the time that the builds for Node take.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PACKAGES = /\/node_modules\/(@aws-sdk|@smithy|@aws)\//;

/** A browser parses XML by itself. */
const FOR_NODE = /\/node_modules\/@aws-sdk\/xml-builder\//;

/**
 * Imported where it is needed, which it never is: no operation of ours has a stream of events, and the user agent is
 * ours. esbuild would make a function of every module that these share with the rest.
 */
const NEVER = new Set(['@smithy/core/event-streams', 'bowser']);

/** @param forNode where the shared files are read, which is Node's business: the builds for Node, and no word of theirs */
export function awsSdk({ forNode }) {
  return forNode ? { name: 'aws-sdk-for-node', setup: setUpForNode } : { name: 'aws-sdk', setup };
}

function setUpForNode({ onLoad }) {
  // On stderr, to whom it does not concern: what SDK is in here is the builder's business.
  onLoad({ filter: /\/@aws-sdk\/core\/.*\/emitWarningIfUnsupportedVersion\.js$/ }, () => ({
    contents: 'export const state = {}; export const emitWarningIfUnsupportedVersion = () => {};',
  }));
  // It looks for the runtime's own CRC-32 at the top, and loads all of node:zlib for that.
  onLoad({ filter: /\/@smithy\/core\/.*\/Crc32Node\.js$/ }, ({ path }) => ({
    contents: "export { Crc32Js as Crc32Node } from './Crc32Js';",
    resolveDir: dirname(path),
  }));
}

function setup({ onResolve, onLoad, resolve }) {
  onResolve({ filter: /^(@aws-sdk|@smithy)\/|^bowser$|^\.\.?\// }, async ({ path, pluginData, ...args }) => {
    if (pluginData === 'aws-sdk' || (path.startsWith('.') && !PACKAGES.test(args.importer))) {
      return undefined;
    }
    if (args.kind === 'dynamic-import' && NEVER.has(path)) {
      return { path, namespace: 'never' };
    }
    const { kind, importer, resolveDir } = args;
    const found = await resolve(path, { kind, importer, resolveDir, pluginData: 'aws-sdk' });
    return found.errors.length > 0
      ? { errors: found.errors }
      : { path: forBrowser(found.path), sideEffects: false };
  });
  onLoad({ filter: /./, namespace: 'never' }, ({ path }) => ({
    contents: `throw new Error(${JSON.stringify(`${path} is left out`)});`,
  }));
  // Of 60 errors each has a class and a schema. An error without is one of the base's class, with its name, code and
  // message, and src/backend/ecr/refusals.ts reads no more.
  onLoad({ filter: /\/@aws-sdk\/client-[\w-]+\/.*\/schemas_0\.js$/ }, ({ path }) => {
    const text = readFileSync(path, 'utf8');
    const contents = text.replaceAll(/^n0_registry\.registerError\(.*\);\n/gm, '');
    return contents === text
      ? { errors: [{ text: `${path} registers its errors in another way than before` }] }
      : { contents, resolveDir: dirname(path) };
  });
  // It looks for the runtime's own SHA-256 at the top, and loads all of node:crypto for that.
  onLoad({ filter: /\/@smithy\/core\/.*\/Sha256WebCrypto\.js$/ }, ({ path }) => ({
    contents: "export { Sha256Js as Sha256WebCrypto } from './Sha256Js';",
    resolveDir: dirname(path),
  }));
}

/** By the `browser` field of the file's own package. */
function forBrowser(path) {
  const root = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  if (root === undefined || FOR_NODE.test(path)) {
    return path;
  }
  const { browser } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, instead] =
    Object.entries(typeof browser === 'object' ? browser : {}).find(([from]) =>
      [from, `${from}.js`].some((name) => join(root, name) === path),
    ) ?? [];
  if (typeof instead !== 'string') {
    return path;
  }
  return join(root, instead.endsWith('.js') ? instead : `${instead}.js`);
}
