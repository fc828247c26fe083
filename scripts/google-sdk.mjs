// How Google's library is bundled for a chunk: without what it prepares for a terminal, and for numbers that no token has.

import { leanModules } from './lean-modules.mjs';

export function googleSdk() {
  return leanModules('google-sdk', {
    edited: {
      // What it logs is switched off, but it looks for a terminal, and makes a stream of stderr for that: 3 ms.
      'google-logging-utils/build/src/colours.js': [
        ['process === null || process === void 0 ? void 0 : process.stderr', 'undefined'],
      ],
      // Of a token's answer it reads the token, and we the rest by ourselves.
      'gcp-metadata/build/src/index.js': [['require("json-bigint")', 'JSON']],
    },
  });
}
