// How AWS's SDK is bundled for a chunk: in its builds for runtimes without Node's own modules. They want what we give
// it anyway (a way to send requests, credentials, a hash), and evaluate neither HTTP, TLS nor files of Node's, which is
// half of the time that the builds for Node take. Not for the chunk that reads the shared files.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A browser parses XML by itself. */
const FOR_NODE = /\/node_modules\/@aws-sdk\/xml-builder\//;

const PACKAGES = /\/node_modules\/(@aws-sdk|@smithy|@aws)\//;

export function awsSdk() {
  return {
    name: 'aws-sdk',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /^(@aws-sdk|@smithy)\// }, async (args) => {
        if (args.pluginData === 'aws-sdk') return undefined;
        const { path, errors } = await resolve(args.path, {
          kind: args.kind,
          importer: args.importer,
          resolveDir: args.resolveDir,
          pluginData: 'aws-sdk',
        });
        return errors.length > 0 ? { errors } : { path: forBrowser(path), sideEffects: false };
      });
      onResolve({ filter: /^\.\.?\// }, async (args) => {
        if (args.pluginData === 'aws-sdk' || !PACKAGES.test(args.importer)) return undefined;
        const { path, errors } = await resolve(args.path, {
          kind: args.kind,
          importer: args.importer,
          resolveDir: args.resolveDir,
          pluginData: 'aws-sdk',
        });
        return errors.length > 0 ? { errors } : { path: forBrowser(path), sideEffects: false };
      });
      onLoad({ filter: /Sha256WebCrypto\.js$/ }, ({ path }) => {
        if (!PACKAGES.test(path)) return undefined;
        return {
          contents: "export { Sha256Js as Sha256WebCrypto } from './Sha256Js';",
          resolveDir: dirname(path),
        };
      });
    },
  };
}

/** By the `browser` field of the file's own package. */
function forBrowser(path) {
  const root = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
  if (root === undefined || FOR_NODE.test(path)) return path;
  const { browser = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const [from, to] of Object.entries(browser)) {
    for (const end of ['', '.js']) {
      if (typeof to === 'string' && join(root, from + end) === path) return join(root, to + end);
    }
  }
  return path;
}
